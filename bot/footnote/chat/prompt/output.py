"""The terminal that the line is drawn on: never asked for its cursor, and redrawn right after a resize."""

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


class QuietOutput(Vt100_Output):
    """A terminal that is never asked for its cursor's position: a slow one would answer into the shell."""

    added_rows: Callable[[], int] = staticmethod(lambda: 0)

    def erase_down(self) -> None:
        """Erase from where the line began, also where a narrower window has broken it into more rows."""
        self.cursor_up(self.added_rows())
        super().erase_down()

    def get_rows_below_cursor_position(self) -> int:
        """Two rows: the line, and the toolbar right under it. At the end of the window it scrolls."""
        return 2


def rows_added_by_resize(app: Application[str]) -> int:
    """How many rows above the cursor the terminal added when its window became narrower.

    It breaks every row that no longer fits. prompt_toolkit does not know, and would leave half a prompt.
    """
    screen, columns = app.renderer.last_rendered_screen, app.output.get_size().columns
    if screen is None or os.environ.get("XTERM_VERSION"):  # xterm cuts rows off instead
        return 0
    cursor = screen.get_cursor_position(app.layout.current_window)
    rows = (screen.data_buffer[number] for number in range(cursor.y))
    ends = [max((at for at, cell in row.items() if cell.char != " "), default=0) for row in rows]
    return sum(end // columns for end in (*ends, cursor.x))


def prompt_output() -> Output:
    """The output for a prompt on standard output."""
    if os.name == "nt":
        return create_output()
    return QuietOutput.from_pty(sys.stdout, term=os.environ.get("TERM"))
