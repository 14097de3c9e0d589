"""`/openapi.json`: valid, complete, and true: calls made up from it get what it promises."""

from __future__ import annotations

from typing import Any

import pytest
from service import needs, service

needs(
    "starlette",
    "msgspec",
    "uvicorn",
    "prometheus_client",
    "sqlalchemy",
    "httpx2",
    "openapi_spec_validator",
    "schemathesis",
)

import schemathesis  # noqa: E402
from hypothesis import HealthCheck, given, settings  # noqa: E402
from openapi_spec_validator import OpenAPIV31SpecValidator  # noqa: E402
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    with service() as client:
        found: dict[str, Any] = client.get("/openapi.json").json()
        return found


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    """By a validator that is not ours."""
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_it_describes_every_address(document: dict[str, Any]) -> None:
    """With a summary, and what each refusal means."""
    assert {path for path in document["paths"] if not path.startswith("/texts/")} == {
        "/", "/widget.js", "/page.css", "/v1/ask", "/v1/feedback", "/v1/handoff", "/v1/topics", "/v1/bank",
        "/healthz", "/readyz", "/metrics",
    }  # fmt: skip
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["summary"].endswith(".")
            assert all(response["description"] for response in operation["responses"].values())


def test_keys_are_described_where_they_are_set() -> None:
    """A program that reads the document knows that it needs one."""
    with service(keys=["a-key-that-nobody-guesses"]) as client:
        document = client.get("/openapi.json").json()
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    assert document["paths"]["/v1/ask"]["post"]["security"] == [{"key": []}]
    assert "401" in document["paths"]["/v1/ask"]["post"]["responses"]
    assert "security" not in document["paths"]["/healthz"]["get"]


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The service as schemathesis reads it."""
    from footnote.journal import OFF
    from footnote.web.app import build
    from footnote.web.banks import Banks
    from footnote.web.settings import settle

    settled = settle(
        environ={}, given={"handoff.file": str(tmp_path_factory.mktemp("desk") / "packets.jsonl")}
    )
    return schemathesis.openapi.from_asgi("/openapi.json", build(settled, Banks(settled.banks), OFF))


CALLS = [
    (call, mode)
    for call in ("POST /v1/ask", "POST /v1/feedback", "POST /v1/handoff", "GET /v1/topics", "GET /v1/bank",
                 "GET /healthz", "GET /readyz", "GET /metrics", "GET /widget.js", "GET /")
    for mode in ("positive", "negative")
    if mode == "positive" or call.startswith("POST")  # a GET has nothing to get wrong
]  # fmt: skip


@pytest.mark.parametrize(("call", "mode"), CALLS)
def test_what_is_promised_is_kept(schema: Any, call: str, mode: str) -> None:
    """Good and bad calls made up from the document: the status, type and shape that it promises.

    Of made-up turns `/v1/handoff` says that they are no talk: that a talk hangs together is more than a
    schema can say.
    """
    method, path = call.split()
    operation = schema[path][method]
    excluded = [positive_data_acceptance] if path == "/v1/handoff" else []

    @given(case=operation.as_strategy(GenerationMode(mode)))
    @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def holds(case: Any) -> None:
        case.call_and_validate(excluded_checks=excluded)

    holds()
