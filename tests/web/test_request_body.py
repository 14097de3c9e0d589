"""Waiting for a body: until it arrives, until its time limit, or until the service stops."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from service import needs

needs("starlette", "msgspec", "uvloop")

import uvloop  # noqa: E402
from starlette.requests import Request  # noqa: E402

from footnote.web.request_body import Bodies, within  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

LOOPS = [asyncio.new_event_loop, uvloop.new_event_loop]


async def never() -> bytes:
    await asyncio.Event().wait()
    return b""


@pytest.mark.parametrize("loop", LOOPS)
def test_a_body_that_is_late_is_none(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """Whatever the fraction of a millisecond of the limit: uvloop counts whole ones."""

    async def waited() -> list[bytes | None]:
        return [await within(never(), 0.001 + step * 0.00019) for step in range(20)]

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(waited()) == [None] * 20


@pytest.mark.parametrize("loop", LOOPS)
def test_cancelling_the_request_cancels_the_wait(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """It is not taken for the time limit."""

    async def ended() -> None:
        waiting = asyncio.create_task(within(never(), 60))
        await asyncio.sleep(0)
        waiting.cancel()
        await waiting

    with asyncio.Runner(loop_factory=loop) as runner, pytest.raises(asyncio.CancelledError):
        runner.run(ended())


def request_of(parts: list[bytes], arrived: asyncio.Event) -> Request:
    """A request whose last part arrives when `arrived` is set."""

    async def receive() -> dict[str, object]:
        if len(parts) == 1:
            await arrived.wait()
        return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

    return Request({"type": "http", "headers": []}, receive)


def test_bodies_that_arrive_at_once_have_a_bound_in_bytes() -> None:
    """Of them all; what has arrived makes room."""

    async def statuses() -> list[object]:
        bodies, arrived = Bodies(20, max_receiving=1_000), asyncio.Event()
        reads = [bodies.read_raw(request_of([b"x" * 400, b"x"], arrived), 2_000) for _ in range(3)]
        waiting = [asyncio.create_task(read) for read in reads]
        await asyncio.sleep(0.05)
        arrived.set()
        ends = await asyncio.gather(*waiting, return_exceptions=True)
        again = [await bodies.read_raw(request_of([b"x" * 400, b"x"], arrived), 2_000) for _ in range(9)]
        return [getattr(end, "status", end) for end in ends] + [len(each) for each in again]

    assert asyncio.run(statuses()) == [b"x" * 401, b"x" * 401, 503, *[401] * 9]
