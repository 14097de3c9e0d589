"""Which question of the bank to suggest after an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.console import MAX_TEXT_WIDTH, wrap

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from footnote.bank import Entry
    from footnote.dialogue import Bot, Reply

MAX_LINES = 7
"""Lines of an answer that a suggestion may follow: with its sources, all of it then fits 14 lines."""

MIN_NEAR = 0.5
"""How near (0..1) a question in similar words is at least: below, only common words agree. In the test bank
it is 0.55 to 0.7 between questions that differ in one word, and at most 0.07 between others."""


def invites_more(reply: Reply) -> bool:
    """Whether another question may be suggested after a reply: not beside options, nor after comfort, nor
    after a list that fills the window.
    """
    is_short = len(wrap(reply.text, MAX_TEXT_WIDTH)) <= MAX_LINES
    return reply.kind == "answer" and is_short and not reply.options and not reply.tone


def next_question(bot: Bot, answered: Entry, known: Collection[str]) -> Entry | None:
    """The entry to suggest after an answer, None where there is none left.

    First what its author expects to be asked next (`follow`), then what else the section of the source
    answers, then what is asked in similar words. Entries in `known`, the ids of those answered or suggested
    before, are never suggested; nor is one that is based on no other passage than this answer, nor one for a
    range of sizes, which is for those who have such a size.
    """
    left_out = {*known, *(sizes.entry for sizes in bot.bank.sizes)}
    for id in _near(bot, answered):
        entry = bot.bank.entries.get(id)
        if entry and id not in left_out and not set(entry.cites) <= set(answered.cites):
            return entry
    return None


def _near(bot: Bot, answered: Entry) -> Iterator[str]:
    """The ids of entries near an answered one, the nearest first, and of silent topics."""
    yield from answered.follow
    passages = bot.bank.passages
    section = passages[answered.cites[0]].section
    in_section = [e.id for e in bot.bank.entries.values() if passages[e.cites[0]].section == section]
    at = in_section.index(answered.id)
    yield from (*in_section[at + 1 :], *in_section[:at])
    yield from (near.entry for near in bot.candidates(answered.question) if near.near >= MIN_NEAR)
