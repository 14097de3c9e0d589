"""What a half-typed line may become: one of the bank's questions, a command, a topic, a bank."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.text import fold, printable, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.bank.models import Bank

LONGEST = 200
"""Characters of a line that anything is offered for: a longer one is a mail, and nobody completes a mail."""
MOST = 30
SUGGESTED_FROM = 3
"""Characters that must be typed before anything is suggested."""
FOREMOST = 100
"""Wordings of an entry that are offered and searched, its author's first: with the hundreds more that teach
the bot how people ask, every key would wait, and every word find every entry."""


class Offer(NamedTuple):
    """What the line may become, and what to show beside it."""

    text: str
    about: str = ""


class Wording(NamedTuple):
    """A wording made ready to be searched: its words, each after a space."""

    entry: str
    text: str
    spaced: str


class Index:
    """A bank's questions and wordings, to be found by any of their words in any order."""

    def __init__(self, bank: Bank) -> None:
        self._questions = {id: printable(entry.question) for id, entry in bank.entries.items()}
        self._wordings = [
            Wording(id, text, spaced(text))
            for id, entry in bank.entries.items()
            for text in (self._questions[id], *map(printable, entry.wordings[:FOREMOST]))
        ]
        self._starts = [(wording.text.casefold(), wording.text) for wording in self._wordings]
        self._asked = frozenset(self._questions.values())
        self._starts.sort(key=lambda start: (start[1] not in self._asked, len(start[1])))

    def __len__(self) -> int:
        return len(self._wordings)

    def offers(self, line: str, recent: Sequence[str] = ()) -> list[Offer]:
        """The questions that hold most words of the line: first what was asked of late, then entries' names.

        One offer for each entry: its question, or the wording that holds more of the words.
        """
        typed = words(fold(line))
        if not typed or len(line) > LONGEST:
            return []
        latest = {text.casefold(): at for at, text in enumerate(recent)}
        best: dict[str, tuple[int, int, Wording]] = {}
        for wording in self._wordings:
            rank = (hits(typed, wording.spaced), latest.get(wording.text.casefold(), -1))
            if rank[0] and (wording.entry not in best or rank > best[wording.entry][:2]):
                best[wording.entry] = (*rank, wording)
        most = max((found[0] for found in best.values()), default=0)
        found = [found for found in best.values() if found[0] == most]
        found.sort(key=lambda each: (-each[1], each[2].text not in self._asked))
        return [self._offer(wording) for _, _, wording in found[:MOST]]

    def suggestion(self, line: str, recent: Sequence[str] = ()) -> str:
        """The rest of a question that begins as the line does: the bank's own first, then what was asked."""
        if not SUGGESTED_FROM <= len(line) <= LONGEST or "\n" in line:
            return ""
        begun = line.casefold()
        if len(begun) != len(line):  # casefold may lengthen: then positions mean nothing
            return ""
        starts = (text for folded, text in self._starts if folded.startswith(begun))
        asked = (text for text in reversed(recent) if text.casefold().startswith(begun))
        found = next(starts, "") or next(asked, "")
        return found[len(line) :].partition("\n")[0]

    def _offer(self, wording: Wording) -> Offer:
        question = self._questions[wording.entry]
        return Offer(wording.text, "" if wording.text == question else question)


def spaced(text: str) -> str:
    """The words of a text, each after a space, so that ` wo` finds what begins with it."""
    return "".join(f" {word}" for word in words(fold(text)))


def hits(typed: Sequence[str], text: str) -> int:
    """How many of the words typed begin a word of a `spaced` text."""
    return sum(f" {word}" in text for word in typed)


def begun(word: str, known: Sequence[Offer]) -> Iterator[Offer]:
    """What of the known begins with this, or holds its words: commands, topics, banks."""
    typed = words(fold(word))
    for offer in known:
        text = offer.text.casefold()
        if text.startswith(word.casefold()) or (typed and hits(typed, spaced(text)) == len(typed)):
            yield offer
