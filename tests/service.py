"""Test helper: the HTTP service in this process, or as `footnote serve` on a free port."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from paths import GARDEN, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from httpx2 import Response
    from starlette.testclient import TestClient
    from starlette.types import ASGIApp

    from footnote.desks import Desk
    from footnote.web.endpoints import Journal


IN_A_BROWSER = (
    "starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "playwright",
    "axe_playwright_python",
)  # fmt: skip
"""What the widget's tests need: the service, and a browser to run it in."""


def needs(*modules: str) -> None:
    """Skip a test module where a package is not installed; with CI=true fail it instead."""
    absent = [module for module in modules if find_spec(module) is None]
    if absent and os.environ.get("CI") == "true":
        pytest.fail(f"not installed: {', '.join(absent)}; with CI=true that is a failure")
    if absent:
        pytest.skip(f"not installed: {', '.join(absent)}; pip install '.[dev]'", allow_module_level=True)


def application(journal: Journal | None = None, desk: Desk | None = None, **settings: object) -> ASGIApp:
    """The service as an ASGI application."""
    from footnote.journal import OFF
    from footnote.web import build
    from footnote.web.banks import Banks
    from footnote.web.settings import load_settings

    loaded = load_settings(environ={}, options={"banks": {"garden": str(GARDEN)}, **settings})
    return build(loaded, Banks(loaded.banks, loaded.timeout, loaded.wait), journal or OFF, desk)


@contextmanager
def service(
    journal: Journal | None = None, desk: Desk | None = None, **settings: object
) -> Iterator[TestClient]:
    """A client of the service in this process, on the garden bank unless `banks` names others."""
    from starlette.testclient import TestClient

    app = application(journal, desk, **settings)
    with TestClient(app, base_url="http://testserver", raise_server_exceptions=False) as client:
        yield client


def ask(client: TestClient, question: str, **more: object) -> Response:
    """The response of /v1/ask."""
    return client.post("/v1/ask", json={"question": question, **more})


SERVE = ("-m", "footnote", "serve")

IMPATIENT = """
import sys
from footnote.desks import background, tables
tables.RETRY_DELAYS, background.POLL_INTERVAL, tables.LEASE = (0.3,), 0.2, 3
from footnote.cli.main import main
sys.exit(main(sys.argv[1:]))
"""
"""`footnote serve` with short delays towards a desk: a test does not wait for minutes."""

SERVE_IMPATIENTLY = ("-c", IMPATIENT, "serve")


class Running:
    """`footnote serve` in a process of its own. Its log is a file of JSON lines."""

    def __init__(self, folder: Path, *arguments: str, command: Sequence[str] = SERVE, **environ: str) -> None:
        self.log = folder / "serve.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, *command, "--port", "0", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=ROOT,
                env={**os.environ, **environ},
            )
        self.address = self._address()

    def _address(self) -> str:
        while self.process.poll() is None:
            for line in self.lines():
                if line["event"] == "listening":
                    return str(line["address"])
            try:
                self.process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        raise AssertionError(self.log.read_text(encoding="utf-8"))

    def lines(self) -> list[dict[str, Any]]:
        """The log so far, without a line that is still being written."""
        whole = self.log.read_text(encoding="utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def stop(self) -> int:
        """Terminate the process and wait; returns its exit status."""
        self.process.terminate()
        return self.process.wait(30)


@contextmanager
def running(
    folder: Path, *arguments: str, command: Sequence[str] = SERVE, **environ: str
) -> Iterator[Running]:
    """A running service, killed at the end."""
    server = Running(folder, *arguments, command=command, **environ)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()
