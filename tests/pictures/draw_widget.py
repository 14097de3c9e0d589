"""Draws the READMEs' pictures of the widget: a real conversation in headless Chromium, in light and dark.

    python tests/pictures/draw_widget.py        writes widget-light.png, widget-dark.png, … next to this file

Needs the extra `[dev]` and Debian's Chromium. With a folder: screenshots of a phone and a desktop.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from service import running  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

QUESTIONS = ("wot size r micromets", "is 3 mm one?")
PHONE = {"width": 375, "height": 667}
DESKTOP = {"width": 1280, "height": 800}
COLOURS = 32
"""Colours of the palette: text stays smooth, and a picture has less than 60 kB."""


class Picture(NamedTuple):
    """What is drawn: the demo page in a window of a size, and what is done there first."""

    viewport: dict[str, int]
    act: Callable[[Page], None]


def converse(page: Page) -> None:
    """Ask the questions, and unfold the sources of the last answer."""
    for number, question in enumerate(QUESTIONS, start=1):
        page.get_by_role("textbox").fill(question)
        page.get_by_role("textbox").press("Enter")
        page.get_by_role("article").nth(number - 1).wait_for()
    page.get_by_text("Sources:").last.click()
    page.get_by_role("log").evaluate("log => { log.scrollTop = log.scrollHeight }")


def visit(page: Page) -> None:
    """Only look."""
    page.get_by_role("textbox").wait_for()


def browse(page: Page) -> None:
    """Open the list of what can be asked."""
    page.get_by_role("button", name="Topics").click()
    page.get_by_role("region", name="Topics").get_by_role("heading").first.wait_for()


PICTURES = {
    "widget": Picture(DESKTOP, converse),
    "widget-visit": Picture(PHONE, visit),
    "widget-topics": Picture(PHONE, browse),
}


def save(screenshot: bytes, path: Path) -> None:
    """Write a PNG with a small palette."""
    Image.open(BytesIO(screenshot)).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def draw(browser: Browser, address: str, picture: Picture, scheme: str, *, whole: bool) -> bytes:
    """A screenshot of the panel, or of the whole page."""
    page = browser.new_page(
        viewport={"width": picture.viewport["width"], "height": picture.viewport["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=2,
    )
    page.goto(address)
    picture.act(page)
    screenshot = page.screenshot() if whole else page.get_by_role("dialog").screenshot()
    page.close()
    return screenshot


def main(folder: str | None = None) -> None:
    """Draw the pictures; with a folder, whole pages of a phone and a desktop."""
    pages = {"phone": Picture(PHONE, converse), "desktop": Picture(DESKTOP, converse)}
    with (
        tempfile.TemporaryDirectory() as logs,
        running(Path(logs), "--bank", "micrometastases") as server,
        sync_playwright() as playwright,
    ):
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, picture in (pages if folder else PICTURES).items():
            for scheme in ("light", "dark"):
                screenshot = draw(browser, server.address, picture, scheme, whole=bool(folder))
                save(screenshot, Path(folder or HERE) / f"{name}-{scheme}.png")
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
