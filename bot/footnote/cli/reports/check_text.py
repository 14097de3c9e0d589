"""What `footnote check` prints: a bank's problems, or what became of its passages in the source."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.bank.lint import check, is_advice
from footnote.bank.loader import read
from footnote.bank.locations import find, shipped
from footnote.bank.source_check import compare, uncovered
from footnote.errors import UnknownBank
from footnote.evaluation.questions import check_beside
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank.source_check import Finding


def check_banks(names: Sequence[str]) -> bool:
    """Print every problem of the banks, and advice. Whether all of them can be used."""
    usable = [_check(name) for name in names or shipped()]  # all of them, whatever the first is like
    return all(usable)


def _check(name: str) -> bool:
    """Print what is to be said of one bank. Whether it can be used."""
    try:
        path = find(name)
    except UnknownBank as error:
        print(f"footnote: {error}", file=sys.stderr)
        return False
    problems = check(path)
    if all(map(is_advice, problems)):
        problems += check_beside(path, read(path))
    print("\n".join(map(str, problems)) or f"{path}: nothing is wrong")
    return all(map(is_advice, problems))


def check_source(names: Sequence[str], source: str) -> bool:
    """Print what became of each passage in the source's text. Whether all are unchanged."""
    try:
        text = Path(source).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"footnote: {source} cannot be read as UTF-8 text: {error}", file=sys.stderr)
        return False
    held = [_hold(name, text) for name in names or shipped()]
    return all(held)


def _hold(name: str, text: str) -> bool:
    """Hold one bank against the source's text."""
    bank = read(find(name))
    findings = compare(bank, text)
    for finding in findings:
        print(_line(finding))
    for found in uncovered(bank, text):
        print(f"no passage holds this sentence ({found.where}): {printable(found.text)}")
    return all(finding.state == "unchanged" for finding in findings)


def _line(finding: Finding) -> str:
    return f"{finding.id:<4} {finding.state:<9} {finding.detail or finding.where}".rstrip()
