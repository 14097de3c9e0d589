"""The shape of a reply, and what it refuses to be."""

from __future__ import annotations

import json
from typing import Any

import pytest

import footnote
from footnote.dialogue import BankStamp, Reply, State
from footnote.errors import StateError

STAMP = BankStamp("garden", "sha256:0")


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": "answer", "entry": "roses"},
        {"kind": "clarify"},
        {"kind": "decline"},
        {"kind": "smalltalk", "reason": "urgent"},
        {"kind": "handoff"},
    ],
)
def test_a_reply_that_contradicts_itself_cannot_be_built(parts: dict[str, Any]) -> None:
    """An answer without a citation, a question back without options, a refusal without a reason."""
    with pytest.raises(ValueError, match=r"citation|options|reason"):
        Reply(question="q", text="t", bank=STAMP, state=State(), **parts)


def test_an_answer_as_the_contract_has_it(gardener: footnote.Bot) -> None:
    """Every key of schema 1, and JSON takes it."""
    reply = gardener.ask("do roses need water?", id="7").as_dict()
    assert json.loads(json.dumps(reply)) == reply
    assert reply == {
        "schema": 1,
        "id": "7",
        "question": "do roses need water?",
        "kind": "answer",
        "reason": None,
        "entry": "roses",
        "text": "Every morning [1].",
        "confidence": reply["confidence"],
        "citations": [
            {
                "number": 1,
                "passage": "P1",
                "title": "Garden",
                "publisher": "The Gardeners",
                "section": "Water",
                "place": "paragraph 1, sentence 1",
                "updated": "2025-01-02",
                "url": "https://garden.example/guide#:~:text=Roses%20need%20water,every%20morning.",
                "references": [{"number": 1, "text": "A book.", "url": "https://doi.org/10.1/x"}],
            }
        ],
        "options": [],
        "bank": {"id": "garden", "version": gardener.bank.version},
        "state": {"entry": "roses", "options": [], "declined": 0, "handed": False},
    }
    assert 0.5 <= reply["confidence"] <= 1


@pytest.mark.parametrize(
    "data",
    [
        *(1, "x", [], {"entry": 1}, {"options": "a"}, {"options": [1]}, {"other": 1}),
        *({"declined": declined} for declined in (-1, True, 1.5, 100, None)),
        *({"handed": handed} for handed in (0, "yes", None)),
    ],
)
def test_a_state_that_is_none_of_ours_is_refused(data: object) -> None:
    """The caller learns what a state looks like."""
    with pytest.raises(StateError, match="state"):
        State.from_dict(data)


def test_a_state_comes_back_as_it_went() -> None:
    """Through JSON and back."""
    state = State("roses", ("tulips",), 2, handed=True)
    assert State.from_dict(json.loads(json.dumps(state.as_dict()))) == state
    assert State.from_dict(None) == State.from_dict({}) == State()
