"""Wordings made of what people typed: the question alone, without personal data, mistyped words read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import nearest, plain

from .question_stems import without_marks
from .suggestions import MAX_WORDING_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.dialogue import Lookup, Trace

    from .records import OpenQuestion

MIN_SLIP_SIMILARITY = 0.6
"""How alike (0..1) a word that nobody knows and another are that one may be a slip of the other: of words of
five letters, two may differ. The questions are of one lesson, and alike in all other words."""


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


def distinct_wordings(asked: Iterable[OpenQuestion]) -> list[str]:
    """What to write of questions that ask the same, most asked first: of those that differ in small words or
    slips of typing alone, the one with fewest slips; of several such, the most asked, then the shortest.
    """
    best = sorted((each for each in asked if each.wording), key=_best_typed)
    kept: list[OpenQuestion] = []
    for each in best:
        if not any(_differs_in_typing(each, other) for other in kept):
            kept.append(each)
    return [each.wording for each in sorted(kept, key=lambda each: -each.times)]


def _best_typed(asked: OpenQuestion) -> tuple[int, int, int, str]:
    return len(asked.slips), -asked.times, len(asked.wording), asked.wording


def _differs_in_typing(one: OpenQuestion, other: OpenQuestion) -> bool:
    """Whether one question is the other, which is typed no worse, with small words or slips of its own."""
    if not one.words:
        return plain(one.wording) == plain(other.wording)
    own, missing = one.words - other.words, other.words - one.words
    meant = {nearest(slip, missing, MIN_SLIP_SIMILARITY) for slip in own}
    return own <= one.slips and missing <= meant
