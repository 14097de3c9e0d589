"""How the words of a question match the wording of a candidate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.matching import KNOWN

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.dialogue import Lookup
    from footnote.matching import Candidate, Match, Matcher

HEAVY = 0.08
"""Share of a question's weight from which a word is worth naming: what one word of twelve has."""

MAX_NAMED_WORDS = 2
"""Words named at most: whoever adds the heaviest has solved the problem."""


def match_words(matcher: Matcher, lookup: Lookup, hit: Candidate) -> tuple[Match, ...]:
    """How the words of a question match the wording of a candidate; `matched` is as the wording has it.

    Words that are read as one, as "how big" is read as "size", stand together. A word that is only somewhat
    similar to one of the bank's is not known.
    """
    written = {match.matched: match.words for match in matcher.why(matcher.query(hit.wording), hit)}
    unknown = {word.words for word in lookup.query.words if word.similarity < KNOWN}
    together: dict[str, Match] = {}
    for match in matcher.why(lookup.query, hit):
        before = together.get(match.words)
        known = match.known and match.words not in unknown
        shown = match._replace(matched=written.get(match.matched, match.matched), known=known)
        together[match.words] = _merged(before, shown) if before else shown
    return tuple(together.values())


def words_of(lookup: Lookup, entry: str) -> frozenset[str]:
    """The words of a question that say something and that some wording of an entry or silent topic has."""
    words = lookup.query.words
    return frozenset(word.words for word in words if word.similarity >= KNOWN and entry in word.shares)


def words_that_say_something(lookup: Lookup) -> frozenset[str]:
    """The words of a question that say something: not "the", "please" and the like."""
    return frozenset(word.words for word in lookup.query.words)


def lacking(matcher: Matcher, lookup: Lookup, entry: str) -> list[Match]:
    """The words that say something and that no wording of an entry has, the heaviest first."""
    missing = words_that_say_something(lookup) - words_of(lookup, entry)
    matches = (match for match in match_words(matcher, lookup, lookup.hits[0]) if match.words in missing)
    return sorted(matches, key=lambda match: -match.share)


def heaviest(matches: Iterable[Match]) -> list[str]:
    """The words that carry enough of the question to be named."""
    return [match.words for match in matches if match.share >= HEAVY][:MAX_NAMED_WORDS]


def _merged(one: Match, other: Match) -> Match:
    """Two parts of the same words: "node" is read as "lymph" and "node"."""
    matched = " ".join(
        dict.fromkeys(word for words in (one.matched, other.matched) if words for word in words.split())
    )
    return one._replace(
        matched=matched or None,
        similarity=min(one.similarity, other.similarity),
        share=one.share + other.share,
        evidence=one.evidence + other.evidence,
        known=one.known or other.known,
    )
