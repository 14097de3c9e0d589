"""Test helper: a page with the widget, of another origin than the service and under a strict policy."""

from __future__ import annotations

import os
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any, ClassVar

from paths import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
]  # fmt: skip
WIDGET = ROOT / "bot" / "footnote" / "web" / "static" / "widget.js"
PHONE = {"viewport": {"width": 375, "height": 667}, "is_mobile": True, "has_touch": True}


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


def ask(page: Page, question: str) -> None:
    """Send a question; while an earlier one is on its way, it stays in the box."""
    box = page.locator("textarea")
    box.fill(question)
    box.press("Enter")
    for _ in range(50):
        if not box.input_value():
            return
        page.wait_for_timeout(100)
        box.press("Enter")


def shot(page: Page, name: str) -> None:
    """A screenshot for people: SHOTS=folder pytest tests/web/test_widget.py."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")


def check(page: Page) -> None:
    """Nothing that axe knows is wrong, however minor."""
    found = page.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []
