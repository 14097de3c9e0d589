"""A talk at a terminal: a line in, what is said to it out. It reads no keys and draws nothing.

What a question is answered with is for the bot alone to say; here a line is told from a command, and what
the next line needs is kept.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from footnote.dialogue import State
from footnote.dialogue.rendering import Block
from footnote.text import printable

from . import commands
from .messages import Said, replying, saying
from .transcript import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.console.terminal import Terminal

    from .history import History
    from .prompts import Choice
    from .reloading import Watched

_COMMAND = re.compile(r"(/[A-Za-z]*)(?:[ \t]+([^\n]*))?")


class Talk:
    """One person's talk with one bank at a time.

    `turns` are the questions with their replies, `choice` is a question of the chat's own that waits for
    an answer, `left` says that the person has ended the talk.
    """

    def __init__(  # noqa: PLR0913  (the whole of the world that a talk touches)
        self,
        watched: Watched,
        history: History,
        terminal: Terminal,
        *,
        folder: str = "",
        source: str = "",
        environ: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """`folder` is where notes are kept, `source` the path of the reader's copy of the source, if any."""
        self.watched = watched
        self.history = history
        self.terminal = terminal
        self.folder = folder
        self.source = source
        self.environ = environ
        self.left = False
        self.begin()

    def begin(self) -> None:
        """Start anew: nothing was said."""
        self.turns: list[Turn] = []
        self.choice: Choice | None = None
        self._state = State()

    def hear(self, line: str) -> Iterator[Said]:
        """What is said to a line, in order: of the bank if it was edited, and then to the line itself."""
        line = printable(line).strip()
        if not line:
            return
        news, *problems = self.watched.news()
        if news:
            yield Said((Block("", news), *(Block("", printable(problem), keep=True) for problem in problems)))
        said = self._said(line)
        if said.blocks:
            yield said

    def asked(self, question: str) -> Said:
        """The bot's reply to a question."""
        reply = self.watched.bot.ask(question, self._state)
        self.turns.append(Turn(question, reply, self._state))
        self._state = reply.state
        return replying(reply)

    def now(self) -> str:
        """The time, for notes: ISO, UTC, to the second."""
        return datetime.now(UTC).isoformat(timespec="seconds")

    def _said(self, line: str) -> Said:
        choice, self.choice = self.choice, None
        picked = choice.picked(line) if choice else None
        if choice and picked is not None:
            return choice.then(picked)
        if line.casefold() in commands.LEAVING:
            line = "/quit"
        command = _COMMAND.fullmatch(line)
        if command:
            return self._obeyed(command[1], (command[2] or "").strip())
        if not line.isdigit():  # the number of a choice means nothing later on
            self.history.add(line)
        return self.asked(line.removeprefix("/") if line.startswith("//") else line)

    def _obeyed(self, name: str, words: str) -> Said:
        meant = commands.named(name)
        return meant[0].run(self, words) if len(meant) == 1 else saying(commands.unknown(name))
