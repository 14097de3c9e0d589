"""Which entries of a bank a question is close to, how close, and which words decided.

The score of an entry adds up how near its nearest wordings are, what a linear model of all wordings says,
and how much of the question its answer mentions. Everything is computed from the bank's texts in closed
form: the same texts always give the same candidates.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain
from math import exp
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import Analyzer, Corrector, Span, Stems, Synonyms

from .answerability import Answerability
from .mixture import NEAREST, STEEPNESS, Candidate, Mixture, choose_mixture, trained_weight, trial_mixture
from .naive_bayes import features_of, runs_of_stems
from .nearest import NearestWordings
from .parts import Parts, assemble, parts_from_sections, parts_to_sections
from .query import Query, QueryBuilder
from .shortlist import shortlist

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from typing import Any

    from footnote.text import Language

MIDPOINT = 0.48
"""Nearness at which half of the answers are right, where only nearness counts: confidence is 1 / (1 +
exp(STEEPNESS * (MIDPOINT - nearness))). Fitted with STEEPNESS: .50 on sofmattress, .49 on curekart."""

TRAINED_MIDPOINT = 0.65
"""What the trained model mostly gives an entry that is ranked first. Fitted as MIDPOINT: .97 on curekart, .57
on sofmattress, .44 on banking77."""

MIN_USES = 5
"""Wordings that use a word, from which it is the bank's own: fewer may have it in a slip."""


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


class Matcher:
    """Ranks entries for a question. Never changes; any number of threads may share one.

    `wordings` are pairs of an entry's id and one way to ask it, `answers` pairs of an id and a text that
    says what the entry answers: weaker evidence, and most of it where wordings are few. `same` has groups
    of phrases that mean the same, the first the one they are read as; `apart` sets of phrases that must
    never match one another; `sizes` cut points in millimeters, from the smallest: a length is read as the
    band it falls into.

    >>> matcher = Matcher([("size", "how big is it"), ("found", "how is it found")])
    >>> [hit.entry for hit in matcher.rank("is it foundd")]
    ['found']
    """

    def __init__(  # noqa: PLR0913  (all but the first are named)
        self,
        wordings: Iterable[tuple[str, str]],
        *,
        answers: Iterable[tuple[str, str]] = (),
        same: Iterable[Sequence[str]] = (),
        apart: Iterable[Iterable[str]] = (),
        sizes: Sequence[float] | None = None,
        language: Language | None = None,
    ) -> None:
        if language is None:
            from footnote.bank import default_language  # it needs YAML, which no compiled bank needs

            language = default_language()
        pairs, texts, same, apart = list(wordings), list(answers), tuple(same), tuple(map(tuple, apart))
        known = [text for _, text in (*pairs, *texts)]
        corrector = Corrector.of(language, known, chain.from_iterable((*same, *apart)))
        synonyms = Synonyms(Analyzer(language, corrector), same, apart, sizes)
        self._set(build_parts(pairs, texts, synonyms))

    @classmethod
    def from_parts(cls, parts: Parts) -> Matcher:
        """The matcher that has these parts."""
        matcher = cls.__new__(cls)
        matcher._set(parts)  # noqa: SLF001  (our own)
        return matcher

    def _set(self, parts: Parts) -> None:
        #: What the matcher is made of, for `Answerability` and compiled banks.
        self.parts = parts
        self.synonyms = parts.synonyms
        self._queries = QueryBuilder(parts.synonyms, parts.inverted_index)
        self._nearest = NearestWordings(parts.inverted_index, parts.synonyms)

    def sibling(self, wordings: Iterable[tuple[str, str]]) -> Matcher:
        """A matcher of other wordings with the same language and synonyms, which ranks by nearness alone;
        lengths are read as they are.
        """
        pairs = list(wordings)
        return Matcher.from_parts(assemble(pairs, [], self.synonyms.without_sizes(), NEAREST))

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
        """At most `limit` candidates, best first, no entry twice, each with its confidence; none where no
        text of an entry has a word of the question. Without answers there is only nearness to judge by.
        """
        query = question if isinstance(question, Query) else self.query(question)
        candidates, most = self.candidates(query), max(limit, 0)
        if self.parts.entry_text:
            return list(self._answerability.judge(query, candidates).candidates[:most])
        return [self._by_nearness(each) for each in candidates[:most]]

    def candidates(self, query: Query, *, exact: bool = True) -> list[Candidate]:
        """The entries that are nearest by any ranker, best first, without confidences; the entry of which the
        question is a wording is the first, unless `exact` is false.
        """
        if not query.terms:
            return []
        parts = self.parts
        wording, near = self._nearest.find(query)
        words, letters = self._linear_scores(query)
        mentioned = parts.entry_text.shares(query.terms)
        features = parts.entry_model.features(query)
        compared = self._shortlist(near, words, mentioned)
        trained = self._trained_scores(query, compared)
        candidates = [
            self._candidate(
                entry,
                parts.entry_model.score(features, entry, near.get(entry, 0.0)),
                Mixture(words[entry], letters[entry], mentioned.get(entry, 0.0), learnt),
                parts.texts[wording[entry]] if entry in wording else "",
            )
            for entry, learnt in zip(compared, trained, strict=True)
        ]
        ranked = sorted(candidates, key=lambda each: (-each.score, each.entry))
        nearest = {entry: wording[entry] for entry in compared if entry in wording}
        return self._with_exact_first(ranked, query, nearest) if exact else ranked

    def _with_exact_first(
        self, ranked: list[Candidate], query: Query, wording: Mapping[int, int]
    ) -> list[Candidate]:
        """With the entry first of which the question is a wording: its author decided that."""
        index, stems = self.parts.inverted_index, query.stems
        exact = {index.names[entry] for entry, n in wording.items() if index.stems.is_at(n, stems)}
        if not exact or ranked[0].entry in exact:
            return ranked
        place = next(place for place, each in enumerate(ranked) if each.entry in exact)
        first = ranked[place]._replace(score=ranked[0].score)
        return [first, *ranked[:place], *ranked[place + 1 :]]

    def prepare(self) -> None:
        """Decode the whole bank now, which takes 60 ms for the largest shipped one: questions then take no
        more of it into memory, and none waits for it. For a program that stays.
        """
        self.parts.inverted_index.prepare()
        self.parts.entry_model.prepare()

    def query(self, question: str | Span) -> Query:
        """A question as this bank reads it."""
        span = question if isinstance(question, Span) else self.analyzer.read(question)
        return self._queries.build(span)

    def why(self, query: Query, hit: Candidate) -> tuple[Match, ...]:
        """How each word of the question matches the wording of a candidate, in the order typed."""
        stems = self.synonyms.stems(hit.wording)
        entry = self.parts.inverted_index.names.index(hit.entry)
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
                self.parts.entry_model.evidence(term, entry),
            )
            for term, (stem, similarity) in zip(query.terms, matched, strict=True)
        )

    def uses(self, word: str) -> bool:
        """Whether the bank uses a word so often that it is one of its own."""
        stem = self.analyzer.language.stem(word)
        return self.parts.inverted_index.terms.postings.count(stem) >= MIN_USES

    def stems(self, span: Span) -> Stems:
        """The stems of a span as the bank would have written it: synonyms made one."""
        return tuple(token.stem for token in self._queries.read(span))

    @cached_property
    def _answerability(self) -> Answerability:
        return Answerability(self)

    def _linear_scores(self, query: Query) -> tuple[Sequence[float], Sequence[float]]:
        """How likely the words and the letters of a question are in each entry; 0 where they do not count."""
        parts, mixture = self.parts, self.parts.mixture
        none = [0.0] * len(parts.inverted_index.names)
        words = letters = none
        if mixture.words:
            words = parts.words.log_likelihoods(runs_of_stems(parts.inverted_index.places(query.stems)))
        if mixture.letters:
            letters = parts.letters.log_likelihoods(features_of(query.span.expanded))
        return words, letters

    def _trained_scores(self, query: Query, entries: Sequence[int]) -> Sequence[float]:
        """How far what was learnt speaks for each of these entries; 0 where it does not count."""
        if not self.parts.mixture.trained:
            return [0.0] * len(entries)
        return self.parts.trained.scores(query.span.expanded, entries)

    def _shortlist(
        self, near: dict[int, float], words: Sequence[float], mentioned: dict[int, float]
    ) -> list[int]:
        """The numbers of the entries that are compared as a whole."""
        parts = self.parts
        answered = {entry: near[entry] for entry in near.keys() & parts.entry_text.with_answer}
        likely = dict(enumerate(words)) if parts.mixture.words else {}
        return shortlist(parts.inverted_index.names, near, answered, likely, mentioned)

    def _candidate(self, entry: int, near: float, signals: Mixture, wording: str) -> Candidate:
        # Rounded, so that the order of an addition decides no tie: the id does.
        score = round(STEEPNESS * near + self.parts.mixture.sum_of(signals), 9)
        name = self.parts.inverted_index.names[entry]
        return Candidate(name, 0.0, wording, score, near, *signals)

    def _by_nearness(self, candidate: Candidate) -> Candidate:
        """The candidate with a confidence by its nearness, and by what was learnt."""
        ahead = STEEPNESS * (candidate.near - MIDPOINT)
        ahead += self.parts.mixture.trained * (candidate.trained - TRAINED_MIDPOINT)
        return Candidate(candidate.entry, round(1 / (1 + exp(-ahead)), 4), *candidate[2:])


def build_parts(pairs: list[tuple[str, str]], answers: list[tuple[str, str]], synonyms: Synonyms) -> Parts:
    """The parts of a matcher of these wordings and answers, with the mixture that suits them."""
    trial = trial_mixture(pairs)
    known = {text: synonyms.stems(text) for _, text in pairs}  # the trial reads nearly all of them too

    def candidates_of(kept: list[tuple[str, str]]) -> Callable[[str], list[Candidate]]:
        matcher = Matcher.from_parts(assemble(kept, answers, synonyms, trial, is_judged=False, known=known))
        return lambda text: matcher.candidates(matcher.query(matcher.analyzer.span(text)))

    mixture = choose_mixture(pairs, candidates_of)
    mixture = mixture._replace(trained=trained_weight(pairs))
    return assemble(pairs, answers, synonyms, mixture, known=known)


def dump_matcher(matcher: Matcher) -> dict[str, Any]:
    """All that it takes to restore a matcher, by name, everything computed: JSON data and arrays. The texts
    of the wordings and the language are stored by whoever stores the bank they belong to.
    """
    return {**matcher.corrector.to_sections(), **parts_to_sections(matcher.parts)}


def restore_matcher(sections: Mapping[str, Any], texts: Sequence[str], language: Language) -> Matcher:
    """The matcher that gave these sections; `texts` are those of its wordings, in order."""
    return Matcher.from_parts(parts_from_sections(sections, texts, language))
