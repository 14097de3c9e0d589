"""`footnote why` as text for a screen of 80 columns and 24 lines; the reason and what to change come last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.console import wrap
from footnote.evaluation import figure
from footnote.text import printable

from .one_line import clipped, cut, padded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.evaluation import Explanation
    from footnote.matching import Match

MIN_WORDS, MAX_WORDS = 2, 8
"""Lines for words, the heaviest first, the last for all that have none: as many as the screen has."""

MIN_SIGNS, MAX_SIGNS = 1, 12
"""Signs shown, the strongest first: as many as the screen has lines for."""

MAX_NEAREST = 3
"""Entries and topics shown: the best, the next, and one more to compare with."""

MIN_DIFFERENCE = 0.03
"""How much more a word must count for one entry than for another to be named."""

_NAME_WIDTH = 22
"""Columns for a word or an entry's id."""


def text(why: Explanation, width: int, rows: int = 24) -> str:
    """The explanation in lines of at most `width` columns, and where possible in fewer than `rows` lines."""
    reply, nearest, decision = map(list, (_reply(why, width), _nearest(why, width), _decision(why, width)))
    free = rows - 1 - len(reply) - len(nearest) - len(decision)  # a line for the prompt
    free -= 2 * bool(why.words) + 2 * bool(why.signs)  # each has a heading, and an empty line before it
    signs = min(len(why.signs), MAX_SIGNS, max(MIN_SIGNS, free - MIN_WORDS))
    words = max(MIN_WORDS, min(free - signs, MAX_WORDS))
    return "\n".join([*reply, *_words(why, width, words), *_signs(why, width, signs), *nearest, *decision])


def _reply(why: Explanation, width: int) -> Iterator[str]:
    yield clipped(why.reply.question, width)
    if why.read and printable(why.read) != why.reply.question:
        yield clipped(f"read as: {why.read}", width)
    for other in why.also_read[:1]:
        more = f" (and {len(why.also_read) - 1} more)" if len(why.also_read) > 1 else ""
        yield clipped(f"also read{more}: {other}", width)
    yield from wrap(f"→ {_outcome(why)}", width)


def _outcome(why: Explanation) -> str:
    reply = why.reply
    outcome = {
        "answer": f"answered with {reply.entry}",
        "clarify": "asked back",
        "decline": f"declined: {reply.reason}",
        "smalltalk": "small talk",
        "handoff": f"handed over: {reply.reason}",
    }[reply.kind]
    offered = ", ".join(option.entry for option in reply.options)
    return f"{outcome}; offered: {offered}" if offered else outcome


def _words(why: Explanation, width: int, max_words: int) -> Iterator[str]:
    if not why.words:
        return
    nearest = why.nearest[0]
    by = f"the wording “{nearest.wording}”" if nearest.wording else "its wordings"
    yield ""
    yield clipped(f"Its words by weight, and in {by} ({nearest.id})", width)
    heaviest = sorted(why.words, key=lambda match: -match.share)
    shown = max_words if len(heaviest) <= max_words else max_words - 1
    for match in heaviest[:shown]:
        outcome = f"{_met(match)}{_favours(why, match)}"
        yield cut(f"{100 * match.share:4.0f} %  {padded(match.words, _NAME_WIDTH)}  {outcome}", width)
    rest = heaviest[shown:]
    if rest:
        share = sum(match.share for match in rest)
        yield cut(f"{100 * share:4.0f} %  in {len(rest)} more: {', '.join(m.words for m in rest)}", width)


def _met(match: Match) -> str:
    """What became of a word."""
    if not match.known:
        return "in no wording of the bank"
    if match.matched is None:
        return "not there"
    if match.similarity < 1:
        return f"almost there, as “{match.matched}”"
    return "there" if match.matched == match.words else f"there, as “{match.matched}”"


def _favours(why: Explanation, match: Match) -> str:
    """Which of the two nearest entries a word favours, or whether the nearest is often asked with it."""
    for_rival = next((other.evidence for other in why.rival if other.words == match.words), 0.0)
    more, nearest = match.evidence - for_rival, why.nearest[0].id
    if abs(more) < MIN_DIFFERENCE:
        return ""
    if why.rival:
        return f"; speaks for {nearest if more > 0 else why.nearest[1].id}"
    return f"; usual in {nearest}" if more > 0 else f"; rare in {nearest}"


def _signs(why: Explanation, width: int, max_signs: int) -> Iterator[str]:
    if not why.signs:
        return
    yield ""
    more = len(why.signs) - max_signs
    rest = f"; {more} weaker in --json" if more > 0 else ""
    yield cut(f"For (+), against (-), value × weight{rest}: {why.best}", width)
    for sign in why.signs[:max_signs]:
        yield cut(f"{sign.adds:+6.2f}  {sign.value:5.2f} × {sign.weight:6.2f}  {sign.meaning}", width)


def _nearest(why: Explanation, width: int) -> Iterator[str]:
    if why.nearest:
        yield ""
        yield cut(f"Best fits, and how sure (an answer needs {why.policy.careful:.2f})", width)
    for near in why.nearest[:MAX_NEAREST]:
        silent = "silent" if near.silent else ""
        by = f"“{clipped(near.wording, width)}”" if near.wording else ""
        sure = f"{figure(near.confidence):6}"
        yield cut(f"  {sure}  {padded(near.id, _NAME_WIDTH)}  {silent:6}  {by}".rstrip(), width)


def _decision(why: Explanation, width: int) -> Iterator[str]:
    yield ""
    yield from wrap(f"Why: {printable(why.because)}", width)
    if why.change:
        yield from wrap(f"To change it: {printable(' '.join(why.change))}", width)
