"""What people asked that a bank could not answer: drafts of what to write into it, and lessons to sort;
and what it answers of its sources.

`cover` says which parts of the sources are answered from. `find_gaps` returns a `Report` of `Gap`s,
`find_lessons` the `Lesson`s that an author gives to entries. `clustering` counts questions together that ask
the same, `passage_fit` finds the passage of the source that has most of a question, `suggestions` drafts the
YAML, `new_wordings` makes wordings of what people typed.
"""

from .coverage import USES, Asked, Coverage, Piece, Use, cover
from .gaps import find_gaps
from .lessons import MAX_PROPOSALS, Lesson, Lessons, Proposal, find_lessons, split
from .new_wordings import distinct_wordings
from .records import GAP_KINDS, Gap, GapKind, LoggedQuestion, OpenQuestion, Report
from .suggestions import MAX_WORDING_LENGTH, Drafter, new_id

__all__ = [
    "GAP_KINDS",
    "MAX_PROPOSALS",
    "MAX_WORDING_LENGTH",
    "USES",
    "Asked",
    "Coverage",
    "Drafter",
    "Gap",
    "GapKind",
    "Lesson",
    "Lessons",
    "LoggedQuestion",
    "OpenQuestion",
    "Piece",
    "Proposal",
    "Report",
    "Use",
    "cover",
    "distinct_wordings",
    "find_gaps",
    "find_lessons",
    "new_id",
    "split",
]
