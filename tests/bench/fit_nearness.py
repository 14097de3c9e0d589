"""Fit by which signs a question is of a bank's subject at all, so that entries are offered with a decline.

    PYTHONPATH=bot python tests/bench/fit_nearness.py [FOLDER …]

FOLDER: labelled questions about the bank micrometastases (in_scope.jsonl, and out_of_scope.jsonl with the
`kind` near or general). The bank's own labelled questions always count. Prints the weights, those of the
other signs in units of `covered`, and the threshold over which so many as RELATED of the questions that the
bank answers are, for an entry with many wordings; then the share of each sort that is over it: with all
signs, and without each. The constants of footnote/matching/answerability/signs.py come from here. Needs the
extra [dev].
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from footnote import load
from footnote.bank import find_bank, question_files
from footnote.evaluation.questions import read_questions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.dialogue import Bot

SIGNS = ("covered", "subject", "near", "silent", "length")
"""The first is what the others are measured by."""

RELATED = 0.996
"""Share of the questions with an answer that must count as of the subject: they would be offered nothing."""

FOREIGN = "general"
"""The sort of question that is not of the subject; all others are."""

ANSWERED = "answered"

SORTS = {"off-topic": FOREIGN, "not-in-source": "near"}
"""The sorts of the reasons for which the bank declines its own questions; others say nothing of it."""


def labelled(bot: Bot, folders: Sequence[Path]) -> Iterator[tuple[str, str]]:
    """Questions with their sorts."""
    for file in question_files(find_bank("micrometastases")):
        for question in read_questions(Path(file), bot.bank).single:
            if question.category == "unanswered" and question.reason in SORTS:
                yield SORTS[question.reason], question.ask
    for folder in folders:
        yield from ((ANSWERED, row["q"]) for row in _rows(folder / "in_scope.jsonl"))
        for row in _rows(folder / "out_of_scope.jsonl"):
            if row["kind"] in (FOREIGN, "near"):
                yield row["kind"], row["q"]


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").splitlines()))


def signs_of(bot: Bot, ask: str) -> tuple[float, ...]:
    """The signs of a question; nothing where no entry is near."""
    signs = bot.judge(ask).signs
    return tuple(getattr(signs, name) if signs else 0.0 for name in SIGNS)


def fit(sorts: Any, signs: Any) -> Any:
    """The weights, in units of the first that is given; both classes count the same."""
    model = LogisticRegression(C=1.0, class_weight="balanced").fit(signs, sorts != FOREIGN)
    return model.coef_[0] / model.coef_[0][0]


def show(name: str, sorts: Any, signs: Any) -> None:
    weights = fit(sorts, signs)
    related = signs @ weights
    least = float(np.quantile(related[sorts == ANSWERED], 1 - RELATED))
    over = (f"{sort} {np.mean(related[sorts == sort] >= least):.3f}" for sort in sorted(set(sorts.tolist())))
    print(f"{name:16} weights {np.round(weights, 2)} from {least:.2f}; of the subject: {', '.join(over)}")


def main() -> None:
    bot = load("micrometastases")
    rows = list(labelled(bot, [Path(argument) for argument in sys.argv[1:]]))
    sorts = np.array([sort for sort, _ in rows])
    if ANSWERED not in sorts:
        sys.exit("fit_nearness.py: no questions that the bank answers; name a folder with in_scope.jsonl")
    signs = np.array([signs_of(bot, ask) for _, ask in rows])
    print(dict(Counter(sorts.tolist())))
    show("all signs", sorts, signs)
    for number, name in enumerate(SIGNS):
        show(f"without {name}", sorts, np.delete(signs, number, axis=1))


if __name__ == "__main__":
    main()
