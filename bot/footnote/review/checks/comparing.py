"""Claims compared with the passages they cite: whose they are, what they deny, and what they copy."""

from __future__ import annotations

from collections import Counter
from difflib import SequenceMatcher
from functools import cached_property
from math import log
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import clip, line_of, upkeep
from footnote.text import fold, sentences, words

from .unsupported import without_addresses

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.review.context import Findings, Review
    from footnote.review.figures import Quantity
    from footnote.review.statements import Claim, Statement

FEW = 0.34
"""Share of a claim's weight, 0..1, below which its passages hardly say it."""

MOST = 0.6
"""Share of a claim's weight from which a passage says it, but for a word or a negation."""

FEWEST_STEMS = 3
"""Stems that say something, from which a claim can be compared."""

COPIED_WORDS, COPIED_SHARE, COPIED_SHARE_OF_SOURCE = 9, 0.8, 0.6
"""Words in a row, and the shares of a claim and of a sentence of the source that they are, from which it is
copied."""

LONG_COPY = 12
"""Words in a row that are a copy, however long their sentence is."""


class _Fits:
    """How much of a claim each passage says: the share of its stems, weighted by how few passages have
    them.
    """

    def __init__(self, review: Review) -> None:
        self._review = review
        self._stems = {
            id: evidence.stems - review.language.filler_stems for id, evidence in review.passages.items()
        }

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(stem for stems in self._stems.values() for stem in stems)

    def content(self, claim: Claim) -> frozenset[str]:
        return self._review.reader.content(claim.text)

    def share(self, content: frozenset[str], *ids: str) -> float:
        """The share of these stems that the passages have together."""
        has = frozenset[str]().union(*(self._stems[id] for id in ids))
        weights = {stem: log(1 + (len(self._stems) or 1) / (self._counts[stem] or 1)) for stem in content}
        return sum(weights[stem] for stem in content & has) / (sum(weights.values()) or 1.0)

    def best_other(self, content: frozenset[str], cited: tuple[str, ...]) -> tuple[float, str]:
        """The share of the passage that has most of these stems and is not cited, and its id."""
        return max(
            ((self.share(content, id), id) for id in self._stems if id not in cited), default=(0.0, "")
        )


def citations(review: Review) -> Findings:
    """Claims that another passage says far better than those they cite."""
    fits = _Fits(review)
    for statement, claim in _known_claims(review):
        content = fits.content(claim)
        if len(content) < FEWEST_STEMS:
            continue
        own, (better, other) = fits.share(content, *claim.cites), fits.best_other(content, claim.cites)
        if own < FEW and better >= MOST and not _is_together(statement, other, fits):
            cited = " and ".join(claim.cites)
            yield (
                statement.node,
                f"{clip(claim.text)} cites {cited}, which hardly says that; cite {other}, if that is meant"
                + _exchanged(statement, claim, other),
            )


def _is_together(statement: Statement, other: str, fits: _Fits) -> bool:
    """Whether the answer cites the other passage too, and rightly."""
    if other not in statement.cites:
        return False
    theirs = [each for each in statement.claims if other in each.cites]
    return all(fits.share(fits.content(each), other) >= FEW for each in theirs)


def _exchanged(statement: Statement, claim: Claim, other: str) -> str:
    """Which marks of one answer may have been exchanged."""
    if other in statement.cites:
        mine, others = (statement.cites.index(id) + 1 for id in (claim.cites[0], other))
        return f": [{others}] in the place of [{mine}]"
    return ""


def negations(review: Review) -> Findings:
    """Claims that are nearly what their passages say, but for a denial."""
    fits = _Fits(review)
    for statement, claim in _known_claims(review):
        lexis, cited = review.reader.lexis, " and ".join(claim.cites)
        said = [review.passages[id].said for id in claim.cites]
        if fits.share(fits.content(claim), *claim.cites) < MOST:
            continue
        if (
            lexis.negates(claim.text)
            and not any(map(lexis.denies, said))
            and not _is_under_denial(review, claim.cites)
        ):
            yield (
                statement.node,
                f"{clip(claim.text)} denies something, and {cited} does not; write what is there",
            )
        elif all(map(lexis.negates, said)) and not lexis.denies(_with_verdict(statement, claim)):
            yield (
                statement.node,
                f"{cited} denies something, and {clip(claim.text)} does not; write what is there",
            )


def _with_verdict(statement: Statement, claim: Claim) -> str:
    """A claim with what stands without a mark before it: "It is not safe. All can be changed [1]."."""
    claims = statement.claims
    at = claims.index(claim)
    while at > 0 and not claims[at - 1].cites:
        at -= 1
    return " ".join(each.text for each in claims[at : claims.index(claim) + 1])


def _is_under_denial(review: Review, cites: Iterable[str]) -> bool:
    """Whether one of the passages is an item of a list that begins with a denial: "You must not:"."""
    items = [passage for id in cites if (passage := review.bank.passages[id]).place.startswith("list item")]
    lexis = review.reader.lexis
    return any(
        lead.endswith(":") and lexis.negates(lead)
        for item in items
        for lead in review.said_under(item.section)
    )


def copied(review: Review) -> Findings:
    """Sentences of the source that stand in an answer, but for sources whose licence allows that."""
    for statement, evidence in review.supported:
        if _may_be_copied(review, statement):
            continue
        theirs = list(map(_words_without_figures, sentences(evidence.said)))
        for claim in statement.claims:
            mine = _words_without_figures(claim.text)
            if any(_is_copy(mine, other) for other in theirs):
                yield (
                    statement.node,
                    f"{clip(claim.text)} is copied from the source; say it in words of your own",
                )


def _may_be_copied(review: Review, statement: Statement) -> bool:
    """Whether the licences of all sources that are cited allow it."""
    passages = review.bank.passages
    cited = {passages[id].source for id in statement.cites if id in passages}
    sources = [review.bank.sources[id] for id in cited if id in review.bank.sources]
    return bool(sources) and all(map(upkeep.may_be_quoted, sources))


def _words_without_figures(text: str) -> list[str]:
    """The words of a text but for addresses and numbers, which cannot be said in other words."""
    return [word for word in words(fold(without_addresses(text))) if not word.isdigit()]


def _is_copy(mine: list[str], other: list[str]) -> bool:
    match = SequenceMatcher(None, mine, other, autojunk=False).find_longest_match()
    return match.size >= LONG_COPY or (
        match.size >= COPIED_WORDS
        and match.size >= COPIED_SHARE * len(mine)
        and match.size >= COPIED_SHARE_OF_SOURCE * len(other)
    )


class _Figure(NamedTuple):
    """A quantity in a claim, and what it counts: its unit's dimension, or the stem of the word after it."""

    statement: Statement
    quantity: Quantity
    text: str


def contradictions(review: Review) -> Findings:
    """Figures for the same thing that differ between answers which cite the same passage for them."""
    figures: dict[tuple[str, str], list[_Figure]] = {}
    for statement in review.statements:
        for claim in statement.claims:
            for what, figure in _figures(statement, claim, review):
                for id in claim.cites:
                    figures.setdefault((id, what), []).append(figure)
    for (id, _), found in figures.items():
        yield from _contradicting(id, found, review)


def _contradicting(id: str, found: list[_Figure], review: Review) -> Findings:
    """The figures that contradict the first of another statement, unless the passage has both."""
    for number, figure in enumerate(found):
        for other in found[:number]:
            is_other = other.statement is not figure.statement
            if (
                is_other
                and not figure.quantity.agrees(other.quantity)
                and not _has_both(id, figure, other, review)
            ):
                where = line_of(other.statement.node, seen_from=figure.statement.node)
                yield (
                    figure.statement.node,
                    f"“{figure.text}” is said here and “{other.text}” on {where}, both of {id}; correct one",
                )
                return


def _has_both(id: str, one: _Figure, two: _Figure, review: Review) -> bool:
    passage = review.passages.get(id)
    return passage is not None and all(
        any(each.quantity.agrees(there) for there in passage.quantities) for each in (one, two)
    )


def _figures(statement: Statement, claim: Claim, review: Review) -> Iterator[tuple[str, _Figure]]:
    """The figures of a claim by what they count; of those that are alone in counting it there."""
    text = fold(claim.text)
    by_what: dict[str, list[Quantity]] = {}
    for quantity in review.reader.quantities.find(text):
        if not quantity.is_implied and (what := _counted(quantity, text, review)):
            by_what.setdefault(what, []).append(quantity)
    for what, (first, *others) in by_what.items():
        if not others:
            yield what, _Figure(statement, first, _with_next_word(first, text))


def _counted(quantity: Quantity, text: str, review: Review) -> str:
    if quantity.unit:
        return quantity.unit.dimension
    after = words(text[quantity.end :])[:1]
    is_content = after and after[0] not in review.language.words.filler
    return f"of {review.language.stem(after[0])}" if is_content else ""


def _with_next_word(quantity: Quantity, text: str) -> str:
    rest = text[quantity.end :]
    after = words(rest)[:1]
    end = quantity.end + (rest.index(after[0]) + len(after[0]) if after else 0)
    return text[quantity.start : end]


def _known_claims(review: Review) -> Iterator[tuple[Statement, Claim]]:
    """The claims of which all cited passages are known, with their statements."""
    for statement in review.statements:
        for claim in statement.claims:
            if claim.cites and review.passages.keys() >= set(claim.cites):
                yield statement, claim
