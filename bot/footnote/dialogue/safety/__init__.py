"""Danger in what a person types: thoughts of suicide, emergencies, grief and fear, by the signs of the
language.
"""

from .heard import NO_DANGER as NO_DANGER, Finding as Finding, Signal as Signal
from .index import SafetyIndex as SafetyIndex
from .replies import comforted as comforted, response_to as response_to
from .turns import Urgent as Urgent, is_all_it_says as is_all_it_says, remembering as remembering
