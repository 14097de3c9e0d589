"""What a person reads while a bank is prepared."""

from __future__ import annotations

import sys

ONCE = "Preparing the bank, once: this takes some seconds …"
EACH_TIME = "Preparing the bank: this takes some seconds, as nothing is stored …"


def say_preparing(for_good: bool) -> None:  # noqa: FBT001  (called by `load`, with one thing to say)
    """Print that a bank is prepared, for good or for this time only, where standard error is a terminal."""
    if sys.stderr and sys.stderr.isatty():
        print(ONCE if for_good else EACH_TIME, file=sys.stderr, flush=True)
