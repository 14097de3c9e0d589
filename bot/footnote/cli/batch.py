"""Questions in, replies out, one after the other: for pipes and scripts.

Each reply is written before the next question is read. Nothing is wrapped, coloured or prompted for, so that
what comes out is the same wherever it goes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from footnote.console import render_reply
from footnote.dialogue import State, plain
from footnote.runtime import for_today

from .bank_paths import load_bot

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.console import Terminal

ANSWERED = ("answer", "smalltalk")
"""The kinds of reply after which the exit status is 0."""


def converse(bank: str, questions: Iterable[str]) -> bool | None:
    """One conversation: a reply to each question, as text, an empty line after it.

    Whether all of them were answered; None where there was no question.
    """
    bot, state, answered = for_today(load_bot(bank)), State(), None
    for question in questions:
        reply = bot.ask(question, state)
        state = reply.state
        answered = answered is not False and reply.kind in ANSWERED
        print(plain(reply, bot.bank.language), end="\n\n", flush=True)
    return answered


def ask(bank: str, questions: Iterable[str], terminal: Terminal, *, as_json: bool = False) -> bool | None:
    """Answer each question by itself, as text laid out for the terminal or as one JSON object a line.

    Whether all of them were answered; None where there was no question.
    """
    bot, answered = None, None
    for question in questions:
        bot = bot or for_today(load_bot(bank))
        reply = bot.ask(question)
        if not as_json and answered is not None:
            print()
        answered = answered is not False and reply.kind in ANSWERED
        print(
            dumped(reply.as_dict()) if as_json else render_reply(reply, terminal, bot.bank.language),
            flush=True,
        )
    return answered


def dumped(reply: dict[str, Any]) -> str:
    """A reply as one line of JSON."""
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
