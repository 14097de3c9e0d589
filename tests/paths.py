"""Where the project and the tests' small bank are."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
GARDEN = DATA / "garden"


def copy_garden(folder: Path) -> Path:
    """A copy of the garden bank with its language, to be edited."""
    shutil.copytree(GARDEN, folder / "garden")
    for name in ("gardenish.yaml", "gardenish-safety.yaml"):
        shutil.copy(DATA / name, folder / name)
    return folder / "garden"
