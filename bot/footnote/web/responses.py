"""Responses: JSON, problems (RFC 9457), and the static files of the widget and its demo page."""

from __future__ import annotations

import hashlib
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from . import schemas

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping

    from starlette.requests import Request

PROBLEM_MEDIA_TYPE = "application/problem+json"

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""The demo page's Content-Security-Policy: only our own files run, and no text is parsed as markup."""

_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="{style}">
</head>
<body>
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""

_STATIC = Path(__file__).parent / "static"
_CROSS_ORIGIN = {"Cross-Origin-Resource-Policy": "cross-origin", "Cache-Control": "public, max-age=300"}
_ENCODE = msgspec.json.Encoder().encode
_JSON_HEADERS = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]


class JsonResponse(Response):
    """A JSON response that no cache may store, as it may answer a question about somebody's health.

    `receipt` becomes the header Footnote-Receipt. The headers are written as bytes: Starlette would encode
    the same text again for every reply.
    """

    def __init__(self, content: object, status: int = 200, receipt: str = "") -> None:
        self.status_code = status
        self.background = None
        self.body = _ENCODE(content)
        self.raw_headers = [(b"content-length", b"%d" % len(self.body)), *_JSON_HEADERS]
        if receipt:
            self.raw_headers.append((b"footnote-receipt", receipt.encode()))


class HTTPProblem(Exception):
    """Raised to refuse a request with a JSON problem as in RFC 9457.

    `name` identifies the problem for a program (`urn:footnote:problem:NAME`); `detail` is a sentence for a
    developer, with what to send instead.
    """

    def __init__(self, status: int, name: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = HTTPStatus(status)
        self.name = name
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self, request_id: str) -> Response:
        """The problem as a response; `request_id` is the id of the request's log line."""
        problem = schemas.Problem(
            type=f"urn:footnote:problem:{self.name}",
            title=self.status.phrase,
            status=self.status,
            detail=self.detail,
            request=request_id,
        )
        return Response(msgspec.json.encode(problem), self.status, self.headers, PROBLEM_MEDIA_TYPE)


def closing(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """The header of a response to a request whose body is not read: the connection ends with it, and whoever
    is not told sends the next request in vain.
    """
    has_body = any(name in (b"content-length", b"transfer-encoding") for name, _ in headers)
    return {"Connection": "close"} if has_body else {}


INTERNAL_ERROR = HTTPProblem(
    500, "broken", "Something went wrong on the server; report the request id to whoever runs it"
)


def static_file(name: str, media_type: str, summary: str) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for a file of the folder `static`, which pages of any origin may load."""
    return _endpoint((_STATIC / name).read_bytes(), media_type, summary, _CROSS_ORIGIN)


def demo_page(bank: str) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for a page that shows the widget of a bank, and the tag that puts it on another page."""
    html = (_STATIC / "page.html").read_text(encoding="utf-8").replace("{bank}", escape(bank))
    return own_page(html.encode(), "A page that shows the widget.")


def own_page(html: bytes, summary: str) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for a page of the service, under its policy."""
    return _endpoint(html, "text/html", summary, {"Content-Security-Policy": PAGE_POLICY})


def framed(title: str, content: str, style: str) -> str:
    """A page of the service in HTML: its title as text, its content as markup, and where its style is."""
    return _FRAME.format(title=escape(title), content=content, style=style)


def translations() -> list[str]:
    """The files of the widget's texts in languages other than English, relative to `static`."""
    return sorted(f"texts/{path.name}" for path in (_STATIC / "texts").glob("*.json"))


def _endpoint(
    content: bytes, media_type: str, summary: str, headers: Mapping[str, str]
) -> Callable[[Request], Awaitable[Response]]:
    """An endpoint for unchanging content. The docstring is its summary in `/openapi.json`."""
    headers = {**headers, "ETag": f'"{hashlib.sha256(content).hexdigest()[:32]}"'}

    async def endpoint(request: Request) -> Response:
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(b"", 304, headers, media_type)
        return Response(content, 200, headers, media_type)

    endpoint.__doc__ = summary
    return endpoint
