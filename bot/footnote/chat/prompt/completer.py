"""Completions and suggestions for a half-typed line, in the form that prompt_toolkit asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prompt_toolkit.auto_suggest import AutoSuggest, Suggestion
from prompt_toolkit.completion import Completer, Completion as PromptCompletion

from footnote.bank import shipped_banks
from footnote.chat.commands.table import COMMANDS
from footnote.chat.questions.index import Completion, QuestionIndex, complete_from
from footnote.console import COMPLAINTS
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from prompt_toolkit.buffer import Buffer
    from prompt_toolkit.completion import CompleteEvent
    from prompt_toolkit.document import Document

    from footnote.chat.session import ChatSession


class LineCompleter(Completer):
    """Completes a line: a question of the bank, a command, or what stands after a command."""

    def __init__(self, session: ChatSession) -> None:
        self._session = session
        self._bank = session.bank
        self._index = QuestionIndex(self._bank)

    @property
    def index(self) -> QuestionIndex:
        """The questions of the bank as it is now: it may have been edited since the last key."""
        if self._bank is not self._session.bank:
            self._bank = self._session.bank
            self._index = QuestionIndex(self._bank)
        return self._index

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[PromptCompletion]:
        """Completions that replace the whole line, or what stands after a command."""
        del complete_event
        if document.text_after_cursor.strip():
            return
        typed = document.text
        for start, completion in self._completions(typed):
            about = completion.about.replace("\n", " ")
            yield PromptCompletion(
                completion.text, start - len(typed), display=completion.text, display_meta=about
            )

    def _completions(self, typed: str) -> Iterator[tuple[int, Completion]]:
        """Completions, each with the position in the line that it starts at."""
        command, space, rest = typed.partition(" ")
        if not typed and (following := self._following()):
            yield 0, Completion(following)
        elif not typed.startswith("/") or typed.startswith("//"):
            yield from ((0, each) for each in self.index.completions(typed, self._session.history.lines))
        elif not space:
            known = [Completion(each.name, each.about) for each in COMMANDS]
            yield from ((0, each) for each in complete_from(command, known))
        else:
            known = [Completion(text) for text in self._arguments(command)]
            yield from ((len(command) + 1, each) for each in complete_from(rest, known))

    def _following(self) -> str:
        """The question that the last reply suggests."""
        return self._session.turns[-1].following if self._session.turns else ""

    def _arguments(self, command: str) -> Iterable[str]:
        """What may stand after a command."""
        match command:
            case "/topics":
                passages = self._session.bank.passages.values()
                return dict.fromkeys(printable(passage.section) for passage in passages)
            case "/bank":
                return shipped_banks()
            case "/open":
                return self._numbers()
            case "/private":
                return ("on", "off")
            case "/wrong":
                return COMPLAINTS.values()
            case _:
                return ()

    def _numbers(self) -> list[str]:
        """The numbers of the sources of the last answer."""
        cited = (turn.reply.citations for turn in reversed(self._session.turns) if turn.reply.citations)
        return [str(each.number) for each in next(cited, ())]


class QuestionSuggester(AutoSuggest):
    """Suggests the rest of the line, shown in grey."""

    def __init__(self, completer: LineCompleter, session: ChatSession) -> None:
        self._completer = completer
        self._session = session

    def get_suggestion(self, buffer: Buffer, document: Document) -> Suggestion | None:
        """What the right arrow would add."""
        del buffer
        rest = self._completer.index.suggestion(document.text, self._session.history.lines)
        return Suggestion(rest) if rest else None
