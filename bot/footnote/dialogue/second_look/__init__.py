"""What an utterance may mean to which the bank has no answer as it stands: small talk in other words than are
listed, or a question that only a person can decide.
"""

from .looking import SecondLook as SecondLook, responding as responding
from .personal import PERSONAL as PERSONAL
