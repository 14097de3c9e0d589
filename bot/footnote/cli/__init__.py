"""The command `footnote`: `main` runs it, `commands/` has a module for each, `reports/` what they print.

Only the modules of the command that was typed are imported.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from . import main as main
