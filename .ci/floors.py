"""Hold the figures of labelled questions that nobody writes answers for.

The scorers and what they score with are kept beside the project, not in it. Where they are not there, this
says so and holds nothing; the bank's own questions are held by `footnote score --require`.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from footnote import Bank, load
from footnote.bank.locations import shipped
from footnote.text.normalization import plain

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent

AT_LEAST = {"in_scope_right": 0.94, "later_turns_right": 0.85}
AT_MOST = {
    "in_scope_wrong": 0.01,
    "out_of_scope_answered": 0.01,
    "out_of_scope_clarify": 0.1,
    "later_turns_wrong": 0.05,
    "smalltalk_answered": 0.0,
    "answers_without_citation": 0.0,
}
OSCR = {"sofmattress": 0.75, "curekart": 0.79}
"""The matcher alone, on public sets: area under right and accepted against wrongly accepted."""
NEARLY = 90
"""Per cent of token_sort_ratio: at 90, wordings of four words differ by a letter or two."""


def run(*command: object) -> dict[str, Any]:
    """What a scorer prints as JSON."""
    done = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, check=True)
    return dict(json.loads(done.stdout))


def held(figures: dict[str, Any], at_least: dict[str, float], at_most: dict[str, float]) -> bool:
    """Print each figure with its bound. Whether all of them are on the right side."""
    good = True
    for bounds, sign in ((at_least, ">="), (at_most, "<=")):
        for name, bound in bounds.items():
            value = float(figures[name])
            fits = value >= bound if sign == ">=" else value <= bound
            good = good and fits
            print(f"{'ok  ' if fits else 'FAIL'} {name:28} {value:.3f} {sign} {bound}")
    return good


def asked(folder: Path) -> Iterator[str]:
    """Every question of a folder of labelled questions."""
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield from (turn["q"] for turn in row.get("turns", [row]))


def written(bank: Bank) -> Iterator[str]:
    """Every way to ask that stands in a bank, those too that only follow an answer."""
    yield from (wording for _, wording in bank.wordings())
    for entry in bank.entries.values():
        yield from chain.from_iterable(entry.follow.values())


def copied(folder: Path) -> list[str]:
    """Wordings of four words and more that are, or nearly are, a question they are measured by."""
    wordings = (plain(wording) for name in shipped() for wording in written(load(name).bank))
    long = [wording for wording in wordings if len(wording.split()) >= 4]
    return [
        f"{wording!r} is nearly {question!r}: write it in other words"
        for question in map(plain, asked(folder))
        for wording, _, _ in process.extract(
            question, long, scorer=fuzz.token_sort_ratio, score_cutoff=NEARLY, limit=None
        )
    ]


def main() -> int:
    """Exit status 1 where a figure has fallen, or a question stands in a bank."""
    scorers = sorted(ROOT.parent.glob("*/score/score_questions.py"))
    if not scorers:
        print("no scorers beside the project: nothing held")
        return 0
    questions = scorers[0].parent.parent / "questions"
    os.environ["PATH"] = f"{BIN}{os.pathsep}{os.environ['PATH']}"
    figures = run(sys.executable, scorers[0], questions, "--json", "--", "footnote", "ask", "--jsonl")
    copies = copied(questions)
    sets = sorted(scorers[0].parent.parent.glob("benchmarks/*/*.json"))
    ranked = run(sys.executable, scorers[0].with_name("score_intents.py"), *sets, "--json")
    areas = {name: rows[0]["oscr"] for name, rows in ranked.items()}
    print("\n".join(copies) or "ok   no wording of a bank is one of these questions")
    good = [held(figures, AT_LEAST, AT_MOST), held(areas, OSCR, {}), not copies]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
