"""The bot in Zammad: the webhooks of a trigger in, articles out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from service import needs

needs("httpx2", "sqlalchemy")

from desk_bench import Bench, no_delay  # noqa: E402
from desk_events import zammad  # noqa: E402
from desk_messages import outgoing  # noqa: E402
from http_desk import Call, served  # noqa: E402

from footnote.desks import Hook, RefusedHook  # noqa: E402
from footnote.desks.texts import opening  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["no_delay"]

ME = 12
AGENT: dict[str, Any] = {"id": 105, "sender": "Agent", "type": "email", "created_by_id": 5}
ANOTHER = "another secret"


class FakeZammad:
    """One ticket of Zammad's interface. `fails` are statuses of the next articles, 0 to lose one."""

    def __init__(self) -> None:
        self.articles: list[dict[str, Any]] = []
        self.fails: list[int] = []
        self.owner = 1

    def __call__(self, call: Call) -> tuple[int, Any]:
        assert call.headers["authorization"] == "Token token=t0ken"
        where = f"{call.method} {call.path}"
        if where == "POST /api/v1/ticket_articles":
            status = self.fails.pop(0) if self.fails else 201
            if status in (0, 201):
                self.articles.append({"id": 900 + len(self.articles), **call.json})
            return status, {"id": 1}
        if where == "PUT /api/v1/tickets/81":
            self.owner = call.json["owner_id"]
        found: Any = {
            "GET /api/v1/users/me": {"id": ME},
            "GET /api/v1/ticket_articles/by_ticket/81": self.articles,
            "GET /api/v1/tickets/81": {"id": 81, "owner_id": self.owner},
            "PUT /api/v1/tickets/81": {"id": 81},
        }
        return 200, found[where]

    def said(self) -> list[dict[str, Any]]:
        return [each for each in self.articles if not each["internal"]]

    def notes(self) -> list[str]:
        return [each["body"] for each in self.articles if each["internal"]]


@pytest.fixture
def served_desk() -> Iterator[tuple[FakeZammad, str]]:
    fake = FakeZammad()
    with served(fake) as url:
        yield fake, url


@pytest.fixture
def desk(served_desk: tuple[FakeZammad, str]) -> FakeZammad:
    return served_desk[0]


@pytest.fixture
def bench(served_desk: tuple[FakeZammad, str], tmp_path: Path) -> Bench:
    return Bench(tmp_path, "zammad", served_desk[1])


@pytest.fixture
def drafting(served_desk: tuple[FakeZammad, str], tmp_path: Path) -> Bench:
    return Bench(tmp_path, "zammad", served_desk[1], mode="draft", closing="A program wrote this.")


def test_a_mail_is_answered_by_mail(bench: Bench, desk: FakeZammad) -> None:
    """To the address that it came from."""
    bench.happens(zammad())
    (answer,) = desk.said()
    assert answer["body"].startswith("Every morning [1].")
    assert {key: answer[key] for key in ("ticket_id", "type", "to", "subject")} == {
        "ticket_id": 81,
        "type": "email",
        "to": "emily@customer.example",
        "subject": "Re: Roses",
    }


def test_a_note_is_answered_by_a_note_that_the_customer_sees(bench: Bench, desk: FakeZammad) -> None:
    """As of a call, or of the portal."""
    bench.happens(zammad({"type": "phone"}))
    assert (desk.said()[0]["type"], "to" in desk.said()[0]) == ("note", False)


@pytest.mark.parametrize(
    "hook",
    [
        zammad({"internal": True}),
        zammad({"sender": "System"}),
        zammad({"preferences": {"is-auto-response": True}}),
        zammad(ticket={"owner_id": 5}),
        zammad(ticket={"state": "closed"}),
        zammad(ticket={"group": {"name": "of others"}}),
        zammad({"id": None}),
    ],
)
def test_what_is_not_for_the_bot_is_left_alone(bench: Bench, desk: FakeZammad, hook: Hook) -> None:
    """Notes, mail of programs, tickets that somebody has, that are closed, or of other groups."""
    bench.happens(hook)
    assert desk.articles == []


def test_what_the_chat_has_handed_over_is_left_to_people(bench: Bench, desk: FakeZammad) -> None:
    """The ticket of a conversation, and what the person writes in it later."""
    bench.happens(zammad({"body": opening(outgoing(), answers_here=True), "content_type": "text/plain"}))
    bench.happens(zammad({"id": 106, "body": "do roses need water?"}))
    assert desk.articles == []


def test_only_new_text_is_read(bench: Bench, desk: FakeZammad) -> None:
    """Not what a mail quotes, and its subject only of the first article."""
    body = "<p>do tulips need water?</p><blockquote type='cite'>When do roses need water?</blockquote>"
    ticket = {"article_ids": [104, 106], "title": "How do I mow the lawn?"}
    bench.happens(zammad({"id": 106, "body": body}, ticket))
    assert desk.said()[0]["body"].startswith("Not in winter [1].\n\n[1]")


def test_what_it_does_not_know_is_a_note(bench: Bench, desk: FakeZammad) -> None:
    """In plain text; the customer gets nothing."""
    bench.happens(zammad({"body": "How do I mow the lawn?"}))
    (note,) = desk.notes()
    assert note.startswith("Not answered: the source is silent on it. The customer does not see this note.")
    assert "*" not in note
    assert desk.said() == []


def test_a_draft_is_an_internal_note(drafting: Bench, desk: FakeZammad) -> None:
    """With the address of the page that sends it; a worker's reply, but not the bot's own, decides it."""
    drafting.happens(zammad())
    (note,) = desk.notes()
    link = "Send, change or reject it: https://faq.example/drafts/"
    assert f"A draft, which the customer does not see. {link}" in note
    (draft,) = drafting.store.open_drafts("81")
    assert draft.text.endswith("A program wrote this.")
    drafting.answerer.send(draft, draft.text)
    drafting.answerer.work_due()
    assert desk.said()[0]["body"] == draft.text
    own = {**AGENT, "created_by_id": ME, "body": draft.text, "content_type": "text/plain"}
    drafting.happens(zammad(own))
    drafting.happens(zammad({"id": 106, "body": "do tulips need water?"}))
    assert len(drafting.store.open_drafts("81")) == 1
    drafting.happens(zammad({**AGENT, "id": 107, "body": "No, never.", "owner_id": 5}))
    assert drafting.journal.verdicts == [("roses", "helpful"), ("tulips", "rejected by a worker")]
    drafting.happens(zammad({"id": 108, "body": "do roses need water?"}))
    assert drafting.store.open_drafts("81") == []


def test_a_ticket_that_is_given_to_the_bot_is_the_bots(bench: Bench, desk: FakeZammad) -> None:
    """Until it hands the ticket over again: then it gives it up, so that this is said once."""
    bench.happens(zammad({**AGENT, "body": "Hello Emily."}))
    bench.happens(zammad({"id": 106, "body": "do roses need water?"}))
    assert desk.articles == []
    desk.owner = ME
    bench.happens(zammad(article={"id": None}, ticket={"owner_id": ME}))
    bench.happens(zammad({"id": 107, "body": "do roses need water?"}, {"owner_id": ME}))
    assert len(desk.said()) == 1
    bench.happens(zammad({"id": 108, "body": "who is the president?"}, {"owner_id": ME}))
    bench.happens(zammad({"id": 109, "body": "who is the king?"}, {"owner_id": ME}))
    assert desk.owner == 1
    assert "To hand the ticket back to it, assign it to the bot's user." in desk.notes()[1]
    bench.happens(zammad({"id": 110, "body": "do roses need water?"}))
    assert len(desk.said()) == 1


@pytest.mark.parametrize("status", [503, 0])
def test_what_fails_is_tried_again_and_written_once(bench: Bench, desk: FakeZammad, status: int) -> None:
    """Whether Zammad took the article, whose response was lost, or not."""
    desk.fails = [status]
    bench.happens(zammad(), zammad())
    assert len(desk.said()) == 1


@pytest.mark.parametrize(
    "hook",
    [
        zammad(secret=ANOTHER),
        zammad()._replace(body=b"{}"),
        Hook({}, b"{}"),
        zammad(ticket={"id": None, "owner_id": {}}, article={"body": 5, "attachments": 3}),
    ],
)
def test_a_call_that_is_not_zammads_is_refused(bench: Bench, hook: Hook) -> None:
    """Signed with another token, changed, unsigned, or of another form."""
    with pytest.raises(RefusedHook):
        bench.desk.read(hook)
