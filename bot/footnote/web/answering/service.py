"""The desk that the bot works in, its store, and the thread that works there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.desks.answering.store import TicketStore
from footnote.desks.answering.working import Answerer

if TYPE_CHECKING:
    from footnote.desks.answering.records import AnsweringDesk
    from footnote.desks.answering.working import Journal
    from footnote.dialogue import Bot
    from footnote.web.banks import Banks
    from footnote.web.settings import ServiceSettings


class Answering:
    """A desk that the bot works in, from the start to the stop of its `answerer`."""

    def __init__(
        self, settings: ServiceSettings, desk: AnsweringDesk, banks: Banks, journal: Journal
    ) -> None:
        self.desk = desk
        self.store = TicketStore(settings.conversations_address)
        self.answerer = Answerer(self.store, desk, settings, self._bot_of, journal)
        self._queues = settings.answering_queues
        self._banks = banks

    def _bot_of(self, queue: str) -> Bot | None:
        """The bot of a queue, None for others. Raises HTTPProblem where its bank is unusable."""
        if self._queues and queue not in self._queues:
            return None
        return self._banks.get(self._queues.get(queue)).bot
