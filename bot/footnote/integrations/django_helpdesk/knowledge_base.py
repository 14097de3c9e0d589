"""Synchronisation of a bank with a category of the desk's knowledge base: the plan, and its execution.

Only items with a `BankItem` belong to the bot. All others, in the same category too, are never changed; nor
is an item of the bot that a person has edited or disabled.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from helpdesk.models import KBCategory, KBItem, Queue

from footnote.desks.answering.formatting import escaped
from footnote.dialogue import citation, where

from .models import BankItem

if TYPE_CHECKING:
    from footnote.bank import Bank, Entry
    from footnote.dialogue import Citation
    from footnote.text import Language

MAX_TITLE_LENGTH = 100
"""The length of `KBItem.title`."""

Action: TypeAlias = Literal["add", "change", "disable", "enable", "keep"]


class Page(NamedTuple):
    """The content of an item."""

    title: str
    question: str
    answer: str

    def hash_hex(self) -> str:
        """The SHA-256 of the content."""
        return hashlib.sha256("\0".join(self).encode()).hexdigest()


class Step(NamedTuple):
    """An action on one item; `keep` leaves it as a person edited it. `item` is None for one to add."""

    action: Action
    entry: str
    page: Page | None
    item: BankItem | None
    position: int = 0


def pages(bank: Bank) -> dict[str, Page]:
    """The content that the item of each entry should have."""
    return {entry.id: _page(bank, entry) for entry in bank.entries.values()}


def plan(wanted: Mapping[str, Page], known: Mapping[str, BankItem]) -> Iterator[Step]:
    """The steps from the existing items to the wanted ones; none for an item that is up to date."""
    for position, (entry, page) in enumerate(wanted.items(), start=1):
        item = known.get(entry)
        action = _action(item, page) if item else "add"
        if action:
            yield Step(action, entry, page, item, position)
    for entry, item in known.items():
        if entry not in wanted and item.item.enabled:
            yield Step("disable", entry, None, item)


def _action(item: BankItem, page: Page) -> Action | None:
    if content(item.item).hash_hex() != item.written:
        return "keep"
    if item.withdrawn and not item.item.enabled:
        return "enable"
    return "change" if item.written != page.hash_hex() else None


def content(item: KBItem) -> Page:
    """The content of an item now. Changed line endings are no edit: forms and databases change them."""
    return Page(*(text.replace("\r\n", "\n") for text in (item.title, item.question, item.answer)))


def sync(bank: Bank, queue: Queue | None, *, dry_run: bool = False) -> list[Step]:
    """Synchronise the knowledge base with a bank in one transaction. Returns the steps."""
    known = {
        item.entry: item for item in BankItem.objects.filter(bank=bank.id).select_related("item__category")
    }
    steps = list(plan(pages(bank), known))
    if not dry_run:
        with transaction.atomic():
            category = _category(bank, queue, known) if any(step.action == "add" for step in steps) else None
            for step in steps:
                _execute(step, bank, category)
    return steps


def _execute(step: Step, bank: Bank, category: KBCategory | None) -> None:
    if step.page and step.item is None:
        item = KBItem.objects.create(
            category=category, order=step.position, last_updated=timezone.now(), **step.page._asdict()
        )
        BankItem.objects.create(item=item, bank=bank.id, entry=step.entry, written=step.page.hash_hex())
    elif step.item and step.action != "keep":
        _change(step.item, step.page)


def _change(bank_item: BankItem, page: Page | None) -> None:
    """Write the page; without one, disable the item, which keeps its votes and links."""
    item = bank_item.item
    if page is None or bank_item.withdrawn:
        item.enabled = page is not None
    bank_item.withdrawn = page is None
    if page:
        item.title, item.question, item.answer = page
        bank_item.written = page.hash_hex()
    item.last_updated = timezone.now()
    item.save()
    bank_item.save()


def _category(bank: Bank, queue: Queue | None, known: Mapping[str, BankItem]) -> KBCategory:
    """The category of a bank: that of its items, or a new one with a slug that is not taken."""
    for item in known.values():
        return item.item.category
    slug = slugify(bank.id)[:40] or "footnote"
    while KBCategory.objects.filter(slug=slug).exists():
        slug = f"{slug}-bot"[:50]
    sources = "; ".join(f"“{each.title}”, {each.publisher}" for each in bank.sources.values())
    source = f"Answers from {sources}. {bank.notice}"
    return KBCategory.objects.create(
        name=bank.title[:100], title=bank.title[:100], slug=slug, description=source, queue=queue
    )


def _page(bank: Bank, entry: Entry) -> Page:
    cited = [citation(bank, number, passage, entry) for number, passage in enumerate(entry.cites, start=1)]
    footnotes = "\n".join(_footnote(each, bank.language) for each in cited)
    return Page(
        truncate(entry.question, MAX_TITLE_LENGTH), entry.question, f"{escaped(entry.answer)}\n\n{footnotes}"
    )


def _footnote(cited: Citation, language: Language) -> str:
    lines = [f"\\[{cited.number}\\] {escaped(where(cited, language))} <{cited.url}>"]
    lines += [f"Reference {each.number}: {escaped(each.text)} <{each.url}>" for each in cited.references]
    return "\n".join(lines)


def truncate(text: str, max_length: int) -> str:
    """The text cut at a word to at most `max_length` characters, with an ellipsis.

    >>> truncate("How big is it?", 10)
    'How big…'
    """
    if len(text) <= max_length:
        return text
    cut = text[: max_length - 1]
    return (cut.rsplit(" ", 1)[0] or cut).rstrip() + "…"
