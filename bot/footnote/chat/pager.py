"""Lists longer than the window, shown by the user's pager. Replies are short, and are always printed."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.console import Terminal


def show_in_pager(text: str, terminal: Terminal, environ: Mapping[str, str]) -> bool:
    """Show the text in the pager if it does not fit the window. Returns whether it was shown."""
    if not terminal.tty or terminal.plain or text.count("\n") < terminal.rows - 2:
        return False
    command = _pager_command(environ)
    if not command or command[0] == "cat":
        return False
    # F: leave at once if it fits; R: pass colour and links on; X: leave the text on the screen
    settings = {"LESS": "FRX", "LV": "-c", **environ, "LESSCHARSET": "utf-8"}
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the pager
    try:
        done = subprocess.run(command, input=text.encode(), env=settings, check=False)  # noqa: S603  (the user's own)
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, handler)
    return done.returncode == 0


def _pager_command(environ: Mapping[str, str]) -> list[str]:
    command = environ.get("FOOTNOTE_PAGER", environ.get("PAGER", "more" if os.name == "nt" else "less"))
    try:
        return shlex.split(command)
    except ValueError:  # a quote that is not closed
        return []
