"""What `footnote score` and `footnote why` take; what they do is imported when they run."""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from footnote.cli.options import Status, add, bank_option, fail

if TYPE_CHECKING:
    from collections.abc import Callable

    from footnote.cli.options import Commands


def add_commands(commands: Commands) -> None:
    """`score` and `why`."""
    _score_options(add(commands, "score", score, does="Measure a bank's replies on labelled questions."))
    _why_options(
        add(commands, "why", why, does="Explain a reply: its words, what came near, what to change.")
    )


def _score_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "questions",
        nargs="*",
        metavar="QUESTIONS",
        help="Files of labelled questions; without one, the questions.yaml beside the bank.",
    )
    command.add_argument("--json", action="store_true", help="Print everything as one JSON object.")
    command.add_argument(
        "--html", metavar="FILE", help="Write a report to be opened in a browser, offline too."
    )
    command.add_argument(
        "--against",
        metavar="BANK_OR_REVISION",
        help="Another bank, or this one in a git revision: say which questions change reply.",
    )
    command.add_argument(
        "--choose",
        action="store_true",
        help="Propose thresholds, each question judged by ones that were chosen without it.",
    )
    command.add_argument(
        "--aim",
        metavar="NAME=SHARE,…",
        type=_shares("answered", "wrong", "asked_back"),
        default={},
        help="What --choose keeps to, such as answered=.01,wrong=.03,asked_back=.1 (the default).",
    )
    command.add_argument(
        "--require",
        metavar="FIGURE=SHARE,…",
        type=_shares(),
        default={},
        help="Exit with status 2 where a figure falls short, such as right=.9,answered=.01.",
    )
    bank_option(command)


def _why_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "question", nargs="*", metavar="QUESTION", help="The question; its words need no quotes."
    )
    command.add_argument("--after", metavar="ENTRY", help="Ask as if this entry had just been answered.")
    command.add_argument("--json", action="store_true", help="Print it as one JSON object.")
    bank_option(command)


def score(arguments: argparse.Namespace) -> int:
    """`footnote score`: 0, or 2 where a figure falls short of what is required."""
    from footnote.bank.locations import DEFAULT
    from footnote.cli.scoring import score as run

    return run(arguments, DEFAULT)


def why(arguments: argparse.Namespace) -> int:
    """`footnote why`: 0 where there is something to explain, whatever the bot says to it."""
    from shutil import get_terminal_size

    from footnote.bank.locations import DEFAULT
    from footnote.bank.validation import clip, suggest
    from footnote.cli.reports.why_text import text
    from footnote.console import MAX_TEXT_WIDTH
    from footnote.dialogue.reply import State
    from footnote.dialogue.why import why as explain
    from footnote.runtime.loading import load

    question = " ".join(arguments.question)
    if not question.strip():
        return fail('no question: write it after `why`, as in footnote why "how big is it?"')
    bot = load(arguments.bank or DEFAULT)
    if arguments.after and arguments.after not in bot.bank.entries:
        cure = suggest(arguments.after, bot.bank.entries)
        return fail(f"there is no entry {clip(arguments.after)} to ask after; {cure}")
    explained = explain(bot, question, State(arguments.after))
    columns, rows = get_terminal_size()
    as_json = json.dumps(explained.as_dict(), ensure_ascii=False) if arguments.json else ""
    print(as_json or text(explained, min(columns, MAX_TEXT_WIDTH), rows))
    return Status.ANSWERED


def _shares(*names: str) -> Callable[[str], dict[str, float]]:
    """Reads `name=share` pairs with these names; without any, with those of the figures."""

    def read(text: str) -> dict[str, float]:
        known = names or _figures()
        found = {}
        for pair in filter(None, text.split(",")):
            name, _, share = (part.strip() for part in pair.partition("="))
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(known)}")
            found[name] = _share(share)
        return found

    return read


def _figures() -> tuple[str, ...]:
    from footnote.evaluation.metrics import FIGURES

    return tuple(FIGURES)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:  # not a number is neither
        raise argparse.ArgumentTypeError(f"{text!r} is no share; write a number from 0 to 1, such as .9")
    return share
