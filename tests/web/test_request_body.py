"""Waiting for a body: until it arrives, until its time limit, or until the service stops."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from service import needs

needs("starlette", "msgspec", "uvloop")

import uvloop  # noqa: E402

from footnote.web.request_body import within  # noqa: E402

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
