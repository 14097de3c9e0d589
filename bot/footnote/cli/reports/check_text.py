"""What `footnote check` prints: the problems of banks."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from footnote.bank import (
    check_parsed,
    is_advice,
    parse,
    shipped_banks,
    upkeep,
)
from footnote.cli.bank_paths import NotYaml, yaml_path
from footnote.errors import UnknownBank
from footnote.evaluation import check_bank_questions, check_taken

from .problem_list import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence


def check_banks(names: Sequence[str], *, everything: bool = False) -> bool:
    """Print the problems of the banks, and advice. Whether all of them can be used."""
    usable = [
        _check(name, everything=everything) for name in names or shipped_banks()
    ]  # all, whatever the first is
    return all(usable)


def _check(name: str, *, everything: bool) -> bool:
    """Print the problems of one bank, and advice. Whether it can be used."""
    try:
        path = yaml_path(name)
    except (NotYaml, UnknownBank) as error:
        print(f"footnote: {error}", file=sys.stderr)
        return False
    parsed = parse(path)
    problems = check_parsed(parsed)
    if all(map(is_advice, problems)):
        problems += check_taken(parsed)
        problems += check_bank_questions(path, parsed.bank)
        problems += upkeep.review_advice(parsed, date.today())  # noqa: DTZ011
    print("\n".join(shortened(problems, everything=everything)) or f"{path}: nothing is wrong")
    return all(map(is_advice, problems))
