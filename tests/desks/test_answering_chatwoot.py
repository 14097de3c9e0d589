"""The bot in Chatwoot: its webhooks in, its interface out, after its published description."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from service import needs

needs("httpx2", "sqlalchemy", "jsonschema")

from desk_bench import TOKEN, Bench, no_delay  # noqa: E402
from desk_events import BOT, SECRET, WENDY, chatwoot, chatwoot_conversation, chatwoot_message  # noqa: E402
from http_desk import Call, served  # noqa: E402
from jsonschema import validate  # noqa: E402

from footnote.desks import (  # noqa: E402
    Hook,
    RefusedHook,
    tables,
)
from footnote.desks.answering import working  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from footnote.dialogue import Bot

__all__ = ["no_delay"]

MESSAGES, STATUS = (
    "/api/v1/accounts/1/conversations/567/messages",
    "/api/v1/accounts/1/conversations/567/toggle_status",
)
ANOTHER = "another secret"
ROSES = "do roses need water?"

# What Chatwoot's description of its interface says of the two calls (swagger, `create_message_payload` and
# `toggle_status`).
CREATE_MESSAGE = {
    "type": "object",
    "required": ["content"],
    "additionalProperties": False,
    "properties": {
        "content": {"type": "string", "minLength": 1},
        "message_type": {"enum": ["outgoing", "incoming"]},
        "private": {"type": "boolean"},
        "content_type": {"enum": ["text", "input_email", "cards", "input_select", "form", "article"]},
        "content_attributes": {"type": "object"},
    },
}
TOGGLE_STATUS = {
    "type": "object",
    "required": ["status"],
    "additionalProperties": False,
    "properties": {"status": {"enum": ["open", "resolved", "pending", "snoozed"]}},
}


class FakeChatwoot:
    """One conversation of Chatwoot's interface. `fails` are statuses of the next calls, 0 to lose one."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.status = "pending"
        self.fails: list[int] = []
        self.may_read = True

    def __call__(self, call: Call) -> tuple[int, Any]:
        assert call.headers["api_access_token"] == TOKEN
        status = self.fails.pop(0) if self.fails and call.method == "POST" else 200
        if status in (0, 200):
            content = self.respond(call)
            return (status, content) if content is not None else (401, {"error": "Invalid Access Token"})
        return status, {"error": "it is down"}

    def respond(self, call: Call) -> Any:
        if (call.method, call.path) == ("POST", MESSAGES):
            validate(call.json, CREATE_MESSAGE)
            self.messages.append({"id": 900 + len(self.messages), "sender": BOT, **call.json})
            return self.messages[-1]
        if (call.method, call.path) == ("POST", STATUS):
            validate(call.json, TOGGLE_STATUS)
            self.status = call.json["status"]
            return {"payload": {"success": True, "current_status": self.status, "conversation_id": 567}}
        return {"id": 567, "status": self.status, "messages": self.messages[-1:]} if self.may_read else None

    def said(self) -> list[str]:
        return [each["content"] for each in self.messages if not each["private"]]

    def notes(self) -> list[str]:
        return [each["content"] for each in self.messages if each["private"]]


@pytest.fixture
def chatwoot_desk() -> Iterator[tuple[FakeChatwoot, str]]:
    fake = FakeChatwoot()
    with served(fake) as url:
        yield fake, url


@pytest.fixture
def desk(chatwoot_desk: tuple[FakeChatwoot, str]) -> FakeChatwoot:
    return chatwoot_desk[0]


@pytest.fixture
def bench(chatwoot_desk: tuple[FakeChatwoot, str], tmp_path: Path) -> Bench:
    return Bench(tmp_path, "chatwoot", chatwoot_desk[1])


@pytest.fixture
def drafting(chatwoot_desk: tuple[FakeChatwoot, str], tmp_path: Path) -> Bench:
    return Bench(tmp_path, "chatwoot", chatwoot_desk[1], mode="draft")


def asks(id: int, text: str, **more: Any) -> Hook:
    return chatwoot("message_created", chatwoot_message(id, text, **more))


def test_a_question_is_answered_in_the_conversation(bench: Bench, desk: FakeChatwoot) -> None:
    """With its source; what belongs to the first answer only is there once."""
    bench.happens(asks(1, ROSES))
    bench.happens(asks(2, "why?"))
    assert desk.said()[0].startswith("Every morning [1].\n\n[1] Garden, The Gardeners, Water")
    assert desk.said()[0].endswith("This is general information.")
    assert desk.said()[1].startswith("It keeps them alive [1] all year [2].")
    assert "general information" not in desk.said()[1]
    assert desk.status == "pending"


@pytest.mark.parametrize(
    ("event", "content"),
    [
        ("message_created", chatwoot_message(1, ROSES, private=True)),
        ("message_created", chatwoot_message(1, ROSES, BOT)),
        ("message_created", chatwoot_message(1, ROSES, None, message_type="activity")),
        ("message_created", chatwoot_message(1, ROSES, WENDY, private=True)),
        ("message_created", chatwoot_message(1, "  ")),
        ("message_created", chatwoot_message(1, ROSES, status="open")),
        ("message_created", chatwoot_message(1, ROSES, status="snoozed")),
        ("message_created", chatwoot_message(1, ROSES, assignee=WENDY)),
        ("message_created", chatwoot_message(1, ROSES, inbox={"id": 4, "name": "of others"})),
        ("message_updated", chatwoot_message(1, ROSES)),
        ("webwidget_triggered", {"id": 8, "event_info": {}}),
        ("conversation_opened", chatwoot_conversation("open")),
    ],
)
def test_what_is_not_for_the_bot_is_left_alone(
    bench: Bench, desk: FakeChatwoot, event: str, content: dict[str, Any]
) -> None:
    """Notes, its own messages, those of workers, and conversations that a person has."""
    bench.happens(chatwoot(event, content))  # signed now: a call that is older than five minutes is refused
    assert (desk.messages, desk.status) == ([], "pending")


def test_an_event_that_is_delivered_twice_is_answered_once(bench: Bench, desk: FakeChatwoot) -> None:
    """Together or one after the other."""
    assert bench.happens(asks(1, ROSES), asks(1, ROSES)) == [True, False]
    assert bench.happens(asks(1, ROSES)) == [False]
    assert len(desk.said()) == 1


def test_a_picture_alone_is_not_left_unanswered(bench: Bench, desk: FakeChatwoot) -> None:
    """The bot says that it cannot read it; who takes over learns that it is there."""
    for id in (1, 2):
        bench.happens(asks(id, "", attachments=[{"id": 4, "file_type": "image"}]))
    assert desk.said()[0].startswith("Say it again")
    assert "The bot has not read what is attached: image." in desk.notes()[0]


def test_options_are_buttons_and_one_is_chosen(bench: Bench, desk: FakeChatwoot) -> None:
    """In Chatwoot's widget; a choice comes as a change of the message that offers it."""
    bench.happens(asks(1, "how do i mow the lawn?"))
    (offer,) = desk.messages
    assert offer["content_type"] == "input_select"
    (item,) = offer["content_attributes"]["items"]
    assert item == {"title": "When do roses need water?", "value": "When do roses need water?"}
    chosen = chatwoot_message(901, offer["content"], BOT, content_attributes={"submitted_values": [item]})
    bench.happens(chatwoot("message_updated", chosen), chatwoot("message_updated", chosen))
    assert [each.split("\n")[0] for each in desk.said()[1:]] == ["Every morning [1]."]


def test_elsewhere_options_are_a_list_of_numbers(bench: Bench, desk: FakeChatwoot) -> None:
    """As in mail and messengers, which have no buttons."""
    message = chatwoot_message(1, "how do i mow the lawn?")
    message["conversation"]["channel"] = "Channel::Telegram"
    bench.happens(chatwoot("message_created", message))
    assert desk.said()[0].endswith("\n\n1. When do roses need water?")
    assert "content_type" not in desk.messages[0]


def test_a_list_of_numbers_whose_response_was_lost_is_not_sent_again(
    bench: Bench, desk: FakeChatwoot
) -> None:
    """Chatwoot has the text with the list."""
    desk.fails = [0]
    message = chatwoot_message(1, "how do i mow the lawn?")
    message["conversation"]["channel"] = "Channel::Telegram"
    bench.happens(chatwoot("message_created", message))
    assert (len(desk.said()), bench.store.waiting()) == (1, 0)


def test_who_asks_for_a_person_is_handed_over(
    chatwoot_desk: tuple[FakeChatwoot, str], shipped: Bot, tmp_path: Path
) -> None:
    """They hear so, the team gets the conversation as a note, and the bot is silent from then on."""
    desk, url = chatwoot_desk
    bench = Bench(tmp_path, "chatwoot", url, bot=shipped)
    bench.happens(asks(1, "how big are micrometastases?"))
    bench.happens(asks(2, "can i talk to a person?"), asks(3, "how big are they?"))
    assert desk.status == "open"
    assert "I have passed your conversation on to the team. Its number is #567." in desk.said()[1]
    (note,) = desk.notes()
    assert "1. Asked: how big are micrometastases?" in note
    assert "2. Asked: can i talk to a person?" in note
    assert "resolve the conversation or mark it as pending" in note
    assert len(desk.said()) == 2


def test_two_questions_that_it_cannot_answer_are_handed_over(bench: Bench, desk: FakeChatwoot) -> None:
    """After the second one."""
    bench.happens(asks(1, "who is the president?"))
    assert (desk.status, desk.notes()) == ("pending", [])
    bench.happens(asks(2, "and who was it before?"))
    assert (desk.status, len(desk.notes())) == ("open", 1)


def test_once_a_worker_writes_the_bot_is_silent(bench: Bench, desk: FakeChatwoot) -> None:
    """Though the conversation is still pending: the bot opens it, so that workers see it."""
    bench.happens(asks(1, ROSES))
    bench.happens(chatwoot("message_created", chatwoot_message(2, "Hello Ann.", WENDY)))
    bench.happens(asks(3, "do tulips need water?", status="open"))
    assert (len(desk.said()), desk.status) == (1, "open")


@pytest.mark.parametrize("seconds_later", [0, 60])
def test_a_conversation_that_is_pending_again_is_the_bots(
    bench: Bench, desk: FakeChatwoot, monkeypatch: pytest.MonkeyPatch, seconds_later: int
) -> None:
    """But not for a message that was on its way while it was opened."""
    bench.happens(chatwoot("message_created", chatwoot_message(1, "Hello Ann.", WENDY)))
    monkeypatch.setattr(working, "RETURN_DELAY", working.RETURN_DELAY * (0 if seconds_later else 1))
    bench.happens(asks(2, ROSES))
    assert len(desk.said()) == (1 if seconds_later else 0)


def test_a_conversation_that_was_resolved_is_the_bots(bench: Bench, desk: FakeChatwoot) -> None:
    """And new: what was handed over is not handed over again, and the notice is said again."""
    bench.happens(asks(0, ROSES), asks(1, "who is the president?"))
    bench.happens(asks(2, "who is the king?"))
    bench.happens(chatwoot("conversation_opened", chatwoot_conversation("open")))
    bench.happens(chatwoot("conversation_resolved", chatwoot_conversation("resolved", updated_at=1.5)))
    bench.happens(asks(3, ROSES))
    assert desk.said()[-1].endswith("This is general information.")
    bench.happens(asks(4, "who is the queen?"))
    assert len(desk.notes()) == 1


def test_a_worker_who_opens_a_conversation_has_it(bench: Bench, desk: FakeChatwoot) -> None:
    """Chatwoot says so by an event."""
    bench.happens(asks(1, ROSES))
    bench.happens(chatwoot("conversation_opened", chatwoot_conversation("open")))
    bench.happens(asks(2, ROSES))
    assert len(desk.said()) == 1


@pytest.mark.parametrize(("status", "may_read"), [(503, True), (0, True), (503, False)])
def test_what_fails_is_tried_again_and_said_once(
    bench: Bench, desk: FakeChatwoot, status: int, *, may_read: bool
) -> None:
    """Whether Chatwoot took the message, whose response was lost, or not."""
    desk.fails, desk.may_read = [status], may_read
    bench.happens(asks(1, ROSES))
    assert bench.store.waiting() == 0
    assert len(desk.said()) == 1


@pytest.mark.parametrize("question", [ROSES, "how do i mow the lawn?"])
def test_what_the_webhook_shows_is_not_said_again(bench: Bench, desk: FakeChatwoot, question: str) -> None:
    """For versions whose bots may not read a conversation: they are sent their own message, be it with a list
    of options.
    """
    desk.fails, desk.may_read = [0, 503, 503], False
    asked = chatwoot_message(1, question)
    asked["conversation"]["channel"] = "Channel::Telegram"
    kept = [bench.store.receive(each) for each in bench.desk.read(chatwoot("message_created", asked))]
    work = bench.store.claim()
    assert kept == [True]
    assert work
    bench.answerer._try(work)  # noqa: SLF001  (one step, and no other)
    step = bench.store.claim()
    assert step
    assert not bench.answerer._try(step)  # noqa: SLF001
    echo = chatwoot_message(2, desk.said()[0], BOT)
    bench.happens(chatwoot("message_created", echo))
    assert (len(desk.said()), bench.store.waiting()) == (1, 0)


def test_an_answer_is_not_said_after_a_workers(
    bench: Bench, desk: FakeChatwoot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Chatwoot was down, and the worker was faster."""
    desk.fails = [503]
    monkeypatch.setattr(tables, "RETRY_DELAYS", (300.0,))
    bench.happens(asks(1, ROSES))
    assert bench.store.waiting() == 1
    (reply,) = bench.desk.read(
        chatwoot("message_created", chatwoot_message(2, "In the morning.", WENDY, status="open"))
    )
    bench.store.receive(reply)
    later = tables.now() + timedelta(minutes=6)
    monkeypatch.setattr(tables, "now", lambda: later)
    bench.answerer.work_due()
    assert (bench.store.waiting(), desk.said()) == (0, [])


# Drafts


def token_in(note: str) -> str:
    found = re.search(r"\(https://faq\.example/drafts/([\w-]{40,})\)", note)
    assert found, note
    return found[1]


def test_a_draft_waits_for_a_worker(drafting: Bench, desk: FakeChatwoot) -> None:
    """As a note, in a conversation that workers see; the customer gets it by one click, once.

    That the bot opened the conversation, and who is assigned then, does not make it a person's.
    """
    drafting.happens(asks(1, ROSES))
    assert (desk.said(), desk.status) == ([], "open")
    (note,) = desk.notes()
    assert note.startswith("**A draft, which the customer does not see.** [Send, change or reject it](https:")
    draft = drafting.store.draft(token_in(note))
    assert draft
    assert draft.question == ROSES
    assert drafting.answerer.send(draft, draft.text.replace("\n", "\r\n"))
    assert not drafting.answerer.send(draft, draft.text)
    assert not drafting.answerer.reject(draft)
    drafting.answerer.work_due()
    assert desk.said() == [draft.text]
    assert drafting.journal.verdicts == [("roses", "helpful")]
    drafting.happens(chatwoot("conversation_opened", chatwoot_conversation("open")))
    drafting.happens(asks(2, "do tulips need water?", status="open", assignee=WENDY))
    assert len(desk.notes()) == 2


def test_a_changed_draft_is_the_workers(drafting: Bench, desk: FakeChatwoot) -> None:
    """It counts for its entry, and the bot is silent from then on."""
    drafting.happens(asks(1, ROSES))
    draft = drafting.store.draft(token_in(desk.notes()[0]))
    assert draft
    drafting.answerer.send(draft, "Every morning, Ann.")
    drafting.answerer.work_due()
    drafting.happens(asks(2, "do tulips need water?", status="open"))
    assert (desk.said(), len(desk.notes())) == (["Every morning, Ann."], 1)
    assert drafting.journal.verdicts == [("roses", "changed by a worker")]


@pytest.mark.parametrize(
    ("written", "verdict"),
    [
        ("Every morning [1].", "changed by a worker"),
        ("Call us, please.", "rejected by a worker"),
    ],
)
def test_a_workers_own_reply_decides_the_draft(drafting: Bench, written: str, verdict: str) -> None:
    """By how much of the draft is in it."""
    drafting.happens(asks(1, ROSES))
    source = "[1] Garden, The Gardeners, Water, paragraph 1, sentence 1 (updated 2025-01-02)"
    reply = f"{written}\n\n{source}" if "[1]" in written else written
    drafting.happens(chatwoot("message_created", chatwoot_message(2, reply, WENDY, status="open")))
    assert drafting.journal.verdicts == [("roses", verdict)]
    assert drafting.store.open_drafts("1/567") == []


def test_what_is_no_answer_is_a_note(drafting: Bench, desk: FakeChatwoot) -> None:
    """A bot that drafts asks nothing back; small talk only shows the conversation to the workers."""
    drafting.happens(asks(1, "how do i mow the lawn?"))
    (note,) = desk.notes()
    assert note.startswith("**Not answered: the source is silent on it.**")
    assert "When do roses need water?" in note
    drafting.happens(asks(2, "hello", status="open"))
    assert (desk.said(), desk.status, len(desk.notes())) == ([], "open", 1)


def test_words_of_danger_are_responded_to_at_once(
    chatwoot_desk: tuple[FakeChatwoot, str], shipped: Bot, tmp_path: Path
) -> None:
    """In the mode of drafts too: nobody may be reading."""
    desk, url = chatwoot_desk
    bench = Bench(tmp_path, "chatwoot", url, bot=shipped, mode="draft")
    bench.happens(asks(1, "i want to kill myself"))
    assert len(desk.said()) == 1
    assert (desk.status, len(desk.notes())) == ("open", 1)


@pytest.mark.parametrize(
    ("mode", "is_said"), [("answer-when-sure 0.9", False), ("answer-when-sure 0.7", True)]
)
def test_what_is_sure_enough_is_answered(
    chatwoot_desk: tuple[FakeChatwoot, str], tmp_path: Path, mode: str, *, is_said: bool
) -> None:
    """By the threshold of the inbox."""
    desk, url = chatwoot_desk
    bench = Bench(tmp_path, "chatwoot", url, mode="draft", modes={"Shop": mode})
    bench.happens(asks(1, "do they need water"))
    assert (len(desk.said()), len(desk.notes())) == ((1, 0) if is_said else (0, 1))
    assert desk.status == ("pending" if is_said else "open")


# Signatures


@pytest.mark.parametrize(
    "hook",
    [
        chatwoot("message_created", chatwoot_message(1, ROSES), secret=ANOTHER),
        chatwoot("message_created", chatwoot_message(1, ROSES), at=time.time() - 400),
        chatwoot("message_created", chatwoot_message(1, ROSES))._replace(body=b"{}"),
        Hook({}, b"{}", ""),
        Hook({}, b"{}", "another"),
        Hook({}, b"[]", SECRET),
        Hook({}, b'{"event": "message_created"}', SECRET),
        Hook({}, b"\xff", SECRET),
    ],
)
def test_a_call_that_is_not_chatwoots_is_refused(bench: Bench, hook: Hook) -> None:
    """Unsigned, signed with another secret, old, changed, or of another form."""
    with pytest.raises(RefusedHook):
        bench.desk.read(hook)


def test_versions_that_sign_nothing_have_the_secret_in_the_path(bench: Bench) -> None:
    """Before 4.13."""
    hook = asks(1, ROSES)
    assert len(bench.desk.read(Hook({}, hook.body, SECRET))) == 1
