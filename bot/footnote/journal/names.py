"""Names of people and places in a question, by how they are written and what stands before them.

A capital letter inside a sentence is a name unless a bank knows the word; a title, a sign-off, "my name is"
say so of small letters too. Where a word might be either, it is taken out: a lost word costs an editor a
guess, a kept name costs somebody their privacy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.bank import default_language
from footnote.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank.models import Bank

_NAME = "[name]"
_PIECE = re.compile(r"\[[a-z-]+\]|[^\W\d_][\w'’-]*[+]?|[\w'’]+|\s+|[^\w\s]")
_TITLES = frozenset(
    "dr doctor prof professor mr mrs ms miss mx sir dame nurse sister father reverend rev".split()
)
_RELATIVES = frozenset(
    "husband wife partner spouse boyfriend girlfriend fiance son daughter sister brother aunt auntie uncle "
    "cousin niece nephew friend mate colleague neighbour neighbor mum mom mother mam dad father nan nana "
    "gran granny grandma grandmother patient dear".split()
)
_INTRODUCED = re.compile(r"\b(?:my name(?:'s| is)|(?:i am|i'm|is) called|call me|name:)\s*$")
_SELF = re.compile(r"\b(?:i am|i'm|im|this is|named)\s*$")
_CLOSED = re.compile(
    r"\b(?:regards|thanks|thank you|thx|cheers|sincerely|faithfully|truly|wishes|love|yours)[\s,.!-]*$"
)
_INITIAL = re.compile(r"(?:^|\W)[a-z]\.$")
_DOES = frozenset(
    "here writing has had says said told tells asks asked wants got wonders thinks phoned called rang "
    "wrote".split()
)
"""What people do, right after their name."""

_ALWAYS_KNOWN = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december christmas easter english ok i team hospital clinic sincerely "
    "faithfully truly respectfully".split()
)
_LONGEST_ABBREVIATION = 6


def known_words(banks: Iterable[Bank]) -> frozenset[str]:
    """The words of banks, folded: none of them is taken for a name, however it is written."""
    return frozenset(word for bank in banks for text in _texts(bank) for word in words(fold(text)))


def _texts(bank: Bank) -> Iterator[str]:
    yield from (bank.title, bank.source.title, bank.source.publisher)
    yield from (passage.section for passage in bank.passages.values())
    for entry in bank.entries.values():
        yield from (entry.question, entry.answer, *entry.wordings)
    for topic in bank.silent.values():
        yield from (topic.about, *topic.wordings)
    for group in (*bank.same, *bank.apart):
        yield from group


def redact_names(text: str, known: frozenset[str]) -> str:
    """The text with `[name]` for each run of words that are somebody's name, or a place's."""
    pieces = _PIECE.findall(text)
    shouted = text.upper() == text
    named = [_named(pieces, at, known, shouted=shouted) for at in range(len(pieces))]
    return _marked(pieces, _grown(pieces, named))


def _named(pieces: Sequence[str], at: int, known: frozenset[str], *, shouted: bool) -> bool:
    """Whether this piece is a name, judged by what stands before it and how it is written."""
    if not _is_word(pieces[at]) or _ordinary(pieces[at], known):
        return False
    before = "".join(pieces[max(0, at - 12) : at]).casefold()
    last = before.rstrip(" .").rpartition(" ")[2].rpartition("\n")[2]
    if last in _TITLES or _INTRODUCED.search(before) or (_CLOSED.search(before) and _ends(pieces, at)):
        return True
    if shouted or not _capital(pieces[at]):
        return False
    if _SELF.search(before) or last in _RELATIVES:
        return True
    return not _abbreviation(pieces[at]) and (not _starts(before) or _acts(pieces, at, known))


def _is_word(piece: str) -> bool:
    return piece[0].isalpha()


def _ordinary(piece: str, known: frozenset[str]) -> bool:
    """Whether a bank, or the language, knows the word: of one with a hyphen, each part that has a capital."""
    whole = fold(piece)
    parts = [fold(part) for part in piece.split("-") if _capital(part or "-")] or [whole]
    return whole in known or all(_known(part, known) for part in parts)


def _known(word: str, known: frozenset[str]) -> bool:
    said = default_language().expand(word).split()
    return any(
        all(part in listed or part.removesuffix("s") in listed for part in said)
        for listed in (known, default_language().words.filler, _ALWAYS_KNOWN)
    )


def _capital(piece: str) -> bool:
    return piece[0].isupper()


def _abbreviation(piece: str) -> bool:
    """MRI, HER2, pN1mi, the H of H&E: one letter, or capitals or a digit after the first, and short."""
    return len(piece) == 1 or (
        len(piece) <= _LONGEST_ABBREVIATION and any(c.isupper() or c.isdigit() for c in piece[1:])
    )


def _starts(before: str) -> bool:
    """Whether a sentence starts here, so that a capital letter says nothing."""
    stripped = before.rstrip(" \"'“‘(")
    return not stripped or (stripped[-1] in ".?!:\n" and not _INITIAL.search(stripped))


def _acts(pieces: Sequence[str], at: int, known: frozenset[str]) -> bool:
    """Whether what follows makes a person of the word: a second name, or what people do."""
    after = next((piece for piece in pieces[at + 1 :] if _is_word(piece)), "")
    follows = bool(after) and pieces[at + 1 : at + 2] == [" "]
    return follows and (
        after in _DOES or (_capital(after) and not _ordinary(after, known) and not _abbreviation(after))
    )


def _ends(pieces: Sequence[str], at: int) -> bool:
    """Whether at most a name's worth of words stands between here and the end of the line."""
    line = "".join(pieces[at:]).split("\n")[0]
    return len(line.split()) <= 4


def _grown(pieces: Sequence[str], named: list[bool]) -> list[bool]:
    """A name takes in the word or initial after it: "ann smith", "Pauline D.", and "Beryl Cook",
    though a bank may know how to cook.
    """
    for at in range(2, len(pieces)):
        joined = named[at - 2] and pieces[at - 1] in (" ", "-")
        if joined and _is_word(pieces[at]) and (_capital(pieces[at]) or _introduced(pieces, at)):
            named[at] = named[at] or not _ordinary(pieces[at], frozenset()) or len(pieces[at]) == 1
    return named


def _introduced(pieces: Sequence[str], at: int) -> bool:
    return bool(_INTRODUCED.search("".join(pieces[: at - 2]).casefold()[-40:]))


def _marked(pieces: Sequence[str], named: Sequence[bool]) -> str:
    """The pieces put together, each run of names as one mark."""
    out: list[str] = []
    for piece, is_name in zip(pieces, named, strict=True):
        if not is_name:
            out.append(piece)
        elif "".join(out[-2:]).strip() == _NAME and len(out) > 1 and out[-2] == _NAME:
            out.pop()  # the space between two names
        elif not (out and out[-1] == _NAME):
            out.append(_NAME)
    return "".join(out)
