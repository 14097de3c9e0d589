"""The signs of a judgement in plain words: what spoke for the best entry, what against it, and how much."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.matching import Judgement

MEANINGS: Mapping[str, str] = {
    "near": "how near its nearest wordings are",
    "very_near": "how much nearer they are than near",
    "exact": "one of its wordings has just these words",
    "words": "how much likelier the words are in another entry",
    "rivals": "other entries fit as well",
    "silent": "silent topics fit as well",
    "ahead": "how far it is ahead of other entries",
    "ahead_silent": "how far it is ahead of silent topics",
    "mentioned": "how much its wordings and answer mention",
    "understood": "how much the bank has words for",
    "covered": "how much this entry has words for",
    "foreign": "words that the bank does not have",
    "owned": "another entry has a word that it lacks",
    "silenced": "a silent topic has a word that it lacks",
    "subject": "a word that belongs to the bank's subject",
    "adrift": "a rare word, and none of the bank's subject",
    "particular": "it is rarely asked for this particular",
    "particular_near": "near, but rarely asked for this particular",
    "manner": "it is rarely asked in this way (why, who, when …)",
    "personal": "asks for advice or a forecast for one person",
    "contrast": "denies or undoes what its wordings ask",
    "unanswered": "it is never asked for this particular",
    "focus": "asks which one of a kind that it does not have",
    "figures": "has another number than its wordings",
    "background": "what is around the question is of other things",
    "length": "how many words the question has",
    "keywords": "every word says something",
    "wordings": "how many wordings it has",
}
"""What each sign measures, in at most 50 characters; "it" is the best entry."""

MIN_ADDED = 0.005
"""What a sign adds at least to be shown: two places of it are."""


class Sign(NamedTuple):
    """A sign that was weighed for the best entry of a question.

    `adds` is value times weight: what it adds to the logarithm of the odds that the entry answers the
    question, less than 0 where it speaks against that. `meaning` says what the sign measures.
    """

    name: str
    value: float
    weight: float
    adds: float
    meaning: str


def weighed_signs(judgement: Judgement) -> tuple[Sign, ...]:
    """The signs that count for or against the best entry, the strongest first."""
    values = judgement.signs._asdict() if judgement.signs else {}
    signs = [
        Sign(name, values[name], added / values[name], added, meaning_of(name))
        for name, added in judgement.contributions().items()
        if abs(added) >= MIN_ADDED
    ]
    return tuple(sorted(signs, key=lambda sign: -abs(sign.adds)))


def meaning_of(name: str) -> str:
    """What a sign measures; the name of one that has no words here yet."""
    return MEANINGS.get(name) or name.replace("_", " ")
