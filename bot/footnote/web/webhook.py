"""Delivery of handoff packets: a signed POST to the help desk, a line appended to a file, or both."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import os
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from errno import EIO, ENOSPC
from stat import S_ISREG
from threading import Lock
from typing import TYPE_CHECKING

import httpx2
import msgspec

from .logs import log

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from footnote.dialogue.handoff import Packet

DESK_TIMEOUT = 5.0
"""Seconds that the help desk has to accept a packet: a person is waiting."""


class DeliveryError(Exception):
    """No target accepted the packet."""


class Webhook:
    """Delivers packets to the targets that are configured. Threads may share one."""

    def __init__(
        self, url: str = "", secret: str = "", file: str = "", timeout: float = DESK_TIMEOUT
    ) -> None:
        """An empty `url` or `file` is no target; the desk has `timeout` seconds."""
        self._timeout = timeout
        self._lock = Lock()
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
        """Append one line and wait until it is on the disk, since a person is needed.

        A line that does not fit is taken back: the next one would be appended to its beginning.
        """
        with self._lock:
            handle = os.open(self._file, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                append_line(handle, body)
            finally:
                os.close(handle)

    def _post(self, body: bytes, id: str) -> None:
        """POST the packet. A redirect is an error: following it would send the conversation elsewhere."""
        time = _now()
        headers = {"Content-Type": "application/json", "Idempotency-Key": id, "Footnote-Timestamp": time}
        if self._secret:
            digest = hmac.new(self._secret, f"{time}.".encode() + body, hashlib.sha256).hexdigest()
            headers["Footnote-Signature"] = f"sha256={digest}"
        asyncio.run(self._posted(body, headers))

    async def _posted(self, body: bytes, headers: Mapping[str, str]) -> None:
        """Raises TimeoutError where the desk takes longer than its time in all, however it drips."""
        # The system's certificates, as a desk inside a company often has one of the company's own.
        context = ssl.create_default_context()
        async with (
            asyncio.timeout(self._timeout),
            httpx2.AsyncClient(timeout=self._timeout, verify=context) as client,
            client.stream("POST", self._url, content=body, headers=headers) as response,
        ):
            response.raise_for_status()  # its body is not read: it may have no end


def append_line(handle: int, line: bytes) -> None:
    """Append a line to a file, or nothing, and wait until it is on the disk; others may append meanwhile.

    What a killed process left of a line is ended first. Raises OSError where the line does not fit.
    """
    if not S_ISREG(os.fstat(handle).st_mode):
        _write_whole(handle, line + b"\n")
        return
    with suppress(ImportError, OSError):  # on Windows, and on file systems without locks
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
    size = os.fstat(handle).st_size
    is_broken = size > 0 and _read_at(handle, size - 1, 1) != b"\n"
    whole = (b"\n" if is_broken else b"") + line + b"\n"
    try:
        _write_whole(handle, whole)
        os.fsync(handle)
        _check_read_back(handle, size, whole)
    except OSError:
        os.ftruncate(handle, size)
        os.fsync(handle)
        raise


def _write_whole(handle: int, data: bytes) -> None:
    if os.write(handle, data) != len(data):
        raise OSError(ENOSPC, "the disk is full")


def _check_read_back(handle: int, place: int, data: bytes) -> None:
    if _read_at(handle, place, len(data)) != data:
        raise OSError(EIO, "the line cannot be read back")


def _read_at(handle: int, place: int, size: int) -> bytes:
    os.lseek(handle, place, os.SEEK_SET)
    return os.read(handle, size)


def _attempt(name: str, target: Callable[[bytes, str], None], body: bytes, id: str) -> bool:
    try:
        target(body, id)
    except (OSError, httpx2.HTTPError, httpx2.InvalidURL) as error:
        log("handoff failed", level="error", way=name, error=str(error))
        return False
    return True


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
