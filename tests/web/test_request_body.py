"""A body that is waited for: until it is there, until its time is up, or until the service ends."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from service import needs

needs("starlette", "msgspec", "uvloop")

import uvloop  # noqa: E402

from footnote.web.request_body import _in_time  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

LOOPS = [asyncio.new_event_loop, uvloop.new_event_loop]


async def never() -> bytes:
    await asyncio.Event().wait()
    return b""


@pytest.mark.parametrize("loop", LOOPS)
def test_time_that_is_up_is_told_from_an_end(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """Whatever fraction of a millisecond it was set to."""

    async def waited() -> list[bytes | None]:
        return [await _in_time(never(), 0.001 + step * 0.00019) for step in range(20)]

    with asyncio.Runner(loop_factory=loop) as runner:
        assert runner.run(waited()) == [None] * 20


@pytest.mark.parametrize("loop", LOOPS)
def test_who_ends_the_service_ends_the_waiting(loop: Callable[[], asyncio.AbstractEventLoop]) -> None:
    """It is no body that came late."""

    async def ended() -> None:
        waiting = asyncio.create_task(_in_time(never(), 60))
        await asyncio.sleep(0)
        waiting.cancel()
        await waiting

    with asyncio.Runner(loop_factory=loop) as runner, pytest.raises(asyncio.CancelledError):
        runner.run(ended())
