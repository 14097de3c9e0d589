"""A tmux window with a chat in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import count
from typing import TYPE_CHECKING

from chatting import until
from command_line import environment
from paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

NUMBERS = count()


class Screen:
    """A tmux window with a chat in it, as a person sees it."""

    def __init__(self, home: Path, columns: int, rows: int, *arguments: str, **more: str) -> None:
        ours = [f"{name}={value}" for name, value in environment(home, TERM="tmux-256color", **more).items()]
        self._socket = f"footnote-{os.getpid()}-{next(NUMBERS)}"
        command = ["env", "-i", *ours, sys.executable, "-m", "footnote", *arguments]
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", str(columns), "-y", str(rows), *command)
        self._tmux("set-option", "-g", "set-clipboard", "on")

    def _tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", self._socket, *arguments],
            capture_output=True,
            encoding="utf-8",
            cwd=ROOT,
            check=False,
        )
        return done.stdout

    def keys(self, *keys: str) -> None:
        """Type them, names of keys such as Enter among them."""
        for key in keys:
            self._tmux("send-keys", key)

    def resize(self, columns: int, rows: int) -> None:
        """Drag the window's corner."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def text(self) -> str:
        """What is on the screen."""
        return self._tmux("capture-pane", "-p")

    def shows(self, pattern: str) -> bool:
        """Whether the screen comes to show this."""
        return until(lambda: bool(re.search(pattern, self.text(), re.MULTILINE)))

    def clipboard(self) -> str:
        """What was last copied."""
        return self._tmux("show-buffer")

    def close(self) -> None:
        """End it."""
        self._tmux("kill-server")
