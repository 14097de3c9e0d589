"""Which questions two banks reply to differently, from what to what, and whether that is better or worse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from .metrics import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .metrics import Tried

Turn: TypeAlias = Literal["worse", "better", "other", "reworded"]

TURNS: tuple[Turn, ...] = ("worse", "better", "other", "reworded")
"""A worse verdict, a better one, another reply of the same verdict, the same reply in other words."""


class Change(NamedTuple):
    """A question and what came of it with the one bank and with the other."""

    before: Tried
    after: Tried

    @property
    def turn(self) -> Turn:
        """Whether the change is for the worse or the better."""
        verdicts = GROUPS[self.after.group]
        was, now = verdicts.index(self.before.verdict), verdicts.index(self.after.verdict)
        if was != now:
            return "worse" if now > was else "better"
        return "other" if said(self.before) != said(self.after) else "reworded"

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON has it."""
        question = self.after.question
        return {
            "file": question.file,
            "line": question.line,
            "question": question.ask,
            "right": question.label,
            "turn": self.turn,
            "before": {"verdict": self.before.verdict, "said": said(self.before)},
            "after": {"verdict": self.after.verdict, "said": said(self.after)},
        }


def changes(before: Iterable[Tried], after: Iterable[Tried]) -> list[Change]:
    """What changed between two runs of the same questions, what got worse first."""
    pairs = (Change(*pair) for pair in zip(before, after, strict=True))
    changed = [change for change in pairs if _reply(change.before) != _reply(change.after)]
    return sorted(changed, key=lambda change: TURNS.index(change.turn))


def said(tried: Tried) -> str:
    """A reply in a few words: the entry, or why there is none, and what was offered."""
    reply = tried.reply
    if reply.kind == "answer":
        return reply.entry or ""
    offered = ", ".join(option.entry for option in reply.options)
    told = f"{reply.kind}: {reply.reason}" if reply.reason else reply.kind
    return f"{told} ({offered})" if offered else told


def _reply(tried: Tried) -> tuple[str, str]:
    return said(tried), tried.reply.text
