"""A chat written down: as Markdown to be read, as JSON to be worked with, as a `.chat` to be replayed."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.console.layout import layout
from footnote.console.terminal import WIDEST, Terminal
from footnote.dialogue.rendering import where
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank.models import Bank
    from footnote.dialogue import Citation, Reply, State

PROMPT = "> "
MORE = ". "
PAPER = Terminal(width=WIDEST)

# What Markdown could take for its own; `[1]` is left, which it shows as it stands.
_MARKDOWN = re.compile(r"([\\`*_{}<>#|~]|\[(?!\d+\]))")


class Turn(NamedTuple):
    """What was typed, the reply, and the state of the talk before it."""

    typed: str
    reply: Reply
    before: State


def write(path: str, bank: Bank, turns: Sequence[Turn]) -> str:
    """The chat in the form that the file's name asks for."""
    if path.endswith(".json"):
        return json.dumps([turn.reply.as_dict() for turn in turns], ensure_ascii=False, indent=2) + "\n"
    if path.endswith(".chat"):
        return "\n".join(
            line for turn in turns for line in (typed(turn.typed), layout(turn.reply, PAPER), "")
        )
    return "\n".join(_markdown(bank, turns))


def typed(line: str) -> str:
    """A line as a `.chat` has it: after a prompt; what follows a line break, after a dot."""
    first, *more = printable(line).split("\n")
    return "\n".join([PROMPT + first, *((MORE + each).rstrip() for each in more)])


def lines(chat: str) -> Iterator[str]:
    """What was typed in a `.chat`: each `> ` line, with the `. ` lines right below it."""
    question: list[str] = []
    for line in chat.splitlines():
        if question and line.startswith(MORE.rstrip()) and (line == MORE.rstrip() or line.startswith(MORE)):
            question.append(line.removeprefix(MORE.rstrip()).removeprefix(" "))
            continue
        if question:
            yield "\n".join(question)
        question = [line.removeprefix(PROMPT)] if line.startswith(PROMPT) else []
    if question:
        yield "\n".join(question)


def _markdown(bank: Bank, turns: Iterable[Turn]) -> Iterator[str]:
    yield f"# {_text(bank.title)}\n\n_{_text(bank.notice)}_\n"
    for turn in turns:
        yield "> " + _text(turn.typed).replace("\n", "\n> ") + "\n"
        yield _text(turn.reply.text) + "\n"
        yield from (
            f"{number}. {_text(option.question)}" for number, option in enumerate(turn.reply.options, 1)
        )
        yield from (line for citation in turn.reply.citations for line in _cited(citation))
        yield ""


def _cited(citation: Citation) -> Iterator[str]:
    yield f"- [{citation.number}] [{_text(where(citation))}](<{printable(citation.url)}>)"
    for reference in citation.references:
        yield f"  - Reference {reference.number}: {_text(reference.text)} <{printable(reference.url)}>"


def _text(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", printable(text))
