"""Makes of a page what a new bank begins with: passages, a copy of its text, and drafts of entries.

`cutting` cuts the passages, and `drafts` finds the questions that they answer: `english`, `english_sentences`
and `wordings` know how such questions are put, `casing` knows names, `phrases` what tells passages apart, and
`worth` says which come first. `starters` has what banks on a subject have in common.
"""

from .cutting import CutPage as CutPage, Piece as Piece, Section as Section, cut_page as cut_page
from .drafts import (
    Draft as Draft,
    drafts as drafts,
    most_wanted as most_wanted,
    new_id as new_id,
)
from .phrases import same as same
from .starters import (
    STARTERS as STARTERS,
    Starter as Starter,
    read_starter as read_starter,
    starter_contact as starter_contact,
)
from .wordings import other_wordings as other_wordings
from .worth import WANTED as WANTED
