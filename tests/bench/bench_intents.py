"""Right entry first, and what should be declined: our matcher beside others on public sets of real questions.

    PYTHONPATH=bot python tests/bench/bench_intents.py FILE.json … [--shots 0 3]

The forms of a file are described in `intent_sets`, the systems in `intent_systems`, what the figures are good
for in README.md. Prints one table: the share of answerable questions whose entry is ranked first (top1) or
among the first three (top3); the area under right and accepted against wrongly accepted (oscr, 0..1, left out
where every question is answerable); and the median time of a question as a multiple of WRatio's.
Needs the extra [dev].
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bench_match import medians
from intent_sets import read_tasks
from intent_systems import REFERENCE, SYSTEMS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from intent_sets import Task
    from intent_systems import Rank

Row: TypeAlias = tuple[float, bool, bool]
"""Confidence, whether an entry answers the question, and whether that entry came first."""

NOTHING_FOUND = float("-inf")
"""The confidence where no entry is ranked: accepted under no threshold."""

MAX_TIMED = 200
"""Questions of a task that are timed; the median of more is the same."""

HEADS = ("set", "system", "top1", "top3", "oscr", "time")
WIDTHS = (20, 26, 5, 5, 5, 6)


class Figures(NamedTuple):
    """Shares 0..1, None where there is nothing to measure, and a multiple of the reference's time."""

    top1: float
    top3: float
    oscr: float | None
    time: float


def oscr(rows: list[Row]) -> float:
    """For each question without an entry, the share of the others that are right and surer than it."""
    inside = [row for row in rows if row[1]]
    outside = [row[0] for row in rows if not row[1]]
    right = [row[0] for row in inside if row[2]]
    surer = sum((r > o) + (r == o) / 2 for r in right for o in outside)
    return surer / (len(inside) * len(outside))


def measure(task: Task) -> dict[str, Figures]:
    """The figures of every system."""
    systems = {name: build(task) for name, build in SYSTEMS.items()}
    times = _times(task, systems)
    return {name: _score(task, rank, times[name] / times[REFERENCE]) for name, rank in systems.items()}


def _score(task: Task, rank: Rank, time: float) -> Figures:
    rows: list[Row] = []
    in_three = []
    for question, entry in task.questions:
        entries, confidences = zip(*(rank(question, 3) or [("", NOTHING_FOUND)]), strict=True)
        rows.append((confidences[0], entry is not None, entry == entries[0]))
        if entry is not None:
            in_three.append(entry in entries)
    top1 = sum(row[2] for row in rows) / len(in_three)
    area = oscr(rows) if len(in_three) < len(rows) else None
    return Figures(top1, fmean(in_three), area, time)


def _times(task: Task, systems: dict[str, Rank]) -> dict[str, float]:
    """Microseconds of a question, the median, when only the best entry is wanted."""
    questions = [question for question, _ in task.questions[:: len(task.questions) // MAX_TIMED + 1]]
    ways: list[Callable[[str], object]] = [partial(_first, rank) for rank in systems.values()]
    medians(questions, *ways)  # what is worked out on first use is not what a question costs
    return dict(zip(systems, medians(questions, *ways), strict=True))


def _first(rank: Rank, question: str) -> object:
    return rank(question, 1)


def mean(figures: list[Figures]) -> Figures:
    """The figures of several tasks, averaged."""
    areas = [each.oscr for each in figures if each.oscr is not None]
    return Figures(
        fmean(each.top1 for each in figures),
        fmean(each.top3 for each in figures),
        fmean(areas) if areas else None,
        fmean(each.time for each in figures),
    )


def table(path: Path, shots: list[int]) -> Iterator[str]:
    """The rows of a file, in Markdown."""
    for name, tasks in read_tasks(path, shots):
        measured = [measure(task) for task in tasks]
        for system in SYSTEMS:
            figures = mean([each[system] for each in measured])
            area = "" if figures.oscr is None else f"{figures.oscr:.3f}"
            yield _line(
                name, system, f"{figures.top1:.3f}", f"{figures.top3:.3f}", area, f"{figures.time:.2f}"
            )


def _line(*cells: str) -> str:
    left = [f"{cell:{width}}" for cell, width in zip(cells[:2], WIDTHS[:2], strict=True)]
    right = [f"{cell:>{width}}" for cell, width in zip(cells[2:], WIDTHS[2:], strict=True)]
    return f"| {' | '.join(left + right)} |"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE.json")
    parser.add_argument("--shots", nargs="+", type=int, default=[0, 3], help="Paraphrases in an FAQ's bank.")
    arguments = parser.parse_args()
    print(_line(*HEADS))
    print(_line("---", "---", "--:", "--:", "--:", "--:"))
    for path in arguments.files:
        for line in table(path, arguments.shots):
            print(line, flush=True)


if __name__ == "__main__":
    main()
