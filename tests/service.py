"""The service for tests: in this process, or as `footnote serve` on a free port."""

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

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.testclient import TestClient

    from footnote.web.endpoints import Journal

HERE = Path(__file__).parent
GARDEN = HERE / "data" / "garden"


def needs(*modules: str) -> None:
    """Skip a whole file for want of a package; on CI, where everything is installed, fail it."""
    absent = [module for module in modules if find_spec(module) is None]
    if absent and os.environ.get("CI") == "true":
        pytest.fail(f"no {', '.join(absent)}, and CI=true says that nothing may be missing")
    if absent:
        pytest.skip(f"no {', '.join(absent)}: pip install '.[dev]'", allow_module_level=True)


@contextmanager
def service(journal: Journal | None = None, **settings: object) -> Iterator[TestClient]:
    """A client of the service in this process, on the garden bank where no other is given."""
    from starlette.testclient import TestClient

    from footnote.journal import OFF
    from footnote.web.app import build
    from footnote.web.banks import Banks
    from footnote.web.settings import settle

    given = {
        "banks": {"garden": str(GARDEN)},
        **{name.replace("__", "."): value for name, value in settings.items()},
    }
    settled = settle(environ={}, given=given)
    app = build(settled, Banks(settled.banks), journal or OFF)
    with TestClient(app, base_url="http://testserver", raise_server_exceptions=False) as client:
        yield client


class Running:
    """`footnote serve` in a process of its own. Its log is a file of JSON lines."""

    def __init__(self, folder: Path, *arguments: str, **environ: str) -> None:
        self.log = folder / "serve.log"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "footnote", "serve", "--port", "0", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=HERE.parent,
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
        """What is in the log so far; a line that is being written is left out."""
        whole = self.log.read_text(encoding="utf-8").rpartition("\n")[0]
        return [json.loads(line) for line in whole.splitlines()]

    def stop(self) -> int:
        """Tell it to end, and wait until it has. Its exit status."""
        self.process.terminate()
        return self.process.wait(30)


@contextmanager
def running(folder: Path, *arguments: str, **environ: str) -> Iterator[Running]:
    """A running service, ended with the test."""
    server = Running(folder, *arguments, **environ)
    try:
        yield server
    finally:
        server.process.kill()
        server.process.wait()
