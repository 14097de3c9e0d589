"""A question goes unanswered in the widget, is handed over, and a worker's answer comes back: in every
destination that the README describes, set up in an empty folder by what its section says.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from service import IN_A_BROWSER, needs, running

needs(*IN_A_BROWSER, "aiosmtpd", "httpx2")

import desk_project.ready  # noqa: E402, F401 (skips where the extra is absent)
from destinations import PLACES  # noqa: E402
from destinations.mails import CERTIFICATE  # noqa: E402
from destinations.place import README, Section  # noqa: E402
from documents import headings  # noqa: E402
from paths import GARDEN  # noqa: E402
from playwright.sync_api import expect  # noqa: E402
from ports import free_port  # noqa: E402
from widget_site import Watched, ask  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from destinations.place import Place
    from playwright.sync_api import Browser, Page

UNANSWERED, LATER, ANSWER = "how do i mow the lawn?", "it is 5 cm high", "Once a week, Ann."


def test_every_destination_of_the_readme_is_here() -> None:
    """Those with a section of their own."""
    others = {"What happens", "When the desk is down", "Add a destination"}
    assert set(headings(README, 2)) - others == set(PLACES)


@pytest.mark.parametrize("heading", PLACES)
def test_a_worker_answers_what_the_bot_could_not(heading: str, browser: Browser, tmp_path: Path) -> None:
    """In the chat, or by mail where the chat does not show replies."""
    port = free_port()
    section = Section(heading, f"http://127.0.0.1:{port}", tmp_path)
    with PLACES[heading](section) as place:
        config = section.write_settings(place.settings | {"database": str(tmp_path / "chat.sqlite3")})
        trusted = {"SSL_CERT_FILE": str(tmp_path / CERTIFICATE)} if heading == "E-mail" else {}
        arguments = ("--config", str(config), "--bank", str(GARDEN), "--port", str(port))
        with running(tmp_path, *arguments, **trusted) as service:
            watched = Watched(browser)
            watched.page.goto(service.address)
            hand_over_unanswered(watched.page)
            meet(watched.page, place)
            watched.context.close()
    assert watched.wrong == []


def hand_over_unanswered(page: Page) -> None:
    """Ask what the source is silent on, and hand the conversation over."""
    ask(page, UNANSWERED)
    expect(page.get_by_role("article")).to_contain_text("The source does not say how to mow the lawn")
    page.get_by_role("button", name="Talk to a person").click()
    page.get_by_label("Name").fill("Ann")
    page.get_by_label("E-mail address").fill("ann@customer.example")
    page.get_by_role("button", name="Yes, pass it on").click()


def meet(page: Page, place: Place) -> None:
    """The desk has the question and what is written later; the person has the number and the answer."""
    until(lambda: UNANSWERED in place.received())
    expect(page.locator(".passed")).to_contain_text(place.number())
    ask(page, LATER)
    expect(page.locator(".question").last).to_contain_text(LATER)
    until(lambda: LATER in place.received())
    assert place.received().count(LATER) == 1
    if place.reply is None:
        return
    place.reply(ANSWER)
    if place.mailed:
        until(lambda: ANSWER in (place.mailed or str)())
        return
    expect(page.get_by_role("article", name=place.worker or "Team")).to_contain_text(ANSWER)
    expect(page.locator(".passed")).to_have_count(0)


def until(look: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(200):
        try:
            if look():
                return
        except (LookupError, OSError):
            pass  # nothing has come yet
        time.sleep(0.1)
    raise AssertionError("nothing came")
