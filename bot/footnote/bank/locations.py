"""Where banks stand, found without opening one: a greeting may say a bank's name before YAML is imported.

Paths are plain strings here: `pathlib` takes as long to import as the whole greeting.
"""

from __future__ import annotations

import os

from footnote.errors import UnknownBank

BANK_FILE = "bank.yaml"

WORDINGS_FILE = "wordings.yaml"
"""The file beside a bank's own that may keep its wordings."""

DEFAULT_LANGUAGE = "english"
"""The language of texts of which nothing else is known."""

DEFAULT = "micrometastases"
"""The bank that is meant where none is named: the first one shipped."""


Stamp = tuple[int, int, int]
"""When a file last changed (ns), its size, and which one it is on its disk."""

Stamps = dict[str, Stamp | None]


def find(name: str) -> str:
    """The path of a bank given by the name of a shipped one, or by the path of its folder or file.

    Raises UnknownBank where there is neither.
    """
    known = shipped()
    if name in known:
        return os.path.join(home(), name)
    if name and os.path.exists(name):
        return name
    raise UnknownBank(name, known)


def shipped() -> list[str]:
    """The names of the banks that come with the package."""
    folder = home()
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return sorted(name for name in names if os.path.isfile(os.path.join(folder, name, BANK_FILE)))


def file(path: str) -> str:
    """The file of a bank given by its folder or by the file itself."""
    return os.path.join(path, BANK_FILE) if os.path.isdir(path) else path


def files(path: str) -> tuple[str, str]:
    """The files of a bank given by its folder or its own file: that one, and its wordings', there or not."""
    own = file(path)
    return own, os.path.join(os.path.dirname(own), WORDINGS_FILE)


def stamps(path: str) -> Stamps:
    """What changes when a bank does: its own files, and the language files beside its folder."""
    own = [os.path.abspath(name) for name in files(path)]
    return {name: stamp(name) for name in (*own, *listed(os.path.dirname(os.path.dirname(own[0])), ".yaml"))}


def stamp(name: str) -> Stamp | None:
    """What tells one version of a file from another; None for one that is not there."""
    try:
        status = os.stat(name)
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def listed(folder: str, ending: str) -> list[str]:
    """The files of a folder with this ending, sorted; none where there is no such folder."""
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return sorted(os.path.join(folder, name) for name in names if name.endswith(ending))


def home() -> str:
    """The folder of the shipped banks: in the package when installed, beside it in a checkout."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    inside = os.path.join(package, "faq")
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(os.path.dirname(package)), "faq")
