"""`footnote ask`: one question from the command line, or one a line from standard input."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from footnote.bank import DEFAULT
from footnote.cli.exit_codes import Status, fail
from footnote.cli.options import bank_option, display_options

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The question, and the form of the replies."""
    command.add_argument("question", nargs="*", metavar="QUESTION", help="The question. It needs no quotes.")
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="Print each reply as one JSON object a line.")
    form.add_argument(
        "--jsonl",
        action="store_true",
        help="Read JSON objects with the keys id, question and conversation, one a line.",
    )
    bank_option(command)
    display_options(command)


def run(arguments: argparse.Namespace) -> int:
    """0 if every reply is an answer or small talk, 1 if one is not, 2 without a question."""
    bank = arguments.bank or DEFAULT
    if arguments.jsonl:
        from footnote.cli.json_lines import answer_lines

        return Status.ANSWERED if answer_lines(bank) else Status.UNUSABLE
    from footnote.cli import batch
    from footnote.cli.standard_input import questions

    from .chat import settings

    written = " ".join(arguments.question)
    typed = sys.stdin is None or sys.stdin.isatty()  # nobody waits there for a question
    lines = [written] if written.strip() else () if arguments.question or typed else questions()
    answered = batch.ask(bank, lines, settings(vars(arguments))[1], as_json=arguments.json)
    if answered is None:
        return fail('no question: write it after `ask`, as in footnote ask "how big is it?"')
    return Status.ANSWERED if answered else Status.NOT_ANSWERED
