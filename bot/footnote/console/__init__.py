"""What chat and command line share: terminal capabilities, text layout, settings, notes, private files.

Names are imported when they are first used: a greeting waits for none of the others.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from . import private_files as private_files
    from .config import (
        CONFIG_FILE as CONFIG_FILE,
        ChatSettings as ChatSettings,
        config_folder as config_folder,
        read_settings as read_settings,
        state_folder as state_folder,
    )
    from .layout import (
        EMPTY as EMPTY,
        citation_links as citation_links,
        render_blocks as render_blocks,
        render_reply as render_reply,
        wrap as wrap,
    )
    from .notes import (
        COMPLAINTS as COMPLAINTS,
        NOTES_FILE as NOTES_FILE,
        Note as Note,
        add_note as add_note,
        feedback_from as feedback_from,
        format_note as format_note,
        read_notes as read_notes,
    )
    from .plain_stream import PlainStream as PlainStream
    from .preparing import say_preparing as say_preparing
    from .terminal import (
        ENVIRONMENT as ENVIRONMENT,
        MAX_TEXT_WIDTH as MAX_TEXT_WIDTH,
        Terminal as Terminal,
        detect_terminal as detect_terminal,
        window_size as window_size,
    )

__getattr__ = lazy_names(
    __name__,
    config="CONFIG_FILE ChatSettings config_folder read_settings state_folder",
    layout="EMPTY citation_links render_blocks render_reply wrap",
    notes="COMPLAINTS NOTES_FILE Note add_note feedback_from format_note read_notes",
    private_files="private_files",
    plain_stream="PlainStream",
    preparing="say_preparing",
    terminal="ENVIRONMENT MAX_TEXT_WIDTH Terminal detect_terminal window_size",
)
