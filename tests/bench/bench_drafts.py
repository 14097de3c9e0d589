"""Measures the drafts of `footnote new`: what a bank answers before its author has written a wording.

    python tests/bench/bench_drafts.py [BANK] [--page FILE ...]

Drafts are made of the copies of a bank's sources, or of the pages as they were published (`--page`, one for
each source, in order). The labelled questions of the bank are put to them. A draft is right for a question
if it quotes a passage that a right entry of the bank cites. Questions without such a draft are counted apart.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.authoring import About, drafting, make_bank, read_sources
from footnote.bank import find_bank, parse, read_bank, upkeep
from footnote.dialogue import Bot
from footnote.evaluation import Questions, Score, evaluate, read_own_questions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank import Bank

FIGURES = ("right", "right_or_offered", "wrong", "answered")
UNWRITTEN = "TO BE WRITTEN"
ALL = 1000
"""More drafts than a bank has."""


def drafted(pages: Iterable[str]) -> Bank:
    """The bank that is made of these pages, with a word in place of what is to be written."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "drafts"
        about = About(publisher="x", url="https://x.example/")
        make_bank(str(folder), read_sources(list(pages)), about, wanted=ALL)
        for name in ("bank.yaml", "entries.yaml"):
            lines = (folder / name).read_text(encoding="utf-8").splitlines()
            text = "\n".join(map(_written, lines))
            (folder / name).write_text(f"{text}\n", encoding="utf-8")
        return read_bank(str(folder))


def _written(line: str) -> str:
    """A line with an answer that cites the first of its passages alone."""
    if line.startswith("    cites: ["):
        return f"    cites: [{line.removeprefix('    cites: [').rstrip(']').split(',')[0]}]"
    if line == f"      {UNWRITTEN}":
        return "      Written [1]."
    return line.replace(UNWRITTEN, "written")


def quoted(pages: Iterable[str]) -> dict[str, set[str]]:
    """The fingerprints of the passages that each draft quotes, by its id."""
    sources = read_sources(list(pages))
    cut = [
        (each.page.title, drafting.cut_page(each.page, f"P{at}-").sections) for at, each in enumerate(sources)
    ]
    return {draft.id: {piece.passage.sha256 for piece in draft.pieces} for draft in drafting.drafts(cut)}


def relabelled(questions: Questions, bank: Bank, by_draft: dict[str, set[str]]) -> tuple[Questions, int]:
    """The questions with the drafts that are right in place of entries, and how many have none."""
    kept, left = [], 0
    for question in questions.single:
        cited = {bank.passages[id].sha256 for entry in question.entries for id in bank.entries[entry].cites}
        right = tuple(id for id, prints in by_draft.items() if prints & cited)
        if question.entries and not right:
            left += 1
        elif not question.kind:
            kept.append(question._replace(entries=right))
    return Questions(tuple(kept)), left


def main() -> None:
    """Print the figures of the drafts of a bank's sources."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("bank", nargs="?", default="footnote")
    options.add_argument("--page", action="append", default=[])
    given = options.parse_args()
    parsed = parse(find_bank(given.bank))
    pages = given.page or list(upkeep.find_copies(parsed.file, parsed.bank).values())
    bank, made = parsed.bank, drafted(pages)
    questions, left = relabelled(read_own_questions(parsed.file, bank), bank, quoted(pages))
    score = Score(made, tuple(evaluate(Bot(made), questions)))
    print(f"{len(made.entries)} drafts, {len(questions)} questions; {left} more have no draft")
    for name in FIGURES:
        print(f"  {name:17} {score.figures[name]:.3f}")


if __name__ == "__main__":
    main()
