"""What an HTML page says of itself: title, publisher, address, and the date of its last update."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from .page import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_UPDATED = ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified", "date.modified")


class Metadata(NamedTuple):
    """What a page says of itself; `updated` is an ISO date. What it does not say is empty."""

    title: str
    publisher: str
    url: str
    updated: str


def read_metadata(tree: LexborHTMLParser) -> Metadata:
    """The metadata of a page: from its `meta` elements, its JSON-LD, and its `title`."""
    metas = _metas(tree)
    data = list(json_ld(tree))
    publisher = metas.get("og:site_name") or _first(data, "publisher")
    title = metas.get("og:title") or clean(_text(tree, "title"))
    canonical = tree.css_first("link[rel=canonical]")
    url = (canonical and canonical.attributes.get("href")) or metas.get("og:url") or ""
    date = next((metas[name] for name in _UPDATED if name in metas), "") or _first(data, "dateModified")
    found = _DATE.search(date)
    return Metadata(
        _without_site(title, publisher),
        publisher,
        url if url.startswith(("http://", "https://")) else "",
        found[0] if found else "",
    )


def json_ld(tree: LexborHTMLParser) -> Iterator[dict[str, Any]]:
    """The objects of a page's JSON-LD, those in lists and graphs one by one. What is no JSON is left out."""
    for script in tree.css('script[type="application/ld+json"]'):
        try:
            yield from _objects(json.loads(script.text()))
        except (ValueError, RecursionError):
            continue


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for each in data:
            yield from _objects(each)
    elif isinstance(data, dict):
        yield data
        yield from _objects(data.get("@graph", []))


def _metas(tree: LexborHTMLParser) -> dict[str, str]:
    metas: dict[str, str] = {}
    for node in tree.css("meta"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        if content := clean(node.attributes.get("content") or ""):
            metas.setdefault(name.lower(), content)
    return metas


def _first(data: list[dict[str, Any]], key: str) -> str:
    """The first text under a key of these objects, or the name of the object there."""
    for each in data:
        value = each.get(key)
        value = value.get("name") if isinstance(value, dict) else value
        if isinstance(value, str):
            return clean(value)
    return ""


def _text(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    return node.text() if node else ""


def _without_site(title: str, publisher: str) -> str:
    """A title without the name of the site that many pages put at its end."""
    for sign in (" | ", " - ", " – ", " — ", " · "):
        page, _, site = title.rpartition(sign)
        if page and publisher and site.casefold() == publisher.casefold():
            return page
    return title
