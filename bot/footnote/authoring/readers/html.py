"""Reads HTML: what a reader sees of a page, without its navigation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser

from .html_inline import BLOCKS, TEXT, children, inline, is_hidden
from .html_metadata import json_ld, read_metadata
from .page import Block, Page, clean, heading, is_like_heading, row

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

    from .page import BlockKind

MAX_DEPTH = 150
"""How deep elements are followed; what is nested deeper is taken as plain text."""

MIN_SHARE = 0.2
"""The share of a page's text that its `main` must have to be taken for the page."""

_MAIN = ("main", "[role=main]", "article", "[itemprop=articleBody]", "#content")
_CHROME = "script style noscript template svg nav footer iframe select textarea input aside object".split()
_CHROME_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary"}
_CHROME_CLASSES = set(
    "nav navbar navigation nav-panel breadcrumb breadcrumbs sidebar sphinxsidebar toc table-of-contents "
    "footer related cookie cookies cookie-banner skip-link share social pagination".split()
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOLD_LINE = re.compile(r"\*\*([^*]+)\*\*")
_BOLD_LEVEL = 6


def read_html(text: str) -> Page:
    """The page in a text of HTML. A broken one is read as browsers do."""
    tree = LexborHTMLParser(text)
    about = read_metadata(tree)
    root = _main_part(tree)
    blocks = _Blocks().of(root) if root else []
    firsts = [block for block in blocks if block.kind == "heading" and block.level == 1]
    title = firsts[0].text if len(firsts) == 1 else about.title or (firsts[0].text if firsts else "")
    kept = tuple(block for block in blocks if not (block in firsts[:1] and block.text == title))
    return Page(title, kept, about.publisher, about.url, about.updated)


def json_ld_of(text: str) -> list[dict[str, Any]]:
    """The objects of the JSON-LD in a text of HTML."""
    return list(json_ld(LexborHTMLParser(text)))


def _main_part(tree: LexborHTMLParser) -> LexborNode | None:
    """The element with what the page is about, or its body."""
    body = tree.body or tree.root
    if body is None:
        return None
    whole = len(body.text()) or 1
    for selector in _MAIN:
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text()) >= MIN_SHARE * whole:
            return found[0]
    return body


class _Run(NamedTuple):
    """A piece of text in a line: as plain text and as Markdown."""

    text: str
    markup: str


class _Blocks:
    """Collects the blocks of an element. Text is gathered until a block begins or ends."""

    def __init__(self) -> None:
        self._found: list[Block] = []
        self._runs: list[_Run] = []
        self._kind: BlockKind = "paragraph"

    def of(self, root: LexborNode) -> list[Block]:
        """The blocks in an element, in order."""
        self._walk(root, 0)
        self._flush()
        return [block for block in self._found if block.text]

    def _walk(self, node: LexborNode, depth: int) -> None:
        for child in children(node):
            self._take(child, depth + 1)

    def _take(self, node: LexborNode, depth: int) -> None:
        tag = node.tag or ""
        if tag == TEXT or depth > MAX_DEPTH:
            text = node.text()
            self._runs.append(_Run(text, text.replace("\n", " ")))
        elif tag == "br":
            self._break()
        elif tag in _CHROME or is_hidden(node) or self._is_chrome(node, tag) or _is_contents(node, tag):
            return
        elif tag in _HEADINGS or self._is_opener(node, tag):
            self._heading(node, tag)
        elif tag == "pre":
            self._code(node)
        elif tag == "table" and not _is_layout(node):
            self._table(node)
        elif tag == "dl":
            self._definitions(node)
        elif tag in BLOCKS or any((each.tag or "") in BLOCKS for each in children(node)):
            self._block(node, tag, depth)
        else:
            self._runs.append(_Run(*inline(node)))

    def _is_chrome(self, node: LexborNode, tag: str) -> bool:
        if not _CHROME_CLASSES.isdisjoint((node.attributes.get("class") or "").lower().split()):
            return True
        is_banner = tag == "header" and not node.css_first("h1")
        is_plain_button = tag == "button" and "aria-expanded" not in node.attributes
        return is_banner or is_plain_button or (node.attributes.get("role") or "") in _CHROME_ROLES

    def _is_opener(self, node: LexborNode, tag: str) -> bool:
        """Whether this opens what stands under it, as in a list of questions that unfold."""
        return tag == "summary" or (tag == "button" and "aria-expanded" in node.attributes)

    def _heading(self, node: LexborNode, tag: str) -> None:
        self._flush()
        level = _HEADINGS.index(tag) + 1 if tag in _HEADINGS else _BOLD_LEVEL
        self._found.append(heading(inline(node)[0], level))

    def _block(self, node: LexborNode, tag: str, depth: int) -> None:
        self._flush()
        before = self._kind
        self._kind = "item" if tag == "li" else before if tag != "blockquote" else "paragraph"
        self._walk(node, depth)
        self._flush()
        self._kind = before

    def _break(self) -> None:
        """A line break ends the paragraph where it is the second in a row."""
        if self._runs and self._runs[-1].markup == "\n":
            self._flush()
        else:
            self._runs.append(_Run(" ", "\n"))

    def _flush(self) -> None:
        """Make a block of the text that was gathered."""
        text = clean("".join(run.text for run in self._runs))
        markup = _lines("".join(run.markup for run in self._runs))
        self._runs = []
        if not text:
            return
        bold = _BOLD_LINE.fullmatch(markup)
        if bold and self._kind == "paragraph" and is_like_heading(text):
            self._found.append(heading(text, _BOLD_LEVEL))
        else:
            self._found.append(Block(self._kind, text, markup))
        if self._kind == "item":
            self._kind = "paragraph"  # of what else the item has

    def _code(self, node: LexborNode) -> None:
        self._flush()
        code = node.text().strip("\n")
        self._found.append(Block("code", clean(code), code))

    def _table(self, node: LexborNode) -> None:
        self._flush()
        header: tuple[str, ...] = ()
        for number, line in enumerate(node.css("tr")):
            cells = [each for each in children(line) if each.tag in {"td", "th"}]
            is_header = number == 0 and len(cells) > 1 and all(each.tag == "th" for each in cells)
            block = row([inline(each) for each in cells], header)
            if is_header:
                header = block.cells
                block = block._replace(header=header)
            self._found.append(block)

    def _definitions(self, node: LexborNode) -> None:
        """A row for each term with its definition."""
        self._flush()
        terms: list[tuple[str, str]] = []
        for part in children(node):
            if part.tag == "dt":
                terms.append(inline(part))
            elif part.tag == "div":  # some pages put each pair into one
                self._definitions(part)
            elif part.tag == "dd":
                self._definition(part, terms)
                terms = []

    def _definition(self, part: LexborNode, terms: list[tuple[str, str]]) -> None:
        """The row of a definition; what else it has, such as a list, stands `under` the term."""
        start = len(self._found)
        self._block(part, "dd", 0)
        inside = self._found[start:]
        if inside and inside[0].kind == "paragraph":
            first = row([*terms, (inside[0].text, inside[0].markup)])
            inside = inside[1:]
        else:
            first = row(terms)
        others = (
            [block._replace(under=block.under or first.cells[0]) for block in inside]
            if first.cells
            else inside
        )
        self._found[start:] = [first, *others]


def _is_layout(table: LexborNode) -> bool:
    """Whether a table only arranges the page: it has one column, or tables or headings in it."""
    rows = table.css("tr")
    columns = max((sum(each.tag in {"td", "th"} for each in children(line)) for line in rows), default=0)
    return columns < 2 or bool(table.css_first("td table, td h1, td h2, td h3"))


def _lines(markup: str) -> str:
    """The lines of a markup, without spaces around them and without empty ones."""
    lines = (" ".join(line.split()) for line in markup.replace("\u00a0", " ").split("\n"))
    return "\n".join(filter(None, lines))


def _is_contents(node: LexborNode, tag: str) -> bool:
    """Whether this is a list of links to places on the same page, and nothing else."""
    if tag not in {"ul", "ol"}:
        return False
    links = node.css("a")
    if len(links) < 2 or not all((link.attributes.get("href") or "").startswith("#") for link in links):
        return False
    linked = sum(len(clean(link.text())) for link in links)
    return linked >= 0.8 * len(clean(node.text()).replace(" ", ""))
