"""Proposed thresholds as text: what each would do, and what to paste into the bank, with the reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.evaluation import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.evaluation import Choice

HEADS = ("right", "right or offered", "wrong", "answered", "asked back")
"""The headings of the shares; the last two are of questions that the bank does not answer."""


def rows(choice: Choice) -> list[tuple[str, Tally]]:
    """What to compare: the bank as it is, as proposed, and what is likely on new questions."""
    return [
        ("as it is", choice.current),
        ("proposed", choice.fitted),
        ("on new questions", choice.judged),
    ]


def proposal(choice: Choice) -> Iterator[str]:
    """The thresholds proposed, what they would do, and the lines to paste."""
    aims = ", ".join(f"{name} at most {share:g}" for name, share in choice.aim._asdict().items())
    met = "met" if choice.meets_aim else "met by no thresholds; these come nearest"
    yield f"Thresholds, chosen on {_questions(choice)}"
    yield f"Aim: {aims}: {met}"
    yield " " * 18 + "  ".join(HEADS)
    for name, tally in rows(choice):
        shares = "  ".join(f"{share:{len(head)}.3f}" for head, share in zip(HEADS, tally, strict=True))
        yield f"{name:18}{shares}"
    yield "Paste this into the bank:"
    yield from paste(choice)


def paste(choice: Choice) -> Iterator[str]:
    """The key `policy` of a bank, with the measurement behind each threshold."""
    judged = choice.judged
    yield "# How sure the bot must be, chosen by `footnote score --choose`"
    yield f"# on {_questions(choice)}."
    yield "# On questions that set no threshold they were judged by:"
    offered = judged.right_or_clarified
    yield f"# right {judged.right:.3f}, right or offered {offered:.3f}, wrong {judged.wrong:.3f};"
    yield f"# of those not answered, answered {judged.answered:.3f}, asked back {judged.asked_back:.3f}."
    yield "policy:"
    for name, value in choice.policy._asdict().items():
        for neighbour, tally in choice.neighbours[name]:
            yield f"  # {name} at {neighbour:.2f}: {_moved(name, tally)}"
        yield f"  {name}: {value:.2f}  # {_moved(name, choice.fitted)}"


_MOVES = {
    "answer": ("right", "answered"),
    "clarify": ("right_or_clarified", "asked_back"),
    "margin": ("right_or_clarified", "wrong"),
}
"""What each threshold changes most: what is gained by it, and what is lost."""


def _moved(threshold: str, tally: Tally) -> str:
    return ", ".join(f"{_name(field)} {getattr(tally, field):.3f}" for field in _MOVES[threshold])


def _name(field: str) -> str:
    return dict(zip(Tally._fields, HEADS, strict=True))[field]


def _questions(choice: Choice) -> str:
    return f"{choice.answered} questions that are answered and {choice.unanswered} that are not"
