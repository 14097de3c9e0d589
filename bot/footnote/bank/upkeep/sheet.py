"""The review sheet of a source that changed: what became of each passage, and which entries that touches."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from footnote.bank.formats import NO_FINGERPRINT
from footnote.bank.source_check import fingerprint, is_found, passage_texts
from footnote.text import plain

from .copies import of_source
from .places import Located, locate_passages, parts_in_order

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.bank.models import Bank, Passage

Change: TypeAlias = Literal["unchanged", "moved", "changed", "gone", "first"]
"""What became of a passage; `first` is one whose fingerprint was not written yet."""

Mark: TypeAlias = Literal["same", "removed", "added"]

MIN_LIKENESS = 0.5
"""Likeness of the words of two sentences, 0..1, from which one may be what became of the other."""

LEAST_WORDS, MOST_WORDS = 4, 9
"""Words of a fragment: as few as are in one place of the source only."""


class Row(NamedTuple):
    """One passage of the sheet. `old` and `new` are its texts, "" where not known; `section`, `place`,
    `fragment` and `sha256` are what the bank should say of it now; `entries` cite it.
    """

    passage: str
    change: Change
    old: str
    new: str
    section: str
    place: str
    fragment: tuple[str, str]
    sha256: str
    entries: tuple[str, ...]

    @property
    def touches(self) -> bool:
        """Whether the answers of the entries may not be right any more."""
        return self.change in ("changed", "gone")


class NewText(NamedTuple):
    """A sentence of the source that is in no passage."""

    section: str
    place: str
    text: str


class Sheet(NamedTuple):
    """What became of the passages of one source, in the order of the bank, and what is new there. `compared`
    says whether there was an old text.
    """

    source: str
    rows: tuple[Row, ...]
    new: tuple[NewText, ...]
    compared: bool

    def of(self, *changes: Change) -> list[Row]:
        """The rows with one of these changes."""
        return [row for row in self.rows if row.change in changes]


def review_sheet(bank: Bank, source: str, text: str, old: str = "") -> Sheet:
    """What became of the passages of a source of the bank in its new text. `old` is its text before, if the
    author has a copy.
    """
    part = of_source(bank, source)
    located = locate_passages(part, text)
    before = passage_texts(part, old) if old else {}
    sentences = _uncovered(part, text)
    located, sentences = _with_likely(located, sentences, before)
    rows = [_row(bank, bank.passages[each.id], each, before.get(each.id, ""), text) for each in located]
    known = {plain(each.text) for each in _uncovered(part, old)}  # in no passage before either
    new = [each for each in sentences if plain(each.text) not in known]
    return Sheet(source, tuple(rows), tuple(new), bool(old))


def _uncovered(part: Bank, text: str) -> list[NewText]:
    """The sentences of a text that are in no passage."""
    return [NewText(*each[1:]) for each in parts_in_order(part, text) if not each.passage]


def _with_likely(
    located: Sequence[Located], sentences: list[NewText], before: dict[str, str]
) -> tuple[list[Located], list[NewText]]:
    """The passages, those that are gone as changed where a sentence is like their old text; and the sentences
    that are left.
    """
    left, found = list(sentences), []
    for each in located:
        likely = _most_like(before.get(each.id, ""), left) if each.state == "gone" else None
        if likely:
            left.remove(likely)
            found.append(Located(each.id, "changed", *likely))
        else:
            found.append(each)
    return found, left


def _most_like(text: str, sentences: Sequence[NewText]) -> NewText | None:
    if not text:
        return None
    words = plain(text).split()
    ranked = [(SequenceMatcher(None, words, plain(each.text).split()).ratio(), each) for each in sentences]
    likeness, best = max(ranked, key=lambda pair: pair[0], default=(0.0, None))
    return best if likeness >= MIN_LIKENESS else None


def _row(bank: Bank, passage: Passage, located: Located, old: str, text: str) -> Row:
    change: Change = located.state
    if passage.sha256 == NO_FINGERPRINT and located.text:
        change = "first"
    is_gone = change == "gone"
    return Row(
        passage.id,
        change,
        located.text if change == "unchanged" else old,
        located.text,
        passage.section if is_gone else located.section,
        passage.place if is_gone else located.place,
        passage.fragment if is_gone else _fragment(passage, located.text, text),
        passage.sha256 if is_gone else fingerprint(located.text),
        tuple(entry.id for entry in bank.entries.values() if passage.id in entry.cites),
    )


def _fragment(passage: Passage, new: str, source: str) -> tuple[str, str]:
    """The words by which a passage is found: those of the bank where they still begin and end it."""
    if is_found(passage._replace(sha256=fingerprint(new)), new):
        return passage.fragment
    words, whole = new.split(), " ".join(source.split())
    begin = next(_growing(words, whole), " ".join(words[:MOST_WORDS]))
    end = next(_growing(words, whole, at_end=True), " ".join(words[-MOST_WORDS:]))
    return begin, end


def _growing(words: list[str], source: str, *, at_end: bool = False) -> Iterator[str]:
    """The first or the last words, from few to more, that are in one place of the source."""
    for count in range(LEAST_WORDS, MOST_WORDS + 1):
        text = " ".join(words[-count:] if at_end else words[:count])
        if len(re.findall(re.escape(text), source)) <= 1:
            yield text


def marked(old: str, new: str) -> list[tuple[Mark, str]]:
    """The words of two texts in order: those of both, those that only the old one has, those only of the new.

    >>> marked("Orders over 30 euros", "Orders over 60 euros")
    [('same', 'Orders over'), ('removed', '30'), ('added', '60'), ('same', 'euros')]
    """
    before, after = old.split(), new.split()
    parts: list[tuple[Mark, str]] = []
    for kind, start, end, begin, stop in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append(("same", " ".join(before[start:end])))
            continue
        if end > start:
            parts.append(("removed", " ".join(before[start:end])))
        if stop > begin:
            parts.append(("added", " ".join(after[begin:stop])))
    return parts
