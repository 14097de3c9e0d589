"""Tickets that come by mail, as `get_email` fetches them: only what the customer newly wrote counts."""

from __future__ import annotations

import email
import tomllib
from email import policy
from email.message import EmailMessage
from typing import TYPE_CHECKING
from zlib import crc32

import pytest
from desk_project.desk import ANN, Desk, answers, bot_settings, fresh_database, notes, turn
from helpdesk.models import FollowUp, Ticket
from hypothesis import given, strategies as st
from paths import DATA

from footnote.integrations.django_helpdesk.incoming.messages import parse_message
from footnote.mail import new_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = "how big are micromets?"
OLD = "What are micrometastases? Can a scan find them? Is chemotherapy recommended?"


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An empty desk whose queue `support` has the shipped bank."""
    fresh_database()
    with bot_settings():
        yield Desk()


def mail(
    text: str = "", html: str = "", subject: str = "Question", sender: str = ANN, **headers: str
) -> bytes:
    """A mail to the desk, as plain text, as HTML, or as both."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "support@desk.example", subject
    # A checksum and no hash(), which every process draws anew: mails stand in the names of tests.
    number = crc32(f"{text}\n{html}\n{subject}".encode())
    message["Message-ID"] = headers.pop("id", f"<{number}@customer.example>")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if text:
        message.set_content(text)
    if html and text:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return message.as_bytes()


@pytest.mark.parametrize(
    "content",
    [
        mail(f"Dear team,\n{SIZE}\nKind regards,\nAnn"),
        mail(html=f"<html><body><p>Dear team,</p><p>{SIZE}</p><p>Kind regards,<br>Ann</p></body></html>"),
        mail(text=f"{SIZE}\n", html=f"<p>{SIZE}</p>"),
        mail(html=f"<div>{SIZE}</div><style>p {{color: red}}</style>"),
        mail(f"Hello,\nI am ann@customer.example and this is my question:\n{SIZE}"),
        mail(f"{SIZE}\n\nOn Sun, 22 Nov 2026, Desk <support@desk.example> wrote:\n> {OLD}\n"),
    ],
    ids=["plain", "html", "both", "html with a style", "an address", "with a quote"],
)
def test_a_mail_opens_a_ticket_that_is_answered(desk: Desk, tmp_path: Path, content: bytes) -> None:
    """Whatever program it was written with."""
    desk.get_mail(tmp_path, first=content)
    ticket = Ticket.objects.get()
    assert turn(ticket).reply["entry"] == "size"
    assert len(answers(ticket)) == 1


def reply(text: str = "", html: str = "", sender: str = ANN, **headers: str) -> bytes:
    """A mail that answers the first ticket's."""
    return mail(text, html, f"Re: [support-{Ticket.objects.get().pk}] Question", sender, **headers)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (f"{SIZE}\n\nOn Sun, 22 Nov 2026, Desk <support@desk.example> wrote:\n> {OLD}", ""),
        (f"{SIZE}\n\nOn Sun, 22 Nov 2026 at 10:00,\nDesk <support@desk.example> wrote:\n{OLD}", ""),
        (f"{SIZE}\n\nAm So., 22. Nov. 2026 schrieb Desk <support@desk.example>:\n{OLD}", ""),
        (f"{SIZE}\n\n-----Original Message-----\nFrom: Desk\nSent: Sunday\n\n{OLD}", ""),
        (f"{SIZE}\n\n________________________________\nFrom: Desk\nSent: Sunday\n\n{OLD}", ""),
        (f"{SIZE}\n\nFrom: Desk <support@desk.example>\nSent: Sunday\nTo: Ann\n\n{OLD}", ""),
        (
            "",
            f"<p>{SIZE}</p><div class=gmail_quote>On Sunday Desk wrote:<blockquote>{OLD}</blockquote></div>",
        ),
        ("", f"<div>{SIZE}</div><div id=divRplyFwdMsg><b>From:</b> Desk</div><blockquote>{OLD}</blockquote>"),
        ("", f"<div>{SIZE}<br><br>On Sunday, Desk &lt;support@desk.example&gt; wrote:<br>{OLD}</div>"),
    ],
)
def test_quoted_mail_is_not_asked_again(desk: Desk, tmp_path: Path, text: str, html: str) -> None:
    """The answered mail hangs below it in every program's own way."""
    desk.get_mail(tmp_path, first=mail("Hello there, who is the president of France?"))
    desk.get_mail(tmp_path, second=reply(text, html))
    ticket = Ticket.objects.get()
    assert parse_message(FollowUp.objects.filter(message_id__isnull=False).latest("pk")).body == SIZE
    assert answers(ticket)[0].comment.startswith("Micrometastases are tiny")


def test_quoted_words_of_the_bot_are_not_asked(desk: Desk, tmp_path: Path) -> None:
    """Quoted without any mark, below or above."""
    desk.get_mail(tmp_path, first=mail(SIZE))
    ticket = Ticket.objects.get()
    desk.get_mail(tmp_path, second=reply(f"how are micromets treated?\n\n{answers(ticket)[0].comment}"))
    newest = ticket.followup_set.filter(user=None).latest("pk")
    assert parse_message(newest).body == "how are micromets treated?"
    assert turn(ticket).reply["entry"] == "treatment"


def test_a_reply_is_threaded_under_the_mail_it_answers(desk: Desk, tmp_path: Path) -> None:
    """So that a mail program shows it with the question."""
    from django.core.mail import outbox

    desk.get_mail(tmp_path, first=mail(SIZE, id="<first@customer.example>"))
    assert outbox[-1].extra_headers["In-Reply-To"] == "<first@customer.example>"


def test_a_worker_may_reply_by_mail(desk: Desk, tmp_path: Path) -> None:
    """The desk keeps such a mail without its writer's user."""
    desk.get_mail(tmp_path, first=mail("who is the president"))
    desk.get_mail(tmp_path, second=reply("I will call you.", sender="Wendy <wendy@desk.example>"))
    desk.get_mail(tmp_path, third=reply(SIZE))
    ticket = Ticket.objects.get()
    assert not answers(ticket)
    assert turn(ticket).why == "a person has replied"


def test_a_stranger_who_knows_a_ticket_id_is_not_answered(desk: Desk, tmp_path: Path) -> None:
    """The answer would go to the customer, who has asked nothing; whoever is in copy may ask."""
    desk.get_mail(tmp_path, first=mail("who is the president", Cc="friend@customer.example"))
    desk.get_mail(tmp_path, second=reply(SIZE, sender="eve@evil.example"))
    ticket = Ticket.objects.get()
    assert not answers(ticket)
    desk.get_mail(tmp_path, third=reply(SIZE, sender="friend@customer.example"))
    assert len(answers(ticket)) == 1


def test_text_that_is_not_ascii_is_read(desk: Desk, tmp_path: Path) -> None:
    """Also from a mail that sends its UTF-8 as it is."""
    text = "I don’t understand “micromets”: how big are micromets?"
    raw = f"From: {ANN}\nSubject: Hi\nMessage-ID: <a@x>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
    desk.get_mail(tmp_path, first=raw.encode())
    assert parse_message(FollowUp.objects.get(user=None)).body == text
    assert turn(Ticket.objects.get()).reply["entry"] == "size"


def test_an_out_of_office_reply_starts_no_loop(desk: Desk, tmp_path: Path) -> None:
    """It is no question; two of them, and a person has the ticket."""
    desk.get_mail(tmp_path, first=mail(SIZE))
    away = "I am on holiday until Monday. Your mail is not forwarded."
    for number in range(4):
        desk.get_mail(
            tmp_path, **{f"n{number}": reply(away, Auto_Submitted="auto-replied", id=f"<{number}@x>")}
        )
    ticket = Ticket.objects.get()
    assert (len(answers(ticket)), len(notes(ticket)) <= 2) == (1, True)


def test_a_forwarded_question_is_asked(desk: Desk, tmp_path: Path) -> None:
    """Where nothing stands above it."""
    desk.get_mail(
        tmp_path,
        first=mail(f"-----Original Message-----\nFrom: Bob\nSent: Sunday\n\n{SIZE}", subject="Fwd: hi"),
    )
    assert turn(Ticket.objects.get()).reply["entry"] == "size"


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", b"Subject: x\n\n", mail(html="<p>"), mail("> only a quote")],
    ids=["nothing", "no text", "no body", "an open tag", "only a quote"],
)
def test_an_odd_mail_raises_nothing(desk: Desk, tmp_path: Path, content: bytes) -> None:
    """Empty, broken or only a quotation: no answer, and no error."""
    from django.core.management import call_command

    (tmp_path / "odd.eml").write_bytes(content)
    desk.queue.email_box_type, desk.queue.email_box_local_dir = "local", str(tmp_path)
    desk.queue.allow_email_submission = True
    desk.queue.save()
    call_command("get_email", quiet=True)
    desk.process()
    assert not any(answers(ticket) for ticket in Ticket.objects.all())


MAILS = DATA / "mail"
EXPECTED = tomllib.loads((MAILS / "expected.toml").read_text(encoding="utf-8"))


def treatment(ticket: Ticket) -> str:
    """What became of a ticket's first mail, in the words of `expected.toml`."""
    first = turn(ticket)
    if first.outcome == "silent":
        return "nothing" if first.why == "it asks nothing" else "alone"
    if first.reply["reason"] == "urgent" and answers(ticket) and notes(ticket):
        return "urgent"
    return str(first.reply["entry"]) if answers(ticket) else "note"


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_is_treated_as_a_worker_would(desk: Desk, tmp_path: Path, name: str) -> None:
    """The answer, a note, an alarm, or nothing: for every mail in the folder."""
    desk.get_mail(tmp_path, first=(MAILS / name).read_bytes())
    assert treatment(Ticket.objects.get()) == EXPECTED[name]["outcome"]


def test_what_is_attached_is_named_to_the_worker(desk: Desk, tmp_path: Path) -> None:
    """The bot has not read it."""
    message = email.message_from_bytes(mail("who is the president?"), EmailMessage, policy=policy.default)
    message.add_attachment(b"x", maintype="application", subtype="pdf", filename="report *1*.pdf")
    desk.get_mail(tmp_path, first=message.as_bytes())
    [note] = notes(Ticket.objects.get())
    assert "has not read what is attached: report \\*1\\*.pdf." in note.comment


@given(st.text(max_size=400))
def test_any_text_can_be_parsed(text: str) -> None:
    """What is new in it is part of it, and nothing raises."""
    new = new_text(text)
    assert "".join(new.split()) in "".join(text.split()) or len(new) <= len(text)
