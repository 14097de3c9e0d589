"""The line as it is typed, on a terminal that can draw: completion, suggestion, history, keys.

prompt_toolkit lives here: what it asks for is in `offered` and `recalled`, what it draws on in `display`.
"""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

from prompt_toolkit.application import get_app, run_in_terminal
from prompt_toolkit.enums import DEFAULT_BUFFER, EditingMode
from prompt_toolkit.filters import completion_is_selected, has_focus
from prompt_toolkit.key_binding import KeyBindings
from prompt_toolkit.key_binding.vi_state import InputMode
from prompt_toolkit.output import ColorDepth
from prompt_toolkit.shortcuts import PromptSession
from prompt_toolkit.styles import Style

from footnote.text import printable

from . import display
from .completer import Offered, Suggested
from .history_adapter import Remembered
from .toolbar import TIPS, toolbar

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.input import Input
    from prompt_toolkit.key_binding import KeyPressEvent
    from prompt_toolkit.output import Output

    from .session import Talk

PROMPT = "> "
LONGEST_PASTE = 20_000
"""Characters of a paste that are taken: the bot reads 8,000, and drawing a megabyte takes minutes."""
THREAD_FROM = 5_000
"""Wordings from which they are searched beside the typing: up to there it takes under 4 ms (measured)."""

# Names of ANSI colours alone, and no background: the user's theme decides what is legible.
STYLE = Style.from_dict({
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
})  # fmt: skip
COLOURLESS = Style.from_dict({"auto-suggestion": "dim"})


class Editor:
    """Reads a line at a time, with all that helps to type it."""

    def __init__(
        self,
        talk: Talk,
        *,
        vi: bool = False,
        tips: bool = True,
        input: Input | None = None,
        output: Output | None = None,
    ) -> None:
        self._talk = talk
        self._offered = Offered(talk)
        self._tips = list(TIPS) if tips else []
        colour = talk.terminal.colour
        self.session: PromptSession[str] = PromptSession(
            [("class:prompt", PROMPT)],
            prompt_continuation="  ",
            vi_mode=vi,
            enable_history_search=True,
            search_ignore_case=True,
            complete_while_typing=False,
            complete_in_thread=len(self._offered.index) > THREAD_FROM,
            completer=self._offered,
            auto_suggest=Suggested(self._offered),
            history=Remembered(talk),
            key_bindings=_keys(self._help),
            bottom_toolbar=self._toolbar,
            enable_suspend=hasattr(signal, "SIGTSTP"),
            style=STYLE if colour else _merged(),
            color_depth=ColorDepth.DEPTH_4_BIT if colour else ColorDepth.DEPTH_1_BIT,
            input=input,
            output=output or display.output(),
        )
        if vi:  # Escape is half of Alt-Enter, and waits to see whether the other half comes
            self.session.app.ttimeoutlen, self.session.app.timeoutlen = 0.05, 0.3
        if isinstance(self.session.output, display.Unasked):
            self.session.output.added = lambda: display.rows_added(self.session.app)

    def read(self) -> str:
        """A line. Raises EOFError for Ctrl-D on an empty line, KeyboardInterrupt for Ctrl-C on one."""
        try:
            line = self.session.prompt()
        except OSError as error:  # the terminal is gone
            raise EOFError from error
        self._tips = self._tips[1:]
        return line

    def _toolbar(self) -> str:
        app, bank = get_app(), self._talk.watched.bank
        letters = {InputMode.INSERT: "[I]", InputMode.NAVIGATION: "[N]", InputMode.REPLACE: "[R]"}
        mode = letters.get(app.vi_state.input_mode, "") if app.editing_mode == EditingMode.VI else ""
        parts = (mode, "F1 help", printable(bank.title), f"{len(bank.entries)} answers", *self._tips[:1])
        size = app.output.get_size()
        return toolbar(parts, columns=size.columns, rows=size.rows)

    def _help(self) -> None:
        for said in self._talk.hear("/help"):
            print(said.lay(self._talk.terminal.resized()) + "\n")


def _keys(show_help: Callable[[], None]) -> KeyBindings:
    keys = KeyBindings()
    typing = has_focus(DEFAULT_BUFFER)

    @keys.add("f1")
    def _(event: KeyPressEvent) -> None:
        del event
        run_in_terminal(show_help)

    @keys.add("enter", filter=typing & completion_is_selected)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.complete_state = None  # fills the line, and does not send it

    @keys.add("escape", "enter", filter=typing)
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    @keys.add("c-c", filter=typing)
    def _(event: KeyPressEvent) -> None:
        if event.current_buffer.text:
            event.current_buffer.reset()
        else:
            event.app.exit(exception=KeyboardInterrupt, style="class:aborting")

    @keys.add("<bracketed-paste>", filter=typing)
    def _(event: KeyPressEvent) -> None:
        text = event.data.replace("\r\n", "\n").replace("\r", "\n")
        event.current_buffer.insert_text(printable(text[:LONGEST_PASTE]))

    return keys


def _merged() -> Style:
    return Style(
        [rule for rule in STYLE.style_rules if rule[0] != "auto-suggestion"] + COLOURLESS.style_rules
    )
