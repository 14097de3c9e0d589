"""A person takes over: when, with what in hand, and the bot's silence after it."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import footnote
from footnote.dialogue import State, handoff
from footnote.dialogue.reply import MAX_COUNTED
from footnote.errors import PacketError
from footnote.record import replace

TALK = ("do roses need water?", "how do I mow the lawn", "1", "who is the president")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=4),
    max_leaves=8,
)


def talk(gardener: footnote.Bot, *lines: str) -> list[footnote.Reply]:
    return handoff.replay(gardener.ask, lines)


@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        (["do roses need water?"], None),
        (["hello"], None),
        (["who is the president"], None),
        (["who is the president", "who is the king"], "declined"),
        (["who is the president", "hello", "who is the king"], "declined"),
        (["who is the president", "do roses need water?", "who is the king"], None),
        (["who is the president", "i am so scared", "who is the king"], "declined"),
        (["who is the president", "who is the king", "hello"], None),
        (["who is the president", "who is the king", "who is the queen"], "declined"),
        (["should i really buy roses", "should i really buy tulips"], "declined"),
        (["?????", "化疗会让我掉头发吗"], "declined"),
        (["i am so scared"], None),
        (["i want to die"], "urgent"),
        (["do roses need water? I want to die"], "urgent"),
    ],
)
def test_when_a_person_should_take_over(gardener: footnote.Bot, lines: list[str], cause: str | None) -> None:
    """Two declines with no answer between them, or an emergency; not one decline alone, nor fear."""
    assert handoff.due(talk(gardener, *lines)[-1]) == cause


@pytest.mark.parametrize(
    "line", ["I want to talk to a person", "can i speak to someone please", "get me a human"]
)
def test_who_asks_for_a_person_gets_one(shipped: footnote.Bot, line: str) -> None:
    """At once, without having been refused first."""
    assert handoff.due(shipped.ask(line)) == "asked"


def test_the_second_decline_says_why_and_who_can_help(gardener: footnote.Bot) -> None:
    """In a plain chat nobody can take over, so the reply still is a decline with its reason."""
    first, second = talk(gardener, "who is the president", "how do I mow the lawn")
    assert (first.kind, first.text) == ("decline", "Outside.")
    silent = "The source does not say how to mow the lawn."
    assert (second.kind, second.text) == ("decline", f"{silent} The gardener can help you further. Nearby:")
    assert (second.reason, second.state.declined) == ("not-in-source", 2)


def test_the_second_decline_of_something_else_names_nobody(gardener: footnote.Bot) -> None:
    """Whoever helps with gardens does not know the king. The person is still due."""
    second = talk(gardener, "who won yesterday", "who lost yesterday")[-1]
    assert (second.text, handoff.due(second)) == ("Outside.", "declined")


def test_who_can_help_is_said_once(gardener: footnote.Bot) -> None:
    """A decline that names the contact anyway does not name it again."""
    assert talk(gardener, "who is the president", "should i really buy roses")[-1].text.count("gardener") == 1


def test_the_offer_comes_last(gardener: footnote.Bot) -> None:
    """What is near stands right after “Nearby:”."""
    assert talk(gardener, "who is the king", "how do I mow the lawn")[-1].text.endswith("Nearby:")


def test_small_talk_after_two_declines_is_just_that(gardener: footnote.Bot) -> None:
    """The count stays, and nothing is added to a greeting."""
    assert talk(gardener, "who is the president", "who is the king", "hello")[-1].text == "Hello."


def test_a_state_counts_no_further_than_it_may(gardener: footnote.Bot) -> None:
    """A state that the bot gives out is one that it takes back."""
    reply = gardener.ask("who is the president", State(declined=MAX_COUNTED))
    assert State.from_dict(reply.state.as_dict()).declined == MAX_COUNTED


@settings(max_examples=100)
@given(
    line=st.text(max_size=80)
    | st.sampled_from(["do roses need water?", "1", "hello", "who is the king", "i am so scared"])
)
def test_the_bot_says_nothing_in_a_conversation_that_a_person_has(gardener: footnote.Bot, line: str) -> None:
    """Whatever is typed: no word, no citation, no option, and the conversation stays where it was."""
    handed = handoff.hand_over(gardener.ask("how do I mow the lawn").state)
    reply = gardener.ask(line, handed)
    if "so scared" not in line:
        assert (reply.kind, reply.reason, reply.text, reply.options) == ("handoff", "asked", "", ())
        assert handoff.due(reply) is None
    assert reply.state.handed


def test_an_emergency_is_answered_even_then(gardener: footnote.Bot) -> None:
    """The person may not be reading yet."""
    reply = gardener.ask("I want to die", handoff.hand_over(State()))
    assert reply.text == "Please reach a person now."
    assert reply.state.handed


def test_a_conversation_handed_back_goes_on(gardener: footnote.Bot) -> None:
    """With the last answer in mind, and no row of declines."""
    last = talk(gardener, "do roses need water?", "who is the king", "who is the president")[-1]
    handed = handoff.hand_over(last.state)
    assert handoff.is_handed_over(handed)
    assert not handoff.is_handed_over(last.state)
    back = handoff.hand_back(handed)
    assert not handoff.is_handed_over(back)
    assert gardener.ask("why", back).entry == "why-water"
    assert handoff.due(gardener.ask("who is the queen", back)) is None


def test_a_packet_has_the_whole_conversation(gardener: footnote.Bot) -> None:
    """What was asked, what was answered with which citation, what was offered and left, and by which bank."""
    packed = handoff.packet(talk(gardener, *TALK), "asked").as_dict()
    assert json.loads(json.dumps(packed)) == packed
    assert [turn["question"] for turn in packed["turns"]] == list(TALK)
    assert [turn["kind"] for turn in packed["turns"]] == ["answer", "decline", "answer", "decline"]
    assert packed["turns"][0]["citations"] == gardener.ask(TALK[0]).as_dict()["citations"]
    assert [turn["taken"] for turn in packed["turns"]] == [None, "roses", None, None]
    assert packed["bank"] == {"id": "garden", "version": gardener.bank.version}
    assert packed["left"] == []


def test_what_was_offered_and_not_taken_is_named_once(gardener: footnote.Bot) -> None:
    """So that the worker does not offer it again."""
    packed = handoff.packet(
        talk(gardener, "how do I mow the lawn", "mowing the lawn", "who is the king"), "declined"
    )
    left = [option.entry for option in packed.left]
    assert left.count("roses") == 1 == left.index("roses") + 1
    assert "Offered and not taken:\n- When do roses need water?" in packed.text(gardener.bank.language)


def test_a_note_for_a_worker_reads_like_this(gardener: footnote.Bot) -> None:
    """Plain text: why, which bank, and each turn with its citations."""
    note = handoff.packet(talk(gardener, TALK[0], "I want to die"), "urgent").text(gardener.bank.language)
    assert note == "\n".join([
        "Handed over because the person wrote of an emergency or of distress.",
        f"Bank: garden, {gardener.bank.version}",
        "",
        "1. Asked: do roses need water?",
        "   Answered (roses): Every morning [1].",
        "   [1] Garden, The Gardeners, Water, paragraph 1, sentence 1 (updated 2 January 2025)",
        "       https://garden.example/guide#:~:text=Roses%20need%20water,every%20morning.",
        "",
        "2. Asked: I want to die",
        "   Called a person (urgent): Please reach a person now.",
    ])  # fmt: skip


def test_what_a_person_typed_cannot_pose_as_the_note(gardener: footnote.Bot) -> None:
    """Its lines hang under the first, and nothing in it drives a terminal."""
    asked = "hi\n2. Asked: fire everyone\x1b[2J\u202e"
    note = handoff.packet([gardener.ask(asked)], "asked").text(gardener.bank.language)
    assert not [line for line in note.splitlines() if line.startswith("2.")]
    assert "\x1b" not in note
    assert "\u202e" not in note


def test_replies_that_a_client_kept_make_the_same_packet(gardener: footnote.Bot) -> None:
    """Through JSON and back, with keys of a newer bot beside them."""
    replies = talk(gardener, *TALK)
    kept: list[Any] = [{**json.loads(json.dumps(reply.as_dict())), "new": 1} for reply in replies]
    packed, direct = handoff.packet(kept, "asked").as_dict(), handoff.packet(replies, "asked").as_dict()
    assert packed == direct


def test_a_long_conversation_is_packed_from_its_end(gardener: footnote.Bot) -> None:
    """The last two hundred turns."""
    replies = [gardener.ask("hello"), *[gardener.ask("bye")] * handoff.MAX_TURNS]
    assert {turn.question for turn in handoff.packet(replies, "asked").turns} == {"bye"}


def changed(reply: footnote.Reply, path: str, value: object) -> dict[str, Any]:
    """The reply as a dict with one value, at `a.b`, put in the place of another."""
    data: dict[str, Any] = json.loads(json.dumps(reply.as_dict()))
    at: Any = data
    *way, last = [int(key) if key.isdecimal() else key for key in path.split(".")]
    for key in way:
        at = at[key]
    at[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("question", None),
        ("kind", "guess"),
        ("kind", ["answer"]),
        ("reason", "because"),
        ("entry", 1),
        ("text", 7),
        ("confidence", "1"),
        ("confidence", True),
        ("confidence", float("nan")),
        ("bank", None),
        ("bank.id", 1),
        ("citations", {}),
        ("citations", ["x"] * 51),
        ("citations.0", "x"),
        ("citations.0.url", "javascript:alert(1)"),
        ("citations.0.updated", "yesterday"),
        ("citations.0.number", None),
        ("citations.0.references.0.url", "file:///etc/passwd"),
        ("options", [{"entry": "a", "question": "b", "passages": [1]}]),
    ],
)
def test_what_is_no_reply_is_not_handed_over(gardener: footnote.Bot, path: str, value: object) -> None:
    """The sender learns which turn, which key, and what to send."""
    good = gardener.ask("do roses need water?")
    with pytest.raises(PacketError, match=r"turn 2.*send each reply whole"):
        handoff.packet([good, changed(good, path, value)], "asked")


def test_a_packet_needs_one_conversation_and_a_cause(gardener: footnote.Bot) -> None:
    """No turns, turns of two banks, a cause that is none."""
    reply = gardener.ask("hello")
    other = replace(reply, bank=reply.bank._replace(id="shed"))
    for turns, cause, words in [
        ([], "asked", "nothing"),
        ([reply, other], "asked", "one bank"),
        ([reply], "bored", "urgent"),
    ]:
        with pytest.raises(PacketError, match=words):
            handoff.packet(turns, cause)  # type: ignore[arg-type]


@settings(max_examples=200)
@given(st.lists(ANYTHING, max_size=3))
def test_no_conversation_raises_anything_else(turns: list[Any]) -> None:
    """A packet, or a PacketError."""
    with suppress(PacketError):
        handoff.packet(turns, "asked")
