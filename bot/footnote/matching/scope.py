"""What a single word tells that no score does: that a question is about something else.

"How big is a tennis court" has the frame of "how big are micrometastases", and "will chemotherapy make my
hair fall out" all but one of the words of "will I need chemotherapy". What is asked about stands in the one
word that differs. Two signs of it are looked for, before a hit may become an answer:

- a word that hardly anything but silent topics uses, and this entry never: the question is about that topic;
- a word that the whole bank does not know, in a question without any word of the bank's subject.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from footnote.text.analyzer import Reader
from footnote.text.english import COMMON, NEGATORS, expand, spoken

from .matcher import Hit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank.models import Bank

    from .matcher import Matcher, Word

KNOWN = 0.8
"""Likeness (0..1) to a word of the bank from which a word counts as known: one slip in five letters."""

SUBJECT = 0.22
"""Share of the bank's entries and topics that use a word, from which it belongs to the bank's subject;
of two at least."""

SILENT = 0.7
"""Share of a word's use that silent topics have, from which it is theirs."""

USED = 2
"""Wordings that use a word, from which its use tells anything."""

HEARD = 0.2
"""Share of the best hit's confidence that a topic must have itself to take the question over: that one word
is a topic's own may be a slip.

All of these were chosen on the bank's own labelled questions. Without this room 1.7 % of those that the
source does not answer were answered, with it 0.8 %; of the 220 that it does, one was lost."""


def sift(bank: Bank, matcher: Matcher, question: str, hits: Sequence[Hit]) -> list[Hit]:
    """The hits that may be believed, best first.

    None where the question is about nothing of the bank; the silent topic first where a word is its own.
    """
    words = matcher.words(question)
    hits = _bare(bank, question, words, hits)
    if not hits or hits[0].entry not in bank.entries:
        return hits
    topic = _owner(bank, words, hits)
    if topic:
        return [Hit(topic, hits[0].confidence, ""), *(hit for hit in hits if hit.entry != topic)]
    return [] if _foreign(bank, words, hits[0]) else hits


def _bare(bank: Bank, question: str, words: Sequence[Word], hits: Sequence[Hit]) -> list[Hit]:
    """The hits without silent topics beside an entry that is as near, where only keywords were typed.

    Whoever types "hormone therapy" asks what there is to know about it: none of its words is a topic's own.
    """
    near = [hit for hit in hits if hit.confidence >= bank.policy.reach(hits[0].confidence)]
    entry = next((hit.entry for hit in near if hit.entry in bank.entries), None)
    bare = spoken(question) == " ".join(dict.fromkeys(word.words for word in words)).split()
    if not (entry and bare and all(entry in word.shares for word in words)):
        return list(hits)
    return [hit for hit in hits if hit.entry in bank.entries or hit not in near]


def _owner(bank: Bank, words: Sequence[Word], hits: Sequence[Hit]) -> str | None:
    """The silent topic that owns a word which the best entry never uses; of several, the one hit best."""
    best = hits[0]
    heard = {
        hit.entry: hit.confidence
        for hit in hits
        if hit.entry in bank.silent and hit.confidence >= HEARD * best.confidence
    }
    owned = {
        topic
        for word in words
        if best.entry not in word.shares and _silent(bank, word)
        for topic in word.shares.keys() & heard.keys()
    }
    return max(owned, key=lambda topic: (heard[topic], topic), default=None)


def _silent(bank: Bank, word: Word) -> bool:
    """Whether hardly anything but silent topics uses a word, and it is of some subject at all."""
    if word.likeness < KNOWN or word.used < USED or _negates(word):
        return False
    if Reader.stem(word.words) in _common():
        return False
    return sum(share for id, share in word.shares.items() if id in bank.silent) >= SILENT


def _foreign(bank: Bank, words: Sequence[Word], best: Hit) -> bool:
    """Whether the bank does not know what the question is about, as far as its words tell.

    A word that only a silent topic mentions in passing is no better known than one that nothing mentions.
    """
    spread = max(2.0, SUBJECT * (len(bank.entries) + len(bank.silent)))
    strange = unfamiliar(bank, words, best)
    telling = [word for word in words if word.words not in COMMON and not _negates(word)]
    subject = [word for word in telling if len(word.shares) >= spread and word not in strange]
    return bool(strange) and not subject


def unfamiliar(bank: Bank, words: Sequence[Word], best: Hit) -> list[Word]:
    """The words that neither the best entry nor any other knows: they ask about something else."""
    return [
        word
        for word in words
        if word.likeness < KNOWN
        or (best.entry not in word.shares and bank.silent.keys() >= word.shares.keys())
    ]


@cache
def _common() -> frozenset[str]:
    """The stems of the words of no subject: who asks what drives a decision asks about no driving."""
    return frozenset(map(Reader.stem, COMMON))


def _negates(word: Word) -> bool:
    """Whether a word says no: "never", "can't"."""
    return not NEGATORS.isdisjoint(expand(word.words).split())
