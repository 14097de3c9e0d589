"""The JSON Schemas of a bank's own files, made of the keys that the loader takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import KEYS, Keys, formats

from .parts import Schema, listed, mapping, one_of, record, text, texts

if TYPE_CHECKING:
    from collections.abc import Mapping

_ID = text("Letters, digits and hyphens.", formats.ID)
_NUMBER = text("The version of this format.", formats.SECTION_NUMBER)
_WORDINGS = texts("Ways to ask it, as people type them. Ten or more are worth writing.")
_CLOCK: Mapping[str, Schema] = {
    "owner": text("Who keeps it true."),
    "reviewed": text("The day it was last compared with its source: 2025-08-14."),
    "reviewed_by": text("Who compared it."),
    "review_every": text("How often that is due: 6 months, 1 year.", formats.PERIOD),
}


def bank_schema() -> Schema:
    """`bank.yaml`, whose passages, entries, silent topics and synonyms may be in files of their own."""
    one, several = KEYS["bank"], KEYS["bank of several sources"]
    optional = tuple(dict.fromkeys((*one.optional, *several.optional, "source", "sources")))
    keys = Keys(
        one.what,
        tuple(key for key in one.required if key not in ("source", "passages", "entries")),
        (*optional, "passages", "entries"),
    )
    properties = {**_about(), **_parts(), **_CLOCK}
    schema = record(keys, properties, "What a bank is about, its sources, and where their sentences are.")
    return {**schema, "oneOf": [{"required": ["source"]}, {"required": ["sources"]}]}


def _about() -> Mapping[str, Schema]:
    return {
        "schema": text(
            "The version of this format: 2, or 1 for a bank with one `source`.", formats.ONE_SOURCE
        ),
        "id": text("The name of the bank's folder.", formats.ID),
        "title": text("What the chat calls the bank."),
        "language": text("The name of the language file: english.", formats.ID),
        "notice": text("A sentence that is shown once, such as: This is general information."),
        "contact": text("Who can help where the bank cannot; completes “Please ask …”."),
        "subject": one_of(formats.SUBJECTS, "health: replies to danger may then say what is medical."),
        "helpline": text("A sentence that is added to replies to danger."),
        "helplines": listed(_helpline(), "Whom to call, by country."),
    }


def _parts() -> Mapping[str, Schema]:
    return {
        "source": record(KEYS["only source"], _source(), "What the answers were written from."),
        "sources": mapping(
            record(KEYS["source"], _source()), "What the answers were written from, by id.", formats.ID
        ),
        "passages": mapping(_passage(), "Where each sentence of a source is, by an id.", formats.ID),
        "sizes": _sizes(),
        "facts": listed(_fact(), "What people write of themselves, and the bot remembers."),
        "terms": listed(_term(), "Words of the answers in plain words."),
        "policy": _policy(),
        "limits": _limits(),
        "starters": {
            **texts("Up to six entries, offered before the first question.", 0, _ID),
            "maxItems": 6,
        },
        "entries": listed(_entry(), "Questions and their answers.", 1),
        "silent": listed(_silent_topic(), "What people ask about although the source does not say it."),
        "same": listed(texts("Terms that mean the same; all are read as the first.", 2), "Synonyms."),
        "apart": listed(texts("Terms that must not be taken for each other.", 2)),
    }


def passages_schema() -> Schema:
    """A file of the folder `passages/`."""
    return _section("a file of passages", "passages")


def entries_schema() -> Schema:
    """`entries.yaml`."""
    return _section("a file of entries", "entries")


def silent_schema() -> Schema:
    """`silent.yaml`."""
    return _section("a file of silent topics", "silent")


def synonyms_schema() -> Schema:
    """`synonyms.yaml`."""
    parts = _parts()
    keys = Keys("a file of synonyms", ("schema",), ("same", "apart"))
    return record(keys, {"schema": _NUMBER, "same": parts["same"], "apart": parts["apart"]})


def wordings_schema() -> Schema:
    """A file of the folder `wordings/`, or `wordings.yaml`."""
    groups = mapping(
        _WORDINGS, "Wordings by where they come from; in wordings.yaml, by the id of their entry."
    )
    return record(KEYS["wordings"], {"schema": _NUMBER, "wordings": groups})


def _section(what: str, key: str) -> Schema:
    return record(Keys(what, ("schema", key)), {"schema": _NUMBER, key: _parts()[key]})


def _helpline() -> Schema:
    return record(
        KEYS["helpline"],
        {
            "country": text(),
            "name": text("What the helpline is called."),
            "contact": text("Its number or address."),
            "for": one_of(("crisis", "emergency")),
        },
    )


def _source() -> Mapping[str, Schema]:
    reference = {
        "number": text("Its number in the source.", formats.WHOLE_NUMBER),
        "text": text(),
        "url": text("", formats.URL),
    }
    return {
        "kind": text("What people call it: article, page, leaflet, manual."),
        "title": text(),
        "publisher": text(),
        "url": text("The whole address.", formats.URL),
        "updated": text("The date of its last update, as it gives it: 2025-08-14."),
        "licence": text("The licence of its text."),
        "copy": text("Where the copy of its text is, seen from the bank's folder."),
        "references": listed(record(KEYS["reference"], reference), "Publications that it refers to."),
    }


def _passage() -> Schema:
    return record(
        KEYS["passage"],
        {
            "source": text("The id of its source, where the bank has several.", formats.ID),
            "section": text("The heading above it."),
            "place": text("paragraph 4, sentence 1, or: list item 2"),
            "fragment": {**texts("Its first words and its last words.", 2), "maxItems": 2},
            "sha256": text("The fingerprint of its text.", formats.SHA256),
            "references": texts("The numbers of references that the source gives there."),
        },
    )


def _entry() -> Schema:
    return record(
        KEYS["entry"],
        {
            "id": _ID,
            "question": text("How the bot offers this entry to people."),
            "about": text("What “it” means in the next question."),
            "wordings": _WORDINGS,
            "answer": text("Plain words, 60 at most, with a mark [1] after each claim."),
            "cites": texts("The passages that support it: [1] is the first.", 1, _ID),
            "follow": mapping(
                texts(), "Short questions after this entry, by the id of what answers them.", formats.ID
            ),
            "review": texts("Passages that have changed since the answer was written.", 0, _ID),
            **_CLOCK,
        },
    )


def _silent_topic() -> Schema:
    return record(
        KEYS["silent topic"],
        {
            "id": _ID,
            "about": text("Completes “The source does not say …”."),
            "near": {**texts("Up to three entries on related questions.", 0, _ID), "maxItems": 3},
            "wordings": _WORDINGS,
            "unexplained": texts(
                "Words that the source never has; asked what they mean, the topic answers.", 0
            ),
        },
    )


def _limits() -> Schema:
    says = {
        "words": "The most words of an answer: 60 without it.",
        "item_words": "The most words of a line of a list: 20 without it.",
        "reading_age": "From which age an answer is to be understood; any without it.",
    }
    known = {key: text(description, formats.WHOLE_NUMBER) for key, description in says.items()}
    return record(KEYS["limits"], known, "How much an answer may ask of its reader.")


def _policy() -> Schema:
    share = text("A number from 0 to 1.", formats.SHARE)
    return record(
        KEYS["policy"],
        {
            "careful": text("The least confidence of an answer, from 0 to 1.", formats.SHARE),
            "under_review": one_of(formats.MEASURES, "What is done with answers whose passages changed."),
            "overdue": one_of(formats.MEASURES, "What is done with answers whose review is overdue."),
            "grace": text("How long after the due date.", formats.PERIOD),
            **dict.fromkeys(("answer", "clarify", "margin"), share),
        },
        "How careful the bank is.",
    )


def _sizes() -> Schema:
    bounds = {"under": text("", formats.LENGTH), "upto": text("", formats.LENGTH)}
    one = {
        **bounds,
        "entry": _ID,
        "says": text("A sentence with {size}."),
        "limit": text(),
        "cites": texts("", 1, _ID),
    }
    return record(
        KEYS["sizes"],
        {
            "unit": one_of(("mm",)),
            "ranges": listed(record(KEYS["range"], one), "From the smallest up.", 1),
            **dict.fromkeys(("of", "others", "inside"), texts("", 0)),
            "across": _ID,
        },
        "Which entry answers when somebody types a size.",
    )


def _fact() -> Schema:
    instead = mapping(_ID, "The entry or silent topic that answers in place of an entry.")
    return record(
        KEYS["fact"], {"id": _ID, "terms": texts(), "replaces": texts("", 0, _ID), "instead": instead}
    )


def _term() -> Schema:
    return record(KEYS["term"], {"terms": texts(), "means": text(), "cites": texts("", 1, _ID), "entry": _ID})
