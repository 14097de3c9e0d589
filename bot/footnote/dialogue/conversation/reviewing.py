"""Answers that may not be right any more: held back, or given with a notice, as the bank's policy says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import is_held, standing
from footnote.dialogue.policy import Answer, Decline, Several
from footnote.dialogue.rendering import date as date_text
from footnote.dialogue.responses import fill
from footnote.record import replace

if TYPE_CHECKING:
    from datetime import date

    from footnote.bank import Bank, Entry, Standing
    from footnote.dialogue.policy import Decision
    from footnote.dialogue.reply import Citation, Reply

UNDER_REVIEW = "under_review"
"""The language's text that says that an answer is held back."""


def held_back(bank: Bank, decision: Decision, today: date | None) -> Decision:
    """The decision without answers that are not given until somebody reviewed them."""
    match decision:
        case Answer():
            return _given(bank, decision, today)
        case Decline(general=Answer() as general) if is_held(bank, general.entry, today):
            return replace(decision, general=None)
        case Several():
            parts = tuple(
                _given(bank, part, today) if isinstance(part, Answer) else part for part in decision.parts
            )
            left = Several(parts)
            return left if left.answers else _withheld(left)[0]
        case _:
            return decision


def _given(bank: Bank, answer: Answer, today: date | None) -> Answer | Decline:
    """The answer, or that it is held back."""
    entry = answer.entry
    if not is_held(bank, entry, today):
        return answer
    text = UNDER_REVIEW if UNDER_REVIEW in bank.language.texts else "not_in_source"
    return Decline("under-review", text=text, part=entry.question, standing=standing(bank, entry, today))


def _withheld(decision: Decision) -> list[Decline]:
    parts = decision.parts if isinstance(decision, Several) else (decision,)
    return [part for part in parts if isinstance(part, Decline) and part.standing]


def reviewed(bank: Bank, reply: Reply, decision: Decision, today: date | None) -> Reply:
    """The reply to a decision with when its answers were checked, and a notice for each reason why they may
    not be right any more.
    """
    entries = [bank.entries[id] for id in reply.entries]
    standings = {entry.id: standing(bank, entry, today) for entry in entries}
    notices = [_notice(bank, entry, standings[entry.id]) for entry in entries]
    withheld = {part.standing for part in _withheld(decision)}
    states = ({*standings.values()} | withheld) - {""}
    citations = tuple(each._replace(checked=_checked(bank, each, entries)) for each in reply.citations)
    if not states and citations == reply.citations:
        return reply
    text = "\n".join(dict.fromkeys(filter(None, (reply.text, *notices))))
    review = "changed" if "changed" in states else "overdue" if states else ""
    return replace(reply, text=text, citations=citations, review=review)


def _notice(bank: Bank, entry: Entry, state: Standing) -> str:
    """The sentence about an answer that may not be right any more; "" where it is."""
    day = bank.clock_of(entry).reviewed
    name = "unchecked" if state == "overdue" and not day else state
    text = bank.language.texts.get(name, "") if name else ""
    sources = {bank.passages[id].source for id in entry.cites}
    source = bank.sources[min(sources)] if len(sources) == 1 else None
    return fill(bank, text, about=date_text(day, bank.language) if day else "", source=source)


def _checked(bank: Bank, cited: Citation, entries: list[Entry]) -> str:
    """When the answers that cite a passage were last checked: the oldest date; "" where one never was."""
    citing = [entry for entry in entries if cited.passage in entry.cites] or entries
    return min((bank.clock_of(entry).reviewed for entry in citing), default="")
