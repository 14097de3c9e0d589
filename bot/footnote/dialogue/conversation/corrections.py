"""Utterances that take something back: "no, I meant chemo", "not radiation, chemo", "I said nodes"."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import EMPTY_SPAN, Span, lengths_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.text import Language, Word

_SENTENCE_ENDS = frozenset(".!?;")

MAX_WORDS = 14
"""Words of an utterance that may be a correction: a longer one says by itself what it asks."""


class Correction(NamedTuple):
    """What is asked instead (`wanted`), and what was read or typed wrongly (`rejected`; empty where it is not
    repeated).
    """

    wanted: Span
    rejected: Span = EMPTY_SPAN


def correction(span: Span, language: Language) -> Correction | None:
    """The correction that an utterance makes; None where it makes none."""
    words = span.words
    if not words or len(words) > MAX_WORDS:
        return None
    rest = _after_openers(_meant(span, language), language)
    contrast = _contrast(rest, language)
    has_opener = not rest.words or rest.words[0] is not words[0]
    begins_with_rejected = contrast is not None and contrast.rejected.words[0] is words[1 % len(words)]
    if not (has_opener or begins_with_rejected):
        return None
    if contrast:
        return contrast
    first = _first_sentence(rest)
    return Correction(first) if first.words else None


def _meant(span: Span, language: Language) -> Span:
    """The utterance from where it says what is meant: of "I did not ask who, I asked when", "I asked when".
    What is said last, as in "chemo I meant", comes first.
    """
    words = span.words
    for at in range(1, len(words)):
        length = _length_at(words, at, language)
        if length < 2 or not _meaning_words(words[at : at + length], language):
            continue
        if at + length < len(words) and _is_apart(span, at):
            return _from(span, words[at:])
        if at + length == len(words) or _is_apart(span, at + length):
            return _of((*words[at : at + length], *words[:at], *words[at + length :]))
    return span


def _length_at(words: Sequence[Word], at: int, language: Language) -> int:
    """The words of the longest phrase that takes something back from this word on; 0 where none does."""
    texts = [word.text for word in words]
    return next(lengths_at(texts, at, language.conversation.corrections), 0)


def _meaning_words(words: Sequence[Word], language: Language) -> bool:
    """Whether a phrase speaks of whoever writes: "I meant", but not "no sorry"."""
    return not language.conversation.own.isdisjoint(word.text for word in words)


def _is_apart(span: Span, at: int) -> bool:
    """Whether something stands between a word and the one before it: a comma, or a full stop."""
    before, word = span.words[at - 1 : at + 1]
    return bool(span.text[before.start - span.offset + len(before.text) : word.start - span.offset].strip())


def _after_openers(span: Span, language: Language) -> Span:
    """The utterance without the phrases that only take something back: "no, sorry, I meant"."""
    rest = span
    while rest.words:
        length = _length_at(rest.words, 0, language)
        if not length or (length == 1 and not _is_set_off(rest, language)):
            break
        if length == len(rest.words):
            return EMPTY_SPAN
        rest = _from(rest, rest.words[length:])
    return rest


def _is_set_off(span: Span, language: Language) -> bool:
    """Whether the first word stands apart, as in "no, the other" and "sorry not treated": of "no lump" it is
    a part.
    """
    if len(span.words) == 1:
        return False
    first, second = span.words[:2]
    between = span.text[first.start - span.offset + len(first.text) : second.start - span.offset]
    follows = second.text in language.conversation.corrections
    return bool(between.strip()) or follows or second.text in language.conversation.contrast


def _contrast(span: Span, language: Language) -> Correction | None:
    """The two sides of "not radiation, chemo" or "chemo, not radiation"."""
    words = span.words
    at = next((at for at, word in enumerate(words) if word.text in language.conversation.contrast), None)
    if at is None or at + 1 >= len(words):
        return None
    before, after = words[:at], words[at + 1 :]
    rejected = _first_sentence(_from(span, after))
    if before:
        return Correction(_of(before), rejected)
    cut = next((end for end in range(1, len(after)) if _ends_clause(span, after, end, language)), None)
    if cut is None:
        return None
    wanted = [word for word in after[cut:] if word.text not in language.messages.joining]
    return Correction(_first_sentence(_from(span, wanted)), _of(after[:cut])) if wanted else None


def _ends_clause(span: Span, words: Sequence[Word], at: int, language: Language) -> bool:
    """Whether something new begins with this word: after a comma, or at a joining word."""
    last = words[at - 1]
    end = last.start - span.offset + len(last.text)
    between = span.text[end : words[at].start - span.offset]
    return bool(between.strip()) or words[at].text in language.messages.joining


def _first_sentence(span: Span) -> Span:
    """The words up to the first full stop, or the like, that more follows."""
    for before, word in pairwise(span.words):
        end = before.start - span.offset + len(before.text)
        between = span.text[end : word.start - span.offset]
        if between.strip() and between[-1:].isspace() and not _SENTENCE_ENDS.isdisjoint(between):
            return Span(span.text[:end], span.words[: span.words.index(word)], span.offset)
    return span


def _of(words: Sequence[Word]) -> Span:
    return Span(" ".join(word.text for word in words), tuple(words))


def _from(span: Span, words: Sequence[Word]) -> Span:
    start = words[0].start
    return Span(span.text[start - span.offset :], tuple(words), start)
