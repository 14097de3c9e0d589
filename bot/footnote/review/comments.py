"""The comments of a bank's files: those that silence a check, and those that cut off a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGINNING = re.compile(r"(?:^|(?<=\s))#")


class Comment(NamedTuple):
    """A comment: its line and column, from 1, its text from the # on, and what stands before it on the line,
    without white space.
    """

    line: int
    column: int
    text: str
    before: str


def comments(written: str) -> list[Comment]:
    """The comments of a YAML file, without those in its texts. None where it cannot be read as YAML."""
    lines = written.splitlines()
    if not any(_BEGINNING.search(line) for line in lines):
        return []
    try:
        inside = _texts(written)
    except yaml.YAMLError:
        return []
    return [comment for number, line in enumerate(lines) if (comment := _comment(number, line, inside))]


def _comment(number: int, line: str, inside: dict[int, list[tuple[int, int]]]) -> Comment | None:
    """The comment on a line: from the first # that is in no text."""
    for match in _BEGINNING.finditer(line):
        at = match.start()
        if not any(start <= at < end for start, end in inside.get(number, ())):
            return Comment(number + 1, at + 1, line[at:].rstrip(), line[:at].strip())
    return None


def _texts(written: str) -> dict[int, list[tuple[int, int]]]:
    """Where texts are on each line: the first column and the one after the last, from 0."""
    inside: dict[int, list[tuple[int, int]]] = {}
    for token in yaml.scan(written, Loader=yaml.CSafeLoader):
        if isinstance(token, yaml.ScalarToken):
            for line, start, end in _spans(token):
                inside.setdefault(line, []).append((start, end))
    return inside


def _spans(token: yaml.ScalarToken) -> Iterator[tuple[int, int, int]]:
    """The lines of a text with the columns it takes there. The first line of a block has its sign alone."""
    first, last = token.start_mark, token.end_mark
    is_block = token.style in {"|", ">"}
    for line in range(first.line, last.line + 1):
        start = first.column if line == first.line else 0
        end = last.column if line == last.line else 10**9
        if is_block and line == first.line:
            end = start + 1
        yield line, start, end
