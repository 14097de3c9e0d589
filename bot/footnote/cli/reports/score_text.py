"""A score as text for whoever is responsible for the bank: what changed, then misses; figures last."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from footnote.evaluation import EFFECTS, FIGURES, outcome, reliability

from .one_line import clipped
from .policy_text import proposal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.evaluation import Change, CurvePoint, Effect, Group, Miss, Question, Score, Verdict
    from footnote.matching import Candidate, Match

    from .score_report import Report

TITLES: dict[Group, str] = {
    "answered": "Questions that the bank answers",
    "unanswered": "Questions that it does not answer",
    "small_talk": "Small talk",
    "first_turns": "Conversations, first turns",
    "later_turns": "Conversations, later turns",
}
"""The headings of the groups of questions."""

MEANINGS: dict[Verdict, str] = {
    "right": "the reply that its author wants",
    "refused": "said that it does not know",
    "clarified": "asked back",
    "offered": "said that it does not know, and offered a right one",
    "declined": "said that it does not know",
    "answered": "answered anyway",
    "wrong": "another answer, or only wrong ones offered",
}
"""What each verdict means."""

TURNED: dict[Effect, str] = {
    "worse": "Got worse",
    "better": "Got better",
    "other": "Another reply, no better and no worse",
    "reworded": "The same reply in other words",
}
"""The headings of changed replies, by how they changed."""

COUNTED: dict[Effect, str] = {
    "worse": "worse",
    "better": "better",
    "other": "changed, no better and no worse",
    "reworded": "in other words",
}
"""The same after a number of replies."""

CURVE_HEADS = ("wordings", "in all", "right", "least to most", "right or offered", "wrong", "answered")
"""The headings of the learning curve. The last is a share of the questions that the bank does not answer."""

MAX_WORDS_SHOWN = 3
"""Words of a question that a miss is explained with."""

_WIDTH = 80
"""Columns; wider lines are cut only in the middle of a quotation."""

_STEPS = 60
"""Steps from 0 to 1 in a plot: with the names of the lines, 75 columns."""

_SEVERAL = "*"
"""Stands where several marks of a plot would."""


def text(report: Report) -> str:
    """The report. The figures are last, where a reader of a terminal sees them without scrolling."""
    parts = [
        _changes(report),
        _misses(report.misses),
        _confusions(report.score),
        _reliability(report.score),
        proposal(report.choice) if report.choice else (),
        _curve(report.curve),
        _curve_plot(report.curve),
        _table(report.score),
        _figures(report.score),
    ]
    return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines)


def place(question: Question) -> str:
    """The file and line of a question, as editors and terminals link it."""
    return f"{os.path.basename(question.file)}:{question.line}"


def decided(matches: Sequence[Match]) -> str:
    """The words with most weight: those that the wording has, and those that it lacks."""
    heavy = sorted(matches, key=lambda match: -match.share)[:MAX_WORDS_SHOWN]
    has = ", ".join(match.words for match in heavy if match.matched)
    lacks = ", ".join(match.words for match in heavy if not match.matched)
    return "; ".join(part for part in (has and f"has {has}", lacks and f"lacks {lacks}") if part)


def curve_row(point: CurvePoint) -> tuple[str, ...]:
    """A point of the learning curve as cells under CURVE_HEADS."""
    return (
        curve_size(point),
        f"{point.total:,}",
        f"{point.right:.3f}",
        "" if point.wordings is None else f"{point.least:.3f} to {point.most:.3f}",
        f"{point.right_or_offered:.3f}",
        f"{point.wrong:.3f}",
        f"{point.answered:.3f}",
    )


def curve_size(point: CurvePoint) -> str:
    """How many wordings an entry has at a point of the learning curve."""
    return "all" if point.wordings is None else str(point.wordings)


def _misses(misses: Sequence[Miss]) -> Iterator[str]:
    if misses:
        yield f"Misses: {len(misses)}, the worst first"
    for miss in misses:
        result = miss.result
        yield ""
        yield f"{place(result.question)}: {result.verdict}: {clipped(result.question.ask, 2 * _WIDTH)}"
        yield f"  got     {outcome(result)}"
        yield from _side(miss.chosen, miss.chosen_words)
        yield f"  wanted  {result.question.label}"
        if miss.wanted != miss.chosen:
            yield from _side(miss.wanted, miss.wanted_words)


def _side(hit: Candidate | None, words: Sequence[Match]) -> Iterator[str]:
    if hit:
        by = f" by “{clipped(hit.wording, 40)}”" if hit.wording else ""
        yield f"          {hit.entry} {hit.confidence:.2f}{by}: {decided(words)}"


def _confusions(score: Score) -> Iterator[str]:
    repeated = [confusion for confusion in score.confusions() if confusion[2] > 1]
    if repeated:
        yield "Confused with each other twice or more: the right entry, and the nearer one"
    for right, chosen, count in repeated:
        yield f"  {count:3}  {right} → {chosen}"


def difference(report: Report) -> Iterator[str]:
    """How many replies changed against the other bank, and each figure that did."""
    if not report.against:
        return
    turned = Counter(change.effect for change in report.changes)
    counted = ", ".join(f"{turned[effect]} {COUNTED[effect]}" for effect in EFFECTS if turned[effect])
    yield f"Against {report.against}: {counted or 'no question changes reply'}"
    before = report.before.figures if report.before else {}
    for name, value in report.score.figures.items():
        was = before.get(name, value)
        if f"{was:.3f}" != f"{value:.3f}":
            less = " (less is better)" if FIGURES[name][0] == "at most" else ""
            yield f"  {name}: {was:.3f} → {value:.3f}{less}"


def _changes(report: Report) -> Iterator[str]:
    yield from difference(report)
    for turn in EFFECTS:
        turned = [change for change in report.changes if change.effect == turn]
        if turned:
            yield f"{TURNED[turn]} since {report.against}: {len(turned)}"
            yield from (line for change in turned for line in _change(change))


def _change(change: Change) -> Iterator[str]:
    question = change.after.question
    yield f"  {place(question)}: {clipped(question.ask, 2 * _WIDTH)}"
    if change.effect != "reworded":
        yield f"    from {change.before.verdict}: {outcome(change.before)}"
        yield f"    to   {change.after.verdict}: {outcome(change.after)}"


def _reliability(score: Score) -> Iterator[str]:
    if not score.guesses:
        return
    yield "How sure the bot is of the nearest entry, and how often that is right"
    yield "  confidence  questions  on average  right  (95 % certain)"
    for low, high, count, confidence, right, least, most in reliability(score.guesses):
        shares = f"{confidence:10.2f}  {right:5.2f}  ({least:.2f} to {most:.2f})"
        yield f"  {low:.1f} to {high:.1f}  {count:9}  {shares}"


def _table(score: Score) -> Iterator[str]:
    for group, counts in score.table.items():
        total = sum(counts.values())
        if total:
            yield f"{TITLES[group]}: {total}"
        for verdict, count in counts.items() if total else ():
            yield f"  {verdict:9} {count:5}  {100 * count / total:5.1f} %  {MEANINGS[verdict]}"


def _figures(score: Score) -> Iterator[str]:
    width = max(map(len, score.measured), default=0)
    for name, value in score.measured.items():
        wanted, meaning = FIGURES[name]
        yield f"  {name:{width}}  {value:.3f}  {meaning}{'' if wanted == 'at least' else ' (less is better)'}"


def _curve(curve: Sequence[CurvePoint]) -> Iterator[str]:
    """The learning curve as a table: first, for those who hear it or read it in a pipe."""
    if curve:
        yield "Learning curve: the figures with fewer wordings per entry, chosen at random"
        yield _curve_line(CURVE_HEADS)
        yield from (_curve_line(curve_row(point)) for point in curve)


def _curve_line(cells: Sequence[str]) -> str:
    widths = (8, 6, 5, 14, 16, 5, 8)
    return "  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(cells, widths, strict=True))


def _curve_plot(curve: Sequence[CurvePoint]) -> Iterator[str]:
    """The learning curve again, in ASCII: a line for each size, the shares from left to right."""
    if curve:
        yield f"The same as a plot: r right, w wrong, a answered, {_SEVERAL} several of them"
        yield " " * 12 + "".join(f"{tenths / 10:<12g}" for tenths in range(0, 11, 2)).rstrip()
        yield from (f"  {curve_size(point):>8} |{_marks(point)}|" for point in curve)


def _marks(point: CurvePoint) -> str:
    cells = [" "] * (_STEPS + 1)
    for mark, share in (("r", point.right), ("w", point.wrong), ("a", point.answered)):
        place = round(share * _STEPS)
        cells[place] = mark if cells[place] == " " else _SEVERAL
    return "".join(cells)
