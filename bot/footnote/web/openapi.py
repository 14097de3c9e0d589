"""`/openapi.json`: the service in OpenAPI 3.1, made from the types of `wire` and the table of operations."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

import footnote

from . import types as wire

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable

    from starlette.requests import Request
    from starlette.responses import Response

_REF = "#/components/schemas/{name}"
_WHY = {
    400: "The body is no JSON, or no UTF-8.",
    401: "Keys are set, and none of them came along.",
    404: "There is no bank of this name.",
    408: "The body took too long to arrive.",
    409: "A person has the talk already.",
    413: "The body is too large.",
    415: "The body is not said to be JSON.",
    422: "The body does not have the shape that is asked for.",
    500: "Something is broken; the log has the request's id.",
    502: "The desk did not take the talk.",
    503: "Too busy, too long a question, or a bank that cannot be used now.",
}
_BODY = (400, 408, 413, 415, 422)


class Operation(NamedTuple):
    """One address: how to call it, what it does, what it takes and gives, and how it may refuse.

    The first line of `does.__doc__` is its summary. `gives` is a type of `wire`, or a media type.
    """

    method: str
    path: str
    does: Callable[[Request], Awaitable[Response]]
    gives: type | str
    takes: type | None = None
    named: bool = False
    refuses: tuple[int, ...] = ()


def document(operations: Iterable[Operation], *, keys: bool) -> dict[str, Any]:
    """The whole document. With `keys`, what is guarded says so."""
    operations = list(operations)
    types = [
        wire.Problem,
        *(t for each in operations for t in (each.takes, each.gives) if isinstance(t, type)),
    ]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REF)
    refs = dict(zip(types, schemas, strict=True))
    paths: dict[str, Any] = {}
    for each in operations:
        guarded = keys and each.path.startswith(("/v1/", "/metrics"))
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, refs, guarded=guarded)
    security = {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}} if keys else {}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Footnote",
            "version": footnote.__version__,
            "description": "Answers from a bank written from one source, each with its citations. No "
            "turn is kept here: the `state` of a reply goes along with the next question.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": components, **security},
    }


def _operation(each: Operation, refs: dict[type, Any], *, guarded: bool) -> dict[str, Any]:
    refuses = {*each.refuses, *(_BODY if each.takes else ()), *((401,) if guarded else ()), 500, 503}
    found: dict[str, Any] = {
        "operationId": re.sub(r"\W", "_", each.path.removeprefix("/v1").lstrip("/")) or "start",
        "summary": (inspect.getdoc(each.does) or "").partition("\n")[0],
        "responses": {
            "200": _given(each, refs),
            **{str(code): _problem(code, each, refs) for code in sorted(refuses)},
        },
    }
    if guarded:
        found["security"] = [{"key": []}]
    if each.named:
        name = {"type": "string", "maxLength": 100}
        text = "A bank's name; the first one without."
        found["parameters"] = [{"name": "bank", "in": "query", "schema": name, "description": text}]
    if each.takes:
        found["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": refs[each.takes]}},
        }
    return found


def _given(each: Operation, refs: dict[type, Any]) -> dict[str, Any]:
    if isinstance(each.gives, str):
        return {"description": "As it says.", "content": {each.gives: {"schema": {"type": "string"}}}}
    given: dict[str, Any] = {
        "description": (each.gives.__doc__ or "").partition("\n")[0],
        "content": {"application/json": {"schema": refs[each.gives]}},
    }
    if each.gives is wire.Reply:
        text = (
            "Names this reply to the journal: send it with feedback, and as `follows` of the next question."
        )
        given["headers"] = {"Footnote-Receipt": {"description": text, "schema": {"type": "string"}}}
    return given


def _problem(code: int, each: Operation, refs: dict[type, Any]) -> dict[str, Any]:
    kinds = {"application/problem+json": {"schema": refs[wire.Problem]}}
    if code == 503 and each.gives is wire.Health:
        kinds["application/json"] = {"schema": refs[wire.Health]}
    return {"description": _WHY[code], "content": kinds}
