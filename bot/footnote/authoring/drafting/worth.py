"""How much a draft is worth to the author of a new bank: what people are likeliest to ask comes first."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.text import fold, words

from .english import subject
from .english_words import SELDOM_ASKED

if TYPE_CHECKING:
    from collections.abc import Sequence

WANTED = 15
"""Drafts that a new bank begins with. Ten to fifteen answers are a bank; the other drafts wait."""

_KINDS = (
    (r"what does the [\w -]+? say about ", 1.0),
    (r"what if ", 1.2),
    (r"how do i .*\)\?$", 1.8),
    (r"what (?:is|are) ", 2.0),
)
"""What questions begin with that are worth less than one that a person would put, and how much."""

ASKED = 3.0
"""The worth of a question that a person would put."""

FIRST, SELDOM, REPEATED, SHORT = 1.5, -3.0, -1.0, -1.0
"""What is added for the beginning of a page, which says what it is about, for a subject that few people ask
about, for passages that a draft before it quotes, and for a text with too little in it for an answer.
"""

FEW_WORDS, MANY_WORDS = 8, 25
"""Words of a text that has too little for an answer, and of one that has enough."""


def worth(question: str, texts: Sequence[str], *, is_first: bool = False, is_repeated: bool = False) -> float:
    """How much the draft of a question with these passages is worth: 0 and less where it can wait.

    >>> text = ["Send the lamp back in its box, with the number of your order, within thirty days."]
    >>> how, what = "How do I return a lamp?", "What does the page say about lamps?"
    >>> worth(how, text) > worth(what, text)
    True
    """
    lowered = question.lower()
    value = next((worth for begins, worth in _KINDS if re.match(begins, lowered)), ASKED)
    count = sum(len(text.split()) for text in texts)
    value += min(count, MANY_WORDS) / MANY_WORDS
    value += FIRST * is_first + SHORT * (count < FEW_WORDS) + REPEATED * is_repeated
    return value + SELDOM * (not SELDOM_ASKED.isdisjoint(words(fold(subject(question)))))
