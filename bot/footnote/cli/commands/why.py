"""`footnote why`: why the bot replies as it does, and what in the bank to change."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from footnote.bank import DEFAULT
from footnote.cli.exit_codes import Status, fail
from footnote.cli.options import bank_option

if TYPE_CHECKING:
    import argparse


def add_options(command: argparse.ArgumentParser) -> None:
    """The question, and what came before it."""
    command.add_argument("question", nargs="*", metavar="QUESTION", help="The question. It needs no quotes.")
    command.add_argument(
        "--after", metavar="ENTRY", help="Explain the question as a follow-up to this entry."
    )
    command.add_argument("--json", action="store_true", help="Print the explanation as one JSON object.")
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0 where there is something to explain, whatever the reply is."""
    from shutil import get_terminal_size

    from footnote.bank import clip, suggest
    from footnote.cli.bank_paths import load_bot
    from footnote.cli.reports.why_text import text
    from footnote.console import MAX_TEXT_WIDTH
    from footnote.dialogue import State
    from footnote.evaluation import explain_reply
    from footnote.runtime import for_today

    question = " ".join(arguments.question)
    if not question.strip():
        return fail('no question: write it after `why`, as in footnote why "how big is it?"')
    bot = for_today(load_bot(arguments.bank or DEFAULT))
    if arguments.after and arguments.after not in bot.bank.entries:
        instead = suggest(arguments.after, bot.bank.entries)
        return fail(f"there is no entry {clip(arguments.after)} to ask after; {instead}")
    explained = explain_reply(bot, question, State(arguments.after))
    columns, rows = get_terminal_size()
    as_json = json.dumps(explained.as_dict(), ensure_ascii=False) if arguments.json else ""
    print(as_json or text(explained, min(columns, MAX_TEXT_WIDTH), rows))
    return Status.ANSWERED
