"""How long texts of many kinds take to answer, and what that depends on: `python tests/bench/fit_effort.py`.

Fits `WORD_EFFORT`, `UNKNOWN_EFFORT` and `SENTENCE_EFFORT` of footnote/text/analyzer.py, and prints how long
the texts took that are expected to take at most 8 ms, which the service answers in its event loop. Processor
time is measured, so that a busy machine hurts little. `--seed N` makes other texts.
"""

from __future__ import annotations

import argparse
import random
import string
import time
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from footnote import load
from footnote.text.message import MAX_MESSAGE_QUESTIONS
from footnote.text.normalization import find_words, fold_lines, sentences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from footnote import Bot

LENGTHS = (20, 40, 60, 100, 150, 200, 300, 400, 800, 2_000)
MAX_EFFORT = 8.0


class Sample(NamedTuple):
    """A text: its words, unknown words and sentences, its expected effort, and the milliseconds it took."""

    kind: str
    words: int
    unknown: int
    sentences: int
    effort: float
    took: float


def misspelt(text: str, chance: random.Random) -> str:
    """The text with a slip in every eighth letter."""
    letters = list(text)
    for _ in range(max(1, len(letters) // 8)):
        at = chance.randrange(len(letters))
        letters[at] = chance.choice(["", letters[at] * 2, chance.choice(string.ascii_lowercase)])
    return "".join(letters)


def kinds(bot: Bot, chance: random.Random) -> dict[str, Callable[[], str]]:
    """Ways to make a long text."""
    wordings = [wording for _, wording in bot.bank.wordings()]

    def asked(end: str, change: Callable[[str], str] = str) -> str:
        return "".join(f"{change(chance.choice(wordings)).rstrip('?')}{end}" for _ in range(80))

    def noise(end: str) -> str:
        words = [
            "".join(chance.choices(string.ascii_lowercase, k=chance.randrange(3, 12))) for _ in range(500)
        ]
        return end.join(words)

    def slips(text: str) -> str:
        return misspelt(text, chance)

    return {
        "questions": lambda: asked("? "),
        "misspelt": lambda: asked("? ", slips),
        "misspelt, no end": lambda: asked(" and ", slips),
        "misspelt lines": lambda: asked("? ", slips).replace(" ", "\n"),
        "noise": lambda: noise(" "),
        "noise?": lambda: noise("? "),
        "without spaces": lambda: asked("").replace(" ", ""),
        "ligatures": lambda: "\ufdfa" * 2_000,
        "ligatures?": lambda: "\ufdfa? " * 700,
        "letters": lambda: "a b c d " * 250,
        "sizes": lambda: "0.2 mm or 3 cm and " * 110,
    }


def samples(bot: Bot, chance: random.Random) -> Iterator[Sample]:
    """Each kind of text in each length, some times."""
    analyzer = bot.matcher.analyzer
    for length in LENGTHS:
        for kind, make in kinds(bot, chance).items():
            for _ in range(6):
                text = make()[:length]
                normal = fold_lines(text)[:8_000]
                words = [match[0] for match in find_words(normal)]
                unknown = sum(not analyzer.corrector.knows(word) for word in set(words))  # type: ignore[union-attr]
                asks = min(len(sentences(normal)), MAX_MESSAGE_QUESTIONS)
                began = time.process_time()
                bot.ask(text)
                took = (time.process_time() - began) * 1e3
                yield Sample(kind, len(words), unknown, asks, analyzer.effort(text), took)


def main() -> None:
    """Fit, and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--bank", default="micrometastases")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    bot = load(given.bank)
    bot.ask("hello, how big is it?")
    measured = list(samples(bot, random.Random(given.seed)))  # noqa: S311
    features = np.array([each[1:4] for each in measured], float)
    took = np.array([each.took for each in measured])
    fitted = np.linalg.lstsq(features, took, rcond=None)[0]
    print("fitted: word {:.2f}, unknown word {:.2f}, sentence {:.2f} ms".format(*fitted))
    cheap = np.array([each.took for each in measured if each.effort <= MAX_EFFORT])
    print(f"expected to take at most {MAX_EFFORT:g} ms: {len(cheap)} of {len(measured)} texts")
    print(
        "of these: p50 {:.1f}, p95 {:.1f}, p99 {:.1f}, longest {:.1f} ms".format(
            *np.percentile(cheap, (50, 95, 99, 100))
        )
    )
    for each in sorted(measured, key=lambda each: -each.took * (each.effort <= MAX_EFFORT))[:5]:
        what = f"{each.kind}: {each.words} words, {each.unknown} unknown"
        print(f"  {what}: expected {each.effort:.1f}, took {each.took:.1f}")


if __name__ == "__main__":
    main()
