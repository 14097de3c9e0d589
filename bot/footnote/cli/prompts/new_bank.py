"""Asks what a new bank is made of: the files, and what they do not say of themselves."""

from __future__ import annotations

import itertools
import os
import shlex
import shutil
import textwrap
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import PathCompleter, WordCompleter

from footnote.authoring import STARTERS, About, as_id, bank_id, read_sources, starter_contact
from footnote.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.completion import Completer

    from footnote.authoring import SourceFile

OTHER = "other"
"""The subject of banks for which there is no starter."""


def ask_for_bank(given: About) -> tuple[str, list[SourceFile], About] | None:
    """The folder of the new bank, its sources and what is known of them; None where the person leaves.

    What is `given` is not asked for.
    """
    session: PromptSession[str] = PromptSession()
    try:
        _say(
            "A new bank, in a few questions. Enter accepts what is there; Ctrl-C leaves, and writes nothing."
        )
        return _answers(_Asker(session), given)
    except (KeyboardInterrupt, EOFError):
        print("Nothing was written.")
        return None


def _answers(ask: _Asker, given: About) -> tuple[str, list[SourceFile], About]:
    files = ask(
        "Files to read (text, Markdown, HTML, PDF) or a folder", check=_readable, completer=PathCompleter()
    )
    sources = read_sources(shlex.split(files))
    page = sources[0].page
    title = given.title or ask("Title of the bank", page.title, check=_not_empty)
    place = "faq" if os.path.isdir("faq") else "."
    folder = ask("Folder for it", _unused(os.path.join(place, as_id(title) or "mybank")), check=_free)
    publisher = given.publisher or ask("Who publishes the page", page.publisher, check=_not_empty)
    url = given.url or ask("Its address on the web", page.url or "https://", check=_address)
    subjects = (OTHER, *STARTERS)
    subject = given.starter or ask(
        f"What it is about: {', '.join(subjects)}",
        OTHER,
        check=_one_of(subjects),
        completer=WordCompleter(subjects),
    )
    starter = "" if subject == OTHER else subject
    contact = given.contact or ask("Whom people can ask instead", starter_contact(starter), check=_not_empty)
    licence = given.licence or ask(
        "Its licence, if its sentences may be quoted: MIT, CC BY, … or ours, for your own page; else nothing",
        check=_anything,
    )
    about = given._replace(
        title=title, publisher=publisher, url=url, contact=contact, starter=starter, licence=licence
    )
    return folder, sources, about


class _Asker:
    """Asks one question after the other, each again until nothing is wrong with its answer."""

    def __init__(self, session: PromptSession[str]) -> None:
        self._session = session

    def __call__(
        self,
        question: str,
        default: str = "",
        *,
        check: Callable[[str], str],
        completer: Completer | None = None,
    ) -> str:
        """The answer, which `check` finds nothing wrong with."""
        _say(f"{question}:")
        while True:
            answer = self._session.prompt(
                "> ", default=default, completer=completer, complete_while_typing=False
            ).strip()
            message = check(answer)
            if not message:
                return answer
            _say(message)
            default = answer


def _say(text: str) -> None:
    """Print a text in lines of the terminal's width: a terminal would break words."""
    print(textwrap.fill(text, shutil.get_terminal_size().columns - 1, break_on_hyphens=False))


def _readable(answer: str) -> str:
    try:
        paths = shlex.split(answer)
        if not paths:
            return "Write the path of a file; Tab completes it."
        read_sources(paths)
    except ValueError:
        return "A quotation mark is not closed."
    except SourceError as error:
        return str(error)
    return ""


def _free(answer: str) -> str:
    try:
        bank_id(answer)
    except SourceError as error:
        return str(error)
    return f"{answer} is there already; write another." if os.path.exists(answer) else ""


def _unused(folder: str) -> str:
    """The folder, with a number where there is one of its name."""
    numbered = (f"{folder}-{number}" for number in itertools.count(2))
    return next(name for name in itertools.chain([folder], numbered) if not os.path.exists(name))


def _not_empty(answer: str) -> str:
    return "" if answer else "Write a few words."


def _anything(answer: str) -> str:  # noqa: ARG001  (what every question has)
    return ""


def _address(answer: str) -> str:
    is_address = answer.startswith(("http://", "https://")) and "." in answer and " " not in answer
    return "" if is_address else "Write the whole address, such as https://www.example.org/page"


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    return lambda answer: "" if answer in known else f"Write one of {', '.join(known)}."
