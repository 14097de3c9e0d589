"""Banks for `bench_learn`: copies that may be edited, and small banks made of public sets of questions."""

from __future__ import annotations

import re
import shutil
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import yaml
from intent_sets import read_tasks

from footnote.bank import Bank, SilentTopic
from footnote.evaluation import Question, read_own_questions, read_questions
from footnote.record import replace
from footnote.text import plain

if TYPE_CHECKING:
    from intent_sets import Task

PASSAGE = {"section": "Page", "place": "paragraph 1, sentence 1", "sha256": "0" * 64}
SOURCE = {"title": "Page", "publisher": "Site", "url": "https://site.example/", "updated": "2024-01-01"}
NOTICES = {"language": "english", "notice": "This is only a test.", "contact": "the site"}


def copied(bank: Path, folder: Path) -> Path:
    """A copy of a bank with the language files above it."""
    for file in bank.resolve().parent.glob("*.*"):
        if file.suffix in (".yaml", ".lexicon"):
            shutil.copy(file, folder)
    shutil.copytree(bank.resolve(), folder / bank.resolve().name)
    return folder / bank.resolve().name


def labelled(path: Path, files: list[Path], bank: Bank) -> list[Question]:
    """The labelled questions that are put alone, small talk left out."""
    questions = sum((read_questions(file, bank) for file in files), read_own_questions(path, bank))
    unique = {plain(question.ask): question for question in questions.single if not question.kind}
    return list(unique.values())


def from_set(file: Path, wordings: int, folder: Path, random: Random) -> tuple[Path, list[Question]]:
    """A bank of so many wordings an entry, drawn from those of a public set, and the set's questions. The
    answers say nothing: such a set has none.
    """
    _, (task, *_) = next(read_tasks(file, [0]))
    texts = _drawn(task, wordings, random)
    numbers = range(1, len(texts) + 1)
    passages = {f"P{number}": {**PASSAGE, "fragment": ["first", "last"]} for number in numbers}
    entries = [_entry(id, own, cites) for (id, own), cites in zip(texts.items(), passages, strict=True)]
    content = {"schema": 1, "id": file.stem, "title": file.stem, **NOTICES, "source": SOURCE}
    path = folder / file.stem
    path.mkdir()
    text = yaml.safe_dump({**content, "passages": passages, "entries": entries}, sort_keys=False)
    (path / "bank.yaml").write_text(text, encoding="utf-8")
    unique = {plain(ask): (ask, entry) for ask, entry in task.questions if plain(ask)}
    return path, [_question(ask, entry) for ask, entry in unique.values()]


def _drawn(task: Task, wordings: int, random: Random) -> Mapping[str, list[str]]:
    """So many wordings of each entry, by its id."""
    by_entry: dict[str, dict[str, str]] = defaultdict(dict)
    taken: set[str] = set()
    for entry, text in task.wordings:
        if (key := plain(text)) and key not in taken:
            taken.add(key)
            by_entry[_id(entry)][key] = text
    return {id: random.sample(list(own.values()), min(wordings, len(own))) for id, own in by_entry.items()}


def _entry(id: str, wordings: list[str], passage: str) -> dict[str, Any]:
    question, *more = wordings
    answer = "The page says more about it [1]."
    return {"id": id, "question": question, "wordings": more, "answer": answer, "cites": [passage]}


def _id(entry: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", entry.casefold()).strip("-")


def _question(ask: str, entry: str | None) -> Question:
    return Question(ask, (_id(entry),)) if entry else Question(ask, reason="not-in-source")


def with_all(bank: Bank, questions: list[Question]) -> Bank:
    """The bank with labelled questions as wordings of their entries; those without one are topics."""
    more: dict[str, list[str]] = defaultdict(list)
    topics = {}
    for number, question in enumerate(questions):
        if question.entries:
            more[question.entries[0]].append(question.ask)
        else:
            id = f"not-here-{number}"
            topics[id] = SilentTopic(id=id, about="anything about that", wordings=(question.ask,))
    entries = {
        id: replace(entry, wordings=(*entry.wordings, *more[id])) for id, entry in bank.entries.items()
    }
    return replace(bank, entries=entries, silent={**bank.silent, **topics})
