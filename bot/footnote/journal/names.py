"""Redaction of the names of people and places, found by spelling and by the words before them.

A capitalised word inside a sentence is a name unless a bank has the word; after a title, a sign-off or "my
name is" a word in lower case is a name too. A word that may be either is redacted: a lost word costs an
editor a guess, a stored name costs somebody their privacy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.bank import default_language
from footnote.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank import Bank

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
_SIGNED_OFF = re.compile(
    r"\b(?:regards|thanks|thank you|thx|cheers|sincerely|faithfully|truly|wishes|love|yours)[\s,.!-]*$"
)
_INITIAL = re.compile(r"(?:^|\W)[a-z]\.$")
_PERSON_VERBS = frozenset(
    "here writing has had says said told tells asks asked wants got wonders thinks phoned called rang "
    "wrote".split()
)
"""Verbs that follow the name of a person."""

_COMMON_CAPITALISED = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july "
    "august september october november december christmas easter english ok i team hospital clinic sincerely "
    "faithfully truly respectfully".split()
)
_MAX_ABBREVIATION = 6


def known_words(banks: Iterable[Bank]) -> frozenset[str]:
    """The words of banks, normalised. None of them is taken for a name."""
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
    """The text with `[name]` in place of each run of words that name a person or a place."""
    pieces = _PIECE.findall(text)
    all_caps = text.upper() == text
    is_name = [_is_name(pieces, at, known, all_caps=all_caps) for at in range(len(pieces))]
    return _with_marks(pieces, _extended(pieces, is_name))


def _is_name(pieces: Sequence[str], at: int, known: frozenset[str], *, all_caps: bool) -> bool:
    """Whether this piece is a name, by what stands before it and its spelling."""
    if not _is_word(pieces[at]) or _is_known(pieces[at], known):
        return False
    before = "".join(pieces[max(0, at - 12) : at]).casefold()
    last = before.rstrip(" .").rpartition(" ")[2].rpartition("\n")[2]
    if (
        last in _TITLES
        or _INTRODUCED.search(before)
        or (_SIGNED_OFF.search(before) and _is_near_line_end(pieces, at))
    ):
        return True
    if all_caps or not _is_capitalised(pieces[at]):
        return False
    if _SELF.search(before) or last in _RELATIVES:
        return True
    return not _is_abbreviation(pieces[at]) and (
        not _starts_sentence(before) or _is_followed_like_a_person(pieces, at, known)
    )


def _is_word(piece: str) -> bool:
    return piece[0].isalpha()


def _is_known(piece: str, known: frozenset[str]) -> bool:
    """Whether a bank or the language has the word; of a hyphenated word, each capitalised part."""
    whole = fold(piece)
    parts = [fold(part) for part in piece.split("-") if _is_capitalised(part or "-")] or [whole]
    return whole in known or all(_is_listed(part, known) for part in parts)


def _is_listed(word: str, known: frozenset[str]) -> bool:
    parts = default_language().expand(word).split()
    return any(
        all(part in listed or part.removesuffix("s") in listed for part in parts)
        for listed in (known, default_language().words.filler, _COMMON_CAPITALISED)
    )


def _is_capitalised(piece: str) -> bool:
    return piece[0].isupper()


def _is_abbreviation(piece: str) -> bool:
    """Whether a piece is one letter, or short with a capital or digit after the first: MRI, HER2, pN1mi."""
    return len(piece) == 1 or (
        len(piece) <= _MAX_ABBREVIATION and any(c.isupper() or c.isdigit() for c in piece[1:])
    )


def _starts_sentence(before: str) -> bool:
    """Whether a sentence starts here, so that a capital letter is no evidence."""
    stripped = before.rstrip(" \"'“‘(")
    return not stripped or (stripped[-1] in ".?!:\n" and not _INITIAL.search(stripped))


def _is_followed_like_a_person(pieces: Sequence[str], at: int, known: frozenset[str]) -> bool:
    """Whether a surname, or a verb of what people do, follows."""
    after = next((piece for piece in pieces[at + 1 :] if _is_word(piece)), "")
    follows = bool(after) and pieces[at + 1 : at + 2] == [" "]
    return follows and (
        after in _PERSON_VERBS
        or (_is_capitalised(after) and not _is_known(after, known) and not _is_abbreviation(after))
    )


def _is_near_line_end(pieces: Sequence[str], at: int) -> bool:
    """Whether at most four words are left in the line: the length of a signature."""
    line = "".join(pieces[at:]).split("\n")[0]
    return len(line.split()) <= 4


def _extended(pieces: Sequence[str], is_name: list[bool]) -> list[bool]:
    """`is_name` with the word or initial after each name added: "ann smith", "Pauline D.", and "Beryl Cook",
    though a bank may have the word "cook".
    """
    for at in range(2, len(pieces)):
        joined = is_name[at - 2] and pieces[at - 1] in (" ", "-")
        if (
            joined
            and _is_word(pieces[at])
            and (_is_capitalised(pieces[at]) or _follows_introduction(pieces, at))
        ):
            is_name[at] = is_name[at] or not _is_known(pieces[at], frozenset()) or len(pieces[at]) == 1
    return is_name


def _follows_introduction(pieces: Sequence[str], at: int) -> bool:
    return bool(_INTRODUCED.search("".join(pieces[: at - 2]).casefold()[-40:]))


def _with_marks(pieces: Sequence[str], is_name: Sequence[bool]) -> str:
    """The pieces joined, with one mark for each run of names."""
    out: list[str] = []
    for piece, redacted in zip(pieces, is_name, strict=True):
        if not redacted:
            out.append(piece)
        elif "".join(out[-2:]).strip() == _NAME and len(out) > 1 and out[-2] == _NAME:
            out.pop()  # the space between two names
        elif not (out and out[-1] == _NAME):
            out.append(_NAME)
    return "".join(out)
