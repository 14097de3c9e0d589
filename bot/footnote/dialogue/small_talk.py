"""Small talk, and what only a person can judge: recognised before any question is matched.

A `SmallTalkIndex` knows a language's wordings. Some of them count anywhere in an utterance, the rest only
where the utterance says nothing else.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain, pairwise
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.text import Language, SmallTalk, Span

MAX_GAP = 3
"""Words that a gap may stand for."""


OWN_QUESTION = 0.7
"""How sure a bank must be of a question of its own (0..1) to win over small talk that counts anywhere."""

MAX_OWN_QUESTION = 120
"""Words of an utterance up to which it may be one question of the bank's own: a longer one tells more."""


class Recognised(NamedTuple):
    """Small talk in an utterance, and the wording that matched."""

    small_talk: SmallTalk
    wording: str


class SmallTalkMatches(NamedTuple):
    """The small talk of an utterance: what counts anywhere, and what it is if it is nothing else. Where
    somebody asks what a term means, `term` has its words.
    """

    anywhere: Recognised | None = None
    alone: Recognised | None = None
    meaning: Recognised | None = None
    term: tuple[str, ...] = ()

    def names_a_word(self, language: Language) -> bool:
        """Whether somebody asks what a word means that says something: "what does HER2 mean"."""
        words = language.words
        is_all = self.alone is not None and self.alone == self.meaning
        return is_all and not (words.filler | words.common).issuperset(self.term)


class _Pattern(NamedTuple):
    """A wording as words; None is a gap of up to three of them. `second` is the word that must follow the
    first, None where any may or none need; `rank` is its place in the file.
    """

    words: tuple[str | None, ...]
    second: str | None
    recognised: Recognised
    rank: int


class _Match(NamedTuple):
    """A pattern that matches an utterance: where it begins, and how many words it covers."""

    pattern: _Pattern
    start: int
    length: int


class SmallTalkIndex:
    """Recognises the small talk of one language. Built once, never changed; threads may share it."""

    def __init__(self, language: Language, expanded: Sequence[Sequence[str]] | None = None) -> None:
        """`expanded` is that of another index of the same language: to compute it takes 2 ms."""
        self._filler = language.words.filler
        self._asking = language.words.question_words
        #: For each small talk of the language its wordings, expanded: words and gaps, with spaces between.
        self.expanded = expanded or [
            [_expanded(wording, language) for wording in small_talk.wordings]
            for small_talk in language.small_talk
        ]
        self._small_talk = language.small_talk
        patterns = list(_patterns(language.small_talk, self.expanded))
        self._anywhere = _by_first([p for p in patterns if p.recognised.small_talk.anywhere])
        self._meaning = _by_first([p for p in patterns if p.recognised.small_talk.does == "meaning"])
        self._alone = _by_first([p for p in patterns if not p.recognised.small_talk.anywhere])

    def recognise(self, expanded: Iterable[str]) -> SmallTalkMatches:
        """The small talk in the words of an utterance, with contractions written out."""
        words = list(expanded)
        anywhere = _matches(self._anywhere, words)
        alone = _matches(self._alone, words)
        return SmallTalkMatches(
            _first(chain.from_iterable(anywhere)),
            self._find_alone(words, alone),
            *self._asked_meaning(words),
        )

    def is_wording(self, expanded: Iterable[str]) -> bool:
        """Whether these words are, word for word, small talk that counts alone."""
        return " ".join(expanded) in self._whole

    def has(self, recognised: Recognised, expanded: Iterable[str], *, same_wording: bool) -> bool:
        """Whether this small talk is what counts anywhere in these words; `same_wording`: by this wording."""
        found = self.recognise(expanded).anywhere
        if found is None or found.small_talk is not recognised.small_talk:
            return False
        return not same_wording or found.wording == recognised.wording

    @cached_property
    def _whole(self) -> frozenset[str]:
        both = zip(self._small_talk, self.expanded, strict=True)
        return frozenset(text for each, texts in both if not each.anywhere for text in texts)

    def _asked_meaning(self, words: Sequence[str]) -> tuple[Recognised | None, tuple[str, ...]]:
        """Where somebody asks what something means: the wording, and the words it leaves."""
        if self._meaning.keys().isdisjoint(words):
            return None, ()
        matches = [match for each in _matches(self._meaning, words) for match in each]
        if not matches:
            return None, ()
        best = max(matches, key=lambda match: match.length)
        pattern = set(best.pattern.words)
        left = [word for word in words if word not in pattern]
        return best.pattern.recognised, tuple(left)

    def _find_alone(self, words: Sequence[str], matches_at: Sequence[Sequence[_Match]]) -> Recognised | None:
        """What the words are if they are small talk from end to end; of several, what covers most words.

        "Hello, can you help me?" is a call for help; of "thanks, bye" the later counts. Where most words
        are of neither kind ("is she going to be ok"), nothing is small talk.
        """
        at = 0
        matches: list[_Match] = []
        while at < len(words):
            longest = max(matches_at[at], key=lambda match: match.length, default=None)
            if longest is None and words[at] not in self._filler:
                return None
            if longest:
                matches.append(longest)
            at += longest.length if longest else 1
        if not matches or not self._covers_enough(matches, words):
            return None
        return max(matches, key=_counts_most).pattern.recognised

    def _covers_enough(self, matches: Sequence[_Match], words: Sequence[str]) -> bool:
        """Whether small talk is most of what was typed, or opens what asks nothing: "ta very much", but not
        "will it be ok", nor "ok what is it".
        """
        covered = sum(match.length for match in matches)
        if covered * 2 >= len(words):
            return True
        asks = not self._asking.isdisjoint(words)
        return not asks and matches[0].start == 0 and covered * 4 >= len(words)


def said_words(span: Span) -> list[str]:
    """The words of a span as small talk is recognised in them: with contractions written out, and each length
    as one, for the "mm" of "2 mm" is no hesitation.
    """
    return [part for word in span.words for part in ((word.text,) if word.measurement else word.expanded)]


def _first(matches: Iterable[_Match]) -> Recognised | None:
    """What counts wherever it stands; of several, what its author put first."""
    first = min(matches, key=lambda match: match.pattern.rank, default=None)
    return first.pattern.recognised if first else None


def _counts_most(match: _Match) -> tuple[bool, int, int]:
    """What counts most of several: what yields to nothing, covers most words, and comes last."""
    return not match.pattern.recognised.small_talk.yields, match.length, match.start


def _expanded(wording: str, language: Language) -> str:
    """The words of a wording, with contractions written out, and its gaps; spaces between them."""
    return f" {GAP} ".join(" ".join(language.spoken(part)) for part in wording.split(GAP))


def _patterns(small_talk: Iterable[SmallTalk], expanded: Iterable[Iterable[str]]) -> Iterator[_Pattern]:
    for rank, (each, texts) in enumerate(zip(small_talk, expanded, strict=True)):
        for wording, text in zip(each.wordings, texts, strict=True):
            words = tuple([None if word == GAP else word for word in text.split()])
            yield _Pattern(words, words[1] if len(words) > 1 else None, Recognised(each, wording), rank)


def _by_first(patterns: Iterable[_Pattern]) -> dict[str, list[_Pattern]]:
    index: dict[str, list[_Pattern]] = {}
    for pattern in patterns:
        if pattern.words and (first := pattern.words[0]):
            index.setdefault(first, []).append(pattern)
    return index


def _matches(index: dict[str, list[_Pattern]], words: Sequence[str]) -> list[list[_Match]]:
    """For each word the patterns that begin at it."""
    return [
        [
            _Match(pattern, at, length)
            for pattern in index.get(word, ())
            if pattern.second in (None, following) and (length := _length(pattern.words, words, at))
        ]
        for at, (word, following) in enumerate(pairwise([*words, ""]))
    ]


def _length(pattern: Sequence[str | None], words: Sequence[str], at: int) -> int:
    """How many words the pattern covers from here; 0 where it does not fit."""
    start = at
    gap = 0
    for word in pattern:
        if word is None:
            gap = MAX_GAP
            continue
        reach = [i for i in range(at, min(at + gap + 1, len(words))) if words[i] == word]
        if not reach:
            return 0
        at, gap = reach[0] + 1, 0
    return at - start
