"""Asks what a new bank is made of: the files, and what they do not say of themselves."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import PathCompleter, WordCompleter
from prompt_toolkit.validation import ValidationError, Validator

from footnote.authoring import STARTERS, About, as_id, bank_id, read_sources, starter_contact
from footnote.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.completion import Completer
    from prompt_toolkit.document import Document

    from footnote.authoring import SourceFile

OTHER = "other"
"""The subject of banks for which there is no starter."""


def ask_for_bank(given: About) -> tuple[str, list[SourceFile], About] | None:
    """The folder of the new bank, its sources and what is known of them; None where the person leaves.

    What is `given` is not asked for.
    """
    session: PromptSession[str] = PromptSession()
    try:
        print(
            "A new bank, in seven questions. Enter accepts what is there; Ctrl-C leaves, and writes nothing."
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
    shelf = "faq" if os.path.isdir("faq") else "."
    folder = ask("Folder for it", os.path.join(shelf, as_id(title) or "mybank"), check=_free)
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
    about = given._replace(title=title, publisher=publisher, url=url, contact=contact, starter=starter)
    return folder, sources, about


class _Asker:
    """Asks one question after the other."""

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
        answer = self._session.prompt(
            f"{question}: ",
            default=default,
            completer=completer,
            validator=_Check(check),
            validate_while_typing=False,
            complete_while_typing=False,
        )
        return answer.strip()


class _Check(Validator):
    """Shows under the line what is wrong with an answer."""

    def __init__(self, check: Callable[[str], str]) -> None:
        self._check = check

    def validate(self, document: Document) -> None:
        """Raise ValidationError where the answer cannot be used."""
        if message := self._check(document.text.strip()):
            raise ValidationError(len(document.text), message)


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


def _not_empty(answer: str) -> str:
    return "" if answer else "Write a few words."


def _address(answer: str) -> str:
    is_address = answer.startswith(("http://", "https://")) and "." in answer and " " not in answer
    return "" if is_address else "Write the whole address, such as https://www.example.org/page"


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    return lambda answer: "" if answer in known else f"Write one of {', '.join(known)}."
