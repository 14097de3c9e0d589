"""Each destination: what it is sent, what is not sent twice, and what its calls mean."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import pytest
from service import needs

needs("httpx2", "sqlalchemy")

from desk_messages import outgoing  # noqa: E402
from http_desk import Call, served  # noqa: E402

from footnote.desks import DeskError, Hook, Person, RefusedHook, Ticket  # noqa: E402
from footnote.desks.kinds.chatwoot import ChatwootDesk  # noqa: E402
from footnote.desks.kinds.django_helpdesk import DjangoHelpdeskDesk, escaped  # noqa: E402
from footnote.desks.kinds.file import FileDesk  # noqa: E402
from footnote.desks.kinds.webhook import WebhookDesk  # noqa: E402
from footnote.desks.kinds.zammad import ZammadDesk  # noqa: E402
from footnote.desks.texts import MAX_TEXT, plain_text, reply_text  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SECRET = "known to both"  # noqa: S105
LATER: dict[str, Any] = {"number": 2, "packet": None, "text": "one more thing"}


class Recorder:
    """Answers calls from a table of (method, path), and records them."""

    def __init__(self, **answers: Any) -> None:
        self.answers = {tuple(key.split(" ")): value for key, value in answers.items()}
        self.calls: list[Call] = []

    def __call__(self, call: Call) -> tuple[int, Any]:
        self.calls.append(call)
        found = self.answers.get((call.method, call.path))
        return (404, {"error": "no such path"}) if found is None else (200, found)

    def sent(self) -> list[tuple[str, str, Any]]:
        return [(call.method, call.path, call.json) for call in self.calls]


# Zammad


ZAMMAD = {
    "POST /api/v1/tickets": {"id": 81, "number": "10081"},
    "POST /api/v1/ticket_articles": {"id": 105},
    "GET /api/v1/tickets/search": [{"id": 81, "number": "10081", "title": "roses [7K3Q9BCD]"}],
    "GET /api/v1/ticket_articles/by_ticket/81": [{"body": "one more thing (chat message 7K3Q9BCD/2)"}],
}


def test_zammad_gets_a_ticket_and_articles_of_the_customer() -> None:
    """In the group, for the address that the person gave."""
    recorder = Recorder(**ZAMMAD)
    with served(recorder) as url:
        desk = ZammadDesk(url, "t0ken", "Service Desk", SECRET)
        ticket = desk.open(outgoing())
        desk.add(outgoing(**LATER, ticket=ticket))
        desk.open(outgoing(person=Person()))
    assert ticket == ("81", "#10081")
    first, second, third = recorder.calls
    assert first.headers["authorization"] == "Token token=t0ken"
    assert first.json["title"] == "do roses need water? [7K3Q9BCD]"
    assert (first.json["group"], first.json["customer_id"]) == ("Service Desk", "guess:ann@customer.example")
    assert second.json["ticket_id"] == 81
    assert "one more thing" in second.json["body"]
    assert (second.json["sender"], second.json["internal"]) == ("Customer", False)
    assert third.json["customer_id"].endswith(".invalid")


def test_what_zammad_has_already_is_not_sent_again() -> None:
    """The ticket is found by its title, the article by its mark."""
    recorder = Recorder(**ZAMMAD)
    with served(recorder) as url:
        desk = ZammadDesk(url, "t0ken", "Service Desk", SECRET)
        assert desk.open(outgoing(tries=2)) == ("81", "#10081")
        desk.add(outgoing(**LATER, ticket=Ticket("81", "#10081"), tries=2))
    assert {call.method for call in recorder.calls} == {"GET"}


def zammad_hook(secret: str = SECRET, **article: Any) -> Hook:
    """A trigger's webhook, as Zammad's documentation shows it, without what is not read."""
    wendy = {"id": 5, "firstname": "Wendy", "lastname": "Wood", "email": "wendy@desk.example"}
    ticket = {
        "id": 81, "number": "10081", "title": "roses [7K3Q9BCD]", "state": "open", "state_id": 2,
        "owner": wendy, "owner_id": 5, "updated_at": "2026-11-29T09:34:35.333Z", "customer_id": 8,
    }  # fmt: skip
    ticket |= article.pop("ticket", {})
    found = {
        "id": 104, "ticket_id": 81, "sender": "Agent", "type": "note", "internal": False,
        "content_type": "text/html", "body": "Water them<br>at <b>noon</b>.", "created_by": wendy,
    } | article  # fmt: skip
    body = json.dumps({"ticket": ticket, "article": found}).encode()
    signed = hmac.new(secret.encode(), body, hashlib.sha1).hexdigest()
    return Hook({"x-hub-signature": f"sha1={signed}", "x-zammad-delivery": "1"}, body)


def read_zammad(hook: Hook) -> list[tuple[str, str, str]]:
    desk = ZammadDesk("http://zammad.example", "t", "g", SECRET)
    return [(event.event, event.name, event.text) for event in desk.read(hook)]


def test_a_reply_in_zammad_is_read() -> None:
    """Of an agent, and not internal; HTML as text. Others tell at most who has the ticket."""
    assert read_zammad(zammad_hook()) == [("reply", "Wendy Wood", "Water them\nat noon.")]
    assert read_zammad(zammad_hook(internal=True)) == [("taken", "Wendy Wood", "")]
    nobody = {"owner_id": 1, "owner": {"id": 1}}
    assert read_zammad(zammad_hook(sender="Customer", ticket=nobody)) == []
    closed = read_zammad(zammad_hook(sender="System", ticket={"state": "closed"}))
    assert closed == [("returned", "", "")]
    with pytest.raises(RefusedHook):
        read_zammad(zammad_hook(secret="another"))  # noqa: S106


# Chatwoot


def chatwoot_answers(contact: str) -> dict[str, Any]:
    inbox = "/public/api/v1/inboxes/abc"
    said = [{"id": 1, "content": "one more thing\n\n(chat message 7K3Q9BCD/2)"}]
    known = {"id": 567, "messages": [{"content": "… (chat message 7K3Q9BCD/1)"}]}
    return {
        f"POST {inbox}/contacts": {"source_id": contact},
        f"POST {inbox}/contacts/{contact}/conversations": {"id": 567, "messages": []},
        f"POST {inbox}/contacts/{contact}/conversations/567/messages": {"id": 1},
        f"GET {inbox}/contacts/{contact}/conversations": [known],
        f"GET {inbox}/contacts/{contact}/conversations/567/messages": said,
    }


CONTACT = hashlib.sha256(b"chatwoot unguessable-7K3Q9BCD").hexdigest()[:36]


def test_chatwoot_gets_a_conversation_of_a_contact() -> None:
    """By the client interface of an API inbox; its later messages are the contact's own words."""
    recorder = Recorder(**chatwoot_answers(CONTACT))
    with served(recorder) as url:
        desk = ChatwootDesk(url, "abc", SECRET)
        ticket = desk.open(outgoing())
        desk.add(outgoing(**LATER, ticket=ticket))
    assert ticket == ("567", "#567")
    assert recorder.calls[0].json == {
        "source_id": CONTACT, "name": "Ann Lee", "email": "ann@customer.example"
    }  # fmt: skip
    assert "Handed over because" in recorder.calls[2].json["content"]
    assert recorder.calls[3].json["content"].startswith("one more thing\n")


def test_what_chatwoot_has_already_is_not_sent_again() -> None:
    """Neither the conversation, nor its first message, nor a later one."""
    recorder = Recorder(**chatwoot_answers(CONTACT))
    with served(recorder) as url:
        desk = ChatwootDesk(url, "abc", SECRET)
        assert desk.open(outgoing(tries=2)) == ("567", "#567")
        desk.add(outgoing(**LATER, ticket=Ticket("567", "#567"), tries=2))
    assert {call.method for call in recorder.calls} == {"GET"}


CHATWOOT_MESSAGE: dict[str, Any] = {
    "event": "message_created", "id": 9, "content": "Water them at *noon*.", "message_type": "outgoing",
    "content_type": "text", "private": False, "content_attributes": {}, "source_id": None,
    "sender": {"id": 3, "name": "Wendy", "type": "user"}, "inbox": {"id": 2, "name": "Chat"},
    "conversation": {"id": 567, "status": "open", "channel": "Channel::Api", "meta": {"assignee": None}},
    "account": {"id": 1, "name": "Desk"},
}  # fmt: skip


def chatwoot_hook(
    payload: dict[str, Any], *, secret: str = SECRET, age: int = 0, signed: bool = True
) -> Hook:
    """A webhook of the inbox, signed over its bytes as Rails writes them."""
    body = json.dumps(payload).replace("<", "\\u003c").encode()
    stamp = str(int(time.time()) - age)
    digest = hmac.new(secret.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"x-chatwoot-timestamp": stamp, "x-chatwoot-signature": f"sha256={digest}"}
    return Hook(headers, body) if signed else Hook({}, body, secret)


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "the secret in the path"])
def test_without_a_secret_no_event_of_chatwoot_is_read(*, signed: bool) -> None:
    """Else whoever signs with no secret could write to people as a worker."""
    with pytest.raises(RefusedHook):
        ChatwootDesk("http://chatwoot.example", "abc").read(
            chatwoot_hook(CHATWOOT_MESSAGE, secret="", signed=signed)
        )


@pytest.mark.parametrize("signed", [True, False], ids=["signed", "the secret in the path"])
@pytest.mark.parametrize(
    ("payload", "event"),
    [
        (CHATWOOT_MESSAGE, ("reply", "Wendy", "Water them at *noon*.")),
        (CHATWOOT_MESSAGE | {"private": True}, None),
        (CHATWOOT_MESSAGE | {"message_type": "incoming"}, None),
        (CHATWOOT_MESSAGE | {"event": "message_updated"}, None),
        (CHATWOOT_MESSAGE | {"sender": {"type": "agent_bot"}}, None),
        (
            {"event": "conversation_status_changed", "id": 567, "status": "resolved", "meta": {}},
            ("returned", "", ""),
        ),
        (
            {"event": "conversation_updated", "id": 567, "status": "open",
             "meta": {"assignee": {"id": 3, "name": "Wendy"}}},
            ("taken", "Wendy", ""),
        ),
        ({"event": "conversation_created", "id": 567, "status": "open", "meta": {}}, None),
        ({"event": "webwidget_triggered", "id": 1}, None),
    ],
)  # fmt: skip
def test_an_event_of_chatwoot_is_read(
    payload: dict[str, Any], event: tuple[str, str, str] | None, *, signed: bool
) -> None:
    """A worker's public message, who has the conversation, and that it is resolved."""
    found = ChatwootDesk("http://chatwoot.example", "abc", SECRET).read(chatwoot_hook(payload, signed=signed))
    assert [(each.event, each.name, each.text) for each in found] == ([event] if event else [])


@pytest.mark.parametrize(
    "hook",
    [
        chatwoot_hook(CHATWOOT_MESSAGE, secret="another"),  # noqa: S106
        chatwoot_hook(CHATWOOT_MESSAGE, age=3600),
        chatwoot_hook(CHATWOOT_MESSAGE)._replace(body=b"{}"),
        Hook({}, json.dumps(CHATWOOT_MESSAGE).encode()),
        Hook({}, b"[]", SECRET),
    ],
    ids=["another secret", "an old call", "another body", "no signature", "no event"],
)
def test_a_call_that_is_not_chatwoots_is_refused(hook: Hook) -> None:
    """Replays too."""
    with pytest.raises(RefusedHook):
        ChatwootDesk("http://chatwoot.example", "abc", SECRET).read(hook)


# django-helpdesk


DJANGO = {
    "POST /api/tickets/": {"id": 7},
    "POST /api/followups/": {"id": 3},
    "GET /api/tickets/": {"results": [{"id": 7, "title": "roses [7K3Q9BCD]"}]},
    "GET /api/tickets/7/": {"followup_set": [{"comment": "one more thing (chat message 7K3Q9BCD/2)"}]},
}


def test_django_helpdesk_gets_a_ticket_and_follow_ups() -> None:
    """With no title in a follow-up, which would rename the ticket, and nothing that its templates read."""
    recorder = Recorder(**DJANGO)
    with served(recorder) as url:
        desk = DjangoHelpdeskDesk(url, "t0ken", "4", "chat@desk.example", SECRET)
        ticket = desk.open(outgoing())
        desk.add(outgoing(**(LATER | {"text": "is {{ 1 }} {# it #} %}"}), ticket=ticket))
        desk.open(outgoing(tries=2))
        desk.add(outgoing(**LATER, ticket=ticket, tries=2))
    first, second, *rest = recorder.calls
    assert first.headers["authorization"] == "Token t0ken"
    assert (first.json["queue"], first.json["submitter_email"]) == (4, "ann@customer.example")
    assert second.json.keys() == {"ticket", "comment", "public"}
    assert '{{ "{{" }} 1 }}' in second.json["comment"]
    assert {call.method for call in rest} == {"GET"}


def test_escaped_text_is_shown_as_it_was() -> None:
    """By Django's own templates."""
    django = pytest.importorskip("django.template")
    engine = django.Engine()
    for text in ("{{ a }}", "{# a #}", "{{{", "math {{ a + b }}", "plain"):
        assert engine.from_string(escaped(text)).render(django.Context()) == text


def django_hook(followup: dict[str, Any], secret: str = SECRET, **ticket: Any) -> Hook:
    """A webhook as django-helpdesk 2.6.1 sends it, without what is not read."""
    first = {"id": 1, "user": None, "comment": "…", "public": True, "title": "Ticket Opened"}
    content = {"id": 7, "queue": 4, "status": 1, "assigned_to": None, "followup_set": [first, followup]}
    body = {"ticket": content | ticket, "queue_slug": "support", "followup_id": followup["id"]}
    return Hook({}, json.dumps(body).encode(), secret)


@pytest.mark.parametrize(
    ("hook", "events"),
    [
        (django_hook({"id": 2, "user": 5, "comment": "At noon.\r\n\r\n> when?", "public": True}), ["reply"]),
        (django_hook({"id": 2, "user": 5, "comment": "At noon.", "public": False}), []),
        (django_hook({"id": 2, "user": None, "comment": "by mail", "public": True}), []),
        (django_hook({"id": 2, "user": 9, "comment": "x (chat message A/2)", "public": True}), []),
        (django_hook({"id": 2, "user": 5, "comment": "", "public": False}, assigned_to=5), ["taken"]),
        (
            django_hook({"id": 2, "user": 5, "comment": "Done.", "public": True}, status=3),
            ["reply", "returned"],
        ),
    ],
)
def test_a_follow_up_of_django_helpdesk_is_read(hook: Hook, events: list[str]) -> None:
    """A worker's public one; the end of the ticket; and not what the chat wrote itself."""
    desk = DjangoHelpdeskDesk("http://desk.example", "t", "4", secret=SECRET)
    assert [each.event for each in desk.read(hook)] == events


def test_a_call_without_the_secret_is_refused() -> None:
    """Also where none is set."""
    hook = django_hook({"id": 2, "user": 5, "comment": "x", "public": True}, secret="")
    for secret in (SECRET, ""):
        with pytest.raises(RefusedHook):
            DjangoHelpdeskDesk("http://desk.example", "t", "4", secret=secret).read(hook)


# A webhook, and a file


def test_a_webhook_may_name_the_ticket_and_reply() -> None:
    """Signed both ways."""
    with served(lambda _call: (200, {"ticket": "T-1"})) as url:
        desk = WebhookDesk(f"{url}/hook", SECRET)
        assert desk.open(outgoing()) == ("7K3Q9BCD", "T-1")
    body = b'{"event": "reply", "ticket": "7K3Q9BCD", "id": 5, "name": "Wendy", "text": "At noon."}'
    stamp = str(int(time.time()))
    digest = hmac.new(SECRET.encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
    headers = {"footnote-timestamp": stamp, "footnote-signature": f"sha256={digest}"}
    [event] = desk.read(Hook(headers, body))
    assert (event.ticket, event.event, event.name, event.text) == ("7K3Q9BCD", "reply", "Wendy", "At noon.")
    with pytest.raises(RefusedHook):
        desk.read(Hook(headers, body + b" "))


def test_a_reply_without_an_end_is_cut_where_one_sees_it() -> None:
    """What a log or a whole mail thread was pasted into; the rest is in the ticket."""
    shown = reply_text("word " * 40_000)
    assert len(shown) == MAX_TEXT
    assert shown.endswith(" […]")
    assert plain_text(f"<p>{'word ' * 40_000}</p>").endswith(" […]")
    assert reply_text("w" * MAX_TEXT) == "w" * MAX_TEXT


@pytest.mark.parametrize("status", [0, 302, 400, 500])
def test_a_webhook_that_fails_is_tried_again(status: int) -> None:
    """Whether it responds or not; a redirect is not followed."""
    with served(lambda _call: (status, {})) as url, pytest.raises(DeskError):
        WebhookDesk(url, SECRET).open(outgoing())


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(status: int) -> None:
    """What a person wrote goes to the address that was set, and to no other."""
    calls: list[Call] = []

    def record(call: Call) -> tuple[int, Any]:
        calls.append(call)
        return 200, {}

    with served(record) as other:
        head = f"HTTP/1.1 {status} Elsewhere\r\nLocation: {other}/\r\nContent-Length: 0\r\n\r\n".encode()
        with listening(lambda taken: taken.sendall(head)) as url, pytest.raises(DeskError):
            WebhookDesk(url, SECRET).open(outgoing())
    assert calls == []


@pytest.mark.parametrize(
    "response",
    [b"SSH-2.0-OpenSSH_9.6\r\n", b"", b"HTTP/1.1 two hundred\r\n\r\n", b"\0" * 100],
    ids=["other protocol", "nothing", "no status", "noise"],
)
def test_a_desk_that_speaks_no_http_fails(response: bytes) -> None:
    """Whatever it sends."""
    with listening(lambda taken: taken.sendall(response)) as url, pytest.raises(DeskError):
        WebhookDesk(url, timeout=0.5).open(outgoing())


@pytest.mark.parametrize(
    "start",
    [b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", b""],
    ids=["head", "body", "all of it"],
)
def test_a_desk_that_drips_fails_within_its_time(start: bytes) -> None:
    """Which is for the whole of it, though every read brings something."""
    sent: list[int] = []

    def answer(taken: socket.socket) -> None:
        taken.sendall(start)
        for byte in (b"" if start else b"HTTP/1.1 200 OK\r\nX: ") + b"x" * 1000:
            taken.sendall(bytes([byte]))
            sent.append(byte)
            time.sleep(0.02)

    with listening(answer) as url, pytest.raises(DeskError):
        WebhookDesk(url, timeout=0.5).open(outgoing())
    assert len(sent) < 900


def test_a_response_without_an_end_is_not_read_to_it() -> None:
    """The webhook has accepted the message."""

    def answer(taken: socket.socket) -> None:
        taken.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            taken.sendall(b"1\r\nx\r\n" * 100)

    with listening(answer) as url:
        assert WebhookDesk(url).open(outgoing()).number == "7K3Q9BCD"


@contextmanager
def listening(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """The address of a server that answers one connection."""

    def serve() -> None:
        taken, _ = listener.accept()
        with taken, suppress(OSError):
            taken.recv(2**16)
            answer(taken)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join(30)


APPEND = """
import os, sys
from footnote.desks.kinds.file import append_line
for number in range(200):
    handle = os.open(sys.argv[1], os.O_RDWR | os.O_APPEND | os.O_CREAT)
    append_line(handle, f"{os.getpid()} {number} {'x' * number}".encode())
    os.close(handle)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such locks")
def test_several_processes_append_whole_lines(tmp_path: Path) -> None:
    """One waits for another: a line is read back, and taken back, where the file is its own."""
    file = tmp_path / "out"
    writers = [subprocess.Popen([sys.executable, "-c", APPEND, str(file)]) for _ in range(3)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    lines = [line.split() for line in file.read_text("utf-8").splitlines()]
    assert Counter(pid for pid, *_ in lines) == {str(writer.pid): 200 for writer in writers}
    assert all(("x" * int(number)) == "".join(rest) for _, number, *rest in lines)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no named pipes")
def test_a_line_that_goes_into_a_pipe_in_part_is_not_delivered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It cannot be read back there, as from a file: the write itself says how much went in."""
    pipe = tmp_path / "out"
    os.mkfifo(pipe)
    desk = FileDesk(str(pipe))
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        desk.open(outgoing())
        assert json.loads(os.read(reader, 2**16))
        really = os.write
        monkeypatch.setattr(os, "write", lambda handle, data: really(handle, data[:100]))
        with pytest.raises(DeskError):
            desk.add(outgoing(**LATER))
    finally:
        os.close(reader)


@pytest.mark.parametrize("room", [0, 1, 100])
def test_a_line_that_does_not_fit_on_the_disk_is_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    """The next one is a line of its own."""
    file = tmp_path / "out.jsonl"
    desk = FileDesk(str(file))
    desk.open(outgoing())
    with monkeypatch.context() as full:
        really = os.write
        full.setattr(os, "write", lambda handle, data: really(handle, data[:room]))
        with pytest.raises(DeskError):
            desk.add(outgoing(**LATER))
    desk.add(outgoing(**LATER))
    assert len([json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]) == 2


def test_a_line_is_on_the_disk_before_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine may stop right after it."""
    done: list[str] = []

    def noted(name: str) -> None:
        really = getattr(os, name)

        def call(*given: Any) -> Any:
            done.append(name)
            return really(*given)

        monkeypatch.setattr(os, name, call)

    noted("write")
    noted("fsync")
    FileDesk(str(tmp_path / "out.jsonl")).open(outgoing())
    assert done == ["write", "fsync"]


def test_a_line_that_cannot_be_read_back_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is taken back, too: a disk may say that it has written what it has not."""
    file = tmp_path / "out.jsonl"
    desk = FileDesk(str(file))
    desk.open(outgoing())
    before = file.read_bytes()
    with monkeypatch.context() as bad:
        really = os.write
        bad.setattr(os, "write", lambda handle, data: really(handle, bytes(len(data))))
        with pytest.raises(DeskError, match="cannot be read back"):
            desk.add(outgoing(**LATER))
    assert file.read_bytes() == before


def test_a_line_that_a_killed_process_left_half_written_is_ended(tmp_path: Path) -> None:
    """A message never continues it."""
    file = tmp_path / "out.jsonl"
    file.write_text('{"id": "half', encoding="utf-8")
    FileDesk(str(file)).open(outgoing())
    half, line, end = file.read_bytes().split(b"\n")
    assert (half, json.loads(line)["id"], end) == (b'{"id": "half', "7K3Q9BCD/1", b"")


@pytest.mark.parametrize("cut", [1, 20, 60])
def test_half_a_line_of_a_message_does_not_count_as_delivered(tmp_path: Path, cut: int) -> None:
    """The machine stopped while it was written, and it is tried again."""
    file = tmp_path / "out.jsonl"
    desk = FileDesk(str(file))
    desk.open(outgoing())
    file.write_bytes(file.read_bytes()[:-cut])
    desk.open(outgoing(tries=2))
    assert json.loads(file.read_bytes().splitlines()[-1])["id"] == "7K3Q9BCD/1"


def test_a_file_has_each_message_once(tmp_path: Path) -> None:
    """Though it was tried twice."""
    desk = FileDesk(str(tmp_path / "out.jsonl"))
    desk.open(outgoing())
    desk.open(outgoing(tries=2))
    desk.add(outgoing(**LATER))
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == ["7K3Q9BCD/1", "7K3Q9BCD/2"]
