"""Words that only announce a question: of "could you tell me when it is done", "when it is done"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .conversation_words import lengths_at
from .utterance import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .language_parts import Announcements

MAX_BEFORE = 8
"""Words that may stand before what somebody asks to be told about: "hi, can you please tell us something"."""

_MARKS = frozenset(").:,")
"""Signs after the number of a question in a list: "1) how big is it", "second, does it hurt"."""


def announced(span: Span, words: Announcements) -> Span | None:
    """The question that a span announces; None where it announces none."""
    for start in _ends(span, words):
        word = span.words[start].text
        if word in words.joins and start + 1 < len(span.words):
            return _from(span, start + 1)
        if word in words.asking:
            return _from(span, start)
    return None


def announced_subject(span: Span, words: Announcements) -> Span | None:
    """What a span asks to be told about; None where it does not: "why do they take nodes out to find out
    about them" asks why.
    """
    ends = (end for end in _ends(span, words) if end <= MAX_BEFORE and span.words[end].text in words.about)
    return next((_from(span, end + 1) for end in ends if end + 1 < len(span.words)), None)


def without_tag(span: Span, words: Announcements) -> Span | None:
    """The span without the last words that only ask to agree: of "they are small, right?", "they are small".
    None where it has no such words.
    """
    for at in range(len(span.words) - 1, 0, -1):
        before, word = span.words[at - 1 : at + 1]
        end = before.start - span.offset + len(before.text)
        if "," in span.text[end : word.start - span.offset]:
            tag = span.words[at:]
            only = words.tags.issuperset(part for each in tag for part in each.expanded)
            return span.before(end, at) if only else None
    return None


def asks_to_confirm(span: Span, words: Announcements) -> bool:
    """Whether a span is nothing but a question whether what stands before it is true: "is that right?"."""
    said = [part for each in span.words for part in each.expanded]
    return span.text.endswith("?") and bool(said) and words.confirming.issuperset(said)


def without_number(span: Span, words: Announcements) -> Span:
    """The span without the number that it has in a list."""
    if len(span.words) < 2:
        return span
    first = span.words[0]
    end = first.start - span.offset + len(first.text)
    sign = span.text[end : end + 1]
    counts = first.text in words.counting or first.text.isdecimal()
    is_number = counts and first.measurement is None and sign in _MARKS
    return _from(span, 1) if sign and is_number else span


def _ends(span: Span, words: Announcements) -> Sequence[int]:
    """The places after the phrases in a span, the last first."""
    texts = [word.text for word in span.words]
    return [
        at + length
        for at in range(len(texts) - 2, -1, -1)
        for length in lengths_at(texts, at, words.phrases)
        if at + length < len(texts)
    ]


def _from(span: Span, at: int) -> Span:
    rest = span.after(span.words[at].start - span.offset)
    if len(rest.words) == len(span.words) - at:
        return rest
    words = span.words[at:]  # a span put together, the words of which stand nowhere
    return Span(" ".join(word.text for word in words), words)
