"""How long the command takes to say something, as a ratio to a bare interpreter's start.

    python tests/bench/bench_start.py [runs]

Every figure is the least of `runs` (9), in milliseconds and as a multiple of `python -c pass` in that run.
Exits 1 where a budget is passed: the machine does not matter, only what we import.
"""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent
BUDGETS = {  # times a bare start, and milliseconds more
    "version": (2.7, 0),
    "greeting": (1.5, 30),
    "ask": (1.5, 85),
}


COMPILED = tempfile.mkdtemp()  # as an installed package is: compiled once, and not at every start


def environment() -> dict[str, str]:
    """Nobody's home, so that no config and no history count."""
    ours = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours.update(
        PYTHONPATH=str(ROOT), HOME="/nonexistent", TERM="xterm-256color", PYTHONPYCACHEPREFIX=COMPILED
    )
    return ours


def run(*arguments: str) -> float:
    """Seconds from the start of a command to its end."""
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, env=environment(), cwd="/", check=False,
    )  # fmt: skip
    return time.perf_counter() - begun


def until(words: bytes) -> float:
    """Seconds from the start of a chat on a terminal until these words are on it."""
    begun = time.perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.chdir("/")
        os.execve(sys.executable, [sys.executable, "-m", "footnote"], environment())  # noqa: S606
    seen = b""
    while words not in seen:
        seen += os.read(terminal, 4096)
    taken = time.perf_counter() - begun
    os.kill(process, signal.SIGKILL)
    os.close(terminal)
    os.waitpid(process, 0)
    return taken


MEASURED: dict[str, Callable[[], float]] = {
    "bare": lambda: run("-c", "pass"),
    "version": lambda: run("-m", "footnote", "--version"),
    "greeting": lambda: until(b"answered from"),
    "prompt": lambda: until(b"\x1b[?2004h"),
    "ask": lambda: run("-m", "footnote", "ask", "how big are micrometastases"),
}


def main() -> int:
    """Measure, print a table, and hold it against the budgets."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 9
    least = dict.fromkeys(MEASURED, float("inf"))
    for measure in MEASURED.values():
        measure()
    for _ in range(runs):  # in turns, so that whatever else the machine does falls on all of them
        for name, measure in MEASURED.items():
            least[name] = min(least[name], measure())
    bare, kept = least["bare"], True
    for name, seconds in least.items():
        times, more = BUDGETS.get(name, (float("inf"), 0))
        allowed = bare * times + more / 1000
        kept = kept and seconds <= allowed
        limit = f", allowed {allowed * 1000:.0f} ms" if name in BUDGETS else ""
        print(f"{name:<9}{seconds * 1000:6.0f} ms{seconds / bare:7.1f} x bare{limit}")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
