"""`manage.py footnote_sync_kb`: synchronise the knowledge base with the banks of the queues."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from helpdesk.models import Queue

from footnote.errors import BotError
from footnote.integrations.django_helpdesk.knowledge_base import sync
from footnote.integrations.django_helpdesk.settings import desk_settings
from footnote.runtime import load

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from footnote.bank import Bank
    from footnote.integrations.django_helpdesk.knowledge_base import Step

_SIGN = {"add": "+", "change": "~", "disable": "-", "enable": "+", "keep": "!"}
_DONE = {
    "add": "added",
    "change": "changed",
    "disable": "disabled",
    "enable": "enabled again",
    "keep": "kept",
}
_KEPT = "edited by a person: left unchanged"


class Command(BaseCommand):
    """Run it after every change of a bank; a second run changes nothing."""

    help = "Updates the knowledge base from the banks, and prints what it changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--bank", action="append", metavar="NAME", help="only this bank; may be repeated")
        parser.add_argument(
            "--dry-run", action="store_true", help="print what would change, and change nothing"
        )

    def handle(self, **options: Any) -> None:
        """Synchronise each bank. A bank that cannot be used stops the run before anything is changed."""
        queues = {bank: slug for slug, bank in reversed(desk_settings().queues.items())}
        try:
            banks = {name: load(name).bank for name in options["bank"] or sorted(queues)}
        except BotError as error:
            raise CommandError(str(error)) from error
        if not banks:
            raise CommandError('no bank: name one with --bank, or give a queue one in FOOTNOTE["queues"]')
        for name, bank in banks.items():
            queue = Queue.objects.filter(slug=queues.get(name)).first()
            steps = sync(bank, queue, dry_run=options["dry_run"])
            if options["verbosity"]:
                self._print(bank, steps, dry_run=options["dry_run"])

    def _print(self, bank: Bank, steps: list[Step], *, dry_run: bool) -> None:
        for step in steps:
            text = (
                _KEPT if step.action == "keep" else step.page.title if step.page else "no longer in the bank"
            )
            self.stdout.write(f"{_SIGN[step.action]} {step.entry}: {text}")
        counts = Counter(step.action for step in steps)
        summary = (
            ", ".join(f"{number} {_DONE[action]}" for action, number in counts.items()) or "nothing to change"
        )
        left = len(bank.entries) - sum(1 for step in steps if step.page)
        rest = f", {left} unchanged" if left and steps else ""
        self.stdout.write(f"{bank.id}: {summary}{rest}{' (dry run: nothing is changed)' if dry_run else ''}")
