"""A PostgreSQL of the tests' own: made, started on a Unix socket, and gone with the tests."""

from __future__ import annotations

import getpass
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

SETTINGS = "-h '' -c fsync=off -c max_connections=40 -c shared_buffers=16MB"


def missing(why: str) -> None:
    """Skip a test for want of a package; on CI, where everything is installed, fail it."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{why}, and CI=true says that nothing may be missing")
    pytest.skip(why)


def programs() -> Path | None:
    """The folder of the newest PostgreSQL server, as Debian has it or on the path."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    return Path(found).parent if found else None


@contextmanager
def running() -> Iterator[Server]:
    """A server with one empty database."""
    found = programs()
    if found is None:
        missing("no PostgreSQL server: apt-get install postgresql")
    assert found
    with tempfile.TemporaryDirectory(prefix="pg-", dir="/tmp", ignore_cleanup_errors=True) as home:
        server = Server(found, Path(home))
        server.make()
        try:
            yield server
        finally:
            server.stop()


class Server:
    """PostgreSQL under a user without rights: it will not run as root."""

    def __init__(self, programs: Path, home: Path) -> None:
        self.programs = programs
        self.home = home
        self.address = f"postgresql://bot@/postgres?host={home}"

    def make(self) -> None:
        if os.geteuid() == 0:
            shutil.chown(self.home, "nobody", "nogroup")
        self._run("initdb", "-A", "trust", "-U", "bot", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    def start(self) -> None:
        self._run("pg_ctl", "-w", "-l", str(self.home / "log"), "-o", f"-k {self.home} {SETTINGS}", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), "-D", str(self.home / "data"), *arguments]
        if getpass.getuser() == "root":
            command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd=self.home,
            check=False,
            timeout=60,
        )
        assert done.returncode == 0, done.stdout + done.stderr
