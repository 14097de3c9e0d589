"""Which entries of a bank are close to a question, and how close."""

from .matcher import Hit as Hit, Match as Match, Matcher as Matcher
