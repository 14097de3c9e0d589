"""What the journal costs whoever asks: `python tests/bench/bench_journal.py [POSTGRESQL-ADDRESS]`.

The shipped bank's own questions, asked without a journal, with one, and with one that redacts, in turns, so
that a busy machine hurts all three. Then how fast lines become durable, and what a note costs by itself.
Needs the extra [serve].
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import footnote
from footnote.journal import OFF, Journal, Settings

ROUNDS = 7
LINES = 20_000


def main() -> None:
    """Print the figures, a line each."""
    with tempfile.TemporaryDirectory() as home:
        for address in [str(Path(home) / "journal.sqlite3"), *sys.argv[1:]]:
            print(address.partition("?")[0].replace(home, "…"))
            _compare(address)
            _throughput(address)


def _compare(address: str) -> None:
    asked = footnote.load()
    questions = [wording for _, wording in asked.bank.wordings()][:400]
    with (
        Journal(Settings(address)) as none,
        Journal(Settings(address, text="redacted"), [asked.bank]) as redacted,
    ):
        times: dict[str, list[float]] = {"off": [], "on": [], "redacted": []}
        for _ in range(ROUNDS):
            for name, journal in (("off", OFF), ("on", none), ("redacted", redacted)):
                start = time.perf_counter()
                for question in questions:
                    journal.note(asked.ask(question))
                times[name].append(time.perf_counter() - start)
                journal.flush(30)
    off = median(times["off"])
    for name in ("on", "redacted"):
        print(f"  asking with the journal {name}: {median(times[name]) / off:.2f} of the time without")


def _throughput(address: str) -> None:
    reply = footnote.load().ask("how big are micromets?")
    with Journal(Settings(address)) as journal:
        start = time.perf_counter()
        for _ in range(LINES):
            journal.note(reply)
        noted = time.perf_counter() - start
        journal.flush(60)
        durable = time.perf_counter() - start
    print(f"  a note: {noted / LINES * 1e6:.1f} µs")
    print(f"  {LINES / durable:.0f} lines a second become durable, {journal.lost} were lost")


if __name__ == "__main__":
    main()
