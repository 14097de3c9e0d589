"""The line editor of a terminal that can draw: completion, suggestions, history, keys, and a toolbar."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app
from prompt_toolkit.enums import EditingMode
from prompt_toolkit.key_binding.vi_state import InputMode
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.styles import Style

from footnote.chat.transcript import PROMPT
from footnote.text import printable

from .completer import LineCompleter, QuestionSuggester
from .history_adapter import HistoryAdapter
from .key_bindings import key_bindings
from .output import QuietOutput, prompt_output, rows_added_by_resize
from .toolbar import TIPS, toolbar_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.input import Input
    from prompt_toolkit.output import Output

    from footnote.chat.session import ChatSession
    from footnote.console import ChatSettings


MIN_WORDINGS_FOR_THREAD = 5_000
"""Wordings from which they are searched in a thread: with fewer it takes less than 4 ms (measured)."""

# ANSI colour names only, and no background: the user's theme decides what is legible.
STYLE = {
    "prompt": "bold",
    "auto-suggestion": "ansibrightblack",
    "bottom-toolbar": "noreverse",
    "completion-menu": "bg:default fg:default",
    "completion-menu.completion": "bg:default fg:default",
    "completion-menu.completion.current": "bg:default fg:default reverse",
    "completion-menu.meta.completion": "bg:default fg:default italic",
    "completion-menu.meta.completion.current": "bg:default fg:default italic reverse",
    "scrollbar.background": "bg:default",
    "scrollbar.button": "bg:default reverse",
}
COLOURLESS_STYLE = {**STYLE, "auto-suggestion": "dim"}

_VI_MODES = {InputMode.INSERT: "[I]", InputMode.NAVIGATION: "[N]", InputMode.REPLACE: "[R]"}


class Editor:
    """Reads a line at a time."""

    def __init__(
        self,
        session: ChatSession,
        settings: ChatSettings,
        show_help: Callable[[], None],
        *,
        input: Input | None = None,
        output: Output | None = None,
    ) -> None:
        self._session = session
        self._tips = list(TIPS) if settings.tips else []
        completer = LineCompleter(session)
        vi = settings.editing == "vi"
        colour = session.terminal.colour
        self.prompt: PromptSession[str] = PromptSession(
            [("class:prompt", PROMPT)],
            prompt_continuation="  ",
            vi_mode=vi,
            enable_history_search=True,
            search_ignore_case=True,
            complete_while_typing=False,
            complete_in_thread=len(completer.index) > MIN_WORDINGS_FOR_THREAD,
            completer=completer,
            auto_suggest=QuestionSuggester(completer, session),
            history=HistoryAdapter(session.history),
            key_bindings=key_bindings(show_help),
            bottom_toolbar=self.toolbar,
            enable_suspend=hasattr(signal, "SIGTSTP"),
            style=Style.from_dict(STYLE if colour else COLOURLESS_STYLE),
            color_depth=ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT,
            input=input,
            output=output or prompt_output(),
        )
        if vi:  # Escape is half of Alt-Enter, and waits to see whether the other half comes
            self.prompt.app.ttimeoutlen, self.prompt.app.timeoutlen = 0.05, 0.3
        if isinstance(self.prompt.output, QuietOutput):
            self.prompt.output.added_rows = lambda: rows_added_by_resize(self.prompt.app)

    def read(self) -> str:
        """A line. Raises EOFError for Ctrl-D on an empty line, KeyboardInterrupt for Ctrl-C on one."""
        try:
            line = self.prompt.prompt()
        except OSError as error:  # the terminal is closed
            raise EOFError from error
        self._tips = self._tips[1:]
        return line

    def toolbar(self) -> str:
        """The text of the toolbar, for the size that the window has now."""
        app, bank = get_app(), self._session.bank
        mode = _VI_MODES.get(app.vi_state.input_mode, "") if app.editing_mode == EditingMode.VI else ""
        parts = (mode, "F1 help", printable(bank.title), f"{len(bank.entries)} answers", *self._tips[:1])
        size = app.output.get_size()
        return toolbar_text(parts, columns=size.columns, rows=size.rows)
