"""Conversations that are handed over: stored, sent to the desk, and awaited by those who read them."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from footnote.desks import ConversationStore, Sender
from footnote.dialogue import date
from footnote.web.responses import HTTPProblem

if TYPE_CHECKING:
    from collections.abc import Callable

    from footnote.bank import Bank
    from footnote.desks import Conversation, Desk, HandoffSettings

P = ParamSpec("P")
T = TypeVar("T")

POLL_INTERVAL = 1.0
"""Seconds between two looks for changes that other replicas stored, while somebody waits for one."""

OVERLAP = timedelta(seconds=5)
"""By how much looks overlap: a transaction may be committed some time after it took its time."""


class Handover:
    """The store of conversations, the desk they go to, and the thread that brings them there."""

    def __init__(self, settings: HandoffSettings, database: str, desk: Desk) -> None:
        self.desk = desk
        self.kind = settings.desk
        self.hours = settings.hours
        asks = settings.handoff_asks
        self.asks = asks if asks != "auto" else "required" if settings.desk == "email" else "optional"
        self.store = ConversationStore(database)
        self.changes = Changes(self.store)
        self.sender = Sender(self.store, desk, self.changes.notify, settings.handoff_keep_days)

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The result of a function of the store. Raises HTTPProblem (503) where the database fails."""
        try:
            return await asyncio.to_thread(function, *args, **kwargs)
        except self.store.UNREACHABLE as error:
            detail = "The conversation cannot be stored right now; send it again"
            raise HTTPProblem(503, "no-database", detail, {"Retry-After": "5"}) from error

    def opens(self) -> datetime | None:
        """When somebody is there again; None where somebody is there, or nobody knows."""
        return self.hours.next_open(datetime.now(UTC))

    def notice(self, conversation: Conversation, bank: Bank) -> str:
        """What the person is shown: what happens now, and when."""
        texts, status = bank.language.texts, conversation.status
        if status == "returned":
            return texts["returned"]
        if status == "taken":
            return ""  # by whom: that is in the messages
        passed = texts["passed_on" if status == "open" else "kept"].format(number=conversation.number)
        return " ".join(filter(None, (passed, self._when(bank), self._where(conversation, bank))))

    def _when(self, bank: Bank) -> str:
        texts, opens = bank.language.texts, self.opens()
        if opens:
            day = date(opens.date().isoformat(), bank.language)
            return texts["team_back"].format(date=day, time=f"{opens:%H:%M}")
        return texts["team_there"] if self.hours.text else ""

    def _where(self, conversation: Conversation, bank: Bank) -> str:
        texts, email = bank.language.texts, conversation.person.email
        here = texts["answer_here"] if self.desk.answers_here else ""
        mailed = texts["answer_by_mail"].format(email=email) if email and not here else ""
        return here or mailed


class Changes:
    """Waits for changes of conversations: those of this process at once, those of others by looking."""

    def __init__(self, store: ConversationStore) -> None:
        self._store = store
        self._waiting: defaultdict[str, set[asyncio.Event]] = defaultdict(set)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._looking: asyncio.Task[None] | None = None
        #: Set when the service stops: nobody waits any more.
        self.stopped = False

    @property
    def number(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    def notify(self, id: str) -> None:
        """Wake those who wait for a conversation. Called by any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake, id)

    def stop(self) -> None:
        """Let all who wait go, as the service stops. Called by the event loop."""
        self.stopped = True
        for id in self._waiting:
            self._wake(id)

    async def wait(self, id: str, seconds: float) -> None:
        """Return when a conversation may have changed, at the latest after so many seconds."""
        if self.stopped:
            return
        self._loop = asyncio.get_running_loop()
        event = asyncio.Event()
        self._waiting[id].add(event)
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            async with asyncio.timeout(seconds):
                await event.wait()
        except TimeoutError:
            pass
        finally:
            self._waiting[id].discard(event)
            if not self._waiting[id]:
                del self._waiting[id]

    def _wake(self, id: str) -> None:
        for event in self._waiting.get(id, ()):
            event.set()

    async def _look(self) -> None:
        """Look for changes until nobody waits any more."""
        while self._waiting:
            since = (datetime.now(UTC) - OVERLAP).isoformat(timespec="microseconds").replace("+00:00", "Z")
            await asyncio.sleep(POLL_INTERVAL)
            try:
                changed = await asyncio.to_thread(self._store.changed_since, since)
            except self._store.UNREACHABLE:
                continue
            for id in changed:
                self._wake(id)
