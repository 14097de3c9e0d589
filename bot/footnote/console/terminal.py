"""What the terminal can do, read once as a program starts, and how to colour and link text on it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

WIDEST = 80
"""Columns of text: in longer lines the eye does not find the next one."""

ENVIRONMENT = {
    "NO_COLOR": "Set to anything: no colour.",
    "CLICOLOR_FORCE": "Set to anything but 0: colour, even into a file or a pipe.",
    "CLICOLOR": "Set to 0: no colour.",
    "FOOTNOTE_PLAIN": "Set to 1: plain mode, as with --plain; 0 turns it off.",
    "ACCESSIBLE": "Set to 1: plain mode too.",
    "FORCE_HYPERLINK": "Set to 1 or 0: source numbers are links, or are not, on any terminal.",
    "TERM": "Where it is dumb, plain mode.",
    "FOOTNOTE_PAGER, PAGER": "What shows a list that is longer than the window; cat shows it straight away.",
    "FOOTNOTE_CONFIG_HOME": "The folder for config.toml, the history and the notes.",
}
"""Every environment variable that a reader may set, and what it does."""

_COLOURS = {"label": "36"}  # by its ANSI name only: what cyan looks like is for the user's theme to say

# Terminals that are known to show OSC 8 links, by what they set. Others may print the escape as text.
_LINKING_PROGRAMS = frozenset(
    "iTerm.app WezTerm vscode Hyper ghostty Tabby rio mintty WarpTerminal contour".split(),
)
_LINKING_TERMS = ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour", "tmux")
_LINKING_MARKS = ("KITTY_WINDOW_ID", "WT_SESSION", "KONSOLE_VERSION", "DOMTERM", "TMUX")


class Terminal(NamedTuple):
    """Where the text goes. The default is a file: nothing wrapped, coloured or linked.

    `width` and `rows` are in columns and lines, `width` None where nothing must be wrapped; `plain` says
    that text may only be appended, for a screen reader or a terminal that can do no more.
    """

    width: int | None = None
    rows: int = 24
    tty: bool = False
    plain: bool = False
    colour: bool = False
    links: bool = False

    def resized(self) -> Terminal:
        """The same terminal in the size that its window has now."""
        if not self.tty:
            return self
        columns, rows = size()
        return self._replace(width=min(columns, WIDEST), rows=rows)

    def paint(self, text: str, style: str) -> str:
        """The text in the colour of its role, where there is colour; no meaning may hang on it."""
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colour and text else text

    def link(self, text: str, address: str) -> str:
        """The text as a link (OSC 8), where the terminal shows links and the address is one of the web's."""
        if not self.links or not address.startswith(("https://", "http://")):
            return text
        from urllib.parse import quote

        safe = quote(address, safe="!#$%&'()*+,/:;=?@[]~-._")  # OSC 8 allows bytes 32 to 126
        return f"\x1b]8;;{safe}\x1b\\{text}\x1b]8;;\x1b\\"


def read(
    environ: Mapping[str, str],
    *,
    tty: bool,
    colour: str = "auto",
    plain: bool | None = None,
    links: bool | None = None,
) -> Terminal:
    """The terminal that standard output is.

    `colour` is auto, always or never; `plain` and `links` are what the user said, None for nothing. What is
    said on the command line or in the config file wins over the environment, as the caller sees to.
    """
    plain = _is_plain(environ, tty=tty, said=plain)
    return Terminal(
        tty=tty,
        plain=plain and tty,
        colour=not (plain and tty) and _has_colour(environ, colour, tty=tty),
        links=tty and not plain and _shows_links(environ, said=links),
    ).resized()


def size() -> tuple[int, int]:
    """Columns and rows of the window: `shutil` would know too, but takes 4 ms to import."""
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):  # no terminal, or none any more
        columns, rows = 0, 0
    return columns or WIDEST, rows or 24


def switch(value: str | None) -> bool | None:
    """What an environment variable says: off for 0, no, off, false and nothing; None where it is not set."""
    return None if value is None else value.strip().casefold() not in ("", "0", "no", "off", "false")


def _is_plain(environ: Mapping[str, str], *, tty: bool, said: bool | None) -> bool:
    if not tty or environ.get("TERM") == "dumb":
        return True
    asked = (said, switch(environ.get("FOOTNOTE_PLAIN")), switch(environ.get("ACCESSIBLE")))
    return next((answer for answer in asked if answer is not None), False)


def _has_colour(environ: Mapping[str, str], said: str, *, tty: bool) -> bool:
    if said in ("always", "never"):
        return said == "always"
    if environ.get("NO_COLOR"):
        return False
    if switch(environ.get("CLICOLOR_FORCE")):
        return True
    return tty and environ.get("CLICOLOR") != "0" and _obeys_escapes(environ)


def _obeys_escapes(environ: Mapping[str, str]) -> bool:
    """An old Windows console shows escapes as text; what came after it says who it is."""
    return os.name != "nt" or not environ.keys().isdisjoint({"WT_SESSION", "TERM", "TERM_PROGRAM", "ANSICON"})


def _shows_links(environ: Mapping[str, str], *, said: bool | None) -> bool:
    forced = switch(environ.get("FORCE_HYPERLINK"))
    if forced is not None or said is not None:
        return bool(said if forced is None else forced)
    return (
        environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or environ.get("TERM", "").startswith(_LINKING_TERMS)
        or any(environ.get(mark) for mark in _LINKING_MARKS)
        or _number(environ.get("VTE_VERSION", "")) >= 5000
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
