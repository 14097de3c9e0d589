"""`/docs`: the OpenAPI document as a page, with nothing from another host and no script."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from footnote.web.responses import framed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CONTENT = """<p>{description}</p>
<p>For programs: <a href="openapi.json">openapi.json</a>.</p>
{operations}
<h2>Schemas</h2>
{schemas}"""


def page(document: Mapping[str, Any]) -> str:
    """The page for an OpenAPI document of ours."""
    info = document["info"]
    content = _CONTENT.format(
        description=escape(info["description"]),
        operations="\n".join(
            _operation(method, path, operation)
            for path, methods in document["paths"].items()
            for method, operation in methods.items()
        ),
        schemas="\n".join(
            f'<details id="{escape(name)}"><summary>{escape(name)}</summary>{_code(schema)}</details>'
            for name, schema in document["components"]["schemas"].items()
        ),
    )
    return framed(f"{info['title']} {info['version']}: the API", content, "page.css")


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    lines = "".join(f"<li>{line}</li>" for line in _lines(operation))
    name = escape(operation["operationId"])
    return (
        f'<h2 id="{name}"><code>{method.upper()} {escape(path)}</code></h2>\n'
        f"<p>{escape(operation['summary'])}</p>\n<ul>{lines}</ul>"
    )


def _lines(operation: Mapping[str, Any]) -> Iterator[str]:
    """What is sent with an operation, and what comes back."""
    if "security" in operation:
        yield "needs a key: <code>Authorization: Bearer KEY</code>"
    for each in operation.get("parameters", ()):
        text = escape(each.get("description") or each["schema"]["type"])
        yield f"{each['in']} <code>{escape(each['name'])}</code>: {text}"
    if body := operation.get("requestBody"):
        yield f"body: {_contents(body['content'])}"
    for status, response in operation["responses"].items():
        yield f"<strong>{status}</strong> {escape(response['description'])} {_contents(response['content'])}"


def _contents(contents: Mapping[str, Any]) -> str:
    """The media types of a body, and a link to the schema of each that has one."""
    return ", ".join(
        f"<code>{escape(kind)}</code>{_link(content['schema'])}" for kind, content in contents.items()
    )


def _link(schema: Mapping[str, Any]) -> str:
    name = escape(str(schema.get("$ref", "")).rpartition("/")[2])
    return f' <a href="#{name}">{name}</a>' if name else ""


def _code(schema: object) -> str:
    return f'<pre tabindex="0"><code>{escape(json.dumps(schema, indent=2, ensure_ascii=False))}</code></pre>'
