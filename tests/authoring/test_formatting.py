"""The one form of a bank's files: nothing but the layout changes, and a second time nothing does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given, strategies as st
from paths import GARDEN, ROOT

from footnote.authoring import format_paths, format_text, write_formatted
from footnote.errors import BotError

SHIPPED = sorted((ROOT / "faq").glob("*/*.yaml")) + sorted(GARDEN.glob("*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_shipped_file_says_the_same_and_stays_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    once = format_text(text, str(path))
    assert yaml.load(once, yaml.CSafeLoader) == yaml.load(text, yaml.CSafeLoader)
    assert format_text(once, str(path)) == once
    assert sorted(_comments(once)) == sorted(_comments(text))


def _comments(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


texts = st.text("abc :#'\"-[]{}\n", max_size=20)
trees = st.fixed_dictionaries(
    {
        "title": texts,
        "entries": st.lists(
            st.fixed_dictionaries({"cites": st.lists(texts, max_size=2), "answer": texts, "id": texts}),
            min_size=1,
            max_size=3,
        ),
        "schema": st.just("1"),
    }
)


@given(tree=trees, indent=st.integers(2, 6), flow=st.sampled_from([None, False]))
def test_any_bank_says_the_same_afterwards(tree: object, indent: int, *, flow: bool | None) -> None:
    text = yaml.safe_dump(tree, indent=indent, default_flow_style=flow, sort_keys=True)
    once = format_text(text, "faq/x/bank.yaml")
    assert yaml.safe_load(once) == tree
    assert format_text(once, "faq/x/bank.yaml") == once


BEFORE = """# About the file.

entries:
    # Above it.
    - answer: "It is   red [1]."
      cites: [S1]
      question: Is it red?   # beside it
      id: red
    - id: blue
      question: Is it blue?
      answer: No [S2].
      cites: []

schema: 1
"""
AFTER = """# About the file.

schema: 1
entries:
  # Above it.
  - id: red
    question: Is it red?   # beside it
    answer: "It is   red [1]."
    cites: [S1]

  - id: blue
    question: Is it blue?
    answer: No [S2].
    cites: []
"""


def test_keys_come_in_order_with_their_comments() -> None:
    assert format_text(BEFORE, "faq/x/entries.yaml") == AFTER


def test_marks_become_numbers(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text("schema: 1\npassages:\n  S1: {}\n  S2: {}\n", encoding="utf-8")
    path = tmp_path / "entries.yaml"
    answer = "It is red [S2]. It is old [S1, S2]."
    path.write_text(
        f"schema: 1\nentries:\n  - id: a\n    answer: {answer}\n    cites: [S1]\n", encoding="utf-8"
    )
    (file,) = format_paths(str(path)).files
    assert "answer: It is red [1]. It is old [2][1]." in file.after
    assert "cites: [S2, S1]" in file.after


@pytest.mark.parametrize("text", ["a: [", "a: b\n\tc: d\n", "\0"])
def test_what_is_not_yaml_is_reported_with_its_place(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BotError, match=r"bank\.yaml"):
        format_paths(str(path))
    assert path.read_text(encoding="utf-8") == text


PASSAGES = "schema: 2\npassages:\n" + "".join(
    f"  S{number}:\n    # note {number}\n    place: paragraph {number}, sentence 1\n" for number in (1, 2, 3)
)
WRITTEN = """schema: 1
entries:
  - id: red
    answer: It is red [S2].
    cites: [S2]
  #> S3: It was blue.
  - id: blue
    answer: TO BE WRITTEN [S3].
    cites: [S3]
"""


def finished_bank(folder: Path) -> None:
    (folder / "bank.yaml").write_text(PASSAGES, encoding="utf-8")
    (folder / "entries.yaml").write_text(WRITTEN, encoding="utf-8")
    write_formatted(format_paths(str(folder), finish=True).files)


def passages_of(path: Path) -> list[str]:
    return re.findall(r"^  (S\d+):", path.read_text(encoding="utf-8"), re.MULTILINE)


def test_finishing_puts_passages_aside_that_nothing_cites(tmp_path: Path) -> None:
    finished_bank(tmp_path)
    assert passages_of(tmp_path / "bank.yaml") == ["S2"]
    assert passages_of(tmp_path / "notes-passages.yaml") == ["S1", "S3"]
    assert "S3" not in (tmp_path / "entries.yaml").read_text(encoding="utf-8")


def test_a_passage_comes_back_when_an_answer_has_its_id(tmp_path: Path) -> None:
    finished_bank(tmp_path)
    path = tmp_path / "entries.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("red [1].", "red [1][S1]."), encoding="utf-8")
    write_formatted(format_paths(str(path)).files)
    assert "answer: It is red [1][2]." in path.read_text(encoding="utf-8")
    assert "cites: [S2, S1]" in path.read_text(encoding="utf-8")
    assert passages_of(tmp_path / "bank.yaml") == ["S2", "S1"]
    assert "# note 1" in (tmp_path / "bank.yaml").read_text(encoding="utf-8")
    assert passages_of(tmp_path / "notes-passages.yaml") == ["S3"]
    again = format_paths(str(tmp_path)).files
    assert [file.path for file in again if file.after != file.before] == []


def test_a_draft_that_is_moved_back_has_its_passages(tmp_path: Path) -> None:
    finished_bank(tmp_path)
    drafts = (tmp_path / "notes-drafts.yaml").read_text(encoding="utf-8").split("\n", 1)[1]
    path = tmp_path / "entries.yaml"
    path.write_text(path.read_text(encoding="utf-8") + drafts, encoding="utf-8")
    write_formatted(format_paths(str(tmp_path)).files)
    assert passages_of(tmp_path / "bank.yaml") == ["S2", "S3"]
    write_formatted(format_paths(str(tmp_path), finish=True).files)
    assert passages_of(tmp_path / "bank.yaml") == ["S2"]
    assert passages_of(tmp_path / "notes-passages.yaml") == ["S1", "S3"]


def test_the_last_spare_passage_comes_back_too(tmp_path: Path) -> None:
    finished_bank(tmp_path)
    path = tmp_path / "entries.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("[1]", "[S1, S2, S3]"), encoding="utf-8")
    write_formatted(format_paths(str(tmp_path)).files)
    assert passages_of(tmp_path / "bank.yaml") == ["S2", "S1", "S3"]
    assert passages_of(tmp_path / "notes-passages.yaml") == []
    path.write_text(path.read_text(encoding="utf-8").replace("[1][2][3]", "[S1]"), encoding="utf-8")
    write_formatted(format_paths(str(tmp_path), finish=True).files)
    assert passages_of(tmp_path / "notes-passages.yaml") == ["S2", "S3"]


def test_spare_passages_that_are_not_yaml_are_reported(tmp_path: Path) -> None:
    finished_bank(tmp_path)
    (tmp_path / "notes-passages.yaml").write_text("passages: [", encoding="utf-8")
    with pytest.raises(BotError, match=r"notes-passages\.yaml"):
        format_paths(str(tmp_path))
