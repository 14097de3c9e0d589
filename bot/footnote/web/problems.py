"""A request that cannot be served, and what to send instead: a JSON problem as RFC 9457 has it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import msgspec
from starlette.responses import Response

from . import types as wire

if TYPE_CHECKING:
    from collections.abc import Mapping

MEDIA_TYPE = "application/problem+json"


class Refused(Exception):
    """A request is refused. `name` says why to a program, `detail` to a person, with what to send."""

    def __init__(self, status: int, name: str, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.status = HTTPStatus(status)
        self.name = name
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self, request: str) -> Response:
        """The problem as a response; `request` is the id under which the log has it."""
        problem = wire.Problem(
            type=f"urn:footnote:problem:{self.name}",
            title=self.status.phrase,
            status=self.status,
            detail=self.detail,
            request=request,
        )
        return Response(msgspec.json.encode(problem), self.status, self.headers, MEDIA_TYPE)


BROKEN = Refused(500, "broken", "Something is broken here; quote the request's id to its keeper")
"""What is said of an error that nobody thought of."""
