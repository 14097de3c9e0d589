"""Reading a request's body: its media type, size, time limit, encoding and schema.

Problems say what to send instead, and never quote what was sent.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

import msgspec

from footnote.desks import Hook, RefusedHook
from footnote.dialogue import State
from footnote.errors import StateError
from footnote.journal import FEEDBACK
from footnote.text import fold

from . import conversation_schemas, schemas
from .limits.turns import busy
from .responses import HTTPProblem

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

MAX_BODY_SIZE = 16 * 2**10
"""Bytes. The longest question in any script, with its state, has 9 kB."""

MAX_HANDOFF_SIZE = 512 * 2**10
"""Bytes: a conversation of 200 turns. A turn with its citations had 1.2 kB on average (shipped bank)."""

MAX_RECEIVING = 32 * 2**20
"""Bytes of all bodies that are arriving at once: the largest of 64 callers, or those of 2,000 questions."""

_WHAT_TO_SEND = {
    "question": f"`question` is a string of at most {schemas.MAX_QUESTION_LENGTH:,} characters; "
    "split a longer one",
    "state": "`state` is null in the first request of a conversation, and then the `state` of the last "
    "reply, unchanged",
    "id": "`id` is null, a string of at most 200 characters, or an integer up to 2^53",
    "bank": "`bank` is left out, or one of the names that /v1/bank lists",
    "follows": "`follows` is left out, or the header Footnote-Receipt of the conversation's last reply",
    "receipt": "`receipt` is the header Footnote-Receipt of a reply",
    "verdict": f"`verdict` is one of: {', '.join(FEEDBACK)}",
    "turns": "`turns` is a list of 1 to 200 replies of /v1/ask, in order and unchanged",
    "questions": "`questions` is a list of 1 to 200 questions of a conversation, in order",
    "code": "`code` is left out, or the digits that were mailed",
    "cause": "`cause` is left out, or one of: asked, declined, urgent",
    "name": "`name` is a name in one line, of at most 200 characters",
    "email": "`email` is left out, or an address such as ann@example.org",
    "conversation": "`conversation` is left out, or that of an earlier handoff",
    "text": f"`text` is a string of 1 to {schemas.MAX_QUESTION_LENGTH:,} characters; split a longer one",
    "key": "`key` is left out, or a string of at most 100 characters",
}
_EXAMPLES = {
    schemas.Ask: '{"question": "how big is it?", "state": null}',
    schemas.Feedback: '{"receipt": "…", "verdict": "helpful"}',
    conversation_schemas.Handoff: '{"turns": [the replies of a conversation], "state": the last state}',
    conversation_schemas.Transcript: '{"email": "ann@example.org", "questions": ["how big is it?"]}',
    conversation_schemas.NewMessage: '{"text": "one more thing"}',
}
_KEY = re.compile(r"at `\$\.(\w+)")
_MISSING_KEY = re.compile(r"required field `(\w+)`$")
# msgspec quotes an invalid enum value, which may be a question under the wrong key.
_QUOTED_VALUE = re.compile(r"Invalid enum value .*?(?= - at|$)", re.DOTALL)

_PART = 50
"""Characters that are folded at once."""

_SEAMS = 2 * schemas.MAX_QUESTION_LENGTH // _PART + 20
"""Letters and spaces by which parts that are folded one by one may be longer than the whole."""

_CLOSE = {"Connection": "close"}  # the rest of the body is not read

Body = TypeVar(
    "Body",
    schemas.Ask,
    schemas.Feedback,
    conversation_schemas.Handoff,
    conversation_schemas.NewMessage,
    conversation_schemas.Transcript,
)

Event = TypeVar("Event")


class Bodies:
    """Reads bodies, each within so many seconds; at most `max_receiving` bytes of all of them at once."""

    def __init__(self, seconds: float, max_receiving: int = MAX_RECEIVING) -> None:
        self._seconds = seconds
        self._max_receiving = max_receiving
        self._receiving = 0

    async def read(self, request: Request, decoder: msgspec.json.Decoder[Body], max_size: int) -> Body:
        """The request's body, which may have `max_size` bytes, decoded. Raises HTTPProblem where it is not
        what the decoder reads.
        """
        media_type, length = _declared(request)
        example = _EXAMPLES[decoder.type]
        if media_type.partition(b";")[0].strip().lower() != b"application/json":
            detail = f"Send `Content-Type: application/json` and a body such as {example}"
            raise HTTPProblem(415, "not-json", detail)
        if length > max_size:
            raise _too_large(max_size)
        body = await self.read_raw(request, max_size)
        if len(body) > MAX_BODY_SIZE:
            return await asyncio.to_thread(_decode, decoder, body, example)
        return _decode(decoder, body, example)

    async def read_raw(self, request: Request, max_size: int) -> bytes:
        """The request's body as it is. Raises HTTPProblem where it is too large or too slow."""
        body = await within(self._receive(request, max_size), self._seconds)
        if body is None:
            detail = f"The body did not arrive within {self._seconds:g} s; send it again"
            raise HTTPProblem(408, "slow-body", detail, _CLOSE)
        return body

    async def read_hook(self, request: Request, read: Callable[[Hook], list[Event]]) -> list[Event]:
        """What a desk tells in a call of its, as `read` has it: beside the event loop, as it may be long.
        Raises HTTPProblem where it is refused (403), too large or too slow.
        """
        body = await self.read_raw(request, MAX_HANDOFF_SIZE)
        headers = {name.lower(): value for name, value in request.headers.items()}
        hook = Hook(headers, body, request.path_params.get("secret", ""))
        try:
            return await asyncio.to_thread(read, hook)
        except (RefusedHook, RecursionError) as error:
            raise HTTPProblem(403, "refused-hook", f"{error}") from None

    async def _receive(self, request: Request, max_size: int) -> bytes:
        body, more = bytearray(), True
        try:
            while more:
                message = await request.receive()
                if message["type"] == "http.disconnect":
                    detail = "The connection closed before the whole body arrived; send it again"
                    raise HTTPProblem(400, "gone", detail)
                part = message.get("body", b"")
                body += part
                self._receiving += len(part)
                more = message.get("more_body", False)
                if len(body) > max_size:
                    raise _too_large(max_size)
                if more and self._receiving > self._max_receiving:
                    raise busy(_CLOSE)
        finally:
            self._receiving -= len(body)
        return bytes(body)


def check_length(question: str) -> None:
    """Raises HTTPProblem (422) for a question that is too long as it is compared: a letter may be many.

    >>> check_length("is it red?" * 200)
    """
    if not question.isascii() and _folded_length(question) > schemas.MAX_QUESTION_LENGTH:
        detail = "This question is too long once its letters are written out"
        raise HTTPProblem(422, "wrong-shape", f"{detail}. {_WHAT_TO_SEND['question']}")


def _folded_length(question: str) -> int:
    """The length of a question as it is compared; where that is too long, it may be that of its beginning.

    The event loop does this: a letter may become eighteen, and to fold 36,000 of them takes 6 ms.
    """
    length = 0
    for start in range(0, len(question), _PART):
        length += len(fold(question[start : start + _PART]))
        if length > schemas.MAX_QUESTION_LENGTH + _SEAMS:
            return length
    return len(fold(question))


def state_of(body: schemas.State | None) -> State:
    """The state of a request, a new one for null. Raises HTTPProblem (422) for one that no reply had."""
    if body is None:
        return State()
    try:
        return State.from_dict(msgspec.to_builtins(body))
    except StateError as error:
        detail = f"{error}. Send the `state` of the last reply unchanged, or null to start a new conversation"
        raise HTTPProblem(422, "wrong-state", detail) from None


def _declared(request: Request) -> tuple[bytes, int]:
    """The body's media type and length in bytes, as the headers declare them; 0 for no length."""
    media_type, length = b"", 0
    for name, value in request.scope["headers"]:
        if name == b"content-type":
            media_type = value
        elif name == b"content-length" and value.isdigit():
            length = int(value[:12])
    return media_type, length


async def within(body: Awaitable[bytes], seconds: float) -> bytes | None:
    """The body, or None where it does not arrive within so many seconds.

    Nearly every body is there already, so this is a plain timer: `asyncio.timeout` takes four times as
    long, which is as much as decoding the question. The timer itself records that it fired: uvloop counts
    whole milliseconds, so its clock may still be before the deadline.
    """
    task = cast("asyncio.Task[object]", asyncio.current_task())
    expired: list[bool] = []

    def expire() -> None:
        expired.append(task.cancel())

    timer = asyncio.get_running_loop().call_later(seconds, expire)
    try:
        return await body
    except asyncio.CancelledError:
        if not expired or task.uncancel():
            raise  # cancelled from outside
        return None
    finally:
        timer.cancel()


def _too_large(max_size: int) -> HTTPProblem:
    return HTTPProblem(413, "too-large", f"A body may have at most {max_size:,} bytes; send less", _CLOSE)


def _decode(decoder: msgspec.json.Decoder[Body], body: bytes, example: str) -> Body:
    try:
        return _decode_lenient(decoder, body)
    except msgspec.ValidationError as error:
        what = _QUOTED_VALUE.sub("Invalid value", str(error))
        key = _KEY.search(what) or _MISSING_KEY.search(what)
        advice = _WHAT_TO_SEND.get(key[1] if key else "") or f"Send {example}"
        raise HTTPProblem(422, "wrong-shape", f"{what}. {advice}") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        # Which of the two it is, not every version of msgspec says.
        if not _is_utf_8(body):
            detail = f"The body is not UTF-8; send UTF-8 such as {example}"
            raise HTTPProblem(400, "not-utf-8", detail) from None
        raise HTTPProblem(400, "not-json", f"The body is not JSON; send {example}") from None


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decode_lenient(decoder: msgspec.json.Decoder[Body], body: bytes) -> Body:
    """The decoded body. JSON does not distinguish 1 from 1.0, and some libraries write 1.0."""
    try:
        return decoder.decode(body)
    except msgspec.ValidationError as error:
        if "got `float`" not in str(error):
            raise
        return msgspec.convert(_with_integers(msgspec.json.decode(body)), decoder.type)


def _with_integers(value: Any) -> Any:
    """The value with every whole float in it as an int."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_with_integers(each) for each in value]
    if isinstance(value, dict):
        return {key: _with_integers(each) for key, each in value.items()}
    return value
