"""A bank that is prepared says so to a person, and to nobody else."""

from __future__ import annotations

import io
import sys

import pytest

from footnote.console import say_preparing


class Terminal(io.StringIO):
    """Standard error as a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "for_good", "begins"),
    [
        (Terminal(), 1, "Preparing the bank, once"),
        (Terminal(), 0, "Preparing the bank: "),
        (io.StringIO(), 1, ""),
    ],
)
def test_it_is_said_on_a_terminal(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, for_good: int, begins: str
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    say_preparing(bool(for_good))
    assert stream.getvalue().startswith(begins)
    assert stream.getvalue().count("\n") == bool(begins)
