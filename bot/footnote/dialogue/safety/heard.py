"""What was found of danger in an utterance. Frozen records."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.record import Record

if TYPE_CHECKING:
    from footnote.text import Danger, Sign

URGENT: frozenset[Danger] = frozenset({"crisis", "emergency"})
"""Dangers that come before whatever else an utterance asks."""

NO_DANGER = 0.9
"""How sure an entry must be of a question (0..1) for one that is only like the lines of a danger to be none.
Measured: of 1,100 lines of danger, the surest entry had .79; a question that is like such lines had .97."""


class Signal(NamedTuple):
    """A phrase of a sign in an utterance, the words it matched there, and what they weigh in the end."""

    sign: Sign
    phrase: str
    words: str
    weight: int


class Finding(Record):
    """The danger in an utterance, and the signals that tell of it, the heaviest first."""

    danger: Danger
    signals: tuple[Signal, ...]

    @property
    def is_urgent(self) -> bool:
        """Whether it comes before whatever else was asked."""
        return self.danger in URGENT

    @property
    def is_likeness(self) -> bool:
        """Whether no phrase tells of it: the words are only like the lines of this danger."""
        return not any(signal.sign.phrases for signal in self.signals)

    @property
    def reply(self) -> str:
        """The name of the reply to it."""
        return next((signal.sign.reply for signal in self.signals if signal.sign.reply), self.danger)
