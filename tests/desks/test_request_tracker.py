"""Request Tracker 5 itself: a conversation becomes a ticket, and what a worker writes comes back."""

from __future__ import annotations

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

from footnote.desks.kinds.request_tracker import RequestTrackerDesk  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from request_tracker import RequestTracker

SECRET = "known to both"  # noqa: S105
QUEUE = "General"


@pytest.fixture(scope="module")
def port() -> int:
    return request_tracker._free_port()  # noqa: SLF001


@pytest.fixture(scope="module")
def tracker(port: int) -> Iterator[RequestTracker]:
    with request_tracker.running(f"http://127.0.0.1:{port}/hooks/request-tracker", SECRET) as running:
        yield running


@pytest.fixture(scope="module")
def chat(
    tracker: RequestTracker, port: int, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[httpx2.Client]:
    """The service, set to hand over to RT."""
    folder = tmp_path_factory.mktemp("chat")
    settings = {
        "DESK": "request-tracker",
        "URL": tracker.url,
        "TOKEN": tracker.token,
        "QUEUE": QUEUE,
        "SECRET": SECRET,
        "DATABASE": str(folder / "chat.sqlite3"),
    }
    environment = {f"FOOTNOTE_HANDOFF_{name}": value for name, value in settings.items()}
    with (
        service.running(folder, "--bank", str(GARDEN), "--port", str(port), **environment) as server,
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


def contents(tracker: RequestTracker, ticket: str) -> list[str]:
    """The texts of a ticket's transactions."""
    return [
        tracker.as_worker("GET", f"/attachment/{each['id']}").get("Content", "")
        for each in tracker.as_worker("GET", f"/ticket/{ticket}/attachments")["items"]
    ]


def text_of(tracker: RequestTracker, ticket: str) -> str:
    from base64 import b64decode

    return "\n".join(b64decode(each).decode("utf-8", "replace") for each in contents(tracker, ticket) if each)


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


def test_the_scrip_of_the_readme_is_the_one_of_the_package() -> None:
    """The README names its path."""
    assert Path(request_tracker.SCRIP).is_file()
