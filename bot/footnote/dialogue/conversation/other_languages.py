"""Utterances in a language that the bot does not know: by the script, and by frequent words."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from footnote.dialogue.policy import Respond
from footnote.text import SmallTalk, fold, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from footnote.text import Language, OtherLanguage, Span, Word

MIN_SCRIPT_SHARE = 0.5
"""Share of the letters from which a script is that of the utterance."""

FEW_WORDS = 3
"""Words of an utterance of which one of another language is enough, if none is of the bot's own."""


MIN_OWN_WORDS = 2
"""Words of the bot's own language in an utterance that may ask something in it, beside another language."""

MAX_MIXED = 120
"""Words of an utterance that is read once more without those of another language: of a longer one they are
few, and it is as long to read again.
"""


class Foreign(NamedTuple):
    """Words of another language in an utterance: whether they are most of it, and the text without them; ""
    where that has too few words of the bot's own language to ask anything.
    """

    language: OtherLanguage
    is_most: bool
    rest: str


def only_this_language(language: Language, other: OtherLanguage) -> Respond:
    """That the bot knows only its own language, said in the other one and in its own."""
    text = " ".join(filter(None, (other.text, language.texts.get("only_this_language"))))
    return Respond(SmallTalk(f"language-{other.tag}", "decline", "unclear", False, (), text))


class OtherLanguages:
    """The languages that one language can tell from its own. `is_known` says whether a bank uses a word."""

    def __init__(self, language: Language, is_known: Callable[[str], bool]) -> None:
        self._language = language
        self._is_known = is_known

    def find(self, span: Span) -> Foreign | None:
        """The other language of which most words of an utterance are, if it has any."""
        if not self._language.others or not span.words or _is_letter(span):
            return None
        if not span.text.isascii() and (by_script := self._by_script(span)):
            return Foreign(by_script, True, "")
        counts = Counter(
            at for word in span.words for each in _spelled(word) for at in self._by_word.get(each, ())
        )
        if not counts:
            return None
        best = min(counts, key=lambda at: (-counts[at], at))
        return self._foreign(span, best, counts[best])

    def _foreign(self, span: Span, best: int, count: int) -> Foreign | None:
        known = self._words[best]
        foreign = [
            word for word in span.words if not known.isdisjoint(_spelled(word)) and not self._is_own(word)
        ]
        if not foreign:
            return None
        own = sum(self._is_own(word) and known.isdisjoint(_spelled(word)) for word in span.words)
        is_most = count > sum(map(self._is_own, span.words)) and (count > 1 or len(span.words) <= FEW_WORDS)
        is_mixed = own >= MIN_OWN_WORDS and len(span.words) <= MAX_MIXED
        rest = _without(span, foreign) if is_mixed else ""
        return Foreign(self._language.others[best], is_most, rest)

    def _is_own(self, word: Word) -> bool:
        lists = self._language.words
        if word.typed:
            return False
        return any(
            part in lists.filler or part in lists.common or self._is_known(part) for part in word.expanded
        )

    def _by_script(self, span: Span) -> OtherLanguage | None:
        """The language by whose script most letters are; of several, the one with most of its words."""
        letters = [letter for letter in span.text if letter.isalpha()]
        fits = [
            at
            for at, ranges in enumerate(self._scripts)
            if ranges
            and sum(any(first <= letter <= last for first, last in ranges) for letter in letters)
            > MIN_SCRIPT_SHARE * len(letters)
        ]
        typed = {each for word in span.words for each in _spelled(word)}
        best = max(fits, key=lambda at: (len(typed & self._words[at]), -at), default=None)
        return None if best is None else self._language.others[best]

    @cached_property
    def _words(self) -> list[frozenset[str]]:
        return [frozenset(words(fold(other.words))) for other in self._language.others]

    @cached_property
    def _by_word(self) -> dict[str, list[int]]:
        """The languages, by number, that have each word."""
        by_word: dict[str, list[int]] = {}
        for at, known in enumerate(self._words):
            for word in known:
                by_word.setdefault(word, []).append(at)
        return by_word

    @cached_property
    def _scripts(self) -> list[list[tuple[str, str]]]:
        return [[(each[0], each[-1]) for each in other.script.split()] for other in self._language.others]


def _is_letter(span: Span) -> bool:
    """Whether an utterance is one Latin letter: somebody picks what is not offered, in any language."""
    return len(span.words) == 1 and len(span.words[0].text) == 1 and span.text.isascii()


def _spelled(word: Word) -> list[str]:
    """A word as it was typed, in which "hvad er" may be read as "after"."""
    return (word.typed or word.text).split()


def _without(span: Span, words: Iterable[Word]) -> str:
    """The text of a span without some of its words."""
    text, end = [], 0
    for word in words:
        start = word.start - span.offset
        text.append(span.text[end:start])
        end = start + len(word.typed or word.text)
    return " ".join("".join([*text, span.text[end:]]).split())
