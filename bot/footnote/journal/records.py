"""What a line of the journal holds, and how a journal is set up. Records only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from os.path import dirname, isdir
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias, get_args

from footnote.errors import JournalError
from footnote.text import printable

from .redaction import LONGEST

if TYPE_CHECKING:
    from footnote.dialogue import Reply
    from footnote.text import Kind, Reason

Verdict: TypeAlias = Literal[
    "helpful", "not what I asked", "source does not say this", "link dead", "should have answered"
]
VERDICTS: tuple[str, ...] = get_args(Verdict)

TextMode: TypeAlias = Literal["none", "redacted", "full"]


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the journal is, what it keeps of a question's words, and for how many days it keeps a line.

    `address` is the path of an SQLite file, or `postgresql://…` where several replicas share one journal.
    """

    address: str
    text: TextMode = "none"
    keep_days: int = 90

    def check(self) -> None:
        """Raises JournalError, which says what to write, where the journal cannot be meant like this."""
        if self.text not in get_args(TextMode):
            raise JournalError(f"`text` of the journal is none, redacted or full, not {self.text!r}")
        if type(self.keep_days) is not int or not 1 <= self.keep_days <= 36_500:
            raise JournalError(
                f"`keep_days` of the journal is a number of days from 1, not {self.keep_days!r}"
            )
        if not self.address:
            raise JournalError("the journal needs an address: a path, or postgresql://user@host/database")
        if "://" in self.address:
            return
        if not isdir(dirname(self.address) or "."):
            raise JournalError(f"there is no folder {dirname(self.address)} for the journal: make it first")
        if isdir(self.address):
            raise JournalError(f"{self.address} is a folder: write the path of a file for the journal")

    def cutoff(self, now: datetime | None = None) -> str:
        """The time before which lines are gone."""
        return stamp((now or datetime.now(UTC)) - timedelta(days=self.keep_days))


class Line(NamedTuple):
    """One reply, as the journal has it. `time` is UTC, ISO 8601; `offered` the entries offered with it.

    `taken` is the entry that the person chose of a reply that asked back; `question` is None unless the
    journal keeps text.
    """

    receipt: str
    time: str
    bank: str
    version: str
    surface: str
    kind: Kind
    reason: Reason | None
    entry: str | None
    confidence: float
    offered: tuple[str, ...] = ()
    taken: str | None = None
    verdict: str | None = None
    question: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """The line as JSON has it."""
        return {**self._asdict(), "offered": list(self.offered)}


class Later(NamedTuple):
    """What becomes known of a line after it was written: the `verdict` on it, or the entry `taken`.

    `since` is when the line was first looked for and not there, on the process's own clock; 0 before.
    """

    receipt: str
    column: str
    value: str
    since: float = 0.0


def stamp(time: datetime) -> str:
    """A time as lines have it: all of one length, so that their order is that of their texts."""
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def line_of(reply: Reply, receipt: str, text: TextMode, surface: str) -> Line:
    """The line of a reply. The words of an emergency are nobody's to keep, whatever is set."""
    kept = text != "none" and reply.reason != "urgent"
    return Line(
        receipt=receipt,
        time=stamp(datetime.now(UTC)),
        bank=reply.bank.id,
        version=reply.bank.version,
        surface=surface,
        kind=reply.kind,
        reason=reply.reason,
        entry=reply.entry,
        confidence=round(reply.confidence, 4),
        offered=tuple(option.entry for option in reply.options),
        question=printable(reply.question[:LONGEST]) if kept else None,
    )
