"""Keeping a bank true: when its answers are to be checked again, and what has changed in its sources.

Names are imported when they are first used: a question needs few of them.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from .clock import (
        Due as Due,
        Standing as Standing,
        due_date as due_date,
        is_held as is_held,
        reviews as reviews,
        standing as standing,
    )

__getattr__ = lazy_names(__name__, clock="Due Standing due_date is_held reviews standing")
