"""Desks that run here for real, and a file."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx2
import request_tracker as tracker
from desk_project import running as desk_server

from .place import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .place import Section


@contextmanager
def django_helpdesk(section: Section) -> Iterator[Place]:
    """django-helpdesk; Wendy replies on its page for workers."""
    variable = re.search(r"(HELPDESK_\w+)=(http\S+/)SECRET\b", section.text)
    assert variable, section.text
    with (
        desk_server.running(section.folder, **{variable[1]: f"{variable[2]}SECRET"}) as url,
        httpx2.Client(base_url=url, timeout=20, follow_redirects=True) as wendy,
    ):
        _post_form(wendy, "/admin/login/?next=/dashboard/", username="wendy", password="secret-wendy")  # noqa: S106

        def ticket() -> Any:
            found = wendy.get("/api/tickets/", headers={"Authorization": "Token wendy"}).json()
            return found["results"][0]

        def received() -> str:
            found = ticket()
            return "\n".join([found["description"], *(each["comment"] for each in found["followup_set"])])

        def reply(text: str) -> None:
            now = ticket()
            form = {name: now[name] for name in ("title", "queue", "priority")}
            form |= {"comment": text, "public": 1, "new_status": now["status"]}
            path = f"/tickets/{now['id']}/"
            _post_form(wendy, path, f"{path}update/", **form)

        settings = {"url": url, "token": "chat", "queue": "1"}
        yield Place(settings, received, lambda: f"#{ticket()['id']}", reply)


@contextmanager
def request_tracker(section: Section) -> Iterator[Place]:
    """Debian's Request Tracker, with the section's scrip and its lines of RT's configuration."""
    assert tracker.SCRIP.name in section.block("sh")
    with tracker.running(section.block("perl")) as desk:

        def ticket() -> str:
            return str(desk.as_worker("GET", "/tickets?query=id>0")["items"][0]["id"])

        def received() -> str:
            return tracker.text_of(desk, ticket())

        def reply(text: str) -> None:
            content = {"Content": text, "ContentType": "text/plain"}
            desk.as_worker("POST", f"/ticket/{ticket()}/correspond", content)

        settings = {"url": desk.url, "token": desk.token}
        yield Place(settings, received, lambda: f"#{ticket()}", reply, "Wendy")


@contextmanager
def file(section: Section) -> Iterator[Place]:
    """A file, which somebody reads."""
    path = section.folder / "handed-over.jsonl"

    def lines() -> list[Any]:
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]

    def received() -> str:
        return "\n".join(each["text"] for each in lines())

    yield Place({"file": str(path)}, received, lambda: str(lines()[0]["reference"]))


def _post_form(client: httpx2.Client, page: str, action: str = "", **fields: object) -> None:
    """Fill in a form of a page, as a browser does."""
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(page).text)
    assert token
    data = {name: str(value) for name, value in fields.items()} | {"csrfmiddlewaretoken": token[1]}
    response = client.post(action or page, data=data, headers={"Referer": str(client.base_url)})
    assert response.status_code == 200, response.text
