"""The Django setting FOOTNOTE.

FOOTNOTE = {"queues": {"support": "micrometastases"}}
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Any

from django.conf import settings

from footnote.desks.answering.modes import answers, is_mode
from footnote.settings import SettingsError, Write, from_table, load

NAME = "FOOTNOTE"
SETTING_EXAMPLE = '{"queues": {"support": "micrometastases"}}'

CLOSING = (
    "A program wrote this, from the source above. If it does not help, reply, and a person can take over."
)

_QUEUES = Write('a name or path of a bank for each queue\'s slug, as in {"support": "micrometastases"}')

_MODES = Write(
    'a mode for each queue\'s slug: "answer", "draft", or "answer-when-sure 0.9", as in {"support": "draft"}'
)
_HOURS = Write("a number of hours above 0")


def check_queues(value: dict[str, str]) -> dict[str, str]:
    """Queues that each have the name or path of a bank."""
    if not all(value.values()):
        raise ValueError(f"write {_QUEUES.form}")
    return value


def check_modes(value: dict[str, str]) -> dict[str, str]:
    """Queues that each have a mode."""
    if not all(map(is_mode, value.values())):
        raise ValueError(f"write {_MODES.form}")
    return value


def check_user(value: str) -> str:
    """A user name."""
    if not value.strip():
        raise ValueError('write the user name that the bot writes under, as in "footnote"')
    return value


def check_patience(value: float) -> float:
    """A number of hours."""
    if value <= 0:
        raise ValueError(f"write {_HOURS.form}")
    return value


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How the bot works in this help desk."""

    queues: Annotated[
        dict[str, str],
        check_queues,
        _QUEUES,
        "the name or path of the bank for each queue's slug; the bot ignores other queues",
    ]
    user: Annotated[str, check_user, "the user name that the bot writes under"] = "footnote"
    thread: Annotated[
        bool,
        Write("True, or False where only `manage.py footnote_answer` answers"),
        "answer in a thread of the process that received the ticket",
    ] = True
    closing: Annotated[
        str,
        Write('the text that ends every public answer; "" for none'),
        "the last lines of every public answer",
    ] = CLOSING
    patience: Annotated[
        float,
        check_patience,
        _HOURS,
        "hours after which an unanswered message is left to people",
    ] = 72.0
    modes: Annotated[
        dict[str, str],
        check_modes,
        _MODES,
        "what becomes of answers, for each queue's slug: `answer`, `draft` or `answer-when-sure 0.9`",
    ] = field(default_factory=dict)
    journal: Annotated[
        str,
        Write("the path of an SQLite file, or postgresql://…"),
        "the journal, which counts what becomes of drafts",
    ] = ""

    def answers(self, queue: str, confidence: float) -> bool:
        """Whether an answer of so much confidence is sent, and not left to a worker as a draft."""
        return answers(self.modes.get(queue, "answer"), confidence)


def desk_settings() -> DeskSettings:
    """The settings of this project. Raises SettingsError with every problem."""
    return read_settings(getattr(settings, NAME, {"queues": {}}))


def read_settings(value: Any) -> DeskSettings:
    """The settings in a value of FOOTNOTE. Raises SettingsError with every problem."""
    if not isinstance(value, dict):
        raise SettingsError([f"{NAME}: write a dictionary, such as {NAME} = {SETTING_EXAMPLE}"])
    table = {str(key): each for key, each in value.items()}
    return load(DeskSettings, from_table(DeskSettings, table, f'{NAME}["{{}}"]'.format))
