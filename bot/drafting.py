"""A gap put into YAML that an author can paste into a bank, and then must finish."""

from __future__ import annotations

import json
from itertools import chain, count
from typing import TYPE_CHECKING

from .english import FILLER
from .text import fold, plain, printable, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .bank import Bank

WORDINGS = 6
"""Wordings a draft proposes: an author reads each of them."""

LONGEST = 140
"""Characters of a wording: whoever asks in more tells a story, which no one will type again."""


class Drafter:
    """Drafts for the gaps of one report, which clash neither with the bank nor with each other."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
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
            return "\n".join(_more(f"silent, under {near}: it is declined already", wordings))
        return "\n".join(self._silent(questions[0], wordings))

    def _for_entry(self, id: str, wordings: Sequence[str]) -> Iterator[str]:
        question = " ".join(printable(self._bank.entries[id].question).split())
        yield from _more(f"entries, under {id} ({question}), if this is what it answers", wordings)

    def _entry(self, question: str, wordings: Sequence[str], passage: str) -> Iterator[str]:
        known = self._bank.passages.get(passage)
        place = f"{known.section}, {known.place}" if known else "add it under passages first"
        yield f"# entries: add, and write the answer from the passage ({printable(f'{passage}: {place}')})"
        yield f"  - id: {self._id(question)}"
        yield f"    question: {_quoted(_clipped(question))}"
        yield from _list("wordings", [wording for wording in wordings if plain(wording) != plain(question)])
        yield '    answer: "TO BE WRITTEN [1]."'
        yield f"    cites: [{passage if known else 'TO-BE-ADDED'}]"

    def _silent(self, question: str, wordings: Sequence[str]) -> Iterator[str]:
        yield "# silent: add, if the source does not say; `about` completes “The source does not say …”"
        yield f"  - id: {self._id(question)}"
        yield '    about: "TO BE WRITTEN"'
        yield from _list("wordings", wordings or ["TO BE WRITTEN"])

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
        telling = (word for word in words(fold(question)) if word not in FILLER)
        stem = "-".join([word for word in telling if word.isascii() and word.isalnum()][:3]) or "new"
        numbered = chain([stem], (f"{stem}-{number}" for number in count(2)))
        id = next(id for id in numbered if id not in self._ids)
        self._ids.add(id)
        return id


def _more(where: str, wordings: Sequence[str]) -> Iterator[str]:
    yield f"# {where}: add to its wordings"
    if not wordings:
        yield "# (nothing here is short enough, new and without a name: write one)"
    yield from (f"      - {_quoted(wording)}" for wording in wordings)


def _list(key: str, wordings: Sequence[str]) -> Iterator[str]:
    if wordings:
        yield f"    {key}:"
        yield from (f"      - {_quoted(wording)}" for wording in wordings)


def _clipped(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _quoted(text: str) -> str:
    """A text as YAML takes it whatever it holds: JSON's strings are YAML's."""
    return json.dumps(printable(text), ensure_ascii=False)
