"""The files of a new bank as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.authoring.formatting import DRAFTS_FILE, DRAFTS_HEAD
from footnote.bank import TO_BE_WRITTEN

from .scalars import comment, folded, listed, scalar, wrapped_list

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.authoring.drafting import Draft, Section, Starter
    from footnote.bank import Passage

QUOTE = "#>"
"""What a comment begins with that quotes the source for the author. `footnote fmt` deletes it later."""

ENTRIES_HEAD = "# Questions, their answers, and the passages that the answers are based on."


MORE = f"; {DRAFTS_FILE} has more."


class SourceText(NamedTuple):
    """A source of a new bank: what it is called, and what is known of it. Unknown texts are empty."""

    id: str
    kind: str
    title: str
    publisher: str
    url: str
    updated: str
    licence: str
    sections: Sequence[Section]
    copy: str


class BankText(NamedTuple):
    """What a new bank is written of."""

    id: str
    title: str
    language: str
    contact: str
    starter: Starter
    sources: Sequence[SourceText]


def bank_yaml(bank: BankText) -> str:
    """`bank.yaml`: what the bank is about, its sources, and where each passage is."""
    lines = [
        "# What the bank is about, its sources, and where each sentence of them is.",
        "schema: 2",
        f"id: {bank.id}",
        f"title: {scalar(bank.title)}",
        f"language: {bank.language}",
        f"notice: {scalar(bank.starter.notice)}",
        f"contact: {scalar(bank.contact or TO_BE_WRITTEN)}  # who can help: it completes “Please ask …”",
        *_subject(bank.starter.subject),
        "",
        "sources:",
    ]
    for source in bank.sources:
        lines += _source(source)
    lines += ["", "passages:"]
    for source in bank.sources:
        lines += _passages(source, is_only=len(bank.sources) == 1)
    return "\n".join(lines) + "\n"


def _subject(subject: str) -> list[str]:
    if not subject:
        return []
    note = "# whom to call, by country: {country: …, name: …, contact: …, for: crisis}"
    return [f"subject: {subject}", f"helplines: []  {note}" if subject == "health" else ""][
        : 1 + (subject == "health")
    ]


def _source(source: SourceText) -> Iterator[str]:
    yield f"  {source.id}:"
    yield f"    kind: {scalar(source.kind)}"
    yield f"    title: {scalar(source.title)}"
    yield f"    publisher: {scalar(source.publisher or TO_BE_WRITTEN)}"
    note = "  # where readers find it: of a file or a leaflet, the page that offers it"
    yield f"    url: {source.url or TO_BE_WRITTEN + note}"
    if source.updated:
        yield f"    updated: {source.updated}"
    if source.licence:
        yield f"    licence: {scalar(source.licence)}"


def _passages(source: SourceText, *, is_only: bool) -> Iterator[str]:
    for section in source.sections:
        for piece in section.pieces:
            yield from passage_lines(piece.passage, "" if is_only else source.id)


def passage_lines(passage: Passage, source: str = "") -> Iterator[str]:
    """The lines of a passage under `passages`; with its source, where the bank has several."""
    yield f"  {passage.id}:"
    if source:
        yield f"    source: {source}"
    yield f"    section: {scalar(passage.section)}"
    yield f"    place: {scalar(passage.place)}"
    yield f"    fragment: {listed(passage.fragment)}"
    yield f"    sha256: {passage.sha256}"


def entries_yaml(drafts: Iterable[Draft], *, has_more: bool = False) -> str:
    """`entries.yaml`: the drafts, each with what it can be written from as a comment."""
    lines = [
        ENTRIES_HEAD,
        f"{QUOTE} These are drafts of what the source answers best{MORE if has_more else '.'}",
        f"{QUOTE} 1. Choose ten or so that people ask. Write one or two sentences for {TO_BE_WRITTEN}, in",
        f"{QUOTE}    your own words, from what is quoted above; where that may be quoted, its ids do: S1 S2",
        f"{QUOTE} 2. Correct a question that nobody would ask so, and add two or three wordings.",
        f"{QUOTE} 3. `footnote fmt --finish` cites the passages, and puts aside what is not written.",
        "schema: 1",
        "",
        "entries:",
    ]
    return _listed([*lines, *_drafts(drafts)])


def notes_yaml(drafts: Sequence[Draft]) -> str:
    """The file of drafts that are no part of the bank; "" where there are none."""
    return _listed([DRAFTS_HEAD, "", *_drafts(drafts)]) if drafts else ""


def _drafts(drafts: Iterable[Draft]) -> Iterator[str]:
    for draft in drafts:
        yield from (*_draft(draft), "")


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _draft(draft: Draft) -> Iterator[str]:
    for piece in draft.pieces:
        yield from comment(piece.markup, "  ", f"{QUOTE} {piece.passage.id}: ", f"{QUOTE}   ")
    cites = [piece.passage.id for piece in draft.pieces]
    yield from entry_lines(EntryText(draft.id, draft.question, TO_BE_WRITTEN, cites, draft.wordings))


class EntryText(NamedTuple):
    """What an entry is written of."""

    id: str
    question: str
    answer: str
    cites: Sequence[str]
    wordings: Sequence[str] = ()
    about: str = ""


def entry_lines(entry: EntryText) -> Iterator[str]:
    """The lines of an entry under `entries`. Without wordings, a place for one is kept."""
    yield f"  - id: {entry.id}"
    yield from folded(entry.question, "question", "    ")
    if entry.about:
        yield from folded(entry.about, "about", "    ")
    yield "    wordings:"
    yield from (f"      - {scalar(wording)}" for wording in entry.wordings or [TO_BE_WRITTEN])
    if entry.answer == TO_BE_WRITTEN:
        yield from ("    answer: >-", f"      {TO_BE_WRITTEN}")  # in a block, no sign has a meaning
    else:
        yield from folded(entry.answer, "answer", "    ")
    yield f"    cites: [{', '.join(entry.cites)}]"


def silent_yaml(starter: Starter) -> str:
    """`silent.yaml`: topics that the sources seem to say nothing about; "" where there are none."""
    if not starter.silent:
        return ""
    lines = [
        "# What people ask although the sources do not say it. Delete a topic that they do speak of.",
        "schema: 1",
        "",
        "silent:",
    ]
    for topic in starter.silent:
        lines += [f"  - id: {topic.id}", *folded(topic.about, "about", "    ")]
        lines += [*wrapped_list(topic.wordings, "    wordings: ", "      "), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def synonyms_yaml(starter: Starter) -> str:
    """`synonyms.yaml`: words that mean the same; "" where there are none."""
    if not starter.same:
        return ""
    lines = [
        "# Words that mean the same in this bank: a line each. Delete a line whose words differ here.",
        "schema: 1",
        "",
        "same:",
    ]
    for group in starter.same:
        lines += wrapped_list(group, "  - ", "    ")
    return "\n".join(lines) + "\n"
