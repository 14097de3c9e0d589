"""What people asked that a bank could not answer, drafts of what to write into it, and what it answers of its
sources.

`cover` says which parts of the sources are answered from. `find_gaps` returns a `Report` of `Gap`s.
`clustering` counts questions together that ask the same, `passage_fit` finds the passage of the source that
has most of a question, `suggestions` drafts the YAML.
"""

from .coverage import USES, Asked, Coverage, Piece, Use, cover
from .gaps import find_gaps
from .records import GAP_KINDS, Gap, GapKind, LoggedQuestion, Report
from .suggestions import Drafter

__all__ = [
    "GAP_KINDS",
    "USES",
    "Asked",
    "Coverage",
    "Drafter",
    "Gap",
    "GapKind",
    "LoggedQuestion",
    "Piece",
    "Report",
    "Use",
    "cover",
    "find_gaps",
]
