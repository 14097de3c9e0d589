"""The keys of everything in a bank and its language, by what has them: what the loader takes, no others."""

# ruff: noqa: SLF001 - each reader keeps its keys to itself; only here are they collected, for JSON Schemas

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from footnote.bank import formats, grammar_schema, language_schema, schema, wordings
from footnote.bank.validation import Keys

from . import conversation, safety, sizes, sources

if TYPE_CHECKING:
    from collections.abc import Mapping

KEYS: Mapping[str, Keys] = MappingProxyType({
    "bank": schema.BANK,
    "bank of several sources": schema.SEVERAL,
    "entry": schema._ENTRY,
    "silent topic": schema._SILENT,
    "policy": schema._POLICY,
    "limits": formats._LIMITS,
    "helpline": formats._HELPLINE,
    "only source": sources._ONLY,
    "source": sources._ONE_OF_SEVERAL,
    "reference": sources._REFERENCE,
    "passage": sources._PASSAGE,
    "sizes": sizes._SIZES,
    "range": sizes._RANGE,
    "fact": conversation._FACT,
    "term": conversation._TERM,
    "wordings": wordings._FILE,
    "language": language_schema._LANGUAGE,
    "small talk": language_schema._SMALL_TALK,
    "other language": language_schema._OTHER,
    "texts": language_schema._TEXTS,
    "grammar": Keys("`grammar`", tuple(grammar_schema._GRAMMAR), tuple(grammar_schema._OPTIONAL)),
    "safety": safety._SAFETY,
    "more safety": safety._MORE_SAFETY,
    "lines": safety._LINES,
    "after": safety._AFTER,
    "sign": safety._SIGN,
    "replies": safety._REPLIES,
    "reply": safety._REPLY,
})  # fmt: skip
