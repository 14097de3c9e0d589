"""Reading and writing files that are trusted only where nobody else could have written them."""

from __future__ import annotations

import os
from contextlib import contextmanager
from errno import EINVAL, EPERM
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_READ = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_POSIX = os.name == "posix"


def read_regular(path: str, limit: int = -1) -> bytes:
    """What a regular file contains, up to `limit` bytes. A pipe is not waited for.

    Raises OSError for anything else.
    """
    return _read(os.open(path, _READ), limit, private=False)


def read_unlinked(path: str) -> bytes:
    """What a regular file contains that is no symbolic link. Raises OSError for anything else."""
    return _read(os.open(path, _READ | _NO_LINK), -1, private=False)


def read_private(folder: str, name: str) -> bytes:
    """What a regular file contains that nobody but this user could have written, in such a folder.

    Raises OSError for anything else, as for a symbolic link.
    """
    with _private_folder(folder) as descriptor:
        if descriptor is None:
            return read_unlinked(os.path.join(folder, name))
        return _read(os.open(name, _READ | _NO_LINK, dir_fd=descriptor), -1, private=True)


def write_private(folder: str, name: str, data: bytes) -> None:
    """Write a file that only this user may read: as a whole, or not at all. Others may write it at the same
    time.

    Raises OSError where that fails, and in a folder that others may write to.
    """
    os.makedirs(folder, mode=0o700, exist_ok=True)
    with _private_folder(folder):
        _replace(os.path.join(folder, name), data, 0o600)


def write_public(path: str, data: bytes) -> None:
    """Write a file as a whole, or not at all, with the permissions that new files have.

    Raises OSError where that fails, as where anything but a regular file is there already.
    """
    if os.path.lexists(path) and not S_ISREG(os.lstat(path).st_mode):
        raise OSError(EINVAL, "there is something else of this name, and no regular file", path)
    mask = os.umask(0)
    os.umask(mask)
    _replace(os.path.abspath(path), data, 0o666 & ~mask)


def _replace(path: str, data: bytes, mode: int) -> None:
    from tempfile import mkstemp

    folder, name = os.path.split(path)
    # Of mode 600, and of a name in no use: process numbers come again in containers.
    descriptor, draft = mkstemp(prefix=f"{name}.", suffix=".tmp", dir=folder)
    try:
        with open(descriptor, "wb") as stream:
            stream.write(data)
        if mode != 0o600:
            os.chmod(draft, mode)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


@contextmanager
def _private_folder(folder: str) -> Iterator[int | None]:
    """A descriptor of a folder that only this user may write to; None where there are no such permissions."""
    if not _POSIX:
        yield None
        return
    descriptor = os.open(folder, _READ | _NO_LINK | getattr(os, "O_DIRECTORY", 0))
    try:
        status = os.fstat(descriptor)
        if not S_ISDIR(status.st_mode) or not _is_private(status):
            raise PermissionError(EPERM, "others may write to this folder", folder)
        yield descriptor
    finally:
        os.close(descriptor)


def _read(descriptor: int, limit: int, *, private: bool) -> bytes:
    with open(descriptor, "rb", buffering=0) as stream:
        status = os.fstat(descriptor)
        if not S_ISREG(status.st_mode):
            raise OSError(EINVAL, "this is no regular file")
        if private and not _is_private(status):
            raise PermissionError(EPERM, "others may write to this file")
        return stream.read(limit) if limit >= 0 else stream.readall()


def _is_private(status: os.stat_result) -> bool:
    return status.st_uid == os.getuid() and not status.st_mode & 0o022
