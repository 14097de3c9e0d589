"""A bank as it was: another one by its name or path, or this one in a git revision."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from footnote.bank import LEXICON_SUFFIX, read_bank
from footnote.errors import BotError, UnknownBank

from .bank_paths import read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Bank

REGULAR_FILE = "100"
"""How the mode of a file begins in git; links and submodules have others."""


class NoSuchBank(BotError):
    """No bank and no git revision has this name. The message says what to write."""


def other_bank(name: str, path: str) -> Bank:
    """The bank of this name or path, or else the bank at `path` in the git revision of this name.

    Raises NoSuchBank where there is neither, BankError where it cannot be used.
    """
    try:
        return read_yaml(name)
    except UnknownBank:
        return _in_revision(name, Path(path).resolve())


def _in_revision(revision: str, path: Path) -> Bank:
    """The bank's folder and the language files above it, written out as they were, and read."""
    folder = path if path.is_dir() else path.parent
    _require_repository(revision, folder)
    arguments = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    commit = _git(folder, *arguments).decode().strip()
    if not commit:
        raise NoSuchBank(
            f"no bank and no git revision is called {revision}; write a bank's path, or such as HEAD~1"
        )
    with TemporaryDirectory(prefix="footnote-") as home:
        for name, content in _files(folder, commit):
            target = Path(home, folder.parent.name, *_inside(name, folder))
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        was = Path(home, folder.parent.name, folder.name, *([path.name] if path != folder else []))
        if not was.exists():
            raise NoSuchBank(f"{path} is not in the git revision {revision}; write a later one")
        return read_bank(was)


def _require_repository(revision: str, folder: Path) -> None:
    """Raise NoSuchBank where there are no revisions at all."""
    if not which("git"):
        raise NoSuchBank(
            f"no bank is called {revision}, and for a git revision git is needed, which is not installed"
        )
    if not _git(folder, "rev-parse", "--git-dir"):
        raise NoSuchBank(
            f"no bank is called {revision}, and {folder} has no git revisions: it is not in a git repository"
        )


def _files(folder: Path, commit: str) -> Iterator[tuple[str, bytes]]:
    """The files of the bank and of its language in a revision, by their paths from the folder.

    One process reads them all: a bank of many small files would otherwise start one for each.
    """
    objects = dict(_objects(folder, commit))
    data = _git(folder, "cat-file", "--batch", typed="\n".join(objects.values()).encode())
    start = 0
    for name in objects:
        head, size = _batch_head(data, start)
        yield name, data[head : head + size]
        start = head + size + 1  # a line break follows each


def _batch_head(data: bytes, start: int) -> tuple[int, int]:
    """Where the content begins that `git cat-file --batch` announces here, and its bytes."""
    end = data.find(b"\n", start)
    *_, size = data[start:end].split() or [b""]
    return end + 1, int(size) if size.isdigit() else 0


def _objects(folder: Path, commit: str) -> Iterator[tuple[str, str]]:
    """The paths from the folder, and git's ids, of what a bank is read from: the YAML files in the folder,
    and, directly in the one above, those of languages and the words that these name.
    """
    own = _git(folder, "ls-tree", "-r", "-z", commit, "./")
    above = _git(folder, "ls-tree", "-z", commit, "../")
    for line in (own + above).decode(errors="replace").split("\0"):
        about, _, name = line.partition("\t")
        mode, *_, id = about.split() or ["", ""]
        if mode.startswith(REGULAR_FILE) and name.endswith((".yaml", LEXICON_SUFFIX)):
            yield name, id


def _inside(name: str, folder: Path) -> tuple[str, ...]:
    """Where a file goes: the folder above keeps its files, the bank's folder its own."""
    return (Path(name).name,) if name.startswith("../") else (folder.name, *Path(name).parts)


def _git(folder: Path, *arguments: str, typed: bytes = b"") -> bytes:
    """What git prints; nothing where it fails or is not installed. `typed` is its standard input."""
    try:
        command = ["git", "-C", str(folder), *arguments]
        done = subprocess.run(command, input=typed, capture_output=True, check=False)  # noqa: S603  (no shell, git's own words)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
