"""Figures in a text: numbers with their units, dates and times, and addresses, in a form to compare."""

from .addresses import Address as Address, mails as mails, telephones as telephones, webs as webs
from .dates import Moment as Moment, MomentReader as MomentReader
from .quantities import Quantity as Quantity, QuantityReader as QuantityReader
