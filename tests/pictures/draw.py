"""Draws the pictures of the chat for the README: a real chat in tmux, as a light and a dark SVG.

    python tests/pictures/draw.py        writes chat-light.svg and chat-dark.svg next to this file

Needs tmux and the installed project. The colours are those of a theme: the chat only uses their ANSI names.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import time
from html import escape
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
COLUMNS, ROWS = 80, 23
CELL, LINE, MARGIN = 8.4, 18, 16  # pixels: a column and a row at 14 pixels of type, and the space around

TYPED = [["wot size r micromets", "Enter"], ["is 3 mm one?", "Enter"], ["can a sc"]]
"""Keys, with a pause after each group. The last question is half typed, to show the suggestion."""

_SGR = re.compile(r"\x1b\[([\d;]*)m|\x1b\][^\x1b]*\x1b\\")


class Theme(NamedTuple):
    """Colours of a terminal: background, text, and the ANSI colours that the chat uses."""

    background: str
    text: str
    cyan: str
    grey: str


THEMES = {
    "light": Theme("#ffffff", "#24292f", "#1b7c83", "#6e7781"),
    "dark": Theme("#0d1117", "#e6edf3", "#39c5cf", "#8b949e"),
}


def tmux(*arguments: str) -> str:
    """Run tmux and return what it prints."""
    command = ["tmux", "-L", "footnote-picture", *arguments]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def chat() -> str:
    """The screen of a real chat, with its colours as escapes."""
    with tempfile.TemporaryDirectory() as home:
        command = [
            "env",
            f"HOME={home}",
            "TERM=tmux-256color",
            "FORCE_HYPERLINK=0",
            *([f"PYTHONPATH={os.environ['PYTHONPATH']}"] if "PYTHONPATH" in os.environ else []),
            sys.executable,
            "-m",
            "footnote",
        ]
        tmux("-f", os.devnull, "new-session", "-d", "-x", str(COLUMNS), "-y", str(ROWS), *command)
        wait_for_prompt()
        for keys in TYPED:
            for key in keys:
                tmux("send-keys", key)
            time.sleep(1)
        screen = tmux("capture-pane", "-p", "-e")
        tmux("kill-server")
    return screen


def wait_for_prompt(seconds: float = 60) -> None:
    """Wait until the chat takes a question: a bank from source is compiled at the first start."""
    end = time.monotonic() + seconds
    while "F1 help |" not in tmux("capture-pane", "-p"):
        if time.monotonic() > end:
            sys.exit("the chat shows no prompt")
        time.sleep(0.2)
    time.sleep(0.5)


def svg(screen: str, theme: Theme) -> str:
    """The screen as an SVG: a text element for each run of one style, as wide as its columns."""
    width, height = COLUMNS * CELL + 2 * MARGIN, ROWS * LINE + 2 * MARGIN
    size = f'viewBox="0 0 {width:.0f} {height}" width="{width:.0f}"'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img">',
        "<title>A chat with Footnote about micrometastases, in a terminal</title>",
        f'<rect width="100%" height="100%" rx="8" fill="{theme.background}" stroke="{theme.grey}"/>',
        '<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14">',
    ]
    for row, line in enumerate(screen.split("\n")):
        lines += (_text(*run, row, theme) for run in _runs(line) if run[1].strip())
    return "\n".join([*lines, "</g>", "</svg>", ""])


def _runs(line: str) -> list[tuple[int, str, str]]:
    """The runs of a line: the column where each starts, its text, its style."""
    runs, style, column, at = [], "", 0, 0
    for code in [*_SGR.finditer(line), None]:
        text = line[at : code.start() if code else len(line)]
        if text:
            runs.append((column, text, style))
            column += len(text)
        if code:
            style, at = _style(code[1], style), code.end()
    return runs


def _style(codes: str | None, style: str) -> str:
    if codes is None:
        return style
    names = {"36": "cyan", "90": "grey", "1": "bold"}
    return " ".join(names[code] for code in codes.split(";") if code in names)


def _text(column: int, text: str, style: str, row: int, theme: Theme) -> str:
    fill = theme.cyan if "cyan" in style else theme.grey if "grey" in style else theme.text
    weight = ' font-weight="bold"' if "bold" in style else ""
    shown = text.strip()
    column += len(text) - len(text.lstrip())
    x, y = MARGIN + column * CELL, MARGIN + (row + 0.8) * LINE
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}"{weight} textLength="{len(shown) * CELL:.1f}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(shown)}</text>'
    )


def main() -> None:
    """Run the chat and write both pictures."""
    screen = chat()
    for name, theme in THEMES.items():
        (HERE / f"chat-{name}.svg").write_text(svg(screen, theme), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
