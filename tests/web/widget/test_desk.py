"""The widget with a desk: the form, what is said while one waits, and what the team writes.

A double of the desk's calls answers as `/openapi.json` describes them.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from service import IN_A_BROWSER, needs

needs(*IN_A_BROWSER)

from axe_playwright_python.base import AXE_SCRIPT  # noqa: E402
from playwright.sync_api import expect  # noqa: E402
from widget_site import PHONE, ask, check  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page, Route

OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
ID = "c" * 32
NOTICE = "I have passed your conversation on. Its number is 4711."


class Desk:
    """Takes conversations and messages, and gives what the team writes to the calls that wait."""

    def __init__(self, page: Page, **bank: Any) -> None:
        self.bank = {"handoff": True, "asks": "nothing", "hours": "", **bank}
        self.handed: list[dict[str, Any]] = []
        self.calls: list[str] = []
        self.status, self.notice = "open", NOTICE
        self.messages: list[dict[str, Any]] = []
        self._waiting: list[tuple[Route, int]] = []
        page.route("**/v1/bank*", self._bank)
        page.route("**/v1/handoff", self.hand_over)
        page.route("**/v1/conversations/**", self._conversation)

    def write(self, author: str, text: str, name: str = "") -> None:
        number = len(self.messages) + 1
        when = f"2099-01-01T00:00:{number:02}+00:00"
        self.messages.append({"number": number, "author": author, "name": name, "text": text, "time": when})
        waiting, self._waiting = self._waiting, []
        for route, after in waiting:
            self._give(route, after)

    def become(self, status: str, notice: str) -> None:
        self.status, self.notice = status, notice
        self.write("status", status)

    def _bank(self, route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), **self.bank})

    def hand_over(self, route: Route) -> None:
        if route.request.method == "OPTIONS":
            return route.fulfill(status=200, headers=OPEN)
        self.handed.append(route.request.post_data_json or {})
        self.status, self.notice = "open", NOTICE
        state = {**self.handed[-1]["state"], "handed": True}
        made = {"delivered": True, "state": state, "conversation": ID, "number": "4711", "notice": NOTICE}
        return route.fulfill(json=made, headers=OPEN)

    def _conversation(self, route: Route) -> None:
        request = route.request
        if request.method == "OPTIONS":
            return route.fulfill(status=200, headers=OPEN)
        self.calls.append(f"{request.method} {request.url.partition(ID)[2]}")
        if request.url.endswith("/return"):
            return route.fulfill(json={}, headers=OPEN)
        if request.method == "POST":
            self.write("person", (request.post_data_json or {})["text"])
            return route.fulfill(json={"number": len(self.messages), "reply": None}, headers=OPEN)
        after = int(re.findall(r"after=(\d+)", request.url)[0])
        if after < len(self.messages):
            return self._give(route, after)
        return self._waiting.append((route, after))

    def _give(self, route: Route, after: int) -> None:
        content = {
            "status": self.status,
            "notice": self.notice,
            "messages": self.messages[after:],
            "last": len(self.messages),
        }
        route.fulfill(json=content, headers=OPEN)


def handed_over(opened: Callable[..., Page], **bank: Any) -> tuple[Page, Desk]:
    """A page whose conversation of one question was handed over, and the desk."""
    page = opened("data-open")
    desk = Desk(page, **bank)
    page.reload()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_role("button", name="Yes, pass it on").click()
    expect(page.get_by_role("log")).to_contain_text(NOTICE)
    return page, desk


def test_the_team_answers_in_the_widget(opened: Callable[..., Page]) -> None:
    """What is written goes to the desk, not to the bot; what a worker writes is shown with the name."""
    page, desk = handed_over(opened)
    expect(page.get_by_role("button", name="Talk to a person")).to_be_hidden()
    page.route("**/v1/ask", lambda route: route.abort())
    ask(page, "is anybody there?")
    expect(page.locator(".question").last).to_contain_text("is anybody there?")
    desk.become("taken", "")
    desk.write("team", "I am.\nHow can I help?", "Rita")
    expect(page.get_by_role("article", name="Rita")).to_contain_text("I am.")
    expect(page.get_by_role("log")).not_to_contain_text(NOTICE)
    page.reload()
    shown = page.get_by_role("log").inner_text()
    assert shown.index("roses") < shown.index("Every morning") < shown.index("anybody") < shown.index("Rita")
    expect(page.get_by_role("article", name="Rita")).to_have_count(1)
    with page.expect_download() as download:
        page.get_by_label("More").click()
        page.get_by_role("button", name="Save conversation").click()
    saved = download.value.path().read_text(encoding="utf-8")
    assert re.search(
        r"You asked \(.*\): is anybody there\?\n\nRita \(.*\): I am\.\nHow can I help\?\n$", saved
    )
    assert desk.calls[-1] == f"GET /messages?after={len(desk.messages)}&wait=25"


def test_the_launcher_counts_what_the_team_wrote(opened: Callable[..., Page]) -> None:
    """While the panel is closed."""
    page, desk = handed_over(opened)
    page.get_by_role("button", name="Close").click()
    for text in ("Hello", "Hello?"):
        desk.write("team", text)
    expect(page.get_by_role("button", name="Ask a question")).to_have_accessible_name("Ask a question 2 new")
    page.get_by_role("button", name="Ask a question").click()
    expect(page.get_by_role("article", name="Team").last).to_be_in_viewport()


def test_the_desk_gives_the_conversation_back(opened: Callable[..., Page]) -> None:
    """The bot answers again, and what the team wrote stays."""
    page, desk = handed_over(opened)
    desk.write("team", "Done.", "Rita")
    desk.become("returned", "I answer again.")
    expect(page.get_by_role("log")).to_contain_text("I answer again.")
    expect(page.get_by_role("button", name="Talk to a person")).to_be_visible()
    ask(page, "do tulips need water?")
    expect(page.get_by_role("article").last).to_contain_text("Not in winter")
    page.reload()
    expect(page.get_by_role("article")).to_have_count(3)
    expect(page.get_by_role("log")).not_to_contain_text("I answer again.")
    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_role("button", name="Yes, pass it on").click()
    expect(page.get_by_role("log")).to_contain_text(NOTICE)
    assert desk.handed[-1]["conversation"] == ID
    desk.write("team", "Again?", "Rita")
    expect(page.get_by_role("article", name="Rita")).to_have_text([re.compile("Done"), re.compile("Again")])


def test_the_person_takes_the_conversation_back(opened: Callable[..., Page]) -> None:
    """The desk learns of it."""
    page, desk = handed_over(opened)
    with page.expect_request("**/return"):
        page.get_by_role("button", name="Ask the bot again").click()
    ask(page, "do tulips need water?")
    expect(page.get_by_role("article").last).to_contain_text("Not in winter")
    assert "POST /return" in desk.calls


def test_an_address_is_asked_for_where_the_desk_needs_one(opened: Callable[..., Page]) -> None:
    """With the office hours; nothing is sent without it."""
    page = opened("data-open", bypass_csp=True, **PHONE)
    desk = Desk(page, asks="required", hours="Mo-Fr 09:00-17:00")
    page.reload()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.get_by_role("log")).to_contain_text("Hours: Mo-Fr 09:00-17:00")
    expect(page.get_by_label("Name")).to_be_focused()
    page.evaluate(AXE_SCRIPT)
    check(page)
    for email, count in (("", 0), ("ann", 0), ("ann@example.org", 1)):
        page.get_by_label("Name").fill("Ann")
        page.get_by_label("E-mail address").fill(email)
        page.get_by_role("button", name="Yes, pass it on").click()
        page.wait_for_timeout(100)
        assert len(desk.handed) == count
    assert (desk.handed[0]["name"], desk.handed[0]["email"]) == ("Ann", "ann@example.org")
    expect(page.get_by_role("log")).to_contain_text(NOTICE)


def test_an_offer_survives_a_reload(opened: Callable[..., Page]) -> None:
    """Until it is taken or declined."""
    page = opened("data-open")
    Desk(page)
    page.reload()
    for number in (1, 2):
        ask(page, "how do I mow the grass")
        expect(page.get_by_role("article")).to_have_count(number)
    page.reload()
    page.get_by_role("button", name="No, not now").click()
    page.reload()
    expect(page.get_by_role("article")).to_have_count(2)
    expect(page.get_by_role("button", name="No, not now")).to_have_count(0)


def test_nothing_is_offered_without_a_desk(opened: Callable[..., Page]) -> None:
    """The bank's contact is named instead."""
    page = opened("data-open")
    Desk(page, handoff=False)
    page.reload()
    for number in (1, 2):
        ask(page, "how do I mow the grass")
        expect(page.get_by_role("article")).to_have_count(number)
    expect(page.get_by_role("button", name="Yes, pass it on")).to_have_count(0)
    page.get_by_role("button", name="Talk to a person").click()
    expect(page.get_by_role("log")).to_contain_text("Please ask the gardener.")


def test_a_message_that_fails_is_not_lost(opened: Callable[..., Page]) -> None:
    """It is sent again with the same key."""
    page, desk = handed_over(opened)
    sent: list[dict[str, Any]] = []

    def fail(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}"))
        route.abort()

    page.route("**/messages", fail)
    ask(page, "hello")
    expect(page.get_by_role("log")).to_contain_text("That did not work.")
    page.unroute("**/messages")
    with page.expect_request("**/messages") as again:
        page.get_by_role("button", name="Try again").click()
    assert again.value.post_data_json == sent[0]
    expect(page.locator(".question").last).to_contain_text("hello")
    assert [each["text"] for each in desk.messages] == ["hello"]


def test_what_is_typed_while_it_is_handed_over_goes_to_the_team(opened: Callable[..., Page]) -> None:
    """The desk takes seconds; Enter is not lost, and the bot gets nothing of it."""
    page = opened("data-open")
    desk = Desk(page)
    page.reload()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/v1/handoff", hold)
    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_role("button", name="Yes, pass it on").click()
    box = page.locator("textarea")
    box.fill("please hurry")
    for _ in range(2):
        box.press("Enter")
    expect(box).to_have_value("please hurry")
    page.unroute("**/v1/handoff")
    until(page, lambda: bool(held))
    desk.hand_over(held[-1])
    expect(page.locator(".question").last).to_contain_text("please hurry")
    expect(box).to_have_value("")
    assert [each["text"] for each in desk.messages] == ["please hurry"]


def test_what_is_typed_stays_where_nothing_comes_of_the_handover(opened: Callable[..., Page]) -> None:
    """The person clears the conversation meanwhile: then it is not sent by itself either."""
    page = opened("data-open")
    Desk(page)
    page.reload()
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    page.route("**/v1/handoff", lambda _route: None)
    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_role("button", name="Yes, pass it on").click()
    box = page.locator("textarea")
    box.fill("please hurry")
    box.press("Enter")
    page.get_by_label("More").click()
    page.get_by_role("button", name="Clear conversation").click()
    page.get_by_role("button", name="Yes, clear it").click()
    page.wait_for_timeout(300)
    expect(box).to_have_value("please hurry")
    expect(page.locator(".question")).to_have_count(0)


def until(page: Page, look: Callable[[], bool]) -> None:
    for _ in range(100):
        if look():
            return
        page.wait_for_timeout(50)
    raise AssertionError("nothing came")
