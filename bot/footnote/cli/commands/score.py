"""`footnote score`: how good a bank's replies are, measured on labelled questions."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from footnote.cli.options import bank_option, not_blank

if TYPE_CHECKING:
    from collections.abc import Callable


def add_options(command: argparse.ArgumentParser) -> None:
    """The questions, the report's form, and what to compare, propose and require."""
    command.add_argument(
        "questions",
        nargs="*",
        metavar="QUESTIONS",
        help="Files of labelled questions; by default, the bank's questions.yaml and questions/.",
    )
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="Print the report as one JSON object.")
    form.add_argument("--brief", action="store_true", help="Print a few lines: the figures that matter most.")
    command.add_argument(
        "--html", metavar="FILE", type=not_blank, help="Write the report as an HTML page that opens offline."
    )
    command.add_argument(
        "--against",
        metavar="BANK_OR_REVISION",
        type=not_blank,
        help="Another bank, or a git revision of this one: list the questions whose reply changed.",
    )
    command.add_argument(
        "--curve",
        action="store_true",
        help="Measure the bank with fewer wordings per entry too: what more of them are worth.",
    )
    _threshold_options(command)
    bank_option(command)


def _threshold_options(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--choose",
        action="store_true",
        help="Propose `careful`, cross-validated: each question is judged by a number chosen without it.",
    )
    command.add_argument(
        "--aim",
        metavar="NAME=SHARE,…",
        type=_shares("answered", "wrong", "asked_back"),
        default={},
        help="The most errors that --choose accepts; the default is answered=.01,wrong=.03,asked_back=.1.",
    )
    command.add_argument(
        "--require",
        metavar="FIGURE=SHARE,…",
        type=_shares(),
        default={},
        help="Exit with status 2 if a figure is worse than this, such as right=.9,answered=.01.",
    )


def run(arguments: argparse.Namespace) -> int:
    """0, or 2 if a figure is worse than --require accepts."""
    from footnote.cli.evaluation_run import score

    return score(arguments)


def _shares(*names: str) -> Callable[[str], dict[str, float]]:
    """Reads `name=share` pairs with these names; without any, with those of the figures."""

    def read(text: str) -> dict[str, float]:
        known = names or _figures()
        shares = {}
        for pair in filter(None, text.split(",")):
            name, _, share = (part.strip() for part in pair.partition("="))
            if name not in known:
                raise argparse.ArgumentTypeError(f"{name[:40]!r} is unknown; write {', '.join(known)}")
            shares[name] = _share(share)
        return shares

    return read


def _figures() -> tuple[str, ...]:
    from footnote.evaluation import FIGURES

    return tuple(FIGURES)


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:  # NaN is neither
        raise argparse.ArgumentTypeError(
            f"{text[:40]!r} is not a share; write a number from 0 to 1, such as .9"
        )
    return share
