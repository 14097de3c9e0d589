"""Which entries of a bank a question is close to, how close, and which words decided.

Scores wordings only; what follows from a score is decided elsewhere. Everything is worked out from the
wordings, in closed form: nothing is trained, and the same wordings always give the same hits.
"""

from __future__ import annotations

from heapq import nlargest
from itertools import chain
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import Analyzer, Corrector, Span, Stems, Synonyms

from .entry_model import EntryModel
from .index import LENGTH_EXPONENT, Index
from .query import Query, QueryBuilder, QueryTerm

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from footnote.text import Language

SHARPNESS = 9
"""How far the nearest wording of an entry outweighs its others: the power they are summed under. Measured
(see `index`): .794 with 6, .784 with 14, .788 with 60, which is the nearest alone."""

MIN_SHARED = 0.3
"""Wordings that share less than this part of the greatest shared weight are not compared. Measured: the same
with 0, .787 with .4."""

MAX_SCORED_WORDINGS = 600
"""Once so many wordings share a rarer stem with the question, a stem adds to those only: what keeps the cost
from growing with the bank. Measured: the same with 300 and 1,500; of 1,700 questions more on a
bank of 20,000 wordings, .892 with 400, .896 with 600, .897 with 1,000."""

MIN_SHORTLIST = 6
"""Nearest entries that are compared as a whole, if no more are asked for. Measured: .787 with 4, the same
with 12."""

STEEPNESS, MIDPOINT = 8.0, 0.48
"""Confidence is 1 / (1 + exp(STEEPNESS * (MIDPOINT - score))): how often the first hit was right. Fitted by
logistic regression on the questions that `index` describes: 8 and .50 on sofmattress, 12 and .49 on curekart.
On the labelled questions of the bank, hits of .9 and more are right 97 times of 100 (`footnote score`)."""


class Match(NamedTuple):
    """Some words of a question compared with a wording: the stem that they match there (None: no stem), how
    similar they are to it (0..1), their share of the question's weight (0..1), and whether any wording of the
    bank has them.

    `evidence` is what they add to the score of the wording's entry, less than 0 where they count against it,
    whether they are in this wording or in another of the entry.
    """

    words: str
    matched: str | None
    similarity: float
    share: float
    known: bool
    evidence: float = 0.0


class Candidate(NamedTuple):
    """An entry, how sure the match is (0..1), and its wording that came nearest."""

    entry: str
    confidence: float
    wording: str


class Parts(NamedTuple):
    """What a matcher is made of: the texts of the wordings, what reads them, and what is known about them."""

    texts: Sequence[str]
    synonyms: Synonyms
    inverted_index: Index
    entry_model: EntryModel


class Matcher:
    """Ranks entries for a question. Never changes; any number of threads may share one.

    `wordings` are pairs of an entry's id and one way to ask it. `same` has groups of phrases that mean the
    same, the first the one they are read as; `apart` sets of phrases that must never match one another;
    `sizes` cut points in millimeters, from the smallest: a length is read as the band it falls into;
    `answers` are pairs of an id and a text that says what the entry answers, whose words people may use.

    >>> matcher = Matcher([("size", "how big is it"), ("found", "how is it found")])
    >>> [hit.entry for hit in matcher.rank("wots teh sise, how bigg")]
    ['size']
    """

    def __init__(  # noqa: PLR0913  (all but the first are named)
        self,
        wordings: Iterable[tuple[str, str]],
        *,
        same: Iterable[Sequence[str]] = (),
        apart: Iterable[Iterable[str]] = (),
        sizes: Sequence[float] | None = None,
        language: Language | None = None,
        answers: Iterable[tuple[str, str]] = (),
    ) -> None:
        if language is None:
            from footnote.bank import default_language  # it needs YAML, which no compiled bank needs

            language = default_language()
        pairs, same, apart = list(wordings), tuple(same), tuple(map(tuple, apart))
        known = [text for _, text in (*pairs, *answers)]
        corrector = Corrector.of(language, known, chain.from_iterable((*same, *apart)))
        self._set(_build(pairs, Synonyms(Analyzer(language, corrector), same, apart, sizes)))

    @classmethod
    def from_parts(cls, parts: Parts) -> Matcher:
        """The matcher that has these parts."""
        matcher = cls.__new__(cls)
        matcher._set(parts)  # noqa: SLF001  (our own)
        return matcher

    @property
    def parts(self) -> Parts:
        """What the matcher is made of, for `matching.serialization`."""
        return Parts(self._texts, self.synonyms, self._index, self._entry_model)

    def sibling(self, wordings: Iterable[tuple[str, str]]) -> Matcher:
        """A matcher of other wordings with the same language and synonyms; lengths are read as they are."""
        return Matcher.from_parts(_build(wordings, self.synonyms.without_sizes()))

    def _set(self, parts: Parts) -> None:
        self._texts, self.synonyms, self._index, self._entry_model = parts
        self._queries = QueryBuilder(self.synonyms, self._index)

    @property
    def analyzer(self) -> Analyzer:
        """Reads texts as this matcher does."""
        return self.synonyms.analyzer

    @property
    def corrector(self) -> Corrector:
        """Corrects what people type for this bank."""
        corrector = self.analyzer.corrector
        if corrector is None:
            raise TypeError("a matcher needs an analyzer with a corrector")
        return corrector

    def rank(self, question: str | Query, limit: int = 3) -> list[Candidate]:
        """At most `limit` candidates, best first, no entry twice; none where no wording has a word of the
        question.
        """
        query = question if isinstance(question, Query) else self.query(question)
        shared = self._shared(query.terms)
        for number in self._kept_apart(query.stems, shared):
            shared.pop(number, None)
        if not shared:
            return []
        nearest, near = self._near(shared, query.weight)
        scores = self._scores(query, self._shortlist(near, max(limit, MIN_SHORTLIST)))
        names = self._index.names
        ranked = sorted(scores, key=lambda entry: (-scores[entry], names[entry]))
        return [
            Candidate(names[entry], _confidence(scores[entry]), self._texts[nearest[entry]])
            for entry in ranked[: max(limit, 0)]
        ]

    def query(self, question: str | Span) -> Query:
        """A question as this bank reads it."""
        span = question if isinstance(question, Span) else self.analyzer.read(question)
        return self._queries.build(span)

    def why(self, query: Query, hit: Candidate) -> tuple[Match, ...]:
        """How each word of the question matches the wording of a candidate, in the order typed."""
        stems = self.synonyms.stems(hit.wording)
        entry = self._index.names.index(hit.entry)
        matched = [
            next((pair for pair in term.stems if pair[0] in stems), (None, 0.0)) for term in query.terms
        ]
        return tuple(
            Match(
                term.token.words,
                stem,
                similarity,
                term.weight / query.weight,
                bool(term.stems),
                self._entry_model.evidence(term, entry),
            )
            for term, (stem, similarity) in zip(query.terms, matched, strict=True)
        )

    def stems(self, span: Span) -> Stems:
        """The stems of a span as the bank would have written it: synonyms made one."""
        return tuple(token.stem for token in self._queries.read(span))

    def _shared(self, terms: Sequence[QueryTerm]) -> dict[int, float]:
        """The weight that wordings share with the question: rarest stems first (see MAX_SCORED_WORDINGS)."""
        shared: dict[int, float] = {}
        for term in sorted(terms, key=self._spread):
            credited: set[int] = set()
            for stem, similarity in term.stems:
                numbers = self._with_stem(stem, shared)
                if len(term.stems) > 1:  # of several in one wording the nearest counts
                    numbers = [number for number in numbers if number not in credited]
                    credited.update(numbers)
                weight = similarity * self._index.terms.statistics(stem).weight
                for number in numbers:
                    shared[number] = shared.get(number, 0.0) + weight
        return shared

    def _spread(self, term: QueryTerm) -> int:
        return sum([self._index.terms.postings.count(stem) for stem, _ in term.stems])

    def _with_stem(self, stem: str, shared: dict[int, float]) -> Sequence[int]:
        numbers = self._index.terms.postings[stem]
        if len(shared) < MAX_SCORED_WORDINGS:
            return numbers
        if len(numbers) < 2 * len(shared):
            return [number for number in numbers if number in shared]
        flags = self._index.terms.postings.flags(stem)
        return [number for number in shared if flags[number]]

    def _near(self, shared: dict[int, float], query_weight: float) -> tuple[dict[int, int], dict[int, float]]:
        """The nearest wording of each entry, and how near its nearest few are."""
        entries, lengths = self._index.entries, self._index.lengths
        least = MIN_SHARED * max(shared.values())
        top: dict[int, float] = {}
        nearest: dict[int, int] = {}
        sums: dict[int, float] = {}
        for number, weight in shared.items():
            if weight >= least:
                near = weight / (lengths[number] or self._index.length(number))
                entry = entries[number]
                sums[entry] = sums.get(entry, 0.0) + near**SHARPNESS
                if near > top.get(entry, 0.0):
                    top[entry], nearest[entry] = near, number
        whole: float = query_weight ** (1 - LENGTH_EXPONENT)
        return nearest, {entry: total ** (1 / SHARPNESS) / whole for entry, total in sums.items()}

    def _shortlist(self, near: dict[int, float], most: int) -> dict[int, float]:
        names = self._index.names
        least = min(nlargest(most, near.values()))
        fit = [(entry, nearness) for entry, nearness in near.items() if nearness >= least]
        return dict(sorted(fit, key=lambda pair: (-pair[1], names[pair[0]]))[:most])

    def _scores(self, query: Query, near: dict[int, float]) -> dict[int, float]:
        """The whole score of each entry of a shortlist."""
        features = self._entry_model.features(query)
        # Rounded, so that the order of an addition decides no tie: the id does.
        return {
            entry: round(self._entry_model.score(features, entry, nearness), 9)
            for entry, nearness in near.items()
        }

    def _kept_apart(self, stems: Stems, shared: Container[int]) -> set[int]:
        """Of the wordings that share something, those that contain a phrase kept apart from one in the
        question, and not that one.
        """
        excluded: set[int] = set()
        for group in self.synonyms.apart:
            present = {phrase for phrase in group if _contains(stems, phrase)}
            if present:
                others = chain.from_iterable(self._containing(each, shared) for each in group - present)
                excluded.update(number for number in others if not self._has(number, present))
        return excluded

    def _containing(self, phrase: Stems, among: Container[int]) -> list[int]:
        """Which of these wordings contain a phrase."""
        postings = self._index.terms.postings
        numbers = [number for number in postings[min(phrase, key=postings.count)] if number in among]
        return numbers if len(phrase) == 1 else [number for number in numbers if self._has(number, {phrase})]

    def _has(self, number: int, phrases: Iterable[Stems]) -> bool:
        """Whether a wording contains one of these phrases."""
        stems = self._index.stems[number]
        return any(_contains(stems, phrase) for phrase in phrases)


def _build(wordings: Iterable[tuple[str, str]], synonyms: Synonyms) -> Parts:
    pairs = list(wordings)
    texts = [wording for _, wording in pairs]
    stems = [synonyms.stems(text) for text in texts]
    language = synonyms.analyzer.language
    index = Index([entry for entry, _ in pairs], stems, language.filler_stems)
    return Parts(texts, synonyms, index, EntryModel(index, texts, language))


def _contains(stems: Stems, phrase: Stems) -> bool:
    length = len(phrase)
    return any(stems[at : at + length] == phrase for at in range(len(stems) - length + 1))


def _confidence(score: float) -> float:
    return round(1 / (1 + exp(STEEPNESS * (MIDPOINT - score))), 4)
