"""What tests of several sources share: the garden bank with a second source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from paths import copy_garden

from footnote.bank.source_check import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

SOURCES = """\
sources:
  guide:
    kind: handbook
    title: Garden
    publisher: The Gardeners
    url: https://garden.example/guide
    updated: 2025-01-02
    references:
      - {number: 1, text: A book., url: "https://doi.org/10.1/x"}
  rules:
    kind: policy
    title: Garden rules
    publisher: The Town
    url: https://town.example/rules
passages:
"""

GUIDE = """\
Garden

Water

Roses need water every morning. Tulips need none in winter.
"""

RULES = """\
Garden rules

Size

A dwarf rose is under 20 millimeters. No tree may be taller than the wall.
"""

PASSAGES = (
    ("guide", "Roses need water every morning."),
    ("guide", "Tulips need none in winter."),
    ("rules", "A dwarf rose is under 20 millimeters."),
)


def garden_of_two(folder: Path, head: str = "") -> Path:
    """The folder of the garden bank, whose passages P1 and P2 are of a guide, and P3 of rules.

    `head` are more lines at its top. The author's copies of both texts are in `sources/garden/` beside it.
    """
    home = copy_garden(folder)
    file = home / "bank.yaml"
    text = file.read_text(encoding="utf-8").replace("schema: 1", f"schema: 2\n{head}".rstrip(), 1)
    start, end = text.index("source:\n"), text.index("passages:\n") + len("passages:\n")
    text = text[:start] + SOURCES + text[end:]
    for number, (source, sentence) in enumerate(PASSAGES):
        text = text.replace(f"  P{number + 1}:\n", f"  P{number + 1}:\n    source: {source}\n")
        text = text.replace(str(number) * 64, fingerprint(sentence))
    file.write_text(text, encoding="utf-8")
    copies = folder / "sources" / "garden"
    copies.mkdir(parents=True)
    (copies / "guide.md").write_text(GUIDE, encoding="utf-8")
    (copies / "rules.txt").write_text(RULES, encoding="utf-8")
    return home
