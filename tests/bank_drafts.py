"""What tests of drafts share: banks with a draft pasted into them, as an author would."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from paths import DATA, GARDEN

import footnote
from footnote.bank import TO_BE_WRITTEN
from footnote.insights import Gap

if TYPE_CHECKING:
    from pathlib import Path

UNSURE = "watering my roses at night"
"""A question that the garden bank answers, but is not quite sure of."""


def pasted(tmp_path: Path, gap: Gap, after: str) -> footnote.Bot:
    """The garden with a gap's draft pasted in after a line of it, and what is to be written written."""
    text = (GARDEN / "bank.yaml").read_text(encoding="utf-8")
    assert text.count(after) == 1
    (tmp_path / "garden").mkdir(exist_ok=True)
    for name in ("gardenish.yaml", "gardenish-safety.yaml"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    (tmp_path / "garden" / "bank.yaml").write_text(
        text.replace(after, f"{after}\n{finished(gap.draft)}\n"), encoding="utf-8"
    )
    return footnote.load(tmp_path / "garden")


def finished(draft: str) -> str:
    """A draft with a text of its own, of three letters and a number, wherever one is to be written."""
    number = count(1)
    return re.sub(TO_BE_WRITTEN, lambda _: f"new {next(number)}", draft)


def garden_with_wordings(tmp_path: Path, wordings: str, entries: str = "") -> footnote.Bot:
    """The garden with these wordings in a file of their own, and more entries or silent topics."""
    folder = tmp_path / "garden"
    folder.mkdir()
    for name in ("gardenish.yaml", "gardenish-safety.yaml"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    text = (GARDEN / "bank.yaml").read_text(encoding="utf-8")
    key = "silent:" if "about:" in entries else "entries:"
    (folder / "bank.yaml").write_text(text.replace(key, f"{key}\n{entries}"), encoding="utf-8")
    (folder / "wordings.yaml").write_text(f"schema: 1\nwordings:\n{wordings}\n", encoding="utf-8")
    return footnote.load(folder)
