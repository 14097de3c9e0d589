"""The history in the form that prompt_toolkit reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.history import History as PromptHistory

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterator

    from footnote.chat.history import History


class CaseInsensitiveLine(str):
    """A line whose `startswith` ignores case: prompt_toolkit calls it when the up arrow is pressed."""

    __slots__ = ()

    def startswith(self, prefix: str | tuple[str, ...], *positions: object) -> bool:
        """As `str.startswith`, but ignoring case."""
        del positions
        prefixes = (prefix,) if isinstance(prefix, str) else prefix
        return self.casefold().startswith(tuple(each.casefold() for each in prefixes))


class HistoryAdapter(PromptHistory):
    """The history for prompt_toolkit to read. `dispatch` adds questions: commands are no questions."""

    def __init__(self, history: History) -> None:
        super().__init__()
        self._history = history

    async def load(self) -> AsyncGenerator[str, None]:
        """The lines, latest first, without prompt_toolkit's cache: forgotten lines must not come back."""
        for line in self.load_history_strings():
            yield line

    def load_history_strings(self) -> Iterator[str]:
        """The lines, latest first."""
        return (CaseInsensitiveLine(line) for line in reversed(self._history.lines))

    def get_strings(self) -> list[str]:
        """The lines, oldest first."""
        return list(self._history.lines)

    def append_string(self, string: str) -> None:
        """Does nothing."""

    def store_string(self, string: str) -> None:
        """Does nothing."""
