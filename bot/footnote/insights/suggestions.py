"""A gap put into YAML that an author can paste into a bank, and then must finish."""

from __future__ import annotations

import json
from itertools import chain, count
from typing import TYPE_CHECKING

from footnote.bank.locations import WORDINGS_FILE
from footnote.text import fold, plain, printable, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.bank.models import Bank

WORDINGS = 6
"""Wordings a draft proposes: an author reads each of them."""

LONGEST = 140
"""Characters of a wording: whoever asks in more tells a story, which no one will type again."""


class Drafter:
    """Drafts for the gaps of one report, which clash neither with the bank nor with each other.

    `beside` is whether the bank keeps its wordings in a file beside its own.
    """

    def __init__(self, bank: Bank, *, beside: bool = False) -> None:
        self._bank = bank
        self._beside = beside
        self._ids = {*bank.entries, *bank.silent}
        self._said = {plain(wording) for _, wording in bank.wordings()}

    def draft(self, sort: str, questions: Sequence[str], near: str | None, passage: str | None) -> str:
        """The YAML for a gap of one of `gaps.SORTS`; comments say where it goes and what to write."""
        wordings = self._wordings(questions)
        if sort == "wording missing" and near in self._bank.entries:
            return "\n".join(self._for_entry(near or "", wordings))
        if sort == "entry missing":
            return "\n".join(self._entry(questions[0], wordings, passage or ""))
        if near in self._bank.silent:
            return "\n".join(self._more("silent", f"{near}: it is declined already", wordings))
        return "\n".join(self._silent(questions[0], wordings))

    def _for_entry(self, id: str, wordings: Sequence[str]) -> Iterator[str]:
        question = " ".join(printable(self._bank.entries[id].question).split())
        yield from self._more("entries", f"{id} ({question}), if this is what it answers", wordings)

    def _entry(self, question: str, wordings: Sequence[str], passage: str) -> Iterator[str]:
        known = self._bank.passages.get(passage)
        place = f"{known.section}, {known.place}" if known else "add it under passages first"
        yield f"# entries: add, and write the answer from the passage ({printable(f'{passage}: {place}')})"
        yield f"  - id: {(id := self._id(question))}"
        yield f"    question: {_quoted(_clipped(question))}"
        said = [wording for wording in wordings if plain(wording) != plain(question)]
        yield from () if self._beside else _list("    wordings", said)
        yield '    answer: "TO BE WRITTEN [1]."'
        yield f"    cites: [{passage if known else 'TO-BE-ADDED'}]"
        yield from self._list_beside(id, said)

    def _silent(self, question: str, wordings: Sequence[str]) -> Iterator[str]:
        yield "# silent: add, if the source does not say; `about` completes “The source does not say …”"
        yield f"  - id: {(id := self._id(question))}"
        yield '    about: "TO BE WRITTEN"'
        said = wordings or ["TO BE WRITTEN"]
        yield from self._list_beside(id, said) if self._beside else _list("    wordings", said)

    def _more(self, key: str, where: str, wordings: Sequence[str]) -> Iterator[str]:
        yield f"# {WORDINGS_FILE if self._beside else key}, under {where}: add to its wordings"
        if not wordings:
            yield "# (nothing here is short enough, new and without a name: write one)"
        yield from _items(wordings, "    " if self._beside else "      ")

    def _list_beside(self, id: str, wordings: Sequence[str]) -> Iterator[str]:
        if self._beside:
            yield f"# {WORDINGS_FILE}: add"
            yield from _list(f"  {id}", wordings)

    def _wordings(self, questions: Sequence[str]) -> list[str]:
        """The questions that may become wordings: short, of nobody's name, and said nowhere yet."""
        found: list[str] = []
        for question in questions:
            said = plain(question)
            fit = said and said not in self._said and len(question) <= LONGEST and "[" not in question
            if fit and len(found) < WORDINGS:
                self._said.add(said)
                found.append(question)
        return found

    def _id(self, question: str) -> str:
        """An id that is not taken, of the first words of the question that say something."""
        telling = (word for word in words(fold(question)) if word not in self._bank.language.words.filler)
        stem = "-".join([word for word in telling if word.isascii() and word.isalnum()][:3]) or "new"
        numbered = chain([stem], (f"{stem}-{number}" for number in count(2)))
        id = next(id for id in numbered if id not in self._ids)
        self._ids.add(id)
        return id


def _list(key: str, wordings: Sequence[str]) -> Iterator[str]:
    """A list under a key that is indented as it should stand."""
    if wordings:
        yield f"{key}:"
        yield from _items(wordings, "  " + key[: len(key) - len(key.lstrip())])


def _items(wordings: Sequence[str], indent: str) -> Iterator[str]:
    return (f"{indent}- {_quoted(wording)}" for wording in wordings)


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _quoted(text: str) -> str:
    """A text as YAML takes it whatever it holds: JSON's strings are YAML's."""
    return json.dumps(printable(text), ensure_ascii=False)
