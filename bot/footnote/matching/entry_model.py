"""How well a question fits an entry as a whole, whichever of its wordings is nearest.

Three signals. The similarity of their trigrams of letters, which see what stems do not: the endings and small
words in which "how was it found" and "when was it found" differ; a typing slip changes few of them. The
association of each word with the entry: a word counts for an entry that uses it more often than the bank as a
whole, and against one that uses it more rarely: "name" counts for the topic of drug names, and against a
treatment whose name hardly anybody asks. And unfamiliar words: a word that is no filler and new to an entry
whose vocabulary is well covered.
"""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain, repeat
from math import log, sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.remembering import remembered
from footnote.text import plain

from .sparse import IntegerRows, compact, row_starts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from footnote.text import Language

    from .index import Index
    from .query import Query, QueryTerm

NEAREST_WEIGHT, TRIGRAM_WEIGHT = 0.7, 0.3
"""Weights of the nearest wordings, and of the trigrams of the entry as a whole; each signal is 0..1.
Measured (see `index`): the same without trigrams and with .4; they were kept for the test half of curekart,
.787 without, .791 with."""

ASSOCIATION_WEIGHT, ASSOCIATION_GAIN = 0.02, 4.0
"""Score for each power of e by which an entry uses a word more often than the bank does; in a bank of full
coverage multiplied by 1 + ASSOCIATION_GAIN. Measured: .771 with a weight of 0, .787 with .01, the same with
.03; the same without gain, and with 8."""

SMOOTHING_WORDINGS = 20.0
"""Average wordings that are added to an entry's own: a word that twenty lack, the next may have.
Measured: the same with 5 and 40."""

MAX_ASSOCIATION = 2.5
"""Greatest association of a word with an entry, or against it, in powers of e. Measured: the same with 1.5
and 4."""

FILLER_ASSOCIATION = 0.5
"""Association of a filler word as a share of that of another. Measured: .793 with .25, .789 with 1."""

NOVELTY_PENALTY = 3.0
"""What an entry loses, in a bank of full coverage, if all words are unfamiliar to it.
Measured: .789 with 0, the same with 1.5 and 6."""

SATURATION_WORDINGS = 100
"""Average wordings of an entry with which a bank covers a quarter of all ways to ask: that a word is missing
among a few wordings means little. Measured: the same with 50 and 200."""


STEPS = 2.0**40
"""Steps from 0 to 1 of the numbers of a profile: sums of so few of them are exact, in whatever order."""


TrigramProfile = dict[str, float]
"""The trigrams of a text, each with the square root of its share, in steps of 1 / STEPS."""


class TermFeatures(NamedTuple):
    """A word of a question as entries are compared with it.

    `association` is the factor of its association, `novelty` its weight as an unfamiliar word (0 for
    filler). `similarity` (0..1) is that to the nearest term of the bank, `by_entry` the association of that
    term with each entry that has it, in powers of e; `alternatives` are the similarities of other terms that
    the word may stand for, and how many wordings of each entry contain them.
    """

    association: float
    novelty: float
    similarity: float
    by_entry: Mapping[int, float]
    alternatives: Sequence[tuple[float, Mapping[int, int]]]


class QueryFeatures(NamedTuple):
    """A question as entries are compared with it: its trigrams, its words, and their weight together."""

    trigrams: list[str]
    terms: list[TermFeatures]
    weight: float


class EntryModel:
    """The entries of an index as wholes. Threads may share it: all it remembers follows from the index.

    `texts[n]` is the text of wording n, `language` that of the texts.
    """

    def __init__(self, index: Index, texts: Sequence[str], language: Language) -> None:
        self._index = index
        self._texts = texts
        self._filler = language.filler_stems
        # Question words are filler for nearness, but "why" and "how" ask for different things. Measured on
        # 390 questions more that the bank answers: .910 right, .903 without.
        self._question_stems = language.question_stems
        #: How far the bank covers all ways to ask, 0..1.
        self._coverage = _coverage(len(texts), len(index.names))
        #: What each power of e of association adds to a score.
        self._association_factor = ASSOCIATION_WEIGHT * (1 + ASSOCIATION_GAIN * self._coverage)
        self._least: dict[int, float] = {}
        self._profiles: dict[int, TrigramProfile] = {}
        self._vocabulary: dict[int, float] = {}
        self._associations = remembered(self._find_associations)
        self._stored: tuple[Sequence[str], IntegerRows, IntegerRows] | None = None

    def features(self, query: Query) -> QueryFeatures:
        """The features of a query, as `score` takes them: computed once for all entries."""
        trigrams = dict.fromkeys(trigrams_of_plain(query.span.plain))
        return QueryFeatures(list(trigrams), list(map(self._term, query.terms)), query.weight)

    def _term(self, term: QueryTerm) -> TermFeatures:
        stem = term.token.stem
        is_filler = stem in self._filler
        association = FILLER_ASSOCIATION if is_filler and stem not in self._question_stems else 1.0
        novelty = 0.0 if is_filler else term.weight
        if not term.stems:
            return TermFeatures(0.0, novelty, 0.0, {}, ())
        terms = self._index.terms
        (nearest, similarity), *rest = term.stems
        alternatives = [(likeness, terms.statistics(other).entry_counts) for other, likeness in rest]
        by_entry = self._associations(nearest)
        return TermFeatures(similarity * association, novelty, similarity, by_entry, alternatives)

    def _find_associations(self, stem: str) -> dict[int, float]:
        """The association of a term with each entry that has it: pointwise mutual information, smoothed."""
        terms = self._index.terms
        inverse_share = len(self._texts) / terms.postings.count(stem)
        return {
            entry: max(
                -MAX_ASSOCIATION,
                min(
                    MAX_ASSOCIATION,
                    log(count * inverse_share + SMOOTHING_WORDINGS) - self._log_wordings(entry),
                ),
            )
            for entry, count in terms.statistics(stem).entry_counts.items()
        }

    def _log_wordings(self, entry: int) -> float:
        return log(len(self._index.members[entry]) + SMOOTHING_WORDINGS)

    def score(self, features: QueryFeatures, entry: int, nearness: float) -> float:
        """How well the question fits the entry, about 0 to 1.3. `nearness` is that of its nearest
        wordings.
        """
        association, novelty = self._compare(features.terms, entry)
        return (
            NEAREST_WEIGHT * nearness
            + TRIGRAM_WEIGHT * similarity(features.trigrams, self._profile(entry))
            + self._association_factor * association
            - NOVELTY_PENALTY * self._coverage * self._vocabulary_coverage(entry) * novelty / features.weight
        )

    def evidence(self, term: QueryTerm, entry: int) -> float:
        """What the association of one word adds to an entry's score; less than 0 against it."""
        return self._association_factor * self._compare([self._term(term)], entry)[0]

    def _least_association(self, entry: int) -> float:
        """The association of an entry with a word that none of its wordings has."""
        least = self._least.get(entry)
        if least is None:
            least = max(-MAX_ASSOCIATION, log(SMOOTHING_WORDINGS) - self._log_wordings(entry))
            self._least[entry] = least
        return least

    def _compare(self, terms: Sequence[TermFeatures], entry: int) -> tuple[float, float]:
        """The association of the words with the entry, in powers of e, and the weight of unfamiliar ones."""
        association = novelty = 0.0
        least = self._least_association(entry)
        for factor, weight, likeness, by_entry, alternatives in terms:
            known = by_entry.get(entry)
            if known is not None:
                association += factor * known
                novelty += weight * (1 - likeness)
            else:
                association += factor * least
                near = [likeness for likeness, entries in alternatives if entry in entries]
                novelty += weight * (1 - near[0]) if near else weight
        return association, novelty

    def _profile(self, entry: int) -> TrigramProfile:
        profile = self._profiles.get(entry)
        if profile is None:
            if self._stored:
                names, trigrams, counts = self._stored
                profile = trigram_profile([names[number] for number in trigrams[entry]], counts[entry])
            else:
                contained = trigram_counts(self._text(entry))
                profile = trigram_profile(contained, list(contained.values()))
            self._profiles[entry] = profile
        return profile

    def _text(self, entry: int) -> str:
        """All wordings of an entry, in one order, whatever theirs: trigrams reach across their ends."""
        return " ".join(sorted(self._texts[number] for number in self._index.members[entry]))

    def _vocabulary_coverage(self, entry: int) -> float:
        """How far the wordings of an entry cover its vocabulary, 0..1: how much a new word means.

        The share of an entry's words that it has used once is about the chance that its next is new (Good
        and Turing's estimate); the rest is squared.
        """
        coverage = self._vocabulary.get(entry)
        if coverage is None:
            terms = [set(self._index.stems[n]).difference(self._filler) for n in self._index.members[entry]]
            counts = Counter([term for contained in terms for term in contained])
            once = sum([count == 1 for count in counts.values()])
            coverage = self._vocabulary[entry] = (1 - (once + 1) / (counts.total() + 1)) ** 2
        return coverage

    def prepare(self) -> None:
        """Decode all that questions need now."""
        for entry in range(len(self._index.names)):
            self._profile(entry)
            self._vocabulary_coverage(entry)

    def to_sections(self) -> dict[str, Any]:
        """The model as JSON data and arrays, everything computed."""
        entries = range(len(self._index.names))
        counts = [trigram_counts(self._text(entry)) for entry in entries]
        names = sorted({trigram for each in counts for trigram in each})
        numbers = {trigram: number for number, trigram in enumerate(names)}
        return {
            "entries.trigrams": names,
            "entries.trigram_starts": row_starts(map(len, counts)),
            "entries.trigram_numbers": compact(numbers[each] for each in chain.from_iterable(counts)),
            "entries.trigram_counts": compact(chain.from_iterable(each.values() for each in counts)),
            "entries.vocabulary": array("d", [self._vocabulary_coverage(entry) for entry in entries]),
        }

    def restore(self, sections: Mapping[str, Any]) -> None:
        """Take from sections what would be computed from the texts."""
        starts = sections["entries.trigram_starts"]
        self._stored = (
            sections["entries.trigrams"],
            IntegerRows(starts, sections["entries.trigram_numbers"]),
            IntegerRows(starts, sections["entries.trigram_counts"]),
        )
        self._vocabulary = dict(enumerate(sections["entries.vocabulary"]))


def _coverage(wordings: int, entries: int) -> float:
    return (wordings / (wordings + SATURATION_WORDINGS * entries)) ** 2 if wordings else 0.0


def trigrams(text: str) -> list[str]:
    """The trigrams of a text's words in order, spaces between them included.

    >>> trigrams("Is it?")
    [' is', 'is ', 's i', ' it', 'it ']
    """
    return trigrams_of_plain(plain(text))


def trigrams_of_plain(text: str) -> list[str]:
    """The same of a text that is nothing but words with spaces between them."""
    spaced = f" {text} "
    return list(map("".join, zip(spaced, spaced[1:], spaced[2:], strict=False)))


def trigram_counts(text: str) -> dict[str, int]:
    """How often a text contains each of its trigrams."""
    return Counter(trigrams(text))


def trigram_profile(trigrams: Iterable[str], counts: Sequence[int]) -> TrigramProfile:
    """The profile of a text that contains these trigrams so many times."""
    total = sum(counts)
    roots = {count: round(STEPS * sqrt(count / total)) / STEPS for count in set(counts)}  # few different ones
    return dict(zip(trigrams, map(roots.__getitem__, counts), strict=True))


def similarity(question: Sequence[str], profile: TrigramProfile) -> float:
    """How similar a question, given by its different trigrams, is to a profile: 0 where they share none, 1
    where the profile is that of this question.
    """
    return sum(map(profile.get, question, repeat(0.0))) / sqrt(len(question)) if question else 0.0
