"""What `import footnote` gives: a short list of names, each importable and documented."""

from __future__ import annotations

import doctest
import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest

import footnote

if TYPE_CHECKING:
    from types import ModuleType

PUBLIC = {
    "load", "Bot", "Reply", "Citation", "Option", "State", "Bank", "Source", "Reference", "Passage", "Entry",
    "SilentTopic", "Policy", "Problem", "Matcher", "Candidate",
    "BotError", "BankError", "UnknownBank", "StateError",
}  # fmt: skip

CORE = ("text", "bank", "matching", "dialogue", "runtime", "evaluation", "insights")
"""The packages that need no optional part."""

MODULES = [
    importlib.import_module(found.name)
    for folder in CORE
    for found in pkgutil.iter_modules([f"{footnote.__path__[0]}/{folder}"], f"footnote.{folder}.")
]


def test_the_public_names_are_these() -> None:
    """Adding a name is a promise to keep it."""
    assert set(footnote.__all__) == PUBLIC


@pytest.mark.parametrize("name", sorted(PUBLIC))
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    """`help(footnote.…)` answers."""
    assert getattr(footnote, name).__doc__
    assert name in dir(footnote)


def test_another_name_is_not() -> None:
    """A misspelt name is an AttributeError, as in any module."""
    with pytest.raises(AttributeError, match="laod"):
        _ = footnote.laod


@pytest.mark.parametrize("module", [footnote, *MODULES], ids=lambda module: module.__name__)
def test_the_examples_in_the_documentation_are_true(module: ModuleType) -> None:
    """Every `>>>` is run."""
    assert doctest.testmod(module).failed == 0
