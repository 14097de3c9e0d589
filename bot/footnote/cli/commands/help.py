"""What `footnote help` explains, made from the tables that the program itself goes by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.console.layout import lay
from footnote.dialogue.rendering import Block

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from footnote.console.terminal import Terminal

EXIT_CODES = {
    0: "Answered, or small talk; a command that did what it was asked to.",
    1: "Not answered: I asked back, declined, or sent the person to somebody.",
    2: "Wrong usage, or a bank that cannot be used.",
    130: "Interrupted with Ctrl-C.",
    141: "Whoever read the output stopped reading.",
}


def explained(topic: str | None, terminal: Terminal) -> str:
    """A topic laid out for the terminal; without one, the topics."""
    head, rows = TOPICS[topic]() if topic else ("Write one of these after footnote help:", _topics())
    return lay([Block("", head), *(Block(name, text) for name, text in rows)], terminal)


def _topics() -> Iterable[tuple[str, str]]:
    return ((topic, explain()[0]) for topic, explain in TOPICS.items())


def _chat() -> tuple[str, Iterable[tuple[str, str]]]:
    from footnote.chat.commands import COMMANDS

    return "What the chat takes besides questions.", ((each.usage, each.says) for each in COMMANDS)


def _config() -> tuple[str, Iterable[tuple[str, str]]]:
    from os import environ

    from footnote.console.config import FILE, SETTINGS, config_folder

    head = f"What {FILE} in {config_folder(environ)} may set."
    return head, ((f"{name} =", f"{setting.form}. {setting.says}") for name, setting in SETTINGS.items())


def _environment() -> tuple[str, Iterable[tuple[str, str]]]:
    from footnote.console.terminal import ENVIRONMENT

    return "Which environment variables count.", ENVIRONMENT.items()


def _exit_codes() -> tuple[str, Iterable[tuple[str, str]]]:
    return "What the exit status tells a script.", ((str(code), says) for code, says in EXIT_CODES.items())


TOPICS: dict[str, Callable[[], tuple[str, Iterable[tuple[str, str]]]]] = {
    "chat": _chat,
    "config": _config,
    "environment": _environment,
    "exit-codes": _exit_codes,
}


def add_options(command: argparse.ArgumentParser) -> None:
    """The topic."""
    command.add_argument("topic", nargs="?", metavar="TOPIC", help="chat, config, environment or exit-codes.")


def run(arguments: argparse.Namespace) -> int:
    """0 with a topic, or with which topics there are; 2 where there is none of that name."""
    from footnote.cli.exit_codes import Status, fail

    from .chat import settings

    if arguments.topic and arguments.topic not in TOPICS:
        return fail(f"no topic {arguments.topic!r}: there are {', '.join(TOPICS)}")
    print(explained(arguments.topic, settings(vars(arguments))[1]))
    return Status.ANSWERED
