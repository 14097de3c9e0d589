"""How long the command takes to say something, as ratios: the machine does not matter, only what is done.

    python tests/bench/bench_start.py [RUNS]             (15 runs if left out)
    python tests/bench/bench_start.py --install          (some minutes: needs a package index)

Without an option: medians in milliseconds, each case in turn, so that whatever else the machine does falls on
all of them; as a multiple of a bare interpreter's start, and of one that imports yaml and rapidfuzz. With
`--install` the checkout is installed into a new environment and asked ten times: the first question as a
multiple of the tenth. Exits 1 where a limit is passed.
"""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent.parent
QUESTION = "how big are micrometastases"
LIMITS = {  # times a bare start, times a start that imports yaml and rapidfuzz
    "version": (2.7, float("inf")),
    "ask": (float("inf"), 2.2),
}
FIRST_TO_TENTH = 1.5
SCRATCH = tempfile.mkdtemp(prefix="footnote-bench-")


def environment() -> dict[str, str]:
    """Nobody's home: no config and no history count, modules and banks are compiled once for all runs."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "FOOTNOTE"))}
    return {
        **ours,
        "PYTHONPATH": str(ROOT / "bot"),
        "PYTHONPYCACHEPREFIX": f"{SCRATCH}/modules",
        "HOME": "/nonexistent",
        "XDG_CACHE_HOME": f"{SCRATCH}/cache",
        "TERM": "xterm-256color",
    }


def seconds(command: list[str], given: dict[str, str]) -> float:
    """Seconds from the start of a command to its end."""
    begun = time.perf_counter()
    subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, env=given, cwd="/", check=True
    )
    return time.perf_counter() - begun


def run(*arguments: str) -> float:
    """Seconds that this Python takes for these arguments."""
    return seconds([sys.executable, *arguments], environment())


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


CASES: dict[str, Callable[[], float]] = {
    "bare": lambda: run("-c", "pass"),
    "libraries": lambda: run("-c", "import yaml, rapidfuzz"),
    "version": lambda: run("-m", "footnote", "--version"),
    "greeting": lambda: until(b"answered from"),
    "prompt": lambda: until(b"\x1b[?2004h"),
    "ask": lambda: run("-m", "footnote", "ask", QUESTION),
}


def measure_start(runs: int) -> bool:
    """Print the table of all cases. Whether each is within its limits."""
    times: dict[str, list[float]] = {name: [] for name in CASES}
    for case in CASES.values():
        case()
    for _ in range(runs):
        for name, case in CASES.items():
            times[name].append(case())
    medians = {name: median(values) for name, values in times.items()}
    good = True
    for name, value in medians.items():
        ratios = value / medians["bare"], value / medians["libraries"]
        passed = [
            limit for ratio, limit in zip(ratios, LIMITS.get(name, ratios), strict=True) if ratio > limit
        ]
        good = good and not passed
        note = f"   at most {passed[0]}!" if passed else ""
        print(f"{name:10}{value * 1000:6.0f} ms{ratios[0]:7.1f} x bare{ratios[1]:7.2f} x libraries{note}")
    return good


def measure_install() -> bool:
    """Install into a new environment, ask ten times, and print the first as a multiple of the tenth."""
    folder = Path(SCRATCH, "new")
    venv.create(folder, with_pip=True)
    subprocess.run([folder / "bin" / "pip", "install", "-q", str(ROOT)], check=True)
    given = environment()
    del given["PYTHONPATH"], given["PYTHONPYCACHEPREFIX"]
    times = [seconds([str(folder / "bin" / "footnote"), "ask", QUESTION], given) for _ in range(10)]
    ratio = times[0] / times[-1]
    print("ms:", *(f"{value * 1000:.0f}" for value in times))
    print(f"first {ratio:.2f} x tenth, at most {FIRST_TO_TENTH}")
    return ratio <= FIRST_TO_TENTH


def main() -> int:
    """Measure, print, and compare the ratios with their limits."""
    if sys.argv[1:] == ["--install"]:
        return 0 if measure_install() else 1
    return 0 if measure_start(int(sys.argv[1]) if len(sys.argv) > 1 else 15) else 1


if __name__ == "__main__":
    sys.exit(main())
