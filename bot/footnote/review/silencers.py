"""Comments that silence a check where it is wrong, on the line of the finding or alone on the line above it.

Each has a reason: `# footnote: ignore numbers: the passage spells it out`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import ADVICE, suggest
from footnote.errors import Problem

from .comments import Comment, comments

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

CUT_OFF = "cut-off"
"""The check that reports texts which a comment cuts off."""

NAME = "silencers"
"""The check that reports silencers themselves, which none silences."""

_SILENCER = re.compile(r"#\s*footnote:\s*(?P<command>\S*)\s*(?P<names>[^:]*)(?::\s*(?P<reason>.*))?$")
_CUT_OFF = re.compile(r"#\S")


class Silencer(NamedTuple):
    """A comment that silences some checks on the line of `applies`, where it is, and its reason."""

    file: str
    line: int
    column: int
    applies: int
    names: tuple[str, ...]
    reason: str


class FileComments(NamedTuple):
    """What the comments of some files are: silencers, problems of silencers, and texts cut off."""

    silencers: list[Silencer]
    problems: list[Problem]
    cut_off: list[Problem]


def read_comments(files: Iterable[str], known: Collection[str]) -> FileComments:
    """What the comments of these files are; `known` are the names of all checks."""
    found = FileComments([], [], [])
    for file in files:
        try:
            with open(file, encoding="utf-8") as stream:
                written = stream.read()
        except (OSError, ValueError):
            continue  # reported by the loader
        for comment in comments(written):
            _sort(file, comment, written.splitlines(), known, found)
    return found


def _sort(file: str, comment: Comment, lines: list[str], known: Collection[str], found: FileComments) -> None:
    """Add a comment to what it is."""
    match = _SILENCER.match(comment.text)
    if not match:
        if comment.before and _CUT_OFF.match(comment.text):
            found.cut_off.append(_cut_off(file, comment))
        return
    names = tuple(re.findall(r"[\w-]+", match["names"]))
    silencer = Silencer(
        file, comment.line, comment.column, _target(comment, lines), names, (match["reason"] or "").strip()
    )
    problems = list(_problems(silencer, match["command"], known))
    found.problems.extend(problems)
    if not problems:
        found.silencers.append(silencer)


def _target(comment: Comment, lines: list[str]) -> int:
    """The line that a comment is about: its own, or the next one that is no comment."""
    if comment.before:
        return comment.line
    after = range(comment.line, len(lines))
    return next((n + 1 for n in after if not lines[n].lstrip().startswith("#")), comment.line)


def _problems(silencer: Silencer, command: str, known: Collection[str]) -> Iterator[Problem]:
    example = "# footnote: ignore numbers: the passage spells it out"
    if command != "ignore" or not silencer.names:
        yield _problem(silencer, f"this comment silences nothing; write for example “{example}”")
        return
    for name in silencer.names:
        if name not in known:
            yield _problem(silencer, f"there is no check {name}; {suggest(name, known)}")
    if not silencer.reason:
        yield _problem(silencer, f"this silencer has no reason; write one after a colon: “{example}”")


def _problem(silencer: Silencer, message: str) -> Problem:
    return Problem(silencer.file, silencer.line, silencer.column, message, NAME)


def _cut_off(file: str, comment: Comment) -> Problem:
    return Problem(
        file,
        comment.line,
        comment.column,
        f"“{comment.text[:20]}” and what follows is cut off here: in YAML a # after a space begins a "
        "comment; put the text in quotes",
        CUT_OFF,
    )


def silenced(
    problems: Iterable[Problem], silencers: Iterable[Silencer], ran: Collection[str]
) -> Iterator[Problem]:
    """The problems that no silencer is for, then advice on silencers that silence nothing, of checks that
    `ran`.
    """
    by_place: dict[tuple[str, int, str], Silencer] = {
        (each.file, each.applies, name): each for each in silencers for name in each.names
    }
    used: set[tuple[str, int, str]] = set()
    for problem in problems:
        place = (problem.file, problem.line, problem.check)
        if place in by_place:
            used.add(place)
        else:
            yield problem
    for (file, line, name), silencer in by_place.items():
        if name in ran and (file, line, name) not in used:
            message = f"nothing on line {line} is silenced for {name}; delete this comment"
            yield Problem(file, silencer.line, silencer.column, ADVICE + message, NAME)
