"""A question without what denies, or only asks to agree: its answer is the same fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.text import without_tag

if TYPE_CHECKING:
    from footnote.text import Language, Span


def unnegated(span: Span, language: Language) -> str | None:
    """The words of "they can't be seen, can they" as in "they can be seen"; None where nothing is denied."""
    alone = without_tag(span, language.announcements)
    words = (alone or span).expanded
    kept = [word for word in words if word not in language.words.negators]
    return " ".join(kept) if kept and (alone or len(kept) < len(words)) else None
