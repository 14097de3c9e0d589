"""`footnote learn`: questions read and grouped, a decision asked for each group, the bank measured again."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from footnote.bank import DEFAULT, CannotEdit, read_bank
from footnote.cli.bank_paths import yaml_path
from footnote.cli.exit_codes import Status, fail
from footnote.cli.importers import read_file, read_journal, read_notes_of
from footnote.cli.journals.addresses import JOURNAL, opened
from footnote.cli.reports import learn_text
from footnote.console import detect_terminal, state_folder
from footnote.dialogue import Bot
from footnote.errors import error_reason
from footnote.insights import Lesson, find_lessons
from footnote.journal import Redactor

from .asking import Answers, ask_in_lines, ask_with_keys
from .decisions import Act
from .ignored import Ignored
from .measuring import figures_after
from .session import Session

if TYPE_CHECKING:
    import argparse

    from footnote.bank import Bank
    from footnote.console import Terminal
    from footnote.insights import LoggedQuestion

    from .asking import Ask
    from .decisions import Decision

NO_LESSON = Lesson((), ())
"""What is asked about after the last lesson: there only the last decision can be undone."""


def learn(arguments: argparse.Namespace) -> int:
    """Run the command."""
    path = yaml_path(arguments.path or arguments.bank or DEFAULT)
    bank = read_bank(path)
    folder = state_folder(os.environ)
    try:
        ignored = Ignored(folder, bank.id)
        logged = _logged(arguments, bank, folder)
    except OSError as error:
        return fail(f"cannot read what was saved in {folder}: {error_reason(error)}")
    if logged is None:
        return fail("no questions: name a journal with --journal, or a file of them with --from")
    bot = Bot(bank)
    lessons = find_lessons(bot, logged, Redactor([bank]).redact, ignored.has)
    origin = arguments.origin or f"from the journal, {datetime.now(UTC):%B %Y}"
    print("\n".join(learn_text.beginning(lessons)))
    session = Session(path, bot, lessons.lessons, ignored, origin)
    terminal = detect_terminal(os.environ, tty=sys.stdout.isatty() and sys.stdin.isatty())
    ask = Answers(arguments.answers, bank) if arguments.answers else _ask(terminal)
    was_interrupted = _decide_all(session, ask, terminal, is_scripted=bool(arguments.answers))
    print("\n".join(learn_text.ending(session.tally, session.left)))
    if session.tally.wordings and not was_interrupted and not arguments.no_score:
        print("\n".join(figures_after(path, bank, logged)))
    return Status.INTERRUPTED if was_interrupted else Status.ANSWERED


def _logged(arguments: argparse.Namespace, bank: Bank, folder: str) -> list[LoggedQuestion] | None:
    """The questions of the file, or of the journal and the notes of this computer; None where there is
    neither.
    """
    if arguments.file and not arguments.journal:
        return read_file(arguments.file, bank)
    logged = read_notes_of(folder, bank)
    address = arguments.journal or os.environ.get(JOURNAL, "")
    if address:
        with opened(address) as store:
            logged += read_journal(store.lines(), bank)
    if arguments.file:
        logged += read_file(arguments.file, bank)
    return logged if logged or address else None


def _ask(terminal: Terminal) -> Ask:
    return ask_with_keys if terminal.tty and not terminal.plain else ask_in_lines


def _decide_all(session: Session, ask: Ask, terminal: Terminal, *, is_scripted: bool) -> bool:
    """Ask for each lesson until all are decided. Returns whether that was interrupted."""
    try:
        while session.lesson or (session.can_undo and not is_scripted):
            decision = _asked(session, ask, terminal, is_scripted=is_scripted)
            if decision is Act.STOP or (session.lesson is None and decision is not Act.UNDO):
                break
            _decide(session, decision, terminal, is_scripted=is_scripted)
    except KeyboardInterrupt:
        print()
        return True
    return False


def _asked(session: Session, ask: Ask, terminal: Terminal, *, is_scripted: bool) -> Decision:
    """The decision about the lesson that is shown; after the last one, whether to take that back."""
    if session.lesson is None:
        print(learn_text.LAST)
    elif not is_scripted:
        print("\n".join(learn_text.lesson_lines(session, terminal.resized().width)))
    return ask(session.lesson or NO_LESSON, session.bank)


def _decide(session: Session, decision: Decision, terminal: Terminal, *, is_scripted: bool) -> None:
    """Carry out a decision and say what was done. Where the bank cannot be written, a lesson of a script is
    left for later, and a person is asked again.
    """
    if decision is Act.HELP:
        print("\n".join(learn_text.keys_help(terminal.resized().width)))
        return
    try:
        print(f"  {session.decide(decision)}.")
    except (CannotEdit, OSError) as error:
        fail(str(error))
        if is_scripted:
            session.decide(Act.LATER)
