"""The widget in a real browser, on a page of another origin, under a strict policy."""

from __future__ import annotations

import shutil
import threading
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
from paths import GARDEN
from postgres import missing
from service import running
from widget_site import FLAGS, Pages, Watched

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page
    from service import Running


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
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=found, args=FLAGS)


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
