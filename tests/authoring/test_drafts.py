"""What headings, sentences and tables ask, and how else that may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from footnote.authoring import read_source
from footnote.authoring.drafting import cut_page, drafts, most_wanted
from footnote.authoring.drafting.casing import Casing
from footnote.authoring.drafting.english import defines, heading_question, row_question
from footnote.authoring.drafting.english_sentences import condition, enumeration, presents
from footnote.authoring.drafting.phrases import Phrases, same
from footnote.authoring.drafting.wordings import MAX_WORDINGS, other_wordings
from footnote.text import fold, plain, words

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("How long does it take?", "How long does it take?"),
        ("2.1. Can I pay by card", "Can I pay by card?"),
        ("How to return a lamp", "How do I return a lamp?"),
        ("Return your lamp", "How do I return my lamp?"),
        ("Installing the lamp", "How do I install the lamp?"),
        ("Shipping and returns", "What does the page say about shipping and returns?"),
        ("Missing parcels", "What does the page say about missing parcels?"),
        ("The Node.js policy", "What is the Node.js policy?"),
        ("Node.js modules", "What does the page say about Node.js modules?"),
        ("Limits of your account", "What are the limits of my account?"),
        ("Chapter 2. Opening hours", "What are the opening hours?"),
        ("How it works", "How does it work?"),
        ("For schools", "What is there for schools?"),
        ("Prices", "What are the prices?"),
        ("Introduction", "What is lamps about?"),
        ("What lampctl does...", "What does lampctl do?"),
        ("How It Works", "How does it work?"),
        ("If you have lost your lamp", "What if I have lost my lamp?"),
        ("Understanding lamps", "How do lamps work?"),
        ("Notes about lamps", "What does the page say about lamps?"),
        ("B. Set up your lamp", "How do I set up my lamp?"),
    ],
)
def test_the_question_of_a_heading(heading: str, question: str) -> None:
    assert heading_question(heading, "We sell lamps.", "Lamps") == question


@pytest.mark.parametrize(
    ("found", "question"),
    [
        (defines("A wheel is a built package."), "What is a wheel?"),
        (defines("It is a built package."), ""),
        (defines("No global variables are used."), ""),
        (defines("Cookies are small files that a page leaves behind."), "What are cookies?"),
        (defines("Users are responsible for their parcels."), ""),
        (defines("Lamps are shipped in boxes."), ""),
        (defines("Lamps are also gifts."), ""),
        (defines("The result is a bright room."), ""),
        (defines("0 is the default."), ""),
        (defines("Light in this manner is a gift."), ""),
        (presents("Lampctl lets you dim lamps.", "Lampctl"), "What is Lampctl?"),
        (presents("This lets you dim lamps.", "What this is"), ""),
        (presents("Lampctl dims.", "Lamps from afar"), ""),
        (condition("If your parcel is lost, we send a new one."), "What if my parcel is lost?"),
        (condition("If it rains, lamps get wet."), ""),
        (condition("If your lamp does, so does ours."), ""),
        (condition("If you see this happen, write to us."), ""),
        (
            condition("If the lamp tells you your password, throw it away."),
            "What if the lamp tells me my password?",
        ),
        (enumeration("You can pay by:"), "How can I pay?"),
        (enumeration("You may change this value for two reasons:"), ""),
        (enumeration("We accept the following:"), "What do you accept?"),
        (enumeration("We accept cards:"), "Which cards do you accept?"),
        (enumeration("We support payment by all of the cards that banks give out:"), ""),
        (row_question(("Red lamp", "5 euros"), ("Lamp", "Price")), "What is the price of red lamp?"),
        (row_question(("Lamp", "A light."), ()), "What is lamp?"),
        (row_question(("How do I dim it?", "Turn it."), ()), "How do I dim it?"),
        (row_question(("LAMP_COLOR", "red", "A colour."), ()), "What is LAMP_COLOR for?"),
    ],
)
def test_the_question_of_a_sentence_or_row(found: str, question: str) -> None:
    assert found == question


@pytest.mark.parametrize(
    ("headings", "heading", "written"),
    [
        (["Red Lamps", "Care of Lamps"], "Shipping Lamps to Norway", "shipping lamps to Norway"),
        (["Red Lamps", "Care of Lamps"], "Third-Party USB Lamps", "third-party USB lamps"),
        (["Red lamps", "Care of lamps"], "The Elm Street Shop", "The Elm Street Shop"),
        (["Red Lamps", "Care of Lamps"], "Lamp Plan", "Lamp Plan"),
        ([], "CARE OF USB LAMPS", "care of USB lamps"),
    ],
)
def test_headings_are_written_as_the_page_writes_its_sentences(
    headings: list[str], heading: str, written: str
) -> None:
    page = Casing(["We ship red lamps to Norway.", "Third-party lamps are not in the Lamp Plan."], headings)
    assert page.heading(heading) == written


def test_names_keep_their_capital_unless_the_page_writes_them_small_too() -> None:
    page = Casing(["We ship lamps to Norway.", "The lamp Red is red.", "Lamps go out."])
    assert page.named("What are lamps for norway that are red?") == "What are lamps for Norway that are red?"


def test_phrases_are_what_tells_passages_apart() -> None:
    texts = [
        [
            "You need a serial port (see https://x.example/serial-number), version 2.",
            "The cable is received.",
        ],
        ["You need a cable drum.", "Cable drums are sold by the metre directly."],
    ]
    phrases = Phrases(texts)
    assert phrases.of(texts[0], "How do I connect it?") == ["serial port"]
    assert phrases.of(texts[1], "Where is it?") == ["cable drum"]
    assert phrases.of(texts[1], "What is the drum of cable?") == []
    assert phrases.of([], "Why?") == []


def test_a_phrase_of_two_passages_is_in_no_draft_and_a_shared_passage_in_each() -> None:
    common, own = "Red lamps are old.", "A brass shade is no red lamp."
    phrases = Phrases([[common, "It wasn't a glass dome."], [own], [own, common]])
    assert phrases.of([common, "It wasn't a glass dome."], "Why?") == ["glass dome"]
    assert phrases.of([own], "Why?") == ["brass shade"]
    assert phrases.of([own, common], "Why?") == ["brass shade", "red lamp"]


@given(texts=st.lists(st.lists(st.text("ab .,-e'", max_size=20), max_size=3), max_size=4))
def test_every_phrase_has_words_of_its_passages(texts: list[list[str]]) -> None:
    phrases = Phrases(texts)
    for each in texts:
        for phrase in phrases.of(each, "a?"):
            assert set(phrase.split()) <= {word for text in each for word in words(fold(text))}
            assert len(phrase.split()) > 1


@pytest.mark.parametrize(
    ("heading", "sentence"),
    [("Further reading", "Two books."), ("7. References", "A book."), ("Ann Lee", "© 2020 Ann Lee")],
)
def test_what_nobody_asks_about_gets_no_draft(tmp_path: Path, heading: str, sentence: str) -> None:
    path = tmp_path / "lamps.md"
    path.write_text(f"# Lamps\n\n## Care\n\nDust it.\n\n## {heading}\n\n{sentence}\n", encoding="utf-8")
    page = read_source(str(path))
    sections = cut_page(page, "S").sections
    assert [draft.question for draft in drafts([(page.title, sections)], kind="leaflet")] == [
        "What does the leaflet say about care?"
    ]


def test_what_stands_in_brackets_is_in_no_wording() -> None:
    found = other_wordings("What does the page say about lamp sockets (E27)?", set(), ["screw base"])
    assert found == ["lamp sockets", "tell me about lamp sockets", "screw base"]


def test_a_question_of_several_sentences_is_asked_by_each() -> None:
    found = other_wordings("My lamp is dark. How can I light it?", set(), ["light switch"])
    assert found == ["my lamp is dark", "How can I light it", "light switch"]


@pytest.mark.parametrize(
    ("question", "wordings"),
    [
        ("Do lamps support the E27 socket?", ["lamps support the E27 socket"]),
        ("Where can I find a lamp?", ["where to find a lamp", "find a lamp"]),
        ("How is a lamp made?", ["a lamp made"]),
        ("Why does my lamp flicker?", ["my lamp flicker", "my lamp flicker why"]),
        ("What does “dim” mean and why?", ["meaning of dim", "dim meaning", "dim"]),
        ("How does it work?", []),
        ("What is max_size for?", ["max_size", "what does max_size do", "explain max_size"]),
        ("How do lamps work?", ["how lamps work", "explain lamps", "lamps"]),
    ],
)
def test_wordings_are_english(question: str, wordings: list[str]) -> None:
    assert other_wordings(question, set()) == wordings


def test_a_heading_that_only_names_something_asks_what_the_one_above_it_does(tmp_path: Path) -> None:
    path = tmp_path / "lamps.md"
    path.write_text("# Lamps\n\n## A. Getting a lamp\n\n### Norway (new)\n\nIt is sent by post.\n", "utf-8")
    page = read_source(str(path))
    (draft,) = drafts([(page.title, cut_page(page, "S").sections)])
    assert draft.question == "How do I get a lamp (norway)?"
    assert {"norway", "get a lamp norway"} <= set(draft.wordings)


def test_a_phrase_that_another_draft_asks_about_is_no_wording(tmp_path: Path) -> None:
    """The bot would answer it with that draft, and `footnote check` would report it."""
    path = tmp_path / "lamps.md"
    path.write_text(
        "# Lamps\n\n## Settings\n\nA lamp has a max_size.\n\n## max_size\n\nIn inches.\n", "utf-8"
    )
    page = read_source(str(path))
    found = drafts([(page.title, cut_page(page, "S").sections)])
    assert [draft.question for draft in found][-1] == "What is max_size for?"
    assert not any("max size" in draft.wordings for draft in found[:-1])


def test_the_drafts_that_are_worth_most_come_first(tmp_path: Path) -> None:
    """In the order of the page: what people would ask, before what a page says of itself."""
    sections = {
        "Contributing": "You can send us changes to the lamps, which we read once a week at the office.",
        "Sockets": "There are sockets of all kinds in the shop, beside the door, and some of them are blue.",
        "Return a lamp": "Send the lamp back in its box, with the number of your order, within thirty days.",
        "How long does it take?": "It takes three days or four, and up to a week before the end of the year.",
        "Buy a lamp": "At the door.",
    }
    path = tmp_path / "lamps.md"
    path.write_text("# Lamps\n\n" + "".join(f"## {name}\n\n{text}\n\n" for name, text in sections.items()))
    page = read_source(str(path))
    first, later = most_wanted(drafts([(page.title, cut_page(page, "S").sections)])[1:], 2)
    assert [draft.question for draft in first] == ["How do I return a lamp?", "How long does it take?"]
    assert [draft.question for draft in later] == [
        "What does the page say about sockets?",
        "How do I buy a lamp?",
    ]


def test_a_question_of_the_page_is_not_cut_into_others(tmp_path: Path) -> None:
    path = tmp_path / "lamps.txt"
    text = "Q: Is it safe?\nA: It is. A lamp is a light. If your lamp is hot, wait.\n\nQ: Red?\nA: Blue.\n"
    path.write_text(text, encoding="utf-8")
    page = read_source(str(path))
    found = drafts([(page.title, cut_page(page, "S").sections)])
    assert [draft.question for draft in found] == ["Is it safe?", "Red?"]


def test_wordings_are_few_and_never_those_of_another() -> None:
    taken = {same("How do I return a lamp?")}
    first, second = (
        other_wordings("How do I return a lamp?", taken),
        other_wordings("How can I return a lamp?", taken),
    )
    assert 3 <= len(first) <= MAX_WORDINGS
    assert "how to return a lamp" in first
    assert not {plain(wording) for wording in first} & {plain(wording) for wording in second}


@pytest.mark.parametrize("question", ["?", "", "{0}?", "What is {x}?", "How do I a|b?"])
def test_no_question_crashes(question: str) -> None:
    assert isinstance(other_wordings(question or "x", set()), list)
