"""Wordings made of what people typed: the question alone, without personal data, mistyped words read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import plain

from .question_stems import without_marks
from .suggestions import MAX_WORDING_LENGTH

if TYPE_CHECKING:
    from footnote.dialogue import Lookup, Trace


def surest_lookup(trace: Trace) -> Lookup | None:
    """The lookup that is surest of its best entry; None where nothing was looked up."""
    return max(trace.lookups, key=lambda lookup: lookup.confidence, default=None)


def wording_of(question: str, trace: Trace) -> str:
    """What to add to an entry so that the question leads there; "" where it can be no wording.

    Of a long message, the question in it that was read surest. Words that were read as others are written as
    they were read: a slip among the wordings would become a word of the bank.
    """
    question = without_marks(question)
    lookup = surest_lookup(trace)
    is_long = len(question) > MAX_WORDING_LENGTH or len(trace.utterance.questions) > 1
    if lookup and (is_long or any(word.typed for word in lookup.query.span.words)):
        question = lookup.text
    question = " ".join(question.split()).strip(" ,;:-")
    return question if plain(question) and len(question) <= MAX_WORDING_LENGTH else ""
