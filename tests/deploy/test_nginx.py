"""The shipped site of nginx, in front of the service: what it lets through, sends again, and logs."""

from __future__ import annotations

import http.client
import json
import re
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from paths import GARDEN, ROOT
from ports import free_port
from postgres import missing
from service import needs, running

needs("starlette", "msgspec", "uvicorn", "prometheus_client")

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NGINX = ROOT / "bot" / "deploy" / "nginx"

MAIN = """
daemon off; pid {folder}/nginx.pid; worker_processes 1;
events {{ worker_connections 256; }}
http {{
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/common.conf;
    include {folder}/site.conf;
}}
"""
"""What Debian's own nginx.conf does: it includes the two."""


def program(name: str, package: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        missing(f"no {name}: apt-get install {package}")
    return str(found)


def install(folder: Path, site: str, **changes: str) -> Path:
    """The site with its parts in a folder, as the page puts them into /etc/nginx, at ports that are free."""
    paths = {
        "/etc/nginx/snippets/footnote.conf": f"{folder}/locations.conf",
        "/var/log/nginx": str(folder),
        "/dev/stdout": f"{folder}/footnote.log",
        "/dev/stderr": f"{folder}/footnote.error.log",
        **changes,
    }
    for name, target in (("common", "common"), ("locations", "locations"), (site, "site")):
        text = (NGINX / f"{name}.conf").read_text(encoding="utf-8")
        for old, new in paths.items():
            text = text.replace(old, new)
        (folder / f"{target}.conf").write_text(text, encoding="utf-8")
    config = folder / "nginx.conf"
    config.write_text(MAIN.format(folder=folder), encoding="utf-8")
    return config


def certificate(folder: Path) -> None:
    """A certificate for faq.example that nobody signed."""
    made = ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=faq.example".split()
    subprocess.run([program("openssl", "openssl"), *request, *made], check=True, capture_output=True)


@pytest.mark.parametrize("site", ["site", "compose"])
def test_nginx_takes_the_site(tmp_path: Path, site: str) -> None:
    """Without a warning but those of who runs it, or of a later nginx. Both replicas are on this machine."""
    if site == "site":
        certificate(tmp_path)
    names = {"one:8000": "127.0.0.1:8000", "two:8000": "127.0.0.1:8001"}
    config = install(tmp_path, site, **{"/etc/letsencrypt/live/faq.example": str(tmp_path)}, **names)
    done = subprocess.run(
        [program("nginx", "nginx"), "-t", "-c", config, "-p", tmp_path, "-e", tmp_path / "log"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    warned = [line for line in done.stderr.splitlines() if "[warn]" in line]
    assert [line for line in warned if "http2" not in line and '"user"' not in line] == []  # later versions


class Site:
    """A running site, called over TLS on one connection."""

    def __init__(self, port: int, log: Path) -> None:
        self._log = log
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        self._connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=10, context=context)

    def call(self, method: str, path: str, body: object = None) -> int:
        """The status of a response."""
        text = json.dumps(body) if body else None
        self._connection.request(method, path, text, {"Content-Type": "application/json"})
        with self._connection.getresponse() as response:
            response.read()
            return response.status

    def close(self) -> None:
        self._connection.close()

    def log(self) -> str:
        return self._log.read_text(encoding="utf-8")


@pytest.fixture(name="site")
def _site(tmp_path: Path) -> Iterator[Site]:
    """The site in front of one replica; the other one is down."""
    certificate(tmp_path)
    port, down, plain = free_port(), free_port(), free_port()
    with running(tmp_path, FOOTNOTE_BANKS=f"garden={GARDEN}") as replica:
        changes = {
            "127.0.0.1:8000": f"127.0.0.1:{down}",
            "127.0.0.1:8001": replica.address.split("/")[2],
            "listen [::]:443 ssl http2;": "",
            "listen [::]:80;": "",
            "listen 443": f"listen 127.0.0.1:{port}",
            "listen 80": f"listen 127.0.0.1:{plain}",
            "/etc/letsencrypt/live/faq.example": str(tmp_path),
        }
        with started(install(tmp_path, "site", **changes), port):
            site = Site(port, tmp_path / "footnote.log")
            yield site
            site.close()


@contextmanager
def started(config: Path, port: int) -> Iterator[None]:
    folder = config.parent
    process = subprocess.Popen(
        [program("nginx", "nginx"), "-c", config, "-p", folder, "-e", folder / "log", "-g", "user root;"],
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(10)


def test_the_site_answers_while_a_replica_is_down_and_logs_no_person(site: Site) -> None:
    """Neither an address, a query nor a key of a conversation; metrics are for this machine."""
    asked = [site.call("POST", "/v1/ask", {"question": f"do roses need water {n}?"}) for n in range(4)]
    assert asked == [200] * 4
    key = "k" * 32
    assert site.call("GET", f"/v1/conversations/{key}/messages?after=0&wait=1") == 404
    for path in ("hooks/webhook", "answering/chatwoot", "drafts"):
        assert site.call("POST", f"/{path}/a-long-secret", {"a": 1}) in (404, 405)
    assert site.call("GET", "/v1/topics?bank=garden") == 200
    assert site.call("GET", "/metrics") == 200
    log = site.log()
    assert re.search(r"^127\.0\.0\.0 \[.+\] POST /v1/ask 200 \d+ [\d.]+$", log, re.MULTILINE)
    assert "GET /v1/conversations/... 404" in log
    for secret in (key, "a-long-secret", "127.0.0.1", "bank=garden", "wait=1"):
        assert secret not in log


def test_a_client_that_asks_without_end_is_slowed_down(site: Site) -> None:
    """After the first 40 at once, with a status that says so."""
    statuses = [site.call("GET", "/healthz") for _ in range(41)]
    while 429 not in statuses and len(statuses) < 400:
        statuses.append(site.call("GET", "/healthz"))
    assert statuses == [200] * (len(statuses) - 1) + [429]
    assert len(statuses) > 41
