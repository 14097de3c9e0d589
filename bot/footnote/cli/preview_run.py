"""`footnote preview`: the questions that are known, put to a bank as it is and as it was."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from footnote.bank import DEFAULT, read_bank
from footnote.dialogue import Bot
from footnote.evaluation import (
    SPOILED,
    Asked,
    find_moves,
    from_journal,
    react,
    read_own_questions,
    with_slips,
)

from .bank_paths import yaml_path
from .exit_codes import Status, fail
from .importers import read_file, read_journal
from .journals.addresses import JOURNAL, opened
from .reports import preview_text
from .reports.progress import progress
from .revision import other_bank

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from footnote.bank import Bank
    from footnote.insights import LoggedQuestion

NOTHING_TO_ASK = (
    "no questions to ask; write labelled ones beside the bank (questions.yaml), or name a journal with"
    " --journal, or a file of questions with --from"
)


def preview(arguments: argparse.Namespace) -> int:
    """Run the command: 0; 1 if a reply was right before and is wrong now; 2 without questions."""
    path = yaml_path(arguments.path or arguments.bank or DEFAULT)
    bank = read_bank(path)
    before = other_bank(arguments.against, path)
    asked = _asked(arguments, path, bank)
    if not asked:
        return fail(NOTHING_TO_ASK)
    report = _report(before, bank, asked, arguments.against)
    if arguments.json:
        print(json.dumps(report.as_dict(), ensure_ascii=False))
    else:
        print("\n".join(preview_text.lines(report)))
    return Status.NOT_ANSWERED if any(move.effect == SPOILED for move in report.moves) else Status.ANSWERED


def _report(before: Bank, bank: Bank, asked: Sequence[Asked], against: str) -> preview_text.Report:
    if before.version == bank.version:
        return preview_text.Report(against, tuple(asked), (), is_same=True)
    with progress() as track:
        was = list(track(react(Bot(before), asked), len(asked), "asking the bank as it was"))
        now = list(track(react(Bot(bank), asked), len(asked), "asking the bank as it is"))
    return preview_text.Report(against, tuple(asked), tuple(find_moves((before, bank), asked, was, now)))


def _asked(arguments: argparse.Namespace, path: str, bank: Bank) -> list[Asked]:
    """The bank's labelled questions with slips of them, then the questions that people asked."""
    labelled = read_own_questions(path, bank).single
    asked = list(map(Asked, labelled)) if arguments.no_slips else list(with_slips(labelled))
    lines = [(line.question or "", _right_entry(line)) for line in _logged(arguments, bank)]
    return [*asked, *from_journal(lines, bank.entries, asked)]


def _logged(arguments: argparse.Namespace, bank: Bank) -> list[LoggedQuestion]:
    logged = read_file(arguments.file, bank) if arguments.file else []
    if address := arguments.journal or os.environ.get(JOURNAL, ""):
        with opened(address) as store:
            logged += read_journal(store.lines(), bank)
    return logged


def _right_entry(line: LoggedQuestion) -> str | None:
    """The entry that was right, by what the asker did: chosen when asked back, or called helpful."""
    return line.taken or (line.entry if line.feedback == "helpful" else None)
