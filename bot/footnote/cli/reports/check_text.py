"""What `footnote check` prints: the problems of banks."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from footnote.bank import (
    TO_BE_WRITTEN,
    check_parsed,
    is_advice,
    parse,
    problem_lines,
    shipped_banks,
    upkeep,
)
from footnote.cli.bank_paths import NotYaml, yaml_path
from footnote.errors import UnknownBank, error_reason
from footnote.evaluation import check_bank_questions
from footnote.review import read_copies, review_bank
from footnote.text import printable

from .progress import progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank import ParsedBank, Source
    from footnote.errors import Problem
    from footnote.review import Need


def check_banks(
    names: Sequence[str], *, everything: bool = False, quick: bool = False, online: bool = False
) -> bool:
    """Print the problems of the banks, and advice. Whether there is nothing but advice.

    Unless it is to be `quick`, every wording is asked; `online`, every link is opened.
    """
    wanted: list[tuple[Need, bool]] = [("asking", not quick), ("online", online)]
    needs = [need for need, is_wanted in wanted if is_wanted]
    good = [_check(name, needs, everything=everything) for name in names or shipped_banks()]
    return all(good)  # of all, whatever the first is


def _check(name: str, needs: Sequence[Need], *, everything: bool) -> bool:
    """Print the problems of one bank, and advice. Whether there is nothing but advice."""
    try:
        path = yaml_path(name)
    except (NotYaml, UnknownBank) as error:
        print(f"footnote: {error}", file=sys.stderr)
        return False
    parsed = parse(path)
    problems = check_parsed(parsed)
    if all(map(is_advice, problems)):
        problems = [*_review(path, parsed, needs), *problems, *check_bank_questions(path, parsed.bank)]
        problems += upkeep.review_advice(parsed, date.today())  # noqa: DTZ011
    if unfinished := sum(TO_BE_WRITTEN in problem.message for problem in problems):
        problems = [problem for problem in problems if not is_advice(problem)]  # advice on drafts is early
    print("\n".join(problem_lines(problems, everything=everything)) or printable(f"{path}: nothing is wrong"))
    if unfinished:
        advice = f"footnote fmt --finish {path} puts the other drafts aside"
        print(printable(f"{unfinished} texts are to be written; {advice}"))
    return all(map(is_advice, problems))


def _review(path: str, parsed: ParsedBank, needs: Sequence[Need]) -> list[Problem]:
    """What goes beyond the schema. Says so where there is no copy of a source to compare with."""
    bank = parsed.bank
    paths = upkeep.find_copies(path, bank)
    missing = [source for id, source in bank.sources.items() if id not in paths]
    if missing:
        place = upkeep.expected_copy(path, bank, missing[0])
        print(
            f"{path}: answers are not compared with {_named(missing)}, of which there is no copy at {place}",
            file=sys.stderr,  # so that what is printed is findings alone
        )
    try:
        copies = read_copies(bank, paths)
    except (OSError, ValueError) as error:
        print(f"{path}: a copy cannot be read as UTF-8 text: {error_reason(error)}", file=sys.stderr)
        copies = None
    with progress() as track:
        return review_bank(parsed, copies, needs, track, path)


def _named(sources: Sequence[Source]) -> str:
    return "the source" if len(sources) == 1 else f"{len(sources)} sources"
