"""Makes of a page what a new bank begins with: passages, a copy of its text, and drafts of entries.

`cutting` cuts the passages, `drafts` finds the questions that they answer, `english` and `wordings` know how
such questions are put, `casing` knows names, `phrases` finds what tells passages apart, `starters` has what
banks on a subject have in common.
"""

from .cutting import CutPage as CutPage, Piece as Piece, Section as Section, cut_page as cut_page
from .drafts import Draft as Draft, drafts as drafts, new_id as new_id
from .phrases import same as same
from .starters import (
    STARTERS as STARTERS,
    Starter as Starter,
    read_starter as read_starter,
    starter_contact as starter_contact,
)
from .wordings import other_wordings as other_wordings
