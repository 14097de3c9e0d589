"""From the name of a bank on disk to a bot that answers.

`load` gives the bot of a bank, from its compiled file where that is up to date; `compile_bank` makes such a
file; `Reloader` loads a bank again when its files change; `for_today` gives a bot the day.

Names are imported when they are first used.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from .cache import SUFFIX as SUFFIX
    from .loading import (
        compile_bank as compile_bank,
        is_compiled as is_compiled,
        load as load,
        write_compiled as write_compiled,
    )
    from .reloading import Reload as Reload, Reloader as Reloader
    from .today import for_today as for_today

__getattr__ = lazy_names(
    __name__,
    cache="SUFFIX",
    loading="compile_bank is_compiled load write_compiled",
    reloading="Reload Reloader",
    today="for_today",
)
