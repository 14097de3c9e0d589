"""The widget in Firefox: what differs between browsers, on the same page under the same policy."""

from __future__ import annotations

import base64
import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from firefox import Firefox, firefox
from postgres import missing
from service import IN_A_BROWSER, needs

needs(*IN_A_BROWSER)

from axe_playwright_python.base import AXE_SCRIPT  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from service import Running


@pytest.fixture(scope="module", params=["light", "dark"])
def window(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if not program:
        missing("no Firefox: apt-get install firefox-esr")
        return
    with firefox(program, tmp_path_factory.mktemp("firefox"), request.param) as window:
        yield window


@pytest.mark.parametrize(("width", "height"), [(500, 667), (1280, 800)])
def test_a_conversation_in_firefox(
    window: Firefox, site: str, server: Running, width: int, height: int
) -> None:
    """By keyboard: the header stays, the box grows, it survives a new body, and axe finds nothing."""
    assert server.process.poll() is None
    window("SetWindowRect", width=width, height=height)
    window("Navigate", url=f'{site}/?data-bank="micrometastases"')
    window.run("sessionStorage.clear()")
    window("Navigate", url=f'{site}/?data-bank="micrometastases"&')
    window.wait("widget?.querySelector('.launcher')")
    window.run("document.querySelector('button').focus()")
    window.type("Tab", "Enter")
    window.wait("widget.activeElement?.className === 'input'")
    places = """return [".header", ".close", ".footer"].map((part) =>
        widget.querySelector(part).getBoundingClientRect().top)"""
    before = window.run(places)
    for number, question in enumerate(("how are they treated?", "how big are they?"), start=1):
        window.type(*question, "Enter")
        window.wait(f"widget.querySelectorAll('article').length === {number}")
    assert window.run(places) == before
    window.type("ArrowUp")
    assert window.run("return widget.querySelector('.input').value") == "how big are they?"
    window.run("widget.querySelector('.input').value = 'line\\n'.repeat(9)")
    window.type("x")
    assert window.wait("widget.querySelector('.input').clientHeight > 100")
    save(window, f"firefox-{width}")
    check(window)
    window.run("document.body.replaceWith(document.createElement('body'))")
    window.wait("widget?.querySelectorAll('article').length === 2")
    window.type("Escape")


def check(window: Firefox) -> None:
    """Nothing that axe knows is wrong in the widget; the page around it is only a stage."""
    window.run(AXE_SCRIPT + "; window.axe = axe")
    found = window(
        "ExecuteAsyncScript",
        script="axe.run('footnote-chat').then((found) => arguments[0](found.violations.map(({ id }) => id)))",
        args=[],
        sandbox=None,
    )
    assert found == []


def save(window: Firefox, name: str) -> None:
    """A screenshot for people, as in the other tests."""
    if folder := os.environ.get("SHOTS"):
        Path(folder, f"{name}.png").write_bytes(base64.b64decode(window("TakeScreenshot", full=False)))
