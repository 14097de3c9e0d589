"""Counts how often a question is normalised, split into words and searched for small talk: once each."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest

from footnote.dialogue.small_talk import SmallTalkIndex, SmallTalkMatches
from footnote.text import normalization


@dataclass
class Passes:
    """The texts that were normalised, cut into sentences and split into words since the last `clear`, and
    the words that were searched for small talk.
    """

    fold_lines: list[str] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    recognise: list[tuple[str, ...]] = field(default_factory=list)

    def clear(self) -> None:
        for texts in vars(self).values():
            texts.clear()


def count_passes(monkeypatch: pytest.MonkeyPatch) -> Passes:
    """Count from now on, in whichever module the functions are called."""
    passes = Passes()
    for name in ("fold_lines", "sentences", "words"):
        function = getattr(normalization, name)
        counted = _counted(function, getattr(passes, name))
        for module in _modules():
            if getattr(module, name, None) is function:
                monkeypatch.setattr(module, name, counted)
    recognise = SmallTalkIndex.recognise

    def counted_recognise(index: SmallTalkIndex, expanded: Iterable[str]) -> SmallTalkMatches:
        passes.recognise.append(tuple(expanded))
        return recognise(index, passes.recognise[-1])

    monkeypatch.setattr(SmallTalkIndex, "recognise", counted_recognise)
    return passes


def _counted(function: Callable[[str], Any], texts: list[str]) -> Callable[[str], Any]:
    def counted(text: str) -> Any:
        texts.append(text)
        return function(text)

    return counted


def _modules() -> list[Any]:
    return [module for name, module in sys.modules.items() if name.partition(".")[0] == "footnote"]
