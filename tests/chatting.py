"""What the tests of the chat share: a session without a terminal, and a real chat in a pseudo-terminal."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from command_line import environment
from paths import copy_garden

from footnote.chat.dispatch import respond
from footnote.chat.history import History
from footnote.chat.reloading import BankReloader
from footnote.chat.session import ChatSession, open_nothing
from footnote.chat.transcript import PAPER

if TYPE_CHECKING:
    from collections.abc import Callable

    import pexpect

    from footnote.console import Terminal

ESCAPE = re.compile(r"\x1b(?:\][^\x07\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|[ -/]*[0-~])")
"""A control sequence: OSC to its end, CSI to its final letter, or a short one."""


def start_session(
    folder: Path,
    *,
    private: bool = False,
    terminal: Terminal = PAPER,
    source: str = "",
    opened: list[str] | None = None,
) -> ChatSession:
    """A session with the garden bank; what it saves is in `folder / "saved"`.

    `opened` gets the addresses that are opened; without it, there is no browser.
    """
    saved = str(folder / "saved")
    reloader = BankReloader(str(copy_garden(folder)))
    history = History(saved, private=private)
    return ChatSession(
        reloader,
        history,
        terminal,
        notes_folder=saved,
        source=source,
        open_address=open_nothing if opened is None else Browser(opened).open,
    )


class Browser:
    """A browser that only notes what it opens."""

    def __init__(self, opened: list[str]) -> None:
        self.opened = opened

    def open(self, address: str) -> bool:
        """Note the address."""
        self.opened.append(address)
        return True


def answers(session: ChatSession, *lines: str) -> str:
    """What is answered to these lines, laid out for the session's terminal."""
    return "\n".join(message.render(session.terminal) for line in lines for message in respond(session, line))


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


def until(true: Callable[[], bool], seconds: float = 15) -> bool:
    """Whether it becomes true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.1)
    return False
