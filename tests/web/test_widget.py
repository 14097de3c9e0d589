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
from postgres import missing
from service import GARDEN, needs, running

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
WIDGET = Path(__file__).parents[2] / "bot" / "footnote" / "web" / "widget.js"


class Pages(BaseHTTPRequestHandler):
    """A site of another origin. What is asked for in the address stands in the page's tag."""

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
    """A browser's page, and what went wrong on it: errors, warnings, breaches of the policy."""

    def __init__(self, browser: Browser, **options: Any) -> None:
        self.context = browser.new_context(**options)
        self.page = self.context.new_page()
        self.wrong: list[str] = []
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on(
            "console",
            lambda said: self.wrong.append(said.text) if said.type in ("error", "warning") else None,
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
    """A picture for people, where somebody wants to look: SHOTS=folder pytest tests/test_widget.py."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def test_it_is_small() -> None:
    """A page loads it in one go; every language speaks of the same things."""
    assert len(WIDGET.read_bytes()) < 15_000
    script = WIDGET.read_text(encoding="utf-8")
    for file in (WIDGET.parent / "texts").glob("*.json"):
        texts = json.loads(file.read_text(encoding="utf-8"))
        assert len(texts) == 29
        assert all(f"\t{key}: " in script or f" {key}: " in script for key in texts)
        assert "{contact}" in texts["nobody"]


def test_a_talk_by_keyboard(opened: Callable[..., Page]) -> None:
    """Tab reaches it, Enter opens it, the cursor stands in the field, Escape closes it and goes back."""
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


def test_a_talk_begins_with_who_answers_and_that_it_is_no_medical_advice(opened: Callable[..., Page]) -> None:
    """In the bank's own words."""
    page = opened("data-open", bank="micrometastases")
    log = page.get_by_role("log", name="Talk")
    expect(log).to_contain_text("I answer questions about micrometastases from one article")
    expect(log).to_contain_text("This is general information, not medical advice.")


def test_citations_are_links_in_the_answer(opened: Callable[..., Page]) -> None:
    """The mark in the text, the passage under it, and what the source itself refers to."""
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
    """One press asks what it says."""
    page = opened("data-open")
    ask(page, "how do I mow the grass")
    page.get_by_role("article").get_by_role("button", name="When do roses need water?").click()
    expect(page.get_by_role("article").last).to_contain_text("Every morning")


def test_a_talk_survives_a_reload_and_is_forgotten_on_request(opened: Callable[..., Page]) -> None:
    """With its state: what comes after still leans on what was said before. Forgetting leaves nothing."""
    page = opened()
    page.get_by_role("button", name="Ask a question").click()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("article")).to_contain_text("Every morning")
    ask(page, "why")
    expect(page.get_by_role("article").last).to_contain_text("It keeps them alive")
    page.get_by_role("button", name="Forget this talk").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("This talk is forgotten.")
    expect(page.get_by_role("log")).to_contain_text("general information")
    assert "roses" not in page.evaluate("JSON.stringify(sessionStorage)")
    page.reload()
    expect(page.get_by_role("textbox")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)


def test_a_person_takes_over_with_everything_said(opened: Callable[..., Page], server: Running) -> None:
    """What they will see is said first; then the bot is silent, until it is asked back."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.get_by_role("log")).to_contain_text("will see everything said here")
    expect(page.get_by_role("button", name="Yes, pass it on")).to_be_focused()
    page.get_by_role("button", name="Yes, pass it on").click()
    expect(page.get_by_role("log")).to_contain_text("A person has this talk now.")
    packet = json.loads((server.log.parent / "packets.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert [turn["question"] for turn in packet["packet"]["turns"]] == ["do roses need water?"]
    ask(page, "do tulips need water?")
    expect(page.get_by_role("status")).to_have_text("")
    page.wait_for_function(
        "document.querySelector('footnote-chat').shadowRoot.querySelectorAll('.question').length === 2"
    )
    expect(page.get_by_role("article")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("log")).to_contain_text("A person has this talk now.")
    page.get_by_role("button", name="Ask the bot again").click()
    ask(page, "do tulips need water?")
    expect(page.get_by_role("article").last).to_contain_text("Not in winter")


@pytest.mark.parametrize("questions", [["how do I mow the grass"] * 2, ["I want to die"], ["I am so scared"]])
def test_a_person_is_offered_when_the_bot_cannot_help(
    opened: Callable[..., Page], questions: list[str]
) -> None:
    """After two declines in a row, and in distress; nothing is sent before somebody says yes."""
    page = opened("data-open")
    for number, question in enumerate(questions, start=1):
        ask(page, question)
        expect(page.get_by_role("article")).to_have_count(number)
    page.get_by_role("button", name="No, not now").click()
    expect(page.get_by_role("button", name="Yes, pass it on")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_be_focused()


def test_what_helped_is_asked_and_sent(opened: Callable[..., Page]) -> None:
    """With the receipt of the reply."""
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


def test_a_hostile_answer_cannot_run(opened: Callable[..., Page]) -> None:
    """Markup is shown as typed, an address that runs is no link; after a reload too."""
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


def test_what_else_stands_in_the_storage_does_no_harm(opened: Callable[..., Page]) -> None:
    """The talk begins anew."""
    page = opened("data-open")
    for value in ["{", "null", '{"turns":[{}]}', '{"turns":[{"reply":{"text":1}}]}', '{"turns":7}']:
        page.evaluate("value => sessionStorage.setItem('footnote:null:garden', value)", value)
        page.reload()
        expect(page.get_by_role("log")).to_contain_text("general information")
        expect(page.get_by_role("article")).to_have_count(0)


def test_a_slow_server_is_waited_for_and_a_dead_one_is_said(opened: Callable[..., Page]) -> None:
    """Nothing typed is lost: one press asks again."""
    page = opened("data-open")
    page.clock.install()
    held: list[Route] = []
    page.route("**/v1/ask", lambda route: held.append(route))  # noqa: PLW0108  (Playwright marks what it is given)
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


def test_a_refusal_is_shown_in_the_servers_words(opened: Callable[..., Page]) -> None:
    """Such as a bank that is not there."""
    page = opened("data-open", bank="lawn")
    ask(page, "hello")
    expect(page.get_by_role("log")).to_contain_text("There is no bank of this name")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_stands_in_the_way_of_a_screen_reader(
    opened: Callable[..., Page], scheme: str, width: int
) -> None:
    """axe-core finds no serious violation, in light and dark, on a phone and a desktop, at every step."""
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
    """Nothing has to be scrolled sideways, whatever is typed, and a finger hits every button."""
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


def test_in_arabic_it_reads_from_the_right(opened: Callable[..., Page]) -> None:
    """Texts, direction and dates; an answer in English stays as it is, and is called English."""
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
def test_a_language_without_texts_is_served_in_english(
    opened: Callable[..., Page], lang: str, name: str
) -> None:
    """A country makes no difference."""
    page = opened(f'data-open data-lang="{lang}"')
    expect(page.get_by_role("button", name=name)).to_be_visible()


def test_nothing_moves(opened: Callable[..., Page]) -> None:
    """With or without the wish for less motion."""
    page = opened("data-open")
    ask(page, "hello")
    expect(page.get_by_role("article")).to_have_count(1)
    assert page.evaluate("document.getAnimations({subtree: true}).length") == 0
    assert "transition" not in WIDGET.read_text(encoding="utf-8")


def test_a_page_may_dress_it(opened: Callable[..., Page]) -> None:
    """By custom properties and by parts."""
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


def test_a_page_hears_what_happens(opened: Callable[..., Page]) -> None:
    """Events leave the widget, with the reply in them."""
    page = opened()
    page.evaluate("""() => { window.heard = [];
        for (const name of ["open", "reply", "close"])
            document.addEventListener("footnote:" + name, (event) => heard.push([name, event.detail?.entry]));
    }""")
    page.get_by_role("button", name="Ask a question").click()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("heard") == [["open", None], ["reply", "roses"], ["close", None]]


def test_the_page_of_the_service_shows_it(browser: Browser, server: Running) -> None:
    """Under the policy of the page itself."""
    watched = Watched(browser)
    watched.page.goto(server.address)
    ask(watched.page, "do roses need water?")
    expect(watched.page.get_by_role("article")).to_contain_text("Every morning")
    watched.context.close()
    assert watched.wrong == []


def test_a_page_that_is_not_allowed_gets_no_answer(browser: Browser, site: str, server: Running) -> None:
    """And says so; the browser keeps the reply from it."""
    assert server.process.poll() is None
    watched = Watched(browser)
    watched.page.goto(f"{site.replace('127.0.0.1', 'localhost')}/?data-open")
    ask(watched.page, "do roses need water?")
    expect(watched.page.get_by_role("log")).to_contain_text("The answer could not be fetched.")
    watched.context.close()
    assert any("CORS" in wrong for wrong in watched.wrong)
