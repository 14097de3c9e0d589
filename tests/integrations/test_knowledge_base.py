"""The knowledge base: up to date with the bank after every run, without changing what people wrote."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from desk_project.desk import Desk, bot_settings, fresh_database
from django.core.management import CommandError, call_command
from django.test import Client
from helpdesk.models import KBCategory, KBItem

from footnote.bank import Bank
from footnote.integrations.django_helpdesk.knowledge_base import pages, plan, sync, truncate
from footnote.integrations.django_helpdesk.models import BankItem
from footnote.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    import footnote

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An empty desk whose queue `support` has the shipped bank."""
    fresh_database()
    with bot_settings():
        yield Desk()


def deeds(bank: Bank, *, dry_run: bool = False) -> dict[str, str]:
    """What one sync did, by entry."""
    return {step.entry: step.action for step in sync(bank, None, dry_run=dry_run)}


def edited(bank: Bank, entry: str, answer: str) -> Bank:
    """The bank with another answer to one entry."""
    return replace(bank, entries={**bank.entries, entry: replace(bank.entries[entry], answer=answer)})


def without(bank: Bank, entry: str) -> Bank:
    """The bank without one entry."""
    return replace(bank, entries={id: each for id, each in bank.entries.items() if id != entry})


def item(entry: str) -> KBItem:
    """The item of an entry."""
    return BankItem.objects.get(entry=entry).item


def test_every_entry_becomes_an_item(desk: Desk, shipped: footnote.Bot) -> None:
    """In the order of the bank, under its queue, with its sources as links."""
    call_command("footnote_sync_kb", verbosity=0)
    category = KBCategory.objects.get()
    assert (category.slug, category.queue) == ("micrometastases", desk.queue)
    assert [each.question for each in KBItem.objects.all()] == [
        e.question for e in shipped.bank.entries.values()
    ]
    page = Client().get("/kb/micrometastases/").content.decode()
    assert 'href="https://www.breastcancer.org/types/micrometastases#:~:text=' in page
    assert "between 0.2 and 2 millimeters [1]" in page


def test_a_second_run_changes_nothing(garden: Bank) -> None:
    """Nor a third."""
    assert set(deeds(garden).values()) == {"add"}
    before = list(KBItem.objects.values())
    assert deeds(garden) == deeds(garden) == {}
    assert list(KBItem.objects.values()) == before


def test_what_changed_in_the_bank_changes_here(garden: Bank) -> None:
    """That item, with its date, and no other."""
    deeds(garden)
    old = item("roses")
    assert deeds(edited(garden, "roses", "Every evening [1].")) == {"roses": "change"}
    assert item("roses").answer.startswith("Every evening")
    assert item("roses").pk == old.pk
    assert item("roses").last_updated > old.last_updated


def test_an_entry_that_is_gone_is_disabled_and_comes_back(garden: Bank) -> None:
    """Its votes, and the links to it, stay."""
    deeds(garden)
    KBItem.objects.filter(pk=item("roses").pk).update(votes=3)
    assert deeds(without(garden, "roses")) == {"roses": "disable"}
    assert (item("roses").enabled, item("roses").votes) == (False, 3)
    assert deeds(without(garden, "roses")) == {}
    assert deeds(garden) == {"roses": "enable"}
    assert item("roses").enabled


def test_an_item_that_a_person_edited_is_kept(garden: Bank) -> None:
    """Whatever becomes of the bank; the command says so each time."""
    deeds(garden)
    KBItem.objects.filter(pk=item("roses").pk).update(answer="Ask Walt.")
    assert deeds(edited(garden, "roses", "Every evening [1].")) == {"roses": "keep"}
    assert item("roses").answer == "Ask Walt."


def test_an_item_that_a_person_disabled_stays_so(garden: Bank) -> None:
    """Even where its answer changes."""
    deeds(garden)
    KBItem.objects.filter(pk=item("roses").pk).update(enabled=False)
    deeds(edited(garden, "roses", "Every evening [1]."))
    assert not item("roses").enabled


def test_line_ends_are_no_edit(garden: Bank) -> None:
    """Saving an item's form unchanged, as the admin does, is none either."""
    deeds(garden)
    KBItem.objects.filter(pk=item("roses").pk).update(answer=item("roses").answer.replace("\n", "\r\n"))
    assert deeds(garden) == {}


def test_items_and_categories_of_people_are_never_touched(garden: Bank) -> None:
    """Not in a category of the bank's own name, nor in the bank's category."""
    theirs = KBCategory.objects.create(name="g", title="g", slug="garden", description="d")
    KBItem.objects.create(category=theirs, title="When do roses need water?", question="?", answer="!")
    deeds(garden)
    ours = item("roses").category
    KBItem.objects.create(category=ours, title="By hand", question="?", answer="!")
    before = list(KBItem.objects.exclude(pk__in=BankItem.objects.values("item")).values())
    deeds(edited(without(garden, "tulips"), "roses", "Every evening [1]."))
    assert ours.slug == "garden-bot"
    assert list(KBItem.objects.exclude(pk__in=BankItem.objects.values("item")).values()) == before


def test_an_item_that_a_person_deleted_is_made_again(garden: Bank) -> None:
    """To have it gone, disable it."""
    deeds(garden)
    item("roses").delete()
    assert deeds(garden) == {"roses": "add"}


def test_a_dry_run_says_the_same_and_does_nothing(garden: Bank) -> None:
    """Before anything is there, and after."""
    assert deeds(garden, dry_run=True) == dict.fromkeys(garden.entries, "add")
    assert not KBCategory.objects.exists()
    deeds(garden)
    assert deeds(without(garden, "roses"), dry_run=True) == {"roses": "disable"}
    assert item("roses").enabled


def test_the_command_says_what_it_changed(capsys: pytest.CaptureFixture[str], shipped: footnote.Bot) -> None:
    """A line for each change, and a sum."""
    call_command("footnote_sync_kb", dry_run=True)
    total = len(shipped.bank.entries)
    assert capsys.readouterr().out.endswith(f"{total} added (dry run: nothing is changed)\n")
    call_command("footnote_sync_kb", verbosity=0)
    KBItem.objects.filter(pk=item("size").pk).update(answer="Ask Walt.")
    BankItem.objects.filter(entry="origin").delete()
    capsys.readouterr()
    call_command("footnote_sync_kb")
    assert capsys.readouterr().out == (
        "! size: edited by a person: left unchanged\n"
        f"+ origin: {shipped.bank.entries['origin'].question}\n"
        f"micrometastases: 1 kept, 1 added, {total - 2} unchanged\n"
    )


def test_a_bank_that_cannot_be_used_changes_nothing() -> None:
    """The command says which."""
    with pytest.raises(CommandError, match="no bank 'nothing'"):
        call_command("footnote_sync_kb", bank=["micrometastases", "nothing"])
    assert not KBItem.objects.exists()


def test_a_failure_half_way_changes_nothing(garden: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of a bank, or nothing of it."""
    made, real = itertools.count(1), KBItem.objects.create

    def create(**fields: str) -> KBItem:
        return real(**fields) if next(made) < 3 else 1 / 0

    monkeypatch.setattr(KBItem.objects, "create", create)
    with pytest.raises(ZeroDivisionError):
        sync(garden, None)
    assert not KBItem.objects.exists()
    assert not KBCategory.objects.exists()


@pytest.mark.parametrize("length", [1, 99, 100, 101, 400])
def test_a_title_fits(length: int) -> None:
    """The desk's own limit is 100 characters."""
    assert len(truncate("x" * length, 100)) <= 100
    assert len(truncate("word " * length, 100)) <= 100


def test_the_plan_needs_no_database(garden: Bank) -> None:
    """What to do is worked out before anything is done."""
    assert [(step.action, step.entry) for step in plan(pages(garden), {})] == [
        ("add", entry) for entry in garden.entries
    ]
