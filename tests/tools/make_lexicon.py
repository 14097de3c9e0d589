"""Make `faq/english.lexicon` from the frequency dictionary of symspellpy, which is needed for nothing else.

    pip install symspellpy
    python tests/tools/make_lexicon.py > faq/english.lexicon

Each line is a cost in nats, minus the natural logarithm of a word's share of all text, and the words that
cost so much.
"""

from __future__ import annotations

import sys
from importlib.resources import files
from itertools import groupby
from math import log

MAX_WORDS = 60_000
"""The rarest of the 82,000 are left out: what is typed so is likelier a slip."""

STEP = 0.25
"""Nats between two costs."""

LONE_LETTERS = "ai"

HEADER = """\
# How common the words of English are: a cost in nats, minus the natural logarithm of a word's share of all
# text, and the words that cost so much. Made by tests/tools/make_lexicon.py from the frequency dictionary of
# SymSpell: see “Words of English” in faq/README.md for its authors and licences.
"""


def lexicon(dictionary: str) -> str:
    """The lexicon file of a dictionary with a word and its count in each line."""
    counts: dict[str, int] = {}
    for line in dictionary.splitlines():
        word, count = line.lstrip("\ufeff").split()
        if word.isascii() and word.isalpha() and (len(word) > 1 or word in LONE_LETTERS):
            counts[word.lower()] = int(count)
    total = sum(counts.values())
    words = sorted(counts, key=lambda word: (-counts[word], word))[:MAX_WORDS]
    costs = sorted((round(-log(counts[word] / total) / STEP) * STEP, word) for word in words)
    lines = [f"{cost:g}: {' '.join(word for _, word in group)}\n" for cost, group in groupby(costs, _cost)]
    return HEADER + "".join(lines)


def _cost(pair: tuple[float, str]) -> float:
    return pair[0]


if __name__ == "__main__":
    dictionary = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt")
    sys.stdout.write(lexicon(dictionary.read_text(encoding="utf-8")))
