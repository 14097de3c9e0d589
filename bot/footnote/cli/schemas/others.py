"""The JSON Schemas of labelled questions, and of the files of a language."""

from __future__ import annotations

from footnote.bank import KEYS, Keys, formats
from footnote.review import AMOUNT, LEXIS_KEYS, LEXIS_MAPPINGS, UNIT

from .parts import Schema, listed, mapping, one_of, record, text, texts

_SCHEMA = text("The version of this format: 1.", formats.SCHEMA_NUMBER)
_YES_NO = {"enum": [True, False, "true", "false"]}
_FREE: Schema = {"type": ["string", "number", "boolean", "null"]}
_REASONS = ("not-in-source", "off-topic", "unclear", "personal")


def questions_schema() -> Schema:
    """`questions.yaml`, or a file of the folder `questions/`."""
    ask = text("A question as somebody types it.")
    entry = {"anyOf": [text("The entry that is right.", formats.ID), texts("Any of these is right.")]}
    reason, kind = one_of(_REASONS), text("The id of small talk, or a danger.")
    turn = record(
        Keys("a turn", ("ask",), ("entry", "reason", "kind")),
        {"ask": ask, "entry": entry, "reason": reason, "kind": kind},
    )
    conversation = listed(turn, "Each question is asked after those above it.", 2)
    groups = {
        "answered": listed(record(Keys("", ("ask", "entry")), {"ask": ask, "entry": entry})),
        "unanswered": listed(record(Keys("", ("ask", "reason")), {"ask": ask, "reason": reason})),
        "small_talk": listed(record(Keys("", ("ask", "kind")), {"ask": ask, "kind": kind})),
        "conversations": listed(conversation),
        "talks": listed(conversation),
    }
    return record(Keys("", ("schema",), tuple(groups)), {"schema": _SCHEMA, **groups})


def language_schema() -> Schema:
    """A language file, such as `english.yaml`."""
    talk = {
        "id": text("", formats.ID),
        "kind": one_of(("smalltalk", "decline", "handoff")),
        "reason": text(),
        **dict.fromkeys(("text", "again", "does"), text()),
        **dict.fromkeys(("anywhere", "yields"), _YES_NO),
        "wordings": texts(),
    }
    said = {"anyOf": [text(), texts("Several ways to say it.")]}
    words = KEYS["texts"]
    names = ("tag", "text", "words", "script", "crisis", "emergency", "urgent")
    other = dict.fromkeys(names, text())
    return record(
        KEYS["language"],
        {
            "schema": _SCHEMA,
            "id": text("The name of this file without its ending.", formats.ID),
            "tag": text("A language tag, such as en."),
            "small_talk": listed(record(KEYS["small talk"], talk), "", 1),
            "texts": record(
                words, dict.fromkeys((*words.required, *words.optional), said), "What the bot says by itself."
            ),
            "grammar": _grammar(),
            "lexicon": text("The name of a file with the words of the language."),
            "safety": text("The names of the files of what tells of danger."),
            "several_sources": mapping(said, "What it says in their place where a bank has several sources."),
            "other_languages": listed(record(KEYS["other language"], other)),
        },
    )


def _grammar() -> Schema:
    keys = KEYS["grammar"]
    words: Schema = {"type": [*_FREE["type"], "array", "object"]}
    return record(keys, dict.fromkeys((*keys.required, *keys.optional), words), "How the language works.")


def safety_schema() -> Schema:
    """A safety file, such as `english-safety.yaml`; only the first of a language has replies."""
    keys, sign, reply = KEYS["safety"], KEYS["sign"], KEYS["reply"]
    first = Keys(keys.what, ("schema",), (*(key for key in keys.required if key != "schema"), *keys.optional))
    phrases = {
        "name": text("`footnote why` shows it."),
        "danger": text(),
        "weight": text("3 is enough by itself, 2 needs another sign, 1 is a hint."),
        "phrases": texts(),
        "against": text(),
        "within": one_of(("words", "sentence", "message")),
        "reply": text(),
    }
    said = record(reply, dict.fromkeys((*reply.required, *reply.optional), text()))
    lines, after = KEYS["lines"], KEYS["after"]
    return record(
        first,
        {
            "schema": _SCHEMA,
            "groups": mapping(text(), "A name in capitals, and what it stands for."),
            "signs": listed(record(sign, phrases), "What tells of danger."),
            "replies": record(KEYS["replies"], {"health": said, "general": said}),
            "lines": record(
                lines, dict.fromkeys(lines.optional, texts("Whole lines as people type them.", 0))
            ),
            "after": record(
                after, dict.fromkeys(after.optional, texts("What is said after a reply to danger.", 0))
            ),
            **dict.fromkeys(("skip", "decisive"), _FREE),
        },
    )


def checks_schema() -> Schema:
    """A file of checks, such as `english-checks.yaml`."""
    amounts = mapping(text("How many it stands for.", AMOUNT))
    return record(
        LEXIS_KEYS,
        {
            **dict.fromkeys(LEXIS_KEYS.optional, text()),
            "schema": _SCHEMA,
            **dict.fromkeys(LEXIS_MAPPINGS, amounts),
            "units": mapping(text("Its names and signs."), "How many of what each unit is.", UNIT),
        },
    )
