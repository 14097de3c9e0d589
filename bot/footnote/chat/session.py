"""One person's conversation with one bank, without a terminal: it neither reads keys nor prints."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from footnote.dialogue import State

from .messages import problem_message, reply_message
from .transcript import Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank import Bank
    from footnote.console import Terminal
    from footnote.dialogue import Bot

    from .history import History
    from .messages import Choice, Message
    from .reloading import BankReloader


class ChatSession:
    """The conversation, and what the chat knows about the person's computer.

    `turns` are the questions with their replies. `choice` is a question of the chat itself that waits for an
    answer. `ended` says that the person has left.
    """

    def __init__(  # noqa: PLR0913  (all that a conversation depends on)
        self,
        reloader: BankReloader,
        history: History,
        terminal: Terminal,
        *,
        notes_folder: str = "",
        source: str = "",
        environ: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`source` is the path of the reader's own copy of the source, empty if there is none."""
        self._reloader = reloader
        self.history = history
        self.terminal = terminal
        self.notes_folder = notes_folder
        self.source = source
        self.environ = environ
        self.ended = False
        self.restart()

    def restart(self) -> None:
        """Begin a new conversation."""
        self.turns: list[Turn] = []
        self.choice: Choice | None = None
        self._state = State()

    @property
    def bot(self) -> Bot:
        """The bot that answers now. It changes when its bank is edited."""
        return self._reloader.bot

    @property
    def bank(self) -> Bank:
        """The bank that answers now."""
        return self._reloader.bot.bank

    @property
    def bank_path(self) -> str:
        """The path of the bank's folder or file."""
        return self._reloader.path

    def ask(self, question: str) -> Message:
        """The bot's reply to a question."""
        reply = self.bot.ask(question, self._state)
        self.turns.append(Turn(question, reply, self._state))
        self._state = reply.state
        return reply_message(reply, self.bank.language)

    def reload_bank(self) -> Message | None:
        """Take an edited bank, and say so; None if it did not change."""
        notice = self._reloader.reload()
        return problem_message(*notice) if notice else None

    def switch_bank(self, name: str) -> Message | None:
        """Take another bank and begin a new conversation; or change nothing, and say what is wrong."""
        notice = self._reloader.switch(name)
        if notice:
            return problem_message(*notice)
        self.restart()
        return None

    def now(self) -> str:
        """The time in UTC as ISO text, to the second."""
        return datetime.now(UTC).isoformat(timespec="seconds")
