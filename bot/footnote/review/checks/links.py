"""The web addresses of a bank, asked for over the network."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from footnote.errors import error_reason
from footnote.review.figures import webs
from footnote.review.tree import items, pairs, text, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Node
    from footnote.review.context import Findings, Review

SECONDS = 10
"""How long an address may take to reply."""

GONE = frozenset((404, 410))
"""Statuses of pages that are not there. Others, such as 403, say only that a program may not read them."""

_HEADERS = {"User-Agent": "footnote-check", "Accept": "*/*"}


def links(review: Review) -> Findings:
    """Addresses of sources, references and answers where there is no page any more."""
    fetch = review.fetch or why_dead
    replies: dict[str, str] = {}
    for node, address in _addresses(review):
        page = address.partition("#")[0]
        if page not in replies:
            replies[page] = fetch(page)
        if replies[page]:
            yield node, f"{page} cannot be opened: {replies[page]}; write the address that the page has now"


def _addresses(review: Review) -> Iterator[tuple[Node, str]]:
    fields = review.parsed.fields
    sources = [fields.node("source"), *(node for _, node in pairs(fields.node("sources")))]
    for source in sources:
        for record in (source, *items(value(source, "references"))):
            if node := value(record, "url"):
                yield node, text(node)
    for statement in review.statements:
        for found in webs(statement.plain):
            written = statement.plain[found.start : found.end]
            yield statement.node, written if "://" in written else f"https://{written}"


def why_dead(page: str) -> str:
    """Why a page cannot be opened, or ""."""
    if not page.startswith(("http://", "https://")):
        return ""
    try:
        request = Request(page, headers=_HEADERS)  # noqa: S310  (http alone, see above)
        with urlopen(request, timeout=SECONDS):  # noqa: S310
            return ""
    except HTTPError as error:
        with error:
            return f"status {error.code}" if error.code in GONE else ""
    except URLError as error:
        return error_reason(error.reason) if isinstance(error.reason, OSError) else str(error.reason)
    except (OSError, ValueError) as error:
        return error_reason(error)
