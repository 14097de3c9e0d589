"""Spelling: how alike words are, and what a person meant to type."""

from .corrector import (
    Correction as Correction,
    Corrector as Corrector,
    Reading as Reading,
    ReadWord as ReadWord,
)
from .similarity import (
    MIN_CORRECTED_LENGTH as MIN_CORRECTED_LENGTH,
    nearest as nearest,
    similarity as similarity,
)
