"""The terminal that the line is drawn on."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from prompt_toolkit.output import create_output
from prompt_toolkit.output.vt100 import Vt100_Output

if TYPE_CHECKING:
    from collections.abc import Callable

    from prompt_toolkit.application import Application
    from prompt_toolkit.output import Output


class Unasked(Vt100_Output):
    """A terminal that is never asked where its cursor is: a slow one would answer into the shell."""

    added: Callable[[], int] = staticmethod(lambda: 0)

    def erase_down(self) -> None:
        """From where the line began, also where a narrower window has broken it into more rows."""
        self.cursor_up(self.added())
        super().erase_down()

    def get_rows_below_cursor_position(self) -> int:
        """Two rows, for the line and the toolbar right under it; at the window's end it scrolls."""
        return 2


def rows_added(app: Application[str]) -> int:
    """How many rows the terminal made of those above the cursor when its window became narrower.

    It breaks every row that no longer fits; prompt_toolkit does not know, and would leave half a prompt.
    """
    drawn, columns = app.renderer.last_rendered_screen, app.output.get_size().columns
    if drawn is None or os.environ.get("XTERM_VERSION"):  # xterm cuts rows off instead
        return 0
    cursor = drawn.get_cursor_position(app.layout.current_window)
    rows = (drawn.data_buffer[number] for number in range(cursor.y))
    ends = [max((at for at, cell in row.items() if cell.char != " "), default=0) for row in rows]
    return sum(end // columns for end in (*ends, cursor.x))


def output() -> Output:
    if os.name == "nt":
        return create_output()
    return Unasked.from_pty(sys.stdout, term=os.environ.get("TERM"))
