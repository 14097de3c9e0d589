"""A bank as a category of the desk's knowledge base: what to change, and the change.

An item belongs to the bot where a `BankItem` says so. All others are a person's, in the same category
too, and are never touched; nor is an item of the bot's that a person has edited or disabled since.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from helpdesk.models import KBCategory, KBItem, Queue

from footnote.dialogue.rendering import where
from footnote.dialogue.responses import citation

from .formatting import escaped
from .models import BankItem

if TYPE_CHECKING:
    from footnote.bank.models import Bank, Entry
    from footnote.dialogue import Citation

LONGEST_TITLE = 100  # KBItem.title

Deed: TypeAlias = Literal["add", "change", "disable", "enable", "keep"]


class Page(NamedTuple):
    """What an item says."""

    title: str
    question: str
    answer: str

    def fingerprint(self) -> str:
        """The same for the same words."""
        return hashlib.sha256("\0".join(self).encode()).hexdigest()


class Step(NamedTuple):
    """One thing to do to one item, or why it is left as it is (`keep`). `item` is None for one to add."""

    deed: Deed
    entry: str
    page: Page | None
    item: BankItem | None
    place: int = 0


def pages(bank: Bank) -> dict[str, Page]:
    """What each entry's item should say. Pure."""
    return {entry.id: _page(bank, entry) for entry in bank.entries.values()}


def plan(wanted: Mapping[str, Page], known: Mapping[str, BankItem]) -> Iterator[Step]:
    """The steps from the items there are to those that should be; none for an item that is right."""
    for place, (entry, page) in enumerate(wanted.items(), start=1):
        item = known.get(entry)
        deed = _deed(item, page) if item else "add"
        if deed:
            yield Step(deed, entry, page, item, place)
    for entry, item in known.items():
        if entry not in wanted and item.item.enabled:
            yield Step("disable", entry, None, item)


def _deed(item: BankItem, page: Page) -> Deed | None:
    if content(item.item).fingerprint() != item.written:
        return "keep"
    if item.withdrawn and not item.item.enabled:
        return "enable"
    return "change" if item.written != page.fingerprint() else None


def content(item: KBItem) -> Page:
    """What an item says now. Forms and databases change line ends; a person does not."""
    return Page(*(text.replace("\r\n", "\n") for text in (item.title, item.question, item.answer)))


def sync(bank: Bank, queue: Queue | None, *, dry_run: bool = False) -> list[Step]:
    """Bring the knowledge base in step with a bank, all of it or nothing; what was (or would be) done."""
    known = {
        item.entry: item for item in BankItem.objects.filter(bank=bank.id).select_related("item__category")
    }
    steps = list(plan(pages(bank), known))
    if not dry_run:
        with transaction.atomic():
            category = _category(bank, queue, known) if any(step.deed == "add" for step in steps) else None
            for step in steps:
                _do(step, bank, category)
    return steps


def _do(step: Step, bank: Bank, category: KBCategory | None) -> None:
    if step.page and step.item is None:
        item = KBItem.objects.create(
            category=category, order=step.place, last_updated=timezone.now(), **step.page._asdict()
        )
        BankItem.objects.create(item=item, bank=bank.id, entry=step.entry, written=step.page.fingerprint())
    elif step.item and step.deed != "keep":
        _change(step.item, step.page)


def _change(mine: BankItem, page: Page | None) -> None:
    """Write the page, or disable the item where there is none any more: votes and links to it stay."""
    item = mine.item
    item.enabled, mine.withdrawn = (
        (page is not None, page is None) if page is None or mine.withdrawn else (item.enabled, False)
    )
    if page:
        item.title, item.question, item.answer = page
        mine.written = page.fingerprint()
    item.last_updated = timezone.now()
    item.save()
    mine.save()


def _category(bank: Bank, queue: Queue | None, known: Mapping[str, BankItem]) -> KBCategory:
    """The category of a bank: where its items are, or a new one that takes no person's address."""
    for item in known.values():
        return item.item.category
    slug = slugify(bank.id)[:40] or "footnote"
    while KBCategory.objects.filter(slug=slug).exists():
        slug = f"{slug}-bot"[:50]
    source = f"Answers from “{bank.source.title}”, {bank.source.publisher}. {bank.notice}"
    return KBCategory.objects.create(
        name=bank.title[:100], title=bank.title[:100], slug=slug, description=source, queue=queue
    )


def _page(bank: Bank, entry: Entry) -> Page:
    cited = [citation(bank, number, passage) for number, passage in enumerate(entry.cites, start=1)]
    footnotes = "\n".join(_footnote(each) for each in cited)
    return Page(
        clipped(entry.question, LONGEST_TITLE), entry.question, f"{escaped(entry.answer)}\n\n{footnotes}"
    )


def _footnote(cited: Citation) -> str:
    lines = [f"\\[{cited.number}\\] {escaped(where(cited))} <{cited.url}>"]
    lines += [f"Reference {each.number}: {escaped(each.text)} <{each.url}>" for each in cited.references]
    return "\n".join(lines)


def clipped(text: str, longest: int) -> str:
    """A text cut at a word, with an ellipsis, to so many characters.

    >>> clipped("How big is it?", 10)
    'How big…'
    """
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    return (cut.rsplit(" ", 1)[0] or cut).rstrip() + "…"
