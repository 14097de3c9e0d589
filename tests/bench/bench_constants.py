"""What the constants of the matcher are worth: how well it ranks with each of them a little lower and higher.

    PYTHONPATH=. python tests/bench/bench_constants.py TRAIN.json …      (takes some minutes)

TRAIN.json: {"train": [[text, entry] …]}. Of each set a third of the entries is left out and asked all the
same, and of the others a fifth of the wordings, one word in eight mistyped: five folds, three seeds. Beside
them the labelled questions of the bank micrometastases, put to the whole bank and to one of 25 wordings an
entry. Prints the area under right and accepted against wrongly accepted (oscr, 0..1) of each, and the mean.
No test half of a public set is looked at: bench_intents.py prints those, which chose only
entry_model.TRIGRAM_WEIGHT.
"""

from __future__ import annotations

import json
import random
import string
import sys
from array import array
from importlib import import_module
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, NamedTuple

from bench_intents import oscr

from footnote import load
from footnote.bank import find_bank, question_files
from footnote.dialogue.sizes import cut_points
from footnote.evaluation.questions import read_questions
from footnote.matching.matcher import Matcher

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from footnote.bank import Bank

    Pairs = list[tuple[str, str]]
    Asked = list[tuple[str, frozenset[str]]]

TRIED: dict[str, list[float]] = {
    "index.FILLER_TERM_WEIGHT": [0.35, 0.65],
    "index.RARITY_SHARE": [0.1, 0.4],
    "index.LENGTH_EXPONENT": [0.6, 0.8],
    "index.FILLER_DAMPING": [1, 400],
    "entry_model.NEAREST_WEIGHT": [0.6, 0.8],
    "entry_model.TRIGRAM_WEIGHT": [0.0, 0.4],
    "entry_model.ASSOCIATION_WEIGHT": [0.0, 0.01, 0.03],
    "entry_model.ASSOCIATION_GAIN": [0.0, 8.0],
    "entry_model.SMOOTHING_WORDINGS": [5.0, 40.0],
    "entry_model.MAX_ASSOCIATION": [1.5, 4.0],
    "entry_model.FILLER_ASSOCIATION": [0.25, 1.0],
    "entry_model.NOVELTY_PENALTY": [0.0, 1.5, 6.0],
    "entry_model.SATURATION_WORDINGS": [50, 200],
    "query.UNKNOWN_WEIGHT": [1.0, 2.0],
    "query.UNKNOWN_FILLER_WEIGHT": [0.1, 0.5],
    "query.MIN_STEM_SIMILARITY": [0.6, 0.75],
    "nearest.SHARPNESS": [6, 14, 60],
    "nearest.MIN_SHARED": [0.0, 0.4],
    "nearest.MAX_SCORED_WORDINGS": [300, 1500],
    "shortlist.SHORTLIST": [6, 24],
    "shortlist.SECOND_SHORTLIST": [3, 12],
    "entry_text.SATURATION": [0.5, 2.0],
    "entry_text.LENGTH_SHARE": [0.2, 0.6],
    "entry_text.FILLER_WEIGHT": [0.05, 0.4],
    "entry_requests.PRIOR_WORDINGS": [2.0, 8.0],
}


class Trial(NamedTuple):
    """A matcher, what is asked of it, and the entries that are right: none where nothing answers it."""

    name: str
    matcher: Matcher
    asked: Asked


def mistyped(text: str, rng: random.Random) -> str:
    """One word in eight with a letter dropped, doubled, swapped or replaced."""
    return " ".join(
        _slip(word, rng) if len(word) > 3 and rng.random() < 1 / 8 else word for word in text.split()
    )


def _slip(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) - 1)
    one, two, rest = word[at], word[at + 1], word[at + 2 :]
    other = rng.choice(string.ascii_lowercase)
    return word[:at] + rng.choice([two, one + one + two, two + one, one + other]) + rest


def folds(path: Path) -> Iterator[Trial]:
    pairs = [(entry, text) for text, entry in json.loads(path.read_text(encoding="utf-8"))["train"] if entry]
    for seed in range(3):
        rng = random.Random(seed)  # noqa: S311
        entries = sorted({entry for entry, _ in pairs})
        rng.shuffle(entries)
        outside = set(entries[::3])
        inside = [pair for pair in pairs if pair[0] not in outside]
        rng.shuffle(inside)
        others: Asked = [(mistyped(text, rng), frozenset()) for entry, text in pairs if entry in outside]
        for fold in range(5):
            kept = [pair for number, pair in enumerate(inside) if number % 5 != fold]
            asked = [(mistyped(text, rng), frozenset([entry])) for entry, text in inside[fold::5]]
            yield Trial(path.stem, Matcher(kept), [*asked, *others[fold::5]])


def banks() -> Iterator[Trial]:
    bot = load("micrometastases")
    bank, parse = bot.bank, bot.matcher.analyzer.parse
    files = question_files(find_bank("micrometastases"))
    asked = [
        (parse(question.ask).questions[-1].text, frozenset(question.entries))
        for file in files
        for question in read_questions(Path(file), bank).single
        if question.category in ("answered", "unanswered")
    ]
    for name, pairs in (("bank", list(bank.wordings())), ("of 25", few(bank))):
        matcher = Matcher(
            pairs, answers=bank.answers(), same=bank.same, apart=bank.apart, sizes=cut_points(bank)
        )
        yield Trial(name, matcher, asked)


def few(bank: Bank) -> Pairs:
    """The question of each entry and topic, and 24 of its wordings."""
    rng = random.Random(5)  # noqa: S311
    by_entry: dict[str, list[str]] = {}
    for entry, wording in bank.wordings():
        by_entry.setdefault(entry, []).append(wording)
    return [
        (entry, wording)
        for entry, (first, *rest) in by_entry.items()
        for wording in [first, *rng.sample(rest, min(len(rest), 24))]
    ]


def forget(matcher: Matcher) -> None:
    """Have a matcher work out again what depends on a constant."""
    index, model = matcher.parts.inverted_index, matcher.parts.entry_model
    index.terms._statistics.clear()  # noqa: SLF001
    index.lengths = array("d", bytes(8 * len(index.lengths)))
    matcher.parts.entry_text._prepare()  # noqa: SLF001
    model.__init__(index, model._texts, matcher.analyzer.language)  # type: ignore[misc]  # noqa: SLF001


def measure(trials: list[Trial], answerable: Callable[[str], bool]) -> dict[str, float]:
    """The area for each set; an entry that answers nothing (a silent topic) accepts nothing."""
    rows: dict[str, list[tuple[float, bool, bool]]] = {}
    for name, matcher, asked in trials:
        forget(matcher)
        for question, right in asked:
            first, confidence = next(((h.entry, h.confidence) for h in matcher.rank(question, 1)), ("", -1.0))
            if name in ("bank", "of 25") and not answerable(first):
                confidence = -1.0
            rows.setdefault(name, []).append((confidence, bool(right), first in right and confidence >= 0))
    return {name: oscr(found) for name, found in rows.items()}


def main() -> None:
    trials = [trial for argument in sys.argv[1:] for trial in folds(Path(argument))]
    trials += banks()
    answerable = load("micrometastases").bank.entries.__contains__
    show("as it is", measure(trials, answerable))
    for constant, values in TRIED.items():
        module, name = constant.split(".")
        home = import_module(f"footnote.matching.{module}")
        usual = getattr(home, name)
        for value in values:
            setattr(home, name, value)
            show(f"{constant} {value:g}", measure(trials, answerable))
        setattr(home, name, usual)


def show(what: str, areas: dict[str, float]) -> None:
    columns = "  ".join(f"{name} {area:.3f}" for name, area in areas.items())
    print(f"{what:24} {fmean(areas.values()):.4f}  {columns}", flush=True)


if __name__ == "__main__":
    main()
