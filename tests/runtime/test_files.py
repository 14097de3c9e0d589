"""Files are read and written only where nobody else could have put anything in their way."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from threading import Thread

import pytest

from footnote.runtime import files

pytestmark = pytest.mark.skipif(os.name == "nt", reason="permissions as POSIX has them")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file that only its owner may write."""
    files.write_private(str(tmp_path / "cache"), "file", b"content")
    return tmp_path / "cache"


def test_a_private_file_comes_back(folder: Path) -> None:
    assert files.read_private(str(folder), "file") == b"content"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "file").stat().st_mode) == 0o600
    assert [file.name for file in folder.iterdir()] == ["file"]


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_may_write_is_not_read(folder: Path, mode: int) -> None:
    (folder / "file").chmod(mode)
    with pytest.raises(OSError, match="others may write to this file"):
        files.read_private(str(folder), "file")


@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_a_folder_that_others_may_write_to_is_neither_read_nor_written(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    with pytest.raises(OSError, match="others may write to this folder"):
        files.read_private(str(folder), "file")
    with pytest.raises(OSError, match="others may write to this folder"):
        files.write_private(str(folder), "other", b"")
    assert [file.name for file in folder.iterdir()] == ["file"]


def test_a_folder_that_others_may_read_will_do(folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "file").chmod(0o644)
    assert files.read_private(str(folder), "file") == b"content"


def test_a_file_of_somebody_else_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    owner = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: owner + 1)
    with pytest.raises(OSError, match="others may write"):
        files.read_private(str(folder), "file")


def test_a_link_is_not_followed(folder: Path) -> None:
    """Neither to a file nor to a folder, whoever made it."""
    (folder / "link").symlink_to(folder / "file")
    (folder.parent / "linked").symlink_to(folder, target_is_directory=True)
    with pytest.raises(OSError):  # noqa: PT011  (the message is the system's)
        files.read_private(str(folder), "link")
    with pytest.raises(OSError):  # noqa: PT011
        files.read_unlinked(str(folder / "link"))
    with pytest.raises(OSError):  # noqa: PT011
        files.read_private(str(folder.parent / "linked"), "file")
    with pytest.raises(OSError):  # noqa: PT011
        files.write_private(str(folder.parent / "linked"), "file", b"")
    assert files.read_regular(str(folder / "link")) == b"content"


def test_a_pipe_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "pipe", 0o600)
    for read in (files.read_regular, files.read_unlinked):
        with pytest.raises(OSError, match="no regular file"):
            read(str(folder / "pipe"))
    with pytest.raises(OSError, match="no regular file"):
        files.read_private(str(folder), "pipe")


def test_a_limit_bounds_what_is_read(folder: Path) -> None:
    assert files.read_regular(str(folder / "file"), 4) == b"cont"
    assert files.read_regular(str(folder / "file"), 99) == b"content"


def test_a_failed_write_leaves_the_old_file_and_no_draft(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="No space left"):
        files.write_private(str(folder), "file", b"new")
    assert [file.read_bytes() for file in folder.iterdir()] == [b"content"]


def test_left_over_drafts_are_in_nobodys_way(folder: Path) -> None:
    """In a container every process may have the number 1: a draft that was left behind has its name."""
    for name in (f"file.{os.getpid()}", f"file.{os.getpid()}.tmp", "file.tmp", "file.1"):
        (folder / name).write_bytes(b"left behind")
    files.write_private(str(folder), "file", b"new")
    assert files.read_private(str(folder), "file") == b"new"


def test_writers_at_once_leave_one_whole_file(folder: Path) -> None:
    contents = [bytes([number]) * 100_000 for number in range(8)]
    threads = [
        Thread(target=files.write_private, args=(str(folder), "file", content)) for content in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files.read_private(str(folder), "file") in contents
    assert len(list(folder.iterdir())) == 1


def test_a_public_file_has_the_permissions_of_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write_public(str(tmp_path / "file"), b"content")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640


def test_a_public_file_replaces_only_a_regular_file(folder: Path) -> None:
    os.mkfifo(folder / "pipe")
    (folder / "link").symlink_to(folder / "file")
    for name in ("pipe", "link"):
        with pytest.raises(OSError, match="no regular file"):
            files.write_public(str(folder / name), b"new")
    files.write_public(str(folder / "file"), b"new")
    assert (folder / "file").read_bytes() == b"new"
