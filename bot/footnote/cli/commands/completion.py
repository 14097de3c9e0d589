"""`footnote completion`: a script that completes the command line in a shell.

The scripts are made from the parser by shtab and come with the package, so that printing one needs no library
(`pytest tests/cli/test_generated_files.py --regen` writes them again).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.cli.exit_codes import Status

if TYPE_CHECKING:
    import argparse

SHELLS = ("bash", "zsh", "fish")


def add_options(command: argparse.ArgumentParser) -> None:
    """The shell."""
    command.add_argument(
        "shell", metavar="SHELL", choices=SHELLS, help="bash, zsh or fish; the script says where to put it."
    )


def run(arguments: argparse.Namespace) -> int:
    """0 with the script on standard output."""
    from importlib.resources import files

    script = files("footnote.cli").joinpath("generated", f"footnote.{arguments.shell}")
    print(script.read_text("utf-8"), end="")
    return Status.ANSWERED
