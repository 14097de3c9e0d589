"""The settings of the mails with conversations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from footnote.desks.answering.settings import AnsweringSettings
from footnote.desks.settings import check_email, check_line, check_url
from footnote.settings import Key, Range, SettingsError


@dataclass(frozen=True, slots=True)
class TranscriptSettings(AnsweringSettings):
    """The mail server that sends people their conversations. Without one, the widget does not offer it."""

    transcript_url: Annotated[
        str,
        Key("transcript.url"),
        check_url,
        "the mail server that sends people their own conversations: `smtp://mail.example:587` or `smtps://…`",
    ] = ""
    transcript_sender: Annotated[
        str, Key("transcript.sender"), check_email, "the address that these mails come from"
    ] = ""
    transcript_user: Annotated[str, Key("transcript.user"), check_line, "the user of that mail server"] = ""
    transcript_token: Annotated[str, Key("transcript.token"), check_line, "the password of that user"] = (
        field(default="", repr=False)
    )
    transcript_per_hour: Annotated[
        int,
        Key("transcript.per_hour"),
        Range(1, 100_000),
        "mails with codes in an hour, to all addresses; three of them to one address",
    ] = 60


def check_transcript(settings: TranscriptSettings, database: str) -> None:
    """Check that there is all that mails need. Raises SettingsError with every problem."""
    if not settings.transcript_url:
        return
    problems = []
    if not settings.transcript_url.startswith("smtp"):
        problems.append("transcript.url: write a URL that begins with smtp:// or smtps://")
    if not settings.transcript_sender:
        problems.append("transcript.sender: is missing; write the address that the mails come from")
    if not database:
        problems.append("handoff.database: is missing; write the path of an SQLite file, as chat.sqlite3")
    if problems:
        raise SettingsError(problems)
