"""`footnote help`: topics made from the tables that the program itself uses, and the options of a command."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.console import render_blocks
from footnote.dialogue import Block

from . import COMMANDS
from .chat import settings

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable

    from footnote.console import Terminal

EXIT_CODES = {
    0: "Answered, or small talk; or the command succeeded.",
    1: "Not answered: the bot asked back, declined, or referred to a person. For preview: a right reply is"
    " wrong now.",
    2: "Wrong usage, or a bank or a file that cannot be used.",
    130: "Interrupted with Ctrl-C.",
    141: "The program that reads the output closed it, as head does.",
}


def add_options(command: argparse.ArgumentParser) -> None:
    """The topic, or the name of a command."""
    topics = ", ".join(TOPICS)
    command.add_argument("topic", nargs="?", metavar="TOPIC", help=f"{topics}, or the name of a command.")


def run(arguments: argparse.Namespace) -> int:
    """Print a topic, a command's options, or the list of both."""
    topic, terminal = arguments.topic, settings(vars(arguments))[1]
    if topic is None:
        print(_table("Write one of these after footnote help:", _overview(), terminal))
    elif topic in TOPICS:
        print(_table(*TOPICS[topic](), terminal))
    elif topic in COMMANDS:
        from footnote.cli.parser import command_parser

        command_parser(topic).print_help()
    else:
        return fail(_unknown_topic(topic))
    return Status.ANSWERED


def _overview() -> Iterable[tuple[str, str]]:
    yield from ((topic, describe()[0]) for topic, describe in TOPICS.items())
    yield from COMMANDS.items()


def _unknown_topic(topic: str) -> str:
    from footnote.settings import nearest_name

    near = nearest_name(topic, [*TOPICS, *COMMANDS])
    hint = f"; did you mean {near}?" if near else ""
    topics, commands = ", ".join(TOPICS), ", ".join(COMMANDS)
    return f"there is no topic {topic!r}{hint or ';'} write one of {topics}; or a command: {commands}"


def _table(head: str, rows: Iterable[tuple[str, str]], terminal: Terminal) -> str:
    return render_blocks([Block("", head), *(Block(*row) for row in rows)], terminal)


def _chat() -> tuple[str, Iterable[tuple[str, str]]]:
    from footnote.chat import COMMANDS as CHAT_COMMANDS, KEYS

    commands = ((command.usage, command.about) for command in CHAT_COMMANDS)
    keys = ((key.name, key.about) for key in KEYS)
    return "What you can type in the chat besides questions.", [*commands, *keys]


def _config() -> tuple[str, Iterable[tuple[str, str]]]:
    from footnote.console import CONFIG_FILE, ChatSettings, config_folder
    from footnote.settings import describe

    head = f"What you can set in {os.path.join(config_folder(os.environ), CONFIG_FILE)}."
    return head, ((f"{row.key} =", f"{row.form}. {row.about}") for row in describe(ChatSettings))


def _environment() -> tuple[str, Iterable[tuple[str, str]]]:
    from footnote.console import ENVIRONMENT

    return "The environment variables of the chat and the commands.", ENVIRONMENT.items()


def _exit_codes() -> tuple[str, Iterable[tuple[str, str]]]:
    rows = ((str(code), meaning) for code, meaning in EXIT_CODES.items())
    return "The exit status, for scripts.", rows


TOPICS: dict[str, Callable[[], tuple[str, Iterable[tuple[str, str]]]]] = {
    "chat": _chat,
    "config": _config,
    "environment": _environment,
    "exit-codes": _exit_codes,
}
"""What each topic explains: a sentence, and rows of a name and its meaning."""
