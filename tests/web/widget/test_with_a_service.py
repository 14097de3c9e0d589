"""The widget, the service and a desk together: nothing between them is a double but the desk's webhook."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.request import Request, urlopen

import pytest
from service import IN_A_BROWSER, needs, running

needs(*IN_A_BROWSER)

from playwright.sync_api import expect  # noqa: E402
from widget_site import Watched, ask  # noqa: E402

from footnote.desks.signatures import now, signature  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser
    from service import Running

SECRET = "a-secret-of-the-tests"  # noqa: S105


class Webhook(BaseHTTPRequestHandler):
    """Takes every message, and gives the first a number."""

    got: ClassVar[list[dict[str, Any]]] = []

    def do_POST(self) -> None:
        self.got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"ticket": 4711}')

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A service whose conversations go to a webhook, which needs an address."""
    Webhook.got.clear()
    webhook = ThreadingHTTPServer(("127.0.0.1", 0), Webhook)
    thread = threading.Thread(target=webhook.serve_forever, args=(0.05,))
    thread.start()
    folder = tmp_path_factory.mktemp("desk")
    environ = {
        "FOOTNOTE_BANKS": "micrometastases",
        "FOOTNOTE_JOURNAL": str(folder / "journal.sqlite3"),
        "FOOTNOTE_HANDOFF_URL": f"http://127.0.0.1:{webhook.server_port}/",
        "FOOTNOTE_HANDOFF_SECRET": SECRET,
        "FOOTNOTE_HANDOFF_HOURS": "Mo-Su 00:00-23:59",
        "FOOTNOTE_HANDOFF_ASKS": "required",
    }
    with running(folder, **environ) as server:
        yield server
    webhook.shutdown()
    thread.join()
    webhook.server_close()


def send(server: Running, id: str, event: str, **more: str) -> None:
    """What a worker does, as a signed call of the desk."""
    body = json.dumps({"ticket": Webhook.got[0]["reference"], "id": id, "event": event, **more}).encode()
    time = now()
    headers = {"Footnote-Timestamp": time, "Footnote-Signature": signature(SECRET, time, body)}
    with urlopen(Request(f"{server.address}hooks/webhook", body, headers)) as response:  # noqa: S310
        assert json.load(response) == {"kept": 1}


def test_what_the_bot_says_of_danger_stays_below_what_it_answers(browser: Browser, desk: Running) -> None:
    """Though a person has the conversation; also after a reload."""
    watched = Watched(browser)
    page = watched.page
    page.goto(desk.address)
    ask(page, "how big are they?")
    expect(page.get_by_role("article")).to_have_count(1)  # before it there is nothing to pass on
    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_label("E-mail address").fill("bo@example.org")
    page.get_by_role("button", name="Yes, pass it on").click()
    expect(page.locator(".passed")).to_be_visible()
    ask(page, "i want to kill myself")
    for _ in range(2):
        expect(page.locator(".question, .reply").last).to_contain_text("crisis line")
        expect(page.locator(".question").last).to_contain_text("i want to kill myself")
        expect(page.locator(".question")).to_have_count(2)
        page.reload()
    watched.context.close()
    assert watched.wrong == []


def test_a_worker_answers_in_the_widget(browser: Browser, desk: Running) -> None:
    """From the first question to the worker, and back to the bot; also after a reload."""
    watched = Watched(browser)
    page = watched.page
    page.goto(desk.address)
    ask(page, "how big are they?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_label("E-mail address").fill("ann@example.org")
    page.get_by_role("button", name="Yes, pass it on").click()
    expect(page.locator(".passed")).to_contain_text("4711")
    ask(page, "is anybody there?")
    expect(page.locator(".question").last).to_contain_text("is anybody there?")
    send(desk, "1", "taken", name="Rita")
    send(desk, "2", "reply", name="Rita", text="I am.")
    expect(page.get_by_role("article", name="Rita")).to_contain_text("I am.")
    expect(page.locator(".passed")).to_have_count(0)
    page.reload()
    send(desk, "3", "returned")
    expect(page.locator(".passed")).to_be_visible()
    ask(page, "how are they found?")
    expect(page.get_by_role("article")).to_have_count(3)
    assert [each["text"] for each in Webhook.got[1:]] == ["is anybody there?"]
    assert Webhook.got[0]["person"]["email"] == "ann@example.org"
    watched.context.close()
    assert watched.wrong == []
