"""Answers that may not be right any more, and banks of several sources: what is said then."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest
from paths import GARDEN

from footnote.bank import Clock, Measures, read_bank
from footnote.dialogue import Bot, plain, where
from footnote.record import replace

if TYPE_CHECKING:
    from footnote.bank import Bank

ROSES = "how do I water roses"
DAY = date(2026, 11, 29)

TEXTS = {
    "checked": "checked {date}",
    "under_review": "Held: {about} Ask {contact}.",
    "changed": "The {kind} changed.",
    "overdue": "Unchecked since {about}.",
    "unchecked": "Never checked.",
}


@pytest.fixture(scope="module")
def garden() -> Bank:
    bank = read_bank(GARDEN)
    texts = MappingProxyType({**bank.language.texts, **TEXTS})
    return replace(bank, language=replace(bank.language, texts=texts))


def answered(bank: Bank) -> str:
    reply = Bot(bank).ask(ROSES)
    assert reply.entry
    return reply.entry


def changed(bank: Bank, entry: str, **values: object) -> Bank:
    """The bank with other values for an entry."""
    entries = {**bank.entries, entry: replace(bank.entries[entry], **values)}
    return replace(bank, entries=MappingProxyType(entries))


def test_an_answer_whose_passage_changed_has_a_notice(garden: Bank) -> None:
    entry = answered(garden)
    before = Bot(garden).ask(ROSES)
    bank = changed(garden, entry, review=garden.entries[entry].cites)
    reply = Bot(bank).ask(ROSES)
    assert reply.text == f"{before.text}\nThe guide changed."
    assert (reply.kind, reply.entry, reply.review) == ("answer", entry, "changed")
    assert before.review == ""
    assert (before.as_dict()["review"], reply.as_dict()["review"]) == (None, "changed")


def test_an_answer_is_held_back_where_the_policy_says_so(garden: Bank) -> None:
    entry = answered(garden)
    bank = changed(garden, entry, review=garden.entries[entry].cites)
    bank = replace(bank, measures=Measures("hold"))
    reply, trace = Bot(bank).explain(ROSES)
    assert (reply.kind, reply.reason, reply.review) == ("decline", "under-review", "changed")
    assert reply.text.startswith(f"Held: {garden.entries[entry].question} Ask {garden.contact}.")
    assert not reply.citations
    assert trace.decision.part == garden.entries[entry].question  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("clock", "measures", "expected"),
    [
        (Clock(reviewed="2026-11-02", every="12 months"), Measures(), ("answer", "", "")),
        (Clock(reviewed="2025-11-29", every="12 months"), Measures(), ("answer", "", "")),  # due today
        (
            Clock(reviewed="2025-11-28", every="12 months"),
            Measures(),
            ("answer", "overdue", "Unchecked since "),
        ),
        (Clock(every="12 months"), Measures(), ("answer", "overdue", "Never checked.")),
        (Clock(reviewed="2020-01-01"), Measures(), ("answer", "", "")),
        (
            Clock(reviewed="2025-11-28", every="1 year"),
            Measures(overdue="hold"),
            ("decline", "overdue", "Held: "),
        ),
        (
            Clock(reviewed="2025-11-28", every="1 year"),
            Measures(overdue="hold", grace="1 day"),
            ("answer", "overdue", "Unchecked since "),
        ),
        (
            Clock(reviewed="2025-11-27", every="1 year"),
            Measures(overdue="hold", grace="1 day"),
            ("decline", "overdue", "Held: "),
        ),
        (Clock(every="1 year"), Measures(overdue="hold", grace="9 years"), ("decline", "overdue", "Held: ")),
    ],
)
def test_an_answer_is_overdue_after_the_day_of_its_review(
    garden: Bank, clock: Clock, measures: Measures, expected: tuple[str, str, str]
) -> None:
    kind, review, said = expected
    bank = replace(garden, clock=clock, measures=measures)
    reply = Bot(bank).on(DAY).ask(ROSES)
    assert (reply.kind, reply.review) == (kind, review)
    assert said in reply.text
    assert any(text in reply.text for text in ("Unchecked", "Never checked", "Held")) == bool(said)


def test_without_a_day_no_answer_is_overdue(garden: Bank) -> None:
    bank = replace(garden, clock=Clock(reviewed="2001-01-01", every="1 day"))
    assert Bot(bank).ask(ROSES).review == ""
    assert Bot(bank).on(DAY).on(None).ask(ROSES).review == ""


def test_a_citation_says_when_its_answer_was_checked(garden: Bank) -> None:
    entry = answered(garden)
    bank = replace(garden, clock=Clock(reviewed="2026-11-02"))
    (cited, *_) = Bot(bank).ask(ROSES).citations
    assert cited.checked == "2026-11-02"
    assert "checked 2 November 2026" in where(cited, bank.language).replace(".", "")
    assert "checked 2 November 2026" in plain(Bot(bank).ask(ROSES), bank.language).replace(".", "")
    own = changed(bank, entry, clock=Clock(reviewed="2026-11-20"))
    assert Bot(own).ask(ROSES).citations[0].checked == "2026-11-20"


def test_of_several_questions_only_the_answer_that_is_under_review_is_held_back(garden: Bank) -> None:
    both = "do roses need water? do tulips need water?"
    entries = Bot(garden).ask(both).entries
    assert len(entries) == 2
    bank = changed(garden, entries[0], review=garden.entries[entries[0]].cites)
    bank = replace(bank, measures=Measures("hold"))
    reply = Bot(bank).ask(both)
    assert (reply.kind, reply.entries, reply.review) == ("answer", entries[1:], "changed")
    assert f"Held: {garden.entries[entries[0]].question}" in reply.text
