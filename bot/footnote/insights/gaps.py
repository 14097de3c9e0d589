"""What people asked that a bank could not answer, and what its author may do about it.

Questions that ask the same are one gap. Each gap is of one kind, because each kind is closed in another way:
a wording is missing (an entry is near), an entry is missing (the source has a passage that fits), or the
source is silent. The bank is not changed: an author reads the drafts and pastes them.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import plain, printable

from .clustering import cluster
from .passage_fit import PassageFinder, texts_in_bank
from .question_stems import QuestionStems
from .records import GAP_KINDS, Gap, GapKind, LoggedQuestion, Report
from .suggestions import Drafter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from footnote.bank import Bank
    from footnote.dialogue import Bot, Lookup
    from footnote.matching import Candidate

UNANSWERED_FEEDBACK = frozenset({"not what I asked", "should have answered"})
"""Feedback that says a question was not answered, whatever the bot replied."""

WRONG_ENTRY_FEEDBACK = frozenset(
    {
        "not helpful",
        "source does not say this",
        "link dead",
        "not what I asked",
        "changed by a worker",
        "rejected by a worker",
    }
)
"""Feedback that says something is wrong with an entry: what people say, and what workers do with drafts."""

MIN_FIT = 0.5
"""Share of a question's weight that a passage has, to fit it. Measured on the labelled questions of the first
bank, with its source: 62 of 100 that the source answers have such a passage, 21 of 100 that it does not. An
author who reads one passage too many loses a minute; one too few, and the entry is never written."""

MIN_FIT_TO_SHOW = 0.25
"""The share below which a passage is not shown at all."""

MIN_NEARNESS = 0.3
"""Nearness (0..1) from which a silent topic is near though no entry is: half of the words of a wording."""

MAX_QUESTIONS_COMPARED = 12
"""Questions of a gap that are compared with the bank and the source, the most asked first."""


class _Outcome(NamedTuple):
    """Unanswered questions asked again: how often each that is still open was asked, the nearest entry or
    topic of each that is of the bank's subject, and the rest in numbers.
    """

    open: Counter[str]
    near: dict[str, Candidate]
    out_of_scope: Counter[str]
    settled: int


def find_gaps(
    bot: Bot,
    questions: Iterable[LoggedQuestion],
    passages: Mapping[str, str] | None = None,
    drafter: Drafter | None = None,
) -> Report:
    """The gaps in the bank of a bot. A question that the bank answers by now is settled, and no gap.

    `passages` are texts of the source by the ids of their passages, or by where they stand for text that is
    in no passage; without them, what the bank itself has of each counts. The `drafter` knows the files of the
    bank; without one, drafts are for a bank of one file.
    """
    every = list(questions)
    unanswered = [each for each in every if is_unanswered(each)]
    outcome = _ask_again(bot, [each for each in unanswered if each.question])
    return Report(
        asked=len(every),
        gaps=tuple(_gaps(bot, outcome, passages or texts_in_bank(bot.bank), drafter or Drafter(bot.bank))),
        settled=outcome.settled,
        unread=sum(not each.question for each in unanswered),
        out_of_scope=dict(outcome.out_of_scope.most_common()),
        complaints=_complaints(every),
    )


def _complaints(questions: Iterable[LoggedQuestion]) -> dict[tuple[str, str], int]:
    counted = Counter(
        (each.entry, each.feedback)
        for each in questions
        if each.entry and each.feedback and each.feedback in WRONG_ENTRY_FEEDBACK
    )
    return dict(counted.most_common())


def is_unanswered(question: LoggedQuestion) -> bool:
    """Whether a question was not answered, by the reply or by what the person said of it."""
    if question.feedback in UNANSWERED_FEEDBACK:
        return True
    if question.kind == "clarify":
        return question.taken is None
    return question.kind in (None, "decline")


def _ask_again(bot: Bot, unanswered: Sequence[LoggedQuestion]) -> _Outcome:
    """What the bot replies today. A question that was answered with the wrong entry stays open."""
    explain = cache(bot.explain)  # many people ask the same
    outcome = _Outcome(Counter(), {}, Counter(), 0)
    for each in unanswered:
        question = " ".join(printable(each.question or "").split())
        reply, trace = explain(question)
        if reply.kind == "answer" and not (each.feedback and each.entry == reply.entry):
            outcome = outcome._replace(settled=outcome.settled + 1)
        elif reply.kind in ("smalltalk", "handoff") or reply.reason in ("personal", "unclear"):
            outcome.out_of_scope[reply.reason or "small talk"] += 1
        else:
            outcome.open[question] += 1
            hits = [lookup.hits[0] for lookup in trace.lookups if _is_near(lookup)]
            outcome.near.update({question: max(hits, key=_confidence)} if hits else {})
    return outcome


def _gaps(bot: Bot, outcome: _Outcome, passages: Mapping[str, str], drafter: Drafter) -> list[Gap]:
    """The gaps, drafted most asked first, so that the first of two alike gets the wording."""
    reader = QuestionStems(bot.bank)
    finder = PassageFinder(bot.bank, passages, reader)
    counted = _without_repetitions(outcome.open)
    clusters = cluster([question for question, _ in counted], reader)
    gaps = sorted(
        (_gap(bot, [counted[index] for index in members], finder, outcome.near) for members in clusters),
        key=lambda gap: (-gap.times, GAP_KINDS.index(gap.kind), gap.questions),
    )
    return [gap._replace(draft=_draft(drafter, gap)) for gap in gaps]


def _is_near(lookup: Lookup) -> bool:
    """Whether a question is of the bank's subject: near the first candidate, or by its words."""
    return bool(lookup.hits) and (lookup.judgement.is_near or lookup.hits[0].near >= MIN_NEARNESS)


def _confidence(hit: Candidate) -> float:
    return hit.confidence


def _draft(drafter: Drafter, gap: Gap) -> str:
    return drafter.draft(gap.kind, [question for question, _ in gap.questions], gap.near, gap.passage)


def _without_repetitions(open_: Counter[str]) -> list[tuple[str, int]]:
    """Questions most asked first; those that differ in case and punctuation alone are one."""
    first: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for question, times in sorted(open_.items(), key=lambda item: (-item[1], item[0])):
        counted[first.setdefault(plain(question) or question, question)] += times
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _gap(
    bot: Bot, questions: list[tuple[str, int]], finder: PassageFinder, nearest: Mapping[str, Candidate]
) -> Gap:
    compared = [question for question, _ in questions[:MAX_QUESTIONS_COMPARED]]
    hits = (nearest[question] for question in compared if question in nearest)
    hit = max(hits, key=_confidence, default=None)
    fit = max(map(finder.best, compared))
    return Gap(
        kind=_kind(bot.bank, hit, fit.passage if fit.share >= MIN_FIT else None),
        times=sum(times for _, times in questions),
        questions=tuple(questions),
        near=hit.entry if hit else None,
        confidence=hit.confidence if hit else 0.0,
        passage=fit.passage if fit.share >= MIN_FIT_TO_SHOW else None,
        fit=fit.share,
    )


def _kind(bank: Bank, hit: Candidate | None, passage: str | None) -> GapKind:
    """The kind of a gap. A passage that fits and that no entry cites outweighs an entry nearby."""
    cited = {cite for entry in bank.entries.values() for cite in entry.cites}
    if hit and hit.entry in bank.silent:
        return "source is silent"
    if passage and (passage not in cited or not hit):
        return "entry missing"
    return "wording missing" if hit else "source is silent"
