"""What follows from hits: a table a reader can check by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from footnote.bank.models import Bank
from footnote.dialogue import policy as decide
from footnote.matching.matcher import Hit


def hits(*found: tuple[str, float]) -> list[Hit]:
    return [Hit(entry, confidence, "") for entry, confidence in found]


def told(decision: decide.Decision) -> str:
    """A decision in a word or two."""
    match decision:
        case decide.Answer(entry=entry):
            return f"answer {entry.id}"
        case decide.Clarify(entries=entries):
            return f"clarify {' '.join(entry.id for entry in entries)}"
        case decide.Decline(reason=reason, topic=topic, near=near):
            return " ".join([reason, *([topic.id] if topic else []), *(entry.id for entry in near)])
        case decide.Talk(said=said):
            return said.id


@pytest.mark.parametrize(
    ("found", "decision"),
    [
        ([("roses", 0.9)], "answer roses"),
        ([("roses", 0.9), ("tulips", 0.8)], "answer roses"),
        ([("roses", 0.9), ("tulips", 0.89)], "clarify roses tulips"),
        ([("roses", 0.9), ("why-water", 0.89)], "answer roses"),
        ([("roses", 0.4)], "not-in-source roses"),
        ([("roses", 0.4), ("lawn", 0.39)], "not-in-source roses"),
        ([("roses", 0.9), ("lawn", 0.89)], "not-in-source roses"),
        ([("lawn", 0.4), ("roses", 0.39)], "not-in-source roses"),
        ([("lawn", 0.9), ("roses", 0.39)], "not-in-source lawn roses"),
        ([("roses", 0.1)], "off-topic"),
        ([], "off-topic"),
    ],
)
def test_decisions(garden: Bank, found: list[tuple[str, float]], decision: str) -> None:
    """Thresholds of the garden: answer .5, clarify .3, margin .05. `why-water` cites what `roses` cites."""
    assert told(decide.choose(garden, hits(*found))) == decision


@pytest.mark.parametrize(
    ("best", "near"), [(0.5, 0.45), (0.98, 0.975), (0.02, 0.0165), (1.0, 0.9998), (0.0, 0.0)]
)
def test_how_near_is_near(garden: Bank, best: float, near: float) -> None:
    """The margin is that at even odds; of two that are very sure, a small step behind is far."""
    assert garden.policy.reach(best) == pytest.approx(near, abs=0.002)


@pytest.mark.parametrize(
    ("cited", "kept"),
    [
        (["1", "2", "3"], ["1", "2", "3"]),
        (["3", "1", "2"], ["3", "1", "2"]),
        (["1", "1"], ["1"]),
        (["12", "1", "3"], ["12", "3"]),
        (["1", "12", "3"], ["1", "3"]),
        (["12", "21"], ["12"]),
        (["12", "23"], ["12", "23"]),
        (["1", "12", "2"], ["1", "2"]),
        ([], []),
    ],
)
def test_what_says_the_same_is_named_once(garden: Bank, cited: list[str], kept: list[str]) -> None:
    """Of two entries one of which cites all that the other cites the first stays, and the order with it."""
    roses = garden.entries["roses"]
    entries = [replace(roses, id=str(n), cites=tuple(passages)) for n, passages in enumerate(cited)]
    assert ["".join(entry.cites) for entry in decide.distinct(entries)] == kept
