"""Right entry first, and what should be refused: public sets of real questions.

    PYTHONPATH=. python tests/bench/bench_intents.py DATA.json …

DATA.json: {"train": [[text, entry] …], "test": [[text, entry or null] …]}; null: no entry answers it. A
matcher is built from the training texts alone. Prints, for each set, the share of questions whose entry came
first (top1), how well confidence separates them from others (auroc), and the area under right and accepted
against wrongly accepted (oscr), each 0..1; next to it what the nearest text by rapidfuzz's own scorers gives.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

from rapidfuzz import fuzz, process, utils

from footnote.matching.matcher import Matcher

Ask = Callable[[str], tuple[str | None, float]]
"""A question to the entry that comes first, None for none, and how sure that is."""

Row = tuple[float, bool, bool]
"""Confidence, whether an entry answers the question, and whether that entry came first."""


def ours(pairs: list[tuple[str, str]]) -> Ask:
    matcher = Matcher(pairs)

    def ask(question: str) -> tuple[str | None, float]:
        hits = matcher.rank(question, limit=1)
        return (hits[0].entry, hits[0].confidence) if hits else (None, -1.0)

    return ask


def nearest(pairs: list[tuple[str, str]], scorer: Callable[..., float]) -> Ask:
    """The recipe of every tutorial: the entry of the text that a scorer finds nearest."""
    texts = [utils.default_process(text) for _, text in pairs]

    def ask(question: str) -> tuple[str | None, float]:
        _, score, number = process.extractOne(utils.default_process(question), texts, scorer=scorer)
        return pairs[number][0], score

    return ask


def put(ask: Ask, question: str, entry: str | None) -> Row:
    first, confidence = ask(question)
    return confidence, entry is not None, entry is not None and entry == first


def auroc(rows: list[Row]) -> float:
    """The chance that a question with an entry is surer than one without; half for equals."""
    inside = [row[0] for row in rows if row[1]]
    outside = [row[0] for row in rows if not row[1]]
    wins = sum((i > o) + (i == o) / 2 for i in inside for o in outside)
    return wins / (len(inside) * len(outside))


def oscr(rows: list[Row]) -> float:
    """For each question without an entry, the share of the others that are right and surer than it."""
    inside = [row for row in rows if row[1]]
    outside = [row[0] for row in rows if not row[1]]
    right = [row[0] for row in inside if row[2]]
    surer = sum((r > o) + (r == o) / 2 for r in right for o in outside)
    return surer / (len(inside) * len(outside))


def measure(path: Path) -> None:
    data = json.loads(path.read_text(encoding="utf-8"))
    pairs = [(entry, text) for text, entry in data["train"] if entry is not None]
    ways = {
        "footnote.matching.matcher": ours(pairs),
        "WRatio": nearest(pairs, fuzz.WRatio),
        "token_set_ratio": nearest(pairs, fuzz.token_set_ratio),
    }
    for name, ask in ways.items():
        rows = [put(ask, text, entry) for text, entry in data["test"]]
        top1 = sum(row[2] for row in rows) / sum(row[1] for row in rows)
        figures = f"top1 {top1:.3f}  auroc {auroc(rows):.3f}  oscr {oscr(rows):.3f}"
        print(f"{path.stem:20} {name:16} {figures}")


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        measure(Path(argument))
