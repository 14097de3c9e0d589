"""The banks in use, by name. A bank whose file changes is taken up whole, or stays as it is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.bank.loader import read
from footnote.bank.locations import stamps
from footnote.dialogue import Bot
from footnote.errors import BankError

from .logs import note
from .problems import Refused

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.bank.locations import Stamps
    from footnote.bank.models import Bank
    from footnote.dialogue import Reply, State

REMEMBERED = 4_096
"""Replies a bank in use has at hand: the same bank, question and state give the same reply, and many people
ask the same thing. One takes some 4 kB (shipped bank)."""


class Given(NamedTuple):
    """A reply, and the same as JSON has it."""

    reply: Reply
    content: dict[str, Any]


class InUse:
    """A bank that answers. Never changes; what changes on disk becomes another one."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._bot = Bot(bank)
        self._given: dict[tuple[str, State], Given] = {}

    def at_hand(self, question: str, state: State) -> Given | None:
        """The reply to this question in this state, where it was given before."""
        return self._given.get((question, state))

    def reply(self, question: str, state: State) -> Given:
        """The reply, kept at hand for who asks the same. Threads may call it at once."""
        said = self._bot.ask(question, state)
        given = Given(said, said.as_dict())
        if len(self._given) >= REMEMBERED:
            self._given.clear()  # what is asked often is soon here again, and looking up stays one step
        self._given[question, state] = given
        return given


class Banks:
    """Banks by name, from the paths of their folders or files. The first one answers where none is named."""

    def __init__(self, paths: Mapping[str, str]) -> None:
        self.paths = dict(paths)
        self.names = tuple(paths)
        self.taken_up = dict.fromkeys(paths, 0)
        self.left_alone = dict.fromkeys(paths, 0)
        self._in_use: dict[str, InUse] = {}
        self._read_at: dict[str, Stamps] = {}
        self._seen: dict[str, Stamps] = {}
        for name, path in self.paths.items():
            self._take_up(name, stamps(path))

    def pick(self, name: str | None) -> InUse:
        """The bank of a name, or the first. Raises Refused where there is none, or none that can be used."""
        name = name or self.names[0]
        found = self._in_use.get(name)
        if found:
            return found
        if name in self.paths:
            raise Refused(
                503, "bank-unusable", "This bank cannot be used now; its keeper finds in the log why"
            )
        raise Refused(
            404, "unknown-bank", f"There is no bank of this name; send one of: {', '.join(self.names)}"
        )

    def in_use(self) -> list[Bank]:
        """The banks that can be asked."""
        return [each.bank for each in self._in_use.values()]

    def usable(self) -> dict[str, bool]:
        """Which of the banks can be asked."""
        return {name: name in self._in_use for name in self.names}

    def refresh(self) -> None:
        """Take up what has changed on disk and then stood still from one look to the next.

        Reads files and takes some hundred ms for a changed bank: call it beside the event loop.
        """
        for name, path in self.paths.items():
            now = stamps(path)
            if now == self._seen.get(name) and now != self._read_at.get(name):
                self._take_up(name, now)
            self._seen[name] = now

    def _take_up(self, name: str, look: Stamps) -> None:
        path = self.paths[name]
        try:
            bank = read(Path(path))
        except BankError as error:
            self._read_at[name] = look
            self.left_alone[name] += 1
            note("bank cannot be used", level="error", bank=name, problems=[str(p) for p in error.problems])
            return
        if stamps(path) != look:
            return  # written to while it was read: the next look decides
        self._read_at[name] = look
        before = self._in_use.get(name)
        if before is None or before.bank.version != bank.version:
            self._in_use[name] = InUse(bank)
            self.taken_up[name] += 1
            note("bank in use", bank=name, version=bank.version)
