"""Compiles the shipped banks while a wheel is built: the first question is answered as fast as the tenth.

A wheel for an editable installation has none: there banks are edited, and compiled into the user's cache.
"""

from __future__ import annotations

import gc
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileBanks(BuildHookInterface[Any]):
    """Adds the compiled file of each shipped bank to the wheel."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile the banks of this checkout, with the code of this checkout."""
        if version == "editable":
            return
        gc.disable()  # a tenth of the time; a bank has few cycles
        sys.path.insert(0, str(Path(self.root, "bot")))
        from footnote.bank.locations import find_bank, shipped_banks
        from footnote.runtime import compile_bank
        from footnote.runtime.cache import SHIPPED_FILE

        self._folder = TemporaryDirectory(prefix="footnote-build-")
        for name in shipped_banks():
            file = Path(self._folder.name, f"{name}.footnote")
            file.write_bytes(compile_bank(find_bank(name)))
            build_data["force_include"][str(file)] = f"footnote/faq/{name}/{SHIPPED_FILE}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove the files that were compiled."""
        gc.enable()
        if version != "editable":
            self._folder.cleanup()
