"""Which entries of a bank are close to a question, how close, and whether the question is about them.

`Matcher` ranks entries by their wordings; `check_scope` looks at what single words show.
"""

from .matcher import Candidate as Candidate, Match as Match, Matcher as Matcher
from .query import KnownWord as KnownWord, Query as Query
from .scope import KNOWN as KNOWN, Scope as Scope, check_scope as check_scope
from .serialization import dump_matcher as dump_matcher, restore_matcher as restore_matcher
