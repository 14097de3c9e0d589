"""Draws the README's pictures of the widget: a real conversation in headless Chromium, in light and dark.

    python tests/pictures/draw_widget.py        writes widget-light.png and widget-dark.png next to this file

Needs the extra `[dev]` and Debian's Chromium. With a folder: screenshots of a phone and a desktop.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image
from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from service import running  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTIONS = ("wot size r micromets", "is 3 mm one?")
PHONE = {"width": 375, "height": 667}
DESKTOP = {"width": 1280, "height": 800}
COLOURS = 32
"""Colours of the palette: text stays smooth, and a picture has less than 60 kB."""


def conversation(browser: Browser, address: str, viewport: dict[str, int], scheme: str) -> Page:
    """The demo page after the questions are answered."""
    page = browser.new_page(
        viewport={"width": viewport["width"], "height": viewport["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=2,
    )
    page.goto(address)
    for number, question in enumerate(QUESTIONS, start=1):
        page.get_by_role("textbox").fill(question)
        page.get_by_role("textbox").press("Enter")
        page.get_by_role("article").nth(number - 1).wait_for()
    page.get_by_role("log").evaluate("log => { log.scrollTop = log.scrollHeight }")
    return page


def save(screenshot: bytes, path: Path) -> None:
    """Write a PNG with a small palette."""
    Image.open(BytesIO(screenshot)).convert("RGB").quantize(COLOURS).save(path, optimize=True)


def main(folder: str | None = None) -> None:
    """Draw the pictures; with a folder, the screenshots."""
    shapes = {"phone": PHONE, "desktop": DESKTOP} if folder else {"widget": DESKTOP}
    with (
        tempfile.TemporaryDirectory() as logs,
        running(Path(logs), "--bank", "micrometastases") as server,
        sync_playwright() as playwright,
    ):
        chromium = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, viewport in shapes.items():
            for scheme in ("light", "dark"):
                page = conversation(browser, server.address, viewport, scheme)
                whole = page if folder else page.get_by_role("dialog")
                save(whole.screenshot(), Path(folder or HERE) / f"{name}-{scheme}.png")
                page.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
