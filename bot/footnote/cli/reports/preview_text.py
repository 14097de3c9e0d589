"""The replies that an edit changes, as lines for a terminal or a pipe: the worst first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.evaluation import MOVES, reply_in_words

from .one_line import clipped
from .score_text import place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.evaluation import Asked, Move, Origin, Reaction

NAMES: Mapping[Origin, tuple[str, str]] = {
    "labelled": ("labelled question", "labelled questions"),
    "slip": ("of them again with a slip", "of them again with a slip"),
    "journal": ("asked by people", "asked by people"),
}
"""What questions of each origin are called: one, several."""

MAX_REWORDED = 5
"""Replies shown that say the same in other words: one edit of a text changes many."""

_WIDTH = 80


class Report(NamedTuple):
    """The questions that were asked, and the replies that change against another bank.

    `is_same` says that the files of both banks are the same, so that nothing had to be asked.
    """

    against: str
    asked: tuple[Asked, ...]
    moves: tuple[Move, ...]
    is_same: bool = False

    def as_dict(self) -> dict[str, Any]:
        """The report as `footnote preview --json` prints it, schema 1: keys are added, never renamed."""
        return {
            "schema": 1,
            "against": self.against,
            "asked": dict(Counter(asked.origin for asked in self.asked)),
            "changed": dict(Counter(move.effect for move in self.moves)),
            "changes": [move.as_dict() for move in self.moves],
        }


def lines(report: Report) -> Iterator[str]:
    """How many replies change, then each of them under how it changes."""
    if report.is_same:
        yield f"Against {report.against}: the files of the bank are the same"
        return
    count = len(report.moves)
    yield f"Against {report.against}: {count or 'no'} {'reply changes' if count == 1 else 'replies change'}"
    yield f"  of {_origins(report)}"
    for effect, title in MOVES.items():
        found = [move for move in report.moves if move.effect == effect]
        if found:
            yield ""
            yield f"{title}: {len(found)}"
        shown = found[:MAX_REWORDED] if effect == "reworded" else found
        for before, move in zip([None, *shown], shown, strict=False):
            yield from [_also(move)] if before and _is_same(before, move) else _move(move)
        if len(found) > len(shown):
            yield f"  and {len(found) - len(shown)} more"


def _origins(report: Report) -> str:
    counted = Counter(asked.origin for asked in report.asked)
    return ", ".join(
        f"{counted[origin]} {names[counted[origin] > 1]}"
        for origin, names in NAMES.items()
        if counted[origin]
    )


def _is_same(one: Move, other: Move) -> bool:
    """Whether the second is a slip of the first, and nothing else came of it."""
    labelled, slipped = one.asked.question, other.asked.question
    return (
        other.asked.origin == "slip"
        and (labelled.file, labelled.line) == (slipped.file, slipped.line)
        and all(
            _reaction(mine) == _reaction(theirs)
            for mine, theirs in ((one.before, other.before), (one.after, other.after))
        )
    )


def _also(move: Move) -> str:
    return f"    also  {clipped(move.asked.question.ask, _WIDTH - 10)}"


def _move(move: Move) -> Iterator[str]:
    question = move.asked.question
    where = f"{place(question)}: " if question.file else ""
    slip = "(slip) " if move.asked.origin == "slip" else ""
    yield f"  {clipped(f'{where}{slip}{question.ask}', 2 * _WIDTH)}"
    if move.effect != "reworded":
        yield f"    from  {_reaction(move.before)}"
        yield f"    to    {_reaction(move.after)}"
        if question.label:
            yield f"    right {clipped(question.label, _WIDTH - 10)}"
        yield from (f"    {'why  ' if at == 0 else '     '} {clipped(why, _WIDTH - 10)}"
                    for at, why in enumerate(move.why))  # fmt: skip


def _reaction(reaction: Reaction) -> str:
    return clipped(reply_in_words(reaction.reply), _WIDTH - 10)
