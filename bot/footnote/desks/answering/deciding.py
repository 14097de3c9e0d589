"""From a reply to what the bot does with it in a ticket. Pure: no desk, no database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.dialogue.handoff import due, hand_over, packet
from footnote.record import replace
from footnote.text import printable

from . import formatting
from .asking import near_entries
from .modes import answers
from .records import Action, Choice, Owner

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.dialogue import Bot, Reply, State
    from footnote.dialogue.handoff import Packet

    from .records import AnsweringDesk


class Planned(NamedTuple):
    """A step that is to be done. `draft` is the answer that a worker may send, where the step notes one."""

    action: Action
    text: str = ""
    choices: tuple[Choice, ...] = ()
    draft: str = ""


class Situation(NamedTuple):
    """What a reply is posted into: the queue's mode, what to call the ticket by, the replies before it as
    JSON, the names of attached files, where a worker decides on a draft, the closing lines of answers.
    """

    mode: str
    number: str
    earlier: Sequence[dict[str, Any]] = ()
    attached: tuple[str, ...] = ()
    page: str = ""
    closing: str = ""


class Decision(NamedTuple):
    """What is done with a reply, the state for the next message, and who has the ticket then."""

    steps: tuple[Planned, ...]
    state: State
    owner: Owner


def decide(reply: Reply, bot: Bot, desk: AnsweringDesk, situation: Situation) -> Decision:
    """What becomes of a reply in a ticket that the bot has."""
    cause = due(reply)
    handed = packet([*situation.earlier, reply.as_dict()], cause) if cause else None
    in_chat = desk.is_chat and situation.mode != "draft"
    steps = _in_chat if in_chat else _in_ticket
    planned = tuple(steps(reply, bot, desk, situation, handed))
    state = reply.state if in_chat else replace(reply.state, options=(), earlier=())  # not shown: a worker's
    if handed:
        return Decision((*planned, Planned("open")), hand_over(state), "person")
    is_hidden = desk.is_chat and not in_chat
    shown = (Planned("open"),) if is_hidden or (desk.is_chat and any(each.draft for each in planned)) else ()
    return Decision((*planned, *shown), state, "bot")


def _in_chat(
    reply: Reply, bot: Bot, desk: AnsweringDesk, situation: Situation, handed: Packet | None
) -> Iterator[Planned]:
    """Everything is said but for an answer that the mode leaves to a worker."""
    if reply.kind == "answer":
        yield _answer(reply, bot, desk, situation)
    elif reply.text:
        choices = tuple(Choice(each.question, each.question) for each in reply.options)
        yield Planned("say", _said(reply, bot, situation, is_handed=bool(handed)), choices)
    if handed:
        yield Planned("note", _note(reply, bot, desk, situation, handed))


def _in_ticket(
    reply: Reply, bot: Bot, desk: AnsweringDesk, situation: Situation, handed: Packet | None
) -> Iterator[Planned]:
    """Answers are written, and words of distress responded to; all else is a note for the workers."""
    if reply.kind == "answer":
        yield _answer(reply, bot, desk, situation)
    elif reply.kind != "smalltalk" and reply.text:
        if reply.reason == "urgent":  # nobody may be reading yet
            yield Planned("say", printable(reply.text))
        yield Planned("note", _note(reply, bot, desk, situation, handed))


def _said(reply: Reply, bot: Bot, situation: Situation, *, is_handed: bool) -> str:
    """The text of a reply, and that the conversation is passed on where it is."""
    texts = bot.bank.language.texts
    passed = [texts["passed_on"].format(number=situation.number), texts["answer_here"]] if is_handed else []
    return "\n\n".join(filter(None, (printable(reply.text), " ".join(passed))))


def _answer(reply: Reply, bot: Bot, desk: AnsweringDesk, situation: Situation) -> Planned:
    is_first = not any(each["kind"] == "answer" for each in situation.earlier)
    text = formatting.answer(reply, bot.bank, situation.closing, in_full=is_first or not desk.is_chat)
    if answers(situation.mode, reply.confidence):
        return Planned("say", text)
    return Planned("note", formatting.draft(text, situation.page, desk.markup), draft=text)


def _note(reply: Reply, bot: Bot, desk: AnsweringDesk, situation: Situation, handed: Packet | None) -> str:
    near = near_entries(reply, bot)
    return formatting.note(
        reply, near, bot.bank, handed, situation.attached, return_by=desk.return_by, markup=desk.markup
    )
