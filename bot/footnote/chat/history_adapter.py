"""Earlier questions, as prompt_toolkit asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.history import History

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from .session import Talk


class AnyCase(str):
    """A line that begins with a prefix in any case: how prompt_toolkit looks for it when up is pressed."""

    __slots__ = ()

    def startswith(self, prefix: str | tuple[str, ...], *at: object) -> bool:
        """As `str` has it, but for case."""
        del at
        prefixes = (prefix,) if isinstance(prefix, str) else prefix
        return self.casefold().startswith(tuple(each.casefold() for each in prefixes))


class Remembered(History):
    """The history as prompt_toolkit asks for it; the talk itself keeps what is worth keeping."""

    def __init__(self, talk: Talk) -> None:
        super().__init__()
        self._talk = talk

    async def load(self) -> AsyncGenerator[str, None]:
        """The latest first, as they are now: what was forgotten does not come back."""
        for line in self.load_history_strings():
            yield line

    def load_history_strings(self) -> Iterator[str]:
        """The latest first."""
        return (AnyCase(line) for line in reversed(self._talk.history.lines))

    def get_strings(self) -> list[str]:
        """The oldest first."""
        return list(self._talk.history.lines)

    def append_string(self, string: str) -> None:
        """Nothing: the talk tells questions from commands, and keeps the questions."""

    def store_string(self, string: str) -> None:
        """Nothing, too."""
