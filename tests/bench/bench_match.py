"""How fast questions are ranked, compared with rapidfuzz's own extractOne over the same wordings.

    PYTHONPATH=. python tests/bench/bench_match.py [COUNT ...]      (500 and 100000 wordings if left out)

The wordings are runs of words from the documentation that comes with Python, twenty to an entry; the
questions are other wordings' words, shuffled, with a word left out and a letter lost. Seeded: the same
every time. Prints the build, medians of both, and their ratio; targets are in brackets.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import sys
import time
from pydoc_data.topics import topics
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from footnote.matching.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable

TARGETS = {500: 1 / 3, 100_000: 1 / 50}
QUESTIONS = 100
TURN = 25
"""Questions that are asked in one way before the other has its turn."""


def wordings(count: int) -> list[tuple[str, str]]:
    """(entry, wording) pairs: runs of 4 to 10 words of one text."""
    rng = random.Random(count)  # noqa: S311
    text = [word for name in sorted(topics) for word in re.findall(r"[a-zA-Z]+", topics[name])]
    starts = (rng.randrange(len(text) - 10) for _ in range(count))
    return [(f"entry-{n // 20}", " ".join(text[s : s + rng.randint(4, 10)])) for n, s in enumerate(starts)]


def questions(pairs: list[tuple[str, str]]) -> list[str]:
    """Wordings as people retype them: other order, a word left out, a letter lost."""
    rng = random.Random(7)  # noqa: S311
    return [retyped(wording, rng) for _, wording in rng.sample(pairs, min(QUESTIONS, len(pairs)))]


def retyped(wording: str, rng: random.Random) -> str:
    words = wording.split()
    rng.shuffle(words)
    words.pop()
    longest = max(range(len(words)), key=lambda n: len(words[n]))
    at = rng.randrange(len(words[longest]))
    words[longest] = words[longest][:at] + words[longest][at + 1 :]
    return " ".join(words)


def times(ask: Callable[[str], object], asked: list[str]) -> list[float]:
    """Microseconds of each question."""
    found = []
    for question in asked:
        started = time.perf_counter()
        ask(question)
        found.append((time.perf_counter() - started) * 1e6)
    return found


def medians(asked: list[str], *ways: Callable[[str], object]) -> list[float]:
    """Microseconds of one question in each way, the middle of all; by turns: machines have busy moments."""
    found: list[list[float]] = [[] for _ in ways]
    for start in range(0, len(asked), TURN):
        for number, way in enumerate(ways):
            found[number] += times(way, asked[start : start + TURN])
    return list(map(statistics.median, found))


def measure(count: int) -> None:
    pairs = wordings(count)
    asked = questions(pairs)
    texts = [wording for _, wording in pairs]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    matcher = Matcher(pairs)
    built = time.perf_counter() - started
    medians(asked, matcher.rank)  # what is worked out on first use is not what a question costs
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    ours, theirs = medians(
        asked, matcher.rank, lambda question: process.extractOne(question, texts, scorer=fuzz.WRatio)
    )
    target = f"  [at most {TARGETS[count]:.3f}]" if count in TARGETS else ""
    print(f"{count} wordings: built in {built:.3f} s, {grown:.0f} MB; a question {ours:.0f} us, "
          f"WRatio {theirs:.0f} us, ratio {ours / theirs:.3f}{target}")  # fmt: skip


if __name__ == "__main__":
    for number in [int(argument) for argument in sys.argv[1:]] or list(TARGETS):
        measure(number)
