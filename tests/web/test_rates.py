"""How many requests a client may send: by its address, and by its key."""

from __future__ import annotations

import socket
import tracemalloc
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from paths import GARDEN
from service import needs, running, service

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

import httpx2  # noqa: E402

from footnote.settings import SettingsError  # noqa: E402
from footnote.web.limits import rates  # noqa: E402
from footnote.web.limits.rates import Rate, client_of  # noqa: E402
from footnote.web.settings import load_settings  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient

KEY, OTHER_KEY = "a-key-that-nobody-guesses", "another-key-of-sixteen"
ORIGIN = "https://desk.example"


def statuses(client: TestClient, count: int, **headers: str) -> list[int]:
    """Of so many requests, one after the other."""
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    return [client.get("/v1/bank", headers=given).status_code for _ in range(count)]


def test_a_client_may_send_some_at_once_and_then_so_many_a_second() -> None:
    """What is refused does not count, so that whoever goes on trying is not locked out."""
    rate = Rate(2.0, burst=3)
    assert [rate.wait("a", 10.0) for _ in range(3)] == [0.0, 0.0, 0.0]
    assert [rate.wait("a", 10.0) for _ in range(5)] == [0.5] * 5
    assert rate.wait("b", 10.0) == 0.0
    assert [rate.wait("a", 10.5) for _ in range(2)] == [0.0, 0.5]
    assert [rate.wait("a", 100.0) for _ in range(4)] == [0.0, 0.0, 0.0, 0.5]


def test_the_memory_has_a_bound() -> None:
    """However many addresses there are; those that have not asked for a while are forgotten at once."""
    rate = Rate(10.0, burst=40)
    tracemalloc.start()
    for number in range(5 * rates.MAX_CLIENTS):
        rate.wait(f"192.0.2.{number}", 0.0)
    used = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert rate.clients == rates.MAX_CLIENTS
    assert used < 8 * 2**20
    for number in range(rates.MAX_CLIENTS):
        rate.wait(f"198.51.100.{number}", 1000.0 + number)
    assert rate.clients < 10


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("fe80::1%eth0", "fe80::1%eth0", True),
        ("unknown", "hidden", False),
    ],
)
def test_a_client_is_an_address_or_a_network_of_64_bits(one: str, other: str, *, same: bool) -> None:
    """A provider gives each customer at least such a network in IPv6."""
    assert (client_of(one) == client_of(other)) is same


def test_an_address_is_told_to_come_back_later() -> None:
    """With a problem that a page may read; probes, files and metrics are not counted."""
    with service(rate_address=0.5, rate_burst=2, origins=[ORIGIN]) as client:
        assert statuses(client, 2) == [200, 200]
        refused = ask_from(client, ORIGIN)
        assert refused.status_code == 429
        assert refused.json()["type"] == "urn:footnote:problem:too-many-requests"
        assert "2 seconds" in refused.json()["detail"]
        assert refused.headers["retry-after"] == "2"
        assert refused.headers["access-control-allow-origin"] == ORIGIN
        others = ["/healthz", "/readyz", "/widget.js", "/metrics", "/"]
        assert [client.get(path).status_code for path in others] == [200] * 5
        assert 'footnote_requests_refused_total{limit="address"} 1.0' in client.get("/metrics").text


def ask_from(client: TestClient, origin: str) -> Any:
    return client.post("/v1/ask", json={"question": "do roses need water?"}, headers={"Origin": origin})


def test_a_key_has_a_limit_of_its_own() -> None:
    """A key that is not valid is no way to a new limit, but counts for the address."""
    limits: dict[str, Any] = {"rate_key": 0.01, "rate_burst": 2, "keys": [KEY, OTHER_KEY]}
    with service(**limits) as client:
        assert statuses(client, 3, Authorization=f"Bearer {KEY}") == [200, 200, 429]
        assert statuses(client, 1, Authorization=f"Bearer {OTHER_KEY}") == [200]
        assert statuses(client, 4, Authorization="Bearer guessed") == [401] * 4
        metrics = client.get("/metrics", headers={"Authorization": f"Bearer {KEY}"})
        assert 'footnote_requests_refused_total{limit="key"} 1.0' in metrics.text
    with service(**limits, rate_address=0.01) as client:
        assert statuses(client, 3, Authorization="Bearer guessed") == [401, 401, 429]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        ([], ["1.1.1.1", "2.2.2.2", "3.3.3.3"], [200, 200, 429]),
        (["10.9.9.9"], ["1.1.1.1", "2.2.2.2", "3.3.3.3"], [200, 200, 429]),
        (["192.0.2.7"], ["1.1.1.1", "2.2.2.2", "1.1.1.1", "1.1.1.1"], [200, 200, 200, 429]),
        (["192.0.2.0/24"], ["6.6.6.6, 1.1.1.1", "7.7.7.7, 1.1.1.1", "8.8.8.8, 1.1.1.1"], [200, 200, 429]),
        (["192.0.2.7", "10.0.0.0/8"], ["1.1.1.1, 10.1.2.3", "1.1.1.1", "1.1.1.1, 10.3.2.1"], [200, 200, 429]),
    ],
    ids=["no proxy", "another proxy", "each client", "what clients forge", "two proxies"],
)
def test_a_forwarded_address_counts_only_from_a_trusted_proxy(
    proxies: list[str], forwarded: list[str], found: list[int]
) -> None:
    """It is the last one that is not a trusted proxy's own: what stands before it, anybody can write."""
    with service(rate_address=0.01, rate_burst=2, proxies=proxies) as client:
        transport: Any = client._transport  # noqa: SLF001
        transport.client = ("192.0.2.7", 1234)
        assert [statuses(client, 1, X_Forwarded_For=each)[0] for each in forwarded] == found


@pytest.mark.parametrize(("setting", "value", "status"), [("RATE_ADDRESS", "0.01", 429), ("KEYS", KEY, 401)])
def test_who_is_refused_before_the_body_comes_is_told_that_the_connection_ends(
    setting: str, value: str, status: int, tmp_path: Path
) -> None:
    """A client keeps connections, and its next request would get no response."""
    given = {f"FOOTNOTE_{setting}": value, "FOOTNOTE_RATE_BURST": "1"}
    with running(tmp_path, "--bank", str(GARDEN), **given) as server:
        httpx2.get(f"{server.address}v1/bank")
        parts = urlsplit(server.address)
        with socket.create_connection((str(parts.hostname), parts.port), 20) as client:
            head = (
                "POST /v1/ask HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n"
            )
            client.sendall(f"{head}\r\n".encode())
            answer = client.makefile("rb").read().decode().lower()
    assert answer.startswith(f"http/1.1 {status} ")
    assert "\r\nconnection: close\r\n" in answer


@pytest.mark.parametrize("proxy", ["nginx", "10.0.0.1/8", "*", ""])
def test_a_proxy_that_is_no_address_is_refused(proxy: str) -> None:
    """The problem says what to write."""
    with pytest.raises(SettingsError, match=r"proxies: .*10\.0\.0\.0/8"):
        load_settings(environ={}, options={"proxies": [proxy]})


def test_the_limit_is_described_where_there_is_one() -> None:
    """With the header that says when to come back."""
    with service(rate_address=1.0) as client:
        described = client.get("/openapi.json").json()["paths"]
    for path, operations in described.items():
        for operation in operations.values():
            assert ("429" in operation["responses"]) == path.startswith("/v1/")
    assert described["/v1/ask"]["post"]["responses"]["429"]["headers"].keys() == {"Retry-After"}
    with service() as client:
        described = client.get("/openapi.json").json()["paths"]
    assert "429" not in described["/v1/ask"]["post"]["responses"]
