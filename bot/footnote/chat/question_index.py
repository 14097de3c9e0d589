"""A bank's questions and wordings, searched by the words of a half-typed line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.text import fold, printable, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.bank import Bank, Entry

MAX_LINE_LENGTH = 200
"""Characters of a line that is completed: a longer one is a mail."""
MAX_COMPLETIONS = 30
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
    """A wording of an entry, with `searchable`: its words, each after a space."""

    entry: str
    text: str
    searchable: str


class QuestionIndex:
    """A bank's questions and wordings, found by any of their words in any order."""

    def __init__(self, bank: Bank) -> None:
        self._questions = {id: printable(entry.question) for id, entry in bank.entries.items()}
        self._wordings = [
            Wording(id, text, searchable(text))
            for id, entry in bank.entries.items()
            for text in (self._questions[id], *map(printable, entry.wordings[:MAX_ENTRY_WORDINGS]))
        ]
        self._titles = frozenset(self._questions.values())
        self._starts = [(wording.text.casefold(), wording.text) for wording in self._wordings]
        self._starts.sort(key=lambda start: (start[1] not in self._titles, len(start[1])))

    def __len__(self) -> int:
        return len(self._wordings)

    def completions(self, line: str, recent: Sequence[str] = ()) -> list[Completion]:
        """The questions with most words of the line: recently asked ones first, then entries' own questions.

        There is one for each entry: its question, or the wording that has more of the words.
        """
        typed = words(fold(line))
        if not typed or len(line) > MAX_LINE_LENGTH:
            return []
        last_asked = {text.casefold(): at for at, text in enumerate(recent)}
        best: dict[str, tuple[int, int, Wording]] = {}
        for wording in self._wordings:
            rank = (count_words(typed, wording.searchable), last_asked.get(wording.text.casefold(), -1))
            if rank[0] and (wording.entry not in best or rank > best[wording.entry][:2]):
                best[wording.entry] = (*rank, wording)
        highest = max((count for count, _, _ in best.values()), default=0)
        matches = [match for match in best.values() if match[0] == highest]
        matches.sort(key=lambda match: (-match[1], match[2].text not in self._titles))
        return [self._completion(wording) for _, _, wording in matches[:MAX_COMPLETIONS]]

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

    def _completion(self, wording: Wording) -> Completion:
        question = self._questions[wording.entry]
        return Completion(wording.text, "" if wording.text == question else question)


def find_entries(bank: Bank, text: str) -> list[Entry]:
    """The entries whose section and question, or one of whose wordings, have all words of a text."""
    typed = words(fold(text))

    def matches(entry: Entry) -> bool:
        head = f"{section_of(bank, entry)} {entry.question}"
        texts = (head, *entry.wordings[:MAX_ENTRY_WORDINGS])
        return any(count_words(typed, searchable(text)) == len(typed) for text in texts)

    return [entry for entry in bank.entries.values() if matches(entry)]


def section_of(bank: Bank, entry: Entry) -> str:
    """The section of the source that an entry cites first."""
    return printable(bank.passages[entry.cites[0]].section)


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
