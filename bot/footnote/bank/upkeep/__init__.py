"""Keeping a bank true: when its answers are to be checked again, and what has changed in its sources.

`clock` says when, `sheet` what became of the passages of a source, `changes` writes that into the bank, and
`copies` finds the texts that sources had before.

Names are imported when they are first used: a question needs few of them.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from .advice import review_advice as review_advice
    from .changes import (
        FileChange as FileChange,
        accept as accept,
        apply_changes as apply_changes,
        write_sheet as write_sheet,
    )
    from .clock import (
        NEVER as NEVER,
        Due as Due,
        Standing as Standing,
        due_date as due_date,
        is_held as is_held,
        reviews as reviews,
        standing as standing,
    )
    from .copies import (
        expected_copy as expected_copy,
        find_copies as find_copies,
        find_copy as find_copy,
        may_be_quoted as may_be_quoted,
        new_copy as new_copy,
        of_source as of_source,
        read_copy as read_copy,
        which_source as which_source,
    )
    from .places import Part as Part, parts_in_order as parts_in_order
    from .sheet import Row as Row, Sheet as Sheet, marked as marked, review_sheet as review_sheet
    from .yaml_edits import CannotEdit as CannotEdit

__getattr__ = lazy_names(
    __name__,
    advice="review_advice",
    changes="FileChange accept apply_changes write_sheet",
    clock="NEVER Due Standing due_date is_held reviews standing",
    copies="expected_copy find_copies find_copy may_be_quoted new_copy of_source read_copy which_source",
    places="Part parts_in_order",
    sheet="Row Sheet marked review_sheet",
    yaml_edits="CannotEdit",
)
