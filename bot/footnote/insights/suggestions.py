"""Drafts of YAML for gaps in a bank: an author pastes one into the file that it names, and completes it."""

from __future__ import annotations

import json
from itertools import chain, count
from typing import TYPE_CHECKING

from footnote.bank import (
    ENTRIES_FILE,
    SILENT_FILE,
    TO_BE_WRITTEN,
    WORDINGS_FILE,
    WORDINGS_FOLDER,
    Layout,
)
from footnote.text import fold, plain, printable, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from footnote.bank import Bank

MAX_DRAFTED_WORDINGS = 6
"""Wordings in a draft: an author reads each of them."""

MAX_WORDING_LENGTH = 140
"""Characters of a wording. A longer question is too specific for anybody to type again."""

ORIGIN = "from the journal"
"""What wordings from drafts are grouped under in a file of the wordings folder."""


class Drafter:
    """Drafts for the gaps of one report, which repeat neither the bank nor each other.

    `layout` has the files of the bank; without it, the bank is one file.
    """

    def __init__(self, bank: Bank, layout: Layout | None = None) -> None:
        self._bank = bank
        self._layout = layout or Layout()
        # where a draft belongs: a file, or a section of the one file
        self._entries = ENTRIES_FILE if self._layout.entries == ENTRIES_FILE else "entries"
        self._silent = SILENT_FILE if self._layout.silent == SILENT_FILE else "silent"
        self._ids = {*bank.entries, *bank.silent}
        self._known_wordings = {plain(wording) for _, wording in bank.wordings()}

    def draft(self, kind: str, questions: Sequence[str], near: str | None, passage: str | None) -> str:
        """The YAML for a gap of one kind; comments in it say where it belongs and what to write.

        `near` is the id of the entry or topic most like the questions, `passage` that of the passage that may
        answer them.
        """
        wordings = self._new_wordings(questions)
        if kind == "wording missing" and near in self._bank.entries:
            return "\n".join(self._more_for_entry(near or "", wordings))
        if kind == "entry missing":
            return "\n".join(self._entry(questions[0], wordings, passage or ""))
        if near in self._bank.silent:
            return "\n".join(self._more(self._silent, near or "", ": it is declined already", wordings))
        return "\n".join(self._silent_topic(questions[0], wordings))

    def _more_for_entry(self, id: str, wordings: Sequence[str]) -> Iterator[str]:
        question = " ".join(printable(self._bank.entries[id].question).split())
        when = f" ({question}), if this is what it answers"
        yield from self._more(self._entries, id, when, wordings)

    def _more(self, place: str, id: str, when: str, wordings: Sequence[str]) -> Iterator[str]:
        """More wordings for an entry or topic that is in the bank; `when` says when to add them."""
        if self._layout.wordings == WORDINGS_FOLDER:
            yield f"# {WORDINGS_FOLDER}/{id}.yaml, for {id}{when}: add under wordings"
        else:
            yield f"# {self._layout.wordings or place}, under {id}{when}: add to its wordings"
        if not wordings:
            yield "# (no question here is short, new and without a name: write one)"
        elif self._layout.wordings == WORDINGS_FOLDER:
            yield from _list(f"  {ORIGIN}", wordings)
        else:
            yield from _items(wordings, "    " if self._layout.wordings else "      ")

    def _entry(self, question: str, wordings: Sequence[str], passage: str) -> Iterator[str]:
        known = self._bank.passages.get(passage)
        where = f"{known.section}, {known.place}" if known else "add it under passages first"
        where = printable(f"{passage}: {where}")
        yield f"# {self._entries}: add, and write the answer from the passage ({where})"
        yield f"  - id: {(id := self._new_id(question))}"
        yield f"    question: {_quote(_shorten(question))}"
        others = [wording for wording in wordings if plain(wording) != plain(question)] or [TO_BE_WRITTEN]
        if not self._layout.wordings:
            yield from _list("    wordings", others)
        yield f'    answer: "{TO_BE_WRITTEN} [1]."'
        yield f"    cites: [{passage if known else 'TO-BE-ADDED'}]"
        yield from self._list_in_file(id, others)

    def _silent_topic(self, question: str, wordings: Sequence[str]) -> Iterator[str]:
        advice = "`about` completes “The source does not say …”"
        yield f"# {self._silent}: add, if the source does not say; {advice}"
        yield f"  - id: {(id := self._new_id(question))}"
        yield f'    about: "{TO_BE_WRITTEN}"'
        wordings = wordings or [TO_BE_WRITTEN]
        if not self._layout.wordings:
            yield from _list("    wordings", wordings)
        yield from self._list_in_file(id, wordings)

    def _list_in_file(self, id: str, wordings: Sequence[str]) -> Iterator[str]:
        """The wordings of a new id for their own file; nothing where they are with their entry."""
        if self._layout.wordings == WORDINGS_FILE:
            yield f"# {WORDINGS_FILE}: add"
            yield from _list(f"  {id}", wordings)
        elif self._layout.wordings == WORDINGS_FOLDER:
            yield f"# {WORDINGS_FOLDER}/{id}.yaml: write this file"
            yield "schema: 1"
            yield "wordings:"
            yield from _list(f"  {ORIGIN}", wordings)

    def _new_wordings(self, questions: Sequence[str]) -> list[str]:
        """The questions that may become wordings: short, without a redacted name, and not in the bank."""
        wordings: list[str] = []
        for question in questions:
            wording = plain(question)
            is_new = wording and wording not in self._known_wordings
            fits = len(question) <= MAX_WORDING_LENGTH and "[" not in question
            if is_new and fits and len(wordings) < MAX_DRAFTED_WORDINGS:
                self._known_wordings.add(wording)
                wordings.append(question)
        return wordings

    def _new_id(self, question: str) -> str:
        id = new_id(question, self._bank, self._ids)
        self._ids.add(id)
        return id


def new_id(question: str, bank: Bank, taken: Collection[str]) -> str:
    """An id that is not taken, made of the first words of the question that carry meaning."""
    filler = bank.language.words.filler
    meaningful = (word for word in words(fold(question)) if word not in filler)
    stem = "-".join([word for word in meaningful if word.isascii() and word.isalnum()][:3]) or "new"
    numbered = chain([stem], (f"{stem}-{number}" for number in count(2)))
    return next(id for id in numbered if id not in taken)


def _list(key: str, wordings: Sequence[str]) -> Iterator[str]:
    """A list under a key, which is indented as it should be in the file; nothing where the list is empty."""
    if wordings:
        yield f"{key}:"
        yield from _items(wordings, "  " + key[: len(key) - len(key.lstrip())])


def _items(wordings: Sequence[str], indent: str) -> Iterator[str]:
    return (f"{indent}- {_quote(wording)}" for wording in wordings)


def _shorten(text: str) -> str:
    return text if len(text) <= MAX_WORDING_LENGTH else text[: MAX_WORDING_LENGTH - 1] + "…"


def _quote(text: str) -> str:
    """A text as YAML reads it whatever it contains: strings of JSON are strings of YAML."""
    return json.dumps(printable(text), ensure_ascii=False)
