"""The day on which a bot is asked, for banks whose answers are to be reviewed by then."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from footnote.dialogue import Bot


def for_today(bot: Bot) -> Bot:
    """The bot as of today, by this machine's clock; itself where no answer of its bank can be overdue."""
    if not bot.bank.is_clocked:
        return bot
    from datetime import date  # most banks do without

    return bot.on(date.today())  # noqa: DTZ011  (the day as people here count it)
