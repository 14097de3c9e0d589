"""Request Tracker 5 itself: a conversation becomes a ticket, and what a worker writes comes back."""

from __future__ import annotations

import re
import secrets
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from service import needs

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

import httpx2  # noqa: E402
import request_tracker  # noqa: E402
import service  # noqa: E402
from desk_messages import outgoing  # noqa: E402
from paths import GARDEN  # noqa: E402
from ports import free_port  # noqa: E402
from request_tracker import text_of  # noqa: E402

from footnote.desks.kinds.request_tracker import RequestTrackerDesk  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from request_tracker import RequestTracker

SECRET = "known to both"  # noqa: S105
QUEUE = "General"
ANSWERING = """
[answering]
desk = "request-tracker"
url = "{url}"
token = "{token}"
secret = "{secret}"
address = "https://faq.example"
closing = "A program wrote this."
modes = {{Drafts = "draft"}}
"""
MAIL = """\
From: Ann Lee <ann@customer.example>
To: desk@test.local
Subject: {subject}
Message-ID: <{id}@customer.example>
Content-Type: text/plain; charset=utf-8
{headers}
{text}
"""


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def tracker(port: int) -> Iterator[RequestTracker]:
    config = request_tracker.BOTH.format(service=f"http://127.0.0.1:{port}", secret=SECRET)
    with request_tracker.running(config) as running:
        yield running


@pytest.fixture(scope="module")
def chat(
    tracker: RequestTracker, port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx2.Client]:
    """The service, set to hand over to RT and to answer tickets there."""
    folder = tmp_path_factory.mktemp("chat")
    (folder / "footnote.toml").write_text(
        ANSWERING.format(url=tracker.url, token=tracker.answers_token, secret=SECRET), encoding="utf-8"
    )
    settings = {
        "DESK": "request-tracker",
        "URL": tracker.url,
        "TOKEN": tracker.token,
        "QUEUE": QUEUE,
        "SECRET": SECRET,
        "DATABASE": str(folder / "chat.sqlite3"),
    }
    config = str(folder / "footnote.toml")
    environment = {f"FOOTNOTE_HANDOFF_{name}": value for name, value in settings.items()}
    with (
        service.running(
            folder, "--config", config, "--bank", str(GARDEN), "--port", str(port), **environment
        ) as server,
        httpx2.Client(base_url=server.address, timeout=40) as client,
    ):
        yield client


def hand_over(chat: httpx2.Client, **more: str) -> Any:
    reply = chat.post("/v1/ask", json={"question": "do roses need water?"}).json()
    got = chat.post("/v1/handoff", json={"turns": [reply], "state": reply["state"], **more}).json()
    for _ in range(100):
        if got["status"] != "waiting":
            return got
        time.sleep(0.1)
        got |= chat.get(f"/v1/conversations/{got['conversation']}/messages").json()
    raise AssertionError(got)


def test_a_conversation_goes_to_and_fro(chat: httpx2.Client, tracker: RequestTracker) -> None:
    """Handed over, written in, answered by Wendy, resolved: the chat sees each step."""
    got = hand_over(chat, name="Ann", email="ann@customer.example")
    ticket, here = got["number"].strip("#"), f"/v1/conversations/{got['conversation']}/messages"
    found = tracker.as_worker("GET", f"/ticket/{ticket}")
    assert [each["id"] for each in found["Requestor"]] == ["ann@customer.example"]
    assert found["Subject"].startswith("do roses need water? [")

    chat.post(here, json={"text": "and in winter, über Nacht?"})
    for _ in range(100):
        if "über Nacht" in text_of(tracker, ticket):
            break
        time.sleep(0.1)
    text = text_of(tracker, ticket)
    assert "1. Asked: do roses need water?" in text
    assert text.count("and in winter, über Nacht?") == 1

    last = chat.get(here).json()["last"]
    reply = {"Content": "<p>Less, Ann.</p>", "ContentType": "text/html"}
    tracker.as_worker("POST", f"/ticket/{ticket}/correspond", reply)
    answered = chat.get(here, params={"after": last, "wait": 20}).json()
    assert answered["messages"][0] | {"number": 0, "time": ""} == {
        "number": 0,
        "author": "team",
        "name": "Wendy",
        "text": "Less, Ann.",
        "time": "",
    }
    assert answered["status"] == "taken"

    tracker.as_worker("POST", f"/ticket/{ticket}/comment", {"Content": "secret", "ContentType": "text/plain"})
    tracker.as_worker("PUT", f"/ticket/{ticket}", {"Status": "resolved"})
    done = chat.get(here, params={"after": answered["last"], "wait": 20}).json()
    assert (done["status"], [each["text"] for each in done["messages"]]) == ("returned", ["returned"])


def test_who_takes_a_ticket_has_the_conversation(chat: httpx2.Client, tracker: RequestTracker) -> None:
    """Named, before they write anything."""
    got = hand_over(chat)
    here = f"/v1/conversations/{got['conversation']}/messages"
    last = chat.get(here).json()["last"]
    tracker.as_worker("PUT", f"/ticket/{got['number'].strip('#')}", {"Owner": "wendy"})
    taken = chat.get(here, params={"after": last, "wait": 20}).json()
    assert [(each["author"], each["name"], each["text"]) for each in taken["messages"]] == [
        ("status", "Wendy", "taken")
    ]


def test_what_rt_has_already_is_not_sent_again(tracker: RequestTracker) -> None:
    """Whether the ticket's creation or a later message was cut off."""
    desk = RequestTrackerDesk(tracker.url, tracker.token, QUEUE, SECRET)
    first = desk.open(outgoing())
    assert desk.open(outgoing(tries=2)) == first
    later = outgoing(number=2, packet=None, text="one more thing", ticket=first)
    desk.add(later)
    desk.add(later._replace(tries=2))
    assert text_of(tracker, first.id).count("one more thing") == 1


def mail_in(tracker: RequestTracker, subject: str, text: str, queue: str = QUEUE, headers: str = "") -> None:
    """A mail of Ann's."""
    mail = MAIL.format(subject=subject, text=text, headers=headers, id=secrets.token_hex(8))
    tracker.mail(mail, queue)


def newest(tracker: RequestTracker, queue: str = QUEUE) -> str:
    """The id of the newest ticket of a queue."""
    params = f"/tickets?query=Queue='{queue}'&orderby=id&order=DESC&per_page=1"
    return str(tracker.as_worker("GET", params)["items"][0]["id"])


def history(tracker: RequestTracker, ticket: str, *, least: int) -> list[tuple[str, str]]:
    """Who replied to a ticket or commented on it, once there are so many."""
    for _ in range(100):
        path = f"/ticket/{ticket}/history?fields=Type,Creator&per_page=100"
        items = tracker.as_worker("GET", path)["items"]
        found = [
            (each["Type"], each["Creator"]["id"])
            for each in items
            if each["Type"] in ("Create", "Correspond", "Comment")
        ]
        if len(found) >= least:
            return found
        time.sleep(0.1)
    raise AssertionError(found)


ANN, BOT = "ann@customer.example", "footnote-answers"


@pytest.mark.usefixtures("chat")
def test_a_mail_is_answered_in_its_ticket(tracker: RequestTracker) -> None:
    """As a reply, without what it quotes, and not mail of programs. Once a worker has replied, the bot is
    silent, until the ticket is given to it; what it cannot answer is a comment.
    """
    mail_in(tracker, "Roses", "do roses need water?\n\nOn 2 May, Desk <desk@a.example> wrote:\n> do tulips?")
    ticket = newest(tracker)
    assert history(tracker, ticket, least=2) == [("Create", ANN), ("Correspond", BOT)]
    subject = f"Re: [test.local #{ticket}] Roses"
    mail_in(tracker, subject, "do roses need water?", headers="Auto-Submitted: auto-replied")
    tracker.as_worker("POST", f"/ticket/{ticket}/correspond", {"Content": "Hi.", "ContentType": "text/plain"})
    mail_in(tracker, subject, "do roses need water?")
    tracker.as_worker("PUT", f"/ticket/{ticket}", {"Owner": BOT})
    mail_in(tracker, subject, "how do i mow the lawn?")
    found = history(tracker, ticket, least=7)
    written = [("Correspond", ANN), ("Correspond", "wendy"), *[("Correspond", ANN)] * 2, ("Comment", BOT)]
    assert found[2:] == written
    text = text_of(tracker, ticket)
    assert "Every morning [1]." in text
    assert "A program wrote this." in text
    assert "Not answered: the source is silent on it." in text


def test_a_draft_is_a_comment_that_a_worker_sends(chat: httpx2.Client, tracker: RequestTracker) -> None:
    """By the page whose address is in it."""
    mail_in(tracker, "Roses", "do roses need water?", queue="Drafts")
    ticket = newest(tracker, "Drafts")
    assert history(tracker, ticket, least=2)[1] == ("Comment", BOT)
    found = re.search(r"https://faq\.example(/drafts/[\w-]+)", text_of(tracker, ticket))
    assert found
    chat.post(found[1], data={"text": "Every morning, Ann.", "send": ""})
    assert history(tracker, ticket, least=3)[2] == ("Correspond", BOT)
    assert "Every morning, Ann." in text_of(tracker, ticket)


def test_the_scrip_of_the_readme_is_the_one_of_the_package() -> None:
    """The README names its path."""
    assert Path(request_tracker.SCRIP).is_file()
    assert Path(request_tracker.ANSWERS).is_file()
