"""Banks that are compiled by another process: a program that stays keeps none of the memory that takes.

The shipped bank takes ten seconds and 90 MB to compile, and 40 MB of these stay with the process that does
it, in pieces that nothing else fits into; what it serves meanwhile shares its time.
"""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress

MAX_SECONDS = 600
"""Seconds that the other process may take: ten times those of a bank of 100,000 wordings."""

_PACKAGES = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
"""The folder that this package is imported from."""

_CODE = """
import os, sys
if hasattr(os, "nice"):
    os.nice(5)
from footnote.runtime import compile_bank
sys.stdout.buffer.write(compile_bank(sys.argv[1]))
"""


def compiled_apart(path: str) -> bytes | None:
    """The compiled file of a bank given by its folder or file; None where the bank has mistakes, or where no
    other process could compile it.
    """
    searched = os.pathsep.join(filter(None, (_PACKAGES, os.environ.get("PYTHONPATH"))))
    with suppress(OSError, ValueError, subprocess.SubprocessError):  # ValueError: a NUL in the path
        done = subprocess.run(  # noqa: S603  (this Python, and no shell)
            [sys.executable, "-P", "-c", _CODE, path],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": searched},
            timeout=MAX_SECONDS,
            check=False,
        )
        return done.stdout if done.returncode == 0 else None
    return None
