"""Words that are written so that no filter sees them: letters apart or run together, figures and letters of
other alphabets that look like the letter meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Set as AbstractSet

    from footnote.text import Utterance

MAX_DISGUISED = 1_000
"""Characters of a text up to which it is looked at: nobody writes a long mail in disguise."""

MIN_RUN, MAX_RUN = 7, 60
"""Letters of words that are run together: shorter ones may be a name."""

MIN_LETTERS = 3
"""Single letters in a row that spell words."""

MAX_PART = 14
"""Letters of the longest word that is looked for inside another."""

_LOOK_ALIKES = str.maketrans(
    "аеорсухіїјѕһԁԛԝгкмтвнп" + "αοερτικνυωηχ" + "0134578@$€",
    "aeopcyxiijshdqwrkmtbhn" + "aoeptikvuwnx" + "oieastbase",
)
"""Letters of Cyrillic and Greek, figures and signs, and the letters that they look like."""

_MARKS_AS_LETTERS = re.compile(r"(?<=\w)[!|](?=\w)")
_APART = re.compile(rf"(?<!\w)(?:\w[ .\-_*]+){{{MIN_LETTERS - 1},}}\w(?!\w)")
_DOTTED = re.compile(r"(?<=\w)[.\-_*](?=\w)")


def undisguised(text: str, vocabulary: AbstractSet[str], is_known: Callable[[str], bool]) -> str:
    """A normalised text with plain letters, and with run-together words of the vocabulary apart; "" where
    that is the text itself. Words that are known are left as they are.
    """
    if len(text) > MAX_DISGUISED:
        return ""
    folded = " ".join(text.split())
    plain = _APART.sub(lambda run: re.sub(r"[\W_]+", "", run[0]), folded)
    words = [_word(word, vocabulary, is_known) for word in plain.split()]
    read = " ".join(words)
    return "" if read == folded else read


def _word(word: str, vocabulary: AbstractSet[str], is_known: Callable[[str], bool]) -> str:
    """A word in plain letters; "2" is "to"."""
    if word == "2":
        return "to"
    if word.isdecimal() or is_known(word):
        return word
    letters = _DOTTED.sub("", _MARKS_AS_LETTERS.sub("i", word))
    if any(letter.isalpha() for letter in letters):
        letters = letters.translate(_LOOK_ALIKES)
    if is_known(letters) or not MIN_RUN <= len(letters) <= MAX_RUN:
        return letters
    return " ".join(_parted(letters, vocabulary)) or letters


def _parted(letters: str, vocabulary: AbstractSet[str]) -> list[str]:
    """The fewest words of the vocabulary that make these letters; none where they do not."""
    best: list[list[str] | None] = [[]]
    for end in range(1, len(letters) + 1):
        ways = [
            [*before, letters[start:end]]
            for start in range(max(0, end - MAX_PART), end)
            if (before := best[start]) is not None and letters[start:end] in vocabulary
        ]
        best.append(min(ways, key=len, default=None))
    return best[-1] or []


def typed_sentences(utterance: Utterance, words: Container[str]) -> Iterator[str]:
    """The sentences of an utterance in which one of these words was corrected, as they were typed."""
    for sentence in utterance.sentences:
        typed = (part for word in sentence.words for part in word.typed.split())
        if any(part in words for part in typed):
            yield " ".join(word.typed or word.text for word in sentence.words)
