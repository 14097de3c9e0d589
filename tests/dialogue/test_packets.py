"""What a packet and its note say, and which replies sent in by a client make one."""

from __future__ import annotations

import json
from typing import Any

import pytest

import footnote
from footnote.dialogue import BankStamp, Citation, Option, Reply, State, handoff
from footnote.dialogue.handoff import Cause
from footnote.errors import PacketError
from footnote.record import replace
from footnote.text import Kind, Language, Reason

STAMP = BankStamp("garden", "sha256:0")
CITATION = Citation(
    1, "P1", "Garden", "The Gardeners", "Water", "line 1", "2025-01-02", "https://garden.example/#x"
)
ANSWER = Reply(
    "water?",
    "answer",
    "Daily [1].",
    STAMP,
    State("roses"),
    entry="roses",
    confidence=0.123456,
    citations=(CITATION,),
)
ROSES, TULIPS = Option("roses", "Water for roses?", ("P1",)), Option("tulips", "Water for tulips?", ("P2",))


def reply(
    kind: Kind, reason: Reason | None = None, text: str = "Text.", options: tuple[Option, ...] = ()
) -> Reply:
    return Reply("so?", kind, text, STAMP, State(), reason, options=options)


def note_lines(language: Language, *replies: Reply, cause: Cause = "asked") -> list[str]:
    """The lines of a note about the turns, without those about the cause and the bank."""
    return handoff.packet(replies, cause).text(language).split("\n")[3:]


@pytest.mark.parametrize(
    ("turn", "line"),
    [
        (ANSWER, "   Answered (roses): Daily [1]."),
        (reply("clarify", options=(ROSES, TULIPS)), "   Asked back: Text."),
        (reply("decline", "off-topic"), "   Declined (off-topic): Text."),
        (reply("handoff", "asked"), "   Called a person (asked): Text."),
        (reply("smalltalk"), "   Said: Text."),
        (reply("handoff", "asked", ""), "   (The bot was silent: the conversation was handed over.)"),
    ],
)
def test_a_note_says_what_the_bot_did(english: Language, turn: Reply, line: str) -> None:
    assert note_lines(english, turn)[1] == line


@pytest.mark.parametrize(
    ("cause", "line"),
    [
        ("asked", "Handed over because the person asked for somebody to talk to."),
        ("declined", "Handed over because the bot could not help."),
        ("urgent", "Handed over because the person wrote of an emergency or of distress."),
    ],
)
def test_a_note_begins_with_the_cause_and_the_bank(english: Language, cause: Cause, line: str) -> None:
    lines = handoff.packet([ANSWER], cause).text(english).split("\n")
    assert lines[:3] == [line, "Bank: garden, sha256:0", ""]


def test_a_note_names_offers_and_which_was_taken(english: Language) -> None:
    """And at its end those that nobody took, whenever they were offered."""
    lily = Option("lilies", "Water for lilies?", ())
    offered = reply("clarify", options=(lily, ROSES))
    lines = note_lines(english, offered, ANSWER, reply("decline", "off-topic", options=(TULIPS, lily)))
    assert lines == [
        "1. Asked: so?",
        "   Asked back: Text.",
        "   Offered: Water for lilies?",
        "   Offered: Water for roses? (taken)",
        "",
        "2. Asked: water?",
        "   Answered (roses): Daily [1].",
        "   [1] Garden, The Gardeners, Water, line 1 (updated 2 January 2025)",
        "       https://garden.example/#x",
        "",
        "3. Asked: so?",
        "   Declined (off-topic): Text.",
        "   Offered: Water for tulips?",
        "   Offered: Water for lilies?",
        "",
        "Offered and not taken:",
        "- Water for lilies?",
        "- Water for tulips?",
    ]


def test_lines_of_a_question_hang_under_its_first(english: Language) -> None:
    turn = replace(ANSWER, question="one\r\n\n  two  ", text="Three. \nfour [1].\x07")
    assert note_lines(english, turn)[:5] == [
        "1. Asked: one",
        "",
        "            two",
        "   Answered (roses): Three.",
        "   four [1].\ufffd",
    ]


def test_a_packet_as_json() -> None:
    """Every key of schema 1, and confidence as in a reply."""
    packed = handoff.packet([ANSWER, reply("decline", "off-topic", options=(TULIPS,))], "declined").as_dict()
    assert json.loads(json.dumps(packed)) == packed
    option = {"entry": "tulips", "question": "Water for tulips?", "passages": ["P2"]}
    assert packed == {
        "schema": 1,
        "cause": "declined",
        "bank": {"id": "garden", "version": "sha256:0"},
        "turns": [
            {
                "question": "water?",
                "kind": "answer",
                "reason": None,
                "entry": "roses",
                "text": "Daily [1].",
                "confidence": 0.1235,
                "citations": ANSWER.as_dict()["citations"],
                "offered": [],
                "entries": ["roses"],
                "taken": None,
            },
            {
                "question": "so?",
                "kind": "decline",
                "reason": "off-topic",
                "entry": None,
                "text": "Text.",
                "confidence": 0.0,
                "citations": [],
                "offered": [option],
                "entries": [],
                "taken": None,
            },
        ],
        "left": [option],
    }


def test_the_packet_names_the_bank_of_the_last_reply() -> None:
    """A bank may be edited while people chat; that is still one conversation."""
    later = replace(reply("smalltalk"), bank=BankStamp("garden", "sha256:1"))
    assert handoff.packet([ANSWER, later], "asked").bank.version == "sha256:1"


def test_what_was_answered_is_not_left_even_if_offered_later() -> None:
    declined = reply("decline", "off-topic", options=(ROSES,))
    assert handoff.packet([ANSWER, declined], "asked").left == ()


def test_an_offer_counts_as_taken_by_the_next_turn_only() -> None:
    turns = handoff.packet(
        [reply("decline", "off-topic", options=(ROSES,)), reply("smalltalk"), ANSWER], "asked"
    ).turns
    assert [turn.taken for turn in turns] == [None, None, None]


def test_two_hundred_turns_are_packed() -> None:
    replies = [replace(reply("smalltalk"), question=str(number)) for number in range(250)]
    questions = [turn.question for turn in handoff.packet(replies, "asked").turns]
    assert questions == [str(number) for number in range(50, 250)]


@pytest.mark.parametrize(
    ("kind", "reason", "text", "declined", "cause"),
    [
        ("handoff", "urgent", "Call.", 0, "urgent"),
        ("handoff", "asked", "Call.", 0, "asked"),
        ("handoff", "asked", "", 5, None),
        ("decline", "off-topic", "No.", 1, None),
        ("decline", "off-topic", "No.", 2, "declined"),
        ("decline", "off-topic", "No.", 3, "declined"),
        ("decline", "urgent", "No.", 0, None),
        ("smalltalk", None, "Hi.", 2, None),
    ],
)
def test_the_cause_follows_from_the_reply(
    kind: Kind, reason: Reason | None, text: str, declined: int, cause: Cause | None
) -> None:
    assert handoff.due(replace(reply(kind, reason, text), state=State(declined=declined))) == cause


def test_handing_over_keeps_the_state_and_handing_back_only_the_last_answer() -> None:
    state = State("roses", ("tulips",), 2)
    assert handoff.hand_over(state) == State("roses", ("tulips",), 2, handed=True)
    assert handoff.hand_back(handoff.hand_over(state)) == State("roses")


def test_a_replay_begins_anew_and_keeps_the_state_between_turns(gardener: footnote.Bot) -> None:
    replies = handoff.replay(gardener.ask, ["how do I mow the lawn", "1", "why"])
    assert [each.entry for each in replies] == [None, "roses", "why-water"]
    assert handoff.replay(gardener.ask, []) == []


def changed(path: str, value: object) -> dict[str, Any]:
    """An answer with an offer, as a client kept it, with one value at `a.b` replaced."""
    full = replace(ANSWER, options=(ROSES,), citations=(CITATION._replace(references=()),))
    data: dict[str, Any] = json.loads(json.dumps(full.as_dict()))
    data["citations"][0]["references"] = [{"number": 3, "text": "A book.", "url": "https://doi.org/10.1/x"}]
    *parents, last = [int(key) if key.isdecimal() else key for key in path.split(".")]
    at: Any = data
    for key in parents:
        at = at[key]
    at[last] = value
    return data


WHOLE = "send each reply whole, as the bot gave it"
REASONS = "asked, not-in-source, off-topic, personal, unclear, under-review, urgent"
REFUSED: list[tuple[str, object, str]] = [
    ("bank", None, "`bank` of turn 1 is not a reply"),
    ("bank.id", 7, "`id` of `bank` of turn 1 is a text"),
    ("bank.version", None, "`version` of `bank` of turn 1 is a text"),
    ("question", None, "`question` of turn 1 is a text"),
    ("kind", None, "`kind` of turn 1 is one of answer, clarify, decline, handoff, smalltalk"),
    ("kind", 5, "`kind` of turn 1 is one of answer, clarify, decline, handoff, smalltalk"),
    ("reason", "because", f"`reason` of turn 1 is one of {REASONS}"),
    ("entry", 7, "`entry` of turn 1 is a text"),
    ("text", ["a"], "`text` of turn 1 is a text"),
    ("confidence", None, "`confidence` of turn 1 is a number"),
    ("confidence", False, "`confidence` of turn 1 is a number"),
    ("confidence", 1e6, "`confidence` of turn 1 is a number"),
    ("confidence", -1e6, "`confidence` of turn 1 is a number"),
    ("citations", None, "`citations` of turn 1 is a list of at most 50"),
    ("citations.0", "x", "`citations` of turn 1 is not a reply"),
    ("citations.0.number", "1", "`number` of `citations` of turn 1 is a number"),
    ("citations.0.passage", None, "`passage` of `citations` of turn 1 is a text"),
    ("citations.0.title", None, "`title` of `citations` of turn 1 is a text"),
    ("citations.0.publisher", None, "`publisher` of `citations` of turn 1 is a text"),
    ("citations.0.section", None, "`section` of `citations` of turn 1 is a text"),
    ("citations.0.place", None, "`place` of `citations` of turn 1 is a text"),
    ("citations.0.updated", None, "`updated` of `citations` of turn 1 is a text"),
    ("citations.0.updated", "2025-02-30", "`updated` of `citations` of turn 1 is a date such as 2025-08-14"),
    ("citations.0.url", None, "`url` of `citations` of turn 1 is a text"),
    ("citations.0.url", "ftp://a.example", "`url` of `citations` of turn 1 is an http address"),
    ("citations.0.references", {}, "`references` of `citations` of turn 1 is a list of at most 50"),
    (
        "citations.0.references.0.number",
        True,
        "`number` of `references` of `citations` of turn 1 is a number",
    ),
    ("citations.0.references.0.text", 1, "`text` of `references` of `citations` of turn 1 is a text"),
    (
        "citations.0.references.0.url",
        "//a.example",
        "`url` of `references` of `citations` of turn 1 is an http address",
    ),
    ("options", [{}] * 51, "`options` of turn 1 is a list of at most 50"),
    ("options.0.entry", None, "`entry` of `options` of turn 1 is a text"),
    ("options.0.question", None, "`question` of `options` of turn 1 is a text"),
    ("options.0.passages", None, "`passages` of `options` of turn 1 is a list of the ids of passages"),
    (
        "options.0.passages",
        ["P1", 2],
        "`passages` of `options` of turn 1 is a list of the ids of passages",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), REFUSED)
def test_an_error_names_the_turn_the_key_and_what_belongs_there(
    path: str, value: object, message: str
) -> None:
    with pytest.raises(PacketError) as caught:
        handoff.packet([changed(path, value)], "asked")
    assert str(caught.value) == f"{message}: {WHOLE}"


ACCEPTED: list[tuple[str, object]] = [
    ("entry", None),
    ("confidence", 1),
    ("confidence", 999_999.0),
    ("citations", []),
    ("citations.0.url", "http://garden.example/"),
    ("citations.0.references", [{"number": 1, "text": "A book.", "url": "https://doi.org/10.1/x"}] * 50),
    ("options.0.passages", []),
    ("new", {"of": "a newer bot"}),
    ("bank.new", 1),
]


@pytest.mark.parametrize(("path", "value"), ACCEPTED)
def test_other_values_of_the_right_shape_are_accepted(path: str, value: object) -> None:
    """What is kept of a turn is what was sent."""
    data = changed(path, value)
    [turn] = handoff.packet([data], "asked").as_dict()["turns"]
    names = {"options": "offered"}
    for key in ("question", "kind", "reason", "entry", "text", "citations", "options"):
        assert turn[names.get(key, key)] == data[key]


def test_a_date_is_kept_in_one_form() -> None:
    turn = handoff.packet([changed("citations.0.updated", "20250814")], "asked").turns[0]
    assert turn.citations[0].updated == "2025-08-14"


@pytest.mark.parametrize(
    ("turns", "cause", "message"),
    [
        ([], "asked", "there is nothing to hand over: send the replies of the conversation, in order"),
        ([ANSWER], "bored", "`cause` is one of asked, declined, urgent"),
        (
            [ANSWER, replace(ANSWER, bank=BankStamp("pond", "sha256:0"))],
            "asked",
            "these are replies of more than one bank: hand over one conversation at a time",
        ),
        ([ANSWER, 7], "asked", f"turn 2 is not a reply: {WHOLE}"),
    ],
)
def test_what_makes_no_packet_is_said(turns: list[Any], cause: Any, message: str) -> None:
    with pytest.raises(PacketError) as caught:
        handoff.packet(turns, cause)
    assert str(caught.value) == message


def test_a_confidence_is_written_with_four_digits() -> None:
    """However many a client sends."""
    packed = handoff.packet([changed("confidence", 0.123456)], "asked").as_dict()
    assert packed["turns"][0]["confidence"] == 0.1235
