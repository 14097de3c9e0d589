"""Danger in what a person types: thoughts of suicide, emergencies, grief and fear, by the signs of the
language.
"""

from .after import AfterDanger as AfterDanger, again as again
from .heard import Finding as Finding, Signal as Signal
from .index import SafetyIndex as SafetyIndex
from .replies import comforted as comforted, relieved as relieved, remembering as remembering, response_to as response_to
