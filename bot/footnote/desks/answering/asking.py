"""A customer's message with a subject and a text, and the bot's reply to it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from footnote.dialogue import Reply, fill, options
from footnote.record import replace
from footnote.text import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Entry
    from footnote.dialogue import Bot, State
    from footnote.text import Utterance

MAX_NEAR_ENTRIES = 3
"""Entries in a note: as many as the bot offers as options."""


class Question(NamedTuple):
    """The customer's text: `body`, and `title` where the message opens a ticket."""

    title: str
    body: str


def reply_to(bot: Bot, message: Question, state: State) -> Reply:
    """The bot's reply to a message.

    The question may be in the title ("How big are micromets?", "see above"), in the body ("Help", "how big
    are micromets?"), or one in each; words of distress may be in either.
    """
    body = bot.ask(message.body, state)
    if not message.title or plain(message.title) in plain(message.body):
        return body
    both, trace = bot.explain(f"{message.title}\n\n{message.body}", state)
    if both.kind == "handoff" or body.kind == "handoff":
        return both if both.kind == "handoff" else body
    if body.kind == "answer":
        return _answer_or_clarify(bot, body, message, trace.utterance)
    if both.kind == "answer":
        settled = body.reason == "personal" or (
            body.kind == "clarify" and both.entry not in _option_entries(body)
        )
        return body if settled else both
    return both if body.kind == "smalltalk" or body.reason == "unclear" else body


def _option_entries(reply: Reply) -> set[str]:
    return {option.entry for option in reply.options}


def _answer_or_clarify(bot: Bot, body: Reply, message: Question, both: Utterance) -> Reply:
    """The answer to the body; where the title is another question, a reply that asks which comes first."""
    questions = [question.plain for question in both.questions]
    title = bot.ask(message.title)
    if title.kind != "answer" or title.entry == body.entry or plain(message.title) not in questions:
        return body
    return _clarify(bot, body, title)


def _clarify(bot: Bot, body: Reply, title: Reply) -> Reply:
    entries = [bot.bank.entries[reply.entry] for reply in (title, body) if reply.entry]
    return Reply(
        question=f"{title.question}\n\n{body.question}",
        kind="clarify",
        text=fill(bot.bank, bot.bank.language.texts["two_questions"]),
        bank=body.bank,
        state=replace(body.state, options=tuple(entry.id for entry in entries)),
        confidence=min(title.confidence, body.confidence),
        options=options(entries),
    )


def near_entries(reply: Reply, bot: Bot) -> Iterator[Entry]:
    """The entries that a worker may want to send: the reply's, with its options, else the best matches."""
    ids = [*reply.entries, *(option.entry for option in reply.options)]
    if not ids and reply.reason in ("not-in-source", "personal"):
        ids = [hit.entry for hit in bot.candidates(reply.question)]
    entries = (bot.bank.entries[entry] for entry in dict.fromkeys(ids) if entry in bot.bank.entries)
    return islice(entries, MAX_NEAR_ENTRIES)
