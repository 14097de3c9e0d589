"""Fit the weights of the signs by which a question is judged, and print what each sign is worth.

    python tests/bench/fit_answerability.py [--write] [--signs] [--questions FOLDER …] [--banks FOLDER …]
    [--faq FILE …]

FOLDER of `--questions`: labelled questions about the shipped bank, by passages (in_scope.jsonl,
out_of_scope.jsonl); of `--banks`: a bank with labelled questions. FILE: a public FAQ (see `intent_sets`).
The shipped bank's own questions and the banks in `banks/` always count.

The judgement is a logistic regression with a ridge; a sign can only count in the direction that its meaning
has. Every weight lies between one for few and one for many wordings of the entry. All figures are of groups
of sets that were left out when the weights were fitted. `--signs` fits once more without each sign;
`--write` writes footnote/matching/answerability/weights.py. Needs the extra [dev].
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import judged_sets
import numpy as np
from bench_intents import oscr
from scipy.optimize import minimize  # type: ignore[import-untyped]

from footnote.bank import find_bank, read_bank
from footnote.dialogue import Bot
from footnote.matching import Answerability, Signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from judged_sets import Judged

    from footnote.matching import Judgement

RIDGE = 5.0
"""How much large weights cost. Measured: the mean log loss of the groups is .292 with 2, 5 and 15."""

HARD = 0.15
"""What a question of the banks in `banks/` counts: half of them were written to be taken for what a bank
answers.
"""

SUPPORTING = frozenset(
    "near very_near exact words rivals silent ahead ahead_silent mentioned covered subject".split()
)
OPPOSING = frozenset(
    "owned silenced adrift particular particular_near manner personal contrast unanswered".split()
    + "focus figures".split()
)
"""Signs that can only count for an answer, or against it; the others may do both."""

WEIGHTS = Path(__file__).parents[2] / "bot/footnote/matching/answerability/weights.py"

_TEMPLATE = '''\
"""The weights of the signs of answerability, written by tests/bench/fit_answerability.py."""

CONSTANT = {constant:.3f}

FEW = {few}
"""Weights for an entry without wordings."""

MANY = {many}
"""Weights for an entry with MANY_WORDINGS (see `answerability`)."""
'''


class Rows(NamedTuple):
    """The signs of questions, whether the best entry is right, and whether any entry is; and what each
    counts.
    """

    signs: Any
    right: Any
    answerable: Any
    counts: float


class Model(NamedTuple):
    """A constant, and the weights of the signs for few and for many wordings, one after another."""

    constant: float
    weights: Any

    def probabilities(self, signs: Any) -> Any:
        """How likely each question's best entry is right."""
        return 1 / (1 + np.exp(-np.clip(self.constant + _expanded(signs) @ self.weights, -30, 30)))


def rows_of(judged: Judged) -> Rows:
    """The signs of the questions of one set; those that nothing is near are left out."""
    signs, right, answerable = [], [], []
    for ask, entries in judged.questions:
        judgement = _judgement(judged, ask)
        if judgement.best is not None and judgement.signs is not None:
            signs.append(tuple(judgement.signs))
            right.append(judgement.best.entry in entries)
            answerable.append(bool(entries))
    counts = 100 * max(0.25, min(1.0, len(right) / 120)) / len(right)
    hard = judged.group in {folder.name for folder in judged_sets.BANKS.iterdir()}
    return Rows(
        np.array(signs, float), np.array(right, float), np.array(answerable), counts * (HARD if hard else 1)
    )


def _judgement(judged: Judged, ask: str) -> Judgement:
    target = judged.target
    if isinstance(target, Bot):
        return target.judge(ask)
    query = target.query(ask)
    return Answerability(target).judge(query, target.candidates(query))


def fit(sets: Sequence[Rows], columns: Sequence[int]) -> Model:
    """The weights under which the sets are likeliest; every set counts the same, small ones less."""
    x = np.concatenate([_expanded(rows.signs)[:, columns] for rows in sets])
    y = np.concatenate([rows.right for rows in sets])
    w = np.concatenate([np.full(len(rows.right), rows.counts) for rows in sets])
    mean, scale = x.mean(0), x.std(0) + 1e-9
    z = (x - mean) / scale

    def loss(parameters: Any) -> tuple[float, Any]:
        total = parameters[0] + z @ parameters[1:]
        p = 1 / (1 + np.exp(-np.clip(total, -30, 30)))
        likelihood = y * np.log(p) + (1 - y) * np.log1p(-p)
        gradient = z.T @ (w * (p - y)) + RIDGE * parameters[1:]
        value = -(w * likelihood).sum() + RIDGE / 2 * (parameters[1:] ** 2).sum()
        return value, np.concatenate([[(w * (p - y)).sum()], gradient])

    limits = [_limits(column) for column in columns]
    found = minimize(
        loss, np.zeros(1 + len(columns)), jac=True, method="L-BFGS-B", bounds=[(None, None), *limits]
    )
    weights = np.zeros(2 * len(Signs._fields))
    weights[list(columns)] = found.x[1:] / scale
    return Model(float(found.x[0] - (found.x[1:] / scale * mean).sum()), weights)


def _limits(column: int) -> tuple[float | None, float | None]:
    name = Signs._fields[column % len(Signs._fields)]
    return (0.0 if name in SUPPORTING else None, 0.0 if name in OPPOSING else None)


def _expanded(signs: Any) -> Any:
    """The signs twice: as far as the entry has few wordings, and as far as it has many."""
    many = signs[:, [Signs._fields.index("wordings")]]
    return np.concatenate([signs * (1 - many), signs * many], axis=1)


class Figures(NamedTuple):
    """Of one group: the log loss, oscr, the calibration error, and right and wrongly answered at some
    thresholds.
    """

    loss: float
    oscr: float
    calibration: float
    at: dict[float, tuple[float, float, float]]


def measure(p: Any, rows: Rows) -> Figures:
    """How good the probabilities are."""
    loss = -np.mean(np.where(rows.right > 0, np.log(p), np.log1p(-p)))
    bins = np.minimum((p * 10).astype(int), 9)
    off = [abs(p[bins == k].mean() - rows.right[bins == k].mean()) * (bins == k).mean() for k in set(bins)]
    points = [(float(s), bool(a), bool(r)) for s, a, r in zip(p, rows.answerable, rows.right, strict=True)]
    has_both = rows.answerable.any() and not rows.answerable.all()
    area = oscr(points) if has_both else float("nan")
    return Figures(float(loss), area, float(sum(off)), {t: _shares(p >= t, rows) for t in (0.4, 0.5, 0.6)})


def _shares(accepted: Any, rows: Rows) -> tuple[float, float, float]:
    inside, outside = max(1, rows.answerable.sum()), max(1, (~rows.answerable).sum())
    right = (accepted & (rows.right > 0)).sum() / inside
    wrong = (accepted & rows.answerable & (rows.right == 0)).sum() / inside
    return float(right), float(wrong), float((accepted & ~rows.answerable).sum() / outside)


def leave_out(groups: dict[str, list[Rows]], columns: Sequence[int]) -> dict[str, Figures]:
    """The figures of each group by weights that were fitted on all others."""
    figures = {}
    for name, sets in groups.items():
        model = fit([rows for other, each in groups.items() if other != name for rows in each], columns)
        signs, right, answerable = (
            np.concatenate([rows[part] for rows in sets])
            for part in range(3)  # all but `counts`
        )
        rows = Rows(signs, right, answerable, 1.0)
        figures[name] = measure(model.probabilities(rows.signs), rows)
    return figures


def mean_loss(figures: dict[str, Figures]) -> float:
    return float(np.mean([each.loss for each in figures.values()]))


def show(figures: dict[str, Figures]) -> None:
    print(
        f"{'left out':18}  loss   oscr  calibr.  at .4, .5, .6: right, wrong; answered that nothing answers"
    )
    for name, (loss, area, off, at) in figures.items():
        shares = "   ".join(f"{right:.3f} {wrong:.3f}; {out:.3f}" for right, wrong, out in at.values())
        print(f"{name:18}  {loss:.3f}  {area:.3f}  {off:.3f}    {shares}")
    print(f"{'mean':18}  {mean_loss(figures):.3f}")


def show_signs(groups: dict[str, list[Rows]], model: Model, whole: float) -> None:
    size = len(Signs._fields)
    print(f"\n{'sign':16}  few     many    log loss without it")
    for number, name in enumerate(Signs._fields):
        others = [column for column in range(2 * size) if column % size != number]
        without = mean_loss(leave_out(groups, others)) - whole
        few, many = model.weights[number], model.weights[size + number]
        print(f"{name:16}  {few:+.3f}  {many:+.3f}  {without:+.4f}", flush=True)


def write(model: Model) -> None:
    size = len(Signs._fields)
    few, many = (_table(weights) for weights in (model.weights[:size], model.weights[size:]))
    WEIGHTS.write_text(_TEMPLATE.format(constant=model.constant, few=few, many=many), encoding="utf-8")


def _table(weights: Iterable[float]) -> str:
    lines = (f'    "{name}": {weight:.3f},\n' for name, weight in zip(Signs._fields, weights, strict=True))
    return "{\n" + "".join(lines) + "}"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for option in ("--questions", "--banks", "--faq"):
        parser.add_argument(option, nargs="*", type=Path, default=[])
    parser.add_argument("--signs", action="store_true")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    bank = read_bank(find_bank("micrometastases"))
    groups: dict[str, list[Rows]] = {}
    for sets in (
        judged_sets.shipped(bank, arguments.questions),
        judged_sets.held_out(bank),
        judged_sets.small_banks([*sorted(judged_sets.BANKS.iterdir()), *arguments.banks]),
        judged_sets.public(arguments.faq),
    ):
        for judged in sets:
            groups.setdefault(judged.group, []).append(rows_of(judged))
    columns = range(2 * len(Signs._fields))
    figures = leave_out(groups, columns)
    show(figures)
    model = fit([rows for sets in groups.values() for rows in sets], columns)
    if arguments.signs:
        show_signs(groups, model, mean_loss(figures))
    if arguments.write:
        write(model)


if __name__ == "__main__":
    main()
