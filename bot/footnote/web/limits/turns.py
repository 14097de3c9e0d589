"""Work that waits for its turn, and is refused where it would wait for too long.

Cheap work runs in the event loop, one piece at a time, and the loop sees to its connections in between. Dear
work runs in a thread of its own, so that a slow question delays slow questions only.
"""

from __future__ import annotations

import asyncio
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from footnote.web.responses import HTTPProblem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator, Mapping

P = ParamSpec("P")
T = TypeVar("T")


MAX_CATCH_UP = 0.02
"""Seconds that the loop has for its connections between two pieces of work, where there is much to do."""

IDLE_ROUND = 0.0001
"""Seconds that a round of the loop takes in which nothing happens, at most."""


class _Waiting(NamedTuple):
    """A piece of work in a queue; its timer refuses it where it has not begun by then."""

    result: asyncio.Future[Any]
    timer: asyncio.TimerHandle
    work: Callable[[], object]


class _Queue:
    """Work that is done in the order in which it came, one piece at a time, by `execute`."""

    def __init__(self, wait: float, execute: Callable[[Callable[[], object]], Awaitable[object]]) -> None:
        self._wait = wait
        self._execute = execute
        self._queue: deque[_Waiting] = deque()
        self._worker: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """The number of pieces that have not begun."""
        return sum(not each.result.done() for each in self._queue)

    async def run(self, work: Callable[[], T]) -> T:
        """What the work returns. Raises HTTPProblem (503) where its turn does not come in time."""
        loop = asyncio.get_running_loop()
        result: asyncio.Future[T] = loop.create_future()
        timer = loop.call_later(self._wait, _refuse, result)
        self._queue.append(_Waiting(result, timer, work))
        if self._worker is None:
            self._worker = loop.create_task(self._work())
        return await result

    async def _work(self) -> None:
        try:
            while self._queue:
                result, timer, work = self._queue.popleft()
                timer.cancel()
                if not result.done():  # refused, or whoever asked is gone
                    await self._finish(result, work)
                    await _catch_up()
        finally:
            self._worker = None

    async def _finish(self, result: asyncio.Future[Any], work: Callable[[], object]) -> None:
        try:
            value = await self._execute(work)
        except Exception as error:  # noqa: BLE001  (it is raised where the work was asked for)
            if not result.done():
                result.set_exception(error)
        else:
            if not result.done():
                result.set_result(value)


class Turns:
    """Two queues: for cheap work and for dear work. `wait` and `timeout` are in seconds."""

    def __init__(self, wait: float, timeout: float) -> None:
        self._timeout = timeout
        self._thread: ThreadPoolExecutor | None = None
        self._cheap = _Queue(wait, _in_loop)
        self._dear = _Queue(wait, self._in_thread)

    @property
    def waiting(self) -> int:
        """The number of pieces of work that have not begun."""
        return self._cheap.waiting + self._dear.waiting

    async def run(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of a function that takes a few milliseconds.

        Raises HTTPProblem (503) where its turn has not come after `wait`.
        """
        return await self._cheap.run(partial(function, *args, **kwargs))

    async def run_dear(self, function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of a function that takes longer: in a thread, one at a time.

        Raises HTTPProblem (503) as `run` does, and where it has not returned after `timeout`.
        """
        return await self._dear.run(partial(function, *args, **kwargs))

    def close(self) -> None:
        """Wait for what is in the thread."""
        if self._thread:
            self._thread.shutdown(cancel_futures=True)
        self._thread = None

    async def _in_thread(self, work: Callable[[], T]) -> T:
        self._thread = self._thread or ThreadPoolExecutor(1, "footnote-worker")
        future = self._thread.submit(work)
        try:
            async with asyncio.timeout(self._timeout):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            detail = "The answer took too long; send a shorter question"
            raise HTTPProblem(503, "too-long", detail, {"Retry-After": "5"}) from None


class Places:
    """Places for requests that have arrived and are in progress."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._taken = 0

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Take a place. Raises HTTPProblem (503) where there is none."""
        if self._taken >= self._most:
            raise busy()
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1


async def _in_loop(work: Callable[[], T]) -> T:
    return work()


async def _catch_up() -> None:
    """Let the loop see to its connections until nothing has happened: uvloop accepts one in each round, so
    that hundreds that come at once would have to wait for as many questions.
    """
    until = perf_counter() + MAX_CATCH_UP
    while (began := perf_counter()) < until:
        await asyncio.sleep(0)
        if perf_counter() - began < IDLE_ROUND:
            return


def _refuse(result: asyncio.Future[Any]) -> None:
    if not result.done():
        result.set_exception(busy())


def busy(headers: Mapping[str, str] | None = None) -> HTTPProblem:
    """The problem of a request that came when there was too much to do."""
    detail = "There is too much to do right now; send it again in a second"
    return HTTPProblem(503, "busy", detail, {"Retry-After": "1", **(headers or {})})
