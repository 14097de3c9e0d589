"""Logs as lines of JSON on standard error. They never hold what a person typed."""

from __future__ import annotations

import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import msgspec

_ENCODE = msgspec.json.Encoder(enc_hook=str).encode


def note(event: str, /, level: str = "info", **noted: object) -> None:
    """One line. Written straight away: a record of `logging` takes three times as long as the line itself.

    Where nobody takes the line, a full disk or a closed pipe, the service goes on.
    """
    line = {"time": datetime.now(UTC), "level": level, "event": event, **noted}
    with suppress(OSError, ValueError):  # ValueError: the stream is closed
        sys.stderr.write(_ENCODE(line).decode() + "\n")


def crash(error: BaseException) -> dict[str, object]:
    """What went wrong, and where in the code. Not its message: that may quote the question."""
    frames = traceback.extract_tb(error.__traceback__)[-8:]
    at = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "at": at}


class Lines(logging.Handler):
    """Records of other packages as lines like ours."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        said = {"said": record.getMessage()} if error is None else crash(error)
        note(record.name, level=record.levelname.lower(), **said)


def take_over() -> None:
    """Write the warnings of the server and of our other rooms as lines too."""
    for name in ("uvicorn", "footnote"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [Lines()]
        logger.propagate = False
        logger.setLevel(logging.WARNING)
