"""Which parts of its sources a bank answers from, and what people asked about them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from footnote.bank import upkeep

from .gaps import MIN_FIT
from .passage_fit import PassageFinder, texts_in_bank
from .question_stems import QuestionStems

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from footnote.bank import Bank
    from footnote.bank.upkeep import Part

Use: TypeAlias = Literal["cited", "cited often", "uncited", "no passage"]
"""Whether answers cite a part of a source: one, several, none; or none can, because it is in no passage."""

USES: tuple[Use, ...] = ("cited", "cited often", "uncited", "no passage")

Counted: TypeAlias = "tuple[tuple[str, int], ...]"
"""Questions, each with how often it was asked, most asked first."""


class Asked(NamedTuple):
    """A question, and the entries that answer it; none where the bank has no answer."""

    question: str
    entries: tuple[str, ...] = ()


class Piece(NamedTuple):
    """A part of a source: the id of its passage, or "", and its text, where there is a copy of the source.

    `entries` cite it, `answered` are the questions that these answer, and `open` those without an answer that
    it has most of.
    """

    passage: str
    section: str
    place: str
    text: str
    entries: tuple[str, ...]
    answered: Counted = ()
    open: Counted = ()

    @property
    def use(self) -> Use:
        """Whether answers cite it."""
        if not self.passage:
            return "no passage"
        return "cited often" if len(self.entries) > 1 else "cited" if self.entries else "uncited"

    def as_dict(self) -> dict[str, Any]:
        """The part as `footnote coverage --json` prints it."""
        return {
            **self._asdict(),
            "use": self.use,
            "entries": list(self.entries),
            "answered": [{"question": question, "times": times} for question, times in self.answered],
            "open": [{"question": question, "times": times} for question, times in self.open],
        }


class Coverage(NamedTuple):
    """The parts of one source in the order of the page; without a copy of it, its passages as in the bank."""

    source: str
    has_copy: bool
    pieces: tuple[Piece, ...]

    def count(self, use: Use) -> int:
        """How many parts are used so."""
        return sum(piece.use == use for piece in self.pieces)


def cover(bank: Bank, texts: Mapping[str, str], asked: Iterable[Asked] = ()) -> list[Coverage]:
    """The coverage of each source of a bank. `texts` has the copies of sources that there are, by id."""
    parts = {id: _parts(bank, id, texts.get(id, "")) for id in bank.sources}
    questions = list(asked)
    answered = _by_passage(bank, questions)
    unanswered = _by_part(bank, [part for each in parts.values() for part in each], questions)
    citing: dict[str, list[str]] = {}
    for entry in bank.entries.values():
        for passage in dict.fromkeys(entry.cites):
            citing.setdefault(passage, []).append(entry.id)
    return [
        Coverage(
            id,
            id in texts,
            tuple(
                Piece(
                    *part,
                    tuple(citing.get(part.passage, ())),
                    _most(answered.get(part.passage, Counter())),
                    _most(unanswered.get(_key(part), Counter())),
                )
                for part in each
            ),
        )
        for id, each in parts.items()
    ]


def _parts(bank: Bank, source: str, text: str) -> list[Part]:
    """The parts of a source, then the passages that its copy has not, or all of them without a copy."""
    own = upkeep.of_source(bank, source)
    parts = upkeep.parts_in_order(own, text) if text else []
    found = {part.passage for part in parts}
    missing = [each for each in own.passages.values() if each.id not in found]
    return parts + [upkeep.Part(each.id, each.section, each.place, "") for each in missing]


def _by_passage(bank: Bank, asked: Sequence[Asked]) -> dict[str, Counter[str]]:
    """The questions that are answered from each passage."""
    counted: dict[str, Counter[str]] = {}
    for each in asked:
        cited = (id for entry in each.entries if entry in bank.entries for id in bank.entries[entry].cites)
        for passage in dict.fromkeys(cited):
            counted.setdefault(passage, Counter())[each.question] += 1
    return counted


def _by_part(bank: Bank, parts: Sequence[Part], asked: Sequence[Asked]) -> dict[str, Counter[str]]:
    """The questions without an answer by the part that has most of what each asks, if any has enough."""
    unanswered = Counter(each.question for each in asked if not each.entries)
    if not unanswered:
        return {}
    known = texts_in_bank(bank)
    texts = {_key(part): part.text or known.get(part.passage, "") for part in parts}
    finder = PassageFinder(bank, texts, QuestionStems(bank))
    counted: dict[str, Counter[str]] = {}
    for question, times in unanswered.items():
        fit = finder.best(question)
        if fit.share >= MIN_FIT:
            counted.setdefault(fit.passage, Counter())[question] += times
    return counted


def _key(part: Part) -> str:
    return part.passage or f"{part.section}: {part.place}: {part.text}"


def _most(counted: Counter[str]) -> Counted:
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
