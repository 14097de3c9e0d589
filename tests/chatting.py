"""What the tests of the chat share: a talk without a terminal, and a terminal with a real chat in it."""

from __future__ import annotations

import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.chat.history import History
from footnote.chat.reloading import Watched
from footnote.chat.session import Talk
from footnote.chat.transcript import PAPER

if TYPE_CHECKING:
    import pexpect

    from footnote.console.terminal import Terminal

ROOT = Path(__file__).parent.parent
GARDEN = ROOT / "tests" / "data" / "garden"
KEPT = ("PATH", "CI", "LANG", "LC_ALL", "VIRTUAL_ENV", "SYSTEMROOT")

ESCAPE = re.compile(r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])")
"""A control sequence: OSC to its end, CSI to its final letter, or a short one."""


def garden(folder: Path) -> Path:
    """A copy of the garden bank with its language, to be edited."""
    shutil.copytree(GARDEN, folder / "garden")
    shutil.copy(GARDEN.parent / "gardenish.yaml", folder / "gardenish.yaml")
    return folder / "garden"


def begin(folder: Path, *, private: bool = False, terminal: Terminal = PAPER, source: str = "") -> Talk:
    """A talk with the garden bank; what it keeps is kept in `folder`."""
    kept = str(folder / "kept")
    watched = Watched(str(garden(folder)))
    return Talk(watched, History(kept, private=private), terminal, folder=kept, source=source)


def heard(talk: Talk, *lines: str) -> str:
    """What is said to these lines, laid out for the talk's terminal."""
    return "\n".join(said.lay(talk.terminal) for line in lines for said in talk.hear(line))


def environment(home: Path, **more: str) -> dict[str, str]:
    """An environment in which nobody has set anything, and a home of its own."""
    ours = {name: value for name, value in os.environ.items() if name in KEPT}
    return {**ours, "PYTHONPATH": str(ROOT), "HOME": str(home), "TERM": "xterm-256color", **more}


def spawn(home: Path, *arguments: str, columns: int = 80, rows: int = 24, **more: str) -> pexpect.spawn[str]:
    """A chat in a terminal of its own."""
    import pexpect

    return pexpect.spawn(
        sys.executable, ["-m", "footnote", *arguments], cwd=str(home), env=environment(home, **more),
        dimensions=(rows, columns), encoding="utf-8", timeout=20,
    )  # fmt: skip


def bare(text: str) -> str:
    """Text without control sequences, as a reader sees it."""
    return ESCAPE.sub("", text)
