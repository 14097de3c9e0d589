"""The conversations that were handed over, in the journal's database or one of their own.

What a person writes waits in the table of messages until the desk has it, so that no fault of the desk costs
a message; what a desk sends is stored once, by its key.
"""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql

from footnote.journal import Database
from footnote.text import printable

from . import tables
from .records import Conversation, Incoming, Message, Outgoing, Person, Ticket, UnknownTicket
from .tables import CONVERSATIONS, MESSAGES, TABLES, is_due, moment
from .texts import line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .records import Author, Status

_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Letters and digits of references: none that look alike, and no vowels that make words."""

_C, _M = CONVERSATIONS.c, MESSAGES.c
_MESSAGE = (_M.number, _M.author, _M.name, _M.text, _M.time)


class ConversationStore:
    """The tables of conversations. Its methods raise SQLAlchemy's errors where the database fails."""

    UNREACHABLE = (sql.exc.SQLAlchemyError, OSError)

    def __init__(self, address: str) -> None:
        """Raises JournalError for an address that cannot be used."""
        self._database = Database(address, TABLES)

    def start(self, bank: str, person: Person, packet: Mapping[str, Any], text: str) -> Conversation:
        """Store a conversation, and its packet to be sent. It is on the disk on return."""
        now = moment()
        reference = "".join(secrets.choice(_ALPHABET) for _ in range(8))
        conversation = Conversation(
            secrets.token_urlsafe(24), reference, bank, person, "waiting", Ticket("", ""), now
        )
        row = {"id": conversation.id, "reference": reference, "bank": bank, **person._asdict()}
        with self._database.begin(write=True) as connection:
            connection.execute(
                sql.insert(CONVERSATIONS).values(**row, status="waiting", number="", started=now, changed=now)
            )
            self._append(connection, conversation.id, "person", text, packet=json.dumps(packet), due=now)
        return conversation

    def write(self, id: str, text: str, key: str | None = None) -> int:
        """Store a later message of the person, to be sent. Returns its number, which is 0 where a message
        with this key is stored already.
        """
        with self._database.begin(write=True) as connection:
            self._touch(connection, id)
            known = key and connection.execute(sql.select(_M.number).where(_M.key == f"{id}:{key}")).first()
            if known:
                return 0
            stored_key = f"{id}:{key}" if key else None
            return self._append(connection, id, "person", text, due=moment(), key=stored_key)

    def reopen(self, id: str, text: str) -> None:
        """Hand a conversation over again that was handed back: its ticket gets the text."""
        with self._database.begin(write=True) as connection:
            self._touch(connection, id)
            self._append(connection, id, "person", text, due=moment(), key=None)
            self._set_status(connection, id, "open")

    def receive(self, event: Incoming) -> str:
        """Store what happened at the desk. Returns the conversation's id; "" for an event that is stored
        already. Raises UnknownTicket.
        """
        key, name = f"desk:{line(event.key)}", line(event.name)
        with self._database.begin(write=True) as connection:
            id = _id_of(connection, line(event.ticket))
            status: Status = "returned" if event.event == "returned" else "taken"
            before = self._touch(connection, id)
            if connection.execute(sql.select(_M.number).where(_M.key == key)).first():
                return ""
            if event.event == "reply":
                self._append(connection, id, "team", printable(event.text), name=name, key=key)
            if before != status:
                status_key = None if event.event == "reply" else key
                self._set_status(connection, id, status, name, key=status_key)
            return id

    def hand_back(self, id: str) -> None:
        """Record that the person has the bot again: the status is `returned`."""
        with self._database.begin(write=True) as connection:
            if self._touch(connection, id) != "returned":
                self._set_status(connection, id, "returned")

    def get(self, id: str) -> Conversation | None:
        """The conversation of an id."""
        with self._database.begin() as connection:
            row = connection.execute(sql.select(CONVERSATIONS).where(_C.id == id)).first()
        return conversation_from(row._asdict()) if row else None

    def messages(self, id: str, after: int = 0) -> list[Message]:
        """The messages of a conversation after the one of this number, and the changes of its status."""
        found = self.get_with_messages(id, after)
        return found[1] if found else []

    def get_with_messages(self, id: str, after: int = 0) -> tuple[Conversation, list[Message]] | None:
        """A conversation and its messages after a number, read by one statement.

        Read by two, a change of the status between them is in the messages and not in the conversation; who
        has seen its message never asks for it again.
        """
        newer = sql.and_(_M.conversation == _C.id, _M.number > after, _M.packet.is_(None))
        both = sql.select(CONVERSATIONS, *_MESSAGE).join_from(CONVERSATIONS, MESSAGES, newer, isouter=True)
        with self._database.begin() as connection:
            found = connection.execute(both.where(_C.id == id).order_by(_M.number))
            rows = found.mappings().all()
        if not rows:
            return None
        messages = [Message(*(row[column] for column in _MESSAGE)) for row in rows]
        return _conversation_of(rows[0]), [message for message in messages if message.number is not None]

    def changed_since(self, time: str) -> set[str]:
        """The ids of the conversations that changed since a time."""
        with self._database.begin() as connection:
            return set(connection.execute(sql.select(_C.id).where(_C.changed >= time)).scalars())

    def claim(self) -> Outgoing | None:
        """A message that is due to be sent, which belongs to this process for `tables.LEASE` seconds.

        Of a conversation only the first that the desk does not have: they arrive in order.
        """
        earlier = sql.alias(MESSAGES)
        is_first = ~sql.exists().where(
            earlier.c.conversation == _M.conversation,
            earlier.c.due.is_not(None),
            earlier.c.number < _M.number,
        )
        with self._database.begin(write=True) as connection:
            has_come = is_due(_M.due)
            due = sql.select(_M.number, _M.tries).where(has_come, is_first).order_by(_M.due).limit(8)
            for number, tries in connection.execute(due).all():
                mine = sql.update(MESSAGES).where(_M.number == number, _M.tries == tries, has_come)
                claimed = mine.values(tries=tries + 1, due=moment(tables.LEASE))
                if connection.execute(claimed).rowcount == 1:
                    return _outgoing(connection, number)
        return None

    def delivered(self, message: Outgoing, ticket: Ticket | None = None) -> None:
        """Record that the desk has a message, and the ticket that it opened."""
        id = message.conversation.id
        with self._database.begin(write=True) as connection:
            self._touch(connection, id)
            sent = sql.update(MESSAGES).where(_M.number == message.number)
            connection.execute(sent.values(due=None))
            if ticket:
                change = {"ticket": ticket.id, "number": ticket.number}
                connection.execute(sql.update(CONVERSATIONS).where(_C.id == id).values(**change))
                self._set_status(connection, id, "open")

    def postpone(self, message: Outgoing, seconds: float) -> None:
        """Have a message tried again after so many seconds."""
        later = sql.update(MESSAGES).where(_M.number == message.number, _M.due.is_not(None))
        with self._database.begin(write=True) as connection:
            connection.execute(later.values(due=moment(seconds)))

    def waiting(self) -> int:
        """The number of messages that the desk does not have yet."""
        with self._database.begin() as connection:
            counted = sql.select(sql.func.count()).where(_M.due.is_not(None))
            return int(connection.execute(counted).scalar_one())

    def prune(self, before: str) -> int:
        """Delete the conversations that did not change since a time, but for those with messages that still
        wait. Returns their number.
        """
        waiting = sql.select(_M.conversation).where(_M.due.is_not(None))
        with self._database.begin(write=True) as connection:
            old = sql.select(_C.id).where(_C.changed < before, _C.id.not_in(waiting))
            connection.execute(sql.delete(MESSAGES).where(_M.conversation.in_(old)))
            deleted = connection.execute(
                sql.delete(CONVERSATIONS).where(_C.changed < before, _C.id.not_in(waiting))
            ).rowcount
        if deleted:
            self._database.overwrite_deleted()
        return int(deleted)

    def _touch(self, connection: sql.Connection, id: str) -> str:
        """Lock a conversation until the transaction ends, so that its messages are numbered in the order in
        which they can be read. Returns its status.
        """
        connection.execute(sql.update(CONVERSATIONS).where(_C.id == id).values(changed=moment()))
        return str(connection.execute(sql.select(_C.status).where(_C.id == id)).scalar_one())

    def _set_status(
        self, connection: sql.Connection, id: str, status: Status, name: str = "", key: str | None = None
    ) -> None:
        connection.execute(sql.update(CONVERSATIONS).where(_C.id == id).values(status=status))
        self._append(connection, id, "status", status, name=name, key=key)

    def _append(self, connection: sql.Connection, id: str, author: Author, text: str, **values: Any) -> int:
        row = {"conversation": id, "author": author, "text": text, "time": moment(), **values}
        inserted = connection.execute(sql.insert(MESSAGES).values(**row))
        return int((inserted.inserted_primary_key or (0,))[0])


def _id_of(connection: sql.Connection, ticket: str) -> str:
    """The conversation with this ticket, or with this number. Raises UnknownTicket."""
    for column in (_C.ticket, _C.number):
        found = connection.execute(sql.select(_C.id).where(column == ticket).limit(2)).scalars().all()
        if len(found) == 1:
            return str(found[0])
        if found:
            raise UnknownTicket("more than one conversation has this ticket")
    raise UnknownTicket("no conversation has this ticket")


def _outgoing(connection: sql.Connection, number: int) -> Outgoing:
    joined = sql.select(MESSAGES, CONVERSATIONS).join_from(MESSAGES, CONVERSATIONS, _M.conversation == _C.id)
    row = connection.execute(joined.where(_M.number == number)).mappings().one()
    packet = _packet_of(row[_M.packet]) if row[_M.packet] else None
    return Outgoing(row[_M.number], _conversation_of(row), row[_M.text], packet, row[_M.time], row[_M.tries])


def _conversation_of(row: sql.RowMapping) -> Conversation:
    """The conversation in a row that has columns of both tables."""
    return conversation_from({column.name: row[column] for column in _C})


def conversation_from(row: Mapping[str, Any]) -> Conversation:
    ticket = Ticket(row["ticket"] or "", row["number"])
    person = Person(row["name"], row["email"])
    return Conversation(
        row["id"], row["reference"], row["bank"], person, row["status"], ticket, row["started"]
    )


def _packet_of(stored: str) -> dict[str, Any]:
    """A stored packet; one without turns where it is damaged: the message has the conversation as text."""
    try:
        packet = json.loads(stored)
    except ValueError:
        return {"turns": []}
    return packet if isinstance(packet, dict) and "turns" in packet else {"turns": []}
