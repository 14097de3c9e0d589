"""Test helper: Debian's Request Tracker 5, with a database in a folder of the tests."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from ports import free_port

import footnote

if TYPE_CHECKING:
    from collections.abc import Iterator

SETUP = "/usr/sbin/rt-setup-database-5"
SERVER = "/usr/share/request-tracker5/libexec/rt-server"
MAIL_GATE = "/usr/bin/rt-mailgate-5"
SCRIPS = Path(footnote.__file__).parent / "desks" / "scrips"
SCRIP, ANSWERS = SCRIPS / "request_tracker.pl", SCRIPS / "request_tracker_answers.pl"
PACKAGES = "request-tracker5 rt5-db-sqlite rt5-standalone"

CONFIG = """
Set($rtname, 'test.local');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '{folder}/rt.sqlite3');
Set($WebDomain, '127.0.0.1');
Set($WebPort, {port});
Set($WebBaseURL, 'http://127.0.0.1:{port}');
Set($WebSessionClass, 'Apache::Session::File');
Set($MailCommand, 'testfile');
Set($BcryptCost, 10);  # the least: each call of a worker checks a password
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'warning');
$RT::MasonDataDir = '{folder}/mason';
$RT::MasonSessionDir = '{folder}/sessions';
$RT::VarPath = '{folder}/var';
1;
"""

BOTH = """
Set($FootnoteHook, '{service}/hooks/request-tracker');
Set($FootnoteSecret, '{secret}');
Set($FootnoteAnswersHook, '{service}/answering/request-tracker');
Set($FootnoteAnswersSecret, '{secret}');
Set(@FootnoteAnswersQueues, 'General', 'Drafts');
1;
"""
"""What both scrips need: where the service is, and the secret."""

# Wendy, a queue whose answers are drafts, and what everybody who writes a mail may do.
PEOPLE = """
@Users = ({ Name => 'wendy', RealName => 'Wendy', Password => 'secret-wendy', Privileged => 1 });
@Queues = ({ Name => 'Drafts' });
@ACL = (
    { UserId => 'wendy', Right => 'SuperUser' },
    map { { GroupDomain => 'SystemInternal', GroupType => 'Everyone', Right => $_ } }
        qw(CreateTicket ReplyToTicket),
);
"""


class RequestTracker:
    """A running RT. `token` is that of the bot in the chat, `answers_token` that of the bot in tickets;
    Wendy is a worker, with the password `secret-wendy`.
    """

    def __init__(self, url: str, token: str, answers_token: str) -> None:
        self.url = url
        self.token = token
        self.answers_token = answers_token

    def mail(self, mail: str, queue: str) -> None:
        """Give RT a mail, as a mail server does."""
        subprocess.run(
            [MAIL_GATE, "--queue", queue, "--action", "correspond", "--url", f"{self.url}/"],
            input=mail.encode(),
            check=True,
            timeout=60,
            capture_output=True,
        )

    def as_worker(self, method: str, path: str, json: Any = None) -> Any:
        """The response of Wendy's call of the REST interface."""
        response = httpx2.request(
            method, f"{self.url}/REST/2.0{path}", json=json, auth=("wendy", "secret-wendy"), timeout=30
        )
        assert response.is_success, response.text
        return response.json()


def text_of(tracker: RequestTracker, ticket: str) -> str:
    """The texts of a ticket's transactions."""
    attachments = tracker.as_worker("GET", f"/ticket/{ticket}/attachments")["items"]
    contents = [tracker.as_worker("GET", f"/attachment/{each['id']}").get("Content") for each in attachments]
    return "\n".join(b64decode(each).decode("utf-8", "replace") for each in contents if each)


@contextmanager
def running(config: str) -> Iterator[RequestTracker]:
    """RT with the scrips, and what they need in its configuration; skips where RT is not installed, and fails
    in CI.
    """
    if not (Path(SETUP).exists() and Path(SERVER).exists()):
        why = f"Request Tracker is not installed: apt-get install {PACKAGES}"
        if os.environ.get("CI") == "true":
            pytest.fail(why)
        pytest.skip(why)
    with tempfile.TemporaryDirectory(prefix="rt-", dir="/tmp", ignore_cleanup_errors=True) as name:
        folder, port = Path(name), free_port()
        environment = _configure(folder, port, config)
        tokens = _set_up(folder, environment)
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(
                [*_nobody(), SERVER, "--host", "127.0.0.1", "--port", str(port)],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
            )
        try:
            yield _started(f"http://127.0.0.1:{port}", tokens, server, folder)
        finally:
            server.terminate()
            server.wait(20)


def _configure(folder: Path, port: int, config: str) -> dict[str, str]:
    for part in ("mason", "sessions", "var", "d"):
        (folder / part).mkdir()
    own = CONFIG.format(folder=folder, port=port)
    (folder / "RT_SiteConfig.pm").write_text(own, encoding="utf-8")
    (folder / "d" / "footnote.pm").write_text(config, encoding="utf-8")
    shutil.copy(SCRIP, folder / "footnote.pl")
    shutil.copy(ANSWERS, folder / "footnote-answers.pl")
    (folder / "people.pl").write_text(PEOPLE, encoding="utf-8")
    if os.geteuid() == 0:
        for path in (folder, *folder.iterdir()):
            shutil.chown(path, "nobody", "nogroup")
    settings = {"RT_SITE_CONFIG": str(folder / "RT_SiteConfig.pm"), "RT_SITE_CONFIG_DIR": str(folder / "d")}
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", **settings}


def _set_up(folder: Path, environment: dict[str, str]) -> list[str]:
    """Make the database; returns the tokens of the two users of the bot."""
    _run(environment, folder, "--action", "init", "--skip-create")
    _run(environment, folder, "--action", "insert", "--datafile", "people.pl", "--skip-create")
    tokens = []
    for name in ("footnote", "footnote-answers"):
        arguments = ("--action", "insert", "--datafile", f"{name}.pl", "--skip-create")
        printed = _run(environment, folder, *arguments)
        found = re.search(rf"the token of the user {name}: (\S+)", printed)
        assert found, printed
        tokens.append(found[1])
    return tokens


def _run(environment: dict[str, str], folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        [*_nobody(), SETUP, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=folder,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def _started(url: str, tokens: list[str], server: subprocess.Popen[bytes], folder: Path) -> RequestTracker:
    for _ in range(300):
        assert server.poll() is None, (folder / "log").read_text(encoding="utf-8")
        try:
            if httpx2.get(f"{url}/REST/2.0/", timeout=30).status_code < 500:  # its pages take longer
                return RequestTracker(url, *tokens)
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise AssertionError((folder / "log").read_text(encoding="utf-8"))


def _nobody() -> list[str]:
    """RT need not run as root, and should not."""
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []
