"""How surely danger is recognised by lines that the model was not fitted on, under other constants.

    PYTHONPATH=bot python tests/bench/fit_safety.py [LINES.jsonl]

Every fourth line of the language is asked of a model of the other three; with a file of labelled lines (`q`
and `expect`: crisis, emergency, grief, fear, ordinary), only the lines in it are asked, and a line that is in
the language's file too is left out of the model that is asked it. Phrases are written by people who know the
language's lines: only lines that nobody wrote a phrase for show what phrases and model are worth together.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import default_language
from footnote.dialogue import SafetyIndex
from footnote.dialogue.safety import line_model
from footnote.record import replace
from footnote.text import DANGERS, ORDINARY, Analyzer, Utterance

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDS = 4
URGENT = frozenset(("crisis", "emergency"))

MODELS = (
    {"BUCKETS": 1 << 14},
    {"BUCKETS": 1 << 15},
    {"BUCKETS": 1 << 16},
    {"BUCKETS": 1 << 17},
    {"LETTERS": 3},
    {"LETTERS": 5},
    {"LETTERS": 999},
    {"DECAY": 0.0},
    {"DECAY": 0.001},
    {"PASSES": 10},
    {"PASSES": 10, "RESTS": 0, "CLOSE": 0.0},
)
WEIGHTS = tuple(
    {"GAIN": gain, "FROM": start} for gain in (1.0, 2.0, 3.0, 4.0) for start in (-2.1, -1.5, -1.0, -0.7, -0.5)
)


class Asked(NamedTuple):
    """A line, read, and what it is of."""

    line: str
    utterance: Utterance
    kind: str


def main() -> None:
    """Print what is recognised, by the constants of the model and by those of its weights."""
    language = default_language()
    analyzer = Analyzer(language)
    lines = {kind: text.splitlines() for kind, text in language.safety.lines.items()}
    given = _given(Path(sys.argv[1])) if sys.argv[1:] else [(k, each) for k in lines for each in lines[k]]
    asked = [Asked(line, analyzer.parse(line), kind) for kind, line in given]
    indexes = _indexes(lines, asked)
    print("area under the curve of the model alone, danger against what is ordinary")
    for changes in ({}, *MODELS):
        with_changes(changes)
        alone = _indexes(lines, asked) if changes else indexes
        print(f"{_named(changes):24} {area(_likelihoods(alone, asked)):.4f}", flush=True)
        with_changes({name: ORIGINAL[name] for name in changes})
    print("\nrecognised with the phrases; of what is ordinary, taken for danger, and for something urgent")
    for changes in ({}, *WEIGHTS):
        with_changes(changes)
        print(f"{_named(changes):24} {_shares(indexes, asked)}", flush=True)
        with_changes({name: ORIGINAL[name] for name in changes})


NAMES = ("BUCKETS", "LETTERS", "DECAY", "PASSES", "RESTS", "CLOSE", "GAIN", "FROM")
ORIGINAL = {name: getattr(line_model, name) for name in NAMES}


def with_changes(changes: Mapping[str, float]) -> None:
    """Give the model other constants."""
    for name, value in changes.items():
        setattr(line_model, name, value)


def _named(changes: Mapping[str, float]) -> str:
    return " ".join(f"{name} {value:g}" for name, value in changes.items()) or "as it is"


def _given(file: Path) -> list[tuple[str, str]]:
    rows = [json.loads(row) for row in file.read_text(encoding="utf-8").splitlines()]
    return [(row["expect"], " ".join(row["q"].split())) for row in rows]


def _indexes(lines: dict[str, list[str]], asked: list[Asked]) -> list[SafetyIndex]:
    """For each fold an index whose model knows none of the lines of that fold."""
    indexes = []
    for fold in range(FOLDS):
        apart = {each.line for each in asked[fold::FOLDS]}
        kept = {
            kind: "\n".join(line for line in each if " ".join(line.split()) not in apart)
            for kind, each in lines.items()
        }
        language = default_language()
        safety = language.safety._replace(lines=MappingProxyType(kept))
        index = SafetyIndex(replace(language, safety=safety))
        _ = index.line_model  # fitted while the constants are these
        indexes.append(index)
    return indexes


def _likelihoods(indexes: list[SafetyIndex], asked: list[Asked]) -> list[tuple[bool, float]]:
    """For each line whether it is of danger, and how likely the likeliest danger is."""
    found = []
    for place, each in enumerate(asked):
        index = indexes[place % FOLDS]
        words = list(index._words(each.utterance.whole))  # noqa: SLF001
        likelihoods = index.line_model.likelihoods(words, default_language().stem)
        found.append((each.kind != ORDINARY, max(likelihoods.values())))
    return found


def area(found: list[tuple[bool, float]]) -> float:
    """How often a line of danger is likelier than an ordinary one."""
    ordered = sorted(found, key=lambda each: each[1])
    ordinary = right = 0
    for is_danger, _ in ordered:
        ordinary += not is_danger
        right += ordinary if is_danger else 0
    return right / (ordinary * (len(ordered) - ordinary))


def _shares(indexes: list[SafetyIndex], asked: list[Asked]) -> str:
    counts: dict[str, list[bool]] = {}
    for place, each in enumerate(asked):
        finding = indexes[place % FOLDS].find_in(each.utterance)
        danger = finding.danger if finding else None
        heard = danger in URGENT if each.kind in URGENT else danger is not None
        counts.setdefault(each.kind, []).append(heard)
        if each.kind == ORDINARY:
            counts.setdefault("urgent", []).append(danger in URGENT)
    return "  ".join(
        f"{kind} {sum(counts[kind]) / len(counts[kind]):.3f}"
        for kind in (*DANGERS, ORDINARY, "urgent")
        if kind in counts
    )


if __name__ == "__main__":
    main()
