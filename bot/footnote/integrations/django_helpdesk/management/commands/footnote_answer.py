"""`manage.py footnote_answer`: process the waiting messages, once or until it is stopped."""

from __future__ import annotations

import signal
from threading import Event
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from footnote.integrations.django_helpdesk.outbox import process_all

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """Processes messages outside the web server: from cron, or as a service with --follow."""

    help = "Answers the tickets that wait for the bot, and prints how many got each outcome."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the options."""
        parser.add_argument("--follow", action="store_true", help="continue until it is stopped")
        parser.add_argument(
            "--every",
            type=float,
            default=5,
            metavar="SECONDS",
            help="seconds between two rounds (default: 5)",
        )

    def handle(self, **options: Any) -> None:
        """Process the messages; with --follow, again and again until SIGTERM or Ctrl-C."""
        stopped = Event()
        if options["follow"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        self._process(options["verbosity"], is_last=not options["follow"])
        while options["follow"] and not stopped.wait(max(0.1, options["every"])):
            self._process(options["verbosity"], is_last=False)

    def _process(self, verbosity: int, *, is_last: bool) -> None:
        close_old_connections()
        try:
            done = process_all()
        except Exception as error:  # the database may come back
            if is_last:
                raise
            self.stderr.write(f"messages are waiting: {error}")
            return
        if verbosity and (done or is_last):
            summary = ", ".join(f"{number} {outcome}" for outcome, number in sorted(done.items()))
            self.stdout.write(summary or "nothing waits")
