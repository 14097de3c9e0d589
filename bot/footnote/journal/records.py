"""The records of a journal: its settings, its lines, and later updates of a line."""

from __future__ import annotations

import secrets
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from os.path import dirname, isdir
from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, TypeAlias, get_args

from footnote.errors import JournalError
from footnote.settings import Range, SettingsError, from_table, load
from footnote.text import printable

from .redaction import MAX_STORED_LENGTH

if TYPE_CHECKING:
    from footnote.dialogue import Reply
    from footnote.text import Kind, Reason

Feedback: TypeAlias = Literal[
    "helpful",
    "not helpful",
    "not what I asked",
    "source does not say this",
    "link dead",
    "should have answered",
]

FEEDBACK: tuple[str, ...] = get_args(Feedback)
"""What a person may say of a reply: the values of `Line.verdict`, with WORKERS_FEEDBACK."""

WORKERS_FEEDBACK = ("changed by a worker", "rejected by a worker")
"""What workers of a desk do with a draft, besides sending it, which is "helpful"."""

LOST = JournalError("the journal could not take this")


def check_feedback(feedback: str) -> None:
    """Raises JournalError for feedback that is neither in FEEDBACK nor in WORKERS_FEEDBACK."""
    if feedback not in FEEDBACK + WORKERS_FEEDBACK:
        raise JournalError(f"{feedback!r} is no feedback; write one of: {'; '.join(FEEDBACK)}")


TextMode: TypeAlias = Literal["none", "redacted", "full"]


def check_address(value: str) -> str:
    """The path of a file in an existing folder, or a URL."""
    if not value:
        raise ValueError("write a path, or postgresql://user@host/database")
    if "://" in value:
        return value
    if not isdir(dirname(value) or "."):
        raise ValueError(f"there is no folder {dirname(value)}; create it first")
    if isdir(value):
        raise ValueError(f"{value} is a folder; write the path of a file")
    return value


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the journal is, what it stores of a question's words, and for how many days it keeps a line.

    `address` is the path of an SQLite file, or `postgresql://…` where several replicas share one journal.
    """

    address: Annotated[str, check_address]
    text: TextMode = "none"
    keep_days: Annotated[int, Range(1, 36_500)] = 90

    def check(self) -> None:
        """Raises JournalError, with what to write, for settings that cannot be used."""
        try:
            load(Settings, from_table(Settings, asdict(self), "`{}` of the journal".format))
        except SettingsError as error:
            raise JournalError(str(error)) from error

    def cutoff(self, now: datetime | None = None) -> str:
        """The time before which lines are deleted, in the form of `Line.time`."""
        return timestamp((now or datetime.now(UTC)) - timedelta(days=self.keep_days))


class Line(NamedTuple):
    """One reply in the journal. `time` is UTC in ISO 8601; `offered` are the entries of the reply's options.

    `taken` is the option that the person chose, `verdict` one of FEEDBACK. `question` is None unless the
    journal stores text, and `surface` is the channel.
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
        """The line as a JSON object."""
        return {**self._asdict(), "offered": list(self.offered)}


class LineUpdate(NamedTuple):
    """A column of a line that is set later: `verdict`, the feedback on the reply, or `taken`, the option.

    `first_tried` is when the line was first looked for and missing, in seconds of `time.monotonic`; 0 before.
    `outcome` gets whether the line was there, once that is known, or a JournalError where the update is lost.
    """

    receipt: str
    column: str
    value: str
    first_tried: float = 0.0
    outcome: Future[bool] | None = None

    def end(self, outcome: bool | JournalError) -> None:  # noqa: FBT001
        """Give the outcome to whoever waits for it."""
        if self.outcome is None:
            return
        with suppress(InvalidStateError):  # nobody waits any more
            if isinstance(outcome, JournalError):
                self.outcome.set_exception(outcome)
            else:
                self.outcome.set_result(outcome)


def new_receipt() -> str:
    """A text that cannot be guessed, without a "-": at its start, commands would take it for an option."""
    return secrets.token_urlsafe(16).replace("-", "_")


def timestamp(time: datetime) -> str:
    """A time as lines store it. All have the same length, so that they sort as text."""
    return time.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def line_from_reply(reply: Reply, receipt: str, text: TextMode, surface: str) -> Line:
    """The line of a reply. The words of an emergency are never stored, whatever the settings."""
    stored = text != "none" and reply.reason != "urgent"
    return Line(
        receipt=receipt,
        time=timestamp(datetime.now(UTC)),
        bank=reply.bank.id,
        version=reply.bank.version,
        surface=surface,
        kind=reply.kind,
        reason=reply.reason,
        entry=reply.entry,
        confidence=round(reply.confidence, 4),
        offered=tuple(option.entry for option in reply.options),
        question=printable(reply.question[:MAX_STORED_LENGTH]) if stored else None,
    )
