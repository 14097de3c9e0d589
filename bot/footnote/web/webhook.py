"""Delivery of handoff packets: a signed POST to the help desk, a line appended to a file, or both."""

from __future__ import annotations

import hashlib
import hmac
import os
import ssl
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import httpx2
import msgspec

from .logs import log

if TYPE_CHECKING:
    from collections.abc import Callable

    from footnote.dialogue.handoff import Packet

DESK_TIMEOUT = 5.0
"""Seconds that the help desk has to accept a packet: a person is waiting."""


class DeliveryError(Exception):
    """No target accepted the packet."""


class Webhook:
    """Delivers packets to the targets that are configured. Threads may share one."""

    def __init__(self, url: str = "", secret: str = "", file: str = "") -> None:
        """An empty `url` or `file` is no target."""
        self._url = url
        self._secret = secret.encode()
        self._file = file

    @property
    def configured(self) -> bool:
        """Whether there is any target."""
        return bool(self._url or self._file)

    def deliver(self, packet: Packet, text: str) -> None:
        """Deliver a packet and its text to every target. Blocks on the disk and the network: use a thread.

        Success at one target is enough; failures are logged. Raises DeliveryError when all of them fail.
        """
        content = packet.as_dict()
        id = hashlib.sha256(msgspec.json.encode(content)).hexdigest()
        body = msgspec.json.encode({"id": id, "time": _now(), "text": text, "packet": content})
        targets = [("write", self._write, self._file), ("post", self._post, self._url)]
        delivered = [_attempt(name, target, body, id) for name, target, is_set in targets if is_set]
        if not any(delivered):
            raise DeliveryError

    def _write(self, body: bytes, _id: str) -> None:
        """Append one line and wait until it is on the disk, since a person is needed."""
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            line = body + b"\n"
            if os.write(handle, line) != len(line):
                raise OSError("the disk is full")
            os.fsync(handle)
        finally:
            os.close(handle)

    def _post(self, body: bytes, id: str) -> None:
        """POST the packet. A redirect is an error: following it would send the conversation elsewhere."""
        time = _now()
        headers = {"Content-Type": "application/json", "Idempotency-Key": id, "Footnote-Timestamp": time}
        if self._secret:
            digest = hmac.new(self._secret, f"{time}.".encode() + body, hashlib.sha256).hexdigest()
            headers["Footnote-Signature"] = f"sha256={digest}"
        # The system's certificates, as a desk inside a company often has one of the company's own.
        context = ssl.create_default_context()
        httpx2.post(
            self._url, content=body, headers=headers, timeout=DESK_TIMEOUT, verify=context
        ).raise_for_status()


def _attempt(name: str, target: Callable[[bytes, str], None], body: bytes, id: str) -> bool:
    try:
        target(body, id)
    except (OSError, httpx2.HTTPError, httpx2.InvalidURL) as error:
        log("handoff failed", level="error", way=name, error=str(error))
        return False
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
