"""The e-mail addresses, web addresses and telephone numbers of a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
WEB = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’]"
    r"|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|example|de|fr|eu|uk|us|ch|at)\b(?:/[^\s<>\"“”]*[^\s<>\"“”.,;:!?)\]'’])?",
    re.IGNORECASE,
)
TELEPHONE = re.compile(r"(?<![\w.,/+-])\+?\(?\d[\d ()./-]{5,}(?:\d|[A-Z]{3,})(?![\w%]|[.,]\d)")

FEWEST_DIGITS = 7
"""Digits, or letters that stand for digits, from which a number may be dialled."""

_DATE_OR_RANGE = re.compile(r"(?:19|20)\d\d-[01]\d(?:-[0-3]\d)?|(?:19|20)\d\d ?- ?(?:19|20)\d\d")
_SCHEME = re.compile(r"^(?:https?://)?(?:www\.)?", re.IGNORECASE)
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


class Address(NamedTuple):
    """An address: what it is compared by, and where it stands: `text[start:end]`."""

    key: str
    start: int
    end: int


def mails(text: str) -> Iterator[Address]:
    """The e-mail addresses, in small letters."""
    for match in MAIL.finditer(text):
        yield Address(match[0].lower(), *match.span())


def webs(text: str) -> Iterator[Address]:
    """The web addresses, without "https://www." and the slash at their end."""
    taken = [match.span() for match in MAIL.finditer(text)]
    for match in WEB.finditer(text):
        if not any(start <= match.start() < end for start, end in taken):
            yield Address(_SCHEME.sub("", match[0]).rstrip("/").lower(), *match.span())


def telephones(text: str) -> Iterator[Address]:
    """The telephone numbers as digits, with those that letters stand for."""
    for match in TELEPHONE.finditer(text):
        digits = re.sub(r"\D", "", match[0].translate(_KEYS))
        if len(digits) >= FEWEST_DIGITS and not _DATE_OR_RANGE.fullmatch(match[0].strip()):
            yield Address(digits, *match.span())
