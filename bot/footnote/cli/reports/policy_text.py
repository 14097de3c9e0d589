"""A proposed policy as text: what it would do, how sure that is, and what to paste into the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.evaluation import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.evaluation import Choice

HEADS = ("right", "right or offered", "wrong", "answered", "asked back")
"""The headings of the shares; the last two are of questions that the bank does not answer."""

FEW_QUESTIONS = (
    "These are few questions: with fewer than 100, a share may be off by a tenth and",
    "more, and the proposed number with it. Write more questions before you rely on",
    "it.",
)

_WIDTHS = tuple(max(9, len(head)) for head in HEADS)
"""Columns of the shares: as wide as an interval."""


def rows(choice: Choice) -> list[tuple[str, tuple[str, ...]]]:
    """What to compare: the bank as it is, as proposed, and what is likely on new questions."""
    return [
        ("as it is", _shares(choice.current)),
        ("proposed", _shares(choice.fitted)),
        ("on new ones", _shares(choice.judged)),
        ("  95 % certain", tuple(f"{least:.2f}–{most:.2f}" for least, most in choice.intervals.values())),
    ]


def proposal(choice: Choice) -> Iterator[str]:
    """The policy proposed, what it would do, and the lines to paste."""
    aims = ", ".join(f"{name} at most {share:g}" for name, share in choice.aim._asdict().items())
    yield f"How careful to be, chosen on {_questions(choice)}"
    if choice.has_few_questions:
        yield from FEW_QUESTIONS
    yield f"Aim: {aims}:"
    yield "  met" if choice.meets_aim else "  met by no number; this one comes nearest"
    yield _row("", HEADS)
    yield from (_row(name, cells) for name, cells in rows(choice))
    least, most = min(choice.folds).careful, max(choice.folds).careful
    yield f"Without a fifth of the questions, the number would be {_range(least, most)}."
    yield "Paste this into the bank:"
    yield from paste(choice)


def paste(choice: Choice) -> Iterator[str]:
    """The key `policy` of a bank, with the measurements behind its number."""
    judged, intervals = choice.judged, choice.intervals
    yield "# How sure the bot must be to answer, chosen by `footnote score --choose`"
    yield f"# on {_questions(choice)}."
    yield "# On questions that did not choose the number they were judged by (with 95 % certainty):"
    for name, share in judged._asdict().items():
        least, most = intervals[name]
        yield f"# {_name(name)} {share:.3f} ({least:.2f} to {most:.2f})"
    yield "policy:"
    for careful, tally in choice.neighbours:
        yield f"  # careful at {careful:.2f}: {_moved(tally)}"
    yield f"  careful: {choice.policy.careful:.2f}  # {_moved(choice.fitted)}"


def _shares(tally: Tally) -> tuple[str, ...]:
    return tuple(f"{share:.3f}" for share in tally)


def _row(name: str, cells: tuple[str, ...]) -> str:
    return f"{name:14}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))


def _range(least: float, most: float) -> str:
    return f"{least:.2f}" if least == most else f"from {least:.2f} to {most:.2f}"


def _moved(tally: Tally) -> str:
    """What a number changes most."""
    return f"right {tally.right:.3f}, wrong {tally.wrong:.3f}, answered {tally.answered:.3f}"


def _name(field: str) -> str:
    return dict(zip(Tally._fields, HEADS, strict=True))[field]


def _questions(choice: Choice) -> str:
    return f"{choice.answered} questions that are answered and {choice.unanswered} that are not"
