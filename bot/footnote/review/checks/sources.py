"""The passages of a bank in the local copies of its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import NO_FINGERPRINT
from footnote.review.tree import pairs, text

if TYPE_CHECKING:
    from footnote.review.context import Findings, Review


def passages(review: Review) -> Findings:
    """Passages that are not where the bank says, have changed, are gone, or have no fingerprint yet."""
    states = {finding.id: finding for finding in (review.copies.states if review.copies else ())}
    for key, _ in pairs(review.parsed.fields.node("passages")):
        finding = states.get(text(key))
        if finding and _is_new(review, finding.id) and finding.state != "gone":
            yield key, f"{finding.id}: {finding.detail}"
        elif finding and finding.state != "unchanged":
            yield key, f"{finding.id} {_BECAME[finding.state]} the copy of its source: {finding.detail}"


def fingerprints(review: Review) -> Findings:
    """Passages without a fingerprint, where there is no copy to take it from."""
    known = {finding.id for finding in (review.copies.states if review.copies else ())}
    for key, _ in pairs(review.parsed.fields.node("passages")):
        if text(key) not in known and _is_new(review, text(key)):
            yield key, f"{text(key)} has no fingerprint yet; `footnote check --source FILE` shows it"


def _is_new(review: Review, id: str) -> bool:
    passage = review.bank.passages.get(id)
    return passage is not None and passage.sha256 == NO_FINGERPRINT


_BECAME = {"moved": "is elsewhere in", "changed": "is not the same in", "gone": "is not in"}
