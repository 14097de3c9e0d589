"""A chat as text: Markdown to read, JSON to work with, or a `.chat` file to run again."""

from __future__ import annotations

import json
import os
import re
from string import ascii_lowercase
from typing import TYPE_CHECKING

from footnote.console import MAX_TEXT_WIDTH, Terminal
from footnote.dialogue import where
from footnote.text import printable

from .messages import turn_message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from footnote.bank import Bank
    from footnote.dialogue import Citation
    from footnote.text import Language

    from .messages import Turn

PROMPT = "> "
CONTINUATION = ". "
PAPER = Terminal(width=MAX_TEXT_WIDTH)
"""A page of text: not a terminal, but with a width."""

# Characters that Markdown gives a meaning. `[1]` has none, and stays as it is.
_MARKDOWN = re.compile(r"([\\`*_{}<>#|~]|\[(?!\d+\]))")


def format_transcript(path: str, bank: Bank, turns: Sequence[Turn]) -> str:
    """The chat in the format that the file's ending asks for; Markdown without one.

    Raises ValueError for an ending that is not one of `FORMATS`.
    """
    ending = os.path.splitext(path)[1].lower() or ".md"
    if ending not in FORMATS:
        raise ValueError(f"I cannot write {ending} files. Write one of {', '.join(FORMATS)}")
    return FORMATS[ending](bank, turns)


def _markdown(bank: Bank, turns: Iterable[Turn]) -> str:
    return "\n".join(_markdown_lines(bank, turns))


def _json(_bank: Bank, turns: Iterable[Turn]) -> str:
    return json.dumps([turn.reply.as_dict() for turn in turns], ensure_ascii=False, indent=2) + "\n"


def _chat(bank: Bank, turns: Iterable[Turn]) -> str:
    language = bank.language
    parts = ((format_typed(turn.typed), turn_message(turn, language).render(PAPER), "") for turn in turns)
    return "\n".join(line for part in parts for line in part)


FORMATS: dict[str, Callable[[Bank, Sequence[Turn]], str]] = {
    ".md": _markdown,
    ".json": _json,
    ".chat": _chat,
    ".txt": _chat,
}
"""The formats of a saved chat by the ending of the file's name."""


def format_typed(line: str) -> str:
    """A line as a `.chat` file has it: after a prompt; further lines after a dot."""
    first, *more = printable(line).split("\n")
    return "\n".join([PROMPT + first, *((CONTINUATION + each).rstrip() for each in more)])


def typed_lines(chat: str) -> Iterator[str]:
    """What was typed in a `.chat` file: each `> ` line, with the `. ` lines right below it."""
    question: list[str] = []
    dot = CONTINUATION.rstrip()
    for line in chat.splitlines():
        if question and (line == dot or line.startswith(CONTINUATION)):
            question.append(line.removeprefix(dot).removeprefix(" "))
            continue
        if question:
            yield "\n".join(question)
        question = [line.removeprefix(PROMPT)] if line.startswith(PROMPT) else []
    if question:
        yield "\n".join(question)


def json_lines(text: str) -> list[str]:
    """What was typed in a chat that was saved as JSON. Raises ValueError where it is something else."""
    try:
        replies = json.loads(text)
        return [_json_question(reply) for reply in replies]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ValueError("not a chat that /save wrote as JSON: a list of replies") from error


def _json_question(reply: dict[str, object]) -> str:
    question = reply["question"]
    if not isinstance(question, str):
        raise TypeError
    return question


def _markdown_lines(bank: Bank, turns: Iterable[Turn]) -> Iterator[str]:
    yield f"# {_escape(bank.title)}\n\n_{_escape(bank.notice)}_\n"
    for turn in turns:
        yield "> " + _escape(turn.typed).replace("\n", "\n> ") + "\n"
        yield _escape(turn.reply.text) + "\n"
        letters = zip(ascii_lowercase, turn.reply.options, strict=False)
        yield from (f"- {letter}. {_escape(option.question)}" for letter, option in letters)
        yield from (
            line for citation in turn.reply.citations for line in _citation_lines(citation, bank.language)
        )
        yield ""


def _citation_lines(citation: Citation, language: Language) -> Iterator[str]:
    yield f"- [{citation.number}] [{_escape(where(citation, language))}](<{printable(citation.url)}>)"
    for reference in citation.references:
        label = language.texts["reference"].format(number=reference.number, text=reference.text)
        yield f"  - {_escape(label)} <{printable(reference.url)}>"


def _escape(text: str) -> str:
    return _MARKDOWN.sub(r"\\\1", printable(text))
