"""What people asked that a bank could not answer, and drafts of what to write into it.

`find_gaps` returns a `Report` of `Gap`s. `clustering` counts questions together that ask
the same, `passage_fit` finds the passage of the source that has most of a question, `suggestions` drafts the
YAML.
"""

from .gaps import find_gaps
from .records import GAP_KINDS, Gap, GapKind, LoggedQuestion, Report
from .suggestions import Drafter

__all__ = ["GAP_KINDS", "Drafter", "Gap", "GapKind", "LoggedQuestion", "Report", "find_gaps"]
