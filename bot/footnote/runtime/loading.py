"""From the name of a bank to a bot that can be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank.loader import read
from footnote.bank.locations import DEFAULT, find
from footnote.dialogue.engine import Bot

if TYPE_CHECKING:
    from os import PathLike


def load(bank: str | PathLike[str] = DEFAULT) -> Bot:
    """The bot of a bank: the name of a shipped one, or a path to a bank's folder or file.

    Raises UnknownBank where there is none, BankError with every problem where it cannot be used.
    """
    return Bot(read(find(str(bank))))
