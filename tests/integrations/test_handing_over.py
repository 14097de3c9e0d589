"""The chat hands over to django-helpdesk itself: a ticket there, and the workers' replies in the chat."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import desk_project.ready  # noqa: F401 (skips where the extra is absent)
import pytest
import service
from desk_project.running import running
from paths import GARDEN
from ports import free_port

service.needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

import httpx2  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

SECRET = "known-to-both"  # noqa: S105


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[httpx2.Client, httpx2.Client]]:
    """Wendy's client of the desk, and a client of the chat, as the README sets them up."""
    folder, chat_port = tmp_path_factory.mktemp("both"), free_port()
    hook = f"http://127.0.0.1:{chat_port}/hooks/django-helpdesk/{SECRET}"
    with running(folder, HELPDESK_FOLLOWUP_WEBHOOK_URLS=hook) as desk:
        settings = {"DESK": "django-helpdesk", "URL": desk, "TOKEN": "chat", "QUEUE": "1", "SECRET": SECRET}
        settings |= {"SENDER": "chat@desk.example", "DATABASE": str(folder / "chat.sqlite3")}
        handoff = {f"FOOTNOTE_HANDOFF_{name}": value for name, value in settings.items()}
        with (
            service.running(folder, "--bank", str(GARDEN), "--port", str(chat_port), **handoff) as chat,
            httpx2.Client(base_url=desk, headers={"Authorization": "Token wendy"}, timeout=20) as wendy,
            httpx2.Client(base_url=chat.address, timeout=40) as client,
        ):
            yield wendy, client


def until(look: Any) -> Any:
    for _ in range(300):
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError("nothing came")


def test_a_conversation_goes_to_and_fro(both: tuple[httpx2.Client, httpx2.Client]) -> None:
    """The bot in the desk leaves the ticket alone; Wendy's public reply appears in the chat, once."""
    wendy, chat = both
    reply = chat.post("/v1/ask", json={"question": "do roses need water?"}).json()
    body = {"turns": [reply], "state": reply["state"], "name": "Ann", "email": "ann@customer.example"}
    got = chat.post("/v1/handoff", json=body).json()
    here = f"/v1/conversations/{got['conversation']}/messages"
    until(lambda: chat.get(here).json()["status"] == "open")
    number = int(chat.get(here).json()["number"].strip("#"))
    chat.post(here, json={"text": "and {{ in }} winter?"})
    ticket = until(lambda: with_comment(wendy, number, "and {{ in }} winter?"))
    assert ticket["submitter_email"] == "ann@customer.example"
    assert "1. Asked: do roses need water?" in ticket["description"]
    last = chat.get(here).json()["last"]
    for public, text in ((False, "secret"), (True, "Less, Ann.")):
        wendy.post("/api/followups/", json={"ticket": number, "comment": text, "public": public})
    answered = chat.get(here, params={"after": last, "wait": 20}).json()
    assert [each["text"] for each in answered["messages"]] == ["Less, Ann.", "taken"]
    comments = [each["comment"] for each in wendy.get(f"/api/tickets/{number}/").json()["followup_set"]]
    assert not any("Every morning" in comment and "From the chat" not in comment for comment in comments)


def with_comment(wendy: httpx2.Client, number: int, text: str) -> Any:
    """The ticket, once it has a follow-up with a text."""
    ticket = wendy.get(f"/api/tickets/{number}/").json()
    return ticket if any(text in (each["comment"] or "") for each in ticket["followup_set"]) else None
