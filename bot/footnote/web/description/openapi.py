"""`/openapi.json`: the service in OpenAPI 3.1, made from the schemas and the table of operations."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

import footnote
from footnote.web import schemas
from footnote.web.limits.rates import LIMITED_PATHS
from footnote.web.middleware import GUARDED_PATHS

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator

    from starlette.requests import Request
    from starlette.responses import Response

_REF = "#/components/schemas/{name}"
_PROBLEMS = {
    400: "The body is not JSON, or not UTF-8.",
    401: "No valid key was sent.",
    403: "The call does not come from the desk, or the code is not that of the mail.",
    404: "There is no bank, conversation or desk of this name, or no reply with this receipt.",
    408: "The body took too long to arrive.",
    409: "The conversation is handed over already, or the bot has it again.",
    413: "The body is too large.",
    415: "The media type is not JSON.",
    422: "The body does not fit its schema.",
    429: "Too many requests came from this client, or so many mails were sent that this one has to wait.",
    500: "An error on the server, which the log has under the request's id.",
    503: "Too many requests, a question that took too long, or a bank that cannot be used right now.",
}
_BODY_PROBLEMS = (400, 408, 413, 415, 422)


class Operation(NamedTuple):
    """A method of a path: its endpoint, the schemas of its body and result, and the statuses of its problems.

    The first line of the endpoint's docstring is the summary. `result` is a schema, or a media type;
    `takes_bank` says that there is a query parameter `bank`; `numbers` are parameters that are whole numbers.
    """

    method: str
    path: str
    endpoint: Callable[[Request], Awaitable[Response]]
    result: type | str
    body: type | None = None
    takes_bank: bool = False
    problems: tuple[int, ...] = ()
    numbers: tuple[str, ...] = ()


def document(operations: Iterable[Operation], *, keys: bool, limited: bool = False) -> dict[str, Any]:
    """The OpenAPI document as a JSON object. With `keys`, the guarded operations declare the key; `limited`
    are those of which a client may send only so many.
    """
    operations = list(operations)
    types = [
        schemas.Problem,
        *(t for each in operations for t in (each.body, each.result) if isinstance(t, type)),
    ]
    references, components = msgspec.json.schema_components(types, ref_template=_REF)
    refs = dict(zip(types, references, strict=True))
    paths: dict[str, Any] = {}
    for each in operations:
        guarded = keys and each.path.startswith(GUARDED_PATHS)
        if limited and each.path.startswith(LIMITED_PATHS):
            each = each._replace(problems=(*each.problems, 429))  # noqa: PLW2901
        paths.setdefault(each.path, {})[each.method.lower()] = _operation(each, refs, guarded=guarded)
    security = {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}} if keys else {}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Footnote",
            "version": footnote.__version__,
            "description": "Answers from a bank of questions and answers, each with its citations. The "
            "service keeps no conversation: send the `state` of a reply with the next question.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "paths": paths,
        "components": {"schemas": components, **security},
    }


def _operation(each: Operation, refs: dict[type, Any], *, guarded: bool) -> dict[str, Any]:
    statuses = {
        *each.problems,
        *(_BODY_PROBLEMS if each.body else ()),
        *((401,) if guarded else ()),
        500,
        503,
    }
    operation: dict[str, Any] = {
        "operationId": _operation_id(each),
        "summary": (inspect.getdoc(each.endpoint) or "").partition("\n")[0],
        "responses": {
            "200": _success(each, refs),
            **{str(code): _problem(code, each, refs) for code in sorted(statuses)},
        },
    }
    if guarded:
        operation["security"] = [{"key": []}]
    if parameters := list(_parameters(each)):
        operation["parameters"] = parameters
    if each.body:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": refs[each.body]}},
        }
    return operation


def _operation_id(each: Operation) -> str:
    name = re.sub(r"\W+", "_", each.path.removeprefix("/v1")).strip("_") or "start"
    return f"write_{name}" if each.path.endswith("/messages") and each.method == "POST" else name


def _parameters(each: Operation) -> Iterator[dict[str, Any]]:
    for name in re.findall(r"{(\w+)}", each.path):
        schema = {"type": "string", "minLength": 1, "maxLength": 200}
        yield {"name": name, "in": "path", "required": True, "schema": schema}
    if each.takes_bank:
        bank = {"type": "string", "maxLength": 100}
        text = "The name of a bank; without it the first one."
        yield {"name": "bank", "in": "query", "schema": bank, "description": text}
    for name in each.numbers:
        number = {"type": "integer", "minimum": 0, "maximum": 10**15 - 1}
        yield {"name": name, "in": "query", "schema": number}


def _success(each: Operation, refs: dict[type, Any]) -> dict[str, Any]:
    if isinstance(each.result, str):
        return {"description": "The content.", "content": {each.result: {"schema": {"type": "string"}}}}
    response: dict[str, Any] = {
        "description": (each.result.__doc__ or "").partition("\n")[0],
        "content": {"application/json": {"schema": refs[each.result]}},
    }
    if each.result is schemas.Reply:
        text = "The reply's id in the journal: send it with feedback, and as `follows` of the next question."
        response["headers"] = {"Footnote-Receipt": {"description": text, "schema": {"type": "string"}}}
    return response


def _problem(code: int, each: Operation, refs: dict[type, Any]) -> dict[str, Any]:
    kinds = {"application/problem+json": {"schema": refs[schemas.Problem]}}
    if code == 503 and each.result is schemas.Health:
        kinds["application/json"] = {"schema": refs[schemas.Health]}
    problem = {"description": _PROBLEMS[code], "content": kinds}
    if code == 429:
        text = "Seconds after which to send the request again."
        problem["headers"] = {"Retry-After": {"description": text, "schema": {"type": "integer"}}}
    return problem
