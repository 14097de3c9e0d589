"""Calls of a desk's JSON interface."""

from __future__ import annotations

import asyncio
import json as jsons
import ssl
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import httpx2

from .records import DeskError

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT = 20.0
"""Seconds that a desk has for a call in all, however slowly its response drips."""

MAX_RESPONSE = 4 * 2**20
"""Bytes of a response that are read; it may have no end."""


class Response(NamedTuple):
    """What a desk responds; of a long body the beginning."""

    status: int
    body: bytes

    @property
    def is_success(self) -> bool:
        """Whether the desk took the call. A redirect is none: following it would send the text away."""
        return 200 <= self.status < 300

    def json(self) -> Any:
        """The body as JSON, None for an empty one. Raises ValueError."""
        return jsons.loads(self.body) if self.body else None


class Api:
    """The interface at a base URL. `headers` go with every call; each may take `timeout` seconds."""

    def __init__(self, url: str, headers: Mapping[str, str] | None = None, timeout: float = TIMEOUT) -> None:
        self._url = url.rstrip("/")
        self._headers = dict(headers or {})
        self._timeout = timeout

    def call(
        self,
        method: str,
        path: str,
        json: Any = None,
        params: Mapping[str, str] | None = None,
        *,
        may_lack: bool = False,
    ) -> Any:
        """The response's JSON, or None where there is none, and for a 404 if `may_lack`. Raises DeskError."""
        response = self.send(method, path, params=params, **({} if json is None else {"json": json}))
        if response.status == 404 and may_lack:
            return None
        if not response.is_success:
            why = response.body[:200].decode("utf-8", "replace")
            raise DeskError(f"{method} {path}: status {response.status}: {why}")
        try:
            return response.json()
        except ValueError as error:
            raise DeskError(f"{method} {path}: the response is not JSON") from error

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        *,
        max_bytes: int = MAX_RESPONSE,
        **more: Any,
    ) -> Response:
        """The response, of any status, and the first `max_bytes` of it. Raises DeskError without one."""
        try:
            return asyncio.run(self._sent(method, self._url + path, headers, max_bytes, more))
        except (OSError, httpx2.HTTPError, httpx2.InvalidURL) as error:  # OSError: TimeoutError too
            raise DeskError(f"{method} {path}: {type(error).__name__}: {error}") from error

    async def _sent(
        self, method: str, url: str, headers: Mapping[str, str] | None, max_bytes: int, more: Any
    ) -> Response:
        async with (
            asyncio.timeout(self._timeout),
            httpx2.AsyncClient(
                headers=self._headers, timeout=self._timeout, verify=_certificates()
            ) as client,
            client.stream(method, url, headers=headers, **more) as response,
        ):
            body = b""
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) >= max_bytes:
                    break
            return Response(response.status_code, body)


@lru_cache(1)
def _certificates() -> ssl.SSLContext:
    """The system's, as a desk inside a company often has one of the company's own."""
    return ssl.create_default_context()
