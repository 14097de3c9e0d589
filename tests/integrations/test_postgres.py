"""The desk on PostgreSQL, where rows are locked one by one, and an error ends a transaction."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import desk_project.ready  # noqa: F401 (skips where the extra is absent)
import pytest
from postgres import missing, running

if TYPE_CHECKING:
    from collections.abc import Iterator

MANAGE = str(Path(__file__).parents[1] / "desk_project" / "manage.py")
OPEN = """
from django.test import Client
from helpdesk.models import Queue
queue, _ = Queue.objects.get_or_create(title="Support", slug="support", allow_public_submission=True)
form = {"queue": queue.pk, "title": "x", "body": "how big are micromets?", "priority": 3}
form["submitter_email"] = "ann@customer.example"
for _ in range(12):
    assert Client(headers={"host": "localhost"}).post("/tickets/submit/", form).status_code == 302
"""
COUNT = """
from helpdesk.models import Ticket
written = [ticket.followup_set.filter(user__username="footnote") for ticket in Ticket.objects.all()]
print(sorted(rows.count() for rows in written))
"""
DROP = "from django.db import connection; connection.cursor().execute('DROP TABLE footnote_turn CASCADE')"


@pytest.fixture
def env() -> Iterator[dict[str, str]]:
    """The environment of a desk with an empty database, every request in one transaction."""
    if find_spec("psycopg") is None:
        missing("psycopg is not installed: pip install 'footnote-bot[serve]'")
    with running() as server:
        env = {**os.environ, "DESK_POSTGRES": str(server.home), "DESK_ATOMIC": "1"}
        manage(env, "migrate")
        yield env


def manage(env: dict[str, str], *arguments: str) -> str:
    """What one command of the desk's `manage.py` prints last."""
    command = [sys.executable, MANAGE, *arguments, "-v0"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_processes_share_the_work_and_a_broken_bot_costs_no_ticket(env: dict[str, str]) -> None:
    """Four at once give twelve tickets one answer each; without the bot's table, more can be opened."""
    manage(env, "shell", "-c", OPEN)
    command = [sys.executable, MANAGE, "footnote_answer"]
    workers = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    printed = "".join(worker.communicate(timeout=120)[0] for worker in workers)
    assert sum(int(number) for number in re.findall(r"(\d+) answered", printed)) == 12
    assert manage(env, "shell", "-c", COUNT) == str([1] * 12)
    manage(env, "shell", "-c", DROP)
    manage(env, "shell", "-c", OPEN)
    assert manage(env, "shell", "-c", COUNT) == str([0] * 12 + [1] * 12)
