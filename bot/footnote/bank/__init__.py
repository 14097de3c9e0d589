"""Banks: questions and answers written from a source, read from YAML files and checked.

`models` has the records, `locations` finds banks and lists their files, `loader` reads a bank, `lint`
checks one for its author, and `source_check` compares it with the text of its source. `schema`,
`language_schema`, `wordings`, `references`, `formats` and `validation` make records of the tree that
`yaml_nodes` parses.

Names are imported when they are first used: neither the records nor YAML are needed to find a bank.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .language_schema import SCHEMA as SCHEMA
    from .lint import check as check, is_advice as is_advice
    from .loader import default_language as default_language, open_document as open_document, read as read
    from .locations import (
        DEFAULT as DEFAULT,
        QUESTIONS_FILE as QUESTIONS_FILE,
        Layout as Layout,
        Stamps as Stamps,
        file as file,
        find as find,
        home as home,
        layout as layout,
        listed as listed,
        question_files as question_files,
        shipped as shipped,
        source_files as source_files,
        stamp as stamp,
        stamps as stamps,
    )
    from .models import (
        Bank as Bank,
        Entry as Entry,
        Passage as Passage,
        Policy as Policy,
        Reference as Reference,
        SilentTopic as SilentTopic,
        SizeRange as SizeRange,
        Source as Source,
    )
    from .source_check import (
        Finding as Finding,
        Uncovered as Uncovered,
        compare as compare,
        texts as texts,
        uncovered as uncovered,
    )
    from .validation import (
        Document as Document,
        Fields as Fields,
        Keys as Keys,
        clip as clip,
        line_of as line_of,
        matching as matching,
        suggest as suggest,
    )
    from .yaml_nodes import Items as Items, Node as Node, Pairs as Pairs

_NAMES = {
    "language_schema": "SCHEMA",
    "lint": "check is_advice",
    "loader": "default_language open_document read",
    "locations": "DEFAULT QUESTIONS_FILE Layout Stamps file find home layout listed question_files shipped "
    "source_files stamp stamps",
    "models": "Bank Entry Passage Policy Reference SilentTopic SizeRange Source",
    "source_check": "Finding Uncovered compare texts uncovered",
    "validation": "Document Fields Keys clip line_of matching suggest",
    "yaml_nodes": "Items Node Pairs",
}
_MODULES = {name: module for module, names in _NAMES.items() for name in names.split()}


def __getattr__(name: str) -> object:
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_MODULES[name]}", __name__), name)
