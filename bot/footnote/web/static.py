"""`/` and what it needs: a page that shows the widget, and the widget itself, under a strict policy."""

from __future__ import annotations

import hashlib
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""Nothing but our own files runs, and no text ever becomes markup."""

_FOLDER = Path(__file__).parent


def page(title: str) -> Callable[[Request], Awaitable[Response]]:
    """`/`: the widget of the first bank, and the tag that puts it on another page."""
    html = (_FOLDER / "page.html").read_text(encoding="utf-8").replace("{bank}", escape(title))
    return _file(
        html.encode(), "text/html", "A page that shows the widget.", {"Content-Security-Policy": POLICY}
    )


def file(name: str, kind: str, meaning: str) -> Callable[[Request], Awaitable[Response]]:
    """A file of this folder, which pages of any origin may load."""
    open_to_all = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=300"}
    return _file((_FOLDER / name).read_bytes(), kind, meaning, open_to_all)


def texts() -> list[str]:
    """The files with the widget's texts in other languages than English."""
    return sorted(f"texts/{path.name}" for path in (_FOLDER / "texts").glob("*.json"))


def _file(
    content: bytes, kind: str, meaning: str, headers: dict[str, str]
) -> Callable[[Request], Awaitable[Response]]:
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'

    async def give(request: Request) -> Response:
        known = request.headers.get("if-none-match") == etag
        return Response(b"" if known else content, 304 if known else 200, {**headers, "ETag": etag}, kind)

    give.__doc__ = meaning
    return give
