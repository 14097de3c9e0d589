"""The names that `footnote.dialogue` gives to other packages."""

from __future__ import annotations

import pytest
from announced_names import announced_names, is_given

import footnote.dialogue

PACKAGE = "footnote.dialogue"


@pytest.mark.parametrize(("name", "module"), announced_names(PACKAGE))
def test_every_announced_name_is_given(name: str, module: str) -> None:
    """When it is first used: type checkers see the same as a program."""
    assert is_given(PACKAGE, name, module)


def test_no_other_name_is_given() -> None:
    with pytest.raises(AttributeError, match=r"module 'footnote.dialogue' has no attribute 'nothing'"):
        footnote.dialogue.nothing  # noqa: B018
