"""Judges whether the best candidate of a question answers it: reads its signs, and gives confidences."""

from __future__ import annotations

import re
from heapq import nlargest
from math import exp, log
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from footnote.remembering import remembered

from .signs import Judgement, Signs, probability

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence, Set as AbstractSet

    from footnote.bank import Bank
    from footnote.matching.mixture import Candidate
    from footnote.matching.parts import HasParts
    from footnote.matching.query import Query, QueryTerm
    from footnote.text import Stems

KNOWN = 0.8
"""Similarity (0..1) to a word of the bank from which a word counts as known: one slip in five letters."""

NEAR = 0.8
"""Nearness from which more of it is weighed separately: of two that are very near, the nearer is hardly
surer.
"""

SUBJECT_SHARE = 0.22
"""Share of the bank's entries and topics that use a word, from which it belongs to the bank's subject."""

MIN_LENGTH, MAX_LENGTH = 8, 30
"""Words under which fewer, and over which more, say nothing about whether a question is answered."""

MANY_WORDINGS = 930
"""Wordings of an entry for which the weights of many wordings count alone."""

FIGURE_RARITY = 0.1
"""What a number counts that the bank does not know: it says little of the subject ("ubuntu 22.04"). The mean
log loss of the groups of tests/bench/fit_answerability.py is .337 with .3, .336 with .1."""

LISTED_BY_TOPIC = 0.05
"""Confidence of an entry where a silent topic lists the question word for word, and the entry does not: its
author decided that. Of 825 such questions about the shipped bank 50 were answered without this.
"""

MAX_MARGIN = 6.0
"""Powers of e of the greatest distance between two candidates that is told apart."""


class Answerability:
    """Judges the candidates of one matcher. Never changes; threads may share it.

    Where the matcher's entries are those of a bank, `bank` says which are silent topics, and what each entry
    cites: two that cite the same are no rivals.
    """

    def __init__(self, matcher: HasParts, bank: Bank | None = None) -> None:
        self._parts = matcher.parts
        self._language = matcher.parts.synonyms.analyzer.language
        index = self._parts.inverted_index
        self._numbers = {name: number for number, name in enumerate(index.names)}
        self._cites = {name: frozenset([name]) for name in index.names}
        if bank is not None:
            self._cites = {id: frozenset(entry.cites) for id, entry in bank.entries.items()}
        self._silent = frozenset(number for name, number in self._numbers.items() if name not in self._cites)
        #: The two entries of which most wordings contain a stem, with their number: the most first.
        self._users = remembered(self._find_users)
        self._own_figures: dict[int, dict[str, set[str]]] = {}

    def judge(self, query: Query, candidates: Sequence[Candidate]) -> Judgement:
        """The candidates of a question with their confidences."""
        best = next((candidate for candidate in candidates if candidate.entry in self._cites), None)
        if best is None:
            return Judgement(tuple(candidates))
        signs = self.signs(query, best, candidates)
        is_listed = not signs.exact and self._is_of_topic(query, candidates[0])
        sure = min(probability(signs), LISTED_BY_TOPIC if is_listed else 1.0)
        judged = {each.entry: each for each in _with_confidences(best, candidates, sure, self._cites)}
        return Judgement(tuple(judged.values()), judged[best.entry], signs, is_listed=is_listed)

    def signs(self, query: Query, best: Candidate, candidates: Sequence[Candidate]) -> Signs:
        """The signs for an entry among the candidates."""
        entry = self._numbers[best.entry]
        near_topics = self._near_topics(best, candidates)
        by_stem = {term.token.stem: self._word(term, entry, near_topics) for term in query.terms}
        words = list(by_stem.values())
        telling = [word for word in words if word.says_something]
        weight = sum([word.weight for word in telling]) or 1.0
        covered = sum([word.weight * word.is_own for word in telling]) / weight
        subject = min(1.0, max([w.spread for w in telling if w.is_entrys], default=0.0) / SUBJECT_SHARE)
        adrift = (1 - subject) * max([w.rarity for w in telling if not w.is_entrys], default=0.0)
        rivals, silent = self._distances(best, candidates)
        expanded = query.span.expanded
        requests = self._parts.requests.strangeness(" ".join(expanded), entry)
        members = len(self._parts.inverted_index.members[entry])
        return Signs(
            near=min(NEAR, best.near),
            very_near=max(0.0, best.near - NEAR),
            exact=float(self._is_exact(query.stems, entry)),
            words=max(-MAX_MARGIN, best.words),
            rivals=_share(rivals),
            silent=_share(silent),
            ahead=_margin(rivals),
            ahead_silent=_margin(silent),
            mentioned=best.mentioned,
            covered=covered,
            owned=max([word.owned for word in telling], default=0.0),
            silenced=max([word.silenced for word in telling], default=0.0),
            subject=subject,
            adrift=adrift,
            particular=min(4.0, requests.particular),
            particular_near=min(4.0, max(0.0, requests.particular)) * best.near**2,
            manner=requests.manner,
            personal=requests.personal,
            contrast=requests.contrast,
            unanswered=min(2.0, requests.unanswered),
            focus=self._focus(query, by_stem),
            figures=self._figures(query.span.text, entry),
            length=log(min(MAX_LENGTH, max(MIN_LENGTH, len(expanded)))),
            keywords=float(all(word.says_something for word in words)),
            wordings=min(1.0, log(1 + members) / log(MANY_WORDINGS)),
        )

    def _distances(self, best: Candidate, candidates: Iterable[Candidate]) -> tuple[list[float], list[float]]:
        """By how much other entries, and silent topics, are before the best entry; negative where behind."""
        cites = self._cites[best.entry]
        rivals, silent = [], []
        for other in candidates:
            theirs = self._cites.get(other.entry)
            if theirs is None:
                silent.append(other.untrained - best.untrained)
            elif other is not best and not (theirs <= cites or cites <= theirs):
                rivals.append(other.untrained - best.untrained)
        return rivals, silent

    def _near_topics(self, best: Candidate, candidates: Iterable[Candidate]) -> dict[int, float]:
        """The silent topics among the candidates, by number: how near they are, 1 for as near as the best
        entry.
        """
        numbers = ((self._numbers[each.entry], each.near) for each in candidates)
        return {n: min(1.0, near / max(best.near, 0.01)) for n, near in numbers if n in self._silent}

    def _word(self, term: QueryTerm, entry: int, near_topics: Mapping[int, float]) -> _Word:
        stem, typed = term.token.stem, term.token.words
        parts = self._parts
        says = stem not in self._language.filler_stems and not _negates(self._language.words.negators, typed)
        rarity = self._language.rarity(typed) if typed.replace(" ", "").isalpha() else FIGURE_RARITY
        is_answered = parts.entry_text.answer_has(stem, entry)
        if not term.stems or term.stems[0][1] < KNOWN:
            if stem in parts.entry_text:
                return _Word(says, 0.5, True, float(is_answered), True, 0.0, 0.0, 0.0, rarity)
            return _Word(says, rarity, False, 0.0, False, 0.0, 0.0, 0.0, rarity)
        statistics = parts.inverted_index.terms.statistics(term.stems[0][0])
        counts = statistics.entry_counts
        common = typed in self._language.words.common
        weight = max(0.05, min(1.0, statistics.weight)) * (0.5 if common else 1.0)
        is_own = entry in counts or is_answered
        total = sum(counts.values())
        most = next((count for user, count in self._users(term.stems[0][0]) if user != entry), 0)
        silent = sum([near * counts.get(topic, 0) for topic, near in near_topics.items()])
        elsewhere = weight * (1 - counts.get(entry, 0) / total) / total * (total > 1)
        return _Word(
            says_something=says,
            weight=weight,
            is_known=True,
            is_own=float(is_own),
            is_entrys=is_own or most > 0,
            owned=elsewhere * most,
            silenced=elsewhere * silent,
            spread=len(counts) / len(self._numbers),
            rarity=rarity,
        )

    def _find_users(self, stem: str) -> list[tuple[int, int]]:
        counts = self._parts.inverted_index.terms.statistics(stem).entry_counts
        entries = [(entry, count) for entry, count in counts.items() if entry not in self._silent]
        return nlargest(2, entries, key=itemgetter(1))

    def _focus(self, query: Query, words: Mapping[str, _Word]) -> float:
        lists, filler = self._language.words, self._language.filler_stems
        strangeness = [0.0]
        is_in_focus = False
        for token in query.tokens:
            if token.words in lists.focusing:
                is_in_focus = True
            elif token.words not in lists.classifiers:
                is_in_focus = is_in_focus and token.stem not in filler
                word = words[token.stem]
                if is_in_focus and not word.is_own:
                    strangeness.append(0.5 if word.is_known else max(0.5, word.rarity))
        return max(strangeness)

    def _is_exact(self, stems: Stems, entry: int) -> bool:
        """Whether a wording of the entry has exactly these stems."""
        index = self._parts.inverted_index
        rarest = min(stems, key=index.terms.postings.count)
        with_it = index.terms.postings[rarest]
        return any(index.entries[each] == entry and index.stems.is_at(each, stems) for each in with_it)

    def _is_of_topic(self, query: Query, nearest: Candidate) -> bool:
        """Whether the question is, word for word, one that a silent topic lists."""
        number = self._numbers[nearest.entry]
        return number in self._silent and self._is_exact(query.stems, number)

    def _figures(self, text: str, entry: int) -> float:
        """How many words have a number in the question, and only other ones in the wordings of the entry."""
        figures = _FIGURE.findall(text)
        if not figures:
            return 0.0
        own = self._figures_of(entry)
        return float(sum([word in own and number not in own[word] for word, number in figures]))

    def _figures_of(self, entry: int) -> Mapping[str, AbstractSet[str]]:
        """The numbers that stand after words in the wordings of an entry, by the word. Remembered."""
        own = self._own_figures.get(entry)
        if own is None:
            own = {}
            for member in self._parts.inverted_index.members[entry]:
                for word, number in _FIGURE.findall(self._parts.texts[member].casefold()):
                    own.setdefault(word, set()).add(number)
            self._own_figures[entry] = own
        return own


class _Word(NamedTuple):
    """A word of the question as the best entry knows it.

    Whether it says something; its weight; whether the bank knows it, the entry has it (0 or 1), and any entry
    has it; how far another entry and silent topics own it; the share of the bank that uses it; and how rare
    it is in the language, 0..1.
    """

    says_something: bool
    weight: float
    is_known: bool
    is_own: float
    is_entrys: bool
    owned: float
    silenced: float
    spread: float
    rarity: float


_FIGURE = re.compile(r"(?<![^\W\d_])([^\W\d_]+)[ -]?(\d[\d.]*)")


def _negates(negators: Iterable[str], word: str) -> bool:
    return word in negators


def _with_confidences(
    best: Candidate, candidates: Sequence[Candidate], sure: float, cites: Mapping[str, object]
) -> list[Candidate]:
    """The candidates with their confidences: the best entry has `sure`, other entries as much less as they
    are less likely, and silent topics share what is left.
    """
    weights = {each.entry: exp(min(30.0, each.score - best.score)) for each in candidates}
    topics = sum([weight for entry, weight in weights.items() if entry not in cites])
    return [
        each._replace(
            confidence=round(
                sure * min(1.0, weights[each.entry])
                if each.entry in cites
                else (1 - sure) * weights[each.entry] / topics,
                4,
            )
        )
        for each in candidates
    ]


def _share(before: Sequence[float]) -> float:
    """The logarithm of an entry's share, where others are before it by so many powers of e."""
    return -min(MAX_MARGIN, log(1 + sum([exp(min(MAX_MARGIN, by)) for by in before])))


def _margin(before: Sequence[float]) -> float:
    return max(-MAX_MARGIN, min(MAX_MARGIN, -max(before, default=-MAX_MARGIN)))
