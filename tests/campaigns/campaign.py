"""What the campaigns share: cases that follow from a seed, a time limit, and a summary.

Case 17 of seed 3 is the same case each time, so that a failure is repeated by `--seed 3 --case 17`.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))  # the helpers of the tests
sys.path.insert(0, str(Path(__file__).parents[2] / "bot"))

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Case = Callable[[random.Random], str]

MAX_FAILURES = 20
"""Failures after which a campaign ends: more of them say no more."""


class Broken(AssertionError):
    """Something that is always true was not. The message says what, and of what."""


class Options(NamedTuple):
    """Where to begin, and when to end. `case` is the only one to run, if it is not None."""

    seed: int
    seconds: float
    cases: int
    case: int | None = None


class Summary(NamedTuple):
    """How many cases ended how, and the failures by the number of their case."""

    name: str
    seconds: float
    ends: Counter[str]
    failures: dict[int, str]

    def lines(self, seed: int) -> Iterator[str]:
        """The summary for people."""
        done = sum(self.ends.values()) + len(self.failures)
        failed = f"{len(self.failures)} failures (seed {seed})"
        yield f"{self.name}: {done:,} cases in {self.seconds:.0f} s, {failed}"
        yield from (f"  {count:9,}  {end}" for end, count in self.ends.most_common())
        for case, trace in self.failures.items():
            yield f"case {case} of seed {seed}:"
            yield trace


def run(name: str, case: Case, options: Options) -> Summary:
    """Run the cases of a seed, one after another, until the time is over or there are enough."""
    began = time.monotonic()
    ends: Counter[str] = Counter()
    failures: dict[int, str] = {}
    numbers = range(options.cases) if options.case is None else [options.case]
    for number in numbers:
        try:
            ends[case(random.Random(f"{options.seed}:{number}"))] += 1  # noqa: S311
        except KeyboardInterrupt:  # what is known by now is printed
            break
        except Exception:  # noqa: BLE001  (any at all is what is looked for)
            failures[number] = traceback.format_exc(limit=-6)
        if time.monotonic() - began > options.seconds or len(failures) >= MAX_FAILURES:
            break
    return Summary(name, time.monotonic() - began, ends, failures)


def main(name: str, case: Case, description: str) -> None:
    """The program of a campaign: exit status 1 where a case failed."""
    parser = argparse.ArgumentParser(description=description.partition("\n")[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--cases", type=int, default=10**9, help="at most so many")
    parser.add_argument("--case", type=int, help="only this one")
    given = parser.parse_args()
    summary = run(name, case, Options(given.seed, given.seconds, given.cases, given.case))
    print("\n".join(summary.lines(given.seed)))
    sys.exit(bool(summary.failures))
