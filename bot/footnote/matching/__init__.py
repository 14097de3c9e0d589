"""Which entries of a bank are close to a question, how close, and whether the best one answers it.

`Matcher` ranks entries by the bank's texts; `Answerability` judges the candidates of a question.
"""

from .answerability import (
    KNOWN as KNOWN,
    Answerability as Answerability,
    Judgement as Judgement,
    Signs as Signs,
)
from .matcher import (
    Match as Match,
    Matcher as Matcher,
    dump_matcher as dump_matcher,
    restore_matcher as restore_matcher,
)
from .mixture import Candidate as Candidate
from .query import KnownWord as KnownWord, Query as Query
