"""Questions and wordings of a bank that are never answered, because what its language shares takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import ADVICE, Items, Pairs, Scalar
from footnote.dialogue import Bot
from footnote.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank import Node, ParsedBank


def check_taken(parsed: ParsedBank) -> list[Problem]:
    """Advice for each question and wording of an entry that is read as danger or as small talk."""
    bot = Bot(parsed.bank)
    return [
        Problem(node.mark.name, node.mark.line + 1, node.mark.column + 1, f"{ADVICE}{message}")
        for node in _asked(parsed)
        if (message := _taken(bot, node.text))
    ]


def _taken(bot: Bot, text: str) -> str:
    """What takes a text and what to do; nothing where the bank looks it up."""
    turn = bot.parse(text)
    if not (turn.danger or turn.small_talk.anywhere or turn.small_talk.alone):
        return ""  # nearly all are, and need no candidates
    trace = bot.explain(text)[1]
    if trace.basis == "danger" and trace.danger:
        phrase = trace.danger.signals[0].phrase
        danger = trace.danger.danger
        return f"this is read as {danger}, by “{phrase}”, and never answered; write it in other words"
    if trace.basis == "small_talk" and trace.recognised:
        small_talk, wording = trace.recognised
        return f"“{wording}” of {small_talk.id} takes this, and it is never answered; write it in other words"
    return ""


def _asked(parsed: ParsedBank) -> Iterator[Scalar]:
    """The questions and wordings of entries, where they are written."""
    entries = parsed.fields.node("entries")
    for node in entries.nodes if isinstance(entries, Items) else ():
        for key, value in node.items() if isinstance(node, Pairs) else ():
            if isinstance(key, Scalar) and key.text in ("question", "wordings"):
                yield from _texts([value])
    for id in parsed.bank.entries:
        yield from _texts(parsed.wordings.get(id, []))


def _texts(nodes: Iterable[Node]) -> Iterator[Scalar]:
    for node in nodes:
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, Items):
            yield from _texts(node.nodes)
