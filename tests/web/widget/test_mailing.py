"""The widget, the service and a mail server: a conversation is mailed to the person who had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from service import IN_A_BROWSER, needs, running

needs(*IN_A_BROWSER)

from axe_playwright_python.base import AXE_SCRIPT  # noqa: E402
from mail_server import mail_server  # noqa: E402
from paths import GARDEN  # noqa: E402
from playwright.sync_api import expect  # noqa: E402
from widget_site import PHONE, Pages, Watched, ask, check, shot  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def mailing(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[EmailMessage]]:
    """The mails of a service, which the site's widget asks."""
    folder = tmp_path_factory.mktemp("mailing")
    with mail_server() as (url, received):
        environ = {
            "FOOTNOTE_BANKS": f"garden={GARDEN}",
            "FOOTNOTE_ORIGINS": site,
            "FOOTNOTE_TRANSCRIPT_URL": url,
            "FOOTNOTE_TRANSCRIPT_SENDER": "chat@desk.example",
            "FOOTNOTE_HANDOFF_DATABASE": str(folder / "chat.sqlite3"),
        }
        with running(folder, **environ) as server:
            Pages.service = server.address
            yield received


@pytest.fixture
def page(browser: Browser, site: str, mailing: list[EmailMessage]) -> Iterator[Page]:
    mailing.clear()
    watched = Watched(browser, **PHONE)
    watched.page.goto(f'{site}/?data-bank="garden" data-open')
    yield watched.page
    watched.context.close()
    assert [wrong for wrong in watched.wrong if "Failed to load resource" not in wrong] == []


def press(page: Page, name: str) -> None:
    page.get_by_label("More").click()
    page.get_by_role("button", name=name).click()


def code_of(mail: EmailMessage) -> str:
    return str(mail["Subject"]).partition(" ")[0]


def test_a_conversation_is_mailed(page: Page, mailing: list[EmailMessage]) -> None:
    """By an address, and the code that was mailed there; a wrong code can be corrected."""
    expect(page.locator("textarea")).to_be_visible()
    press(page, "Mail conversation")
    expect(page.get_by_role("log")).to_contain_text("Please ask a question first.")
    ask(page, "do roses need water?")
    expect(page.get_by_role("article")).to_have_count(1)
    press(page, "Mail conversation")
    address = page.get_by_role("textbox", name="E-mail address")
    expect(address).to_be_focused()
    shot(page, "mail-address")
    address.fill("ann")
    address.press("Enter")
    assert mailing == []
    address.fill("ann@customer.example")
    address.press("Enter")
    code = page.get_by_role("textbox", name="Code")
    expect(code).to_be_focused()
    shot(page, "mail-code")
    code.fill("1")
    page.locator(".sent").get_by_role("button", name="Send").click()
    expect(page.get_by_role("log")).to_contain_text("This is not the code that was mailed")
    page.get_by_role("button", name="Try again").click()
    code.fill(code_of(mailing[0]))
    code.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("The conversation was mailed.")
    assert [mail["To"] for mail in mailing] == ["ann@customer.example"] * 2
    assert "Every morning [1]." in mailing[1].get_content()
    ask(page, "do tulips need water?")
    expect(page.get_by_role("log")).not_to_contain_text("The conversation was mailed.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_fields(
    browser: Browser, site: str, mailing: list[EmailMessage], scheme: str
) -> None:
    """With the address, and with the code."""
    assert mailing is not None
    watched = Watched(browser, bypass_csp=True, color_scheme=scheme, **PHONE)
    page = watched.page
    page.goto(f'{site}/?data-bank="garden" data-open')
    ask(page, "do roses need water?")
    page.evaluate(AXE_SCRIPT)
    press(page, "Mail conversation")
    address = page.get_by_role("textbox", name="E-mail address")
    expect(address).to_be_focused()
    check(page)
    address.fill("bob@customer.example")
    page.locator(".mailing").get_by_role("button", name="Send").click()
    expect(page.get_by_role("textbox", name="Code")).to_be_focused()
    check(page)
    watched.context.close()
