"""The settings of where conversations are handed over to, and the desk that they describe."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import Annotated, Literal, TypeAlias
from urllib.parse import urlsplit

from footnote.settings import Key, Range, SettingsError

from .hours import Hours, check_hours, check_zone

DeskName: TypeAlias = Literal[
    "auto", "none", "webhook", "file", "email", "django-helpdesk", "request-tracker", "chatwoot", "zammad"
]
Asks: TypeAlias = Literal["auto", "nothing", "optional", "required"]

_NEEDS: dict[str, tuple[str, ...]] = {
    "none": (),
    "webhook": ("url",),
    "file": ("file",),
    "email": ("url", "to", "sender"),
    "django-helpdesk": ("url", "token", "queue"),
    "request-tracker": ("url", "token", "queue"),
    "chatwoot": ("url", "queue"),
    "zammad": ("url", "token", "queue"),
}
"""The settings without which a desk cannot be used."""

_SCHEMES = ("http", "https", "smtp", "smtps")
_ADDRESS = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.?[^\s@<>,;]*")


def check_line(value: str) -> str:
    """A text in one line."""
    if not value.isprintable():
        raise ValueError("write a text in one line")
    return value


def check_url(value: str) -> str:
    """The URL of a web service or a mail server, or an empty text."""
    parts = urlsplit(check_line(value))
    if value and not (parts.scheme in _SCHEMES and parts.hostname):
        raise ValueError("write a URL that begins with https:// or http://; smtp:// or smtps:// for e-mail")
    return value


def check_file(value: str) -> str:
    """The path of a file that can be written, or an empty text."""
    path = check_line(value)
    if path and (os.path.isdir(path) or not os.access(os.path.dirname(path) or ".", os.W_OK)):
        raise ValueError("write the path of a file in a folder that can be written to")
    return path


def check_email(value: str) -> str:
    """An e-mail address, or an empty text."""
    if check_line(value) and not _ADDRESS.fullmatch(value):
        raise ValueError("write an e-mail address, as help@desk.example")
    return value


@dataclass(frozen=True, slots=True)
class HandoffSettings:
    """Where conversations go that a person takes over. An empty text is a setting that is not set."""

    handoff_desk: Annotated[
        DeskName,
        Key("handoff.desk"),
        "where conversations go that a person takes over: `webhook`, `file`, `email`, `django-helpdesk`, "
        "`request-tracker`, `chatwoot`, `zammad`; with `none` nobody is offered; `auto` is `webhook` where "
        "there is a URL, `file` where there is a file, and else `none`",
    ] = "auto"
    handoff_url: Annotated[
        str,
        Key("handoff.url"),
        check_url,
        "the address of the desk or the webhook; for e-mail, the mail "
        "server: `smtp://mail.example:587` or `smtps://…`",
    ] = ""
    handoff_secret: Annotated[
        str,
        Key("handoff.secret"),
        check_line,
        "signs what goes to a webhook, and proves that replies come from the desk; without it replies are "
        "not shown in the chat",
    ] = field(default="", repr=False)
    handoff_file: Annotated[
        str, Key("handoff.file"), check_file, "for `file`: the file that gets each message as a line of JSON"
    ] = ""
    handoff_token: Annotated[
        str, Key("handoff.token"), check_line, "the token of the desk's interface; the mail server's password"
    ] = field(default="", repr=False)
    handoff_user: Annotated[str, Key("handoff.user"), check_line, "the user of the mail server"] = ""
    handoff_queue: Annotated[
        str,
        Key("handoff.queue"),
        check_line,
        "where tickets go: the queue (its number in django-helpdesk), Zammad's group, Chatwoot's inbox "
        "identifier",
    ] = ""
    handoff_to: Annotated[str, Key("handoff.to"), check_email, "for `email`: the team's address"] = ""
    handoff_sender: Annotated[
        str, Key("handoff.sender"), check_email, "for `email`: the address that the mails come from"
    ] = ""
    handoff_asks: Annotated[
        Asks,
        Key("handoff.asks"),
        "whether people give a name and an e-mail address: `nothing`, `optional`, `required`; `auto`: "
        "required for the desk `email`",
    ] = "auto"
    handoff_hours: Annotated[
        str,
        Key("handoff.hours"),
        check_hours,
        "when somebody is there, as `Mo-Fr 09:00-17:00; Sa 10:00-12:00`",
    ] = ""
    handoff_time_zone: Annotated[
        str, Key("handoff.time_zone"), check_zone, "the time zone of these hours, as `Europe/Berlin`"
    ] = "UTC"
    handoff_database: Annotated[
        str,
        Key("handoff.database"),
        check_line,
        "where conversations are stored until the desk has them: the path of an SQLite file, or "
        "`postgresql://…`; the journal's database if not set",
    ] = field(default="", repr=False)
    handoff_keep_days: Annotated[
        int, Key("handoff.keep_days"), Range(1, 36_500), "days after which a conversation is deleted here"
    ] = 30

    @property
    def desk(self) -> DeskName:
        """Which desk it is, `auto` decided."""
        if self.handoff_desk != "auto":
            return self.handoff_desk
        return "webhook" if self.handoff_url else "file" if self.handoff_file else "none"

    @property
    def hours(self) -> Hours:
        """The office hours."""
        return Hours(self.handoff_hours, self.handoff_time_zone)


def check_desk(settings: HandoffSettings, database: str) -> None:
    """Check that a desk has all that it needs. Raises SettingsError with every problem."""
    desk = settings.desk
    problems = [
        f"handoff.{name}: is missing; the desk {desk} needs it"
        for name in _NEEDS[desk]
        if not getattr(settings, f"handoff_{name}")
    ]
    is_mail = settings.handoff_url.startswith("smtp")
    if settings.handoff_url and desk != "none" and is_mail != (desk == "email"):
        form = "smtp:// or smtps://" if desk == "email" else "https:// or http://"
        problems.append(f"handoff.url: the desk {desk} needs a URL that begins with {form}")
    if desk == "django-helpdesk" and settings.handoff_queue and not settings.handoff_queue.isdigit():
        problems.append("handoff.queue: write the number of the queue, which is in its address in the admin")
    if desk != "none" and not database:
        problems.append("handoff.database: is missing; write the path of an SQLite file, as chat.sqlite3")
    if problems:
        raise SettingsError(problems)
