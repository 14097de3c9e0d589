"""`footnote due`: which answers of a bank are to be checked against their sources, by whom, and when."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.cli.options import bank_option

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from footnote.bank import Bank


def add_options(command: argparse.ArgumentParser) -> None:
    """The bank, the day, and the form of the list."""
    command.add_argument(
        "banks",
        nargs="*",
        metavar="BANK",
        help="A bank's name, folder or file; without one, the shipped banks.",
    )
    command.add_argument(
        "--on", metavar="DATE", help="List what is due on this day, such as 2026-12-31, instead of today."
    )
    command.add_argument("--json", action="store_true", help="Print each line as one JSON object.")
    bank_option(command)


def run(arguments: argparse.Namespace) -> int:
    """0 where nothing is due, 1 where something is, 2 where a bank cannot be used."""
    from datetime import date

    from footnote.bank import shipped_banks
    from footnote.cli.bank_paths import load_bot

    try:
        today = date.today() if arguments.on is None else date.fromisoformat(arguments.on)  # noqa: DTZ011
    except ValueError:
        return fail(
            f"{arguments.on or 'nothing'} is not a date; write the year, month and day, such as 2026-12-31"
        )
    names = arguments.banks or ([arguments.bank] if arguments.bank else shipped_banks())
    is_due = [_show(load_bot(name).bank, today, as_json=arguments.json) for name in names]
    return Status.NOT_ANSWERED if any(is_due) else Status.ANSWERED


def _show(bank: Bank, today: date, *, as_json: bool) -> bool:
    """Print the list of one bank. Whether something on it is due by this day."""
    from footnote.cli.reports.due_text import as_dicts, lines

    if as_json:
        for line in as_dicts(bank, today):
            print(json.dumps(line, ensure_ascii=False))
    else:
        print("\n".join(lines(bank, today)))
    return any(line["due"] for line in as_dicts(bank, today))
