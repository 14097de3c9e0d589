"""The HTTP API: replies, problems, headers, keys, logs and metrics."""

from __future__ import annotations

import io
import json
import re
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from paths import GARDEN
from service import ask, needs, service

import footnote

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

import msgspec  # noqa: E402
from fake_desk import FakeDesk  # noqa: E402

from footnote.journal import OFF  # noqa: E402
from footnote.web import schemas  # noqa: E402
from footnote.web.logs import log  # noqa: E402
from footnote.web.metrics import Metrics  # noqa: E402
from footnote.web.request_body import MAX_BODY_SIZE  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from starlette.testclient import TestClient

    from footnote.desks import Outgoing, Ticket

QUESTIONS = [
    "do roses need water?", "why", "what about tulips", "is 3 mm a dwarf rose?", "how do I mow the grass",
    "hello", "I want to die", "", "zzz", "water", "roses or tulips?", "should I really buy it",
    "ROSES\u202e <b>x</b>", "水をやる",
]  # fmt: skip


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    with service() as client:
        yield client


def test_a_reply_over_http_is_the_bots_reply(client: TestClient, gardener: footnote.Bot) -> None:
    """Byte for byte and turn by turn, with the state sent back by the client."""
    here: dict[str, Any] | None = None
    there: dict[str, Any] | None = None
    for number, question in enumerate(QUESTIONS):
        expected = gardener.ask(question, here, id=str(number)).as_dict()
        got = ask(client, question, state=there, id=str(number), bank="garden")
        assert got.status_code == 200
        assert got.text == json.dumps(expected, ensure_ascii=False, separators=(",", ":"))
        here, there = expected["state"], got.json()["state"]


def test_the_schemas_have_the_keys_of_a_reply(gardener: footnote.Bot) -> None:
    """Any reply decodes into them and encodes to the same JSON: no key is missing, and there is no other."""
    for question in QUESTIONS:
        expected = gardener.ask(question).as_dict()
        assert msgspec.to_builtins(msgspec.convert(expected, schemas.Reply)) == expected
    assert set(schemas.State.__struct_fields__) == set(footnote.State._fields)
    assert set(schemas.Reply.__struct_fields__) == set(expected)


@pytest.mark.parametrize("id", [None, 7, "7", "x" * 200, -(2**53)])
def test_the_callers_id_comes_back(client: TestClient, id: object) -> None:
    """A string or an integer, unchanged."""
    assert json.dumps(ask(client, "hello", id=id).json()["id"]) == json.dumps(id)


def test_integers_may_be_written_as_floats(client: TestClient) -> None:
    """As some JSON libraries write the state that they send back."""
    state = {"entry": "roses", "options": [], "declined": 1.0, "handed": False}
    assert ask(client, "mow the lawn", state=state).json()["state"]["declined"] == 2


JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}

VERDICT = f'{{"receipt": "{"a" * 22}", "verdict": "secret"}}'.encode()

REFUSED: list[tuple[str, bytes, dict[str, str], int, str]] = [
    ("/v1/ask", b"", JSON, 400, '{"question": '),
    ("/v1/ask", b"{", JSON, 400, '{"question": '),
    ("/v1/ask", b'{"question": "\xff"}', JSON, 400, "UTF-8"),
    ("/v1/ask", b"\xff", JSON, 400, "UTF-8"),
    ("/v1/ask", b'{"question": "\\ud800"}', JSON, 400, "JSON"),
    ("/v1/ask", b"[" * 9000, JSON, 422, '{"question": '),
    ("/v1/ask", b"[]", JSON, 422, '{"question": '),
    ("/v1/ask", b"{}", JSON, 422, "`question` is a string"),
    ("/v1/ask", b'{"question": 1}', JSON, 422, "`question` is a string"),
    ("/v1/ask", b'{"question": null}', JSON, 422, "`question` is a string"),
    ("/v1/ask", b'{"question": "' + b"q" * 2001 + b'"}', JSON, 422, "2,000 characters"),
    ("/v1/ask", b'{"question": "q", "state": 7}', JSON, 422, "`state` is null in the first request"),
    ("/v1/ask", b'{"question": "q", "state": {"other": 1}}', JSON, 422, "unknown field `other`"),
    ("/v1/ask", b'{"question": "q", "state": {"declined": -1}}', JSON, 422, "`state` is null"),
    ("/v1/ask", b'{"question": "q", "state": {"handed": 1}}', JSON, 422, "`state` is null"),
    ("/v1/ask", b'{"question": "9", "state": {"options": ["","","",""]}}', JSON, 422, "`state` is null"),
    ("/v1/ask", b'{"question": "q", "id": 1.5}', JSON, 422, "`id` is null"),
    ("/v1/ask", b'{"question": "q", "id": 99999999999999999999999}', JSON, 422, "`id` is null"),
    ("/v1/ask", b'{"question": "q", "session": "s"}', JSON, 422, "unknown field `session`"),
    ("/v1/ask", b'{"question": "q", "bank": "lawn"}', JSON, 404, "send one of: garden"),
    ("/v1/ask", b'{"question": "q"}', {}, 415, "application/json"),
    ("/v1/ask", b"question=q", FORM, 415, "application/json"),
    ("/v1/ask", b" " * (MAX_BODY_SIZE + 1), JSON, 413, "16,384 bytes"),
    ("/v1/feedback", b'{"receipt": "x", "verdict": "helpful"}', JSON, 422, "Footnote-Receipt"),
    ("/v1/feedback", VERDICT, JSON, 422, "one of: helpful"),
    ("/v1/handoff", b'{"turns": []}', JSON, 422, "1 to 200 replies"),
    ("/v1/handoff", b'{"turns": [{"question": "q"}]}', JSON, 422, "1 to 200 replies"),
    ("/nowhere", b"{}", JSON, 404, "/openapi.json"),
    ("/healthz", b"{}", JSON, 405, "/openapi.json"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "body", "headers", "status", "says"), REFUSED)
def test_a_wrong_request_is_refused_with_what_to_send(
    client: TestClient, path: str, body: bytes, *, headers: dict[str, str], status: int, says: str
) -> None:
    """A problem as RFC 9457 has it, with the request's id to quote."""
    got = client.post(path, content=body, headers=headers)
    problem = got.json()
    assert (got.status_code, problem["status"]) == (status, status)
    assert got.headers["content-type"] == "application/problem+json"
    assert says in problem["detail"]
    assert problem["type"].startswith("urn:footnote:problem:")
    assert problem["request"] == got.headers["x-request-id"]
    assert "secret" not in problem["detail"]


def test_the_longest_question_is_answered(client: TestClient) -> None:
    """2,000 characters, four bytes each."""
    assert ask(client, "🌹" * 2000).status_code == 200


def test_a_body_of_unknown_length_is_refused_at_the_limit(client: TestClient) -> None:
    """It has no Content-Length."""
    got = client.post("/v1/ask", content=(b" " * 1000 for _ in range(100)), headers=JSON)
    assert got.status_code == 413


@pytest.mark.parametrize("path", ["/", "/widget.js", "/v1/bank", "/nowhere", "/metrics"])
def test_every_response_has_the_security_headers(client: TestClient, path: str) -> None:
    """No sniffing, no framing, no referrer, and a policy under which nothing foreign runs."""
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["content-security-policy"].startswith("default-src 'none';")
    assert headers["vary"] == "Origin"


def test_only_pages_of_allowed_origins_may_read_responses() -> None:
    """The receipt too; responses vary by origin for caches."""
    with service(origins=["https://desk.example"]) as client:
        method = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        allowed = client.options("/v1/ask", headers={"Origin": "https://desk.example", **method})
        other = client.options("/v1/ask", headers={"Origin": "https://evil.example", **method})
        got = client.get("/v1/bank", headers={"Origin": "https://desk.example"})
        foreign = client.get("/v1/bank", headers={"Origin": "https://evil.example"})
    assert allowed.headers["access-control-allow-origin"] == "https://desk.example"
    assert "access-control-allow-origin" not in other.headers
    assert got.headers["access-control-allow-origin"] == "https://desk.example"
    assert "Footnote-Receipt" in got.headers["access-control-expose-headers"]
    assert "access-control-allow-origin" not in foreign.headers
    assert {got.headers["vary"], foreign.headers["vary"]} == {"Origin"}


KEY = "a-key-that-nobody-guesses"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("", 401),
        (f"Bearer {KEY}", 200),
        (f"bearer {KEY}", 200),
        (f"Bearer {KEY}x", 401),
        ("Bearer ", 401),
        (f"Basic {KEY}", 401),
        ("Bearer \xff", 401),
    ],
)
def test_where_keys_are_set_a_valid_one_is_required(header: str, status: int) -> None:
    """For answers and metrics; not for the liveness probe and the widget."""
    with service(keys=["another-key-of-sixteen", KEY]) as client:
        headers = {b"Authorization": header.encode("latin-1")}
        assert client.get("/v1/topics", headers=headers).status_code == status
        assert client.post("/v1/ask", headers=headers, json={"question": "hello"}).status_code == status
        assert client.get("/metrics", headers=headers).status_code == status
        assert client.get("/healthz").status_code == client.get("/widget.js").status_code == 200
        assert client.get("/").status_code == 404


def test_a_bank_and_its_topics(client: TestClient, gardener: footnote.Bot) -> None:
    """What a channel shows before the first question."""
    bank, topics = client.get("/v1/bank").json(), client.get("/v1/topics?bank=garden").json()
    assert bank["notice"] == gardener.bank.notice
    assert (bank["name"], bank["banks"]) == ("garden", ["garden"])
    assert (bank["handoff"], bank["feedback"]) == (False, False)
    assert [topic["entry"] for topic in topics["topics"]] == list(gardener.bank.entries)
    assert [topic["section"] for topic in topics["topics"]] == ["Water"] * 3 + ["Size"] * 2
    assert [each["entry"] for each in bank["starters"]] == ["roses", "tulips", "why-water"]
    assert topics["bank"] == {"id": "garden", "version": gardener.bank.version}
    assert client.get("/v1/bank?bank=lawn").status_code == 404


def test_several_banks_answer_by_name() -> None:
    """The first is the default."""
    with service(banks={"garden": str(GARDEN), "breast": "micrometastases"}) as client:
        assert ask(client, "how big are they", bank="breast").json()["bank"]["id"] == "micrometastases"
        assert ask(client, "how big are they").json()["bank"]["id"] == "garden"
        assert client.get("/v1/bank?bank=breast").json()["lang"] == "en"


def test_a_request_keeps_its_id_if_it_is_a_plain_one(client: TestClient) -> None:
    """One that could forge a log line is replaced."""
    assert client.get("/healthz", headers={"X-Request-ID": "abc-123"}).headers["x-request-id"] == "abc-123"
    assert (
        client.get("/healthz", headers={"X-Request-ID": 'x","level":"'}).headers["x-request-id"]
        != 'x","level":"'
    )


TYPED = "xyzzyplugh"


class Terminal(io.StringIO):
    """A standard error that a person reads."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_a_log_line_is_for_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    """And carries no escape characters there."""
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    log("listening", address="http://127.0.0.1:8000/")
    log("a bank was not read", level="error", path="/banks/\x1b[31mred")
    first, second = terminal.getvalue().splitlines()
    assert re.fullmatch(r"\d\d:\d\d:\d\d  listening  address=http://127.0.0.1:8000/", first)
    assert "ERROR  a bank was not read" in second
    assert "\x1b" not in second


def test_no_log_line_contains_what_was_typed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in a question, a wrong body or a wrong path, nor in an exception that quotes it."""
    with service() as client:
        ask(client, f"{TYPED} roses")
        client.post("/v1/ask", content=f'{{"question": 1, "{TYPED}": 2}}'.encode(), headers=JSON)
        client.get(f"/v1/ask?question={TYPED}")
        client.get(f"/{TYPED}")
        monkeypatch.setattr("footnote.dialogue.engine.Bot.ask", raise_question)
        assert ask(client, f"{TYPED} tulips").json()["type"] == "urn:footnote:problem:broken"
    text = capsys.readouterr().err
    assert TYPED not in text
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["status"] for line in lines if line["event"] == "request"] == [200, 422, 405, 404, 500]
    crash = next(line for line in lines if line["event"] == "crash")
    assert crash["error"] == "ValueError"
    assert "test_service.py" in crash["at"][-1]


def raise_question(_self: object, question: str, *_: object, **__: object) -> None:
    raise ValueError(question)


def test_a_request_over_the_concurrency_limit_is_asked_to_come_back(tmp_path: Path) -> None:
    """Probes are answered anyway."""
    begun, go_on = threading.Event(), threading.Event()

    class SlowDesk(FakeDesk):
        def open(self, message: Outgoing) -> Ticket:
            begun.set()
            go_on.wait(10)
            return super().open(message)

    database = str(tmp_path / "chat.sqlite3")
    origin = "https://desk.example"
    with service(desk=SlowDesk(), concurrency=1, handoff_database=database, origins=[origin]) as client:
        turn = ask(client, "hello").json()
        waiting = threading.Thread(
            target=client.post, args=("/v1/handoff",), kwargs={"json": {"turns": [turn]}}
        )
        waiting.start()
        assert begun.wait(10)
        busy = client.post("/v1/ask", json={"question": "hello"}, headers={"Origin": origin})
        alive = client.get("/healthz")
        go_on.set()
        waiting.join()
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "1")
    assert busy.headers["access-control-allow-origin"] == origin
    assert alive.status_code == 200


def test_a_long_question_has_a_time_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Meanwhile short questions are answered."""
    go_on = threading.Event()
    really = footnote.Bot.ask

    def slow(self: footnote.Bot, question: str, *rest: Any) -> footnote.Reply:
        if len(question) > 200:
            go_on.wait(10)
        return really(self, question, *rest)

    monkeypatch.setattr("footnote.dialogue.engine.Bot.ask", slow)
    with service(timeout=0.3) as client:
        got = ask(client, "rose " * 100)
        short = ask(client, "hello")
        go_on.set()
    assert (got.status_code, got.json()["type"]) == (503, "urn:footnote:problem:too-long")
    assert got.headers["retry-after"] == "5"
    assert short.status_code == 200


def test_the_metrics_count_requests_replies_and_journal_lines() -> None:
    """By route and status, and by kind and reason."""

    class Lossy(type(OFF)):  # type: ignore[misc]
        lost = 3

    with service(journal=Lossy()) as client:
        ask(client, "do roses need water?")
        ask(client, "I want to die")
        client.get("/some/where")
        text = client.get("/metrics").text
    for line in [
        'footnote_requests_total{route="/v1/ask",status="200"} 2.0',
        'footnote_requests_total{route="other",status="404"} 1.0',
        'footnote_replies_total{bank="garden",kind="answer",reason=""} 1.0',
        'footnote_replies_total{bank="garden",kind="handoff",reason="urgent"} 1.0',
        'footnote_bank_usable{bank="garden"} 1.0',
        "footnote_journal_lost_total 3.0",
        "footnote_requests_in_work 1.0",
    ]:
        assert line in text


def test_a_slow_database_of_metrics_stops_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts them waits; a probe is answered meanwhile."""
    go_on = threading.Event()

    def slow(_: Metrics) -> bytes:
        assert go_on.wait(10)
        return b"slow"

    monkeypatch.setattr(Metrics, "render", slow)
    with service() as client, ThreadPoolExecutor() as pool:
        scrape = pool.submit(client.get, "/metrics")
        assert client.get("/healthz").status_code == 200
        go_on.set()
        assert scrape.result().text == "slow"


def test_a_reply_is_cached(monkeypatch: pytest.MonkeyPatch) -> None:
    """The bot is asked once for the same question and state."""
    asked: list[str] = []
    really = footnote.Bot.ask

    def counted(self: footnote.Bot, question: str, *rest: Any) -> footnote.Reply:
        asked.append(question)
        return really(self, question, *rest)

    monkeypatch.setattr("footnote.dialogue.engine.Bot.ask", counted)
    with service() as client:
        first, second = ask(client, "hello", id=1).json(), ask(client, "hello", id=2).json()
        ask(client, "hello", state=first["state"] | {"entry": "roses"})
    assert {**first, "id": 2} == second
    assert len(asked) == 2


def test_a_handoff_that_cannot_be_stored_does_not_silence_the_bot(tmp_path: Path) -> None:
    """The response has no state."""
    database = str(tmp_path / "gone" / "chat.sqlite3")
    with service(desk=FakeDesk(), handoff_database=database) as client:
        turn = ask(client, "hello").json()
        got = client.post("/v1/handoff", json={"turns": [turn], "state": turn["state"]})
    assert (got.status_code, got.json()["type"]) == (503, "urn:footnote:problem:no-database")
    assert "state" not in got.json()


@pytest.mark.parametrize(("more", "status"), [(0, 200), (1, 413)])
@pytest.mark.parametrize("declared", [True, False])
def test_a_body_of_the_largest_size_is_read(
    client: TestClient, more: int, status: int, *, declared: bool
) -> None:
    """And one of a byte more is not, whether it says so before or not."""
    body = b'{"question": "hello"}'
    body += b" " * (MAX_BODY_SIZE + more - len(body))
    content = body if declared else iter([body[:9_000], body[9_000:]])
    assert client.post("/v1/ask", content=content, headers=JSON).status_code == status
