"""What a reader may set once and for all, in a TOML file that need not be there, and where files are kept.

Nothing is ever written on a first run. A setting that cannot be used is said, and its default is taken.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "config.toml"
LARGEST = 2**16


class Settings(NamedTuple):
    """The chat's settings. None stands for "not said"."""

    bank: str = ""
    source: str = ""
    plain: bool | None = None
    color: str = "auto"
    links: bool | None = None
    editing: str = "emacs"
    tips: bool = True
    private: bool = False


class Setting(NamedTuple):
    """What may be written for a setting, and what it does."""

    values: tuple[object, ...] | type
    says: str

    def allows(self, value: object) -> bool:
        """Whether this value may be written: `1` is no `true`, though Python thinks it equal."""
        if isinstance(self.values, type):
            return isinstance(value, self.values)
        return any(value == allowed and type(value) is type(allowed) for allowed in self.values)

    @property
    def form(self) -> str:
        """What to write."""
        if isinstance(self.values, type):
            return "a text in quotes"
        return " or ".join(
            f'"{value}"' if isinstance(value, str) else str(value).lower() for value in self.values
        )


_YES_NO = (True, False)
SETTINGS = {
    "bank": Setting(str, "The bank of the chat: a shipped name, or a path."),
    "source": Setting(str, "Your own copy of the source, a text file: /sources quotes it."),
    "plain": Setting(_YES_NO, "Plain mode, for screen readers and simple terminals."),
    "color": Setting(("auto", "always", "never"), "Colour."),
    "links": Setting(_YES_NO, "Source numbers as links, where the terminal does not say that it shows them."),
    "editing": Setting(("emacs", "vi"), "The keys that edit a line."),
    "tips": Setting(_YES_NO, "A tip at the first two prompts."),
    "private": Setting(_YES_NO, "Keep nothing of what is typed."),
}
"""Every setting that config.toml may hold: what may be written, what it does."""


def read(environ: Mapping[str, str]) -> tuple[Settings, list[str]]:
    """The settings, and what is wrong with their file, in sentences that say what to write."""
    path = os.path.join(config_folder(environ), FILE)
    try:
        if not os.path.isfile(path):
            return Settings(), []
        with open(path, "rb") as file:
            text = file.read(LARGEST).decode("utf-8-sig")
    except (OSError, ValueError) as error:
        return Settings(), [f"{path}: {getattr(error, 'strerror', None) or error}; going on without it"]
    return parse(text, path)


def parse(text: str, path: str) -> tuple[Settings, list[str]]:
    """The settings in a TOML text, and what is wrong with it."""
    import tomllib

    try:
        said: dict[str, Any] = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        return Settings(), [f"{path}: not TOML: {error}; going on without it"]
    problems = [problem for name, value in said.items() if (problem := _problem(name, value))]
    good = {name: value for name, value in said.items() if not _problem(name, value)}
    return Settings(**good), [f"{path}: {problem}; going on without it" for problem in problems]


def _problem(name: str, value: object) -> str:
    if name not in SETTINGS:
        return f"there is no setting {name!r}; there are {', '.join(SETTINGS)}"
    return "" if SETTINGS[name].allows(value) else f"write {SETTINGS[name].form} for {name!r}"


def config_folder(environ: Mapping[str, str], *, windows: bool = os.name == "nt") -> str:
    """The folder that `config.toml` is looked for in."""
    return _folder(environ, "XDG_CONFIG_HOME", os.path.join("~", ".config"), windows=windows)


def state_folder(environ: Mapping[str, str], *, windows: bool = os.name == "nt") -> str:
    """The folder of the history and the notes."""
    return _folder(environ, "XDG_STATE_HOME", os.path.join("~", ".local", "state"), windows=windows)


def _folder(environ: Mapping[str, str], variable: str, otherwise: str, *, windows: bool) -> str:
    """One folder for all where FOOTNOTE_CONFIG_HOME says so, and on Windows; else as XDG has it."""
    if environ.get("FOOTNOTE_CONFIG_HOME"):
        return os.path.expanduser(environ["FOOTNOTE_CONFIG_HOME"])
    if windows:
        return os.path.join(environ.get("LOCALAPPDATA") or os.path.expanduser("~"), "footnote")
    base = environ.get(variable, "")
    if not os.path.isabs(base):  # as the XDG specification asks: a relative path is not one
        home = environ.get("HOME")
        base = os.path.join(home, otherwise.partition(os.sep)[2]) if home else os.path.expanduser(otherwise)
    return os.path.join(base, "footnote")
