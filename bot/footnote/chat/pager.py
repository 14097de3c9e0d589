"""Lists longer than the window, shown by the user's pager. Replies never are: they are short."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.console.terminal import Terminal


def paged(text: str, terminal: Terminal, environ: Mapping[str, str]) -> bool:
    """Show the text in the pager if it does not fit the window. Whether that was done."""
    if not terminal.tty or terminal.plain or text.count("\n") < terminal.rows - 2:
        return False
    command = _command(environ)
    if not command or command[0] == "cat":
        return False
    # F: leave at once if it fits; R: pass colour and links on; X: leave the text on the screen
    settings = {"LESS": "FRX", "LV": "-c", **environ, "LESSCHARSET": "utf-8"}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
    try:
        done = subprocess.run(command, input=text.encode(), env=settings, check=False)  # noqa: S603  (the user's own)
    except OSError:
        return False
    finally:
        signal.signal(signal.SIGINT, before)
    return done.returncode == 0


def _command(environ: Mapping[str, str]) -> list[str]:
    said = environ.get("FOOTNOTE_PAGER", environ.get("PAGER", "more" if os.name == "nt" else "less"))
    try:
        return shlex.split(said)
    except ValueError:  # a quote that is not closed
        return []
