"""A bank as it was: another one by its name or path, or this one in a git revision."""

from __future__ import annotations

import subprocess
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from footnote.bank import read_bank
from footnote.errors import BotError, UnknownBank

from .bank_paths import read_yaml

if TYPE_CHECKING:
    from footnote.bank import Bank


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
        for name in _names(folder, commit):
            content = _git(folder, "show", f"{commit}:./{name}")
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


def _names(folder: Path, commit: str) -> list[str]:
    """The YAML files in the bank's folder, and directly in the one above, by their paths from the folder."""
    own = _git(folder, "ls-tree", "-r", "-z", "--name-only", commit, "./")
    above = _git(folder, "ls-tree", "-z", "--name-only", commit, "../")
    return [name for name in (own + above).decode(errors="replace").split("\0") if name.endswith(".yaml")]


def _inside(name: str, folder: Path) -> tuple[str, ...]:
    """Where a file goes: the folder above keeps its files, the bank's folder its own."""
    return (Path(name).name,) if name.startswith("../") else (folder.name, *Path(name).parts)


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints; nothing where it fails or is not installed."""
    try:
        command = ["git", "-C", str(folder), *arguments]
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603  (no shell, git's own words)
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
