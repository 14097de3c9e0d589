"""What is offered while a question is typed, and what is said before anything is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from chatting import GARDEN, begin
from hypothesis import given, strategies as st

import footnote
from footnote.bank import locations as shelf
from footnote.bank.models import Bank
from footnote.chat import passages, transcript
from footnote.chat.completer import Offered
from footnote.chat.completion import Index, Offer, begun
from footnote.chat.greeting import Head, greeting, peek
from footnote.chat.pager import paged
from footnote.chat.toolbar import TIPS, toolbar
from footnote.console.terminal import Terminal

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("water ros", ["When do roses need water?"]),
        ("ROS WAT", ["When do roses need water?"]),
        ("tulips do", ["When do tulips need water?"]),
        ("dwarf", ["Is it a dwarf rose?"]),
        ("30", ["is 30 mm a giant rose"]),
        ("need water", ["When do roses need water?", "When do tulips need water?"]),
        ("xyz", []),
        ("", []),
        ("??", []),
    ],
)
def test_should_17_questions_by_any_words_in_any_order(garden: Bank, typed: str, offered: list[str]) -> None:
    """One offer for each entry: its question if that holds the words, else the wording that does."""
    assert [offer.text for offer in Index(garden).offers(typed)] == offered


def test_a_wording_says_which_question_it_stands_for(garden: Bank) -> None:
    """So that nobody is surprised by the answer."""
    assert Index(garden).offers("30 mm") == [Offer("is 30 mm a giant rose", "Is it a giant rose?")]


def test_what_was_asked_of_late_comes_first(garden: Bank) -> None:
    """A help desk asks the same few questions all day."""
    recent = ["When do roses need water?", "When do tulips need water?"]
    assert [offer.text for offer in Index(garden).offers("need water", recent)] == recent[::-1]


@pytest.mark.parametrize(
    ("typed", "rest"),
    [
        ("When do", " roses need water?"),
        ("when do t", "ulips need water?"),
        ("wa", ""),
        ("xyz", ""),
        ("do ros", "es need water"),
    ],
)
def test_delight_29_the_rest_of_a_question(garden: Bank, typed: str, rest: str) -> None:
    """The bank's own questions first, in any case, and not before there is something to go by."""
    assert Index(garden).suggestion(typed) == rest


def test_delight_29_then_the_rest_of_what_was_asked(garden: Bank) -> None:
    """What the bank does not have may have been asked before."""
    assert Index(garden).suggestion("xyz and", ["xyz and more"]) == " more"


@given(ANY_TEXT)
def test_must_11_any_line_may_be_half_typed(garden: Bank, typed: str) -> None:
    """Offers and suggestions come back for the wildest of lines."""
    index = Index(garden)
    assert len(index.offers(typed)) <= len(garden.entries)
    assert isinstance(index.suggestion(typed, [typed]), str)


def offered(tmp_path: Path, typed: str) -> list[str]:
    """What the line is after each offer is taken."""
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    offers = Offered(begin(tmp_path)).get_completions(Document(typed), CompleteEvent())
    return [typed[: len(typed) + offer.start_position] + offer.text for offer in offers]


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        ("/s", ["/sources", "/save"]),
        ("/topics si", ["/topics Size"]),
        ("/topics ", ["/topics Water", "/topics Size"]),
        ("/wrong dead", ["/wrong a link is dead"]),
        ("/private o", ["/private on", "/private off"]),
        ("/bank m", ["/bank micrometastases"]),
        ("/save x", []),
        ("//dwarf", ["Is it a dwarf rose?"]),
    ],
)
def test_should_21_commands_complete(tmp_path: Path, typed: str, lines: list[str]) -> None:
    """Their names from the table, and what may stand after them."""
    assert offered(tmp_path, typed) == lines


def test_nothing_is_offered_in_the_middle_of_a_line(tmp_path: Path) -> None:
    """Or the rest of the line would stay behind what was taken."""
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    assert list(Offered(begin(tmp_path)).get_completions(Document("roses water", 5), CompleteEvent())) == []


def test_topics_are_found_by_their_words() -> None:
    """From the start, or by any of them."""
    known = [Offer("(introduction)"), Offer("How are they found?")]
    assert list(begun("found", known)) == [known[1]]
    assert list(begun("intro", known)) == [known[0]]
    assert list(begun("", known)) == known


@pytest.mark.parametrize(
    ("columns", "rows", "shown"),
    [
        (80, 24, "F1 help | Garden | 5 answers | Tab lists"),
        (40, 10, "F1 help | Garden | 5 answers | Tab lists"),
        (39, 24, "F1 help | Garden | 5 answers"),
        (12, 24, "F1 help"),
        (3, 24, ""),
        (80, 9, ""),
    ],
)
def test_the_quiet_line_shows_what_fits(columns: int, rows: int, shown: str) -> None:
    """What matters most stays longest; in a low window there is none."""
    assert (
        toolbar(["", "F1 help", "Garden", "5 answers", "Tab lists"], columns=columns + 1, rows=rows) == shown
    )


def test_delight_30_there_are_two_tips() -> None:
    """One for each of the first two prompts."""
    assert len(TIPS) == 2


def test_delight_27_the_greeting_is_what_the_bank_says() -> None:
    """Peeked at without YAML, it is what YAML finds."""
    for name in shelf.shipped():
        bank = footnote.load(name).bank
        assert peek(shelf.file(shelf.find(name))) == Head(bank.title, bank.notice, bank.source.publisher)
    assert peek(str(GARDEN / "bank.yaml")) == Head(
        "Our garden", "This is general information.", "The Gardeners"
    )


@pytest.mark.parametrize(
    "line", ["title: >-\n  Folded", "title: 'Quoted'", "title: One\n  more", "title: &a Anchored", "title:"]
)
def test_a_head_that_only_yaml_can_read_is_left_to_it(tmp_path: Path, line: str) -> None:
    """A wrong greeting would be worse than a late one."""
    text = (GARDEN / "bank.yaml").read_text(encoding="utf-8").replace("title: Our garden", line)
    (tmp_path / "bank.yaml").write_text(text, encoding="utf-8")
    assert peek(str(tmp_path / "bank.yaml")) is None


@given(st.binary(max_size=300))
def test_any_file_may_be_peeked_at(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    """A head of it, or none."""
    file = tmp_path_factory.mktemp("peek") / "bank.yaml"
    file.write_bytes(content)
    assert peek(str(file)) is None or b"title" in content


def test_the_greeting_says_how_to_get_help_and_how_to_leave() -> None:
    """In plain mode without a function key."""
    head = Head("Garden", "No advice.", "The Gardeners")
    assert greeting(head, plain=False)[1:] == [
        "No advice.",
        "Ask in your own words. F1 for help, Ctrl-D to leave.",
    ]
    assert "/help" in greeting(head, plain=True)[-1]


@pytest.mark.parametrize(
    ("terminal", "environ", "shown"),
    [
        (Terminal(tty=True, rows=10), {"FOOTNOTE_PAGER": "true"}, True),
        (Terminal(tty=True, rows=10), {"PAGER": "true", "FOOTNOTE_PAGER": "cat"}, False),
        (Terminal(tty=True, rows=10), {"PAGER": "no-such-program-anywhere"}, False),
        (Terminal(tty=True, rows=10), {"PAGER": "'unclosed"}, False),
        (Terminal(tty=True, rows=10), {"PAGER": "false"}, False),
        (Terminal(tty=True, rows=100), {"PAGER": "true"}, False),
        (Terminal(tty=True, rows=10, plain=True), {"PAGER": "true"}, False),
        (Terminal(rows=10), {"PAGER": "true"}, False),
    ],
)
def test_a_pager_shows_what_is_longer_than_the_window(
    terminal: Terminal,
    environ: dict[str, str],
    shown: bool,  # noqa: FBT001
) -> None:
    """On a terminal that can, and never in the reader's way: else the list is simply printed."""
    assert paged("line\n" * 50, terminal, {**os.environ, **environ}) is shown


def test_a_chat_that_was_written_down_is_typed_again() -> None:
    """Lines below a prompt that begin with a dot belong to it."""
    typed = ["one", "Dear team,\n\nhow big?\nAnn", "/help"]
    chat = "".join(f"{transcript.typed(line)}\nAn answer\n.\n\n" for line in typed)
    assert list(transcript.lines(chat)) == typed


def test_a_long_or_hostile_fragment_is_searched_for_as_it_stands() -> None:
    """Its words are no pattern."""
    from footnote.bank.models import Passage

    passage = Passage("P", "s", "p", ("a (b", "c) d."), "0" * 64)
    found = passages.find("x a (b or c) d. y", passage)
    assert found == passages.Found("a (b or c) d.", exact=False)
