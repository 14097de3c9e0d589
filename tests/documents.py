"""The project's Markdown pages, read for the tests that compare them with the program."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from paths import ROOT

if TYPE_CHECKING:
    from pathlib import Path

PAGES = sorted(
    [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        ROOT / "faq" / "README.md",
        ROOT / ".github" / "CONTRIBUTING.md",
    ]
    + [path for path in (ROOT / "bot").rglob("README.md") if "node_modules" not in path.parts]
)
"""Every page that a reader is led to."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)|(?:src|srcset|href)=\"([^\"]+)\"")
_HEADING = re.compile(r"^(#{1,4}) (.+)$", re.MULTILINE)


class Transcript(NamedTuple):
    """A command in a console block, and the output under it."""

    command: str
    output: str


def text_of(page: Path) -> str:
    """The whole page."""
    return page.read_text(encoding="utf-8")


def prose_of(page: Path) -> str:
    """The page without its code blocks."""
    return _FENCE.sub("", text_of(page))


def blocks(page: Path, language: str) -> list[str]:
    """The code blocks in a language, in order."""
    return blocks_of(text_of(page), language)


def blocks_of(text: str, language: str) -> list[str]:
    """The same of a part of a page."""
    return [code for name, code in _FENCE.findall(text) if name == language]


def section(page: Path, heading: str) -> str:
    """What is under a heading of the second level."""
    _, found, after = text_of(page).partition(f"\n## {heading}\n")
    assert found, f"{page} has no section {heading}"
    return after.partition("\n## ")[0]


def links(page: Path) -> list[str]:
    """The targets of links and pictures that are files of the project, `#…` included."""
    targets = [markdown or html for markdown, html in _LINK.findall(prose_of(page))]
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def headings(page: Path, level: int) -> list[str]:
    """The titles of the headings of a level."""
    return [title for marks, title in _HEADING.findall(prose_of(page)) if len(marks) == level]


def anchors(page: Path) -> set[str]:
    """The fragments that a link to the page can have, as GitHub makes them."""
    titles = [title for level in range(1, 5) for title in headings(page, level)]
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def transcripts(page: Path) -> list[Transcript]:
    """Each `$ footnote …` of a page's console blocks."""
    pieces = [
        piece for block in blocks(page, "console") for piece in re.split(r"^\$ ", block, flags=re.MULTILINE)
    ]
    pairs = [piece.partition("\n") for piece in pieces if piece]
    return [Transcript(command, output.strip("\n")) for command, _, output in pairs]


def generated(page: Path, name: str) -> str:
    """What is between `<!-- generated: NAME -->` and `<!-- end -->`. Fails if the page has no such part."""
    match = _generated(name).search(text_of(page))
    assert match, f"{page} has no <!-- generated: {name} -->"
    return match[2]


def regenerate(page: Path, name: str, content: str) -> None:
    """Replace what `generated` gives."""
    replaced = _generated(name).sub(lambda match: match[1] + content + match[3], text_of(page))
    page.write_text(replaced, encoding="utf-8", newline="\n")


def _generated(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- generated: {re.escape(name)} -->\n)(.*?)(<!-- end -->)", re.DOTALL)
