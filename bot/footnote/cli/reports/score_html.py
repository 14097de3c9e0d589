"""A score as one HTML page that needs nothing else: no network, no script, light and dark.

This module turns a report into rows and texts, and `templates/score.html.jinja` arranges them.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.evaluation import EFFECTS, FIGURES, outcome, reliability, risk_coverage

from .pages import Markup, page, write_page
from .policy_text import FEW_QUESTIONS, HEADS, paste, rows
from .score_text import CURVE_HEADS, MEANINGS, TITLES, TURNED, curve_row, curve_size, decided, place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from footnote.evaluation import Change, CurvePoint, Miss, Score
    from footnote.matching import Candidate, Match

    from .score_report import Report

MISSING_CURVES = (
    "the curves need matplotlib, which is not installed: pip install 'footnote-bot[report]'."
    " The rest of the report is complete."
)
"""What to do where the extra is not installed."""

RISK_CAPTION = "The more questions are answered, from the surest down, the more of the answers are wrong."
RELIABILITY_CAPTION = (
    "On the dashed line, confidence means what it says: of answers that are 90 % sure, nine in ten are"
    " right. With 95 % certainty, the true share is within the bar."
)
CURVE_CAPTION = (
    "Right and wrong are shares of the questions that the bank answers, answered of those that it does not."
    " Wordings are chosen at random; the bar is how far banks of one size differ."
)


class Plot(NamedTuple):
    """A drawing, its name for screen readers, and what it shows."""

    name: str
    caption: str
    svg: Markup


class Case(NamedTuple):
    """A question as the page shows it: where it stands, its words, and named texts about it."""

    head: str
    ask: str
    parts: Sequence[tuple[str, str]]


def write(report: Report, file: Path) -> bool:
    """Write the page. Whether it has its curves: without the extra `report` a sentence stands in their place.

    Raises OSError where the file cannot be written.
    """
    plots = _plots(report.score)
    write_page(file, _page(report, plots))
    return bool(plots)


def _page(report: Report, plots: Sequence[Plot] | None) -> str:
    score = report.score
    return page(
        "score",
        title=f"{score.bank.title}: how good the replies are",
        score=score,
        policy=f"careful {score.bank.policy.careful:.2f}",
        figures=list(_figures(score)),
        groups=list(_groups(score)),
        plots=plots,
        missing_curves=MISSING_CURVES,
        bins=list(_bins(score)),
        proposal=_proposal(report),
        curve=_curve(report.curve),
        against=report.against,
        turned=list(_turned(report)),
        confusions=score.confusions(),
        misses=[_miss(miss) for miss in report.misses],
    )


def _figures(score: Score) -> Iterator[tuple[str, str, str]]:
    for name, value in score.measured.items():
        wanted, meaning = FIGURES[name]
        yield name, f"{value:.3f}", meaning if wanted == "at least" else f"{meaning} (less is better)"


def _groups(score: Score) -> Iterator[tuple[str, list[tuple[str, str, str, str]]]]:
    for group, counts in score.table.items():
        total = sum(counts.values())
        if total:
            yield (
                TITLES[group],
                [
                    (verdict, str(count), f"{100 * count / total:.1f} %", MEANINGS[verdict])
                    for verdict, count in counts.items()
                ],
            )


def _plots(score: Score) -> list[Plot] | None:
    """The two curves; none of nothing, and None where the plotting library is not installed."""
    try:
        from . import plots
    except ModuleNotFoundError:
        return None
    if not score.guesses:
        return []
    curve, table = risk_coverage(score.guesses, score.single_count), reliability(score.guesses)
    risk = plots.risk_coverage(curve, score.bank.policy.careful)
    return [
        Plot("Risk–coverage curve", RISK_CAPTION, Markup(risk)),
        Plot("Reliability plot", RELIABILITY_CAPTION, Markup(plots.reliability(table))),
    ]


def _bins(score: Score) -> Iterator[tuple[str, ...]]:
    for low, high, count, sure, right, least, most in reliability(score.guesses):
        yield (
            f"{low:.1f} to {high:.1f}",
            str(count),
            f"{sure:.2f}",
            f"{right:.2f}",
            f"{least:.2f} to {most:.2f}",
        )


def _proposal(report: Report) -> dict[str, Any] | None:
    if not report.choice:
        return None
    lines = [(name.strip(), *cells) for name, cells in rows(report.choice)]
    few = " ".join(FEW_QUESTIONS) if report.choice.has_few_questions else ""
    return {"heads": ("", *HEADS), "rows": lines, "few": few, "yaml": "\n".join(paste(report.choice))}


def _curve(curve: Sequence[CurvePoint]) -> dict[str, Any] | None:
    """The learning curve, as a table and, where the plotting library is installed, as a drawing."""
    if not curve:
        return None
    drawn = []
    with suppress(ModuleNotFoundError):
        from . import plots

        svg = plots.learning_curve(curve, [curve_size(point) for point in curve])
        drawn = [Plot("Learning curve", CURVE_CAPTION, Markup(svg))]
    return {"plots": drawn, "heads": CURVE_HEADS, "rows": [curve_row(point) for point in curve]}


def _turned(report: Report) -> Iterator[tuple[str, list[Case]]]:
    for turn in EFFECTS:
        turned = [_change(change) for change in report.changes if change.effect == turn]
        if turned:
            yield TURNED[turn], turned


def _change(change: Change) -> Case:
    question = change.after.question
    return Case(
        place(question),
        question.ask,
        (
            ("from", f"{change.before.verdict}: {outcome(change.before)}"),
            ("to", f"{change.after.verdict}: {outcome(change.after)}"),
        ),
    )


def _miss(miss: Miss) -> Case:
    question = miss.result.question
    return Case(
        f"{place(question)}: {miss.result.verdict}",
        question.ask,
        (
            ("got", outcome(miss.result)),
            ("", _side(miss.chosen, miss.chosen_words)),
            ("wanted", question.label),
            ("", _side(miss.wanted, miss.wanted_words) if miss.wanted != miss.chosen else ""),
        ),
    )


def _side(hit: Candidate | None, words: Sequence[Match]) -> str:
    return f"{hit.entry} {hit.confidence:.2f} by “{hit.wording}”: {decided(words)}" if hit else ""
