"""A question without the words in it that only name the source: of "how small is it according to your
article", "how small is it".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import lengths_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.text import Language, Span


def without_asides(span: Span, language: Language) -> str | None:
    """The words of a span that are no asides about the source; None where it has none, or nothing else."""
    words = list(span.expanded)
    kept: list[str] = []
    at = 0
    while at < len(words):
        end = _end(words, at, language)
        if end == at:
            kept.append(words[at])
            end += 1
        at = end
    says_something = not language.words.filler.issuperset(kept)
    return " ".join(kept) if len(kept) < len(words) and says_something else None


def _end(words: Sequence[str], start: int, language: Language) -> int:
    """Where an aside that begins here ends: "according to the article", "does your page say about"; the start
    itself where none does.
    """
    conversation, filler = language.conversation, language.words.filler
    lead = next(lengths_at(words, start, conversation.source_leads), 0)
    at = start + lead
    at += at < len(words) and words[at] in filler and words[at] not in conversation.source_words
    if at >= len(words) or words[at] not in conversation.source_words:
        return start
    at += 1
    says = at < len(words) and words[at] in conversation.source_verbs
    if says:
        at += 1
        at += at < len(words) and words[at] in language.announcements.about | conversation.source_particles
    return at if lead or says else start
