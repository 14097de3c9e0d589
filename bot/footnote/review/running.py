"""Puts a bank to the checks, and leaves out what its comments silence."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from footnote.bank import ADVICE, source_files
from footnote.errors import Problem

from .context import Review
from .silencers import CUT_OFF, read_comments, silenced
from .table import CHECKS, KNOWN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from footnote.bank import ParsedBank

    from .context import Check, Copies, Fetch, Need, Track

DEFAULT_NEEDS: tuple[Need, ...] = ("asking",)
"""What a check may need unless a caller says otherwise: no network."""


def review_bank(  # noqa: PLR0913  (each is what some checks need)
    parsed: ParsedBank,
    copies: Copies | None = None,
    needs: Collection[Need] = DEFAULT_NEEDS,
    track: Track | None = None,
    path: str = "",
    *,
    fetch: Fetch | None = None,
) -> list[Problem]:
    """What the checks find in a bank that can be used: errors, then advice, each by file, line and column.

    `copies` are those of its sources; without them the checks that need them are left out, as are those that
    need what is not in `needs`. `track` shows the progress of long work; `path` is that of the bank, by
    which it is compiled; `fetch` opens links, in place of the network.
    """
    review = Review(parsed, copies, track, path, fetch)
    allowed = {"nothing", *needs} | ({"copy"} if copies else set())
    checks = [check for check in CHECKS if check.need in allowed]
    comments = read_comments(_own_files(parsed), KNOWN)
    found = [problem for check in checks for problem in _problems(check, review)]
    ran = {CUT_OFF, *(check.name for check in checks)}
    left = silenced((*found, *comments.cut_off), comments.silencers, ran)
    unique = dict.fromkeys((*review.problems, *comments.problems, *left))
    return sorted(unique, key=lambda problem: (problem.message.startswith(ADVICE), problem))


def _problems(check: Check, review: Review) -> Iterator[Problem]:
    kind = "" if check.is_error else ADVICE
    for node, message in check.find(review):
        mark = node.mark
        yield Problem(mark.name, mark.line + 1, mark.column + 1, kind + message, check.name)


def _own_files(parsed: ParsedBank) -> list[str]:
    """The files in the bank's folder, by the names that its nodes have."""
    home = os.path.dirname(parsed.file)
    there = os.path.abspath(home)
    files = [file for file in source_files(parsed.file) if file.startswith(there + os.sep)]
    return [os.path.join(home, os.path.relpath(file, there)) for file in files]
