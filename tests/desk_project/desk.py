"""Test helper: a help desk in this process, and what customers and workers do in its pages."""

from __future__ import annotations

import json
import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from desk_project import ready  # noqa: F401 (before anything of Django's)

# isort: split
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import setup_test_environment
from helpdesk.models import FollowUp, Queue, Ticket

from footnote.integrations.django_helpdesk.models import Turn

if TYPE_CHECKING:
    from collections.abc import Iterator

_pristine: list[sqlite3.Connection] = []


def fresh_database() -> None:
    """The database as `migrate` leaves it. Made once; then copied, in a millisecond."""
    if not _pristine:
        setup_test_environment()
        call_command("migrate", verbosity=0)
        call_command("loaddata", "emailtemplate.json", verbosity=0)
        _pristine.append(sqlite3.connect(":memory:"))
        connection.connection.backup(_pristine[0])
    connection.ensure_connection()
    _pristine[0].backup(connection.connection)
    mail.outbox.clear()


@dataclass
class Desk:
    """A desk with the queue `support`, the worker Wendy and the customer Ann."""

    queue: Queue = field(default_factory=lambda: new_queue("support"))
    wendy: Any = field(default_factory=lambda: worker("wendy"))
    customer: Client = field(default_factory=Client)

    def submit(self, body: str, title: str = "Help", queue: Queue | None = None) -> Ticket:
        """Ann opens a ticket by the public form."""
        form = {
            "queue": (queue or self.queue).pk,
            "title": title,
            "body": body,
            "priority": 3,
            "submitter_email": ANN,
        }
        response = self.customer.post("/tickets/submit/", form)
        assert response.status_code == 302, response.content
        return Ticket.objects.latest("pk")

    def ask(self, body: str, title: str = "Help", queue: Queue | None = None) -> Ticket:
        """Ann opens a ticket, and it is processed."""
        ticket = self.submit(body, title, queue)
        self.process()
        return ticket

    def follow_up(self, ticket: Ticket, text: str, sender: str = "") -> None:
        """Ann (or another) answers a mail of the ticket, and it is processed."""
        name = f"Re: {ticket.ticket} {ticket.title}"
        mail = f"From: {sender or ANN}\nSubject: {name}\nMessage-ID: <{uuid4()}@x>\n\n{text}\n"
        with TemporaryDirectory() as folder:
            self.get_mail(Path(folder), reply=mail.encode())

    def work(self, ticket: Ticket, text: str = "", **more: Any) -> None:
        """Wendy writes in a ticket or changes it, on the workers' page."""
        ticket.refresh_from_db()
        form = {"comment": text, "public": 1, "title": ticket.title, "queue": ticket.queue_id}
        form |= {"priority": ticket.priority, "new_status": ticket.status, **more}
        response = self.as_wendy().post(
            f"/tickets/{ticket.pk}/update/", {k: v for k, v in form.items() if v is not None}
        )
        assert response.status_code == 302, response.content

    def as_wendy(self) -> Client:
        """A browser in which Wendy is logged in."""
        client = Client()
        client.force_login(self.wendy)
        return client

    def process(self) -> None:
        """`manage.py footnote_answer`."""
        call_command("footnote_answer", verbosity=0)

    def page(self, ticket: Ticket) -> str:
        """The ticket as Ann sees it."""
        link = {"ticket": ticket.ticket_for_url, "email": ANN, "key": ticket.secret_key}
        return str(self.customer.get("/view/", link).content, "utf-8")

    def staff_page(self, ticket: Ticket) -> str:
        """The ticket as Wendy sees it."""
        return str(self.as_wendy().get(f"/tickets/{ticket.pk}/").content, "utf-8")

    def get_mail(self, folder: Path, **mails: bytes) -> None:
        """Mails are fetched, as by `manage.py get_email`, and processed."""
        for name, content in mails.items():
            (folder / f"{name}.eml").write_bytes(content)
        boxes = {
            "allow_email_submission": True,
            "email_box_type": "local",
            "email_box_local_dir": str(folder),
        }
        Queue.objects.filter(pk=self.queue.pk).update(
            **boxes, email_box_last_check=None, email_box_interval=0
        )
        call_command("get_email", quiet=True)
        assert not list(folder.iterdir()), "the desk has not fetched the mail"
        self.process()


ANN = "ann@customer.example"


def new_queue(slug: str, **more: Any) -> Queue:
    """A queue that takes tickets from the public."""
    address = f"{slug}@desk.example"
    return Queue.objects.create(
        title=slug.title(), slug=slug, allow_public_submission=True, email_address=address, **more
    )


def worker(name: str) -> Any:
    """A person of the desk."""
    return get_user_model().objects.create_user(name, f"{name}@desk.example", "secret", is_staff=True)


def answers(ticket: Ticket) -> list[FollowUp]:
    """The bot's public follow-ups in a ticket."""
    return list(ticket.followup_set.filter(user__username="footnote", public=True))


def notes(ticket: Ticket) -> list[FollowUp]:
    """The bot's private follow-ups in a ticket."""
    return list(ticket.followup_set.filter(user__username="footnote", public=False))


def turn(ticket: Ticket) -> Turn:
    """The row of the last message of a ticket."""
    last: Turn = Turn.objects.filter(talk__ticket=ticket).latest("pk")
    return last


@contextmanager
def bot_settings(**settings: Any) -> Iterator[None]:
    """Sets FOOTNOTE inside the block."""
    with override_settings(FOOTNOTE={"queues": {"support": "micrometastases"}, "thread": False, **settings}):
        yield


def bank_file(folder: Path, id: str, question: str, wording: str, answer: str) -> str:
    """The path of a bank of one entry, written for the test."""
    passage = {
        "section": "Guide",
        "place": "paragraph 1, sentence 1",
        "fragment": ["Some", "words."],
        "sha256": "0" * 64,
    }
    bank = {
        "schema": 1,
        "id": id,
        "title": id.title(),
        "language": "english",
        "notice": "This is general information.",
        "contact": "the desk",
        "source": {
            "title": id.title(),
            "publisher": "Us",
            "url": "https://us.example/guide",
            "updated": "2025-01-02",
        },
        "passages": {"P1": passage},
        "entries": [
            {
                "id": "one",
                "question": question,
                "wordings": [wording, question],
                "answer": answer,
                "cites": ["P1"],
            }
        ],
    }
    path = folder / f"{id}.yaml"
    path.write_text(json.dumps(bank))  # JSON is YAML
    return str(path)
