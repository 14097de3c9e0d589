"""What the terminal can do, detected once at the start, and how to colour and link text on it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TEXT_WIDTH = 80
"""Columns of text at most: longer lines are hard to read."""

ENVIRONMENT = {
    "NO_COLOR": "Set to anything: no colour.",
    "CLICOLOR_FORCE": "Set to anything but 0: colour, even into a file or a pipe.",
    "CLICOLOR": "Set to 0: no colour.",
    "FOOTNOTE_PLAIN": "Set to 1: plain mode, as with --plain; 0 turns it off.",
    "ACCESSIBLE": "Set to 1: plain mode too.",
    "FORCE_HYPERLINK": "Set to 1 or 0: sources are links, or have their addresses, whatever the terminal is.",
    "TERM": "If it is dumb, plain mode.",
    "FOOTNOTE_PAGER, PAGER": "A program to show lists longer than the window, such as less; cat: no paging.",
    "FOOTNOTE_CONFIG_HOME": "The folder of config.toml, the history and the notes.",
    "XDG_CONFIG_HOME, XDG_STATE_HOME": "Otherwise the folder of config.toml, and that of history and notes.",
    "FOOTNOTE_JOURNAL": "The journal that the journal and gaps commands read, and that the service writes.",
    "FOOTNOTE_JOURNAL_KEEP_DAYS": "The days after which lines of the journal are deleted.",
    "FOOTNOTE_HANDOFF_DATABASE": "The conversations that were handed over; journal erase looks there too.",
    "FOOTNOTE_CONFIG": "The settings file of footnote serve.",
    "FOOTNOTE_CACHE": "Set to off: no bank is kept compiled, and no compiled bank is read.",
    "XDG_CACHE_HOME": "The folder of compiled banks.",
    "LOCALAPPDATA": "On Windows, the folder of all of these.",
}
"""The environment variables of the chat and the command line, and what each does."""

_COLOURS = {"label": "36"}  # an ANSI colour name: the user's theme decides what cyan looks like

# Terminals known to show OSC 8 links, by the variables they set. Others may print the escape as text, or
# drop the link, and with it the address. Konsole is none of them: there, links are off unless turned on.
_LINKING_PROGRAMS = frozenset(
    "iTerm.app WezTerm vscode Hyper ghostty Tabby rio mintty WarpTerminal contour".split(),
)
_LINKING_TERMS = ("xterm-kitty", "alacritty", "foot", "wezterm", "xterm-ghostty", "contour")
_LINKING_VARIABLES = ("KITTY_WINDOW_ID", "WT_SESSION", "DOMTERM")

# Programs between the chat and the terminal: whether they pass links on depends on both, and the variables
# of the terminal may be of another one, where the window was opened first.
_BETWEEN_TERMS = ("tmux", "screen", "linux")
_BETWEEN_VARIABLES = ("TMUX", "STY", "ZELLIJ")


class Terminal(NamedTuple):
    """Where the text goes. The default is a file: nothing is wrapped, coloured or linked.

    `width` is in columns, None for no wrapping; `rows` in lines. With `plain`, text is only ever appended,
    for screen readers and simple terminals.
    """

    width: int | None = None
    rows: int = 24
    tty: bool = False
    plain: bool = False
    colour: bool = False
    links: bool = False

    def resized(self) -> Terminal:
        """The same terminal with the current size of its window."""
        if not self.tty:
            return self
        columns, rows = window_size()
        return self._replace(width=min(columns, MAX_TEXT_WIDTH), rows=rows)

    def paint(self, text: str, style: str) -> str:
        """The text in the colour of its role, if there is colour. Colour alone never carries meaning."""
        return f"\x1b[{_COLOURS[style]}m{text}\x1b[0m" if self.colour and text else text

    def link(self, text: str, address: str) -> str:
        """The text as a link (OSC 8), if the terminal shows links and it is a web address."""
        if not self.links or not address.startswith(("https://", "http://")):
            return text
        from urllib.parse import quote

        safe = quote(address, safe="!#$%&'()*+,/:;=?@[]~-._")  # OSC 8 allows bytes 32 to 126
        return f"\x1b]8;;{safe}\x1b\\{text}\x1b]8;;\x1b\\"


def detect_terminal(
    environ: Mapping[str, str],
    *,
    tty: bool,
    colour: str = "auto",
    plain: bool | None = None,
    links: bool | None = None,
) -> Terminal:
    """The terminal behind standard output, if `tty` says that there is one.

    `colour` is auto, always or never. `colour` and `plain` come from the command line or the config file and
    win over the environment, as the NO_COLOR convention asks. `links` comes from the config file, and
    FORCE_HYPERLINK wins over it. None is not set.
    """
    plain = _is_plain(environ, option=plain, tty=tty)
    return Terminal(
        tty=tty,
        plain=plain and tty,
        colour=not (plain and tty) and _has_colour(environ, colour, tty=tty),
        links=tty and not plain and _shows_links(environ, option=links),
    ).resized()


def window_size() -> tuple[int, int]:
    """Columns and rows of the window, or 80 and 24. `shutil` does the same, but takes 4 ms to import."""
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError):  # no terminal, or it is closed
        columns, rows = 0, 0
    return columns or MAX_TEXT_WIDTH, rows or 24


def parse_switch(value: str | None) -> bool | None:
    """An environment variable as a switch: off for 0, no, off, false and an empty text; None if not set."""
    return None if value is None else value.strip().casefold() not in ("", "0", "no", "off", "false")


def _is_plain(environ: Mapping[str, str], *, option: bool | None, tty: bool) -> bool:
    if not tty or environ.get("TERM") == "dumb":
        return True
    switches = (option, parse_switch(environ.get("FOOTNOTE_PLAIN")), parse_switch(environ.get("ACCESSIBLE")))
    return next((switch for switch in switches if switch is not None), False)


def _has_colour(environ: Mapping[str, str], option: str, *, tty: bool) -> bool:
    if option in ("always", "never"):
        return option == "always"
    if environ.get("NO_COLOR"):
        return False
    if parse_switch(environ.get("CLICOLOR_FORCE")):
        return True
    return tty and environ.get("CLICOLOR") != "0" and _interprets_escapes(environ)


def _interprets_escapes(environ: Mapping[str, str]) -> bool:
    """An old Windows console shows escapes as text; newer ones set one of these variables."""
    return os.name != "nt" or not environ.keys().isdisjoint({"WT_SESSION", "TERM", "TERM_PROGRAM", "ANSICON"})


def _shows_links(environ: Mapping[str, str], *, option: bool | None) -> bool:
    forced = parse_switch(environ.get("FORCE_HYPERLINK"))
    if forced is not None or option is not None:
        return bool(option if forced is None else forced)
    if environ.get("TERM", "").startswith(_BETWEEN_TERMS) or any(map(environ.get, _BETWEEN_VARIABLES)):
        return False
    return (
        environ.get("TERM_PROGRAM") in _LINKING_PROGRAMS
        or environ.get("TERM", "").startswith(_LINKING_TERMS)
        or any(environ.get(name) for name in _LINKING_VARIABLES)
        or _number(environ.get("VTE_VERSION", "")) >= 5000
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
