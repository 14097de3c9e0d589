"""Test helper: the desk of this project as a server, for tests that meet it from outside."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen

from ports import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

MANAGE = Path(__file__).parent / "manage.py"
DESK = """
from django.contrib.auth import get_user_model
from django.core.management import call_command
from rest_framework.authtoken.models import Token
from helpdesk.models import Queue
call_command("migrate", run_syncdb=True, verbosity=0)
Queue.objects.create(title="Support", slug="support", allow_public_submission=True)
for name in ("wendy", "chat"):
    user = get_user_model().objects.create_user(name, password=f"secret-{{name}}", is_staff=True)
    Token.objects.create(user=user, key=name)
call_command("runserver", "{address}", use_reloader=False)
"""
"""A queue, which is number 1, the worker Wendy, and the user of the chat, whose tokens are their names. It is
one process, as each needs some seconds to start.
"""


@contextmanager
def running(folder: Path, **environment: str) -> Iterator[str]:
    """The address of a desk whose database is in a folder."""
    own = {"DESK_DATABASE": str(folder / "desk.db"), "DESK_THREAD": "1", "DESK_WITHOUT_MIGRATIONS": "1"}
    address = f"127.0.0.1:{free_port()}"
    command = [sys.executable, str(MANAGE), "shell", "-c", DESK.format(address=address)]
    with (folder / "desk.log").open("wb") as log:
        server = subprocess.Popen(command, env={**os.environ, **own, **environment}, stdout=log, stderr=log)
    try:
        _await(f"http://{address}/tickets/submit/", server)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(20)


def _await(page: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with urlopen(page, timeout=20):  # noqa: S310 (our own server)
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError("the desk has ended; its desk.log says why")
