"""One person's conversation with one bank, without a terminal: it neither reads keys nor prints."""

from __future__ import annotations

from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from footnote.dialogue import State
from footnote.record import replace
from footnote.runtime import for_today
from footnote.text import plain

from .messages import Turn, problem_message, turn_message
from .questions.following import invites_more, next_question

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from footnote.bank import Bank
    from footnote.console import Terminal
    from footnote.dialogue import Bot, Reply, Trace

    from .history import History
    from .messages import Choice, Message
    from .reloading import BankReloader


FAREWELL = "goodbye"
"""The id of the small talk, in each language file, that ends the chat."""


def open_nothing(_address: str) -> bool:
    """What opens addresses where there is no browser, as in a chat that is replayed: nothing is opened."""
    return False


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
        open_address: Callable[[str], bool] = open_nothing,
    ) -> None:
        """`source` is the path of the reader's own copy of the source, empty if there is none. `open_address`
        opens a web address in a browser, and says whether there is one.
        """
        self._reloader = reloader
        self.history = history
        self.terminal = terminal
        self.notes_folder = notes_folder
        self.source = source
        self.environ = environ
        self.open_address = open_address
        self.ended = False
        self.restart()

    def restart(self) -> None:
        """Begin a new conversation."""
        self.turns: list[Turn] = []
        self.choice: Choice | None = None
        self._state = State()
        self._known: set[str] = set()  # the entries answered or suggested

    @property
    def bot(self) -> Bot:
        """The bot that answers now. It changes when its bank is edited."""
        return for_today(self._reloader.bot)

    @property
    def bank(self) -> Bank:
        """The bank that answers now."""
        return self._reloader.bot.bank

    @property
    def bank_path(self) -> str:
        """The path of the bank's folder or file."""
        return self._reloader.path

    @property
    def can_pick_earlier(self) -> bool:
        """Whether the last reply offers nothing, but the one before did: the bot takes a letter for that."""
        return bool(self._state.earlier) and not self._state.options

    def ask(self, question: str, typed: str = "") -> Message:
        """The bot's reply to a question. `typed` is what a person typed, where that was something else.

        A goodbye ends the chat. "Yes" asks the question that was suggested.
        """
        reply, trace = self.bot.explain(question, self._state)
        if reply.kind != "smalltalk" and self.accepts(question):
            return self.ask(self.turns[-1].following, typed=question)
        if typed:
            reply = replace(reply, question=typed)
        turn = Turn(typed or question, reply, self._state, question, self._following(reply))
        self.turns.append(turn)
        self._state = reply.state
        self.ended = is_farewell(reply, trace)
        return turn_message(turn, self.bank.language)

    def accepts(self, line: str) -> bool:
        """Whether a line says yes to the question suggested last, and nothing else."""
        words = plain(line).split()
        agreeing = self.bank.language.choices.agreeing
        return bool(words and self.turns and self.turns[-1].following) and agreeing.issuperset(words)

    def _following(self, reply: Reply) -> str:
        """The question to suggest after an answer: never one that was answered or suggested before."""
        entry = self.bank.entries.get(reply.entry or "")
        if not entry or not invites_more(reply):
            return ""
        self._known |= set(reply.entries)
        following = next_question(self.bot, entry, self._known)
        if not following:
            return ""
        self._known.add(following.id)
        return following.question

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


def is_farewell(reply: Reply, trace: Trace) -> bool:
    """Whether a person took leave of the bot, and nothing else."""
    recognised = trace.recognised
    return reply.kind == "smalltalk" and recognised is not None and recognised.small_talk.id == FAREWELL
