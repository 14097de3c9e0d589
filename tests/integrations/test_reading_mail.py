"""Mails as desks get them: which a program sent, and what their senders wrote. The mails are our own."""

from __future__ import annotations

import email
import tomllib
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import desk_project.ready  # noqa: F401 (skips where the extra is absent)
import pytest
from hypothesis import given, strategies as st
from paths import DATA

from footnote.mail import is_forward, new_text, plain_subject, read_mail

MAILS = DATA / "mail"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((MAILS / "expected.toml").read_text(encoding="utf-8"))


def message(path: Path) -> EmailMessage:
    """The mail in a file."""
    return email.message_from_bytes(path.read_bytes(), EmailMessage, policy=policy.default)


def test_every_mail_has_its_line() -> None:
    """Sixty and more."""
    assert {path.name for path in MAILS.glob("*.eml")} == EXPECTED.keys()
    assert len(EXPECTED) >= 60


@pytest.mark.parametrize("name", EXPECTED)
def test_a_mail_is_read_as_a_worker_would(name: str) -> None:
    """What is new in it, what is attached, and whether a person wrote it."""
    read, expected = read_mail(message(MAILS / name)), EXPECTED[name]
    assert read.automatic == expected.get("automatic", "")
    if "text" in expected:
        assert read.text == expected["text"]
    assert list(read.attachments) == expected.get("attachments", [])


@pytest.mark.parametrize(
    ("subject", "plain", "forward"),
    [
        ("Re: Question", "Question", False),
        ("AW: WG: Frage", "Frage", False),
        ("Fwd: nodes", "nodes", True),
        ("RE[2]: nodes", "nodes", False),
        ("回复：nodes", "nodes", False),
        ("How big: 2 mm?", "How big: 2 mm?", False),
    ],
)
def test_a_subject_without_what_programs_put_before_it(subject: str, plain: str, *, forward: bool) -> None:
    """In several languages."""
    assert (plain_subject(subject), is_forward(subject)) == (plain, forward)


DESK = "\u202aDesk\u202c\u200f <\u202adesk@a.example\u202c\u200f>"


@pytest.mark.parametrize(
    "introduction",
    [
        f"\u202bבתאריך יום א׳, 29 בנוב׳ 2026 ב-10:00 מאת {DESK}:\u202c",
        f"\u202bבתאריך יום א׳, 29 בנוב׳ 2026 ב-10:00\u202c\n\u202bמאת {DESK}:\u202c",
        f"\u202bفي الأحد، ٢٩ نوفمبر ٢٠٢٦ في ١٠:٠٠ ص تمت كتابة ما يلي بواسطة {DESK}:\u202c",
        "\u200fفي 29 نوفمبر 2026، كتب Desk\u200f:\u200f",
        f"\u202bدر تاریخ یکشنبه ۲۹ نوامبر ۲۰۲۶،\u200f ۱۰:۰۰ {DESK} نوشت:\u202c",
        "\u2067On 29 Nov 2026, \u2068Desk\u2069 wrote:\u2069",
    ],
)
def test_marks_of_direction_hide_no_quoted_mail(introduction: str) -> None:
    """Gmail writes them around lines in Hebrew, Arabic and Persian, and around addresses in these."""
    assert new_text(f"And how big?\n\n{introduction}\n\n\u202b> They are small.\u202c\n") == "And how big?"
    assert new_text("And how big?\n\u202b> They are small.\u202c\nOr not?") == "And how big?\nOr not?"


@pytest.mark.parametrize(
    "text",
    [
        "How big are they?\nI read 2 mm somewhere.",
        "My doctor said: from 0.2 to 2 mm. Is that right?",
        "Thanks for the first answer. Is it cancer?\nAnn",
        "To: me it matters a lot\nhow big are they?",
        "Here is what I wrote in 2024: how big are they?",
        "Is this virus related?",
        "-- is that a dash?\nhow big are they?",
        "Regards the size: how big are they?",
        "Best\nhow big are the biggest ones then, please?",
    ],
)
def test_what_only_looks_like_a_quote_or_a_signature_is_kept(text: str) -> None:
    """A question that is lost is worse than a signature that is read."""
    assert new_text(text) == text


@given(st.text(max_size=600))
def test_any_text_can_be_read(text: str) -> None:
    """What comes out is part of it."""
    assert set(new_text(text).split()) <= set(text.replace(">", " ").split()) | set(text.split())


@given(st.binary(max_size=600))
def test_any_bytes_can_be_read(content: bytes) -> None:
    """As a mail, whatever they are."""
    read_mail(email.message_from_bytes(content, EmailMessage, policy=policy.default))


@pytest.mark.parametrize("unit", ["> ", "a ", "From: x\n", "On 1 <a@b> ", "-", "\n", "<div>", "x@"])
def test_a_mail_of_one_thing_again_and_again_is_read_soon(unit: str) -> None:
    """However long; without a clock: it ends."""
    new_text(unit * 50_000)
