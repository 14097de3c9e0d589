"""`/openapi.json` is valid and complete, and the service conforms to it."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from service import application, needs, service

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


def test_the_document_is_valid_openapi(document: dict[str, Any]) -> None:
    """By an independent validator."""
    assert document["openapi"].startswith("3.1")
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []


def test_the_document_describes_every_path(document: dict[str, Any]) -> None:
    """With a summary, and a description of each response."""
    assert {path for path in document["paths"] if not path.startswith("/texts/")} == {
        "/", "/widget.js", "/widget.css", "/page.css", "/v1/ask", "/v1/feedback", "/v1/handoff", "/v1/topics",
        "/v1/transcript", "/mail.js",
        "/v1/bank", "/v1/conversations/{id}/messages", "/v1/conversations/{id}/return", "/hooks/{desk}",
        "/hooks/{desk}/{secret}", "/healthz", "/readyz", "/metrics",
    }  # fmt: skip
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["summary"].endswith(".")
            assert all(response["description"] for response in operation["responses"].values())


def test_the_document_declares_keys_where_they_are_set() -> None:
    """On the guarded paths only."""
    with service(keys=["a-key-that-nobody-guesses"]) as client:
        document = client.get("/openapi.json").json()
    assert list(OpenAPIV31SpecValidator(document).iter_errors()) == []
    assert document["paths"]["/v1/ask"]["post"]["security"] == [{"key": []}]
    assert "401" in document["paths"]["/v1/ask"]["post"]["responses"]
    assert "security" not in document["paths"]["/healthz"]["get"]


REFUSED = ["400", "408", "413", "415", "422"]
"""The statuses of a body that cannot be used. Any body may be over the size limit (413), which JSON Schema
cannot express: schemathesis does not expect it by itself, neither for valid nor for invalid bodies."""

CONFIG = schemathesis.Config.from_dict(
    {
        "checks": {
            "negative_data_rejection": {"expected-statuses": [*REFUSED, "404", "409"]},
            "positive_data_acceptance": {"expected-statuses": ["2xx", "404", "409", "413"]},
        }
    }
)


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The service's document, read by schemathesis, with the service behind it."""
    folder = tmp_path_factory.mktemp("desk")
    database = str(folder / "chat.sqlite3")
    app = application(handoff_file=str(folder / "packets.jsonl"), handoff_database=database)
    return schemathesis.openapi.from_asgi("/openapi.json", app, config=CONFIG)


CALLS = [
    (call, mode)
    for call in ("POST /v1/ask", "POST /v1/feedback", "POST /v1/handoff", "GET /v1/topics", "GET /v1/bank",
                 "GET /v1/conversations/{id}/messages", "POST /v1/conversations/{id}/messages",
                 "POST /v1/conversations/{id}/return", "POST /hooks/{desk}",
                 "GET /healthz", "GET /readyz", "GET /metrics", "GET /widget.js", "GET /")
    for mode in ("positive", "negative")
    if mode == "positive" or call.startswith("POST")  # a GET has nothing to get wrong
]  # fmt: skip


@pytest.mark.parametrize(("call", "mode"), CALLS)
def test_responses_conform_to_the_document(schema: Any, call: str, mode: str) -> None:
    """Valid and invalid calls, generated from the document: status, media type and schema.

    `/v1/handoff` refuses generated turns: a schema cannot say that they are of one conversation.
    """
    method, path = call.split()
    operation = schema[path][method]
    excluded = [positive_data_acceptance] if path == "/v1/handoff" else []

    @given(case=operation.as_strategy(GenerationMode(mode)))
    @settings(
        max_examples=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=True,  # the same calls in every run
    )
    def conforms(case: Any) -> None:
        case.call_and_validate(excluded_checks=excluded)

    conforms()


@pytest.mark.parametrize("given", [{}, {"keys": ["a-key-that-nobody-guesses"]}])
def test_the_page_names_every_operation_and_links_its_schemas(given: dict[str, Any]) -> None:
    """With nothing from another host, no script, and every link to a place that is there."""
    with service(**given) as client:
        document = client.get("/openapi.json").json()
        response = client.get("/docs")
        assert client.get("/page.css").status_code == 200
    page = response.text
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "<script" not in page
    assert "http" not in re.sub(r"https?://[^\"<]*(?=[\"<])", "", page.partition("<h2>Schemas")[0])
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert f"<code>{method.upper()} {path}</code>" in page
            assert html.escape(operation["summary"]) in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r' id="([^"]+)"', page))
    assert ("Authorization: Bearer" in page) == bool(given)
