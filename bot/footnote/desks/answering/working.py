"""The thread that works through what happens in a desk: it asks the bot, and does what follows."""

from __future__ import annotations

import json
import logging
import secrets
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from footnote.desks.background import Background
from footnote.desks.records import DeskError
from footnote.desks.tables import delay, moment
from footnote.desks.texts import FROM_CHAT
from footnote.dialogue import State
from footnote.dialogue.handoff import hand_back
from footnote.text import MAX_UTTERANCE_LENGTH

from .asking import Question, reply_to
from .deciding import Planned, Situation, decide
from .drafts import FEEDBACK, likeness

if TYPE_CHECKING:
    from collections.abc import Callable

    from footnote.dialogue import Bot, Reply

    from .drafts import Decided
    from .records import AnsweringDesk, Happening, Owner, Step
    from .settings import AnsweringSettings
    from .store import Draft, TicketRow, TicketStore, Work

RETURN_DELAY = timedelta(seconds=30)
"""How long after it was shown to the workers a conversation counts as handed back if its status says so: a
message that was on its way meanwhile says so too."""

PATIENCE = timedelta(hours=72)
"""What could not be done for so long is left to people: a later answer is of no use."""

_log = logging.getLogger("footnote.desks")


class Journal(Protocol):
    """What a journal is used for here; see `footnote.journal`."""

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str: ...
    def feedback(self, receipt: str, feedback: str) -> bool: ...


class Answerer(Background):
    """Works in a desk."""

    name = "footnote-answers"

    def __init__(
        self,
        store: TicketStore,
        desk: AnsweringDesk,
        settings: AnsweringSettings,
        bot_of: Callable[[str], Bot | None],
        journal: Journal,
    ) -> None:
        """`bot_of` has the bot of a queue, and None where the bot does not work in it; it may raise."""
        super().__init__(store, settings.answering_keep_days)
        self.store = store
        self.desk = desk
        self._settings = settings
        self._bot_of = bot_of
        self._journal = journal

    def work_due(self) -> int:
        """Do all that is due, and return how much was done."""
        done = 0
        while not self.stopping and (work := self.store.claim()):
            done += self._try(work)
        return done

    def send(self, draft: Draft, text: str) -> bool:
        """Send a draft to the customer, as it is or changed. False where it was decided before.

        A changed one is the worker's own: the bot is silent in the ticket from then on.
        """
        text = text.replace("\r\n", "\n").strip()
        is_same = text.split() == draft.text.split()
        decided: Decided = "sent" if is_same else "changed"
        return self._decide(draft, decided, Planned("send", text), None if is_same else "person")

    def reject(self, draft: Draft) -> bool:
        """Record that a draft is of no use. False where it was decided before."""
        return self._decide(draft, "rejected")

    def _decide(
        self, draft: Draft, decided: Decided, step: Planned | None = None, owner: Owner | None = None
    ) -> bool:
        if not self.store.decide(draft, decided, step, owner):
            return False
        self._journal.feedback(draft.receipt, FEEDBACK[decided])
        self.wake()
        return True

    def _try(self, work: Work) -> bool:
        try:
            if work.step:
                self._do(work, work.step)
            elif work.happening:
                self._take(work, work.happening)
        except self.store.UNREACHABLE:
            raise
        except DeskError as error:
            self._fail(work, str(error))
        except Exception as error:  # noqa: BLE001  (a response of a form that nobody foresaw; a bank that is broken)
            self._fail(work, f"{type(error).__name__}: {error}")
        else:
            self.sent += 1
            return True
        return False

    def _do(self, work: Work, step: Step) -> None:
        is_late = step.action == "say" and not all(map(self.desk.is_own, self.store.authors_after(step)))
        if not is_late:  # else a worker was faster
            self.desk.do(step)
        if step.action == "open":
            self.store.done(work, opened=moment())
        else:
            self.store.done(work)

    def _fail(self, work: Work, why: str) -> None:
        """Log a failure, without anything that somebody wrote, and try again later."""
        self.failed += 1
        kind = work.step.action if work.step else work.happening.event if work.happening else ""
        _log.warning("%s in ticket %s failed, try %d: %s", kind, work.ticket, work.tries, why)
        if datetime.now(UTC) - datetime.fromisoformat(work.time) > PATIENCE:
            self.store.done(work)
        else:
            self.store.postpone(work, delay(work.tries))

    def _take(self, work: Work, happening: Happening) -> None:
        ticket = self.store.ticket(happening.ticket)
        event = happening.event
        if event == "assigned":
            event = "returned" if self.desk.is_own(happening.author) else "taken"
        if event == "asked" and happening.text.startswith(FROM_CHAT):
            self.store.done(work, owner="person")
        elif event == "asked":
            self._answer(work, happening, ticket)
        elif event == "replied" and not self.desk.is_own(happening.author):
            self._compare(happening)
            is_hidden = (happening.details or {}).get("status") == "pending"
            self.store.done(work, [Planned("open")] if is_hidden else [], owner="person")
        elif event == "taken" and not ticket.opened:
            self.store.done(work, owner="person", opened=moment())
        elif event == "returned" and (ticket.owner == "person" or ticket.opened):
            self.store.done(work, owner="bot", since=work.number, opened=None)
        else:
            self.store.done(work)

    def _compare(self, happening: Happening) -> None:
        """Decide the drafts of a ticket in which a worker has replied by themselves."""
        for draft in self.store.open_drafts(happening.ticket):
            self._decide(draft, likeness(draft.text, happening.text))

    def _answer(self, work: Work, happening: Happening, ticket: TicketRow) -> None:
        if is_back := _is_handed_back(ticket, happening, work):
            ticket = ticket._replace(owner="bot", since=work.number - 1, opened="")
        bot = self._bot_of(happening.queue) if _has_bot(ticket, happening) else None
        if bot is None:
            self.store.done(work)
            return
        question = Question(happening.title, happening.text[:MAX_UTTERANCE_LENGTH])
        reply = reply_to(bot, question, _state(ticket, bot))
        token = secrets.token_urlsafe(32)
        decision = decide(reply, bot, self.desk, self._situation(happening, ticket, bot, token))
        self.store.answered(
            work,
            decision.steps,
            reply.as_dict(),
            receipt=self._journal.note(reply, surface=self.desk.name),
            token=token,
            state=json.dumps(decision.state.as_dict()),
            bank=bot.bank.id,
            owner=decision.owner,
            **({"since": ticket.since, "opened": None} if is_back else {}),
        )

    def _situation(self, happening: Happening, ticket: TicketRow, bot: Bot, token: str) -> Situation:
        settings = self._settings
        address = settings.answering_address.rstrip("/")
        return Situation(
            settings.mode_of(happening.queue),
            f"#{happening.ticket.rpartition('/')[2]}",
            [each for each in self.store.replies(ticket) if each["bank"]["id"] == bot.bank.id],
            happening.attached,
            f"{address}/drafts/{token}" if address else "",
            settings.answering_closing,
        )


def _state(ticket: TicketRow, bot: Bot) -> State:
    """The state for the next reply: a new one of another bank, or after a person had the ticket."""
    state = State.from_dict(ticket.state) if ticket.bank == bot.bank.id else State()
    return hand_back(state) if state.handed else state


def _is_handed_back(ticket: TicketRow, happening: Happening, work: Work) -> bool:
    """Whether a worker has given a chat back by its status, which no event says."""
    is_pending = (happening.details or {}).get("status") == "pending"
    if not (is_pending and ticket.owner == "person" and ticket.opened):
        return False
    return datetime.fromisoformat(work.time) - datetime.fromisoformat(ticket.opened) > RETURN_DELAY


def _has_bot(ticket: TicketRow, happening: Happening) -> bool:
    """Whether the bot answers: a chat that workers see is the bot's only if the bot showed it to them."""
    details = happening.details or {}
    if ticket.owner == "person":
        return False
    if details.get("status", "pending") == "pending":
        return not details.get("assignee")
    return bool(ticket.opened)
