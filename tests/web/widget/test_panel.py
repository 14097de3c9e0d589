"""The panel: what scrolls, the text box, keys, the menu, and pages that replace their body."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from service import IN_A_BROWSER, needs

needs(*IN_A_BROWSER)

from playwright.sync_api import expect  # noqa: E402
from widget_site import PHONE, ask  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route

DESKTOP = {"viewport": {"width": 1280, "height": 800}}
LONG = "how are they treated?"
"""A question of the shipped bank whose answer is longer than the log of a phone."""


def top(shown: Locator) -> float:
    box = shown.bounding_box()
    assert box
    return box["y"]


def bottom(shown: Locator) -> float:
    box = shown.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("screen", [PHONE, DESKTOP, {"viewport": {"width": 320, "height": 568}}])
def test_a_long_answer_scrolls_the_log_only(opened: Callable[..., Page], screen: dict[str, Any]) -> None:
    """It is shown from its beginning, and header and text box stay where they are."""
    page = opened("data-open", bank="micrometastases", **screen)
    panel, close, box = (
        page.get_by_role("dialog"),
        page.get_by_role("button", name="Close"),
        page.get_by_role("textbox"),
    )
    places = top(close), top(box)
    for number in (1, 2, 3):
        ask(page, LONG if number < 3 else "how big are they?")
        expect(page.get_by_role("article")).to_have_count(number)
        assert (top(close), top(box)) == places
        assert panel.evaluate("panel => panel.scrollTop") == 0
        newest = page.get_by_role("article").last
        assert top(newest) >= bottom(page.get_by_role("heading", level=2))
    page.get_by_text("Sources:").last.click()
    assert (top(close), top(box)) == places


def test_the_keyboard_of_a_phone_leaves_the_header_on_the_screen(opened: Callable[..., Page]) -> None:
    """The panel is as high as what is visible, also of a page that is zoomed."""
    page = opened("data-open", **PHONE)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.evaluate("""() => {
        Object.defineProperties(visualViewport, { height: { value: 175 }, scale: { value: 2 } });
        visualViewport.dispatchEvent(new Event("resize"));
    }""")
    assert page.get_by_role("dialog").bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 350}
    assert bottom(page.get_by_role("button", name="Topics")) < 350


def test_a_bubble_is_as_wide_as_its_text(opened: Callable[..., Page]) -> None:
    """Up to most of the log's width."""
    page = opened("data-open")
    ask(page, "why")
    ask(page, "w " * 300)
    bubbles = page.locator(".question")
    expect(bubbles).to_have_count(2)
    widths = [each.bounding_box()["width"] for each in bubbles.all()]  # type: ignore[index]
    log = page.get_by_role("log").bounding_box()
    assert log
    assert widths[0] < 80 < widths[1] < 0.9 * log["width"]


def test_the_text_box_grows_with_the_text(opened: Callable[..., Page]) -> None:
    """Up to a limit, and shrinks again when the question is sent."""
    page = opened("data-open")
    box = page.get_by_role("textbox")
    heights = []
    for lines in (1, 3, 30):
        box.fill("a line\n" * (lines - 1) + "a line")
        heights.append(bottom(box) - top(box))
    assert heights[0] < 45 < heights[1] < heights[2] < 150
    box.press("Enter")
    expect(box).to_have_value("")
    assert bottom(box) - top(box) == heights[0]


def test_the_characters_left_are_counted_near_the_limit(opened: Callable[..., Page]) -> None:
    """The box describes itself with the count."""
    page = opened("data-open")
    box = page.get_by_role("textbox")
    box.fill("w" * 1_500)
    expect(box).to_have_accessible_description("")
    box.fill("w" * 1_900)
    expect(box).to_have_accessible_description("100 characters left")
    box.press_sequentially("w")
    expect(box).to_have_accessible_description("99 characters left")


def test_the_up_key_recalls_what_was_asked(opened: Callable[..., Page]) -> None:
    """The last question first; not where something else was typed."""
    page = opened("data-open")
    box = page.get_by_role("textbox")
    for number, question in enumerate(("do roses need water?", "why"), start=1):
        ask(page, question)
        expect(page.get_by_role("article")).to_have_count(number)
    for key, shown in [
        ("ArrowUp", "why"), ("ArrowUp", "do roses need water?"), ("ArrowUp", "do roses need water?"),
        ("ArrowDown", "why"), ("ArrowDown", ""), ("ArrowDown", ""),
    ]:  # fmt: skip
        box.press(key)
        expect(box).to_have_value(shown)
    box.fill("typed")
    box.press("ArrowUp")
    expect(box).to_have_value("typed")
    page.reload()
    page.get_by_role("textbox").press("ArrowUp")
    expect(page.get_by_role("textbox")).to_have_value("why")


COMPOSED = """input => {
    input.value = "にほん";
    const options = { bubbles: true, cancelable: true, composed: true, key: "Enter" };
    input.dispatchEvent(new KeyboardEvent("keydown", { ...options, isComposing: true }));
    input.dispatchEvent(new CompositionEvent("compositionend", options));
    input.dispatchEvent(new KeyboardEvent("keydown", { ...options, keyCode: 229 }));
}"""


def test_enter_that_ends_a_composition_does_not_send(opened: Callable[..., Page]) -> None:
    """In Chromium's order of events, and in Safari's, where the composition has ended before the key."""
    page = opened("data-open")
    page.get_by_role("textbox").evaluate(COMPOSED)
    expect(page.get_by_role("textbox")).to_have_value("にほん")
    expect(page.locator(".question")).to_have_count(0)
    page.get_by_role("textbox").press("Enter")
    expect(page.locator(".question")).to_have_count(1)


def test_shortcuts_of_the_page_do_not_hear_what_is_typed(opened: Callable[..., Page]) -> None:
    """But they do hear what is typed elsewhere."""
    page = opened("data-open")
    page.evaluate("""() => { window.heard = "";
        for (const name of ["keydown", "keypress", "keyup"])
            document.addEventListener(name, (event) => { heard += event.key });
    }""")
    page.get_by_role("textbox").press_sequentially("why?")
    page.get_by_role("textbox").press("Enter")
    page.get_by_role("textbox").press("Escape")
    assert page.evaluate("heard") in ("", "Escape")  # the key goes up on the launcher, which has the focus
    page.keyboard.press("x")
    assert "xxx" in page.evaluate("heard")


NEW_BODY = """() => {
    const body = document.createElement("body");
    body.append(document.createElement("main"));
    document.body.replaceWith(body);
}"""


@pytest.mark.parametrize("replace", [NEW_BODY, "document.body.replaceChildren()"])
def test_it_survives_a_page_that_replaces_its_body(opened: Callable[..., Page], replace: str) -> None:
    """As Turbo and htmx do, twice: with the conversation, and what was typed."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("textbox").fill("half a ques")
    for _ in range(2):
        page.evaluate(replace)
        expect(page.get_by_role("article")).to_contain_text("Every morning")
        expect(page.get_by_role("textbox")).to_have_value("half a ques")
        assert page.locator("footnote-chat").count() == 1
    page.get_by_role("textbox").fill("why")
    page.get_by_role("textbox").press("Enter")
    expect(page.get_by_role("article").last).to_contain_text("It keeps them alive")


def test_a_copy_that_a_page_cached_shows_the_newest_conversation(opened: Callable[..., Page]) -> None:
    """Turbo clones the body and shows the clone later, and perhaps the first body again."""
    page = opened("data-open")
    page.evaluate("window.copy = document.body.cloneNode(true); window.first = document.body")
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.evaluate("document.body.replaceWith(copy)")
    expect(page.get_by_role("article")).to_contain_text("Every morning")
    ask(page, "why")
    expect(page.get_by_role("article")).to_have_count(2)
    page.evaluate("document.body.replaceWith(first)")
    expect(page.get_by_role("article")).to_have_count(2)
    assert page.locator("footnote-chat").count() == 1


def test_a_page_can_remove_it_for_good(opened: Callable[..., Page]) -> None:
    """With the element's own `remove`."""
    page = opened("data-open")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.evaluate("document.querySelector('footnote-chat').remove()")
    page.evaluate(NEW_BODY)
    page.evaluate("new Promise(requestAnimationFrame)")
    assert page.locator("footnote-chat").count() == 0


def test_the_order_of_the_keyboard_is_that_of_reading(opened: Callable[..., Page]) -> None:
    """And that of the screen: from the top down, in each row from its beginning."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    expect(page.get_by_role("button", name="No", exact=True)).to_be_visible()
    page.get_by_label("More").focus()
    reached, places = [], []
    for _ in range(10):
        name, place = page.evaluate("""() => {
            const { activeElement } = document.querySelector("footnote-chat").shadowRoot;
            const { top, left } = activeElement.getBoundingClientRect();
            return [activeElement.getAttribute("aria-label") || activeElement.textContent, [top, left]];
        }""")
        reached.append(name.partition(" (")[0])
        places.append(place)
        page.keyboard.press("Tab")
    assert reached == [
        "More", "Close", "Conversation", "[1]", "Sources: Garden, The Gardeners", "Yes", "No",
        "Type your question", "Send", "Topics",
    ]  # fmt: skip
    rows = [round(top / 16) for top, _ in places if top]
    assert rows[3:] == sorted(rows[3:])


def test_a_first_visitor_sees_what_to_ask(opened: Callable[..., Page]) -> None:
    """Questions of the bank, which a click asks; they go with the first question."""
    page = opened("data-open")
    log = page.get_by_role("log")
    expect(log).to_contain_text("I know our garden.")
    expect(log.get_by_role("button")).to_have_text(
        ["When do roses need water?", "When do tulips need water?", "What is water good for?"]
    )
    log.get_by_role("button", name="When do roses need water?").click()
    expect(page.get_by_role("article")).to_contain_text("Every morning")
    expect(log.get_by_role("button", name="When do tulips")).to_have_count(0)


@pytest.mark.parametrize("typed", ["", "topics", "/topics"])
def test_topics_lists_what_can_be_asked(opened: Callable[..., Page], typed: str) -> None:
    """By section, searched by words, from the button or typed; a click asks one."""
    page = opened("data-open")
    if typed:
        ask(page, typed)
    else:
        page.get_by_role("button", name="Topics").click()
    browser = page.get_by_role("region", name="Topics")
    expect(browser.get_by_role("heading")).to_have_text(["Water", "Size"])
    expect(browser.get_by_role("button")).to_have_count(6)
    browser.get_by_role("searchbox").fill("TULIPS water")
    expect(browser.get_by_role("button")).to_have_text(
        ["Back to the conversation", "When do tulips need water?"]
    )
    browser.get_by_role("searchbox").fill("tulips snow")
    expect(browser).to_contain_text("No topic has these words.")
    browser.get_by_role("searchbox").fill("")
    browser.get_by_role("button", name="When do tulips need water?").click()
    expect(browser).to_be_hidden()
    expect(page.get_by_role("article")).to_contain_text("Not in winter")


def test_escape_closes_what_is_open_first(opened: Callable[..., Page]) -> None:
    """The menu, then the topics, then the panel; the focus goes where it was."""
    page = opened("data-open")
    page.get_by_role("button", name="Topics").click()
    page.get_by_label("More").click()
    save = page.get_by_role("button", name="Save conversation")
    expect(save).to_be_visible()
    page.keyboard.press("Escape")
    expect(save).to_be_hidden()
    expect(page.get_by_label("More")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("region", name="Topics")).to_be_hidden()
    expect(page.get_by_role("textbox")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="Ask a question")).to_be_focused()


@pytest.mark.parametrize(
    ("lang", "says"),
    [("de", "Die Antworten sind auf Englisch."), ("es", "Las respuestas están en inglés."), ("en", "")],
)
def test_it_says_which_language_the_answers_are_in(opened: Callable[..., Page], lang: str, says: str) -> None:
    """Where it is not that of the buttons."""
    page = opened(f'data-open data-lang="{lang}"', bank="micrometastases")
    expect(page.get_by_role("log")).to_contain_text("I answer questions about micrometastases")
    assert page.locator(".lines").all_inner_texts() == ([says] if says else [])


def test_a_launcher_counts_what_was_not_read(opened: Callable[..., Page]) -> None:
    """An answer that comes while the panel is closed; opening it resets the count."""
    page = opened("data-open")
    waiting: list[Route] = []
    page.route("**/v1/ask", lambda route: waiting.append(route))  # noqa: PLW0108
    with page.expect_request("**/v1/ask"):
        ask(page, "do roses need water?")
    page.get_by_role("button", name="Close").click()
    waiting.pop().continue_()
    launcher = page.get_by_role("button", name="Ask a question")
    expect(launcher).to_have_accessible_name("Ask a question 1 new")
    page.reload()
    expect(launcher).to_have_accessible_name("Ask a question 1 new")
    launcher.click()
    expect(page.get_by_role("article")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(launcher).to_have_accessible_name("Ask a question")


def test_times_are_shown_on_demand(opened: Callable[..., Page]) -> None:
    """Of questions and answers, also after a reload."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    times = page.locator("time")
    expect(times).to_have_count(2)
    expect(times.first).to_be_hidden()
    page.get_by_label("More").click()
    page.get_by_role("button", name="Show times").click()
    for _ in range(2):
        expect(times.first).to_be_visible()
        expect(times.last).to_contain_text("20")
        page.reload()
    page.get_by_label("More").click()
    expect(page.get_by_role("button", name="Show times")).to_have_attribute("aria-pressed", "true")


def test_the_conversation_can_be_saved_with_its_sources(opened: Callable[..., Page]) -> None:
    """From the menu, or with /summary."""
    page = opened("data-open")
    ask(page, "/summary")
    expect(page.get_by_role("log")).to_contain_text("Please ask a question first.")
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    with page.expect_download() as download:
        ask(page, "/summary")
    assert download.value.suggested_filename == "Our garden.txt"
    text = download.value.path().read_text(encoding="utf-8")
    assert text.startswith("Our garden\n\nThis is general information.\n\nYou asked (")
    assert "): do roses need water?\n\nEvery morning [1].\n\nGarden, The Gardeners (updated" in text
    assert "[1] Water, paragraph 1, sentence 1\n    https://garden.example/guide#" in text
    with page.expect_download():
        page.get_by_label("More").click()
        page.get_by_role("button", name="Save conversation").click()


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        ("It is not what I asked", "not what I asked"),
        ("The source does not say this", "source does not say this"),
        ("A link does not work", "link dead"),
        ("Something else", "not helpful"),
    ],
)
def test_no_asks_for_a_reason_and_says_thanks(opened: Callable[..., Page], reason: str, verdict: str) -> None:
    """What is stored is what was said; all that goes with the next question."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    page.get_by_role("button", name="No", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text("What was wrong?")
    with page.expect_request("**/v1/feedback") as sent:
        page.get_by_role("button", name=reason).click()
    assert (sent.value.post_data_json or {})["verdict"] == verdict
    expect(page.get_by_role("log")).to_contain_text("Thank you.")
    ask(page, "why")
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("log")).not_to_contain_text("Thank you.")


@pytest.mark.parametrize(
    ("question", "button", "verdict"),
    [("do roses need water?", "Yes", "helpful"), ("how do I mow the grass", "Yes", "should have answered")],
)
def test_feedback_is_thanked(opened: Callable[..., Page], question: str, button: str, verdict: str) -> None:
    """On an answer, and on a question that was declined."""
    page = opened("data-open")
    ask(page, question)
    with page.expect_request("**/v1/feedback") as sent:
        page.get_by_role("button", name=button, exact=True).click()
    assert (sent.value.post_data_json or {})["verdict"] == verdict
    expect(page.get_by_role("log")).to_contain_text("Thank you.")


def test_feedback_that_fails_can_be_sent_again(opened: Callable[..., Page]) -> None:
    """Instead of thanks for nothing."""
    page = opened("data-open")
    ask(page, "do roses need water?")
    page.route("**/v1/feedback", lambda route: route.abort())
    page.get_by_role("button", name="Yes", exact=True).click()
    expect(page.get_by_role("log")).to_contain_text("That did not work.")
    page.unroute("**/v1/feedback")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("log")).to_contain_text("Thank you.")


def test_a_name_and_a_logo(opened: Callable[..., Page], server: Any) -> None:
    """In place of the bank's title; the logo is decoration."""
    page = opened(f'data-open data-name="Ask Flora" data-logo="{server.address}logo.png"', bypass_csp=True)
    page.route("**/logo.png", lambda route: route.fulfill(body=PIXEL, content_type="image/png"))
    page.reload()
    expect(page.get_by_role("dialog", name="Ask Flora")).to_be_visible()
    logo = page.locator("footnote-chat img")
    expect(logo).to_have_attribute("alt", "")
    assert logo.evaluate("logo => logo.decode().then(() => logo.naturalWidth)") == 1


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360f8cf50"
    "0f0003860180a5bc8b4d0000000049454e44ae426082"
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_stands_in_an_empty_box_can_be_read(opened: Callable[..., Page], scheme: Any) -> None:
    """WCAG asks for 4.5 to 1, and axe does not look at it. The browser's own grey has 3.4 on dark ground."""
    page = opened("data-open", color_scheme=scheme)
    expect(page.locator("textarea")).to_be_visible()
    ink, opacity, paper = page.locator("textarea").evaluate(
        """box => {
            const hint = getComputedStyle(box, "::placeholder");
            return [hint.color, +hint.opacity, getComputedStyle(box).backgroundColor];
        }"""
    )
    dark, light = sorted((luminance(ink, paper, opacity), luminance(paper, paper, 1.0)))
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def luminance(colour: str, ground: str, opacity: float) -> float:
    """The relative luminance of `rgb(…)` on a ground, as WCAG has it."""
    pairs = zip(re.findall(r"[\d.]+", colour)[:3], re.findall(r"[\d.]+", ground)[:3], strict=True)
    mixed = [(float(one) * opacity + float(other) * (1 - opacity)) / 255 for one, other in pairs]
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in mixed]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
