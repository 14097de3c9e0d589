"""Calls of a desk's JSON interface."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import httpx2

from .records import DeskError

if TYPE_CHECKING:
    from collections.abc import Mapping

TIMEOUT = 10.0
"""Seconds that a desk has to connect, and then to send each part of its response."""


class Api:
    """The interface at a base URL. `headers` go with every call."""

    def __init__(self, url: str, headers: Mapping[str, str] | None = None) -> None:
        self._url = url.rstrip("/")
        self._headers = dict(headers or {})
        self._client: httpx2.Client | None = None

    def call(
        self,
        method: str,
        path: str,
        json: Any = None,
        params: Mapping[str, str] | None = None,
        *,
        may_lack: bool = False,
    ) -> Any:
        """The response's JSON, or None where there is none, and for a 404 if `may_lack`.

        A redirect is an error: following it would send the conversation elsewhere. Raises DeskError.
        """
        response = self.send(method, path, params=params, **({} if json is None else {"json": json}))
        if response.status_code == 404 and may_lack:
            return None
        if not response.is_success:
            raise DeskError(f"{method} {path}: status {response.status_code}: {response.text[:200]}")
        try:
            return response.json() if response.content else None
        except ValueError as error:
            raise DeskError(f"{method} {path}: the response is not JSON") from error

    def send(self, method: str, path: str, headers: Mapping[str, str] | None = None, **more: Any) -> Any:
        """The response, of any status. Raises DeskError where there is none."""
        try:
            if self._client is None:
                # The system's certificates, as a desk inside a company often has one of the company's own.
                context = ssl.create_default_context()
                self._client = httpx2.Client(headers=self._headers, timeout=TIMEOUT, verify=context)
            return self._client.request(method, self._url + path, headers=headers, **more)
        except (OSError, httpx2.HTTPError, httpx2.InvalidURL) as error:
            raise DeskError(f"{method} {path}: {type(error).__name__}: {error}") from error
