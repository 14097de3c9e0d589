"""Which questions two banks reply to differently, from what to what, and whether that is better or worse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from .metrics import GROUPS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.dialogue import Reply

    from .metrics import Result

Effect: TypeAlias = Literal["worse", "better", "other", "reworded"]

EFFECTS: tuple[Effect, ...] = ("worse", "better", "other", "reworded")
"""A worse verdict, a better one, another reply of the same verdict, the same reply in other words."""


class Change(NamedTuple):
    """A question and what came of it with the one bank and with the other."""

    before: Result
    after: Result

    @property
    def effect(self) -> Effect:
        """Whether the change is for the worse or the better."""
        verdicts = GROUPS[self.after.group]
        was, now = verdicts.index(self.before.verdict), verdicts.index(self.after.verdict)
        if was != now:
            return "worse" if now > was else "better"
        return "other" if outcome(self.before) != outcome(self.after) else "reworded"

    def as_dict(self) -> dict[str, Any]:
        """The change as JSON has it."""
        question = self.after.question
        return {
            "file": question.file,
            "line": question.line,
            "question": question.ask,
            "right": question.label,
            "effect": self.effect,
            "before": {"verdict": self.before.verdict, "outcome": outcome(self.before)},
            "after": {"verdict": self.after.verdict, "outcome": outcome(self.after)},
        }


def compare_results(before: Iterable[Result], after: Iterable[Result]) -> list[Change]:
    """What changed between two runs of the same questions, what got worse first."""
    pairs = (Change(*pair) for pair in zip(before, after, strict=True))
    changed = [change for change in pairs if _reply(change.before) != _reply(change.after)]
    return sorted(changed, key=lambda change: EFFECTS.index(change.effect))


def outcome(result: Result) -> str:
    """The reply of a result in a few words."""
    return reply_in_words(result.reply)


def reply_in_words(reply: Reply) -> str:
    """A reply in a few words: the entry, or why there is none, and what was offered."""
    if reply.kind == "answer":
        return reply.entry or ""
    offered = ", ".join(option.entry for option in reply.options)
    label = f"{reply.kind}: {reply.reason}" if reply.reason else reply.kind
    return f"{label} ({offered})" if offered else label


def _reply(result: Result) -> tuple[str, str]:
    return outcome(result), result.reply.text
