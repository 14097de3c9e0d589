"""The error of settings that cannot be used."""

from __future__ import annotations

from footnote.errors import BotError


class SettingsError(BotError):
    """The settings cannot be used. `problems` has a sentence for each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)
