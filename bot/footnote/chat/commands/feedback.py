"""`/wrong`: what is wrong with the last reply, and what would be right, noted for the authors of the bank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Choice, Message, choice_message, text_message
from footnote.console import COMPLAINTS, Note, add_note
from footnote.errors import error_reason

from .last_reply import NO_REPLY

if TYPE_CHECKING:
    from footnote.chat.session import ChatSession

NOT_ABOUT_ANOTHER = frozenset({"source does not say this", "link dead"})
"""Complaints about an answer itself: no other would have been right."""

MAX_OFFERED = 4
"""Questions offered as what was meant."""


def wrong(session: ChatSession, argument: str) -> Message:
    """Note what is wrong: one of the complaints offered, the reader's words, or the entry that is right."""
    if not session.turns:
        return text_message(NO_REPLY)
    if session.history.private:
        return text_message(
            "This chat is private, so nothing is saved. Type /private off first, then /wrong again."
        )
    if argument in session.bank.entries:
        return _save(session, _note(session, "not what I asked")._replace(right=argument))
    feedback = tuple(COMPLAINTS)
    choice = Choice(tuple(COMPLAINTS.values()), lambda index: _complain(session, feedback[index]))
    picked = choice.pick(argument)
    if picked is not None:
        return choice.then(picked)
    if argument and not argument.isdecimal():
        return _complain(session, argument)
    session.choice = choice
    return choice_message(
        "What is wrong with the last reply? Type a letter, or /wrong and your own words.", choice.options
    )


def _complain(session: ChatSession, wrong: str) -> Message:
    """Save a complaint, then ask which question was meant: a note without an answer to that is one too."""
    note = _note(session, wrong)
    saved = _save(session, note)
    meant = () if wrong in NOT_ABOUT_ANOTHER else _nearest(session)
    if not meant:
        return saved
    session.choice = Choice(
        tuple(session.bank.entries[id].question for id in meant),
        lambda index: _save(session, note._replace(right=meant[index])),
    )
    question = "Which of these did you mean? Type a letter, or just go on."
    more = choice_message(question, session.choice.options)
    return Message((*saved.blocks, *more.blocks))


def _nearest(session: ChatSession) -> tuple[str, ...]:
    """The entries nearest to the last question, but those that answered it."""
    turn = session.turns[-1]
    trace = session.bot.explain(turn.asked, turn.before)[1]
    hits = trace.lookup.hits if trace.lookup else ()
    ids = (hit.entry for hit in hits if hit.entry in session.bank.entries)
    return tuple(id for id in ids if id not in turn.reply.entries)[:MAX_OFFERED]


def _note(session: ChatSession, wrong: str) -> Note:
    reply = session.turns[-1].reply
    return Note(
        session.now(), reply.bank.id, reply.bank.version, reply.question, reply.kind, reply.entry, wrong
    )  # fmt: skip


def _save(session: ChatSession, note: Note) -> Message:
    try:
        path = add_note(session.notes_folder, note)
    except (OSError, ValueError) as error:
        return text_message(f"The note could not be saved: {error_reason(error)}")
    return text_message(f"Thank you. Saved on this computer, with your question, in {path}")
