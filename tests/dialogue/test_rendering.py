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
    footnote,
    plain,
    sources,
    where,
    works,
)
from footnote.dialogue.rendering import places
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


def test_a_section_that_is_a_question_needs_no_comma(english: Language) -> None:
    cited = CITATION._replace(section="When to water?")
    assert where(cited, english).startswith("Garden, The Gardeners, When to water? paragraph 1 (")


def test_the_blocks_of_a_reply_are_text_choices_and_footnotes(english: Language) -> None:
    """Addresses stay on one line, and nothing is left that drives a terminal."""
    assert list(blocks(REPLY, english)) == [
        Block("", "Every\ufffd morning [2]."),
        Block("1.", "First\ufffd?"),
        Block("2.", "Second?"),
        Block(
            "[2]", "Garden, The Gardeners, 14 August 2025: Water, paragraph 1", address="https://g.example/#a"
        ),
    ]
    assert [block.label for block in blocks(REPLY, english, letters=True)] == ["", "a.", "b.", "[2]"]


def test_a_citation_in_full_has_the_address_of_the_passage_and_the_works(english: Language) -> None:
    assert list(footnote(CITATION, english)) == [
        Block("[2]", "Garden, The Gardeners, Water, paragraph 1 (updated 14 August 2025)"),
        Block("", "https://g.example/#a", keep=True),
        Block("", "Reference 7: A book\ufffd[2J."),
        Block("", "https://doi.org/10.1/x", keep=True),
    ]


@pytest.mark.parametrize(
    ("cited", "shown"),
    [
        ([("A", "paragraph 2, sentence 1")], "A, paragraph 2, sentence 1"),
        (
            [("A", "paragraph 2, sentence 1"), ("A", "paragraph 2, sentence 2")],
            "A, paragraph 2, sentences 1–2",
        ),
        (
            [("A", f"paragraph 2, sentence {number}") for number in (4, 1, 3, 6)],
            "A, paragraph 2, sentences 1, 3–4, 6",
        ),
        (
            [
                ("A", "list item 2, sentence 1"),
                ("A", "list item 1"),
                ("A", "list item 2, sentence 2"),
                ("A", "list item 3"),
            ],
            "A, list items 1–3",
        ),
        ([("A", "paragraph 1, sentence 1"), ("A", "list item 2")], "A, paragraph 1, list item 2"),
        ([("A", "paragraph 1"), ("A", "paragraph 1, sentence 2")], "A, paragraph 1"),
        ([("A", "last line"), ("A", "last line")], "A, last line"),
        ([("A", "verse 1"), ("A", "verse 2")], "A, verse 1–2"),
        (
            [("How?", "paragraph 1"), ("B", "line 9"), ("How?", "paragraph 2")],
            "How? paragraphs 1–2; B, line 9",
        ),
        ([("A", "12"), ("A", "13")], "A, 12, 13"),
    ],
)
def test_places_in_a_source_are_said_in_few_words(
    english: Language, cited: list[tuple[str, str]], shown: str
) -> None:
    citations = [CITATION._replace(section=section, place=place) for section, place in cited]
    assert places(citations, english) == shown


def test_each_source_has_one_paragraph(english: Language) -> None:
    cited = [
        CITATION._replace(number=1, url="https://g.example/a#:~:text=x"),
        CITATION._replace(number=2, url="https://g.example/b#s:~:text=y"),
        CITATION._replace(number=3, url="https://g.example/a#:~:text=z", place="paragraph 2"),
    ]
    assert [(block.label, block.address) for block in sources(cited, english)] == [
        ("[1] [3]", "https://g.example/a"),
        ("[2]", "https://g.example/b#s"),
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
        "  [2] Garden, The Gardeners, 14 August 2025: Water, paragraph 1",
        "      https://g.example/#a",
    ]


def test_a_label_without_a_text_has_no_spaces_after_it(garden: Bank) -> None:
    reply = replace(
        REPLY, options=(Option("a", "", ()),), kind="smalltalk", citations=(), entry=None, entries=()
    )
    assert plain(reply, garden.language).split("\n")[1] == "  1."
