"""A question of the chat's own: which of these, or yes or no. Answered at the same prompt, or let be."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.dialogue.rendering import Block
from footnote.text import plain

from .messages import Said

if TYPE_CHECKING:
    from collections.abc import Callable


class Choice(NamedTuple):
    """What may be chosen, and what follows; `then` takes the place in `options`, from 0."""

    options: tuple[str, ...]
    then: Callable[[int], Said]

    def picked(self, line: str) -> int | None:
        """Which option a line picks, by its number or its words; None where it is about something else."""
        if line.isascii() and line.isdigit():
            number = int(line) if len(line) < 4 else 0
            return number - 1 if 1 <= number <= len(self.options) else None
        said = plain(line)
        found = [at for at, option in enumerate(self.options) if plain(option) == said]
        found = found or [
            at for at, option in enumerate(self.options) if len(said) == 1 and plain(option)[:1] == said
        ]
        return found[0] if len(found) == 1 else None


def choosing(head: str, options: tuple[str, ...]) -> Said:
    """The options as numbered lines."""
    return Said((Block("", head), *(Block(f"{number}.", option) for number, option in enumerate(options, 1))))
