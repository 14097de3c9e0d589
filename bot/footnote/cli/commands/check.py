"""`footnote check`: what is wrong with a bank, or has changed in its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status, fail
from footnote.cli.options import bank_option, not_blank
from footnote.text import printable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from footnote.cli.upkeep.source_review import Reviewed


def add_options(command: argparse.ArgumentParser) -> None:
    """The banks, the texts of their sources, and what to do about changes."""
    command.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="A bank's name or folder, or one of its files; without one, the shipped banks.",
    )
    _source_options(command)
    command.add_argument(
        "--all", action="store_true", help="Print every problem, not only the first ten of each kind."
    )
    command.add_argument(
        "--quick", action="store_true", help="Leave out the checks that ask the bot every wording."
    )
    command.add_argument(
        "--online", action="store_true", help="Open every link, too, and name the dead ones."
    )
    bank_option(command)


def _source_options(command: argparse.ArgumentParser) -> None:
    """The new texts of sources, and what to do about changes."""
    command.add_argument(
        "--source",
        metavar="FILE",
        type=not_blank,
        action="append",
        help="The new text of a source, or a folder of them: list the passages that are unchanged, moved, "
        "changed or gone. May be given several times.",
    )
    command.add_argument(
        "--html",
        metavar="FILE",
        type=not_blank,
        help="With --source: write the list as an HTML page, old beside new.",
    )
    command.add_argument(
        "--write",
        action="store_true",
        help="With --source: write places and fingerprints into the bank, and mark the entries to review.",
    )
    command.add_argument(
        "--accept",
        metavar="PASSAGE",
        type=not_blank,
        action="append",
        help="Note that the entries to review for this passage were looked at. May be given several times.",
    )
    command.add_argument("--by", metavar="NAME", type=not_blank, help="With --accept: who looked at them.")


def run(arguments: argparse.Namespace) -> int:
    """0 if nothing is wrong, otherwise 2."""
    from footnote.cli.bank_paths import whole_banks
    from footnote.cli.reports.check_text import check_banks

    paths = whole_banks(arguments.paths) or ([arguments.bank] if arguments.bank else [])
    if arguments.accept:
        return _accept(paths, arguments)
    if arguments.source:
        return _review(paths, arguments)
    if arguments.write or arguments.html or arguments.by:
        option = "--write" if arguments.write else "--html" if arguments.html else "--by"
        belongs = "--accept" if option == "--by" else "--source"
        return fail(f"{option} belongs to {belongs}; see footnote check --help")
    good = check_banks(paths, everything=arguments.all, quick=arguments.quick, online=arguments.online)
    return Status.ANSWERED if good else Status.UNUSABLE


def _review(paths: Sequence[str], arguments: argparse.Namespace) -> int:
    """Print the review sheets. 0 where every passage is unchanged, or its change was written, otherwise 2."""
    import os
    import sys

    from footnote.cli.reports.sheet_text import lines, summary
    from footnote.cli.upkeep.source_review import review, write
    from footnote.console import detect_terminal

    reviewed = review(paths, arguments.source, to_write=arguments.write)
    width = detect_terminal(os.environ, tty=sys.stdout.isatty()).width
    for each in reviewed:
        for sheet, text in each.sheets:
            print("\n".join(lines(each.bank, sheet, text, everything=arguments.all, width=width)))
            print(summary(sheet))
    if arguments.html and (problem := _write_page(reviewed, arguments.html)):
        return fail(problem)
    for file in (file for each in reviewed if arguments.write for file in write(each)):
        print(printable(f"wrote {file}"))
    good = arguments.write or all(each.is_unchanged for each in reviewed)
    return Status.ANSWERED if good else Status.UNUSABLE


def _write_page(reviewed: list[Reviewed], file: str) -> str:
    """Write the sheets as a page. Why that failed; "" where it did not."""
    from pathlib import Path

    from footnote.cli.reports.pages import write_page
    from footnote.cli.reports.sheet_html import page
    from footnote.errors import error_reason

    try:
        write_page(Path(file), page(reviewed))
    except (OSError, ValueError) as error:
        return f"cannot write {file}: {error_reason(error)}"
    print(printable(f"wrote {file}"))
    return ""


def _accept(paths: Sequence[str], arguments: argparse.Namespace) -> int:
    """0 where an entry was to be reviewed for one of the passages, otherwise 1."""
    from footnote.cli.upkeep.source_review import accept

    if not arguments.by:
        return fail("--accept needs the name of who looked at the answers: write --by NAME")
    done = accept(paths, arguments.accept, arguments.by)
    for change, entries in done:
        print(printable(f"{change.file}: {', '.join(entries)} reviewed by {arguments.by}"))
    if done:
        return Status.ANSWERED
    sought = printable(" or ".join(arguments.accept))
    print(f"no entry is to be reviewed for {sought}; footnote due lists those that are")
    return Status.NOT_ANSWERED
