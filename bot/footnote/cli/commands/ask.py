"""The commands of people with a question: the chat, `ask`, `topics` and `help`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from footnote.bank.locations import DEFAULT
from footnote.cli.options import Status, add, bank_option, display_options, fail

from . import COMMANDS, help as help_command
from .chat import chat, settings

if TYPE_CHECKING:
    import argparse

    from footnote.cli.options import Commands


def chat_options(top: argparse.ArgumentParser) -> None:
    """What may be said to the chat, where no command is named."""
    top.add_argument("--private", action="store_true", default=None, help="Keep nothing of what is typed.")
    top.add_argument("--source", metavar="FILE", help="Your own copy of the source: /sources quotes it.")
    top.add_argument("--replay", metavar="FILE", help="Hold a chat saved as .chat once more, and print it.")


def add_commands(commands: Commands) -> None:
    """`ask`, `topics` and `help`."""
    asking = add(commands, "ask", ask, does="Answer one question, or one a line from standard input.")
    asking.add_argument(
        "question", nargs="*", metavar="QUESTION", help="The question, without quotes or with."
    )
    form = asking.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="Print each reply as one JSON object a line.")
    form.add_argument(
        "--jsonl",
        action="store_true",
        help="Read JSON objects with id, question and conversation, one a line.",
    )
    listing = add(commands, "topics", topics, does="List the questions that the bank answers.")
    for command in (asking, listing):
        bank_option(command)
    display_options(asking)
    help_command.add_options(add(commands, "help", help_command.run, does=COMMANDS["help"]))


def begin(arguments: argparse.Namespace) -> int:
    """`footnote` with options: the chat."""
    return chat(vars(arguments))


def ask(arguments: argparse.Namespace) -> int:
    """`footnote ask`: the exit status is the worst of the replies'."""
    from footnote.cli import pipe

    bank = arguments.bank or DEFAULT
    if arguments.jsonl:
        return Status.ANSWERED if pipe.jsonl(bank) else Status.UNUSABLE
    questions = [" ".join(arguments.question)] if arguments.question else _piped_questions()
    if not any(question.strip() for question in questions):
        return fail('no question: write it after `ask`, as in footnote ask "how big is it?"')
    answered = pipe.ask(bank, questions, settings(vars(arguments))[1], as_json=arguments.json)
    return Status.ANSWERED if answered else Status.NOT_ANSWERED


def topics(arguments: argparse.Namespace) -> int:
    """`footnote topics`: the entries by the questions they are named after."""
    from footnote.bank.loader import find, read
    from footnote.text.normalization import printable

    for entry in read(find(arguments.bank or DEFAULT)).entries.values():
        question = printable(entry.question)
        print(question if sys.stdout.isatty() else f"{entry.id}\t{question}")
    return Status.ANSWERED


def _piped_questions() -> list[str]:
    from footnote.cli.pipe import lines

    return [] if sys.stdin is None or sys.stdin.isatty() else [line for line in lines() if line.strip()]
