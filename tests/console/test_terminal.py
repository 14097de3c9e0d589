"""What the terminal is taken for, how text is laid out on it, and that no text can drive it."""

from __future__ import annotations

import io
import re

import pytest
from chatting import ESCAPE, bare
from hypothesis import given, strategies as st
from wcwidth import wcswidth

import footnote
from footnote.console import EMPTY, citation_links, detect_terminal, render_blocks, render_reply, wrap
from footnote.console.terminal import Terminal, parse_switch
from footnote.dialogue import Block, page, plain

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
MIXED = "Die Größe (0,2–2 mm) 微小転移はとても小さい腫瘍です e\u0301te\u0301 " * 3


@pytest.mark.parametrize(
    ("environ", "option", "plain"),
    [
        ({}, None, False),
        ({"TERM": "xterm"}, None, False),
        ({"TERM": "dumb"}, None, True),
        ({"TERM": "dumb"}, False, True),
        ({"FOOTNOTE_PLAIN": "1"}, None, True),
        ({"ACCESSIBLE": "yes"}, None, True),
        ({"ACCESSIBLE": "1", "FOOTNOTE_PLAIN": "0"}, None, False),
        ({"FOOTNOTE_PLAIN": ""}, None, False),
        ({"FOOTNOTE_PLAIN": "false"}, True, True),
        ({"FOOTNOTE_PLAIN": "1"}, False, False),
    ],
)
def test_plain_mode_by_environment_and_option(
    environ: dict[str, str],
    option: bool | None,  # noqa: FBT001
    plain: bool,  # noqa: FBT001
) -> None:
    assert detect_terminal(environ, tty=True, plain=option).plain is plain


@pytest.mark.parametrize(
    ("environ", "option", "tty", "colour"),
    [
        ({}, "auto", True, True),
        ({}, "auto", False, False),
        ({"NO_COLOR": "1"}, "auto", True, False),
        ({"NO_COLOR": ""}, "auto", True, True),
        ({"NO_COLOR": "1"}, "always", True, True),
        ({"CLICOLOR": "0"}, "auto", True, False),
        ({"CLICOLOR_FORCE": "1"}, "auto", False, True),
        ({"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, "auto", False, False),
        ({}, "always", False, True),
        ({}, "never", True, False),
        ({"TERM": "dumb"}, "always", True, False),
    ],
)
def test_colour_by_environment_and_option(
    environ: dict[str, str],
    option: str,
    tty: bool,  # noqa: FBT001
    colour: bool,  # noqa: FBT001
) -> None:
    assert detect_terminal(environ, tty=tty, colour=option).colour is colour


@pytest.mark.parametrize(
    ("environ", "shown"),
    [
        ({}, False),
        ({"TERM": "xterm-kitty"}, True),
        ({"VTE_VERSION": "6003"}, True),
        ({"VTE_VERSION": "4999"}, False),
        ({"VTE_VERSION": "²"}, False),
        ({"TERM_PROGRAM": "iTerm.app"}, True),
        ({"TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM_PROGRAM": "Apple_Terminal", "FORCE_HYPERLINK": "1"}, True),
        ({"WT_SESSION": "x", "FORCE_HYPERLINK": "0"}, False),
        ({"WT_SESSION": "x", "TERM": "dumb"}, False),
        ({"KONSOLE_VERSION": "230800"}, False),
        ({"TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TMUX": "socket,1,0"}, False),
        ({"TERM": "screen-256color", "VTE_VERSION": "6003"}, False),
        ({"TERM": "xterm-256color", "WT_SESSION": "x", "TMUX": "x"}, False),
        ({"TERM": "xterm-256color", "WT_SESSION": "x", "STY": "1.pts"}, False),
        ({"TERM": "tmux-256color", "TMUX": "x", "FORCE_HYPERLINK": "1"}, True),
    ],
)
def test_links_by_environment(environ: dict[str, str], shown: bool) -> None:  # noqa: FBT001
    assert detect_terminal(environ, tty=True).links is shown
    assert detect_terminal(environ, tty=False).links is False


def test_a_switch_is_off_in_many_words() -> None:
    assert [parse_switch(word) for word in (None, "", "0", "no", "False", "1", "yes")] == [
        None,
        *[False] * 4,
        True,
        True,
    ]


@pytest.mark.parametrize("width", [1, 2, 7, 20, 40, 80])
@pytest.mark.parametrize(
    "text",
    ["Plain words that go on for a while, and then some. " * 4, "- " + MIXED, MIXED, "x" * 300, "漢" * 99],
)
def test_wrapped_lines_fit_any_width(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(wcswidth(line) <= max(width, 2) for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


def test_an_item_of_a_list_is_indented_under_its_first_word() -> None:
    lines = ["One of:", "- water every", "  morning [1]", "- none", "-", "-5 degrees or", "less"]
    assert wrap("One of:\n- water every morning [1]\n- none\n- \n-5 degrees or less", 13) == lines


@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize("mode", [{}, {"plain": True}])
@pytest.mark.parametrize("question", ["do roses need water", "how do I mow the lawn", "hello"])
def test_a_reply_fits_any_width(
    gardener: footnote.Bot, question: str, mode: dict[str, bool], columns: int
) -> None:
    """All of it but addresses, which stay whole to be copied."""
    reply = gardener.ask(question)
    lines = render_reply(reply, Terminal(width=columns, tty=True, **mode), gardener.bank.language).split("\n")
    assert all(wcswidth(line) <= columns for line in lines if "://" not in line)
    assert all(page(citation.url) in [line.strip() for line in lines] for citation in reply.citations)


def test_a_file_gets_plain_text(gardener: footnote.Bot) -> None:
    for question in ("do roses need water", "how do I mow the lawn", "hello", "who is the president"):
        reply = gardener.ask(question)
        assert render_reply(reply, Terminal(), gardener.bank.language) == plain(reply, gardener.bank.language)


@given(ANY_TEXT)
def test_text_cannot_drive_the_terminal(text: str) -> None:
    from footnote.text import printable

    terminal = Terminal(width=40, tty=True, colour=True, links=True)
    shown = render_blocks(
        [Block("", printable(text)), Block("[1]", printable(text))],
        terminal,
        {"[1]": printable(f"https://{text}")},
    )
    rest = re.sub(r"\x1b\[(?:36|0)m|\x1b\]8;;[ -~]*?\x1b\\", "", shown)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)


def test_a_link_stands_for_the_address_and_changes_no_word(gardener: footnote.Bot) -> None:
    reply = gardener.ask("do roses need water")
    linked = render_reply(
        reply, Terminal(width=80, tty=True, colour=True, links=True), gardener.bank.language
    )
    assert linked.count(f"\x1b]8;;{reply.citations[0].url}\x1b\\") == 3  # both marks, and the words
    *lines, address = render_reply(reply, Terminal(width=80, tty=True), gardener.bank.language).split("\n")
    assert bare(linked).split("\n") == lines
    assert address == "      https://garden.example/guide"
    assert citation_links(reply) == {"[1]": reply.citations[0].url}


def test_each_mark_of_a_source_is_a_link_to_its_passage(gardener: footnote.Bot) -> None:
    reply = gardener.ask("what is water good for")
    shown = render_reply(reply, Terminal(width=80, tty=True, links=True), gardener.bank.language)
    source = shown.split("\n")[1]
    for citation in reply.citations:
        assert f"\x1b]8;;{citation.url}\x1b\\[{citation.number}]" in source
    assert "\x1b]8;;https://garden.example/guide\x1b\\Garden" in source


def test_the_number_of_a_place_stays_with_its_word() -> None:
    text = "Garden, The Gardeners, 2 January 2025: Water, paragraph 1, list items 1–3"
    for width in range(24, 60):
        shown = render_blocks([Block("", ""), Block("[1]", text, address="https://x")], Terminal(width=width))
        assert "2 January 2025" in shown
        assert "paragraph 1," in shown
        assert "items 1–3" in shown


def test_an_address_starts_at_the_edge_where_it_fits_only_there() -> None:
    block = Block("[1]", "Garden", address="https://garden.example")
    shown = [render_blocks([EMPTY, block], Terminal(width=width)).split("\n")[-1] for width in (28, 27)]
    assert shown == ["      https://garden.example", "https://garden.example"]


def test_a_title_that_begins_with_a_number_is_linked_whole() -> None:
    blocks = [EMPTY, Block("[1]", "2024 guide", address="https://x")]
    shown = render_blocks(blocks, Terminal(width=40, links=True))
    assert "\x1b]8;;https://x\x1b\\2024 guide\x1b]8;;" in shown


@pytest.mark.parametrize("width", [4, 12, 30, 40])
def test_a_source_of_many_marks_fits_a_narrow_window(width: int) -> None:
    label = " ".join(f"[{number}]" for number in range(1, 9))
    shown = render_blocks(
        [Block("", "Head"), Block(label, "Garden: Water, sentences 1–3", address="https://x")],
        Terminal(width=width),
    ).split("\n")
    assert "".join(" ".join(shown).split()) == f"Head{label}Garden:Water,sentences1–3https://x".replace(
        " ", ""
    )
    assert all(wcswidth(line) <= width for line in shown if "://" not in line)


def test_only_web_addresses_are_links() -> None:
    terminal = Terminal(tty=True, links=True)
    assert terminal.link("[1]", "javascript:alert(1)") == "[1]"
    assert "\x07" not in terminal.link("[1]", "https://x/\x07é")


def test_plain_mode_says_in_words_what_a_line_is(gardener: footnote.Bot) -> None:
    shown = render_reply(
        gardener.ask("do roses need water"), Terminal(width=80, tty=True, plain=True), gardener.bank.language
    ).split("\n")
    assert shown[0] == "Bot: Every morning (source 1)."
    assert shown[1].startswith("Source 1: Garden, The Gardeners, 2 January 2025: Water, paragraph 1")
    assert shown[2:] == ["https://garden.example/guide"]
    offered = render_reply(
        gardener.ask("how do I mow the lawn"),
        Terminal(width=80, tty=True, plain=True),
        gardener.bank.language,
    ).split("\n")
    assert "1. When do roses need water?" in offered


def test_a_label_too_long_for_the_window_has_its_own_line() -> None:
    shown = render_blocks([Block("/private [on|off]", "Keeps nothing more.")], Terminal(width=20))
    assert shown.split("\n")[0] == "  /private [on|off]"
    assert "".join(shown.split()).endswith("Keepsnothingmore.")


def test_without_a_window_the_size_is_80_by_24(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", io.StringIO())
    result = detect_terminal({}, tty=True)
    assert (result.width, result.rows) == (80, 24)


def test_the_pattern_for_escapes_finds_them() -> None:
    assert ESCAPE.findall("a\x1b[31mb\x1b]8;;x\x1b\\c\x1b]52;c;eA==\x07\x1b[?2004h") != []
    assert bare("a\x1b[31mb\x1b]8;;x\x1b\\c\x1b]52;c;eA==\x07\x1b[?2004h") == "abc"


def test_text_after_an_empty_line_starts_at_the_left_edge() -> None:
    blocks = [Block("", "Head"), Block("1.", "one"), Block("", "below"), EMPTY, Block("", "Section")]
    lines = ["Head", "  1.  one", "      below", "", "Section"]
    assert render_blocks(blocks, Terminal(width=40)).split("\n") == lines


def test_texts_of_labels_of_different_lengths_are_aligned() -> None:
    blocks = [Block("", "Head"), Block("/help", "one"), Block("/topics [WORDS]", "two")]
    lines = ["Head", "  /help            one", "  /topics [WORDS]  two"]
    assert render_blocks(blocks, Terminal(width=80)).split("\n") == lines


def test_plain_mode_spells_out_marks_in_the_answer_only() -> None:
    blocks = [Block("", "Yes [1], not [2]."), Block("1.", "What is [1]?")]
    shown = render_blocks(blocks, Terminal(width=80, plain=True), {"[1]": "https://x"})
    assert shown.split("\n") == ["Bot: Yes (source 1), not [2].", "1. What is [1]?"]


@pytest.mark.parametrize(("columns", "width"), [(20, 20), (80, 80), (200, 80)])
def test_text_is_as_wide_as_the_window_up_to_80_columns(
    monkeypatch: pytest.MonkeyPatch, columns: int, width: int
) -> None:
    monkeypatch.setattr("os.get_terminal_size", lambda _: (columns, 50))
    monkeypatch.setattr("sys.stdout.fileno", lambda: 1, raising=False)
    terminal = detect_terminal({}, tty=True)
    assert (terminal.width, terminal.rows) == (width, 50)
