"""What tests of the command line share: the command run as a process of its own, or in this one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from paths import ROOT

COMMAND = f"{sys.executable} -m footnote"

KEPT = ("PATH", "CI", "LANG", "LC_ALL", "VIRTUAL_ENV", "SYSTEMROOT", "XDG_CACHE_HOME")
"""Environment variables that a command under test sees; nothing else that somebody may have set."""


class Done(NamedTuple):
    """A command that has run in this process: its exit status and what it printed."""

    status: int
    out: str
    err: str


Run = Callable[..., Done]


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which nobody has set anything, with a home of its own."""
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    ours = {"PYTHONPATH": str(ROOT / "bot"), "HOME": str(home), "TERM": "xterm-256color"}
    return {**kept, **ours, **more}


def run_cli(
    home: Path, *arguments: object, typed: bytes = b"", **more: str
) -> subprocess.CompletedProcess[bytes]:
    """The command, run in the folder `home`, in nobody's terminal."""
    return subprocess.run(
        [sys.executable, "-m", "footnote", *map(str, arguments)], input=typed, capture_output=True,
        cwd=home, env=environment(home, **more), timeout=180, check=False,
    )  # fmt: skip


def run_shell(home: Path, script: str) -> subprocess.CompletedProcess[bytes]:
    """A line of shell in which `{0}` is the command."""
    return subprocess.run(
        ["sh", "-c", script.format(COMMAND)], capture_output=True, cwd=home, env=environment(home),
        timeout=180, check=False,
    )  # fmt: skip


def json_lines(text: str | bytes) -> list[Any]:
    """Each line of a text, read as JSON."""
    return [json.loads(line) for line in text.splitlines()]
