"""These tests need the libraries of `footnote-bot[author]` and `[pdf]`; CI has them all."""

from __future__ import annotations

import os
from importlib.util import find_spec

LIBRARIES = ("docutils", "markdown_it", "mdit_py_plugins", "pypdf", "selectolax")

if not os.environ.get("CI") and not all(map(find_spec, LIBRARIES)):
    collect_ignore = ["test_drafts.py", "test_exchange.py", "test_pdf.py", "test_readers.py"]
