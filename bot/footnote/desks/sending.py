"""The thread that brings what people write to the desk, and tries again until the desk has it.

A message belongs to the process that claimed it, for `tables.LEASE` seconds. Where that process dies, or the
desk's response is lost, the next try first looks whether the desk has the message: it gets each once.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from .background import Background
from .records import DeskError, Ticket
from .tables import delay
from .texts import line

if TYPE_CHECKING:
    from collections.abc import Callable

    from .records import Desk, Outgoing
    from .store import ConversationStore

_log = logging.getLogger("footnote.desks")


class Sender(Background):
    """Sends what is stored."""

    def __init__(
        self, store: ConversationStore, desk: Desk, on_change: Callable[[str], None], keep_days: int = 30
    ) -> None:
        """`on_change` is called with a conversation's id when the desk has got something of it."""
        super().__init__(store, keep_days)
        self._store = store
        self._desk = desk
        self._on_change = on_change

    def work_due(self) -> int:
        """Send all that is due, and return how many messages the desk got."""
        sent = 0
        while not self.stopping and (message := self._store.claim()):
            sent += self._send(message)
        return sent

    def _send(self, message: Outgoing) -> bool:
        try:
            ticket = self._deliver(message)
        except DeskError as error:
            self._fail(message, str(error))
        except Exception as error:  # noqa: BLE001  (a response of a form that nobody foresaw)
            self._fail(message, f"{type(error).__name__}: {error}")
        else:
            self._store.delivered(message, ticket)
            self.sent += 1
            self._on_change(message.conversation.id)
            return True
        return False

    def _deliver(self, message: Outgoing) -> Ticket | None:
        if message.packet is not None:
            ticket = self._desk.open(message)
            return Ticket(line(ticket.id), line(ticket.number))
        self._desk.add(message)
        return None

    def _fail(self, message: Outgoing, why: str) -> None:
        """Log a failure, without anything of what the person wrote, and try again later."""
        self.failed += 1
        _log.warning("the desk did not take %s, try %d: %s", message.key, message.tries, why)
        self._store.postpone(message, delay(message.tries))
