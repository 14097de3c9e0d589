"""Checks of a bank that go beyond its schema: its answers beside the passages they cite, how they are
written, and what its wordings are answered with.

`table` lists the checks and `running` puts a bank to them. `context` has what they look at: `statements` are
what the bank says, `evidence` is what passages say, `figures` finds numbers, dates and addresses in both, and
`lexis` has the words of the language for it. `copies` finds the author's copies of the sources, `silencers`
reads the comments that silence a check. The other modules have the checks themselves.
"""

from .context import Check as Check, Copies as Copies, Need as Need
from .copies import (
    copies_of as copies_of,
    read_copies as read_copies,
)
from .lexis import (
    AMOUNT as AMOUNT,
    LEXIS_KEYS as LEXIS_KEYS,
    LEXIS_MAPPINGS as LEXIS_MAPPINGS,
    UNIT as UNIT,
)
from .running import review_bank as review_bank
from .table import CHECKS as CHECKS
