"""The one word that shows that a question is about something else."""

from __future__ import annotations

from dataclasses import replace

import pytest

import footnote
from footnote.bank import Bank
from footnote.matching import Matcher, check_scope

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
def pebbles(garden: Bank) -> tuple[Bank, Matcher]:
    """A bank of two entries and a topic on which its source is silent."""
    entry = garden.entries["roses"]
    entries = {id: replace(entry, id=id) for id in ("size", "found")}
    return replace(garden, entries=entries, silent={"polish": garden.silent["lawn"]}), Matcher(WORDINGS)


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
def test_a_single_word_shows_what_a_question_is_about(
    pebbles: tuple[Bank, Matcher], question: str, first: str | None
) -> None:
    """A topic's own word makes it the topic's question; an unknown word without a known subject nobody's."""
    bank, matcher = pebbles
    query = matcher.query(question)
    assert check_scope(bank, query, matcher.rank(query, 5)).best == first


def test_a_keyword_alone_asks_for_the_entry() -> None:
    """Where an entry and a silent topic are as near, and nothing but keywords was typed."""
    reply = footnote.load("micrometastases").ask("hormonal therapy")
    assert (reply.kind, reply.entry) == ("answer", "hormonal-therapy")
