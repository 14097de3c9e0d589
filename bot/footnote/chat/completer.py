"""What may become of a half-typed line, as prompt_toolkit asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.completion import Completer, Completion

from footnote.bank import locations as shelf
from footnote.console.notes import WRONGS
from footnote.text import printable

from .commands import COMMANDS
from .completion import Index, Offer, begun

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from .session import Talk


class Offered(Completer):
    """What the bank and the chat offer for a half-typed line, as prompt_toolkit asks for it."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self._of = talk.watched.bank
        self.index = Index(self._of)

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        """Every offer takes the place of the whole line, or of what stands after a command."""
        del complete_event
        if document.text_after_cursor.strip():
            return
        typed = document.text
        for start, offer in self._offers(typed):
            about = offer.about.replace("\n", " ")
            yield Completion(offer.text, start - len(typed), display=offer.text, display_meta=about)

    def suggestion(self, line: str) -> str:
        """The rest of the line, in grey."""
        return self._now().suggestion(line, self._talk.history.lines)

    def _offers(self, typed: str) -> Iterator[tuple[int, Offer]]:
        command, space, rest = typed.partition(" ")
        if not typed.startswith("/") or typed.startswith("//"):
            yield from ((0, offer) for offer in self._now().offers(typed, self._talk.history.lines))
        elif not space:
            known = [Offer(each.name, each.says) for each in COMMANDS]
            yield from ((0, offer) for offer in begun(command, known))
        elif command in ("/topics", "/bank", "/private", "/wrong"):
            yield from ((len(command) + 1, offer) for offer in begun(rest, self._arguments(command)))

    def _arguments(self, command: str) -> list[Offer]:
        bank = self._talk.watched.bank
        sections = dict.fromkeys(printable(passage.section) for passage in bank.passages.values())
        choices: dict[str, Iterable[str]] = {
            "/topics": sections, "/bank": shelf.shipped(), "/private": ("on", "off"), "/wrong": WRONGS,
        }  # fmt: skip
        return [Offer(text) for text in choices[command]]

    def _now(self) -> Index:
        """The index of the bank as it is now: it may have been edited since the last key."""
        if self._of is not self._talk.watched.bank:
            self._of = self._talk.watched.bank
            self.index = Index(self._of)
        return self.index


class Suggested(AutoSuggest):
    """The grey rest of the line."""

    def __init__(self, offered: Offered) -> None:
        self._offered = offered

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """What the right arrow would add."""
        del buffer
        rest = self._offered.suggestion(document.text)
        return Suggestion(rest) if rest else None
