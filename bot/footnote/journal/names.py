"""Redaction of the names of people and places, found by spelling and by the words before them.

A capitalised word inside a sentence is a name unless a bank has the word; after a title, a sign-off, "my name
is" or "I am" a word in lower case is a name too, unless it says what people are. A word that may be either is
redacted: an author can guess a lost word, but a stored name costs a person their privacy.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.text import fold, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank import Bank
    from footnote.text import Language

    from .redaction_words import RedactionWords

_NAME = "[name]"
_PIECE = re.compile(r"\[[a-z-]+\]|[^\W\d_][\w'’-]*[+]?|[\w'’]+|\s+|[^\w\s]")
_INITIAL = re.compile(r"(?:^|\W)[a-z]\.$")
_MAX_ABBREVIATION = 6
_MAX_SIGNATURE_WORDS = 4


def known_words(banks: Iterable[Bank]) -> frozenset[str]:
    """The words of banks, normalised. None of them is taken for a name."""
    return frozenset(word for bank in banks for text in _texts(bank) for word in words(fold(text)))


def _texts(bank: Bank) -> Iterator[str]:
    yield bank.title
    for source in bank.sources.values():
        yield from (source.title, source.publisher)
    yield from (passage.section for passage in bank.passages.values())
    for entry in bank.entries.values():
        yield from (entry.question, entry.answer, *entry.wordings)
    for topic in bank.silent.values():
        yield from (topic.about, *topic.wordings)
    for group in (*bank.same, *bank.apart):
        yield from group


def any_of(items: Iterable[str]) -> str:
    """A pattern for any of these texts, the longest first; of none, a pattern that matches nothing."""
    escaped = sorted((re.escape(item) for item in items), key=lambda item: (-len(item), item))
    return f"(?:{'|'.join(escaped)})" if escaped else "(?!)"


class NameRedactor:
    """Redacts names by the words of some languages. No word of `known` is taken for a name."""

    def __init__(self, languages: Sequence[Language], listed: RedactionWords, known: frozenset[str]) -> None:
        self._languages = languages
        self._known = known
        self._titles, self._relatives = _casefolded(listed.titles), _casefolded(listed.relatives)
        self._person_verbs = listed.person_verbs
        self._capitalised = frozenset(map(fold, listed.capitalised))
        self._introduced = _ends_with(listed.introductions)
        self._introduces_self = _ends_with(listed.self_introductions)
        self._predicates = frozenset(map(fold, listed.predicates))
        self._labels = frozenset(map(fold, listed.number_labels))
        self._signed_off = _ends_with(listed.sign_offs, r"[\s,.!-]*")

    def redact(self, text: str) -> str:
        """The text with `[name]` in place of each run of words that name a person or a place."""
        pieces = _PIECE.findall(text)
        all_caps = text.upper() == text
        is_name = [self._is_name(pieces, at, all_caps=all_caps) for at in range(len(pieces))]
        return _with_marks(pieces, self._extended(pieces, is_name))

    def _is_name(self, pieces: Sequence[str], at: int, *, all_caps: bool) -> bool:
        """Whether this piece is a name, by what stands before it and its spelling."""
        if not _is_word(pieces[at]) or self._is_known(pieces[at]):
            return False
        before = "".join(pieces[max(0, at - 12) : at]).casefold()
        last = before.rstrip(" .").rpartition(" ")[2].rpartition("\n")[2]
        if (
            last in self._titles
            or self._introduced.search(before)
            or (self._signed_off.search(before) and _is_near_line_end(pieces, at))
        ):
            return True
        if self._introduces_self.search(before) and self._may_be_name(pieces[at]):
            return True
        if all_caps or not _is_capitalised(pieces[at]):
            return False
        if self._introduces_self.search(before) or last in self._relatives:
            return True
        return not _is_abbreviation(pieces[at]) and (
            not _starts_sentence(before) or self._is_followed_like_a_person(pieces, at)
        )

    def _may_be_name(self, piece: str) -> bool:
        """Whether a word after "I am" may be a name: it is no predicate, nor made of another word."""
        word = fold(piece)
        parts = word.split("-")
        says_what = any(part in self._predicates or part in self._known for part in parts)
        if not self._predicates or says_what or word in self._labels or len(word) < 2:
            return False
        return not any(stem in language.lexicon for language in self._languages for stem in _stems(word))

    def _is_known(self, piece: str) -> bool:
        """Whether a bank or a language has the word; of a hyphenated word, each capitalised part."""
        return fold(piece) in self._known or self._is_listed(piece, self._known)

    def _is_listed(self, piece: str, known: frozenset[str] = frozenset()) -> bool:
        parts = [fold(part) for part in piece.split("-") if _is_capitalised(part or "-")] or [fold(piece)]
        return all(any(self._is_word_of(each, part, known) for each in self._languages) for part in parts)

    def _is_word_of(self, language: Language, word: str, known: frozenset[str]) -> bool:
        parts = language.expand(word).split()
        return any(
            all(part in listed or part.removesuffix("s") in listed for part in parts)
            for listed in (known, language.words.filler, self._capitalised)
        )

    def _is_followed_like_a_person(self, pieces: Sequence[str], at: int) -> bool:
        """Whether a surname, or a verb of what people do, follows."""
        after = next((piece for piece in pieces[at + 1 :] if _is_word(piece)), "")
        follows = bool(after) and pieces[at + 1 : at + 2] == [" "]
        return follows and (
            after in self._person_verbs
            or (_is_capitalised(after) and not self._is_known(after) and not _is_abbreviation(after))
        )

    def _extended(self, pieces: Sequence[str], is_name: list[bool]) -> list[bool]:
        """`is_name` with the word or initial after each name added: "ann smith", "Pauline D.", and "Beryl
        Cook", though a bank may have the word "cook".
        """
        for at in range(2, len(pieces)):
            joined = is_name[at - 2] and pieces[at - 1] in (" ", "-")
            if (
                joined
                and _is_word(pieces[at])
                and (_is_capitalised(pieces[at]) or self._follows_introduction(pieces, at))
            ):
                is_name[at] = is_name[at] or self._goes_on(pieces[at])
            elif self._is_first_name(pieces, at, is_name):
                is_name[at] = self._goes_on(pieces[at]) and not self._is_known(pieces[at])
        return is_name

    def _goes_on(self, piece: str) -> bool:
        """Whether a word after a name may belong to it."""
        is_predicate = fold(piece) in self._predicates and not _is_capitalised(piece)
        return len(piece) == 1 or not (self._is_listed(piece) or is_predicate)

    def _follows_introduction(self, pieces: Sequence[str], at: int) -> bool:
        before = "".join(pieces[: at - 2]).casefold()[-40:]
        before_name = (self._introduced, self._introduces_self, self._signed_off)
        return any(pattern.search(before) for pattern in before_name)

    def _is_first_name(self, pieces: Sequence[str], at: int, is_name: Sequence[bool]) -> bool:
        """Whether a word stands where "Anna" does in "patient: kowalska, anna"."""
        if not (at >= 3 and is_name[at - 3] and pieces[at - 2 : at] == [",", " "] and _is_word(pieces[at])):
            return False
        start = at - 3
        while start >= 2 and is_name[start - 2] and pieces[start - 1] in (" ", "-"):
            start -= 2  # a surname of several words
        before = "".join(pieces[:start]).casefold()[-40:]
        return bool(self._introduced.search(before) or self._introduces_self.search(before))


def _stems(word: str) -> Iterator[str]:
    """What a word in -ed, -ing or -ly may be made of: of "scared", "scar" and "scare"."""
    for ending, least in (("ed", 3), ("ing", 3), ("ly", 4)):
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= least:
            yield from (stem, f"{stem}e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)


def _casefolded(items: Iterable[str]) -> frozenset[str]:
    return frozenset(item.casefold() for item in items)


def _ends_with(phrases: Iterable[str], after: str = r"\s*") -> re.Pattern[str]:
    """Matches casefolded text that ends with one of the phrases, and then what `after` matches."""
    return re.compile(rf"\b{any_of(_casefolded(phrases))}{after}$")


def _is_word(piece: str) -> bool:
    return piece[0].isalpha()


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


def _is_near_line_end(pieces: Sequence[str], at: int) -> bool:
    """Whether no more is left of the line than a signature."""
    line = "".join(pieces[at:]).split("\n")[0]
    return len(line.split()) <= _MAX_SIGNATURE_WORDS


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
