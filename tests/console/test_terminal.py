"""What the terminal is taken for, how text is laid out on it, and that no text can drive it."""

from __future__ import annotations

import io
import re

import pytest
from chatting import ESCAPE, bare
from hypothesis import given, strategies as st
from wcwidth import wcswidth

import footnote
from footnote.console.layout import lay, layout, links, wrap
from footnote.console.terminal import Terminal, read, switch
from footnote.dialogue.rendering import Block, plain

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=300)
MIXED = "Die Größe (0,2–2 mm) 微小転移はとても小さい腫瘍です e\u0301te\u0301 " * 3


@pytest.mark.parametrize(
    ("environ", "said", "plain"),
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
def test_must_8_who_is_in_plain_mode(environ: dict[str, str], said: bool | None, plain: bool) -> None:  # noqa: FBT001
    """A terminal that can do no more, and whoever asks for it; the nearer word wins."""
    assert read(environ, tty=True, plain=said).plain is plain


@pytest.mark.parametrize(
    ("environ", "said", "tty", "colour"),
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
def test_must_8_who_sees_colour(environ: dict[str, str], said: str, tty: bool, colour: bool) -> None:  # noqa: FBT001
    """The command line before NO_COLOR, NO_COLOR before all else, and never where escapes are shown."""
    assert read(environ, tty=tty, colour=said).colour is colour


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
    ],
)
def test_delight_28_who_sees_links(environ: dict[str, str], shown: bool) -> None:  # noqa: FBT001
    """Terminals known to show them, or whoever says that theirs does."""
    assert read(environ, tty=True).links is shown
    assert read(environ, tty=False).links is False


def test_a_switch_is_off_in_many_words() -> None:
    """As other programs have it."""
    assert [switch(word) for word in (None, "", "0", "no", "False", "1", "yes")] == [
        None,
        *[False] * 4,
        True,
        True,
    ]


@pytest.mark.parametrize("width", [1, 2, 7, 20, 40, 80])
@pytest.mark.parametrize(
    "text", ["Plain words that go on for a while, and then some. " * 4, MIXED, "x" * 300, "漢" * 99]
)
def test_must_10_lines_fit_any_width(text: str, width: int) -> None:
    """Latin, Japanese and combining marks; a word longer than the window too."""
    lines = wrap(text, width)
    assert all(wcswidth(line) <= max(width, 2) for line in lines)
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", text)


@pytest.mark.parametrize("columns", [20, 40, 80])
@pytest.mark.parametrize("mode", [{}, {"plain": True}])
@pytest.mark.parametrize("question", ["do roses need water", "how do I mow the lawn", "hello"])
def test_must_10_a_reply_fits_any_width(
    gardener: footnote.Bot, question: str, mode: dict[str, bool], columns: int
) -> None:
    """All of it but addresses, which stay whole to be copied."""
    reply = gardener.ask(question)
    lines = layout(reply, Terminal(width=columns, tty=True, **mode)).split("\n")
    assert all(wcswidth(line) <= columns for line in lines if "://" not in line)
    assert all(citation.url in "\n".join(lines) for citation in reply.citations)


def test_must_5_a_file_gets_what_render_gives(gardener: footnote.Bot) -> None:
    """One form of plain text for every surface."""
    for question in ("do roses need water", "how do I mow the lawn", "hello", "who is the president"):
        reply = gardener.ask(question)
        assert layout(reply, Terminal()) == plain(reply)


@given(ANY_TEXT)
def test_must_11_text_cannot_drive_the_terminal(text: str) -> None:
    """Whatever a bank says, the only control sequences are those of colour and links that we add."""
    from footnote.text import printable

    terminal = Terminal(width=40, tty=True, colour=True, links=True)
    shown = lay(
        [Block("", printable(text)), Block("[1]", printable(text))],
        terminal,
        {"[1]": printable(f"https://{text}")},
    )
    rest = re.sub(r"\x1b\[(?:36|0)m|\x1b\]8;;[ -~]*?\x1b\\", "", shown)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", rest)


def test_delight_28_the_same_words_with_links_and_without(gardener: footnote.Bot) -> None:
    """The number is a link; the address is printed too."""
    reply = gardener.ask("do roses need water")
    linked = layout(reply, Terminal(width=80, tty=True, colour=True, links=True))
    assert f"\x1b]8;;{reply.citations[0].url}\x1b\\" in linked
    assert bare(linked) == layout(reply, Terminal(width=80, tty=True))
    assert links(reply) == {"[1]": reply.citations[0].url}


def test_only_the_addresses_of_the_web_are_links() -> None:
    """A bank cannot make a click run something."""
    terminal = Terminal(tty=True, links=True)
    assert terminal.link("[1]", "javascript:alert(1)") == "[1]"
    assert "\x07" not in terminal.link("[1]", "https://x/\x07é")


def test_what_is_said_aloud(gardener: footnote.Bot) -> None:
    """Each line says in words what it is; a mark in the text too."""
    shown = layout(gardener.ask("do roses need water"), Terminal(width=80, tty=True, plain=True)).split("\n")
    assert shown[0] == "Bot: Every morning (source 1)."
    assert shown[1].startswith("Source 1: Garden, The Gardeners, Water, paragraph 1")
    offered = layout(gardener.ask("how do I mow the lawn"), Terminal(width=80, tty=True, plain=True)).split(
        "\n"
    )
    assert "1. When do roses need water?" in offered


def test_a_label_too_long_for_the_window_stands_alone() -> None:
    """Nothing is cut off."""
    shown = lay([Block("/private [on|off]", "Keeps nothing more.")], Terminal(width=20))
    assert shown.split("\n")[0] == "/private [on|off]"
    assert "".join(shown.split()).endswith("Keepsnothingmore.")


def test_no_terminal_has_a_size_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no window to ask, 80 columns and 24 rows."""
    monkeypatch.setattr("sys.stdout", io.StringIO())
    found = read({}, tty=True)
    assert (found.width, found.rows) == (80, 24)


def test_the_pattern_of_the_tests_knows_an_escape() -> None:
    """A test that looks for escapes must find them."""
    assert ESCAPE.findall("a\x1b[31mb\x1b]8;;x\x1b\\c\x1b]52;c;eA==\x07\x1b[?2004h") != []
    assert bare("a\x1b[31mb\x1b]8;;x\x1b\\c\x1b]52;c;eA==\x07\x1b[?2004h") == "abc"
