"""The part of a mail that its sender wrote, without the mails it quotes, whatever program wrote them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from .words import MARKS_OF_DIRECTION, folded, mail_words

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_INTRODUCTION = 250
"""Characters of the line above quoted text."""

MAX_WRAPPED = 3
"""Lines onto which a mail program may break it."""

MAX_HEADER_LINES = 8

_UNSEEN = f" \t{MARKS_OF_DIRECTION}"
"""What may stand before the ">" of a quoted line."""

_LONG_RULE = re.compile(r"[-_=]{15,}\s*")
_ADDRESS = re.compile(r"[^\s<>@]+@[^\s<>@]+")
_LABEL = re.compile(
    r"\s*[*|]{0,3}(?P<label>[^:：*]{1,30}?)\s*[*|]{0,2}\s?[:：][*|]{0,2}(?:\s|$|(?<=：))(?P<value>.*)"
)


class Parts(NamedTuple):
    """The lines above a quoted or forwarded mail, and those of that mail without its header."""

    above: list[str]
    below: list[str]
    forwarded: bool


def parts(text: str) -> Parts:
    """A mail, cut where the first mail that it quotes or forwards begins."""
    lines = text.replace("\r\n", "\n").split("\n")
    for at in range(len(lines)):
        length, forwarded = _introduction(lines, at)
        if length:
            return Parts(lines[:at], _without_header(lines[at + length :]), forwarded)
    return Parts(lines, [], forwarded=False)


def without_quotes(lines: Sequence[str]) -> list[str]:
    """The lines that are not marked as quoted."""
    return [line for line in lines if not line.lstrip(_UNSEEN).startswith((">", "|>"))]


def _introduction(lines: Sequence[str], at: int) -> tuple[int, bool]:
    """How many lines from here introduce an earlier mail, 0 for none, and whether it is forwarded."""
    line = lines[at]
    if not line.strip():
        return 0, False
    marked = _mark(line)
    if marked:
        return 1, marked == "forwarded"
    if _LONG_RULE.fullmatch(line) and _is_header(lines, at + 1, labels=1):
        return 1, False
    if _is_header(lines, at, labels=2):
        return _header_length(lines, at), False
    return _wrapped_introduction(lines, at), False


def _wrapped_introduction(lines: Sequence[str], at: int) -> int:
    """How many lines the introduction "On Sunday Ann wrote:" takes from here; 0 for none."""
    for length in range(1, MAX_WRAPPED + 1):
        taken = [line.strip() for line in lines[at : at + length]]
        if len(taken) < length or not all(taken):
            return 0
        if _says_wrote(" ".join(taken)):
            return length if length == 1 or _begins_introduction(taken) else 0
    return 0


def _begins_introduction(lines: Sequence[str]) -> bool:
    """Whether the first of several lines has the date of the introduction that they end with."""
    later = (" ".join(lines[start:]) for start in range(1, len(lines)))
    has_date = re.search(r"\d", lines[0]) is not None and not lines[0].endswith("?")
    return has_date and not any(_says_wrote(each) and re.search(r"\d", each) for each in later)


def _mark(line: str) -> str:
    """`original` or `forwarded` for a line that says so."""
    words = mail_words()
    text = folded(line).strip(" >-_=*:|")
    if text in words.original and ("-" in line or "_" in line or line.rstrip().endswith(":")):
        return "original"
    return "forwarded" if text in words.forwarded else ""


def _says_wrote(line: str) -> bool:
    """Whether a line is "On 2 May 2026, Ann <ann@…> wrote:", in any of the languages."""
    text = folded(line).strip(" >*")
    if len(text) > MAX_INTRODUCTION or not text.endswith((":", "：")):
        return False
    has_date, address = re.search(r"\d", text) is not None, _ADDRESS.search(text)
    if has_date and address and "<" in text:
        return True
    return (has_date or address is not None) and _has_verb(text)


def _has_verb(text: str) -> bool:
    """Whether a folded line has "wrote", as a word of its own or, in scripts without spaces, anywhere."""
    spaced = " " + re.sub(r"[^\w()/]", " ", text) + " "
    return any(f" {verb} " in spaced or (not verb.isascii() and verb in text) for verb in mail_words().wrote)


def _is_header(lines: Sequence[str], at: int, *, labels: int) -> bool:
    """Whether a header of an earlier mail begins here: who sent it, and at least so many more labels."""
    start = next((number for number in range(at, min(at + 3, len(lines))) if lines[number].strip()), at)
    label = _label(lines, start)
    if label not in mail_words().from_:
        return False
    others = {
        each for number in range(start + 1, start + MAX_HEADER_LINES) if (each := _label(lines, number))
    }
    return len(others & mail_words().labels) >= labels


def _header_length(lines: Sequence[str], at: int) -> int:
    length = 0
    while at + length < len(lines) and length < MAX_HEADER_LINES:
        line = lines[at + length]
        if line.strip() and _label(lines, at + length) not in mail_words().labels | mail_words().from_:
            break
        length += 1
    return length


def _label(lines: Sequence[str], at: int) -> str:
    """The label of a line of a header, folded; "" for another line."""
    if at >= len(lines):
        return ""
    match = _LABEL.fullmatch(lines[at].lstrip(f">{_UNSEEN}"))
    return folded(match["label"]) if match else ""


def _without_header(lines: Sequence[str]) -> list[str]:
    """The lines after the header that a mark may stand above."""
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    labels = mail_words().labels | mail_words().from_
    while start < len(lines) and _label(lines, start) in labels:
        start += 1
    return [line.lstrip("> ") if line.startswith(">") else line for line in lines[start:]]
