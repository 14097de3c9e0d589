"""What a bank can be asked: its questions by section, and those to begin with."""

from .sections import section_of as section_of, sections as sections
from .starters import starters as starters
