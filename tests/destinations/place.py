"""A destination as the test meets it, and what the README says of it."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING, Any, NamedTuple

from documents import blocks_of, section
from paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

README = ROOT / "bot" / "footnote" / "desks" / "README.md"
SERVICE = "https://faq.example"
"""What the README calls the address of the service."""


class Place(NamedTuple):
    """A destination that runs. `settings` are what stands for the README's examples; `received` is all that
    has come there, as one text; `number` is what people there call the conversation.

    `reply` is a worker's, where workers reply there; `mailed` is what came to the person's own address.
    """

    settings: dict[str, str]
    received: Callable[[], str]
    number: Callable[[], str]
    reply: Callable[[str], None] | None = None
    worker: str = ""
    mailed: Callable[[], str] | None = None


class Section:
    """A destination's section of the README. `service` is where the service will be, `folder` is empty."""

    def __init__(self, heading: str, service: str, folder: Path) -> None:
        self.text = section(README, heading).replace(SERVICE, service)
        self.folder = folder
        [example] = blocks_of(self.text, "toml")
        self.handoff: dict[str, Any] = tomllib.loads(example)["handoff"]

    @property
    def hook(self) -> str:
        """The address that the section gives to the desk."""
        found = re.search(r"http://127\.0\.0\.1:\d+/hooks/[\w/-]+", self.text)
        assert found, self.text
        return found[0]

    def block(self, language: str) -> str:
        """The first block of code in a language."""
        return blocks_of(self.text, language)[0]

    def write_settings(self, settings: dict[str, str]) -> Path:
        """The settings file of the section, with these values for its examples. Others may not be needed."""
        assert settings.keys() <= self.handoff.keys(), "the section has no such settings"
        lines = [f"{key} = {json.dumps(value)}" for key, value in (self.handoff | settings).items()]
        path = self.folder / "footnote.toml"
        path.write_text("[handoff]\n" + "\n".join(lines) + "\n", encoding="utf-8")
        return path
