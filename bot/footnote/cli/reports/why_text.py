"""`footnote why` as text: on one screen of 80 columns and 24 lines, the reason and the cure at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.console import wrap
from footnote.dialogue.explanation import figure
from footnote.text.normalization import printable

from .one_line import clipped, cut, padded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.dialogue.why import Why
    from footnote.matching.matcher import Match

FEWEST, MOST = 2, 8
"""Words shown one by one, the heaviest first: as many as the screen has room for."""

AUDIBLE = 0.03
"""What a word counts more for one than for another, from which that is said: enough to make a .70 a .75."""

_NAME = 22
"""Columns for a word or an entry's id."""


def text(why: Why, width: int, rows: int = 24) -> str:
    """The whole of it, in lines of at most `width` columns, and if it can be in fewer lines than `rows`."""
    asked, nearest, decided = _asked(why, width), _nearest(why, width), _decided(why, width)
    around = [*asked], [*nearest], [*decided]
    room = rows - 1 - sum(map(len, around)) - 3  # a prompt, and what stands around the words
    words = _words(why, width, max(FEWEST, min(room, MOST)))
    return "\n".join([*around[0], *words, *around[1], *around[2]])


def _asked(why: Why, width: int) -> Iterator[str]:
    yield clipped(why.reply.question, width)
    if why.read and printable(why.read) != why.reply.question:
        yield clipped(f"read as: {why.read}", width)
    for other in why.besides[:1]:
        more = f" (and {len(why.besides) - 1} more)" if len(why.besides) > 1 else ""
        yield clipped(f"besides{more}: {other}", width)
    yield from wrap(f"→ {_outcome(why)}", width)


def _outcome(why: Why) -> str:
    reply = why.reply
    said = {
        "answer": f"answered with {reply.entry}",
        "clarify": "asked back",
        "decline": f"declined: {reply.reason}",
        "smalltalk": "small talk",
        "handoff": f"handed over: {reply.reason}",
    }[reply.kind]
    offered = ", ".join(option.entry for option in reply.options)
    return f"{said}; offered: {offered}" if offered else said


def _words(why: Why, width: int, most: int) -> Iterator[str]:
    if not why.words:
        return
    nearest = why.nearest[0]
    yield ""
    yield clipped(f"Its words, by weight, in “{nearest.wording}” ({nearest.id})", width)
    heaviest = sorted(why.words, key=lambda match: -match.share)
    for match in heaviest[:most]:
        became = f"{_met(match)}{_speaks(why, match)}"
        yield cut(f"{100 * match.share:4.0f} %  {padded(match.words, _NAME)}  {became}", width)
    rest = heaviest[most:]
    if rest:
        share = sum(match.share for match in rest)
        yield cut(f"{100 * share:4.0f} %  in {len(rest)} more: {', '.join(m.words for m in rest)}", width)


def _met(match: Match) -> str:
    """What became of a word."""
    if not match.known:
        return "in no wording of the bank"
    if match.met is None:
        return "not there"
    if match.similarity < 1:
        return f"almost there, as “{match.met}”"
    return "there" if match.met == match.words else f"there, as “{match.met}”"


def _speaks(why: Why, match: Match) -> str:
    """For which of the two nearest a word speaks, or whether the nearest is often asked with it."""
    beside = next((other.tells for other in why.rival if other.words == match.words), 0.0)
    more, nearest = match.tells - beside, why.nearest[0].id
    if abs(more) < AUDIBLE:
        return ""
    if why.rival:
        return f"; speaks for {nearest if more > 0 else why.nearest[1].id}"
    return f"; usual in {nearest}" if more > 0 else f"; rare in {nearest}"


def _nearest(why: Why, width: int) -> Iterator[str]:
    if why.nearest:
        answer, clarify, _ = why.policy
        close = figure(why.policy.reach(why.nearest[0].confidence))
        takes = f"to answer takes {answer:.2f}, to offer {clarify:.2f}; too close: {close}"
        yield ""
        yield cut(f"Nearest, and how sure ({takes})", width)
    for near in why.nearest:
        silent = "silent" if near.silent else ""
        by = f"“{clipped(near.wording, width)}”" if near.wording else ""
        sure = f"{figure(near.confidence):6}"
        yield cut(f"  {sure}  {padded(near.id, _NAME)}  {silent:6}  {by}".rstrip(), width)


def _decided(why: Why, width: int) -> Iterator[str]:
    yield ""
    yield from wrap(f"Why: {printable(why.because)}", width)
    if why.change:
        yield from wrap(f"To change it: {printable(' '.join(why.change))}", width)
