"""Public sets of questions, read into one form: what a system is built from, and what it is asked.

Two forms of JSON are read. `{"train": [[text, entry] …], "test": [[text, entry or null] …]}` is one task;
null is a question that no entry answers. `[{"id", "title", "answers", "asks"} …]` is an FAQ: an entry's
wordings are its title and the first `shots` of its paraphrases, and up to eight others are asked. A third of
the entries is left out in turn, and their paraphrases are questions that no entry answers: three tasks for
each number of shots. The shuffling is seeded.
"""

from __future__ import annotations

import json
import random
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

TURNS = 3
"""Each entry of an FAQ is left out in one of so many turns."""

MAX_ASKED = 8
"""Paraphrases of an entry that are asked: more would let a few entries decide."""


class Task(NamedTuple):
    """The wordings and answers of a bank as (entry, text), and questions with the entry that answers each, or
    None.
    """

    wordings: list[tuple[str, str]]
    questions: list[tuple[str, str | None]]
    answers: list[tuple[str, str]]


def read_tasks(path: Path, shots: Sequence[int]) -> Iterator[tuple[str, list[Task]]]:
    """The name of each benchmark in a file, and its tasks, whose figures are averaged."""
    data = json.loads(path.read_text(encoding="utf-8"))
    if isinstance(data, dict):
        wordings = [(entry, text) for text, entry in data["train"] if entry is not None]
        yield path.stem, [Task(wordings, [(text, entry) for text, entry in data["test"]], [])]
        return
    for count in shots:
        tasks = [_without_a_third(data, turn, count) for turn in range(TURNS)]
        yield f"{path.stem}, {count} shots", tasks


def _without_a_third(faq: Sequence[dict[str, Any]], turn: int, shots: int) -> Task:
    rng = random.Random(1)  # noqa: S311
    task = Task([], [], [])
    for number, entry in enumerate(faq):
        asks = list(entry["asks"])
        rng.shuffle(asks)
        if number % TURNS == turn:
            task.questions.extend((ask, None) for ask in asks[:MAX_ASKED])
        else:
            task.answers.extend((entry["id"], text) for text in entry["answers"])
            task.wordings.extend((entry["id"], text) for text in (entry["title"], *asks[:shots]))
            task.questions.extend((ask, entry["id"]) for ask in asks[shots : shots + MAX_ASKED])
    return task
