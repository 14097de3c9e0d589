"""Fit how far what a question says by itself counts against a story around it, and print what that is worth.

    PYTHONPATH=bot python tests/bench/fit_readings.py FOLDER …

FOLDER: labelled questions about the bank micrometastases, by passages (in_scope.jsonl, out_of_scope.jsonl),
long messages among them. Every reading of every question with something around it is judged as it is, and a
logistic regression is fitted on whether its entry answers the message, in view of what the bank makes of the
question alone; readings with little around them stay as they are. All figures are of folders that were left
out. The weights of footnote/dialogue/lookup/weighing.py come from here, each constant less by WRONG: of
several readings and several questions of one message the surest is taken. Needs the extra [dev].
"""

from __future__ import annotations

import sys
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import judged_sets
import numpy as np
from scipy.optimize import minimize  # type: ignore[import-untyped]

from footnote import load
from footnote.dialogue.context import References
from footnote.dialogue.lookup import Search, Weights, logit, share_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote import Bot
    from footnote.dialogue.lookup import Kind

KINDS: tuple[Kind, ...] = ("together", "resolved")

WRONG = log(4)
"""A wrong answer counts as much as four questions without one. With this 17 of 170 long questions without an
answer are answered, without it 26, and 107 and 112 of 130 with an answer are right.
"""

RIDGE = 0.0003
"""How much large weights cost, for each reading."""


class Rows(NamedTuple):
    """Readings with something around their questions: the number of the folder of each, its confidence, what
    is weighed as far as much stands around, whether its entry is right, and what it counts.
    """

    folders: Any
    own: Any
    weighed: Any
    right: Any
    counts: Any


def rows_of(bot: Bot, folders: Sequence[Path], kind: Kind) -> Rows:
    """The readings of one kind of the questions in these folders; of a large folder each counts less."""
    search = Search(bot.bank, bot.matcher, References(bot.bank, bot.matcher))
    found = [(at, *row) for at, folder in enumerate(folders) for row in _readings(bot, search, folder, kind)]
    numbers, own, weighed, right = (np.array(column, float) for column in zip(*found, strict=True))
    counts = np.array([1 / np.sqrt((numbers == number).sum()) for number in numbers])
    return Rows(numbers, own, weighed, right, counts / counts.mean())


def _readings(
    bot: Bot, search: Search, folder: Path, kind: Kind
) -> Iterator[tuple[float, tuple[float, ...], bool]]:
    for labelled in judged_sets.by_passages(bot.bank, folder):
        utterance = bot.matcher.analyzer.parse(labelled.ask)
        share = share_of(len(utterance.background.words))
        for question in utterance.questions if share else ():
            alone = search.look_up_text(question)
            for reading in search.readings.of(question, utterance.background, is_opening=True):
                best = search.look_up_text(reading.span).judgement.best
                if reading.kind == kind and best is not None:
                    seen, own = search.alone(alone, best.entry), logit(best.confidence)
                    signs = (share, share * own, share * logit(seen.confidence), share * seen.silent)
                    yield own, signs, best.entry in labelled.right


def fit(rows: Rows, chosen: Any) -> Any:
    """By how much the weights for much around a question differ from none: constant, own, alone, silent."""
    own, x, y, counts = (each[chosen] for each in rows[1:])

    def loss(weights: Any) -> float:
        total = own + x @ weights
        return float(
            (counts * np.logaddexp(0.0, np.where(y, -total, total))).sum()
            + RIDGE * len(y) * weights @ weights
        )

    return minimize(loss, np.zeros(x.shape[1]), method="BFGS").x


def left_out(rows: Rows) -> Any:
    """The confidence of each reading, in powers of e, by weights that were fitted on the other folders."""
    total = rows.own.copy()
    for number in set(rows.folders):
        own = rows.folders == number
        total[own] += rows.weighed[own] @ fit(rows, ~own)
    return total


def show(name: str, rows: Rows, total: Any, folders: Sequence[Path]) -> None:
    """Log loss, and in each folder the shares of right and of wrong readings that are likelier than not."""
    losses = rows.counts * np.logaddexp(0.0, np.where(rows.right, -total, total))
    print(f"  {name:10} log loss {losses.mean():.3f}   of the right and of the wrong, over .5:")
    for number, folder in enumerate(folders):
        own, right = rows.folders == number, rows.right > 0
        shares = [
            (total[own & each] > 0).mean() if (own & each).any() else np.nan for each in (right, ~right)
        ]
        counts = [(own & each).sum() for each in (right, ~right)]
        print(f"    {folder.name:20} {shares[0]:.2f} of {counts[0]:3}   {shares[1]:.2f} of {counts[1]:3}")


def main() -> None:
    """Print the weights, and what they are worth."""
    folders = [Path(each) for each in sys.argv[1:]]
    bot = load("micrometastases")
    for kind in KINDS:
        rows = rows_of(bot, folders, kind)
        print(f"{kind}: {len(rows.own)} readings")
        show("as it is", rows, rows.own, folders)
        show("weighed", rows, left_out(rows), folders)
        constant, own, alone, silent = fit(rows, np.ones(len(rows.own), bool))
        weights = Weights(constant - WRONG, 1 + own, alone, silent)
        print(f'  "{kind}": Weights({", ".join(f"{each:.2f}" for each in weights)}),')


if __name__ == "__main__":
    main()
