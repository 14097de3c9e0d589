"""The tickets that the bot works in, and what is to be done in them: one table of each, in one database.

A row of `footnote_desk_work` is something that happened, or a step that follows from it. It is due until it
is done; of each ticket the rows are worked through in order.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sql

from footnote.desks.tables import LEASE, is_due, moment
from footnote.desks.texts import line
from footnote.journal import Database

from .records import Choice, Happening, Step, with_choices

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .deciding import Planned
    from .drafts import Decided
    from .records import Owner

TABLES = sql.MetaData()
TICKETS = sql.Table(
    "footnote_desk_ticket",
    TABLES,
    sql.Column("id", sql.String, primary_key=True),
    sql.Column("owner", sql.String, nullable=False),
    sql.Column("state", sql.Text),
    sql.Column("bank", sql.String),
    sql.Column("details", sql.Text, nullable=False),
    sql.Column("since", sql.Integer, nullable=False),  # the row with which the bot got it back
    sql.Column("opened", sql.String),  # when workers were last shown it
    sql.Column("changed", sql.String, nullable=False, index=True),
)
WORK = sql.Table(
    "footnote_desk_work",
    TABLES,
    sql.Column("number", sql.Integer, primary_key=True, autoincrement=True),
    sql.Column("ticket", sql.String, nullable=False, index=True),
    sql.Column("kind", sql.String, nullable=False),  # an event or an action
    sql.Column("content", sql.Text, nullable=False),
    sql.Column("time", sql.String, nullable=False),
    sql.Column("key", sql.String, unique=True),
    sql.Column("reply", sql.Text),
    sql.Column("receipt", sql.String),
    sql.Column("draft", sql.Text),
    sql.Column("token", sql.String, unique=True),
    sql.Column("decided", sql.String),
    sql.Column("due", sql.String, index=True),  # null: it is done
    sql.Column("tries", sql.Integer, nullable=False, default=0),
)
_T, _W = TICKETS.c, WORK.c
_STEPS = ("say", "send", "note", "open")


class TicketRow(NamedTuple):
    """What is known of a ticket. `since` is the number of the work with which the bot got it back; `opened`
    is when workers were last shown it, "" for never.
    """

    id: str
    owner: Owner
    state: dict[str, Any] | None
    bank: str
    details: dict[str, Any]
    since: int
    opened: str


class Work(NamedTuple):
    """Something to do: an event to work through, or a step to take. `time` is when it was stored."""

    number: int
    time: str
    tries: int
    happening: Happening | None
    step: Step | None

    @property
    def ticket(self) -> str:
        """The id of its ticket."""
        return (self.happening or self.step).ticket  # type: ignore[union-attr]


class Draft(NamedTuple):
    """An answer that waits for a worker; `decided` is "open" until one has sent, changed or rejected it."""

    number: int
    ticket: str
    question: str
    text: str
    receipt: str
    decided: str


class TicketStore:
    """The two tables. Its methods raise SQLAlchemy's errors where the database fails."""

    UNREACHABLE = (sql.exc.SQLAlchemyError, OSError)

    def __init__(self, address: str) -> None:
        """Raises JournalError for an address that cannot be used."""
        self._database = Database(address, TABLES)

    def receive(self, happening: Happening) -> bool:
        """Store what happened, to be worked through. False for what is stored already."""
        happening = happening._replace(ticket=line(happening.ticket), key=line(happening.key))
        with self._database.begin(write=True) as connection:
            self._touch(connection, happening)
            if connection.execute(sql.select(_W.number).where(_W.key == happening.key)).first():
                return False
            if happening.event == "echoed":
                self._confirm(connection, happening)
            content = happening._asdict()
            del content["ticket"], content["key"], content["event"]
            due = None if happening.event == "echoed" else moment()
            row = {"kind": happening.event, "content": json.dumps(content), "due": due, "key": happening.key}
            connection.execute(sql.insert(WORK).values(ticket=happening.ticket, time=moment(), **row))
            return True

    def claim(self) -> Work | None:
        """Work that is due, which belongs to this process for LEASE seconds: of a ticket only the first."""
        earlier = sql.alias(WORK)
        is_first = ~sql.exists().where(
            earlier.c.ticket == _W.ticket, earlier.c.due.is_not(None), earlier.c.number < _W.number
        )
        with self._database.begin(write=True) as connection:
            has_come = is_due(_W.due)
            due = sql.select(_W.number, _W.tries).where(has_come, is_first).order_by(_W.due).limit(8)
            for number, tries in connection.execute(due).all():
                mine = sql.update(WORK).where(_W.number == number, _W.tries == tries, has_come)
                if connection.execute(mine.values(tries=tries + 1, due=moment(LEASE))).rowcount == 1:
                    return self._work(connection, number)
        return None

    def ticket(self, id: str) -> TicketRow:
        """A ticket that something happened in."""
        with self._database.begin() as connection:
            row = connection.execute(sql.select(TICKETS).where(_T.id == id)).mappings().one()
        state = json.loads(row["state"]) if row["state"] else None
        details = json.loads(row["details"])
        bank, opened = row["bank"] or "", row["opened"] or ""
        return TicketRow(id, row["owner"], state, bank, details, row["since"], opened)

    def replies(self, ticket: TicketRow) -> list[dict[str, Any]]:
        """The replies in a ticket since the bot has it, as JSON, in order."""
        wanted = sql.select(_W.reply).where(
            _W.ticket == ticket.id, _W.number > ticket.since, _W.reply.is_not(None)
        )
        with self._database.begin() as connection:
            found = connection.execute(wanted.order_by(_W.number)).scalars()
            return [json.loads(each) for each in found]

    def answered(
        self,
        work: Work,
        steps: Iterable[Planned],
        reply: Mapping[str, Any],
        *,
        receipt: str,
        token: str,
        **ticket: Any,
    ) -> None:
        """Record the reply to a message, what it leads to, and the columns of its ticket: all or nothing."""
        with self._database.begin(write=True) as connection:
            done = sql.update(WORK).where(_W.number == work.number, _W.due.is_not(None))
            values = {"reply": json.dumps(reply), "receipt": receipt, "due": None}
            if connection.execute(done.values(**values)).rowcount != 1:
                return
            connection.execute(sql.update(TICKETS).where(_T.id == work.ticket).values(**ticket))
            for step in steps:
                draft = {"draft": step.draft, "token": token, "decided": "open", "receipt": receipt}
                _append(connection, work.ticket, step.action, step, **(draft if step.draft else {}))

    def done(self, work: Work, steps: Iterable[Planned] = (), **ticket: Any) -> None:
        """Record that something is done, what it leads to, and columns of its ticket."""
        with self._database.begin(write=True) as connection:
            connection.execute(sql.update(WORK).where(_W.number == work.number).values(due=None))
            for step in steps:
                _append(connection, work.ticket, step.action, step)
            if ticket:
                connection.execute(sql.update(TICKETS).where(_T.id == work.ticket).values(**ticket))

    def postpone(self, work: Work, seconds: float) -> None:
        """Have something tried again after so many seconds."""
        later = sql.update(WORK).where(_W.number == work.number, _W.due.is_not(None))
        with self._database.begin(write=True) as connection:
            connection.execute(later.values(due=moment(seconds)))

    def authors_after(self, step: Step) -> set[str]:
        """Who of the workers has written to the customer since a step was planned."""
        later = sql.select(_W.content).where(
            _W.ticket == step.ticket, _W.kind == "replied", _W.number > step.number
        )
        with self._database.begin() as connection:
            return {json.loads(each)["author"] for each in connection.execute(later).scalars()}

    def open_drafts(self, ticket: str) -> list[Draft]:
        """The drafts of a ticket that nobody has decided on."""
        return self._drafts(_W.ticket == ticket, _W.decided == "open")

    def draft(self, token: str) -> Draft | None:
        """The draft of a token."""
        return next(iter(self._drafts(_W.token == token)), None)

    def decide(
        self, draft: Draft, decided: Decided, step: Planned | None = None, owner: Owner | None = None
    ) -> bool:
        """Record what became of a draft, what is sent, and who has the ticket then. False where it was
        decided before.
        """
        with self._database.begin(write=True) as connection:
            waiting = sql.update(WORK).where(_W.number == draft.number, _W.decided == "open")
            if connection.execute(waiting.values(decided=decided)).rowcount != 1:
                return False
            if step:
                _append(connection, draft.ticket, step.action, step)
            if owner:
                connection.execute(sql.update(TICKETS).where(_T.id == draft.ticket).values(owner=owner))
            return True

    def waiting(self) -> int:
        """How much is to be done."""
        with self._database.begin() as connection:
            counted = sql.select(sql.func.count()).where(_W.due.is_not(None))
            return int(connection.execute(counted).scalar_one())

    def prune(self, before: str) -> int:
        """Delete the tickets in which nothing happened since a time. Returns their number."""
        with self._database.begin(write=True) as connection:
            old = sql.select(_T.id).where(_T.changed < before)
            connection.execute(sql.delete(WORK).where(_W.ticket.in_(old)))
            deleted = connection.execute(sql.delete(TICKETS).where(_T.changed < before)).rowcount
        if deleted:
            self._database.overwrite_deleted()
        return int(deleted)

    def _touch(self, connection: sql.Connection, happening: Happening) -> None:
        """Lock the ticket, a new one for a new id, so that its rows are numbered in the order of time."""
        row = {"owner": "bot", "details": "{}", "since": 0, "changed": moment()}
        new = self._database.insert(TICKETS).values(id=happening.ticket, **row).on_conflict_do_nothing()
        connection.execute(new)
        change = {"changed": moment()}
        if happening.details:
            change["details"] = json.dumps(dict(happening.details))
        connection.execute(sql.update(TICKETS).where(_T.id == happening.ticket).values(**change))

    def _confirm(self, connection: sql.Connection, happening: Happening) -> None:
        """Mark the step as done of which the desk shows the text: its response may have been lost."""
        steps = sql.select(_W.number, _W.content).where(
            _W.ticket == happening.ticket, _W.kind.in_(_STEPS), _W.due.is_not(None), _W.tries > 0
        )
        for number, stored in connection.execute(steps.order_by(_W.number)).all():
            content = json.loads(stored)
            text, listed = content["text"], with_choices(content["text"], _choices(content))
            if happening.text.split() in (text.split(), listed.split()):
                connection.execute(sql.update(WORK).where(_W.number == number).values(due=None))
                return

    def _work(self, connection: sql.Connection, number: int) -> Work:
        joined = sql.select(WORK, _T.details).join_from(WORK, TICKETS, _W.ticket == _T.id)
        row = connection.execute(joined.where(_W.number == number)).mappings().one()
        content = json.loads(row["content"])
        happening = step = None
        if row["kind"] in _STEPS:
            text, choices, details = content["text"], _choices(content), json.loads(row["details"])
            step = Step(number, row["ticket"], row["kind"], text, choices, details, row["tries"])
        else:
            content["attached"] = tuple(content["attached"])
            happening = Happening(ticket=row["ticket"], key=row["key"], event=row["kind"], **content)
        return Work(number, row["time"], row["tries"], happening, step)

    def _drafts(self, *where: sql.ColumnElement[bool]) -> list[Draft]:
        asked = sql.alias(WORK)
        question = sql.select(asked.c.content).where(
            asked.c.receipt == _W.receipt, asked.c.reply.is_not(None)
        )
        wanted = sql.select(
            _W.number, _W.ticket, question.scalar_subquery(), _W.draft, _W.receipt, _W.decided
        )
        with self._database.begin() as connection:
            found = connection.execute(wanted.where(_W.draft.is_not(None), *where)).all()
        return [Draft(row[0], row[1], json.loads(row[2])["text"], *row[3:]) for row in found]


def _choices(content: Mapping[str, Any]) -> tuple[Choice, ...]:
    return tuple(Choice(*each) for each in content["choices"])


def _append(connection: sql.Connection, ticket: str, kind: str, step: Planned, **values: Any) -> None:
    content = json.dumps({"text": step.text, "choices": step.choices})
    row = {"ticket": ticket, "kind": kind, "content": content, "time": moment(), "due": moment(), **values}
    connection.execute(sql.insert(WORK).values(**row))
