"""From a decision to a reply, in the words of the bank and its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.record import replace

from .policy import Answer, Clarify, Decline, Respond
from .reply import MAX_COUNTED, MAX_DECLINES, BankStamp, Citation, Option, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank import Bank, Entry
    from footnote.text import Kind, Reason

    from .policy import Decision
    from .reply import State


def respond(bank: Bank, question: str, before: State, decision: Decision, *, id: str | None = None) -> Reply:
    """The reply that says this decision. `before` is the state the question was asked in."""
    match decision:
        case Answer():
            return _answer(bank, question, before, decision, id)
        case Clarify():
            return _clarify(bank, question, before, decision, id)
        case Decline():
            return _decline(bank, question, before, decision, id)
        case Respond():
            return _respond(bank, question, before, decision, id)


def fill(bank: Bank, text: str, *, about: str = "") -> str:
    """One of the language's texts with what it leaves open filled in from the bank."""
    examples = [entry.question for entry in bank.entries.values()]
    return text.format(
        title=bank.source.title,
        publisher=bank.source.publisher,
        updated=bank.source.updated,
        topic=_topic(bank) if "{topic" in text else "",
        kind=bank.source.kind or bank.language.texts.get("kind", ""),
        contact=bank.contact,
        contact_capital=bank.contact[:1].upper() + bank.contact[1:],
        notice=bank.notice,
        about=about,
        example=examples[0],
        example_two=examples[-1],
    )


def _topic(bank: Bank) -> str:
    """The bank's title as it stands inside a sentence: with a small first letter where its first word is one
    that says little, or one that the bank's own answers write so. Of "Our shop" and "Ponds", "our shop" and
    "ponds"; "COVID-19" stays.
    """
    title = bank.title[:1].lower() + bank.title[1:]
    first = title.partition(" ")[0]
    words = (word for entry in bank.entries.values() for word in entry.answer.split())
    return title if first in bank.language.words.filler or first in words else bank.title


def say(bank: Bank, name: str, before: State, *, about: str = "") -> str:
    """The language's text of this name, filled in. Each further decline in a row is said in another way."""
    return fill(bank, bank.language.text(name, before.declined), about=about)


def citation(bank: Bank, number: int, passage_id: str) -> Citation:
    """The citation of one passage, under the number of its mark in the answer."""
    source, passage = bank.source, bank.passages[passage_id]
    return Citation(
        number=number,
        passage=passage.id,
        title=source.title,
        publisher=source.publisher,
        section=passage.section,
        place=passage.place,
        updated=source.updated,
        url=passage.address(source.url),
        references=tuple(r for r in source.references if r.number in passage.references),
    )


def options(entries: Iterable[Entry]) -> tuple[Option, ...]:
    """Entries as they are offered: by their question."""
    return tuple(Option(entry.id, entry.question, entry.cites) for entry in entries)


def _stamp(bank: Bank) -> BankStamp:
    return BankStamp(bank.id, bank.version)


def _answer(bank: Bank, question: str, before: State, decision: Answer, id: str | None) -> Reply:
    entry = decision.entry
    return Reply(
        question=question,
        kind="answer",
        text=_joined(decision.preface, entry.answer),
        bank=_stamp(bank),
        state=replace(_after(before, "answer"), entry=entry.id),
        entry=entry.id,
        confidence=decision.confidence,
        citations=tuple(citation(bank, n, passage) for n, passage in enumerate(entry.cites, start=1)),
        id=id,
    )


def _clarify(bank: Bank, question: str, before: State, decision: Clarify, id: str | None) -> Reply:
    return Reply(
        question=question,
        kind="clarify",
        text=say(bank, decision.text, before),
        bank=_stamp(bank),
        state=_after(before, "clarify", decision.entries),
        confidence=decision.confidence,
        options=options(decision.entries),
        id=id,
    )


def _decline(bank: Bank, question: str, before: State, decision: Decline, id: str | None) -> Reply:
    about = decision.topic.about if decision.topic else ""
    declined = say(bank, decision.text, before, about=about)
    text = _joined(decision.preface, declined)
    after = _after(before, "decline", decision.near)
    return Reply(
        question=question,
        kind="decline",
        text=_with_nearby(bank, _with_person(bank, decision.reason, text, after), decision.near),
        bank=_stamp(bank),
        state=after,
        reason=decision.reason,
        confidence=decision.confidence,
        options=options(decision.near),
        id=id,
    )


def _respond(bank: Bank, question: str, before: State, decision: Respond, id: str | None) -> Reply:
    small_talk = decision.small_talk
    helpline = bank.helpline if small_talk.reason == "urgent" else ""
    text = _joined(decision.preface, fill(bank, small_talk.text), helpline)
    after = _after(before, small_talk.kind, decision.near)
    return Reply(
        question=question,
        kind=small_talk.kind,
        text=_with_nearby(bank, _with_person(bank, small_talk.reason, text, after), decision.near),
        bank=_stamp(bank),
        state=after,
        reason=small_talk.reason,
        options=options(decision.near),
        id=id,
    )


def _joined(*parts: str) -> str:
    """The parts that are there, with spaces between them."""
    return " ".join(filter(None, parts))


def _after(before: State, kind: Kind, offered: Iterable[Entry] = ()) -> State:
    """The state after a reply of this kind. What answers, or calls a person, ends a row of declines; asking
    back and small talk are neither help nor refusal, and leave the count as it is.
    """
    declined = {"decline": min(before.declined + 1, MAX_COUNTED), "answer": 0, "handoff": 0}
    return replace(
        before,
        options=tuple(entry.id for entry in offered),
        declined=declined.get(kind, before.declined),
    )


def _with_person(bank: Bank, reason: Reason | None, text: str, after: State) -> str:
    """The last of MAX_DECLINES declines in a row also says who can help, if it does not already and the
    question is of the bank's subject; those after it do not say so again.
    """
    enough = reason in _FOR_A_PERSON and after.declined == MAX_DECLINES
    if not enough or bank.contact.casefold() in text.casefold():
        return text
    return f"{text} {fill(bank, bank.language.text('person'))}"


_FOR_A_PERSON = ("not-in-source", "personal")
"""Reasons of declines with which the bank's contact can help; with the weather, it cannot."""


def _with_nearby(bank: Bank, text: str, near: tuple[Entry, ...]) -> str:
    return f"{text} {fill(bank, bank.language.text('nearby'))}" if near else text
