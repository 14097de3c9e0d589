"""Which passage of the source has most of what a question asks, and how much of it."""

from __future__ import annotations

from collections import Counter
from math import log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank import Bank

    from .question_stems import QuestionStems


class Fit(NamedTuple):
    """The share of a question's weight that a passage has, 0..1, and the passage's id; "" where there is
    none.
    """

    share: float = 0.0
    passage: str = ""


class PassageFinder:
    """Finds the passage for a question. `passages` are texts by the passages' ids, or by where they stand."""

    def __init__(self, bank: Bank, passages: Mapping[str, str], reader: QuestionStems) -> None:
        self._reader = reader
        sections = {id: passage.section for id, passage in bank.passages.items()}
        texts = {id: f"{sections.get(id, '')} {text}" for id, text in passages.items()}
        self._stems = {id: frozenset(reader.stems(text)) for id, text in texts.items()}
        self._counts = Counter(stem for stems in self._stems.values() for stem in stems)

    def best(self, message: str) -> Fit:
        """The passage that fits best the one question of a message that fits best."""
        return max(map(self._best, self._reader.questions(message)), default=Fit())

    def _best(self, question: str) -> Fit:
        stems = {self._reader.corrected(stem, self._counts.keys()) for stem in self._reader.stems(question)}
        content = stems - self._reader.filler
        weights = {stem: log(1 + len(self._stems) / (self._counts[stem] or 1)) for stem in content}
        total = sum(weights.values()) or 1.0
        fits = (
            Fit(sum(weights[stem] for stem in content & has) / total, id) for id, has in self._stems.items()
        )
        return max(fits, default=Fit())


def texts_in_bank(bank: Bank) -> dict[str, str]:
    """What a bank itself has of each passage: its first words and its last, and the answers that cite it."""
    texts: dict[str, list[str]] = {id: list(passage.fragment) for id, passage in bank.passages.items()}
    for entry in bank.entries.values():
        for cite in entry.cites:
            texts[cite].append(entry.answer)
    return {id: " ".join(parts) for id, parts in texts.items()}
