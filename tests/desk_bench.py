"""Test helper: the bot at work in a desk whose interface is in this process, one event after another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from desk_events import SECRET
from paths import GARDEN

from footnote import load
from footnote.desks import tables
from footnote.desks.answering import working
from footnote.desks.answering.making import make_answering_desk
from footnote.desks.answering.settings import AnsweringSettings
from footnote.desks.answering.store import TicketStore

if TYPE_CHECKING:
    from pathlib import Path

    from footnote.desks import Hook
    from footnote.dialogue import Bot, Reply

TOKEN = "t0ken"  # noqa: S105


class FakeJournal:
    """A journal in this process: the entry of each reply by its receipt, and what workers made of it."""

    def __init__(self) -> None:
        self.noted: dict[str, str | None] = {}
        self.verdicts: list[tuple[str | None, str]] = []

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str:  # noqa: ARG002
        receipt = f"{surface}-{len(self.noted)}"
        self.noted[receipt] = reply.entry
        return receipt

    def feedback(self, receipt: str, feedback: str) -> bool:
        self.verdicts.append((self.noted[receipt], feedback))
        return True


class Bench:
    """A desk's events, worked through as they are given; on the garden bank, unless `bot` has another.

    The pages of drafts are at https://faq.example.
    """

    def __init__(self, folder: Path, desk: str, url: str, bot: Bot | None = None, **settings: Any) -> None:
        given = {"desk": desk, "url": url, "token": TOKEN, "secret": SECRET, **settings}
        loaded = AnsweringSettings(
            answering_address="https://faq.example", **{f"answering_{k}": v for k, v in given.items()}
        )
        made = make_answering_desk(loaded)
        assert made
        self.desk = made
        self.journal = FakeJournal()
        self.store = TicketStore(str(folder / "chat.sqlite3"))
        self._bot = bot or load(GARDEN)
        self.answerer = working.Answerer(self.store, made, loaded, self._bot_of, self.journal)

    def _bot_of(self, queue: str) -> Bot | None:
        return None if queue == "of others" else self._bot

    def happens(self, *hooks: Hook) -> list[bool]:
        """Give the desk's calls to the bot, all before it does anything; returns whether each is new."""
        kept = [self.store.receive(each) for hook in hooks for each in self.desk.read(hook)]
        self.answerer.work_due()
        return kept


@pytest.fixture(autouse=True)
def no_delay(monkeypatch: pytest.MonkeyPatch) -> None:
    """What failed is tried again at the next call of `work_due`."""
    monkeypatch.setattr(tables, "RETRY_DELAYS", (0.0,))
