"""What people asked that the bank could not answer, and what its author may do about it.

Questions that ask the same are one gap. Each gap is one of three, because each has another cure: a wording
is missing (an entry is near), an entry is missing (the source has a passage that fits), or the source is
silent. Nothing is learned here: an author reads, writes, and pastes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import log
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from footnote.text import nearest, plain, printable

from .clustering import TYPING, content, groups
from .suggestions import Drafter

if TYPE_CHECKING:
    from footnote.bank.locations import Layout
    from footnote.bank.models import Bank
    from footnote.dialogue.engine import Bot
    from footnote.matching.matcher import Hit
    from footnote.text import Synonyms

Sort: TypeAlias = Literal["wording missing", "entry missing", "source is silent"]
SORTS: tuple[Sort, ...] = ("wording missing", "entry missing", "source is silent")

UNWANTED = frozenset({"not what I asked", "should have answered"})
"""Verdicts that say a question was not answered, whatever the bot replied."""

FITS = 0.5
"""Share of a question's weight that a passage must hold to fit it. Measured on the labelled questions of the
first bank, with its source: 62 of 100 that the source answers have such a passage, 21 of 100 that it does
not. An author who reads one passage too many loses a minute; one too few, and the entry is never written."""

FAINT = 0.25
"""Below this share a passage is not even worth a look."""

LOOKED_AT = 12
"""Questions of a group that are held against the bank: the most asked say enough."""


class Asked(NamedTuple):
    """A question, and what became of it when it was asked; None where that is not known."""

    question: str | None
    kind: str | None = None
    reason: str | None = None
    entry: str | None = None
    taken: str | None = None
    verdict: str | None = None


class Gap(NamedTuple):
    """Questions that ask the same and were not answered, most asked first, each with how often it was asked.

    `near` is the entry or the silent topic that came nearest, if any is near, and `confidence` how near the
    nearest is (0..1); `passage` holds most of what is asked, and `fit` is how much (0..1), which the author
    may want to read whatever the sort. `draft` is YAML to paste into the bank.
    """

    sort: Sort
    times: int
    questions: tuple[tuple[str, int], ...]
    near: str | None
    confidence: float
    passage: str | None
    fit: float
    draft: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The gap as JSON has it."""
        questions = [{"question": question, "times": times} for question, times in self.questions]
        rounded = {"confidence": round(self.confidence, 4), "fit": round(self.fit, 4)}
        return {**self._asdict(), **rounded, "questions": questions}


@dataclass(frozen=True)
class Report:
    """The gaps, most asked first, and how the rest of what was asked adds up.

    `aside` counts unanswered questions that no bank should answer, by why; `complaints` what was said of
    entries, by entry and verdict; `unread` unanswered questions of which no words were kept.
    """

    asked: int
    gaps: tuple[Gap, ...]
    settled: int = 0
    unread: int = 0
    aside: dict[str, int] = field(default_factory=dict)
    complaints: dict[tuple[str, str], int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The report as JSON has it."""
        return {
            "schema": 1,
            "asked": self.asked,
            "settled": self.settled,
            "unread": self.unread,
            "aside": self.aside,
            "complaints": [
                {"entry": entry, "verdict": verdict, "times": times}
                for (entry, verdict), times in self.complaints.items()
            ],
            "gaps": [gap.as_dict() for gap in self.gaps],
        }


def report(
    bot: Bot, asked: Iterable[Asked], passages: dict[str, str] | None = None, layout: Layout | None = None
) -> Report:
    """The gaps in what was asked. `passages` are texts of the source by the ids of their passages (or by
    where they stand, for what no passage holds); without them, the words that the bank has of each.
    `layout` has the names of the bank's files, which drafts say they belong to.

    A question that the bank answers by now is settled, and no gap.
    """
    everything = list(asked)
    unanswered = [each for each in everything if _unanswered(each)]
    open_, aside, settled = _asked_again(bot, [each for each in unanswered if each.question])
    complaints = Counter(
        (each.entry, each.verdict)
        for each in everything
        if each.entry and each.verdict in ("source does not say this", "link dead", "not what I asked")
    )
    return Report(
        asked=len(everything),
        gaps=tuple(_gaps(bot, open_, passages or _known_of(bot.bank), Drafter(bot.bank, layout))),
        settled=settled,
        unread=sum(not each.question for each in unanswered),
        aside=dict(aside.most_common()),
        complaints=dict(complaints.most_common()),
    )


def _unanswered(asked: Asked) -> bool:
    if asked.verdict in UNWANTED:
        return True
    return asked.kind in (None, "decline") or (asked.kind == "clarify" and asked.taken is None)


def _asked_again(bot: Bot, unanswered: Sequence[Asked]) -> tuple[Counter[str], Counter[str], int]:
    """The questions still without an answer, by how often they were asked; those no bank answers, by why;
    and how many are settled. A question that was answered with the wrong entry stays open.
    """
    ask = cache(bot.ask)  # people ask the same
    open_: Counter[str] = Counter()
    aside: Counter[str] = Counter()
    settled = 0
    for each in unanswered:
        question = " ".join(printable(each.question or "").split())
        reply = ask(question)
        if reply.kind == "answer" and not (each.verdict and each.entry == reply.entry):
            settled += 1
        elif reply.kind in ("smalltalk", "handoff") or reply.reason in ("personal", "unclear"):
            aside[reply.reason or "small talk"] += 1
        else:
            open_[question] += 1
    return open_, aside, settled


def _gaps(bot: Bot, open_: Counter[str], passages: dict[str, str], drafter: Drafter) -> list[Gap]:
    """The gaps, drafted most asked first, so that the first of two alike gets the wording."""
    reader = bot.matcher.synonyms.with_sizes(None)
    fitting = _Fitting(bot.bank, passages, reader)
    counted = _once_each(open_)
    alike = groups([question for question, _ in counted], reader)
    found = sorted(
        (_gap(bot, [counted[index] for index in group], fitting) for group in alike),
        key=lambda gap: (-gap.times, SORTS.index(gap.sort), gap.questions),
    )
    return [gap._replace(draft=_drafted(drafter, gap)) for gap in found]


def _drafted(drafter: Drafter, gap: Gap) -> str:
    return drafter.draft(gap.sort, [question for question, _ in gap.questions], gap.near, gap.passage)


def _once_each(open_: Counter[str]) -> list[tuple[str, int]]:
    """Questions most asked first; those that differ in case and punctuation alone are one."""
    first: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for question, times in sorted(open_.items(), key=lambda item: (-item[1], item[0])):
        counted[first.setdefault(plain(question) or question, question)] += times
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _gap(bot: Bot, questions: list[tuple[str, int]], fitting: _Fitting) -> Gap:
    looked_at = [question for question, _ in questions[:LOOKED_AT]]
    hit = max(
        (hit for question in looked_at for hit in bot.candidates(question, 1)), key=_confidence, default=None
    )
    share, passage = max(fitting.best(question) for question in looked_at)
    sort = _sort(bot.bank, hit, passage if share >= FITS else None)
    near = hit.entry if hit and hit.confidence >= bot.bank.policy.clarify else None
    return Gap(
        sort=sort,
        times=sum(times for _, times in questions),
        questions=tuple(questions),
        near=near,
        confidence=hit.confidence if hit else 0.0,
        passage=passage if share >= FAINT else None,
        fit=share,
    )


def _confidence(hit: Hit) -> float:
    return hit.confidence


def _sort(bank: Bank, hit: Hit | None, passage: str | None) -> Sort:
    """Which of the three a gap is. A passage that fits and that no entry cites outdoes an entry nearby."""
    cited = {cite for entry in bank.entries.values() for cite in entry.cites}
    near = hit is not None and hit.confidence >= bank.policy.clarify
    if near and hit and hit.entry in bank.silent:
        return "source is silent"
    if passage and (passage not in cited or not near):
        return "entry missing"
    return "wording missing" if near else "source is silent"


def _known_of(bank: Bank) -> dict[str, str]:
    """What a bank itself has of each passage: its first words and its last, and answers that cite it."""
    told: dict[str, list[str]] = {id: list(passage.fragment) for id, passage in bank.passages.items()}
    for entry in bank.entries.values():
        for cite in entry.cites:
            told[cite].append(entry.answer)
    return {id: " ".join(texts) for id, texts in told.items()}


class _Fitting:
    """Finds the passage that holds most of what a question says."""

    def __init__(self, bank: Bank, passages: dict[str, str], reader: Synonyms) -> None:
        self._reader = reader
        sections = {id: passage.section for id, passage in bank.passages.items()}
        texts = {id: f"{sections.get(id, '')} {text}" for id, text in passages.items()}
        self._stems = {id: frozenset(content(text, reader)) for id, text in texts.items()}
        self._counts = Counter(stem for stems in self._stems.values() for stem in stems)

    def best(self, message: str) -> tuple[float, str]:
        """The share of a question that a passage holds, 0..1, and which: of a message, its best question."""
        return max(map(self._fit, self._questions(message)), default=(0.0, ""))

    def _questions(self, message: str) -> Iterator[str]:
        return (span.text for span in self._reader.analyzer.parse(message).questions)

    def _fit(self, question: str) -> tuple[float, str]:
        said = (
            set(map(self._meant, content(question, self._reader)))
            - self._reader.analyzer.language.filler_stems
        )
        weights = {stem: log(1 + len(self._stems) / (self._counts[stem] or 1)) for stem in said}
        total = sum(weights.values()) or 1.0
        return max(
            ((sum(weights[stem] for stem in said & stems) / total, id) for id, stems in self._stems.items()),
            default=(0.0, ""),
        )

    def _meant(self, stem: str) -> str:
        return (
            stem
            if stem in self._reader.analyzer.language.filler_stems
            else nearest(stem, self._counts.keys(), TYPING) or stem
        )
