"""Drafts: a worker decides what the customer gets, and it is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk_project.desk import Desk, answers, bot_settings, fresh_database, notes, turn
from django.core import mail
from django.test import Client
from helpdesk.update_ticket import update_ticket

from footnote import load
from footnote.insights.gaps import WRONG_ENTRY_FEEDBACK
from footnote.integrations.django_helpdesk.settings import read_settings
from footnote.journal.store import Store
from footnote.settings import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpdesk.models import Ticket

pytestmark = pytest.mark.filterwarnings("ignore:The default protocol will be changed")

SIZE = "how big are micromets?"


@pytest.fixture
def journal(tmp_path: Path) -> str:
    return str(tmp_path / "journal.sqlite3")


@pytest.fixture
def desk(journal: str) -> Iterator[Desk]:
    """A desk whose queue `support` gets drafts."""
    fresh_database()
    with bot_settings(modes={"support": "draft"}, journal=journal):
        yield Desk()


def decide(desk: Desk, ticket: Ticket, **fields: str) -> None:
    """Wendy presses a button on the draft's page."""
    page = f"/footnote/drafts/{turn(ticket).pk}/"
    assert desk.as_wendy().get(page).status_code == 200
    assert desk.as_wendy().post(page, fields).status_code == 302


def verdicts(journal: str) -> list[tuple[str | None, str | None]]:
    return [(line.entry, line.verdict) for line in Store(journal).lines()]


def test_a_draft_is_a_note_that_the_customer_does_not_see(desk: Desk) -> None:
    """With the whole answer, and where to send it."""
    ticket = desk.ask(SIZE)
    [note] = notes(ticket)
    assert not answers(ticket)
    assert f"/footnote/drafts/{turn(ticket).pk}/" in note.comment
    assert "between 0.2 and 2 millimeters" in desk.staff_page(ticket)
    assert "millimeters" not in desk.page(ticket)
    assert turn(ticket).why == "a draft is waiting"


def test_a_draft_is_sent_by_a_click(desk: Desk, journal: str) -> None:
    """As the bot's answer, and mailed; the bot goes on in the ticket."""
    ticket = desk.ask(SIZE)
    mail.outbox.clear()
    decide(desk, ticket, send="", text=turn(ticket).draft.replace("\n", "\r\n"))
    [answer] = answers(ticket)
    assert answer.comment == turn(ticket).draft
    assert [message.to for message in mail.outbox] == [["ann@customer.example"]]
    assert verdicts(journal) == [("size", "helpful")]
    desk.follow_up(ticket, "how are micromets treated?")
    assert turn(ticket).decided == "open"


def test_a_draft_is_sent_once(desk: Desk, journal: str) -> None:
    """Two workers press the button at a time, or one twice."""
    ticket = desk.ask(SIZE)
    for _ in range(2):
        decide(desk, ticket, send="", text=turn(ticket).draft)
    decide(desk, ticket, reject="", text="")
    assert len(answers(ticket)) == 1
    assert len(verdicts(journal)) == 1


def test_a_changed_draft_is_the_workers_own(desk: Desk, journal: str) -> None:
    """It is counted, and the bot is silent from then on."""
    ticket = desk.ask(SIZE)
    decide(desk, ticket, send="", text="Very small, Ann: at most 2 mm.")
    written = ticket.followup_set.get(comment__startswith="Very small")
    assert (written.user, written.public) == (desk.wendy, True)
    assert verdicts(journal) == [("size", "changed by a worker")]
    desk.follow_up(ticket, SIZE)
    assert turn(ticket).why == "a person has replied"


def test_a_rejected_draft_is_counted(desk: Desk, journal: str) -> None:
    """The customer hears nothing of it."""
    ticket = desk.ask(SIZE)
    decide(desk, ticket, reject="", text=turn(ticket).draft)
    assert (turn(ticket).decided, answers(ticket)) == ("rejected", [])
    assert verdicts(journal) == [("size", "rejected by a worker")]


@pytest.mark.parametrize(
    ("reply", "decided"),
    [
        ("{draft}", "sent"),
        ("Dear Ann, {draft} Yours, Wendy", "sent"),
        ("{half} Call me, Wendy.", "changed"),
        ("I will call you.", "rejected"),
    ],
)
def test_a_worker_who_writes_by_themselves_has_decided(desk: Desk, reply: str, decided: str) -> None:
    """By how much of the draft is in it. An internal remark decides nothing."""
    ticket = desk.ask(SIZE)
    update_ticket(desk.wendy, ticket, comment="Who knows this?", public=False)
    assert turn(ticket).decided == "open"
    draft = turn(ticket).draft
    text = reply.format(draft=draft, half=draft[: len(draft) // 2])
    update_ticket(desk.wendy, ticket, comment=text, public=True)
    assert turn(ticket).decided == decided


def test_what_workers_do_with_drafts_is_a_complaint_in_gaps() -> None:
    """By entry, as what people say."""
    assert {"changed by a worker", "rejected by a worker"} <= WRONG_ENTRY_FEEDBACK


@pytest.mark.parametrize(
    ("mode", "sent"),
    [("answer", True), ("draft", False), ("answer-when-sure 0", True), ("answer-when-sure 1", False)],
)
def test_a_queue_has_a_mode(desk: Desk, mode: str, *, sent: bool) -> None:
    """And a threshold of its own."""
    reply = load("micrometastases").ask(SIZE)
    assert 0 < reply.confidence < 1
    with bot_settings(modes={"support": mode}):
        assert bool(answers(desk.ask(SIZE))) is sent


def test_distress_is_answered_whatever_the_mode(desk: Desk) -> None:
    """Nobody may be reading yet."""
    assert len(answers(desk.ask("I want to die"))) == 1


def test_only_workers_see_drafts(desk: Desk) -> None:
    """Neither customers nor anybody else."""
    page = f"/footnote/drafts/{turn(desk.ask(SIZE)).pk}/"
    assert Client().get(page).status_code in (302, 403)
    assert Client().post(page, {"send": "", "text": "x"}).status_code in (302, 403)
    assert desk.as_wendy().get("/footnote/drafts/999/").status_code == 404


@pytest.mark.parametrize("mode", ["drafts", "answer-when-sure 2", "answer-when-sure often", ""])
def test_a_mode_that_there_is_not_is_a_problem(mode: str) -> None:
    """With what to write."""
    with pytest.raises(SettingsError, match="draft"):
        read_settings({"queues": {"support": "x"}, "modes": {"support": mode}})
