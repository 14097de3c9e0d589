"""The settings of the desk that the bot works in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from footnote.desks.settings import HandoffSettings, check_line
from footnote.settings import Key, Range, SettingsError, Write

from .modes import is_mode

AnsweringDeskName: TypeAlias = Literal["none", "chatwoot", "request-tracker", "zammad"]

_MODE = Write('"answer", "draft", or "answer-when-sure 0.9"')
_MODES = Write('a mode for each queue: "answer", "draft", or "answer-when-sure 0.9"')
_QUEUES = Write('the name of a bank for each queue, as in `queues = {Support = "micrometastases"}`')


def check_mode(value: str) -> str:
    """A mode."""
    if not is_mode(value):
        raise ValueError(f"write {_MODE.form}")
    return value


def check_modes(value: Mapping[str, str]) -> dict[str, str]:
    """Queues that each have a mode."""
    if not all(map(is_mode, value.values())):
        raise ValueError(f"write {_MODES.form}")
    return dict(value)


def check_web_address(value: str) -> str:
    """The URL of a web service, or an empty text."""
    parts = urlsplit(check_line(value))
    if value and not (parts.scheme in ("http", "https") and parts.hostname):
        raise ValueError("write a URL that begins with https:// or http://")
    return value


@dataclass(frozen=True, slots=True)
class AnsweringSettings(HandoffSettings):
    """The desk that the bot works in. An empty text is a setting that is not set."""

    answering_desk: Annotated[
        AnsweringDeskName,
        Key("answering.desk"),
        "the desk whose tickets the bot answers: `chatwoot`, `request-tracker` or `zammad`",
    ] = "none"
    answering_url: Annotated[str, Key("answering.url"), check_web_address, "the address of that desk"] = ""
    answering_token: Annotated[
        str, Key("answering.token"), check_line, "the token of the bot's user there"
    ] = field(default="", repr=False)
    answering_secret: Annotated[
        str, Key("answering.secret"), check_line, "proves that calls come from that desk"
    ] = field(default="", repr=False)
    answering_queues: Annotated[
        Mapping[str, str],
        Key("answering.queues"),
        _QUEUES,
        "the bank for each queue, group or inbox, by its name; the bot ignores others; without any, all get "
        "the default bank",
    ] = field(default_factory=dict)
    answering_mode: Annotated[
        str,
        Key("answering.mode"),
        check_mode,
        _MODE,
        "what becomes of answers: `answer` sends them, `draft` leaves them to workers, "
        "`answer-when-sure 0.9` sends those of this confidence",
    ] = "answer"
    answering_modes: Annotated[
        Mapping[str, str],
        Key("answering.modes"),
        check_modes,
        _MODES,
        'the modes of single queues, as in `modes = {Sales = "draft"}`',
    ] = field(default_factory=dict)
    answering_address: Annotated[
        str,
        Key("answering.address"),
        check_web_address,
        "this service's address as workers reach it: where they send drafts",
    ] = ""
    answering_closing: Annotated[
        str, Key("answering.closing"), "the last lines of an answer in a desk; in a chat, of the first one"
    ] = ""
    answering_keep_days: Annotated[
        int,
        Key("answering.keep_days"),
        Range(1, 36_500),
        "days without a change after which a ticket of a desk is forgotten here",
    ] = 30

    def mode_of(self, queue: str) -> str:
        """What becomes of answers in a queue."""
        return self.answering_modes.get(queue, self.answering_mode)


def check_answering(settings: AnsweringSettings, banks: Mapping[str, str], database: str) -> None:
    """Check that the desk has all that it needs. Raises SettingsError with every problem."""
    desk = settings.answering_desk
    if desk == "none":
        return
    problems = [
        f"answering.{name}: is missing; the desk {desk} needs it"
        for name in ("url", "token", "secret")
        if not getattr(settings, f"answering_{name}")
    ]
    problems += [
        f"answering.queues: {queue}: there is no bank {bank!r} in `banks`; write one of: {', '.join(banks)}"
        for queue, bank in settings.answering_queues.items()
        if bank not in banks
    ]
    modes = {settings.answering_mode, *settings.answering_modes.values()}
    if modes != {"answer"} and not settings.answering_address:
        problems.append("answering.address: is missing; workers send drafts there, as https://faq.example")
    if not database:
        problems.append("handoff.database: is missing; write the path of an SQLite file, as chat.sqlite3")
    if problems:
        raise SettingsError(problems)
