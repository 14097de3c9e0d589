"""`footnote journal erase`: what is stored of a person shown, and deleted where that is confirmed."""

from __future__ import annotations

import os
import re
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from footnote.cli.exit_codes import Status
from footnote.errors import JournalError
from footnote.text import printable

from .addresses import JOURNAL, address_of, opened, readable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from footnote.desks import StoredConversation
    from footnote.desks.answering.erasure import StoredTicket
    from footnote.journal import Line, Search

CONVERSATIONS = "FOOTNOTE_HANDOFF_DATABASE"
"""The environment variable that names the database of the conversations that were handed over."""

KINDS = ("conversations", "tickets", "journal lines")
"""What is erased, in the order of `Found`."""

BEFORE_HANDOFF = timedelta(days=1)
"""How long before its handoff a conversation may have begun."""

CLOCK_SKEW = timedelta(minutes=1)
"""By how much the clocks of replicas may differ."""

_MARK = re.compile(r"\\\[[a-z\\-]+\\\]")
"""A mark such as [name], escaped for a pattern: it stands for what was redacted."""


class Found(NamedTuple):
    """What is stored of a person."""

    conversations: Sequence[StoredConversation]
    tickets: Sequence[StoredTicket]
    lines: Sequence[Line]


def add_options(command: argparse.ArgumentParser) -> None:
    """What is known of the person, and where it is looked for."""
    command.add_argument(
        "texts",
        metavar="TEXT",
        nargs="+",
        help="A name, an e-mail address, words somebody wrote, a receipt, or the number of a ticket.",
    )
    command.add_argument(
        "--conversations",
        metavar="ADDRESS",
        help="The database of the conversations that were handed over, where it is not the journal's; "
        f"by default, the value of {CONVERSATIONS}.",
    )
    command.add_argument("--yes", action="store_true", help="Erase without asking.")


def erase(arguments: argparse.Namespace) -> int:
    """0 where something was erased, 1 where nothing was: nothing was found, or it was not confirmed."""
    from footnote.journal import Search

    journal, conversations = _addresses(arguments)
    found = _find(journal, conversations, Search(arguments.texts))
    for line in _shown(found):
        print(line)
    if not any(found):
        print("nothing found; a line without the words of a question can be found by its receipt only")
        return Status.NOT_ANSWERED
    if not (arguments.yes or _is_confirmed()):
        print("nothing was erased")
        return Status.NOT_ANSWERED
    _erase(journal, conversations, found)
    print(f"erased: {', '.join(f'{kind}: {len(some)}' for kind, some in zip(KINDS, found, strict=True))}")
    if found.conversations or found.tickets:
        print("the desk has copies of its own, and so have backups: erase the person there too")
    return Status.ANSWERED


def _addresses(arguments: argparse.Namespace) -> tuple[str, str]:
    """The addresses of the journal ("" where there is none) and of the conversations."""
    conversations = arguments.conversations or os.environ.get(CONVERSATIONS, "")
    if conversations and not (arguments.journal or os.environ.get(JOURNAL)):
        return "", conversations
    journal = address_of(arguments)
    return journal, conversations or journal


def _find(journal: str, conversations: str, search: Search) -> Found:
    from footnote.desks import Erasure
    from footnote.desks.answering.erasure import TicketErasure

    erasure, ticket_erasure = Erasure(conversations), TicketErasure(conversations)
    with readable(erasure.UNREACHABLE):
        stored, tickets = erasure.find(search), ticket_erasure.find(search)
    if not journal:
        return Found(stored, tickets, ())
    receipts = {receipt for ticket in tickets for receipt in ticket.receipts}
    with opened(journal) as store:
        lines = [
            line
            for line in store.lines()
            if line.receipt in receipts
            or search.finds(line.receipt, line.question)
            or any(_is_of(line, each) for each in stored)
        ]
    return Found(stored, tickets, lines)


def _is_of(line: Line, stored: StoredConversation) -> bool:
    """Whether a line is one of a conversation's, by its words and its time."""
    if line.question is None or line.bank != stored.conversation.bank:
        return False
    started, changed = map(datetime.fromisoformat, (stored.conversation.started, stored.changed))
    if not started - BEFORE_HANDOFF <= datetime.fromisoformat(line.time) <= changed + CLOCK_SKEW:
        return False
    pattern = _MARK.sub(".+?", re.escape(_first_line(line.question)))
    return any(re.fullmatch(pattern, _first_line(asked)) for asked in stored.asked)


def _first_line(text: str) -> str:
    lines = printable(text).strip().split("\n")
    return lines[0].strip()


def _shown(found: Found) -> Iterator[str]:
    for conversation, messages, waiting, _, _ in found.conversations:
        name, email = conversation.person
        who = printable(" ".join(filter(None, (name, f"<{email}>" if email else "")))) or "nobody named"
        late = f", {waiting} not at the desk yet" if waiting else ""
        what = f"conversation {conversation.number}, {_time(conversation.started)}, {who}"
        yield f"{what}: messages: {messages}{late}"
    for ticket in found.tickets:
        yield f"ticket {ticket.id}, {_time(ticket.changed)}: rows: {ticket.rows}"
    for line in found.lines:
        words = printable(line.question).replace("\n", " ") if line.question else "(no words stored)"
        yield f"line {line.receipt}, {_time(line.time)}, {line.bank}: {words[:200]}"


def _time(stamp: str) -> str:
    return stamp[:16].replace("T", " ")


def _is_confirmed() -> bool:
    """Whether somebody types `yes`. Raises JournalError where nobody can."""
    if sys.stdin is None or not sys.stdin.isatty():
        raise JournalError("nothing was erased: write --yes to erase what is listed")
    print("Erase all of this for good? Type yes: ", end="", flush=True)
    return sys.stdin.readline().strip().casefold() == "yes"


def _erase(journal: str, conversations: str, found: Found) -> None:
    """The lines first: some of them are found by their conversation only."""
    from footnote.desks import Erasure
    from footnote.desks.answering.erasure import TicketErasure

    if journal:
        with opened(journal) as store:
            store.erase([line.receipt for line in found.lines])
    erasure = Erasure(conversations)
    with readable(erasure.UNREACHABLE):
        erasure.erase([each.conversation.id for each in found.conversations])
        TicketErasure(conversations).erase([each.id for each in found.tickets])
