"""What `footnote check` prints: the problems of banks, or what became of their passages in a source's
text.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from footnote.bank import (
    check_parsed,
    compare_source,
    is_advice,
    parse,
    shipped_banks,
    uncovered_texts,
)
from footnote.cli.bank_paths import NotYaml, read_yaml, yaml_path
from footnote.errors import UnknownBank, error_reason
from footnote.evaluation import check_bank_questions
from footnote.review import expected_folder, find_copies, read_copies, review_bank
from footnote.text import printable

from .problem_list import ALL, MAX_SHOWN, shortened
from .progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from footnote.bank import Bank, Finding, ParsedBank
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
    print("\n".join(shortened(problems, everything=everything)) or f"{path}: nothing is wrong")
    return all(map(is_advice, problems))


def _review(path: str, parsed: ParsedBank, needs: Sequence[Need]) -> list[Problem]:
    """What goes beyond the schema. Says so where there is no copy of a source to compare with."""
    paths = find_copies(parsed)
    missing = [id for id in parsed.bank.sources if id not in paths]
    if missing:
        place = os.path.join(expected_folder(parsed), f"{missing[0]}.txt")
        print(
            f"{path}: answers are not compared with {_named(missing)}, of which there is no copy at {place}"
        )
    try:
        copies = read_copies(parsed.bank, paths)
    except (OSError, ValueError) as error:
        print(f"{path}: a copy cannot be read as UTF-8 text: {error_reason(error)}", file=sys.stderr)
        copies = None
    with progress() as track:
        return review_bank(parsed, copies, needs, track, path)


def _named(sources: Sequence[str]) -> str:
    return "the source" if len(sources) == 1 else f"{len(sources)} sources"


def check_source(names: Sequence[str], source: str, *, everything: bool = False) -> bool:
    """Print what became of each passage in the source's text. Whether all are unchanged."""
    try:
        text = Path(source).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        reason = error_reason(error)
        print(f"footnote: {source} cannot be read as UTF-8 text: {reason}", file=sys.stderr)
        return False
    if not text.strip():
        print(f"footnote: {source} is empty; save the text of the source into it", file=sys.stderr)
        return False
    unchanged = [_compare(read_yaml(name), text, everything=everything) for name in names or shipped_banks()]
    return all(unchanged)


def _compare(bank: Bank, text: str, *, everything: bool) -> bool:
    """Print what became of the passages of one bank. Whether all are unchanged."""
    findings = compare_source(bank, text)
    for finding in findings:
        print(_line(finding))
    for line in _uncovered(bank, text, everything=everything):
        print(line)
    return all(finding.state == "unchanged" for finding in findings)


def _line(finding: Finding) -> str:
    return f"{finding.id:<4} {finding.state:<9} {finding.detail or finding.where}".rstrip()


def _uncovered(bank: Bank, text: str, *, everything: bool) -> Iterator[str]:
    sentences = uncovered_texts(bank, text)
    for sentence in sentences if everything else sentences[:MAX_SHOWN]:
        yield f"no passage has this sentence ({sentence.where}): {printable(sentence.text)}"
    if len(sentences) > MAX_SHOWN and not everything:
        yield f"and {len(sentences) - MAX_SHOWN} more sentences; {ALL}"
