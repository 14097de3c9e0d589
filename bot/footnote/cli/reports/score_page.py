"""A score as one HTML page that needs nothing beside itself: no network, no script, light and dark.

Every text that comes from a bank, a question or a command line goes through `_text`.
"""

from __future__ import annotations

from html import escape
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from footnote.evaluation.calibration import reliability, risk_coverage
from footnote.evaluation.comparison import TURNS, said
from footnote.evaluation.metrics import FIGURES
from footnote.text import printable

from .policy_text import HEADS, paste, rows
from .score_text import MEANINGS, TITLES, TURNED, decided, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from footnote.evaluation.comparison import Change
    from footnote.evaluation.metrics import Score
    from footnote.evaluation.misses import Miss
    from footnote.matching.matcher import Hit, Match

    from .score_report import Report

MISSING = (
    "the curves need matplotlib, which is not installed: pip install 'footnote-bot[report]'."
    " The rest of the report is complete."
)
"""What to do where the extra is not installed."""


def write(report: Report, file: Path) -> bool:
    """Write the page. Whether it has its curves: without the extra `report` a sentence stands in their place.

    Raises OSError where the file cannot be written.
    """
    plots = _plots(report.score)
    body = "\n".join(
        [
            *_head(report.score),
            *_table(report.score),
            f"<h2>How sure, and how often right</h2>{plots or f'<p>{_text(MISSING.capitalize())}</p>'}",
            *_reliability(report.score),
            *_proposal(report),
            *_changes(report),
            *_confusions(report.score),
            *_misses(report.misses),
        ]
    )
    here = files(__package__)
    page = Template(here.joinpath("score_page.html").read_text("utf-8"))
    style = here.joinpath("score_page.css").read_text("utf-8")
    title = _text(f"{report.score.bank.title}: how good the replies are")
    file.write_text(page.substitute(title=title, style=style, body=body), encoding="utf-8", newline="\n")
    return bool(plots)


def _text(text: str) -> str:
    """A text as it is shown: escaped, and without what could drive a browser or a terminal."""
    return escape(printable(text))


def _head(score: Score) -> Iterator[str]:
    policy = ", ".join(f"{name} {value:.2f}" for name, value in score.bank.policy._asdict().items())
    yield f"<p class=about>{len(score.tried)} questions were put to the bank {_text(score.bank.id)}"
    yield f" ({_text(score.bank.version[:19])}…), whose thresholds are: {_text(policy)}.</p>"
    yield _grid(
        ("figure", "share", "of"),
        ((name, f"{value:.3f}", f"{FIGURES[name][1]}{_less(name)}") for name, value in score.figures.items()),
        numbers={1},
    )


def _less(name: str) -> str:
    return "" if FIGURES[name][0] == "at least" else " (less is better)"


def _table(score: Score) -> Iterator[str]:
    yield "<h2>What the replies were</h2>"
    for group, counts in score.table.items():
        total = sum(counts.values())
        if total:
            found = (
                (verdict, str(count), f"{100 * count / total:.1f} %", MEANINGS[verdict])
                for verdict, count in counts.items()
            )
            yield f"<h3>{TITLES[group]}</h3>"
            yield _grid(("verdict", "questions", "share", "meaning"), found, numbers={1, 2})


def _plots(score: Score) -> str:
    """The two figures, or nothing where the plotting library is not installed."""
    try:
        from . import plots
    except ModuleNotFoundError:
        return ""
    if not score.guesses:
        return ""
    curve, table = risk_coverage(score.guesses, score.asked), reliability(score.guesses)
    risk = "The more questions are answered, from the surest down, the more of the answers are wrong."
    sure = (
        "On the dashed line, confidence means what it says: of answers that are 90 % sure, nine in ten are"
        " right. The bars hold the true share with 95 % certainty."
    )
    drawn = (
        (plots.risk_coverage(curve, score.bank.policy.answer), risk, "Risk–coverage curve"),
        (plots.reliability(table), sure, "Reliability plot"),
    )
    figures = (
        f'<figure role="group" aria-label="{name}">{svg}<figcaption>{_text(says)}</figcaption></figure>'
        for svg, says, name in drawn
    )
    return f"<div class=plots>{''.join(figures)}</div>"


def _reliability(score: Score) -> Iterator[str]:
    yield _grid(
        ("confidence", "questions", "on average", "right", "95 % certain"),
        (
            (
                f"{low:.1f} to {high:.1f}",
                str(count),
                f"{sure:.2f}",
                f"{right:.2f}",
                f"{least:.2f} to {most:.2f}",
            )
            for low, high, count, sure, right, least, most in reliability(score.guesses)
        ),
        numbers={1, 2, 3},
    )


def _proposal(report: Report) -> Iterator[str]:
    if report.choice:
        yield "<h2>Thresholds to use</h2>"
        lines = ((name, *(f"{share:.3f}" for share in tally)) for name, tally in rows(report.choice))
        yield _grid(("", *HEADS), lines, numbers={1, 2, 3, 4, 5})
        pasted = "\n".join(paste(report.choice))
        yield f"<p>Paste this into the bank:</p><pre>{_text(pasted)}</pre>"


def _changes(report: Report) -> Iterator[str]:
    if not report.against:
        return
    yield f"<h2>Against {_text(report.against)}</h2>"
    if not report.changes:
        yield "<p>No question changes reply.</p>"
    for turn in TURNS:
        turned = [change for change in report.changes if change.turn == turn]
        if turned:
            yield f"<h3>{TURNED[turn]}: {len(turned)}</h3>"
            yield from map(_change, turned)


def _change(change: Change) -> str:
    parts = (
        ("from", f"{change.before.verdict}: {said(change.before)}"),
        ("to", f"{change.after.verdict}: {said(change.after)}"),
    )
    question = change.after.question
    return f"<article><h3>{_text(place(question))}</h3><p>{_text(question.ask)}</p>{_list(parts)}</article>"


def _confusions(score: Score) -> Iterator[str]:
    found = [(right, chosen, str(count)) for right, chosen, count in score.confusions()]
    if found:
        yield "<h2>Taken for one another</h2>"
        yield _grid(("right", "nearer", "questions"), found, numbers={2})


def _misses(misses: Sequence[Miss]) -> Iterator[str]:
    yield f"<h2>Misses: {len(misses)}</h2>"
    for miss in misses:
        question = miss.tried.question
        parts = (
            ("got", said(miss.tried)),
            ("", _side(miss.chosen, miss.chosen_words)),
            ("wanted", question.label),
            ("", _side(miss.wanted, miss.wanted_words) if miss.wanted != miss.chosen else ""),
        )
        head = f"{place(question)}: {miss.tried.verdict}"
        yield f"<article><h3>{_text(head)}</h3><p>{_text(question.ask)}</p>{_list(parts)}</article>"


def _side(hit: Hit | None, words: Sequence[Match]) -> str:
    return f"{hit.entry} {hit.confidence:.2f} by “{hit.wording}”: {decided(words)}" if hit else ""


def _list(parts: Iterable[tuple[str, str]]) -> str:
    found = (f"<dt>{_text(name)}</dt><dd>{_text(text)}</dd>" for name, text in parts if text)
    return f"<dl>{''.join(found)}</dl>"


def _grid(heads: Sequence[str], lines: Iterable[Sequence[str]], numbers: set[int]) -> str:
    """A table. `numbers` are the columns that stand flush right."""

    def cells(kind: str, texts: Sequence[str]) -> str:
        shown = (
            f"<{kind}{' class=number' if at in numbers else ''}>{_text(text)}</{kind}>"
            for at, text in enumerate(texts)
        )
        return f"<tr>{''.join(shown)}</tr>"

    body = "".join(cells("td", line) for line in lines)
    return f"<div class=scroll><table><thead>{cells('th', heads)}</thead><tbody>{body}</tbody></table></div>"
