"""Text made fit to compare and safe to print."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from footnote.text import fold, plain, printable, sentences, words


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("  HER2–Positive ", "her2-positive"),
        ("Don’t", "don't"),
        ("ＷＩＤＥ", "wide"),
        ("oedème", "oedeme"),
        ("zero\u200bwidth soft\u00adhyphen", "zerowidth softhyphen"),
        ("STRASSE straße", "strasse strasse"),
        ("½ mm", "1⁄2 mm"),
        ("don`t don´t don‘t don‚t don‛t donʼt", "don't don't don't don't don't don't"),
        ("`don`", "'don'"),
        ("“a” „b…c", '"a" "b c'),
        ("a‐b‑c‒d–e—f−g", "a-b-c-d-e-f-g"),
        ("", ""),
    ],
)
def test_folding_makes_alike_what_reads_alike(typed: str, compared: str) -> None:
    """Case, accents, dashes, quotes and what cannot be seen make no difference."""
    assert fold(typed) == compared


@pytest.mark.parametrize(
    "hostile", ["\x1b[31m", "\x07", "\x9b2J", "\u202e", "\u2066", "\x00", "\ud800", "\u2028"]
)
def test_what_drives_a_terminal_is_shown_as_a_mark(hostile: str) -> None:
    """The reader sees that something was there; the terminal does not obey it."""
    assert printable(f"a{hostile}b") == f"a\N{REPLACEMENT CHARACTER}{hostile[1:]}b"


def test_every_line_break_is_a_newline() -> None:
    assert printable("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


@pytest.mark.parametrize("invisible", "\u00ad\u034f\u1160\u180b\u200b\u200d\u2060\u2064\ufe0f\ufeff")
def test_what_cannot_be_seen_splits_no_word(invisible: str) -> None:
    assert fold(f"a{invisible}b") == "ab"


@given(st.text(st.characters(exclude_categories=())))
def test_printable_text_holds_no_control_character(text: str) -> None:
    """Newline and tab are all that is left of them, and it can be encoded."""
    shown = printable(text)
    shown.encode()
    assert not [c for c in shown if unicodedata.category(c) == "Cc" and c not in "\n\t"]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
    assert printable(shown) == shown


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    """A folded text is at rest."""
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("is it 0.2 mm?", ["is", "it", "0", "2", "mm"]),
        ("er+/her2- or pr-", ["er+", "her2-", "or", "pr-"]),
        ("follow-up", ["follow", "up"]),
        ("the nodes - all", ["the", "nodes", "all"]),
        ("isn't", ["isn't"]),
        ("r&d, q&a's", ["r&d", "q&a's"]),
        ("a_b", ["a", "b"]),
        ("abcd- abcde-", ["abcd-", "abcde"]),
        ("er-positive", ["er", "positive"]),
        ("化疗", ["化疗"]),
    ],
)
def test_words(text: str, found: list[str]) -> None:
    """A plus or minus belongs to the abbreviation it stands at."""
    assert words(text) == found


def test_sentences_end_where_a_reader_pauses() -> None:
    """A number's point ends no sentence; a line break does."""
    assert sentences('He said "0.2 mm." Is it? Yes!\nAnn') == ['He said "0.2 mm.', "Is it?", "Yes!", "Ann"]


def test_plain_text_is_its_words() -> None:
    """Two wordings that differ in punctuation are the same wording."""
    assert plain("Why -- is it, so?") == plain("why is it so")


def test_a_sentence_has_no_space_around_it_and_some_text() -> None:
    assert sentences("  a. \n\n b?  (c!) d ") == ["a.", "b?", "(c!", "d"]
