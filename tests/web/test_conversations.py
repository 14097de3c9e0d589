"""A conversation that is handed over: what the person is told, and what goes to and fro."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from service import needs, service

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

from fake_desk import FakeDesk  # noqa: E402

from footnote.desks import ConversationStore, Hook, Hours, Incoming  # noqa: E402
from footnote.web.handover import endpoints  # noqa: E402
from footnote.web.handover.service import Changes  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def client(desk: FakeDesk, tmp_path: Path) -> Iterator[TestClient]:
    with service(desk=desk, **settings(tmp_path)) as client:
        yield client


def settings(folder: Path, **more: str) -> dict[str, Any]:
    database = str(folder / "chat.sqlite3")
    return {"handoff_url": "http://desk.example", "handoff_database": database, **more}


def handed_over(client: TestClient, question: str = "do roses need water?", **more: object) -> Any:
    reply = client.post("/v1/ask", json={"question": question}).json()
    response = client.post("/v1/handoff", json={"turns": [reply], "state": reply["state"], **more})
    return response.json()


def test_a_reply_with_the_desks_own_number_is_shown(client: TestClient) -> None:
    """And one with a number that no conversation has is refused, with what to write."""
    id = handed_over(client)["conversation"]
    assert event(client, ticket="#17", text="At noon.").json() == {"kept": 1}
    assert [each["text"] for each in messages(client, id)["messages"]][1:] == ["At noon.", "taken"]
    refused = event(client, ticket="T-99", key="2", text="At noon.")
    assert (refused.status_code, refused.json()["type"]) == (404, "urn:footnote:problem:no-conversation")
    assert "`reference`" in refused.json()["detail"]


def messages(client: TestClient, id: str, **params: int) -> Any:
    return client.get(f"/v1/conversations/{id}/messages", params=params).json()


def event(client: TestClient, **fields: str) -> Any:
    body = {"ticket": "17", "key": "1", "event": "reply", **fields}
    return client.post("/hooks/webhook/known to the desk", json=body)


def test_the_person_is_told_what_happens_now(client: TestClient) -> None:
    """The number, and where the answer will be. Nobody is said to have the conversation."""
    got = handed_over(client)
    assert got["notice"] == (
        "I have passed your conversation on to the team. Its number is #17. The answer will appear here."
    )
    assert (got["number"], got["status"]) == ("#17", "open")


def test_the_person_is_told_when(desk: FakeDesk, tmp_path: Path) -> None:
    """Outside office hours, the day and time at which somebody is back."""
    now = datetime.now(UTC)
    day = Hours("Mo-Su 00:00-24:00").next_open(now)
    assert day is None
    closed = f"{now.hour:02}:{now.minute:02}"
    hours = f"Mo-Su 00:00-{closed}" if closed > "00:01" else "Mo-Su 12:00-13:00"
    with service(desk=desk, **settings(tmp_path, handoff_hours=hours)) as client:
        got = handed_over(client)
        assert "The team is back on " in got["notice"]
        assert datetime.fromisoformat(got["opens"]) > now
        assert client.get("/v1/bank").json()["hours"] == hours


def test_an_address_is_asked_for_where_there_is_no_other_way_to_answer(tmp_path: Path) -> None:
    """As with e-mail: the desk cannot answer in the chat."""
    desk = FakeDesk(answers_here=False)
    with service(desk=desk, **settings(tmp_path, handoff_asks="required")) as client:
        assert client.get("/v1/bank").json()["asks"] == "required"
        assert handed_over(client)["type"] == "urn:footnote:problem:no-address"
        got = handed_over(client, name="Ann  Lee", email="ann@customer.example")
    assert got["notice"].endswith("The answer will be mailed to ann@customer.example.")
    assert desk.got[0].conversation.person == ("Ann Lee", "ann@customer.example")


@pytest.mark.parametrize(
    "wrong", [{"email": "ann"}, {"email": "a@b\r\nBcc: c@d"}, {"name": "Ann\nBcc: c@d"}, {"email": "a@b,c@d"}]
)
def test_an_address_in_which_a_header_could_hide_is_refused(
    client: TestClient, wrong: dict[str, str]
) -> None:
    """With what to send instead."""
    assert handed_over(client, **wrong)["status"] == 422


def test_a_message_is_as_long_as_it_is_once_it_is_written_out(client: TestClient) -> None:
    """As a question is: U+FDFA is a sentence of eighteen letters."""
    here = f"/v1/conversations/{handed_over(client)['conversation']}/messages"
    assert client.post(here, json={"text": "\ufdfa" * 112}).status_code == 422
    assert client.post(here, json={"text": "\ufdfa" * 110}).status_code == 200


def test_a_blank_message_is_none(client: TestClient) -> None:
    here = f"/v1/conversations/{handed_over(client)['conversation']}/messages"
    assert client.post(here, json={"text": " \n "}).status_code == 422


def test_later_messages_reach_the_same_ticket_in_order(client: TestClient, desk: FakeDesk) -> None:
    """Those too that are written while the desk is down."""
    desk.down = True
    id = handed_over(client)["conversation"]
    here = f"/v1/conversations/{id}/messages"
    for text in ("one more thing", "and another"):
        assert client.post(here, json={"text": text}).json()["number"] > 0
    assert messages(client, id)["status"] == "waiting"
    assert desk.got == []


def test_a_message_that_is_sent_again_counts_once(client: TestClient) -> None:
    """By its key, which belongs to the conversation."""
    id = handed_over(client)["conversation"]
    sent = [
        client.post(f"/v1/conversations/{id}/messages", json={"text": "hello?", "key": "k"}).json()["number"]
        for _ in range(2)
    ]
    assert sent[0] > 0
    assert sent[1] == 0
    texts = [each["text"] for each in messages(client, id)["messages"] if each["author"] == "person"]
    assert texts == ["hello?"]


def test_a_reply_of_a_worker_appears_in_the_chat(client: TestClient) -> None:
    """Once, however often the desk sends it; from then on a person has the conversation."""
    got = handed_over(client)
    before = messages(client, got["conversation"])
    assert event(client, name="Wendy", text="Water them at noon.").json() == {"kept": 1}
    assert event(client, name="Wendy", text="Water them at noon.").json() == {"kept": 0}
    after = messages(client, got["conversation"], after=before["last"])
    assert [(each["author"], each["name"], each["text"]) for each in after["messages"]] == [
        ("team", "Wendy", "Water them at noon."),
        ("status", "Wendy", "taken"),
    ]
    assert after["status"] == "taken"


def test_waiting_ends_when_a_reply_comes(client: TestClient) -> None:
    """Long before the time is over; without one, at the end of it."""
    got = handed_over(client)
    last = messages(client, got["conversation"])["last"]
    thread = threading.Timer(0.2, event, (client,), {"text": "Here I am."})
    thread.start()
    began = datetime.now(UTC)
    found = messages(client, got["conversation"], after=last, wait=20)
    thread.join()
    assert found["messages"][0]["text"] == "Here I am."
    assert (datetime.now(UTC) - began).total_seconds() < 10
    assert messages(client, got["conversation"], after=found["last"] + 9, wait=1)["messages"] == []


def test_the_desk_gives_the_conversation_back(client: TestClient) -> None:
    """Then the bot is to be asked again, and a later handoff goes to the same ticket."""
    got = handed_over(client)
    event(client, event="returned")
    here = f"/v1/conversations/{got['conversation']}"
    assert messages(client, got["conversation"])["status"] == "returned"
    assert client.post(f"{here}/messages", json={"text": "hello?"}).status_code == 409
    again = handed_over(client, "when do tulips bloom?", conversation=got["conversation"])
    assert (again["conversation"], again["status"]) == (got["conversation"], "open")
    assert again["number"] == "#17"


def test_the_person_goes_back_to_the_bot(client: TestClient) -> None:
    """By a call of the chat."""
    id = handed_over(client)["conversation"]
    assert client.post(f"/v1/conversations/{id}/return").json()["status"] == "returned"


def test_an_emergency_is_answered_though_a_person_has_the_conversation(client: TestClient) -> None:
    """Nobody may be reading."""
    id = handed_over(client)["conversation"]
    got = client.post(f"/v1/conversations/{id}/messages", json={"text": "i want to die"}).json()
    assert got["reply"]["reason"] == "urgent"
    calm = client.post(f"/v1/conversations/{id}/messages", json={"text": "do roses need water?"}).json()
    assert calm["reply"] is None


@pytest.mark.parametrize("id", ["a" * 32, "x", "..%2F..%2Fbank"])
def test_an_id_that_was_not_given_out_finds_nothing(client: TestClient, id: str) -> None:
    """Neither to read nor to write."""
    handed_over(client)
    assert client.get(f"/v1/conversations/{id}/messages").status_code == 404
    assert client.post(f"/v1/conversations/{id}/messages", json={"text": "x"}).status_code == 404


def test_a_hook_of_somebody_else_is_refused(client: TestClient) -> None:
    """Of another desk, and without the secret."""
    handed_over(client)
    assert client.post("/hooks/webhook/wrong", json={}).status_code == 403
    assert client.post("/hooks/zammad/known to the desk", json={}).status_code == 404


def test_a_log_has_neither_the_id_nor_the_secret(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both are keys."""
    id = handed_over(client)["conversation"]
    messages(client, id)
    event(client, text="hello")
    logged = capsys.readouterr().err
    assert id not in logged
    assert "known to the desk" not in logged
    assert "/v1/conversations/{id}" in logged


def test_what_a_desk_sends_may_have_half_of_a_character(client: TestClient) -> None:
    """It is shown as a sign that something is missing."""
    got = handed_over(client)
    body = {"ticket": "17", "key": "1", "event": "reply", "text": "At\ud800 noon.", "name": "W\udfff"}
    posted = client.post("/hooks/webhook/known to the desk", content=json.dumps(body))
    assert posted.json() == {"kept": 1}
    [reply] = [each for each in messages(client, got["conversation"])["messages"] if each["author"] == "team"]
    assert (reply["name"], reply["text"]) == ("W\ufffd", "At\ufffd noon.")


def test_a_hook_of_endless_brackets_is_refused(client: TestClient) -> None:
    got = client.post("/hooks/webhook/known to the desk", content=b"[" * 30_000)
    assert got.status_code == 403


def test_what_a_desk_sends_is_read_beside_the_event_loop(
    client: TestClient, desk: FakeDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be half a megabyte of JSON and HTML."""
    threads: list[str] = []
    really = desk.read

    def read(hook: Hook) -> list[Incoming]:
        with pytest.raises(RuntimeError):
            asyncio.get_running_loop()
        threads.append(threading.current_thread().name)
        return really(hook)

    monkeypatch.setattr(desk, "read", read)
    handed_over(client)
    assert event(client, text="done").json() == {"kept": 1}
    assert len(threads) == 1


def test_those_who_wait_are_let_go_when_the_service_stops(tmp_path: Path) -> None:
    """At once, and nobody waits any more; though nothing has changed for long."""

    async def waited() -> float:
        changes = Changes(ConversationStore(str(tmp_path / "chat.sqlite3")))
        loop = asyncio.get_running_loop()
        waiting = asyncio.create_task(changes.wait("an id", 60))
        await asyncio.sleep(0.05)
        began = loop.time()
        changes.stop()
        await waiting
        await changes.wait("an id", 60)
        return loop.time() - began

    assert asyncio.run(waited()) < 20


def test_no_request_waits_longer_than_a_proxy_does(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long it asks to."""
    monkeypatch.setattr(endpoints, "MAX_WAIT", 0.3)
    got = handed_over(client)
    began = time.monotonic()
    assert messages(client, got["conversation"], after=99, wait=20)["messages"] == []
    assert 0.3 <= time.monotonic() - began < 10


def test_requests_that_wait_leave_the_others_their_place(
    desk: FakeDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They do not count towards the limit of requests in progress."""
    monkeypatch.setattr(endpoints, "MAX_WAITING", 1)
    with service(desk=desk, concurrency=1, **settings(tmp_path)) as client:
        got = handed_over(client)
        last = messages(client, got["conversation"])["last"]
        waiting = threading.Thread(
            target=messages, args=(client, got["conversation"]), kwargs={"after": last, "wait": 5}
        )
        waiting.start()
        assert client.post("/v1/ask", json={"question": "do roses need water?"}).status_code == 200
        event(client, text="done")
        waiting.join(10)
        assert not waiting.is_alive()
