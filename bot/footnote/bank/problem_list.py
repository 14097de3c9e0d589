"""The problems of a file as lines, at most ten of a kind: ten show what to do about the rest."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.errors import Problem

MAX_SHOWN = 10
"""Problems of one kind, and sentences of one sort, that are printed without `--all`."""

ALL_PRINTED = "footnote check --all prints them"

_DETAILS = re.compile(r"“[^”]*”|\S*\d\S*")
"""What differs between problems of one kind: quotations, and words with numbers in them."""

_WORDS_OF_KIND = 4
"""Words from which a message's kind is known. Of the loader's messages, no two kinds begin with the same
four."""


def problem_lines(problems: Iterable[Problem], *, everything: bool = False) -> Iterator[str]:
    """A line for each problem; after ten of a kind in a file, one line with the number of the rest. No line
    drives a terminal, whatever the names of files are.
    """
    return map(printable, _lines(problems, everything=everything))


def _lines(problems: Iterable[Problem], *, everything: bool) -> Iterator[str]:
    listed = list(problems)
    total = Counter(map(_kind, listed))
    shown: Counter[tuple[str, str]] = Counter()
    for problem in listed:
        kind = _kind(problem)
        shown[kind] += 1
        if everything or shown[kind] <= MAX_SHOWN:
            yield str(problem)
        elif shown[kind] == MAX_SHOWN + 1:
            rest = total[kind] - MAX_SHOWN
            yield str(
                problem._replace(message=f"{_as_before(problem)}and {rest} more like these; {ALL_PRINTED}")
            )


def _kind(problem: Problem) -> tuple[str, str]:
    return problem.file, " ".join(_DETAILS.sub("…", problem.message).split()[:_WORDS_OF_KIND])


def _as_before(problem: Problem) -> str:
    """What a message begins with where it is advice."""
    from .lint import ADVICE, is_advice  # it needs YAML, and few lists are so long

    return ADVICE if is_advice(problem) else ""
