"""How fast mistyped questions are read and ranked.

    PYTHONPATH=bot python tests/bench/bench_spelling.py

First as `bench_match.py`, but with one wrong letter in each question. Then the wordings of the shipped bank,
each with one wrong letter: milliseconds of a line that is parsed for the first time, and the longest of some
lines of 2,000 characters that have nothing but slips, noise or ligatures. Targets are in brackets.
"""

from __future__ import annotations

import random

import bench_match

from footnote import load

LETTERS = "abcdefghijklmnopqrstuvwxyz"
LINES = 2_000
LONG = ("\ufdfa" * 2_000, "limp notes " * 181, "nodse, " * 285, "Zq. " * 500)


def mistyped(wording: str, rng: random.Random) -> str:
    """A wording with one letter of its longest word replaced."""
    words = wording.split()
    longest = max(range(len(words)), key=lambda n: len(words[n]))
    at = rng.randrange(len(words[longest]))
    words[longest] = words[longest][:at] + rng.choice(LETTERS) + words[longest][at + 1 :]
    return " ".join(words)


def noise(rng: random.Random, length: int) -> str:
    """Words of so many letters that no language has."""
    return " ".join("".join(rng.choices("abcdeinorst", k=length)) for _ in range(2_000 // (length + 1)))


def measure_lines() -> None:
    """Print how long the lines of the shipped bank take."""
    rng = random.Random(7)  # noqa: S311
    bot = load("micrometastases")
    parse = bot.matcher.analyzer.parse
    parse("how bigg is it")  # what is worked out once
    wordings = rng.sample([wording for _, wording in bot.bank.wordings()], LINES)
    times = sorted(bench_match.times(parse, [mistyped(wording, rng) for wording in wordings]))
    p95 = times[int(0.95 * LINES)] / 1e3
    print(f"a mistyped line: {times[LINES // 2] / 1e3:.2f} ms, 95 % under {p95:.2f} ms  [at most 1.5]")
    slowest = max(bench_match.times(parse, [*LONG, *(noise(rng, length) for length in (3, 9, 40))]))
    print(f"the slowest line of 2,000 characters: {slowest / 1e3:.0f} ms  [at most 100]")


if __name__ == "__main__":
    bench_match.retyped = mistyped
    for count in bench_match.TARGETS:
        bench_match.measure(count)
    measure_lines()
