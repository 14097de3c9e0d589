"""The widget in a real browser: conversations, and the page around them."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from service import IN_A_BROWSER, needs

needs(*IN_A_BROWSER)

from axe_playwright_python.base import AXE_SCRIPT  # noqa: E402
from playwright.sync_api import Page, expect  # noqa: E402
from widget_site import WIDGET, Watched, ask, check, shot  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Route
    from service import Running


def test_the_script_is_small_and_fully_translated() -> None:
    """Under 25 kB; every translation has all texts of the English file, with the same gaps."""
    script = WIDGET.read_text(encoding="utf-8")
    assert len(script.encode()) < 25_000
    script += (WIDGET.parent / "mail.js").read_text(encoding="utf-8")
    folder = WIDGET.parent / "texts"
    english = json.loads((folder / "en.json").read_text(encoding="utf-8"))
    assert {name for name in english if not re.search(rf"\b{name}\b", script)} == set()
    for file in folder.glob("*.json"):
        texts = json.loads(file.read_text(encoding="utf-8"))
        assert list(texts) == list(english)
        assert {name for name, text in texts.items() if "{}" in text} == {
            name for name, text in english.items() if "{}" in text
        }


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
    expect(links).to_have_count(1)
    sources = page.get_by_text("Sources: Garden, The Gardeners (updated January 2, 2025)")
    sources.click()
    expect(links).to_have_count(3)
    passage = "https://garden.example/guide#:~:text=Roses%20need%20water,every%20morning."
    assert [link.get_attribute("href") for link in links.all()] == [
        passage,
        passage,
        "https://doi.org/10.1/x",
    ]
    assert {link.get_attribute("rel") for link in links.all()} == {"noreferrer"}
    assert "[1] Water, paragraph 1, sentence 1" in links.nth(1).inner_text()


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
    clear(page)
    expect(page.get_by_role("article")).to_have_count(2)
    page.get_by_role("button", name="No, keep it").click()
    expect(page.get_by_role("textbox")).to_be_focused()
    clear(page)
    page.get_by_role("button", name="Yes, clear it").click()
    expect(page.get_by_role("article")).to_have_count(0)
    expect(page.get_by_role("status")).to_have_text("Conversation cleared.")
    expect(page.get_by_role("log")).to_contain_text("general information")
    expect(page.get_by_role("log").get_by_role("button")).to_have_count(3)
    assert "roses" not in page.evaluate("JSON.stringify(sessionStorage)")
    page.reload()
    expect(page.get_by_role("textbox")).to_be_visible()
    expect(page.get_by_role("article")).to_have_count(0)


def clear(page: Page) -> None:
    page.get_by_label("More").click()
    page.get_by_role("button", name="Clear conversation").click()


def test_a_person_takes_over_with_the_whole_conversation(
    opened: Callable[..., Page], server: Running
) -> None:
    """After the user confirms; then the bot is silent until it is asked to answer again."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.get_by_role("log")).to_contain_text("will see the whole conversation")
    expect(page.locator(".offer :focus")).to_have_count(1)
    if page.get_by_label("E-mail address").count():
        page.get_by_label("E-mail address").fill("ann@example.org")
    page.get_by_role("button", name="Yes, pass it on").click()
    expect(page.locator(".passed")).to_be_visible()
    packet = json.loads((server.log.parent / "packets.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert [turn["question"] for turn in packet["packet"]["turns"]] == ["do roses need water?"]
    ask(page, "do tulips need water?")
    expect(page.get_by_role("status")).to_have_text("")
    page.wait_for_function(
        "document.querySelector('footnote-chat').shadowRoot.querySelectorAll('.question').length === 2"
    )
    expect(page.get_by_role("article")).to_have_count(1)
    page.reload()
    expect(page.locator(".passed")).to_be_visible()
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
    assert (sent.value.post_data_json or {})["verdict"] == "not helpful"
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
    expect(page.get_by_role("log")).to_contain_text("That did not work.")
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


def test_a_language_may_be_written_with_an_underscore(opened: Callable[..., Page]) -> None:
    """As many pages do, though browsers do not know it so."""
    page = opened('data-open data-lang="en_US"')
    ask(page, "do roses need water?")
    expect(page.get_by_text("Sources: Garden, The Gardeners (updated January 2, 2025)")).to_be_visible()


@pytest.mark.parametrize(
    ("scheme", "width", "lang"),
    [
        ("light", 375, "en"),
        ("dark", 375, "en"),
        ("light", 1280, "en"),
        ("dark", 1280, "en"),
        ("light", 320, "ar"),
    ],
)
def test_axe_finds_nothing(opened: Callable[..., Page], scheme: str, width: int, lang: str) -> None:
    """In light and dark, on a phone and a desktop: closed, and with all that can be shown."""
    page = opened(
        f'data-lang="{lang}"',
        bank="micrometastases",
        bypass_csp=True,
        color_scheme=scheme,
        viewport={"width": width, "height": 667},
    )
    page.evaluate(AXE_SCRIPT)
    page.locator(".launcher").wait_for()
    check(page)
    page.locator(".launcher").click()
    check(page)
    for number, question in enumerate(("how are they treated?", "what about coffee?", "how big"), start=1):
        ask(page, question)
        expect(page.get_by_role("article")).to_have_count(number)
    page.locator(".citations summary").first.click()
    page.locator(".missed").or_(page.locator(".helped button").last).click()
    page.locator(".menu summary").click()
    page.locator(".menu .times").click()
    page.locator(".menu summary").click()
    page.locator(".footer .person").click()
    page.locator("textarea").fill("w" * 1_990)
    check(page)
    shot(page, f"conversation-{scheme}-{width}-{lang}")
    page.locator(".footer .topics").click()
    page.get_by_role("searchbox").wait_for()
    check(page)
    shot(page, f"topics-{scheme}-{width}-{lang}")


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
    for file in (WIDGET, WIDGET.with_suffix(".css")):
        assert not re.search("transition|animation|smooth", file.read_text(encoding="utf-8"))


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


def test_a_page_of_another_origin_gets_no_widget(browser: Browser, site: str, server: Running) -> None:
    """The browser withholds the responses, and its console says why."""
    assert server.process.poll() is None
    watched = Watched(browser)
    with watched.page.expect_console_message(lambda message: "CORS" in message.text):
        watched.page.goto(f"{site.replace('127.0.0.1', 'localhost')}/?data-open")
    expect(watched.page.get_by_role("dialog")).to_have_count(0)
    watched.context.close()


def test_the_widget_appears_once_the_service_is_there(opened: Callable[..., Page]) -> None:
    """On a page that was opened before."""
    page = opened("data-open")
    expect(page.get_by_role("dialog")).to_have_count(1)
    page.clock.install()
    page.route("**/v1/*", lambda route: route.abort())
    page.route("**/*.css", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("heading", name="Desk")).to_be_visible()
    page.clock.run_for(1_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.unroute("**/v1/*")
    page.unroute("**/*.css")
    page.clock.run_for(25_000)
    expect(page.get_by_role("dialog", name="Our garden")).to_be_visible()
