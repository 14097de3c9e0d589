"""`manage.py footnote_answer`: settle what waits, once or for as long as it runs."""

from __future__ import annotations

import signal
from threading import Event
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from footnote.integrations.django_helpdesk.outbox import settle_all

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Settles customers' messages outside the web server: from cron, or as a service with --follow."""

    help = "Answers the tickets that wait for the bot, and says how many came to what."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options."""
        parser.add_argument("--follow", action="store_true", help="go on until stopped, rather than once")
        parser.add_argument("--every", type=float, default=5, metavar="SECONDS", help="how often to look (5)")

    def handle(self, **options: Any) -> None:
        """Settle; with --follow, again and again until SIGTERM or Ctrl-C."""
        stopped = Event()
        if options["follow"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        self._settle(options["verbosity"], idle=not options["follow"])
        while options["follow"] and not stopped.wait(max(0.1, options["every"])):
            self._settle(options["verbosity"], idle=False)

    def _settle(self, verbosity: int, *, idle: bool) -> None:
        close_old_connections()
        try:
            done = settle_all()
        except Exception as error:  # a lost database comes back
            if idle:
                raise
            self.stderr.write(f"messages wait on: {error}")
            return
        if verbosity and (done or idle):
            said = ", ".join(f"{number} {outcome}" for outcome, number in sorted(done.items()))
            self.stdout.write(said or "nothing waits")
