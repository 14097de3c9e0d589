"""Writes edited files: each as a whole or not at all, and only where nobody else changed it meanwhile."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from footnote.errors import error_reason

from .yaml_lists import CannotEdit

if TYPE_CHECKING:
    from collections.abc import Sequence


class Edit(NamedTuple):
    """A file before and after an edit; None where there is no such file."""

    file: str
    before: bytes | None
    after: bytes | None


def apply_edits(edits: Sequence[Edit]) -> None:
    """Write the files as they are after the edits. Raises CannotEdit where one cannot be written, or was
    changed since it was read: then none is.
    """
    _write([(edit.file, edit.before, edit.after) for edit in edits])


def revert_edits(edits: Sequence[Edit]) -> None:
    """Write the files as they were before the edits, the last one first. Raises CannotEdit as `apply_edits`
    does.
    """
    _write([(edit.file, edit.after, edit.before) for edit in reversed(edits)])


def read(file: str) -> bytes | None:
    """The content of a file; None where there is none. Raises CannotEdit where it cannot be read."""
    try:
        with open(file, "rb") as stream:
            return stream.read()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CannotEdit(f"{file}: cannot be read: {error_reason(error)}") from error


def _write(changes: Sequence[tuple[str, bytes | None, bytes | None]]) -> None:
    for file, expected, _ in changes:
        if read(file) != expected:
            raise CannotEdit(
                f"{file}: this file was changed meanwhile; start again to go on from its new text"
            )
    for file, _, content in changes:
        try:
            _replace(os.path.realpath(file), content)
        except OSError as error:
            raise CannotEdit(f"{file}: cannot be written: {error_reason(error)}") from error


def _replace(file: str, content: bytes | None) -> None:
    """Put the content into a file with the same permissions; without content, delete the file."""
    if content is None:
        os.remove(file)
        return
    os.makedirs(os.path.dirname(file), exist_ok=True)
    replace_file(file, content, _mode(file))


def replace_file(file: str, content: bytes, mode: int) -> None:
    """Write a draft, and put it in a file's place, with these permissions. Raises OSError; then no draft
    stays, and the file is as it was.
    """
    descriptor, draft = tempfile.mkstemp(prefix=".", suffix=".draft", dir=os.path.dirname(file) or ".")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(draft, mode)
        os.replace(draft, file)
    except BaseException:
        with suppress(OSError):
            os.remove(draft)
        raise


def _mode(file: str) -> int:
    """The permissions of a file; of one that does not exist yet, those of a new file of this process."""
    try:
        return os.stat(file).st_mode & 0o777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
