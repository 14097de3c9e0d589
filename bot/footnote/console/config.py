"""The chat's settings, read from an optional TOML file, and the folders of that file, history and notes.

Nothing is written on a first run. A setting that cannot be used is reported, and its default is taken.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

CONFIG_FILE = "config.toml"


class ChatSettings(NamedTuple):
    """The chat's settings. None means that the terminal decides."""

    bank: Annotated[str, "The bank of the chat: a shipped name, or a path."] = ""
    source: Annotated[str, "Your own copy of the source, a text file: /sources quotes it."] = ""
    plain: Annotated[bool | None, "Plain mode, for screen readers and simple terminals."] = None
    color: Annotated[Literal["auto", "always", "never"], "When to use colour."] = "auto"
    links: Annotated[
        bool | None, "Sources as links, or with their addresses; else as the terminal is known to show them."
    ] = None
    editing: Annotated[Literal["emacs", "vi"], "The keys that edit a line."] = "emacs"
    tips: Annotated[bool, "A tip at the first two prompts."] = True
    private: Annotated[bool, "Save nothing of what is typed."] = False


def read_settings(environ: Mapping[str, str]) -> tuple[ChatSettings, list[str]]:
    """The settings in the user's `config.toml`, and a sentence for each problem with it.

    Without such a file, all settings have their defaults.
    """
    path = os.path.join(config_folder(environ), CONFIG_FILE)
    try:
        if not os.path.isfile(path):
            return ChatSettings(), []
    except ValueError:  # a NUL in the path
        return ChatSettings(), []
    from footnote.settings import SettingsError, from_table, read, toml_table

    try:
        table = toml_table(path)
    except SettingsError as error:
        return ChatSettings(), [f"{problem}; continuing without it" for problem in error.problems]
    values = from_table(ChatSettings, table, lambda key: f"{path}: {key}")
    settings, problems = read(ChatSettings, values)
    return settings, [f"{problem}; continuing without it" for problem in problems]


def config_folder(environ: Mapping[str, str], *, windows: bool = os.name == "nt") -> str:
    """The folder that `config.toml` is read from."""
    return _folder(environ, "XDG_CONFIG_HOME", os.path.join("~", ".config"), windows=windows)


def state_folder(environ: Mapping[str, str], *, windows: bool = os.name == "nt") -> str:
    """The folder of the history and the notes."""
    return _folder(environ, "XDG_STATE_HOME", os.path.join("~", ".local", "state"), windows=windows)


def _folder(environ: Mapping[str, str], variable: str, default: str, *, windows: bool) -> str:
    """FOOTNOTE_CONFIG_HOME, else the user's folder as Windows or the XDG specification has it."""
    if environ.get("FOOTNOTE_CONFIG_HOME"):
        return os.path.expanduser(environ["FOOTNOTE_CONFIG_HOME"])
    if windows:
        return os.path.join(environ.get("LOCALAPPDATA") or os.path.expanduser("~"), "footnote")
    base = environ.get(variable, "")
    if not os.path.isabs(base):  # the XDG specification ignores relative paths
        home = environ.get("HOME")
        base = os.path.join(home, default.partition(os.sep)[2]) if home else os.path.expanduser(default)
    return os.path.join(base, "footnote")
