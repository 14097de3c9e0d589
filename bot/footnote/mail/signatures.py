"""What stands below the text of a mail: signatures, and what telephones and companies add."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .words import folded, mail_words

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SIGNATURE_LINES = 15
_DELIMITER = re.compile(r"\s*(?:--|—|__+|-{3,}|\*{3,})\s*")
_POSTSCRIPT = re.compile(r"\s*p\.?\s?s\.?\s*[:.,-]?\s", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?i)(?:https?://|www\.)\S+|\S+@\S+\.\S+|(?:tel|phone|mobile?|mob|fax|fon|m|t|p|e|w)\s?[.:]\s*\S"
    r"|\+?\d[\d ()/.-]{6,}\d"
)


def without_signature(lines: Sequence[str]) -> list[str]:
    """The lines without a signature at their end; a postscript below it is kept."""
    text = _without_disclaimers(_stripped(lines))
    text = _without_sent_from(text)
    start = _start(text)
    kept = _stripped(text[:start])
    below = text[start:]
    postscript = next((at for at, line in enumerate(below) if at and _POSTSCRIPT.match(line)), None)
    if postscript is not None:
        kept += ["", *_paragraph(below, postscript)]
    return _without_contacts(kept)


def _start(lines: Sequence[str]) -> int:
    """The number of the line at which the signature begins."""
    earliest = max(1, len(lines) - MAX_SIGNATURE_LINES)
    for at in range(len(lines)):
        if re.fullmatch(r"-- ?", lines[at]) and at:
            return at
    for at in range(earliest, len(lines)):
        if _DELIMITER.fullmatch(lines[at]) and not _asks(lines[at:]):
            return at
        if _is_sign_off(lines[at]) and not _asks(lines[at:]):
            return at
    return len(lines)


def _asks(lines: Sequence[str]) -> bool:
    """Whether something is asked here, but for a postscript, which is kept anyway."""
    before = next((at for at, line in enumerate(lines) if at and _POSTSCRIPT.match(line)), len(lines))
    return any(line.rstrip().endswith("?") and len(line.split()) > 3 for line in lines[:before])


def _is_sign_off(line: str) -> bool:
    """Whether a line is "Kind regards," or "Thanks, Ann"."""
    text = folded(line).strip(" ,.!;:-–—")
    if text in mail_words().sign_offs:
        return True
    start, comma, name = folded(line).partition(",")
    return bool(comma) and start.strip(" .!-") in mail_words().sign_offs and 0 < len(name.split()) <= 3


def _without_sent_from(lines: list[str]) -> list[str]:
    """Without "Sent from my iPhone" and what follows it."""
    for at, line in enumerate(lines):
        if at and folded(line).lstrip("-– ").startswith(mail_words().sent_from) and len(line) < 90:
            return _stripped(lines[:at])
    return lines


def _without_disclaimers(lines: list[str]) -> list[str]:
    """Without the paragraphs at the end and the beginning that are the same in every mail of a company."""
    paragraphs = _paragraphs(lines)
    while len(paragraphs) > 1 and _is_disclaimer(paragraphs[-1]):
        paragraphs.pop()
    while len(paragraphs) > 1 and _is_disclaimer(paragraphs[0]) and not _ends_with_question(paragraphs[0]):
        paragraphs.pop(0)
    return [line for number, each in enumerate(paragraphs) for line in ([""] * (number > 0)) + each]


def _is_disclaimer(paragraph: Sequence[str]) -> bool:
    text = folded(" ".join(paragraph))
    found = sum(phrase in text for phrase in mail_words().disclaimers)
    return found >= 2 or (found == 1 and not _ends_with_question(paragraph) and len(text) > 40)


def _ends_with_question(paragraph: Sequence[str]) -> bool:
    return paragraph[-1].rstrip().endswith("?")


def _without_contacts(lines: list[str]) -> list[str]:
    """Without a last paragraph of short lines most of which are numbers and addresses."""
    paragraphs = _paragraphs(lines)
    if len(paragraphs) > 1:
        last = paragraphs[-1]
        contacts = sum(bool(_CONTACT.search(line)) for line in last)
        if len(last) > 1 and contacts * 2 >= len(last) and not _asks(last):
            paragraphs.pop()
    return [line for number, each in enumerate(paragraphs) for line in ([""] * (number > 0)) + each]


def _paragraphs(lines: Sequence[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [each for each in found if each]


def _paragraph(lines: Sequence[str], at: int) -> list[str]:
    end = next((number for number in range(at, len(lines)) if not lines[number].strip()), len(lines))
    return list(lines[at:end])


def _stripped(lines: Sequence[str]) -> list[str]:
    """The lines without empty ones around them."""
    text = "\n".join(lines).strip("\n ")
    return text.split("\n") if text else []
