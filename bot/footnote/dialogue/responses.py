"""From a decision to a reply, in the words of the bank and its language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.record import replace
from footnote.text import MAX_UTTERANCE_LENGTH

from .conversation.composing import compose, statements, without_marks
from .policy import Answer, Clarify, Decline, Respond, Several, Statement
from .reply import MAX_COUNTED, MAX_DECLINES, MAX_REMEMBERED, BankStamp, Option, Reply

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from footnote.bank import Bank, Entry, Source
    from footnote.text import Kind, Reason

    from .policy import Decision
    from .reply import Citation, State

ANSWERED = "answer"
"""What `said` of a state is after an answer."""

ANSWERED_AGAIN = "same_answer"
"""The same after an answer that was the same as the one before."""

AGAIN = "-again"
"""The end of what `said` of a state is after the other text of small talk."""


def respond(bank: Bank, question: str, before: State, decision: Decision, *, id: str | None = None) -> Reply:
    """The reply that says this decision. `before` is the state the question was asked in."""
    reply = _with_cut(bank, _reply(bank, question, before, decision), question)
    return reply if id is None else replace(reply, id=id)


def _with_cut(bank: Bank, reply: Reply, question: str) -> Reply:
    """The reply that says if a very long message was read only in part: its question may stand at the end."""
    text = bank.language.texts.get("cut_short")
    if text is None or len(question) <= MAX_UTTERANCE_LENGTH or reply.kind in ("smalltalk", "handoff"):
        return reply
    return replace(reply, text=f"{reply.text}\n{fill(bank, text)}")


def _reply(bank: Bank, question: str, before: State, decision: Decision) -> Reply:
    match decision:
        case Answer():
            return _answer(bank, question, before, decision)
        case Several():
            return _several(bank, question, before, decision)
        case Clarify():
            return _clarify(bank, question, before, decision)
        case Decline():
            return _decline(bank, question, before, decision)
        case Respond():
            return _respond(bank, question, before, decision)


def fill(bank: Bank, text: str, *, about: str = "", source: Source | None = None) -> str:
    """One of the language's texts with what it leaves open filled in from the bank: of one source, or of all
    of them together.
    """
    examples = [entry.question for entry in bank.entries.values()]
    sources = [source] if source else list(bank.sources.values())
    return text.format(
        title=", ".join(each.title for each in sources),
        publisher=", ".join(dict.fromkeys(each.publisher for each in sources)),
        updated=max(each.updated for each in sources),
        topic=_topic(bank) if "{topic" in text else "",
        kind=kind_of(bank, sources),
        contact=bank.contact,
        contact_capital=bank.contact[:1].upper() + bank.contact[1:],
        notice=bank.notice,
        about=about,
        example=examples[0],
        example_two=examples[-1],
    )


def kind_of(bank: Bank, sources: Sequence[Source]) -> str:
    """What people call these sources: the kind of the only one, or the language's word for several."""
    texts = bank.language.texts
    return (sources[0].kind or texts.get("kind", "")) if len(sources) == 1 else texts.get("kinds", "")


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
    """The language's text of this name, filled in: in another way for each further decline in a row."""
    return fill(bank, bank.language.text(name, before.declined), about=about)


def options(entries: Iterable[Entry]) -> tuple[Option, ...]:
    """Entries as they are offered: by their question."""
    return tuple(Option(entry.id, entry.question, entry.cites) for entry in entries)


def _stamp(bank: Bank) -> BankStamp:
    return BankStamp(bank.id, bank.version)


def _answer(bank: Bank, question: str, before: State, decision: Answer) -> Reply:
    preface = _said_before(bank, before, decision)
    composed = compose(bank, [Statement(preface), *statements(decision)])
    reply = _cited(bank, question, before, (decision,), composed)
    return replace(reply, state=replace(reply.state, said=ANSWERED_AGAIN)) if preface else reply


def _several(bank: Bank, question: str, before: State, decision: Several) -> Reply:
    paragraphs = [
        statements(part) if isinstance(part, Answer) else (Statement(_not_found(bank, part)),)
        for part in decision.parts
    ]
    composed = compose(bank, *paragraphs)
    reply = _cited(bank, question, before, decision.answers, composed)
    silent = [part.topic.id for part in decision.parts if isinstance(part, Decline) and part.topic]
    return replace(reply, state=replace(reply.state, silent=remembered(before.silent, silent)))


def _cited(
    bank: Bank,
    question: str,
    before: State,
    answers: Sequence[Answer],
    composed: tuple[str, tuple[Citation, ...]],
) -> Reply:
    """The reply of kind `answer` with this text and these citations."""
    text, citations = composed
    entries = _entries_of(answers)
    return Reply(
        question=question,
        kind="answer",
        text=text,
        bank=_stamp(bank),
        state=_after_answer(_after(before, "answer"), answers),
        entry=entries[0],
        entries=entries,
        confidence=answers[0].confidence,
        citations=citations,
    )


def _entries_of(answers: Iterable[Answer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(answer.entry.id for answer in answers))


def _said_before(bank: Bank, before: State, decision: Answer) -> str:
    """What comes first where the last reply was the same answer: nobody likes to read it twice unprepared."""
    is_same = before.said == ANSWERED and before.entries == (decision.entry.id,)
    if not is_same or decision.preface or decision.says or decision.limits:
        return ""
    return fill(bank, bank.language.texts.get("same_answer", ""))


def _not_found(bank: Bank, part: Decline) -> str:
    """The sentence about a part of a message that has no answer."""
    if part.topic:
        return fill(bank, bank.language.texts["silent"], about=part.topic.about)
    typed = without_marks(part.part)
    if part.standing:
        return fill(bank, bank.language.text(part.text), about=typed)
    text = bank.language.texts.get("part_not_found", "")
    return text.format(part=typed) if text else fill(bank, bank.language.texts["not_in_source"])


def _clarify(bank: Bank, question: str, before: State, decision: Clarify) -> Reply:
    name = decision.text if decision.text in bank.language.texts else "clarify"
    is_again = before.said == decision.text  # asking back counts as no decline
    return Reply(
        question=question,
        kind="clarify",
        text=fill(bank, bank.language.text(name, before.declined + is_again)),
        bank=_stamp(bank),
        state=replace(_after(before, "clarify", decision.entries), said=decision.text),
        confidence=decision.confidence,
        options=options(decision.entries),
    )


def _decline(bank: Bank, question: str, before: State, decision: Decline) -> Reply:
    if decision.general:
        return _general(bank, question, before, decision, decision.general)
    about = decision.topic.about if decision.topic else decision.part
    text = say(bank, decision.text, before, about=about)
    topics = [decision.topic.id] if decision.topic else []
    after = replace(_after(before, "decline", decision.near), silent=remembered(before.silent, topics))
    return Reply(
        question=question,
        kind="decline",
        text=_with_nearby(bank, _with_person(bank, decision.reason, text, after), decision.near),
        bank=_stamp(bank),
        state=after,
        reason=decision.reason,
        confidence=decision.confidence,
        options=options(decision.near),
    )


def _general(bank: Bank, question: str, before: State, decision: Decline, general: Answer) -> Reply:
    """The reply to a question about one person: that nothing is decided here, and what the source says in
    general, cited.
    """
    first = Statement(say(bank, decision.text, before))
    text, citations = compose(bank, [first, *statements(general)])
    return Reply(
        question=question,
        kind="decline",
        text=text,
        bank=_stamp(bank),
        state=replace(_after_answer(_after(before, "decline"), (general,)), said=""),
        reason=decision.reason,
        entry=general.entry.id,
        confidence=decision.confidence,
        citations=citations,
    )


def _respond(bank: Bank, question: str, before: State, decision: Respond) -> Reply:
    small_talk = decision.small_talk
    helpline = bank.helpline if small_talk.reason == "urgent" else ""
    is_again = bool(small_talk.again) and before.said == small_talk.id
    said = small_talk.again if is_again else small_talk.text
    text = " ".join(filter(None, (fill(bank, said, about=decision.about), helpline)))
    after = replace(_after(before, small_talk.kind, decision.near), said=small_talk.id + AGAIN * is_again)
    return Reply(
        question=question,
        kind=small_talk.kind,
        text=_with_nearby(bank, _with_person(bank, small_talk.reason, text, after), decision.near),
        bank=_stamp(bank),
        state=after,
        reason=small_talk.reason,
        options=options(decision.near),
    )


def _after(before: State, kind: Kind, offered: Iterable[Entry] = ()) -> State:
    """The state after a reply of this kind. What answers, or calls a person, ends a row of declines; asking
    back and small talk are neither help nor refusal, and leave the count as it is.

    Where nothing is offered now, what was offered in the last reply can still be picked.
    """
    declined = {"decline": min(before.declined + 1, MAX_COUNTED), "answer": 0, "handoff": 0}
    now = tuple(entry.id for entry in offered)
    return replace(
        before,
        options=now,
        earlier=() if now else before.options,
        declined=declined.get(kind, before.declined),
        said="",
    )


def _after_answer(after: State, answers: Sequence[Answer]) -> State:
    """The state after an answer from these entries: the last one is what the next turn refers to."""
    entries = _entries_of(answers)
    return replace(
        after,
        entry=entries[-1],
        entries=entries,
        said=ANSWERED,
        answered=remembered(after.answered, entries),
    )


def remembered(before: tuple[str, ...], ids: Iterable[str]) -> tuple[str, ...]:
    """The last ids of a conversation, each once, in order."""
    return tuple(dict.fromkeys([*before, *ids]))[-MAX_REMEMBERED:]


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
