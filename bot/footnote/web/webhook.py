"""Where a talk goes that a person takes over: a line of a file, a POST to the desk, or both."""

from __future__ import annotations

import hashlib
import hmac
import os
import urllib.request
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from .logs import note

if TYPE_CHECKING:
    from footnote.dialogue.handoff import Packet

DESK_TIMEOUT = 5.0
"""Seconds that the desk has to take a packet: a person waits for it."""


class NotDelivered(Exception):
    """Nobody got the packet."""


class Receiver:
    """Gives packets to whoever is set to take them. Threads may share one."""

    def __init__(self, url: str = "", secret: str = "", file: str = "") -> None:
        self._url = url
        self._secret = secret.encode()
        self._file = file

    @property
    def set(self) -> bool:
        """Whether anybody takes packets."""
        return bool(self._url or self._file)

    def give(self, packet: Packet) -> None:
        """Deliver a packet. Waits for the disk and the desk: call it beside the event loop.

        One of the two having it is enough; what the other says is logged. Raises NotDelivered where
        neither has it.
        """
        content = packet.as_dict()
        id = hashlib.sha256(msgspec.json.encode(content)).hexdigest()
        body = msgspec.json.encode({"id": id, "time": _now(), "text": packet.text(), "packet": content})
        ways = [way for way, is_set in ((self._write, self._file), (self._post, self._url)) if is_set]
        done = [_tried(way, body, id) for way in ways]  # both, whatever becomes of the first
        if not any(done):
            raise NotDelivered

    def _write(self, body: bytes, _id: str) -> None:
        """One line, whole and on the disk: a packet is somebody who waits."""
        handle = os.open(self._file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            line = body + b"\n"
            if os.write(handle, line) != len(line):
                raise OSError("the disk is full")
            os.fsync(handle)
        finally:
            os.close(handle)

    def _post(self, body: bytes, id: str) -> None:
        time = _now()
        headers = {"Content-Type": "application/json", "Idempotency-Key": id, "Footnote-Timestamp": time}
        if self._secret:
            digest = hmac.new(self._secret, f"{time}.".encode() + body, hashlib.sha256).hexdigest()
            headers["Footnote-Signature"] = f"sha256={digest}"
        request = urllib.request.Request(self._url, body, headers, method="POST")  # noqa: S310  (settings allow http and https)
        with urllib.request.build_opener(_NoDetour).open(request, timeout=DESK_TIMEOUT) as answer:
            answer.read(1)


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """A redirect is an error: it would turn the POST into a GET, or take the talk to another host."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _tried(way: Any, body: bytes, id: str) -> bool:
    try:
        way(body, id)
    except (OSError, ValueError) as error:  # URLError and HTTPError are OSErrors; ValueError: no HTTP answer
        note("handoff failed", level="error", way=way.__name__.strip("_"), error=str(error))
        return False
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
