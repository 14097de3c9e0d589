"""The one word that tells that a question is about something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

import footnote
from footnote.matching.scope import sift

# A bank in which two topics share the frame of an entry; "size" and "pebble" make up its subject.
WORDINGS = [
    ("size", "how big is a pebble"),
    ("size", "what size has a pebble"),
    ("size", "pebble size"),
    ("found", "how is a pebble found"),
    ("found", "who finds the pebble"),
    ("polish", "how do I polish a pebble"),
    ("polish", "polish for a pebble"),
    ("polish", "can a pebble be found after the polish"),
]


@pytest.fixture(scope="module")
def pebbles(garden: footnote.Bank) -> tuple[footnote.Bank, footnote.Matcher]:
    """A bank of two entries and a topic on which its source is silent."""
    entry = garden.entries["roses"]
    entries = {id: replace(entry, id=id) for id in ("size", "found")}
    return replace(garden, entries=entries, silent={"polish": garden.silent["lawn"]}), footnote.Matcher(
        WORDINGS
    )


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("how big is a pebble", "size"),
        ("how big is it", "size"),
        ("how is the pebble found", "found"),
        ("is the pebble found before its polish", "polish"),
        ("how big is a tennis court", None),
        ("who finds the umbrella", None),
        ("how big is my gorgeous pebble", "size"),
    ],
)
def test_what_may_be_believed(
    pebbles: tuple[footnote.Bank, footnote.Matcher], question: str, first: str | None
) -> None:
    """A topic's own word gives it the question; a strange word without a known subject gives it to nobody."""
    bank, matcher = pebbles
    hits = sift(bank, matcher, question, matcher.rank(question, 5))
    assert (hits[0].entry if hits else None) == first


def test_a_keyword_alone_asks_for_the_entry() -> None:
    """Where an entry and a silent topic are as near, and nothing but keywords was typed."""
    reply = footnote.load("micrometastases").ask("hormonal therapy")
    assert (reply.kind, reply.entry) == ("answer", "hormonal-therapy")
