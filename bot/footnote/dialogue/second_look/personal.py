"""Questions that only a person can decide, about one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.dialogue.policy import Answer, Decline, Respond, Several
from footnote.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank import Bank, Entry
    from footnote.dialogue.policy import Decision
    from footnote.text import Language, SmallTalk, Utterance

PERSONAL = "personal"
"""The reason of small talk that only a person can decide."""

GENERAL = "personal_general"
"""The text that comes before what the source says in general."""

REQUESTS = "personal"
"""The group of requests, in the language's grammar, for what only a person can decide."""

ADVICE = ("advice", "fate")
"""Those of them that ask what one person should do, or what will become of them."""

CHOICE = "choice"
"""That of them which only asks whether to do something."""


def in_general(bank: Bank, small_talk: SmallTalk, found: Decision, near: tuple[Entry, ...]) -> Decision:
    """The decision on a personal question: what the source says in general, where the bank would answer the
    question if it were none (`found`), or else the small talk's text with the entries that are near.
    """
    answer = found.answers[0] if isinstance(found, Several) else found
    if isinstance(answer, Answer) and GENERAL in bank.language.texts:
        general = replace(answer, preface="")
        return Decline("personal", (), None, answer.confidence, GENERAL, general)
    return Respond(small_talk, near)


def asks_for_advice(language: Language, utterance: Utterance) -> bool:
    """Whether a question of an utterance asks for advice to one person, or what will become of them."""
    return _asks(ADVICE, language, utterance)


def asks_to_choose(language: Language, utterance: Utterance) -> bool:
    """Whether a question of an utterance asks for a decision: "should my mother say yes to chemo"."""
    return _asks((CHOICE,), language, utterance)


def _asks(names: Iterable[str], language: Language, utterance: Utterance) -> bool:
    patterns = [language.requests[name].pattern for name in names if name in language.requests]
    texts = [" ".join(span.expanded) for span in utterance.questions]
    return any(pattern.search(text) for pattern in patterns for text in texts)
