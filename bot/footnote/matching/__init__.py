"""Which entries of a bank are close to a question, and how close."""

from .matcher import Candidate as Candidate, Match as Match, Matcher as Matcher
from .query import KnownWord as KnownWord, Query as Query
from .scope import KNOWN as KNOWN, Scope as Scope, check_scope as check_scope
