"""Signed calls: proof that a call comes from whoever knows the secret, and that it is not an old one."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime
from time import time
from typing import TYPE_CHECKING

from .records import RefusedHook

if TYPE_CHECKING:
    from .records import Hook

WINDOW = 300
"""Seconds that the clock of a caller may differ from ours, and that a call may be on its way."""


def now() -> str:
    """The time, as signed calls have it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """The signature of a body: HMAC-SHA256 of the timestamp, a full stop and the body."""
    signed = hmac.new(secret.encode(), f"{timestamp}.".encode() + body, hashlib.sha256)
    return f"sha256={signed.hexdigest()}"


def require_secret(secret: str) -> None:
    """Raises RefusedHook without a secret: anybody can sign with none."""
    if not secret:
        raise RefusedHook("replies need the setting handoff.secret")


def check_signature(hook: Hook, secret: str, *, prefix: str) -> None:
    """Check the headers `{prefix}-timestamp`, in seconds or ISO 8601, and `{prefix}-signature`.

    Raises RefusedHook.
    """
    require_secret(secret)
    timestamp = hook.headers.get(f"{prefix}-timestamp", "")
    given = hook.headers.get(f"{prefix}-signature", "")
    if not hmac.compare_digest(given.encode(), signature(secret, timestamp, hook.body).encode()):
        raise RefusedHook(f"the header {prefix}-signature is not that of this body with the secret")
    if abs(_seconds(timestamp) - time()) > WINDOW:
        raise RefusedHook(f"the call is older than {WINDOW} seconds, or a clock is wrong")


def check_body_signature(hook: Hook, secret: str) -> None:
    """Check the header `X-Hub-Signature`: HMAC-SHA1 of the body. Raises RefusedHook."""
    require_secret(secret)
    signed = hmac.new(secret.encode(), hook.body, hashlib.sha1).hexdigest()
    given = hook.headers.get("x-hub-signature", "")
    if not hmac.compare_digest(given.encode(), f"sha1={signed}".encode()):
        raise RefusedHook("X-Hub-Signature is not that of this body with the webhook's token")


def check_secret(hook: Hook, secret: str) -> None:
    """Check the secret at the end of the path. Raises RefusedHook."""
    if not secret or not hmac.compare_digest(hook.secret.encode(), secret.encode()):
        raise RefusedHook("the path does not end with the secret")


def _seconds(timestamp: str) -> float:
    try:
        return float(timestamp) if timestamp.isdigit() else datetime.fromisoformat(timestamp).timestamp()
    except (ValueError, OverflowError):
        return 0.0
