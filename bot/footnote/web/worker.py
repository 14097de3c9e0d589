"""Work beside the event loop, so that one caller's long question does not keep the others waiting."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from .problems import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")


class Aside:
    """One thread, with a limit of time that counts from the moment of asking.

    One, because Python runs one at a time anyway, and the event loop must get its turns.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._pool = ThreadPoolExecutor(1, "footnote-aside")

    async def run(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What the work gives. Raises Refused where it takes too long; what has not begun then never does."""
        future = self._pool.submit(work, *args, **kwargs)
        try:
            async with asyncio.timeout(self._timeout):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            later = {"Retry-After": "5"}
            raise Refused(
                503, "too-long", "That took too long to answer; send a shorter question", later
            ) from None

    def close(self) -> None:
        """Drop what has not begun, and wait for the rest."""
        self._pool.shutdown(cancel_futures=True)
