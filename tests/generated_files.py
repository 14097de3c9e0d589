"""The files that are made from the command line's parser: completion scripts and the man page.

They come with the package; `pytest tests/cli/test_generated_files.py --regen` writes them anew.
"""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import shtab
from argparse_manpage.manpage import Manpage

import footnote
from footnote.cli.commands.completion import SHELLS
from footnote.cli.parser import parser

FOLDER = Path(footnote.__path__[0]) / "cli" / "generated"

FILES = ("BANK", "FILE", "PATH", "QUESTIONS", "ADDRESS", "BANK_OR_REVISION")
"""What is written in the place of a path, in usages."""


def generated() -> dict[str, str]:
    """The content of each file by its name. Run it with COLUMNS=80, for lines of the same width."""
    scripts = {f"footnote.{shell}": shtab.complete(_completing(parser()), shell) for shell in SHELLS}
    return {**scripts, "footnote.1": man_page()}


def man_page() -> str:
    """The man page, without a date: the same from the same parser."""
    data = {
        "prog": "footnote",
        "description": "answer questions from a bank, with the source under every answer",
        "project_name": "footnote",
        "version": footnote.__version__,
        "manual_title": "User Commands",
    }
    text = str(Manpage(parser(), _data=data))
    return re.sub(r'^(\.TH \S+ "1") "[^"]*"', r'\1 ""', text, flags=re.MULTILINE).rstrip() + "\n"


def _completing(top: argparse.ArgumentParser) -> argparse.ArgumentParser:
    """The parser, with file names completed where a file is meant."""
    for action in top._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            for command in action.choices.values():
                _completing(command)
        elif action.metavar in FILES:
            action.complete = shtab.FILE  # type: ignore[attr-defined]
    return top
