"""What the setting FOOTNOTE of a Django project may say, and what is meant where it is silent.

FOOTNOTE = {"queues": {"support": "micrometastases"}}
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import Any

from django.conf import settings

NAME = "FOOTNOTE"

CLOSING = (
    "A program wrote this, from the source above. If it does not help, reply, and a person can take over."
)


@dataclass(frozen=True, slots=True)
class DeskSettings:
    """How the bot works in this desk.

    `queues` gives each queue's slug the name or path of its bank; other queues are left alone. `user` is
    the user name that the bot writes under. With `thread` the process that took a ticket settles it by
    itself; without, only the command `footnote_answer` does. `closing` ends every public answer. Messages
    older than `patience` hours are left to people: an answer then would surprise.
    """

    queues: dict[str, str]
    user: str = "footnote"
    thread: bool = True
    closing: str = CLOSING
    patience: float = 72


def desk() -> DeskSettings:
    """The settings of this project. Raises ValueError where they are wrong: `manage.py check` says how."""
    given = getattr(settings, NAME, {"queues": {}})
    if wrong := problems(given):
        raise ValueError("; ".join(wrong))
    return DeskSettings(**given)


def problems(given: object) -> list[str]:
    """What is wrong with a setting, and what to write."""
    if not isinstance(given, dict):
        return [
            f'{NAME} must be a dictionary, such as {NAME} = {{"queues": {{"support": "micrometastases"}}}}'
        ]
    known = [field.name for field in fields(DeskSettings)]
    wrong = [_unknown(str(key), known) for key in given if key not in known]
    wrong += [
        f'{NAME}["{key}"] {_MUST[key]}'
        for key, value in given.items()
        if key in known and not _fits(key, value)
    ]
    if "queues" not in given:
        wrong.append(
            f'{NAME} names no "queues": give each queue a bank, as in {{"support": "micrometastases"}}'
        )
    return wrong


_MUST = {
    "queues": 'must give queue slugs the names or paths of banks, as in {"support": "micrometastases"}',
    "user": 'must be the user name that the bot writes under, as in "footnote"',
    "thread": "must be True, or False where `manage.py footnote_answer` does the work",
    "closing": 'must be the text that ends every public answer; "" for none',
    "patience": "must be a number of hours above 0",
}


def _fits(key: str, value: Any) -> bool:
    match key:
        case "queues":
            texts = isinstance(value, dict) and all(
                isinstance(part, str) for pair in value.items() for part in pair
            )
            return texts and all(value.values())
        case "user":
            return isinstance(value, str) and bool(value.strip())
        case "thread":
            return isinstance(value, bool)
        case "closing":
            return isinstance(value, str)
        case _:
            return isinstance(value, int | float) and not isinstance(value, bool) and value > 0


def _unknown(key: str, known: list[str]) -> str:
    near = get_close_matches(key, known, 1)
    hint = f"did you mean {near[0]!r}?" if near else f"it knows {', '.join(known)}"
    return f"{NAME} has an unknown key {key!r}: {hint}"
