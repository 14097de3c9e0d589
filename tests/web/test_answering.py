"""The service where the bot works in a desk: what the desk sends, and the pages of drafts."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING, Any

import pytest
from service import needs, service

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

from desk_events import SECRET, chatwoot, chatwoot_message  # noqa: E402
from http_desk import Call, served  # noqa: E402

from footnote.desks import background, tables  # noqa: E402
from footnote.journal import Journal, Settings, open_store  # noqa: E402
from footnote.settings import SettingsError  # noqa: E402
from footnote.web.settings import load_settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from httpx2 import Response
    from starlette.testclient import TestClient

    from footnote.desks import Hook


class Recorder:
    """A desk that takes everything, unless it is `down`."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.down = False

    def __call__(self, call: Call) -> tuple[int, Any]:
        if self.down:
            return 503, {}
        if call.method == "POST":
            self.calls.append(call)
        return 200, {}

    def messages(self, *, private: bool) -> list[str]:
        found = [call.json for call in self.calls if call.path.endswith("/messages")]
        return [each["content"] for each in found if each["private"] is private]

    def wait(self, calls: int) -> None:
        for _ in range(200):
            if len(self.calls) >= calls:
                return
            time.sleep(0.05)
        raise AssertionError(self.calls)


@pytest.fixture
def desk() -> Recorder:
    return Recorder()


@pytest.fixture
def url(desk: Recorder) -> Iterator[str]:
    with served(desk) as url:
        yield url


def settings(url: str, folder: Path, **more: Any) -> dict[str, Any]:
    given = {"desk": "chatwoot", "url": url, "token": "t0ken", "secret": SECRET} | more
    named = {f"answering_{name}": value for name, value in given.items()}
    return {**named, "handoff_database": str(folder / "chat.sqlite3")}


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(Settings(str(tmp_path / "journal.sqlite3"))) as journal:
        yield journal


@pytest.fixture
def client(url: str, tmp_path: Path, journal: Journal) -> Iterator[TestClient]:
    more = {"mode": "draft", "address": "https://faq.example"}
    with service(journal, **settings(url, tmp_path, **more)) as client:
        yield client


def send(client: TestClient, hook: Hook, path: str = "/answering/chatwoot") -> Response:
    return client.post(path, content=hook.body, headers=hook.headers)


def question(id: int = 1, text: str = "do roses need water?") -> Hook:
    return chatwoot("message_created", chatwoot_message(id, text))


def page_of(desk: Recorder) -> str:
    found = re.search(r"https://faq\.example(/drafts/[\w-]+)", desk.messages(private=True)[-1])
    assert found
    return found[1]


def test_an_event_is_acknowledged_while_the_desk_is_down(
    url: str, desk: Recorder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And answered later, after a restart of the service too; an event that comes again is not."""
    monkeypatch.setattr(tables, "RETRY_DELAYS", (0.1,))
    monkeypatch.setattr(background, "POLL_INTERVAL", 0.05)
    desk.down = True
    with service(**settings(url, tmp_path)) as client:
        assert send(client, question()).json() == {"kept": 1}
        assert send(client, question()).json() == {"kept": 0}
    desk.down = False
    with service(**settings(url, tmp_path)) as client:
        desk.wait(1)
        assert send(client, question(2, "do tulips need water?")).json() == {"kept": 1}
        desk.wait(2)
        metrics = client.get("/metrics").text
    assert "footnote_answers_sent_total" in metrics
    assert "footnote_answers_waiting" in metrics
    assert [each.split(" [")[0] for each in desk.messages(private=False)] == [
        "Every morning",
        "Not in winter",
    ]


def test_a_call_of_anybody_else_is_refused(client: TestClient) -> None:
    """Unsigned, of another desk, too large."""
    assert client.post("/answering/chatwoot", content=b"{}").status_code == 403
    assert send(client, question(), "/answering/zammad").status_code == 404
    assert client.post("/answering/chatwoot", content=b" " * 600_000).status_code == 413


def test_an_event_that_cannot_be_stored_is_asked_for_again(url: str, tmp_path: Path) -> None:
    """By the status 500, at which Chatwoot sends it again."""
    lost = settings(url, tmp_path) | {"handoff_database": str(tmp_path / "no folder" / "chat.sqlite3")}
    with service(**lost) as client:
        assert send(client, question()).status_code == 500


def test_a_worker_sends_a_draft_on_its_page(
    client: TestClient, desk: Recorder, journal: Journal, tmp_path: Path
) -> None:
    """The page shows the question and the answer as text; one press of the button sends it, once."""
    send(client, question(1, "do roses need water? <script>alert(1)</script>"))
    desk.wait(2)
    shown = client.get(page_of(desk))
    assert shown.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self'")
    assert shown.headers["cache-control"] == "no-store"
    assert "<script" not in shown.text
    assert "&lt;script&gt;" in shown.text
    assert desk.messages(private=False) == []
    for _ in range(2):
        sent = client.post(page_of(desk), data={"text": "Every morning, Ann.", "send": ""})
        assert "A worker sent a text of their own." in sent.text
    desk.wait(3)
    assert desk.messages(private=False) == ["Every morning, Ann."]
    journal.flush()
    (line,) = open_store(str(tmp_path / "journal.sqlite3")).lines()
    assert (line.surface, line.entry, line.verdict) == ("chatwoot", "roses", "changed by a worker")


def test_a_worker_rejects_a_draft(client: TestClient, desk: Recorder) -> None:
    """Then nothing is sent."""
    send(client, question())
    desk.wait(2)
    assert "This draft was rejected" in client.post(page_of(desk), data={"text": "x", "reject": ""}).text
    assert "This draft was rejected" in client.post(page_of(desk), data={"text": "x", "send": ""}).text
    assert desk.messages(private=False) == []


def test_an_empty_text_is_not_sent(client: TestClient, desk: Recorder) -> None:
    """The form is shown again."""
    send(client, question())
    desk.wait(2)
    for data in ({"text": "  ", "send": ""}, {}):
        assert "<textarea" in client.post(page_of(desk), data=data).text


def test_a_page_that_is_not_there(client: TestClient) -> None:
    """Says so."""
    for method in ("GET", "POST"):
        response = client.request(method, "/drafts/no-such-token")
        assert (response.status_code, "no such draft" in response.text) == (404, True)


def test_without_a_desk_there_is_nothing() -> None:
    """Neither the hook nor the pages."""
    with service() as client:
        assert client.post("/answering/chatwoot", content=b"{}").status_code == 404
        assert client.get("/drafts/x").status_code == 404


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('desk = "zammad"', "answering.url: is missing; the desk zammad needs it"),
        ('desk = "zammad"', "answering.secret: is missing"),
        ('desk = "zammad"', "handoff.database: is missing"),
        ('desk = "zammad"\nmode = "draft"', "answering.address: is missing"),
        ('mode = "often"', 'answering.mode: write "answer", "draft"'),
        ('modes = {Shop = "often"}', "answering.modes: write a mode for each queue"),
        ('url = "smtp://a"', "answering.url: write a URL that begins with https://"),
        ('desk = "zammad"\nqueues = {Shop = "roses"}', "there is no bank 'roses' in `banks`"),
        ('desk = "otrs"', "answering.desk"),
    ],
)
def test_settings_that_lack_something_say_what(lines: str, problem: str, tmp_path: Path) -> None:
    """Before the service starts, all at once."""
    (tmp_path / "footnote.toml").write_text(f"[answering]\n{lines}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(str(tmp_path / "footnote.toml"), environ={})
    assert problem in str(caught.value)
