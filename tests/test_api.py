"""What `import bot` gives: a short list, held here, each name importable and documented."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest

import bot

if TYPE_CHECKING:
    from types import ModuleType

PUBLIC = {
    "load", "Bot", "Reply", "Citation", "Option", "State", "Bank", "Source", "Reference", "Passage", "Entry",
    "Silent", "Policy", "Problem", "Matcher", "Hit", "BotError", "BankError", "UnknownBank", "StateError",
}  # fmt: skip

MODULES = [
    importlib.import_module(f"bot.{found.name}")
    for found in pkgutil.iter_modules(bot.__path__)
    if not found.ispkg and found.name != "__main__"  # surfaces and other packages may need an extra
]


def test_the_public_names_are_these() -> None:
    """Adding a name is a promise to keep it."""
    assert set(bot.__all__) == PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    """`help(bot.…)` answers."""
    assert getattr(bot, name).__doc__
    assert name in dir(bot)


def test_another_name_is_not() -> None:
    """A misspelt name is an AttributeError, as in any module."""
    with pytest.raises(AttributeError, match="laod"):
        _ = bot.laod


@pytest.mark.parametrize("module", [bot, *MODULES], ids=lambda module: module.__name__)
def test_the_examples_in_the_documentation_are_true(module: ModuleType) -> None:
    """Every `>>>` is run."""
    assert doctest.testmod(module).failed == 0
