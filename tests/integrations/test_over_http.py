"""The desk as its customers meet it: a real server, a real form, and the answer on the ticket's page."""

from __future__ import annotations

import json
import os
import re
import shlex
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from html import unescape
from http.cookiejar import CookieJar
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener, urlopen

import desk_project.ready  # noqa: F401 (skips where the extra is absent)
import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import footnote

MANAGE = Path(__file__).parents[1] / "desk_project" / "manage.py"
SIZE = "how big are micromets?"
PEOPLE = """
from django.contrib.auth import get_user_model
from rest_framework.authtoken.models import Token
from helpdesk.models import Queue
Queue.objects.create(title="Support", slug="support", allow_public_submission=True)
wendy = get_user_model().objects.create_user("wendy", is_staff=True)
Token.objects.create(user=wendy, key="wendy")
"""


def manage(env: dict[str, str], *arguments: str, **more: Any) -> None:
    """One command of the desk's `manage.py`."""
    subprocess.run(
        [sys.executable, str(MANAGE), *arguments], env=env, check=True, capture_output=True, **more
    )


@pytest.fixture(scope="module", params=["", "1"], ids=["autocommit", "ATOMIC_REQUESTS"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a desk that runs with its database on disk, and the bot in a thread of the server."""
    folder = tmp_path_factory.mktemp("desk")
    env = {
        **os.environ,
        "DESK_DATABASE": str(folder / "desk.db"),
        "DESK_THREAD": "1",
        "DESK_ATOMIC": request.param,
    }
    manage(env, "migrate")
    manage(env, "shell", text=True, input=PEOPLE)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(MANAGE), "runserver", "--noreload", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        until(lambda: fetch(f"{address}/tickets/submit/"))
        yield address
        process.terminate()


def until(look: Any, seconds: float = 20) -> Any:
    """What `look` finds, as soon as it finds something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if found := look():
                return found
        except URLError:
            pass
        time.sleep(0.05)
    pytest.fail(f"nothing came within {seconds} seconds")


def fetch(address: str) -> str:
    """A page."""
    with urlopen(address, timeout=10) as answer:  # noqa: S310 (our own server)
        text: str = answer.read().decode()
        return text


def submit(server: str, body: str) -> str:
    """Open a ticket by the public form, as a browser does; the address of its page."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{server}/tickets/submit/", timeout=20) as answer:
        form = answer.read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', form)
    assert token
    fields = {
        "queue": 1,
        "title": "Help",
        "body": body,
        "priority": 3,
        "submitter_email": "ann@customer.example",
    }
    data = urlencode({**fields, "csrfmiddlewaretoken": token[1]}).encode()
    with browser.open(f"{server}/tickets/submit/", data, timeout=20) as answer:
        assert answer.status == 200
        return str(answer.url)


def test_a_ticket_is_answered_on_its_page(server: str, shipped: footnote.Bot) -> None:
    """Seconds after it was opened, without a worker or a command."""
    page = submit(server, SIZE)
    assert "key=" in page
    until(lambda: "[1] Micrometastases, " in fetch(page))
    assert shipped.ask(SIZE).text in unescape(fetch(page))


def test_many_tickets_at_once_are_each_answered_once(server: str) -> None:
    """The bot writes to the database that customers write to, and costs none of them anything."""
    with ThreadPoolExecutor(8) as customers:
        pages = list(customers.map(lambda _: submit(server, SIZE), range(16)))
    for page in pages:
        until(lambda page=page: "[1] Micrometastases, " in fetch(page))
    time.sleep(0.5)
    assert [fetch(page).count("[1] Micrometastases, ") for page in pages] == [1] * 16


def test_the_desks_own_api_shows_the_answer_and_the_note(server: str) -> None:
    """To workers, with who wrote it and who may see it."""
    headers = {"Authorization": "Token wendy", "Content-Type": "application/json"}
    ticket = {"queue": 1, "title": "Call", "submitter_email": "ann@customer.example", "priority": 3}

    def call(path: str, data: dict[str, Any] | None = None) -> Any:
        body = json.dumps(data).encode() if data else None
        with urlopen(Request(f"{server}{path}", body, headers), timeout=20) as answer:  # noqa: S310
            return json.load(answer)

    def written(question: str) -> dict[str, Any]:
        opened = call("/api/tickets/", {**ticket, "description": question})
        found = until(lambda: call(f"/api/tickets/{opened['id']}/")["followup_set"][1:])
        return dict(found[0])

    answer, note = written(SIZE), written("should I have chemo?")
    assert (answer["public"], note["public"]) == (True, False)
    assert "[1] Micrometastases, " in answer["comment"]


README = Path(__file__).parents[2] / "bot" / "footnote" / "integrations" / "README.md"


def test_the_readme_leads_from_an_empty_folder_to_an_answered_ticket(tmp_path: Path) -> None:
    """Its commands, and the settings it has one paste."""
    part = README.read_text(encoding="utf-8").partition(
        "### From an empty folder to a first answered ticket"
    )[2]
    settings, urls = re.findall(r"^```python\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)[:2]
    setup, start = re.findall(r"^```sh\n(.*?)^```$", part, re.MULTILINE | re.DOTALL)[:2]

    def run(lines: str) -> None:
        env = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
        env.pop("DJANGO_SETTINGS_MODULE", None)
        subprocess.run(
            ["sh", "-e"], input=lines, cwd=tmp_path, env=env, check=True, capture_output=True, text=True
        )

    run(next(line for line in setup.splitlines() if "startproject" in line))
    with (tmp_path / "desk" / "settings.py").open("a") as file:
        file.write(settings)
    (tmp_path / "desk" / "urls.py").write_text(urls)
    run("\n".join(line for line in start.splitlines() if "runserver" not in line))
    run(f"python manage.py shell -c {shlex.quote(ASKED)}")
    run("python manage.py footnote_answer")
    run(f"python manage.py shell -c {shlex.quote(ANSWERED)}")


ASKED = """
from django.test import Client
form = {"queue": 1, "title": "x", "body": "How big are micrometastases?", "priority": 3}
form["submitter_email"] = "ann@customer.example"
assert Client(headers={"host": "localhost"}).post("/tickets/submit/", form).status_code == 302
"""
ANSWERED = """
from helpdesk.models import FollowUp
assert "[1] Micrometastases, " in FollowUp.objects.get(user__username="footnote").comment
"""
