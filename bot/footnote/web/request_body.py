"""A request's body, taken in with care: its size, its time, its encoding, its shape.

What is wrong with it is said with what to send instead, and never with the words that were sent.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from footnote.journal import VERDICTS

from . import types as wire
from .problems import Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from starlette.requests import Request

LARGEST_BODY = 16 * 2**10
"""Bytes: a question of the longest kind in any script, and its state, are 9 kB at most."""

LARGEST_HANDOFF = 512 * 2**10
"""Bytes: a talk of 200 turns; a turn with its citations was 1.2 kB on average (shipped bank)."""

_WHAT_TO_SEND = {
    "question": f"`question` is a text of at most {wire.LONGEST_QUESTION:,} characters; send parts of it",
    "state": "`state` is null as a talk begins, and then the last reply's `state`, unchanged",
    "id": "`id` is null, a text of at most 200 characters or a whole number up to 2^53",
    "bank": "`bank` is left out, or a name that /v1/bank lists",
    "follows": "`follows` is left out, or the Footnote-Receipt of the talk's last reply",
    "receipt": "`receipt` is the header Footnote-Receipt that came with a reply",
    "verdict": f"`verdict` is one of: {', '.join(VERDICTS)}",
    "turns": "`turns` holds 1 to 200 replies of /v1/ask, in order and unchanged",
    "cause": "`cause` is left out, or one of: asked, declined, urgent",
}
_EXAMPLES = {
    wire.Ask: '{"question": "how big is it?", "state": null}',
    wire.Feedback: '{"receipt": "…", "verdict": "helpful"}',
    wire.Handoff: '{"turns": [the replies of the talk], "state": the last reply\'s}',
}
_KEY = re.compile(r"at `\$\.(\w+)")
_MISSING = re.compile(r"required field `(\w+)`$")
# msgspec repeats a value that is none of a few: it may be the question, pasted into the wrong key.
_VALUE = re.compile(r"Invalid enum value .*?(?= - at|$)", re.DOTALL)

Taken = TypeVar("Taken", wire.Ask, wire.Feedback, wire.Handoff)


async def take(request: Request, decoder: msgspec.json.Decoder[Taken], largest: int, seconds: float) -> Taken:
    """The body of a request as what the decoder reads. Raises Refused for anything else."""
    kind, declared = _declared(request)
    example = _EXAMPLES[decoder.type]
    if kind.partition(b";")[0].strip().lower() != b"application/json":
        raise Refused(415, "not-json", f"Send `Content-Type: application/json` and a body such as {example}")
    if declared > largest:
        raise _too_large(largest)
    body = await _in_time(_body(request, largest), seconds)
    if body is None:
        said = f"The body took longer than {seconds:g} s to arrive; send it again"
        raise Refused(408, "slow-body", said)
    return _decoded(decoder, body, example)


def _declared(request: Request) -> tuple[bytes, int]:
    """What a body says of itself: its kind, and its length in bytes, 0 where it does not say."""
    kind, length = b"", 0
    for name, value in request.scope["headers"]:
        if name == b"content-type":
            kind = value
        elif name == b"content-length" and value.isdigit():
            length = int(value[:12])
    return kind, length


async def _in_time(body: Awaitable[bytes], seconds: float) -> bytes | None:
    """The body, or None where it does not come in time.

    Nearly all are there when they are asked for, so the timer is a bare one: `asyncio.timeout` takes four
    times as long, which is as much as reading the question. It says itself that it rang: uvloop counts whole
    milliseconds, and its clock may still be before the time that it was set to.
    """
    task = cast("asyncio.Task[object]", asyncio.current_task())
    late: list[bool] = []

    def ring() -> None:
        late.append(task.cancel())

    timer = asyncio.get_running_loop().call_later(seconds, ring)
    try:
        return await body
    except asyncio.CancelledError:
        if not late or task.uncancel():
            raise  # somebody else ends it
        return None
    finally:
        timer.cancel()


async def _body(request: Request, largest: int) -> bytes:
    body, more = b"", True
    while more:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise Refused(400, "gone", "The connection ended before the body did; send it again")
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > largest:
            raise _too_large(largest)
    return body


def _too_large(largest: int) -> Refused:
    close = {"Connection": "close"}  # the rest of the body is not waited for
    return Refused(413, "too-large", f"A body has at most {largest:,} bytes; send less at a time", close)


def _decoded(decoder: msgspec.json.Decoder[Taken], body: bytes, example: str) -> Taken:
    try:
        return _read(decoder, body)
    except msgspec.ValidationError as error:
        said = _VALUE.sub("Invalid value", str(error))
        found = _KEY.search(said) or _MISSING.search(said)
        key = found[1] if found else ""
        raise Refused(422, "wrong-shape", f"{said}. {_WHAT_TO_SEND.get(key) or f'Send {example}'}") from None
    except UnicodeDecodeError:
        raise Refused(400, "not-utf-8", f"The body is no UTF-8; send UTF-8 such as {example}") from None
    except (msgspec.DecodeError, RecursionError):
        raise Refused(400, "not-json", f"The body is no JSON; send {example}") from None


def _read(decoder: msgspec.json.Decoder[Taken], body: bytes) -> Taken:
    """What is in the body. JSON knows no difference between 1 and 1.0, and some libraries write 1.0."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        if "got `float`" not in str(error):
            raise
        return msgspec.convert(_whole(msgspec.json.decode(body)), decoder.type)


def _whole(value: Any) -> Any:
    """The value with whole numbers as such wherever they stand in it."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {key: _whole(each) for key, each in value.items()}
    return value
