"""The schema of a reply, `reply.schema.json`: every reply fits it, and what is no reply does not."""

from __future__ import annotations

import json
from copy import deepcopy
from importlib.resources import files
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from judgements import scripted_bot

import footnote
from footnote import State
from footnote.bank import Measures
from footnote.record import replace
from footnote.text import Kind, Reason

SCHEMA = json.loads(files("footnote.dialogue").joinpath("reply.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())

CONVERSATIONS = {
    "answer": ["is it serious"],
    "answers in a row": ["how big is it", "and radiation?"],
    "clarify": ["found"],
    "off-topic": ["who won the football match", "who is the president"],
    "not-in-source": ["what is the survival rate"],
    "unclear": ["asdf qwer"],
    "empty": [""],
    "personal": ["should i get radiation"],
    "urgent": ["i want to die"],
    "asked": ["i want to talk to a person"],
    "smalltalk": ["hello", "thank you", "who are you", "bye"],
    "hostile": ["\x1b[2J\x00\ud800", "x" * 10_000],
}


@pytest.fixture(name="torn")
def _torn(shipped: footnote.Bot) -> footnote.Bot:
    """The bot of the shipped bank, for which two entries are as likely to answer "found"."""
    careful = shipped.bank.policy.careful
    return scripted_bot(shipped, {"found": [("how-found", 0.8 * careful), ("recurrence", 0.8 * careful)]})


def replies(bot: footnote.Bot) -> list[footnote.Reply]:
    """The replies to all conversations, each with the state of the turn before."""
    every = []
    for questions in CONVERSATIONS.values():
        state = State()
        for question in questions:
            every.append(bot.ask(question, state, id="q1"))
            state = every[-1].state
    return every


def test_the_schema_is_a_schema() -> None:
    """Of JSON Schema, draft 2020-12."""
    Draft202012Validator.check_schema(SCHEMA)


def test_replies_of_every_kind_fit_the_schema(torn: footnote.Bot) -> None:
    """And every reason is among them."""
    every = replies(torn)
    assert {reply.kind for reply in every} == set(get_args(Kind))
    assert {reply.reason for reply in every} - {None} == set(get_args(Reason)) - {"under-review"}
    for reply in every:
        VALIDATOR.validate(json.loads(json.dumps(reply.as_dict())))


def test_every_entry_is_answered_in_the_schema(shipped: footnote.Bot, gardener: footnote.Bot) -> None:
    """With its citations and the works that it refers to."""
    for bot in (shipped, gardener):
        for entry in bot.bank.entries.values():
            VALIDATOR.validate(bot.ask(entry.question).as_dict())


def keys(value: object, path: str = "") -> set[str]:
    """Every key of an object and of those in it, as a path."""
    if isinstance(value, dict):
        return {f"{path}.{key}" for key in value} | {
            each for key, inner in value.items() for each in keys(inner, f"{path}.{key}")
        }
    if isinstance(value, list):
        return {each for inner in value for each in keys(inner, path)}
    return set()


def described(schema: dict[str, Any], path: str = "") -> set[str]:
    """Every key that the schema describes, as a path."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]]
    below = {f"{path}.{name}": inner for name, inner in schema.get("properties", {}).items()}
    inside = [each for name, inner in below.items() for each in described(inner, name)]
    return {*below, *inside, *(described(schema["items"], path) if "items" in schema else ())}


def test_the_schema_describes_just_the_keys_that_replies_have(shipped: footnote.Bot) -> None:
    """A key that is added to replies is added here."""
    assert set().union(*(keys(reply.as_dict()) for reply in replies(shipped))) == described(SCHEMA)


def test_unknown_keys_are_allowed(shipped: footnote.Bot) -> None:
    """A newer bot may add some."""
    reply = shipped.ask("how big is it").as_dict()
    reply["tone"] = "comfort"
    reply["citations"][0]["language"] = "en"
    VALIDATOR.validate(reply)


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("answer", {"citations": []}),
        ("answer", {"entry": None}),
        ("answer", {"reason": "off-topic"}),
        ("answer", {"confidence": 1.5}),
        ("answer", {"schema": 2}),
        ("answer", {"kind": "maybe"}),
        ("answer", {"text": ""}),
        ("answer", {"bank": {"id": "x", "version": "7"}}),
        ("answer", {"citations": [{"number": 1}]}),
        ("clarify", {"options": []}),
        ("off-topic", {"reason": None}),
        ("off-topic", {"reason": "because"}),
        ("smalltalk", {"reason": "asked"}),
        ("smalltalk", {"state": {"entry": 7, "options": []}}),
        ("urgent", {"reason": None}),
    ],
)
def test_what_contradicts_itself_is_no_reply(
    torn: footnote.Bot, kind: str, change: dict[str, object]
) -> None:
    """The same rules as `Reply` has."""
    reply = torn.ask(CONVERSATIONS[kind][0]).as_dict()
    assert VALIDATOR.is_valid(reply)
    assert not VALIDATOR.is_valid({**deepcopy(reply), **change})


@pytest.mark.parametrize("key", SCHEMA["required"])
def test_every_key_of_a_reply_is_there(shipped: footnote.Bot, key: str) -> None:
    """Null where it does not apply, never missing."""
    reply = shipped.ask("how big is it").as_dict()
    del reply[key]
    assert not VALIDATOR.is_valid(reply)


def test_replies_that_may_not_be_right_any_more_are_in_the_schema(gardener: footnote.Bot) -> None:
    """With a notice, and held back."""
    bank = gardener.bank
    entries = {**bank.entries, "roses": replace(bank.entries["roses"], review=("P1",))}
    for measures in (Measures(), Measures("hold")):
        reply = footnote.Bot(replace(bank, entries=entries, measures=measures)).ask("do roses need water?")
        assert reply.review == "changed"
        VALIDATOR.validate(json.loads(json.dumps(reply.as_dict())))
