"""Questions and answers as a Markdown page: a heading a question, its answer under it, its sources in a
list.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.authoring.readers import Block, read_markdown
from footnote.text import LIST_ITEM

from .items import Faq, Item, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_ID = re.compile(r'\s*<a id="([\w-]+)"></a>\s*')
_CITED = re.compile(r"^\d+\. .*<!-- passage ([\w-]+) -->\s*$", re.MULTILINE)
_ABOUT = re.compile(r"^<!-- about: (.*?) -->\s*$", re.MULTILINE)
_WORDING = re.compile(r"^<!-- also: (.*?) -->\s*$", re.MULTILINE)
_SPECIAL = re.compile(r"([\\`*_<>#\[\]|~&])")
_FENCE = re.compile(r"^(```|~~~)")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*\s*$")


def to_markdown(faq: Faq) -> str:
    """The items as a page that reads as an FAQ. Ids, passages and wordings are where only programs see
    them.
    """
    lines = [f"# {_escaped(faq.title)}", ""]
    for item in faq.items:
        lines += [f'## {_escaped(item.question)} <a id="{item.id}"></a>', ""]
        lines += [f"<!-- about: {_comment(item.about)} -->"] if item.about else []
        lines += [f"<!-- also: {_comment(wording)} -->" for wording in item.wordings]
        lines += [""] if item.about or item.wordings else []
        for part in paragraphs(item.answer):
            lines += [*(_line(line) for line in part), ""]
        for number, cited in enumerate(item.citations, start=1):
            lines.append(f"{number}. [{_escaped(cited.name)}]({cited.url}) <!-- passage {cited.id} -->")
        lines.append("")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def _line(line: str) -> str:
    return f"- {_escaped(line[2:])}" if line.startswith(LIST_ITEM) else _escaped(line)


def _escaped(text: str) -> str:
    """A text in which Markdown has no meaning; marks such as [1] stay readable."""
    escaped = re.sub(r"\\\[(\d{1,3})\\\]", r"[\1]", _SPECIAL.sub(r"\\\1", text))
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+])", r"\\\1", escaped))


def _comment(text: str) -> str:
    return " ".join(text.split()).replace("--", "- -")


def from_markdown(text: str) -> Faq:
    """The items of a page: each heading with text under it is a question."""
    title, sections = _sections(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    return Faq(title, tuple(item for heading, body in sections if (item := _item(heading, body))))


def _sections(text: str) -> tuple[str, list[tuple[str, str]]]:
    """The title, and each other heading with the lines under it. A `#` in code is no heading."""
    title, sections, fenced = "", list[tuple[str, list[str]]](), False
    for line in text.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        heading = None if fenced else _HEADING.match(line)
        if heading and heading[1] == "#" and not title and not sections:
            title = _plain(heading[2])
        elif heading:
            sections.append((heading[2], []))
        elif sections:
            sections[-1][1].append(line)
    return title, [(heading, "\n".join(lines)) for heading, lines in sections]


def _item(heading: str, body: str) -> Item | None:
    id, about = _ID.search(heading), _ABOUT.search(body)
    cites = tuple(_CITED.findall(body))
    wordings = tuple(wording.replace("- -", "--") for wording in _WORDING.findall(body))
    rest = _WORDING.sub("", _ABOUT.sub("", _CITED.sub("", body)))
    answer = "\n".join(answer_lines(read_markdown(rest).blocks))
    question = _plain(_ID.sub("", heading))
    if not answer or not question:
        return None
    return Item(id[1] if id else "", question, answer, about[1] if about else "", wordings, cites)


def _plain(markdown: str) -> str:
    blocks = read_markdown(markdown).blocks
    return " ".join(block.text for block in blocks) or markdown


def answer_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """Blocks of a page as the lines of an answer."""
    for block in blocks:
        is_item = block.kind in {"item", "row"}
        yield f"{LIST_ITEM}{block.text}" if is_item else block.text
