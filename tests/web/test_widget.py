"""The widget in a real browser, on a page of another origin, under a strict policy."""

from __future__ import annotations

import json
import os
import shutil
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from paths import GARDEN
from postgres import missing
from service import needs, running

needs(
    "starlette",
    "msgspec",
    "uvicorn",
    "prometheus_client",
    "sqlalchemy",
    "playwright",
    "axe_playwright_python",
)

from axe_playwright_python.base import AXE_SCRIPT  # noqa: E402
from playwright.sync_api import Page, expect, sync_playwright  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Route
    from service import Running

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
WIDGET = Path(__file__).parents[2] / "bot" / "footnote" / "web" / "static" / "widget.js"


class Pages(BaseHTTPRequestHandler):
    """A site of another origin. The query string becomes the attributes of the widget's tag."""

    service: ClassVar[str] = ""

    def do_GET(self) -> None:
        tag = self.path.partition("?")[2].replace("%20", " ").replace("%22", '"')
        text = (
            '<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">'
            "<title>Desk</title><main><h1>Desk</h1><button>First</button></main>"
            f'<script src="{self.service}widget.js" {tag} async></script>'
        )
        origin = self.service.rstrip("/")
        policy = (
            f"default-src 'none'; script-src {origin}; connect-src {origin}; base-uri 'none'; "
            "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", policy)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def server(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    folder = tmp_path_factory.mktemp("service")
    environ = {
        "FOOTNOTE_BANKS": f"garden={GARDEN},micrometastases",
        "FOOTNOTE_ORIGINS": site,
        "FOOTNOTE_HANDOFF_FILE": str(folder / "packets.jsonl"),
        "FOOTNOTE_JOURNAL": str(folder / "journal.sqlite3"),
    }
    with running(folder, **environ) as server:
        Pages.service = server.address
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium")
    if found is None:
        missing("no browser: apt-get install chromium")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=FLAGS)


class Watched:
    """A browser's page, and its errors, warnings and policy violations."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "console",
            lambda message: self.wrong.append(message.text) if message.type in ("error", "warning") else None,
        )


@pytest.fixture
def opened(browser: Browser, site: str, server: Running) -> Iterator[Callable[..., Page]]:
    """Opens the site with these attributes on the tag."""
    watched: list[Watched] = []

    def go(tag: str = "", *, bank: str = "garden", **options: Any) -> Page:
        assert server.process.poll() is None
        watched.append(Watched(browser, **options))
        watched[-1].page.goto(f'{site}/?data-bank="{bank}" {tag}')
        return watched[-1].page

    yield go
    for each in watched:
        each.context.close()
        assert [wrong for wrong in each.wrong if "Failed to load resource" not in wrong] == []


def ask(page: Page, question: str) -> None:
    page.get_by_role("textbox").fill(question)
    page.get_by_role("textbox").press("Enter")


def shot(page: Page, name: str) -> None:
    """A screenshot for people: SHOTS=folder pytest tests/web/test_widget.py."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_the_script_is_small_and_fully_translated() -> None:
    """Under 15.2 kB; every translation has all texts."""
    assert len(WIDGET.read_bytes()) < 15_200
    script = WIDGET.read_text(encoding="utf-8")
    for file in (WIDGET.parent / "texts").glob("*.json"):
        texts = json.loads(file.read_text(encoding="utf-8"))
        assert len(texts) == 30
        assert all(f"\t{key}: " in script or f" {key}: " in script for key in texts)
        assert "{contact}" in texts["nobody"]


def test_a_conversation_by_keyboard(opened: Callable[..., Page]) -> None:
    """Tab focuses the launcher, Enter opens the panel, Escape closes it and returns the focus."""
    page = opened()
    page.get_by_role("button", name="First").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask a question")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Our garden")).to_be_visible()
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.type("do roses need water?")
    page.keyboard.press("Shift+Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name="Answer")).to_contain_text("Every morning [1]")
    expect(page.get_by_role("textbox")).to_have_value("")
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Ask a question")).to_be_focused()


def test_a_conversation_begins_with_the_greeting_and_the_notice(opened: Callable[..., Page]) -> None:
    """In the bank's own words."""
    page = opened("data-open", bank="micrometastases")
    log = page.get_by_role("log", name="Conversation")
    expect(log).to_contain_text("I answer questions about micrometastases from one article")
    expect(log).to_contain_text("This is general information, not medical advice.")


def test_citations_are_links_in_the_answer(opened: Callable[..., Page]) -> None:
    """The mark in the text, the passage, and the works that the source cites."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    links = page.get_by_role("article").get_by_role("link")
    expect(links).to_have_count(3)
    passage = "https://garden.example/guide#:~:text=Roses%20need%20water,every%20morning."
    assert [link.get_attribute("href") for link in links.all()] == [
        passage,
        passage,
        "https://doi.org/10.1/x",
    ]
    assert {link.get_attribute("rel") for link in links.all()} == {"noreferrer"}
    assert (
        "Garden, The Gardeners, Water, paragraph 1, sentence 1 (updated January 2, 2025)"
        in links.nth(1).inner_text()
    )


def test_options_are_buttons(opened: Callable[..., Page]) -> None:
    """A click asks the option's question."""
    page = opened("data-open")
    ask(page, "how do I mow the grass")
    page.get_by_role("article").get_by_role("button", name="When do roses need water?").click()
    expect(page.get_by_role("article").last).to_contain_text("Every morning")


def test_a_conversation_survives_a_reload_and_can_be_cleared(opened: Callable[..., Page]) -> None:
    """With its state: the next question may refer to the last answer. Clearing leaves nothing in storage."""
    page = opened()
    page.get_by_role("button", name="Ask a question").click()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("article")).to_contain_text("Every morning")
    ask(page, "why")
    expect(page.get_by_role("article").last).to_contain_text("It keeps them alive")
    page.get_by_role("button", name="Clear conversation").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Conversation cleared.")
    expect(page.get_by_role("log")).to_contain_text("general information")
    assert "roses" not in page.evaluate("JSON.stringify(sessionStorage)")
    page.reload()
    expect(page.get_by_role("textbox")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)


def test_a_person_takes_over_with_the_whole_conversation(
    opened: Callable[..., Page], server: Running
) -> None:
    """After the user confirms; then the bot is silent until it is asked to answer again."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.get_by_role("log")).to_contain_text("will see the whole conversation")
    expect(page.get_by_role("button", name="Yes, pass it on")).to_be_focused()
    page.get_by_role("button", name="Yes, pass it on").click()
    expect(page.get_by_role("log")).to_contain_text("A person has taken over.")
    packet = json.loads((server.log.parent / "packets.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert [turn["question"] for turn in packet["packet"]["turns"]] == ["do roses need water?"]
    ask(page, "do tulips need water?")
    expect(page.get_by_role("status")).to_have_text("")
    page.wait_for_function(
        "document.querySelector('footnote-chat').shadowRoot.querySelectorAll('.question').length === 2"
    )
    expect(page.get_by_role("article")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("A person has taken over.")
    page.get_by_role("button", name="Ask the bot again").click()
    ask(page, "do tulips need water?")
    expect(page.get_by_role("article").last).to_contain_text("Not in winter")


@pytest.mark.parametrize("questions", [["how do I mow the grass"] * 2, ["I want to die"]])
def test_a_person_is_offered_when_the_bot_cannot_help(
    opened: Callable[..., Page], questions: list[str]
) -> None:
    """After two declines in a row, and in a crisis; nothing is sent before the user confirms."""
    page = opened("data-open")
    for number, question in enumerate(questions, start=1):
        ask(page, question)
        expect(page.get_by_role("article")).to_have_count(number)
    page.get_by_role("button", name="No, not now").click()
    expect(page.get_by_role("button", name="Yes, pass it on")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_be_focused()


def test_feedback_is_sent_with_the_receipt(opened: Callable[..., Page]) -> None:
    """Once the user says whether the reply helped."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    with page.expect_request("**/v1/feedback") as sent:
        page.get_by_role("button", name="No", exact=True).click()
    assert (sent.value.post_data_json or {})["verdict"] == "not what I asked"
    response = sent.value.response()
    assert response
    assert response.json() == {"kept": True}


HOSTILE = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>'


def hostile(route: Route) -> None:
    citation = {
        "number": 1, "passage": "P1", "title": HOSTILE, "publisher": HOSTILE, "section": HOSTILE,
        "place": HOSTILE, "updated": HOSTILE, "url": "javascript:window.broken=1",
        "references": [{"number": 1, "text": HOSTILE, "url": " JavaScript:window.broken=1"},
                       {"number": 2, "text": HOSTILE, "url": "data:text/html,x"}],
    }  # fmt: skip
    option = {"entry": "x", "question": HOSTILE, "passages": []}
    state: dict[str, Any] = {"entry": None, "options": [], "declined": 0, "handed": False}
    reply = {"schema": 1, "id": None, "question": HOSTILE, "kind": "answer", "reason": None, "entry": "x",
             "text": HOSTILE + " [1]", "confidence": 1, "citations": [citation], "options": [option],
             "bank": {"id": "x", "version": "x"}, "state": state}  # fmt: skip
    route.fulfill(json=reply, headers={"Access-Control-Allow-Origin": "*"})


def test_an_answer_cannot_run_code(opened: Callable[..., Page]) -> None:
    """Markup is shown as text, and a javascript: URL is not a link; also after a reload."""
    page = opened("data-open")
    page.route("**/v1/ask", hostile)
    ask(page, HOSTILE)
    for _ in range(2):
        expect(page.get_by_role("article")).to_contain_text(HOSTILE)
        expect(page.get_by_role("article").get_by_role("link")).to_have_count(0)
        assert page.evaluate("window.broken") is None
        assert (
            page.evaluate(
                "document.querySelector('footnote-chat').shadowRoot.querySelectorAll('img,script').length"
            )
            == 0
        )
        page.reload()


def test_foreign_content_in_the_storage_is_ignored(opened: Callable[..., Page]) -> None:
    """A new conversation begins."""
    page = opened("data-open")
    for value in ["{", "null", '{"turns":[{}]}', '{"turns":[{"reply":{"text":1}}]}', '{"turns":7}']:
        page.evaluate("value => sessionStorage.setItem('footnote:null:garden', value)", value)
        page.reload()
        expect(page.get_by_role("log")).to_contain_text("general information")
        expect(page.get_by_role("article")).to_have_count(0)


def test_a_slow_and_an_unreachable_server_are_reported(opened: Callable[..., Page]) -> None:
    """The question is not lost: a click asks again."""
    page = opened("data-open")
    page.clock.install()
    requests: list[Route] = []
    page.route("**/v1/ask", lambda route: requests.append(route))  # noqa: PLW0108  (Playwright marks what it is given)
    ask(page, "do roses need water?")
    status = page.get_by_role("status")
    expect(status).to_have_text("Looking it up…")
    page.clock.fast_forward(5_000)
    expect(status).to_have_text("Still waiting…")
    page.clock.fast_forward(20_000)
    expect(page.get_by_role("log")).to_contain_text("The answer could not be fetched.")
    expect(status).to_have_text("")
    page.unroute("**/v1/ask")
    page.route("**/v1/ask", lambda route: route.abort())
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Try again")).to_have_count(1)
    page.unroute("**/v1/ask")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("article")).to_contain_text("Every morning")
    expect(page.get_by_role("log").get_by_text("do roses need water?")).to_have_count(1)


def test_a_problem_is_shown_with_its_detail(opened: Callable[..., Page]) -> None:
    """Such as an unknown bank."""
    page = opened("data-open", bank="lawn")
    ask(page, "hello")
    expect(page.get_by_role("log")).to_contain_text("There is no bank with this name")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_no_serious_violation(opened: Callable[..., Page], scheme: str, width: int) -> None:
    """In light and dark, on a phone and a desktop, closed and with a conversation."""
    page = opened("", bypass_csp=True, color_scheme=scheme, viewport={"width": width, "height": 740})
    page.evaluate(AXE_SCRIPT)
    page.get_by_role("button", name="Ask a question").wait_for()
    check(page)
    page.get_by_role("button", name="Ask a question").click()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    ask(page, "how do I mow the grass")
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("button", name="Talk to a person").click()
    check(page)
    shot(page, f"talk-{scheme}-{width}")


def check(page: Page) -> None:
    found = page.evaluate("axe.run()")
    serious = [each for each in found["violations"] if each["impact"] in ("serious", "critical")]
    assert serious == []


@pytest.mark.parametrize("width", [320, 375])
def test_on_a_phone_it_fills_the_screen(opened: Callable[..., Page], width: int) -> None:
    """Nothing scrolls sideways, whatever is typed, and buttons are large enough for a finger."""
    page = opened("data-open", viewport={"width": width, "height": 640}, is_mobile=True, has_touch=True)
    ask(page, "w" * 500)
    expect(page.get_by_role("article")).to_have_count(1)
    dialog = page.get_by_role("dialog").bounding_box()
    assert dialog == pytest.approx({"x": 0, "y": 0, "width": width, "height": 640}, abs=0.01)
    assert page.get_by_role("log").evaluate("log => log.scrollWidth <= log.clientWidth")
    for button in page.get_by_role("dialog").get_by_role("button").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 40
        assert 0 <= box["x"] <= box["x"] + box["width"] <= width
    shot(page, f"phone-{width}")


def test_arabic_reads_from_right_to_left(opened: Callable[..., Page]) -> None:
    """Texts and direction; an answer in English is marked as English and reads from left to right."""
    page = opened('data-open data-lang="ar"', bank="micrometastases")
    expect(page.get_by_role("textbox")).to_have_attribute("placeholder", "اكتب سؤالك")
    ask(page, "how big are they?")
    answer = page.get_by_role("article")
    expect(answer).to_have_attribute("lang", "en")
    assert page.get_by_role("dialog").evaluate("dialog => getComputedStyle(dialog).direction") == "rtl"
    assert answer.evaluate("answer => getComputedStyle(answer).direction") == "ltr"
    assert page.get_by_text("how big are they?").evaluate("said => getComputedStyle(said).direction") == "ltr"
    shot(page, "arabic")


@pytest.mark.parametrize(
    ("lang", "name"), [("de-AT", "Mit einem Menschen sprechen"), ("tlh", "Talk to a person")]
)
def test_a_language_without_translation_is_shown_in_english(
    opened: Callable[..., Page], lang: str, name: str
) -> None:
    """The region of a language tag does not matter."""
    page = opened(f'data-open data-lang="{lang}"')
    expect(page.get_by_role("button", name=name)).to_be_visible()


def test_nothing_is_animated(opened: Callable[..., Page]) -> None:
    """For people who are disturbed by motion."""
    page = opened("data-open")
    ask(page, "hello")
    expect(page.get_by_role("article")).to_have_count(1)
    assert page.evaluate("document.getAnimations({subtree: true}).length") == 0
    assert "transition" not in WIDGET.read_text(encoding="utf-8")


def test_a_page_can_style_the_widget(opened: Callable[..., Page]) -> None:
    """With custom properties and parts."""
    page = opened("data-open")
    page.evaluate("""() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(`footnote-chat { --footnote-accent: rgb(1, 2, 3) }
            footnote-chat::part(title) { color: rgb(4, 5, 6) }`);
        document.adoptedStyleSheets = [sheet];
    }""")
    send = page.get_by_role("button", name="Send")
    assert send.evaluate("send => getComputedStyle(send).backgroundColor") == "rgb(1, 2, 3)"
    assert (
        page.get_by_role("heading", level=2).evaluate("title => getComputedStyle(title).color")
        == "rgb(4, 5, 6)"
    )


def test_a_page_receives_events(opened: Callable[..., Page]) -> None:
    """With the reply as their detail."""
    page = opened()
    page.evaluate("""() => { window.received = [];
        for (const name of ["open", "reply", "close"])
            document.addEventListener("footnote:" + name, (event) =>
                received.push([name, event.detail?.entry]));
    }""")
    page.get_by_role("button", name="Ask a question").click()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("received") == [["open", None], ["reply", "roses"], ["close", None]]


def test_the_demo_page_shows_the_widget(browser: Browser, server: Running) -> None:
    """Under the page's own content security policy."""
    watched = Watched(browser)
    watched.page.goto(server.address)
    ask(watched.page, "do roses need water?")
    expect(watched.page.get_by_role("article")).to_contain_text("Every morning")
    watched.context.close()
    assert watched.wrong == []


def test_a_page_of_another_origin_gets_no_answer(browser: Browser, site: str, server: Running) -> None:
    """The browser withholds the response, and the widget says so."""
    assert server.process.poll() is None
    watched = Watched(browser)
    watched.page.goto(f"{site.replace('127.0.0.1', 'localhost')}/?data-open")
    ask(watched.page, "do roses need water?")
    expect(watched.page.get_by_role("log")).to_contain_text("The answer could not be fetched.")
    watched.context.close()
    assert any("CORS" in wrong for wrong in watched.wrong)
