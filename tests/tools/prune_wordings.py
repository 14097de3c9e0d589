"""Finds the wordings that a bank does not need: those it answers the same way without them.

    python tests/tools/prune_wordings.py BANK [--start SHARE] [--surely CONFIDENCE] [--rounds N] [--write]

A share of the wordings of every entry and silent topic is kept at first. Each round makes a bank of what is
kept, asks it the others, and keeps those that it does not answer as surely as `--surely` with their own entry
(silent topics: that it does not name). The labelled questions of the bank decide whether to take the smaller
bank: the figures of both are printed, entry by entry how many wordings are left, and `--write` deletes the
others from the files of the wordings folder. This is Hart's condensed nearest neighbour rule (1968) for a
whole bank.
"""

from __future__ import annotations

import argparse
import random
import re
from pathlib import Path
from typing import TYPE_CHECKING

import yaml

from footnote.bank import Bank, find_bank, read_bank
from footnote.dialogue import Bot
from footnote.evaluation import Score, evaluate, read_own_questions
from footnote.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set as AbstractSet

SEED = 20_261_129
FIGURES = ("right", "right_or_offered", "wrong", "answered")

_GROUP = re.compile(r"  [^ #-][^\n]*:\n?")
_ITEM = re.compile(r"    - (.+)\n?")

Kept = dict[str, set[str]]
"""The wordings that are kept, by the id of their entry or silent topic."""


def wordings_of(bank: Bank) -> dict[str, tuple[str, ...]]:
    """The wordings of each entry and silent topic, by id."""
    entries = {id: entry.wordings for id, entry in bank.entries.items()}
    return entries | {id: topic.wordings for id, topic in bank.silent.items()}


def start(bank: Bank, share: float) -> Kept:
    """A share of the wordings of each entry and topic, at least one, chosen at random."""
    chosen = random.Random(SEED)  # noqa: S311  (nothing secret)
    return {
        id: set(chosen.sample(wordings, max(1, round(share * len(wordings)))))
        for id, wordings in wordings_of(bank).items()
    }


def keep(bank: Bank, kept: Mapping[str, AbstractSet[str]]) -> Bank:
    """The bank with only these wordings, in their order."""

    def left(id: str, wordings: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(wording for wording in wordings if wording in kept[id])

    return replace(
        bank,
        entries={id: replace(each, wordings=left(id, each.wordings)) for id, each in bank.entries.items()},
        silent={id: replace(each, wordings=left(id, each.wordings)) for id, each in bank.silent.items()},
    )


def missed(bot: Bot, bank: Bank, kept: Kept, surely: float) -> Iterator[tuple[str, str]]:
    """The wordings that were left out and are needed, each with its id."""
    for id, wordings in wordings_of(bank).items():
        for wording in wordings:
            if wording not in kept[id] and not is_met(bot, id, wording, surely):
                yield id, wording


def is_met(bot: Bot, id: str, wording: str, surely: float) -> bool:
    judgement = bot.judge(wording)
    if id in bot.bank.silent:
        return judgement.nearest == id and judgement.confidence < 1 - surely
    best = judgement.best
    return best is not None and best.entry == id and best.confidence >= surely


def condense(bank: Bank, share: float, surely: float, rounds: int) -> Kept:
    """The wordings that are enough to answer all of them, as far as so many rounds come."""
    kept = start(bank, share)
    for number in range(1, rounds + 1):
        found = list(missed(Bot(keep(bank, kept)), bank, kept, surely))
        for id, wording in found:
            kept[id].add(wording)
        count = sum(map(len, kept.values()))
        print(f"round {number}: {count} wordings kept, {len(found)} of them new", flush=True)
        if not found:
            break
    return kept


def print_figures(name: str, bank: Bank, path: Path) -> None:
    """One row: the figures of a bank on its labelled questions."""
    questions = read_own_questions(path, bank)
    figures = Score(bank, tuple(evaluate(Bot(bank), questions))).figures
    count = sum(len(wordings) for wordings in wordings_of(bank).values())
    print(f"{name:8} {count:>6}", *(f"{figure} {figures[figure]:.3f}" for figure in FIGURES), flush=True)


def write(folder: Path, kept: Kept) -> None:
    """Delete the other wordings from the files of the wordings folder; comments and order stay.

    A group without wordings is deleted, and so is a file without groups.
    """
    for file in sorted(folder.glob("*.yaml")):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        left = [line for line in lines if not _is_needless(line, kept.get(file.stem, set()))]
        if any(map(_ITEM.fullmatch, left)):
            file.write_text("".join(_without_empty_groups(left)), encoding="utf-8")
        else:
            file.unlink()


def _without_empty_groups(lines: list[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        following = (each for each in lines[number + 1 :] if not each.lstrip().startswith("#"))
        if not _GROUP.fullmatch(line) or _ITEM.fullmatch(next(following, "")):
            yield line


def _is_needless(line: str, kept: AbstractSet[str]) -> bool:
    item = _ITEM.fullmatch(line)
    return item is not None and _text(item[1]) not in kept


def _text(scalar: str) -> str:
    return str(yaml.load(scalar, yaml.CSafeLoader))


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("bank")
    parser.add_argument("--start", type=float, default=0.3)
    parser.add_argument("--surely", type=float, default=0.8)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    path = Path(find_bank(args.bank))
    bank = read_bank(path)
    kept = condense(bank, args.start, args.surely, args.rounds)
    print_figures("all", bank, path)
    print_figures("kept", keep(bank, kept), path)
    for id, wordings in wordings_of(bank).items():
        print(f"{id:28} {len(kept[id]):>4} of {len(wordings):>4}")
    if args.write:
        write(path / "wordings", kept)


if __name__ == "__main__":
    main()
