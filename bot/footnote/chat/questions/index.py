"""A bank's questions, searched by the words of a half-typed line."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from footnote.dialogue import section_of
from footnote.text import fold, nearest, printable, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.bank import Bank, Entry

MAX_LINE_LENGTH = 200
"""Characters of a line that is completed: a longer one is a mail."""
MAX_COMPLETIONS = 30
MIN_SIMILARITY = 0.72
"""How alike (0..1) a mistyped word and the beginning of one are: one slip in five letters, two in eight."""

MIN_SUGGESTION_LENGTH = 3
"""Characters that must be typed before a question is suggested."""
MAX_ENTRY_WORDINGS = 100
"""Wordings of an entry that are searched, its author's first: with the hundreds more that train the matcher,
each key would be slow, and every word would find every entry."""


class Completion(NamedTuple):
    """What a line may become, and what to show next to it."""

    text: str
    about: str = ""


class Wording(NamedTuple):
    """A wording of an entry: its words, each after a space."""

    entry: str
    searchable: str


class QuestionIndex:
    """A bank's questions, found by any words of theirs or of their wordings, in any order.

    A word that begins none of the bank's, by a slip, counts as the nearest that one does.
    """

    def __init__(self, bank: Bank) -> None:
        self._questions = {id: printable(entry.question) for id, entry in bank.entries.items()}
        self._wordings = [
            Wording(id, searchable(text))
            for id, entry in bank.entries.items()
            for text in (self._questions[id], *map(printable, entry.wordings[:MAX_ENTRY_WORDINGS]))
        ]
        self._starts = [(text.casefold(), text) for text in sorted(self._questions.values(), key=len)]

    def __len__(self) -> int:
        return len(self._wordings)

    def completions(self, line: str, recent: Sequence[str] = ()) -> list[Completion]:
        """The questions with most words of the line, each once: those asked last first, then those that have
        the words themselves, and not only in another wording.
        """
        typed = words(fold(line))
        if not typed or len(line) > MAX_LINE_LENGTH:
            return []
        typed = [self._known(word) for word in typed]
        counts: dict[str, int] = {}
        own: dict[str, int] = {}
        for wording in self._wordings:
            count = count_words(typed, wording.searchable)
            own.setdefault(wording.entry, count)  # the question itself comes first
            counts[wording.entry] = max(count, counts.get(wording.entry, 0))
        highest = max(counts.values(), default=0)
        asked = {text.casefold(): at for at, text in enumerate(recent)}
        found = [entry for entry, count in counts.items() if count == highest > 0]
        found.sort(key=lambda entry: (-asked.get(self._questions[entry].casefold(), -1), -own[entry]))
        return [Completion(self._questions[entry]) for entry in found[:MAX_COMPLETIONS]]

    def suggestion(self, line: str, recent: Sequence[str] = ()) -> str:
        """The rest of a question that begins as the line does: the bank's first, then earlier ones."""
        if not MIN_SUGGESTION_LENGTH <= len(line) <= MAX_LINE_LENGTH or "\n" in line:
            return ""
        start = line.casefold()
        if len(start) != len(line):  # some letters become two: positions would not fit
            return ""
        from_bank = (text for folded, text in self._starts if folded.startswith(start))
        from_history = (text for text in reversed(recent) if text.casefold().startswith(start))
        question = next(from_bank, "") or next(from_history, "")
        return question[len(line) :].partition("\n")[0]

    @cached_property  # nobody may press Tab
    def _vocabulary(self) -> list[str]:
        return sorted({word for wording in self._wordings for word in wording.searchable.split()})

    def _known(self, word: str) -> str:
        """The word, or where none of the bank's begins with it, what one that is nearly so begins with."""
        if any(known.startswith(word) for known in self._vocabulary):
            return word
        # A word may be half typed, and one letter too long or too short
        lengths = range(len(word) - 1, len(word) + 2)
        beginnings = {known[:length] for known in self._vocabulary for length in lengths}
        return nearest(word, beginnings, MIN_SIMILARITY) or word


def find_entries(bank: Bank, text: str) -> list[Entry]:
    """The entries whose section and question, or one of whose wordings, have all words of a text."""
    typed = words(fold(text))

    def matches(entry: Entry) -> bool:
        head = f"{section_of(bank, entry)} {entry.question}"
        texts = (head, *entry.wordings[:MAX_ENTRY_WORDINGS])
        return any(count_words(typed, searchable(text)) == len(typed) for text in texts)

    return [entry for entry in bank.entries.values() if matches(entry)]


def searchable(text: str) -> str:
    """The words of a text, each after a space, so that ` wo` finds the words that begin with it."""
    return "".join(f" {word}" for word in words(fold(text)))


def count_words(typed: Sequence[str], text: str) -> int:
    """How many of the typed words begin a word of a searchable text."""
    return sum(f" {word}" in text for word in typed)


def complete_from(typed: str, known: Sequence[Completion]) -> Iterator[Completion]:
    """Which of the known texts begin with what was typed, or have all its words."""
    typed_words = words(fold(typed))
    for completion in known:
        begins = completion.text.casefold().startswith(typed.casefold())
        if begins or (
            typed_words and count_words(typed_words, searchable(completion.text)) == len(typed_words)
        ):
            yield completion
