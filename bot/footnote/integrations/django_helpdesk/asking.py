"""One message of a ticket, asked of the bot: the title of a new ticket counts as much as its body."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from footnote.dialogue import Reply, fill, options
from footnote.text import plain

if TYPE_CHECKING:
    from footnote import Bot
    from footnote.dialogue import State

    from .message_text import Words


def ask(bot: Bot, words: Words, state: State) -> Reply:
    """The reply to a message.

    People put the question into the title ("How big are micromets?", "see above"), into the body ("Help",
    "how big are micromets?"), or one into each; distress may stand in either.
    """
    body = bot.ask(words.body, state)
    if not words.title or plain(words.title) in plain(words.body):
        return body
    both = bot.ask(f"{words.title}\n\n{words.body}", state)
    if both.kind == "handoff" or body.kind == "handoff":
        return both if both.kind == "handoff" else body
    if body.kind == "answer":
        return _unless_two(bot, body, words)
    if both.kind == "answer":
        settled = body.reason == "personal" or (body.kind == "clarify" and both.entry not in _offered(body))
        return body if settled else both
    return both if body.kind == "smalltalk" or body.reason == "unclear" else body


def _offered(reply: Reply) -> set[str]:
    return {option.entry for option in reply.options}


def _unless_two(bot: Bot, body: Reply, words: Words) -> Reply:
    """The answer to the body, unless the title asks something else: more than naming the topic."""
    utterance = bot.matcher.analyzer.parse(f"{words.title}\n\n{words.body}")
    asking = [question.plain for question in utterance.questions]
    title = bot.ask(words.title)
    if title.kind != "answer" or title.entry == body.entry or plain(words.title) not in asking:
        return body
    return _which_first(bot, body, title)


def _which_first(bot: Bot, body: Reply, title: Reply) -> Reply:
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
