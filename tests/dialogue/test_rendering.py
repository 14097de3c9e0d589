"""A reply as lines: what stands where, and in which words."""

from __future__ import annotations

import pytest

from footnote.bank import Bank, Reference
from footnote.dialogue import (
    BankStamp,
    Block,
    Citation,
    Option,
    Reply,
    State,
    blocks,
    date,
    plain,
    where,
    works,
)
from footnote.record import replace
from footnote.text import Language

BOOK = Reference(7, "A book\x1b[2J.", "https://doi.org/10.1/x")
CITATION = Citation(
    2, "P1", "Garden", "The Gardeners", "Water", "paragraph 1", "2025-08-14", "https://g.example/#a", (BOOK,)
)
REPLY = Reply(
    "q",
    "answer",
    "Every\u202e morning [2].",
    BankStamp("garden", "sha256:0"),
    State(),
    entry="roses",
    citations=(CITATION,),
    options=(Option("a", "First\x07?", ()), Option("b", "Second?", ())),
)


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2025-08-14", "14 August 2025"),
        ("2025-01-02", "2 January 2025"),
        ("1999-12-31", "31 December 1999"),
        ("2030-11-09", "9 November 2030"),
    ],
)
def test_a_date_is_written_as_people_say_it(english: Language, iso: str, said: str) -> None:
    assert date(iso, english) == said


def test_a_date_is_in_the_words_of_the_language(english: Language) -> None:
    months = " ".join(f"m{number}" for number in range(1, 13))
    language = replace(english, texts={"months": months, "date": "{year}/{month}/{day}"})
    assert date("2025-03-01", language) == "2025/m3/1"


def test_a_citation_names_title_publisher_section_place_and_date(english: Language) -> None:
    assert where(CITATION, english) == "Garden, The Gardeners, Water, paragraph 1 (updated 14 August 2025)"


def test_the_blocks_of_a_reply_are_text_choices_and_footnotes(english: Language) -> None:
    """Addresses stay on one line, and nothing is left that drives a terminal."""
    assert list(blocks(REPLY, english)) == [
        Block("", "Every\ufffd morning [2]."),
        Block("1.", "First\ufffd?"),
        Block("2.", "Second?"),
        Block("[2]", "Garden, The Gardeners, Water, paragraph 1 (updated 14 August 2025)"),
        Block("", "https://g.example/#a", keep=True),
        Block("", "Reference 7: A book\ufffd[2J."),
        Block("", "https://doi.org/10.1/x", keep=True),
    ]


def test_each_work_is_followed_by_its_address(english: Language) -> None:
    other = Reference(8, "A leaflet.", "https://doi.org/10.1/y")
    assert [block.text for block in works([BOOK, other], english)][1:] == [
        "https://doi.org/10.1/x",
        "Reference 8: A leaflet.",
        "https://doi.org/10.1/y",
    ]


def test_a_plain_reply_has_its_choices_and_footnotes_indented(english: Language) -> None:
    reply = replace(REPLY, text="One.\nTwo.  ", options=REPLY.options[1:])
    assert plain(reply, english).split("\n") == [
        "One.",
        "Two.  ",
        "  1.  Second?",
        "  [2] Garden, The Gardeners, Water, paragraph 1 (updated 14 August 2025)",
        "      https://g.example/#a",
        "      Reference 7: A book\ufffd[2J.",
        "      https://doi.org/10.1/x",
    ]


def test_a_label_without_a_text_has_no_spaces_after_it(garden: Bank) -> None:
    reply = replace(
        REPLY, options=(Option("a", "", ()),), kind="smalltalk", citations=(), entry=None, entries=()
    )
    assert plain(reply, garden.language).split("\n")[1] == "  1."
