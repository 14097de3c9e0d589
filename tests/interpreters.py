"""A new interpreter, for tests of what a program imports."""

from __future__ import annotations

import os
import subprocess
import sys


def printed(code: str) -> list[str]:
    """The lines that a new interpreter prints, without coverage: that imports modules of its own."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=env)
    return done.stdout.splitlines()
