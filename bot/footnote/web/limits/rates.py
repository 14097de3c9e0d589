"""How many requests a second a client may send, by its address and by its key.

The algorithm is the leaky bucket, as nginx has it (GCRA): one number for each client. No library is used for
it: those for Python keep several numbers for each client, and as many clients as come.
"""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import IPv6Address, ip_address
from math import ceil
from time import monotonic
from typing import TYPE_CHECKING

from starlette.datastructures import Headers

from footnote.web.middleware import key_digest, sent_key
from footnote.web.responses import HTTPProblem, closing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send

LIMITED_PATHS = "/v1/"
"""The prefix of the paths whose requests count: what desks call and what probes ask does not."""

MAX_CLIENTS = 20_000
"""Clients that are known at once, in some 4 MB; beyond that the one that asked longest ago is forgotten."""


class Rate:
    """So many requests a second for each client, after `burst` of them at once."""

    def __init__(self, per_second: float, burst: int) -> None:
        self._interval = 1 / per_second
        self._ahead = self._interval * (burst - 1)
        #: When each client has no request left that counts, in the order in which they asked last.
        self._free: OrderedDict[str, float] = OrderedDict()

    @classmethod
    def of(cls, per_second: float, burst: int) -> Rate | None:
        """The rate; None for 0, which is no limit."""
        return cls(per_second, burst) if per_second else None

    @property
    def clients(self) -> int:
        """The number of clients that are known."""
        return len(self._free)

    def wait(self, client: str, now: float) -> float:
        """Count a request; the seconds after which it may be sent again where it is one too many, else 0."""
        self._forget(now)
        free = max(self._free.get(client, now), now)
        if free - now > self._ahead:
            return free - now - self._ahead
        self._free[client] = free + self._interval
        self._free.move_to_end(client)
        if len(self._free) > MAX_CLIENTS:
            self._free.popitem(last=False)
        return 0.0

    def _forget(self, now: float) -> None:
        """Forget the clients for which nothing counts any more, as far as they are the first."""
        while self._free and next(iter(self._free.values())) <= now:
            self._free.popitem(last=False)


class RateMiddleware:
    """Refuses requests to LIMITED_PATHS of clients that send too many, by their addresses or by their keys.

    `count` is called with what refused one: "address" or "key".
    """

    def __init__(
        self,
        app: ASGIApp,
        addresses: Rate | None,
        keys: Rate | None,
        valid_keys: Iterable[str],
        count: Callable[[str], object],
    ) -> None:
        self._app = app
        self._addresses = addresses
        self._keys = keys
        self._valid = frozenset(map(key_digest, valid_keys))
        self._count = count

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith(LIMITED_PATHS):
            for limit, rate, client in self._limits(scope):
                if seconds := rate.wait(client, monotonic()):
                    self._count(limit)
                    raise too_many(seconds, closing(scope["headers"]))
        await self._app(scope, receive, send)

    def _limits(self, scope: Scope) -> Iterator[tuple[str, Rate, str]]:
        """Which limits a request counts for, and as whose."""
        if self._addresses is not None and scope.get("client"):
            yield "address", self._addresses, client_of(scope["client"][0])
        if self._keys is not None:
            _, digest = sent_key(Headers(scope=scope))
            if digest in self._valid:
                yield "key", self._keys, digest.hex()


def client_of(address: str) -> str:
    """Who is behind an address: for IPv6 the network of 64 bits, of which one client has all addresses."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:50]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or int(found) >> 64)
    return address


def too_many(seconds: float, headers: Mapping[str, str]) -> HTTPProblem:
    """The problem of a request of a client that has sent too many."""
    later = ceil(seconds)
    unit = "second" if later == 1 else "seconds"
    detail = f"You have sent too many requests; send this one again in {later} {unit}"
    return HTTPProblem(429, "too-many-requests", detail, {"Retry-After": str(later), **headers})
