"""What the bot says to somebody in danger, in the words of the language and with the bank's helplines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.dialogue.responses import fill
from footnote.record import replace
from footnote.text import SmallTalk

from .heard import URGENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.bank import Bank
    from footnote.dialogue.reply import Reply
    from footnote.text import OtherLanguage

    from .heard import Finding

AGAIN = "_again"
"""Ends the name of a reply in other words, where it was the last one."""

ALONE = "_alone"
"""Ends the name of what comes after the words of comfort where nothing else was asked."""


def response_to(bank: Bank, danger: Finding) -> SmallTalk:
    """The response to a danger that is all an utterance is about, or that comes before all else in it."""
    texts = _texts(bank)
    if not danger.is_urgent:
        return SmallTalk(danger.danger, "smalltalk", None, True, (), texts[danger.reply + ALONE])
    lines = list(_helplines(bank, danger))
    name = danger.reply
    text, again = (" ".join([each, *lines]) if each else "" for each in _both(texts, name, danger))
    return SmallTalk(name, "handoff", "urgent", True, (), text, again=again)


def response_in(bank: Bank, other: OtherLanguage, danger: Finding) -> SmallTalk:
    """The response to something urgent that is written in another language, in that language."""
    own = response_to(bank, danger)
    if not other.urgent:
        return own
    text = " ".join([other.text, other.urgent, *_helplines(bank, danger)])
    return own._replace(text=text, again="")


def _both(texts: Mapping[str, str], name: str, danger: Finding) -> tuple[str, str]:
    """The reply of this name, that of the danger where the language has none, and the same in other words."""
    known = name if texts.get(name) else danger.danger
    return texts[known], texts.get(known + AGAIN, "")


def relieved(bank: Bank) -> SmallTalk | None:
    """The response to somebody who says that a danger is over, where the language has one."""
    text = _texts(bank).get("better", "")
    return SmallTalk("better", "smalltalk", None, True, (), text) if text else None


def comforted(bank: Bank, reply: Reply, danger: Finding | None) -> Reply:
    """The reply with words of comfort before it, where somebody is in grief or afraid; others, and silence,
    stay as they are.
    """
    if not danger or danger.danger in URGENT or not reply.text:
        return reply
    comfort = fill(bank, _texts(bank)[danger.reply])
    return replace(reply, text=f"{comfort} {reply.text}", tone="comfort")


def _texts(bank: Bank) -> Mapping[str, str]:
    safety = bank.language.safety
    return safety.health if bank.subject == "health" else safety.general


def _helplines(bank: Bank, danger: Finding) -> Iterator[str]:
    """A sentence for each of the bank's helplines for this danger."""
    sentence = _texts(bank)["helpline"]
    for line in bank.helplines:
        if line.purpose == danger.danger:
            text = sentence.format(country=line.country, name=line.name, contact=line.contact)
            yield text.replace("{", "{{").replace("}", "}}")  # the response is filled in from the bank
