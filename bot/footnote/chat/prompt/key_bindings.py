"""What the keys do that prompt_toolkit does not bind as the chat needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import completion_is_selected, has_focus
from prompt_toolkit.key_binding import KeyBindings

from footnote.console import MAX_TEXT_WIDTH, window_size, wrap
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.key_binding import KeyPressEvent

MAX_PASTE_LENGTH = 20_000
"""Characters of a paste that are taken: the bot reads 8,000, and drawing a megabyte takes minutes."""

PASTE_WAS_CUT = f"That was too long: only its first {MAX_PASTE_LENGTH:,} characters were pasted."


def key_bindings(show_help: Callable[[], None]) -> KeyBindings:
    """F1, Enter on a completion, Alt-Enter, Ctrl-C, and pasting."""
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
        event.current_buffer.insert_text(printable(text[:MAX_PASTE_LENGTH]))
        if len(text) > MAX_PASTE_LENGTH:
            run_in_terminal(_say_that_paste_was_cut)

    return keys


def _say_that_paste_was_cut() -> None:
    width = min(window_size()[0], MAX_TEXT_WIDTH)
    print("\n".join(wrap(PASTE_WAS_CUT, width)))
