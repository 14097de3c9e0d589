"""What chat and command line share: terminal capabilities, text layout, settings, notes, private files.

Names are imported when they are first used: a greeting waits for none of the others.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import private_files
    from .config import CONFIG_FILE, ChatSettings, config_folder, read_settings, state_folder
    from .layout import EMPTY, citation_links, render_blocks, render_reply, wrap
    from .notes import COMPLAINTS, Note, add_note, format_note, read_notes
    from .terminal import ENVIRONMENT, MAX_TEXT_WIDTH, Terminal, detect_terminal, window_size

_MODULES = {
    "config": ("CONFIG_FILE", "ChatSettings", "config_folder", "read_settings", "state_folder"),
    "layout": ("EMPTY", "citation_links", "render_blocks", "render_reply", "wrap"),
    "notes": ("COMPLAINTS", "Note", "add_note", "format_note", "read_notes"),
    "terminal": ("ENVIRONMENT", "MAX_TEXT_WIDTH", "Terminal", "detect_terminal", "window_size"),
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = [
    "COMPLAINTS",
    "CONFIG_FILE",
    "EMPTY",
    "ENVIRONMENT",
    "MAX_TEXT_WIDTH",
    "ChatSettings",
    "Note",
    "Terminal",
    "add_note",
    "citation_links",
    "config_folder",
    "detect_terminal",
    "format_note",
    "private_files",
    "read_notes",
    "read_settings",
    "render_blocks",
    "render_reply",
    "state_folder",
    "window_size",
    "wrap",
]


def __getattr__(name: str) -> object:
    if name == "private_files":
        return import_module(".private_files", __name__)
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULE_OF[name]}", __name__), name)
