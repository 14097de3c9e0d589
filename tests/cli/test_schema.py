"""`footnote schema`: what editors check files with agrees with what the loader takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from command_line import Run
from paths import DATA, GARDEN, ROOT

from footnote.bank import KEYS
from footnote.cli.commands.schema import KINDS
from footnote.cli.schemas import json_schema

FAQ = ROOT / "faq"


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: a date is a text."""


Yaml12.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def kind_of(path: Path) -> str:
    """The kind of a file of a bank, or of one beside it."""
    if path.parent.name in {"passages", "wordings", "questions"}:
        return path.parent.name
    if path.stem in KINDS:
        return path.stem
    if path.stem.endswith("-checks"):
        return "checks"
    return "safety" if "-" in path.stem else "language"


SHIPPED = [
    *FAQ.glob("*.yaml"),
    *FAQ.glob("*/*.yaml"),
    *FAQ.glob("*/*/*.yaml"),
    *DATA.glob("*.yaml"),
    *GARDEN.glob("*.yaml"),
]


def errors(kind: str, data: Any) -> list[str]:
    """What a schema finds wrong, with where."""
    validator = jsonschema.Draft202012Validator(json_schema(kind))
    return [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(data)]


@pytest.mark.parametrize("kind", KINDS)
def test_each_schema_is_one(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema(kind))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_the_files_of_all_banks_fit(path: Path) -> None:
    assert errors(kind_of(path), yaml.load(path.read_text(encoding="utf-8"), Yaml12)) == []  # noqa: S506


def properties(schema: Any) -> list[set[str]]:
    """The keys of every record in a schema."""
    if isinstance(schema, list):
        return [each for item in schema for each in properties(item)]
    if not isinstance(schema, dict):
        return []
    own = [set(schema["properties"])] if schema.get("additionalProperties") is False else []
    return own + [each for value in schema.values() for each in properties(value)]


def test_the_schemas_know_every_key_of_the_loader() -> None:
    """And no key is known by its name only."""
    known = [keys for kind in KINDS for keys in properties(json_schema(kind))]
    for what, keys in KEYS.items():
        if what not in {"bank", "bank of several sources", "more safety"}:
            assert {*keys.required, *keys.optional} in known, what
    unknown = [name for kind in KINDS for name, value in _values(json_schema(kind)) if value == {}]
    assert unknown == []


def _values(schema: Any) -> list[tuple[str, Any]]:
    if isinstance(schema, list):
        return [each for item in schema for each in _values(item)]
    if not isinstance(schema, dict):
        return []
    own = list(schema.get("properties", {}).items()) if isinstance(schema.get("properties"), dict) else []
    return own + [each for value in schema.values() for each in _values(value)]


ENTRY = {"id": "a", "question": "A?", "answer": "B [1].", "cites": ["S1"]}
PASSAGE = {"section": "s", "place": "p", "fragment": ["a", "b"], "sha256": "0" * 64}
SOURCE = {"title": "t", "publisher": "p", "url": "https://x.example/"}
BANK = {
    "schema": 2, "id": "a", "title": "A", "language": "english", "notice": "n", "contact": "c",
    "sources": {"page": SOURCE}, "passages": {"S1": PASSAGE},
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("bank", {**BANK, "titel": "A"}),
        ("bank", {key: value for key, value in BANK.items() if key != "contact"}),
        ("bank", {key: value for key, value in BANK.items() if key != "sources"}),
        ("bank", {**BANK, "source": {**SOURCE, "updated": "2025-01-01"}}),
        ("bank", {**BANK, "id": "two words"}),
        ("bank", {**BANK, "sources": {"page": {**SOURCE, "url": "www.x.example"}}}),
        ("bank", {**BANK, "passages": {"S1": {**PASSAGE, "fragment": ["only one"]}}}),
        ("bank", {**BANK, "passages": {"S1": {**PASSAGE, "sha256": "abc"}}}),
        ("bank", {**BANK, "policy": {"careful": "very"}}),
        ("bank", {**BANK, "subject": "cooking"}),
        ("entries", {"schema": 1, "entries": []}),
        ("entries", {"schema": 1, "entries": [{**ENTRY, "cites": []}]}),
        ("entries", {"schema": 1, "entries": [{**ENTRY, "wording": ["x"]}]}),
        ("entries", {"entries": [ENTRY]}),
        ("silent", {"schema": 1, "silent": [{"id": "a", "about": "b", "near": ["a", "b", "c", "d"]}]}),
        ("synonyms", {"schema": 1, "same": [["alone"]]}),
        ("wordings", {"schema": 1, "wordings": {"by hand": "not a list"}}),
        ("questions", {"schema": 1, "unanswered": [{"ask": "x", "reason": "no reason"}]}),
        ("questions", {"schema": 1, "conversations": [[{"ask": "alone", "entry": "a"}]]}),
        ("language", {"schema": 1, "id": "x", "small_talk": [], "texts": {}}),
        ("safety", {"schema": 1, "signs": [{"name": "x"}]}),
        ("checks", {"schema": 1, "numbers": {"one": "very"}}),
        ("checks", {"schema": 1, "units": {"a minute": "min"}}),
        ("checks", {"schema": 1, "joiner": "to"}),
    ],
)
def test_a_mistake_is_found(kind: str, data: dict[str, Any]) -> None:
    assert errors("bank", BANK) == []
    assert errors("entries", {"schema": 1, "entries": [ENTRY]}) == []
    assert errors(kind, data) != []


def test_the_command_prints_one_and_writes_all(footnote: Run, tmp_path: Path) -> None:
    assert json.loads(footnote("schema").out) == json_schema("bank")
    assert json.loads(footnote("schema", "wordings").out) == json_schema("wordings")
    done = footnote("schema", "--out", tmp_path / "schemas")
    assert done.status == 0
    assert {path.name for path in (tmp_path / "schemas").iterdir()} == {
        f"{kind}.schema.json" for kind in KINDS
    }


def test_a_folder_that_cannot_be_written_is_said_in_words(footnote: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    done = footnote("schema", "--out", tmp_path / "file")
    assert (done.status, done.err[:28]) == (2, "footnote: cannot write into ")
