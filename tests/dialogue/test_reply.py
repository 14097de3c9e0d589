"""The shape of a reply, and what it refuses to be."""

from __future__ import annotations

import json
from typing import Any

import pytest

import footnote
from footnote.dialogue import BankStamp, Citation, Option, Reply, State
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
                "source": "source",
                "kind": "guide",
                "checked": "",
            }
        ],
        "options": [],
        "entries": ["roses"],
        "tone": None,
        "bank": {"id": "garden", "version": gardener.bank.version},
        "state": {
            "entry": "roses",
            "options": [],
            "declined": 0,
            "handed": False,
            "entries": ["roses"],
            "earlier": [],
            "question": "do roses need water?",
            "said": "answer",
            "size": "",
            "facts": [],
            "answered": ["roses"],
            "silent": [],
            "danger": "",
        },
        "review": None,
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


KEYS = (
    "a state is null, or an object with the keys `entry`, `options`, `declined`, `handed`, `entries`, "
    "`earlier`, `question`, `said`, `size`, `facts`, `answered`, `silent` and `danger`"
)
UNCITED = "an answer has citations; but for a personal decline, nothing else has any"
UNNAMED = "what cites the source names its entry, and nothing else does"
ENTRY = "`entry` of a state is null or the id of an entry"
OPTIONS = "`options` of a state is a list of at most 3 ids of entries"
DECLINED = "`declined` of a state is a whole number from 0 to 99"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ([], KEYS),
        ({"entry": None, "mood": 1}, KEYS),
        ({"entry": 7}, ENTRY),
        ({"entry": "x" * 201}, ENTRY),
        ({"options": "abc"}, OPTIONS),
        ({"options": list("abcd")}, OPTIONS),
        ({"options": ["a", None]}, OPTIONS),
        ({"options": ["a", "x" * 201]}, OPTIONS),
        ({"declined": 100}, DECLINED),
        ({"declined": -1}, DECLINED),
        ({"declined": True}, DECLINED),
        ({"handed": 1}, "`handed` of a state is true or false"),
        ({"entries": ["a"] * 7}, "`entries` of a state is a list of at most 6 ids of entries"),
        ({"earlier": "a"}, "`earlier` of a state is a list of at most 3 ids of entries"),
        ({"facts": [1]}, "`facts` of a state is a list of at most 10 ids of facts"),
        ({"answered": ["a"] * 21}, "`answered` of a state is a list of at most 20 ids of entries"),
        ({"silent": {"a": 1}}, "`silent` of a state is a list of at most 20 ids of topics"),
        ({"question": "x" * 301}, "`question` of a state is a text of at most 300 characters"),
        ({"said": None}, "`said` of a state is a text of at most 200 characters"),
        ({"danger": ["crisis"]}, "`danger` of a state is a text of at most 40 characters"),
        ({"size": 3}, "`size` of a state is a text of at most 40 characters"),
    ],
)
def test_an_error_says_what_a_state_has_there(data: object, message: str) -> None:
    with pytest.raises(StateError) as caught:
        State.from_dict(data)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("data", "state"),
    [
        ({"entry": "x" * 200}, State("x" * 200)),
        ({"entry": "", "options": None}, State("")),
        ({"options": ["a", "b", "x" * 200]}, State(None, ("a", "b", "x" * 200))),
        ({"declined": 99}, State(declined=99)),
        ({"declined": 0, "handed": True}, State(handed=True)),
    ],
)
def test_a_state_may_lack_keys(data: object, state: State) -> None:
    assert State.from_dict(data) == state


CITED = Citation(1, "P1", "Garden", "The Gardeners", "Water", "line 1", "2025-01-02", "https://g.example/#x")
OFFERED = [Option(id, f"{id}?", ("P1",)) for id in "abcd"]


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        (
            {"kind": "answer", "entry": "a"},
            UNCITED,
        ),
        (
            {"kind": "smalltalk", "citations": (CITED,)},
            UNCITED,
        ),
        (
            {"kind": "answer", "citations": (CITED,)},
            UNNAMED,
        ),
        ({"kind": "clarify", "options": OFFERED[:1]}, "asking back offers two or three options"),
        ({"kind": "clarify", "options": OFFERED}, "asking back offers two or three options"),
        ({"kind": "decline"}, "declining and handing off have a reason, and nothing else has one"),
        ({"kind": "handoff"}, "declining and handing off have a reason, and nothing else has one"),
        (
            {"kind": "clarify", "options": OFFERED[:2], "reason": "asked"},
            "declining and handing off have a reason, and nothing else has one",
        ),
    ],
)
def test_an_error_says_what_contradicts_itself(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  (the message is compared below)
        Reply(question="q", text="t", bank=STAMP, state=State(), **parts)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "parts",
    [
        {"kind": "answer", "entry": "a", "citations": (CITED,)},
        {"kind": "clarify", "options": OFFERED[:2]},
        {"kind": "clarify", "options": OFFERED[:3]},
        {"kind": "decline", "reason": "off-topic", "options": OFFERED},
        {"kind": "handoff", "reason": "asked"},
        {"kind": "smalltalk"},
    ],
)
def test_a_reply_of_each_kind_can_be_built(parts: dict[str, Any]) -> None:
    reply = Reply(question="q", text="t", bank=STAMP, state=State(), confidence=0.98765, **parts)
    assert (reply.as_dict()["confidence"], reply.as_dict()["kind"]) == (0.9877, parts["kind"])
    assert [each["passages"] for each in reply.as_dict()["options"]] == [["P1"]] * len(reply.options)


def test_a_state_comes_back_as_it_went() -> None:
    """Through JSON and back."""
    state = State("roses", ("tulips",), 2, handed=True)
    assert State.from_dict(json.loads(json.dumps(state.as_dict()))) == state
    assert State.from_dict(None) == State.from_dict({}) == State()
