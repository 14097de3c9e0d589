"""Files that are not plain YAML: every problem is reported in an author's words, and nothing raises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bank_files import BANK, FOLDER, LANGUAGE, SHORT, WORDINGS, problems, write_bank, write_folder
from hypothesis import given, strategies as st

from footnote.bank import yaml_nodes
from footnote.bank.lint import check_bank

if TYPE_CHECKING:
    from pathlib import Path


UNREADABLE = [
    (b"", "1:1: this file is empty; write the keys of a bank"),
    (b"# nothing\n", "1:1: this file is empty; write the keys of a bank"),
    (b"a text", "1:1: keys with values are expected here"),
    (b"- a\n- b\n", "1:1: keys with values are expected here"),
    (b"title: a: b\n", "1:9: a colon followed by a space makes a key of the text before it; put the whole"),
    (b"title: @home\n", "1:8: a text cannot start with this character; put the whole text in quotes"),
    (b'id: x\ntitle: "Ponds\nid: y\n', "2:8: the quotation mark opened here is never closed"),
    (b"same: [a, b\n", "1:7: the list opened by this [ is not closed, or a comma"),
    (b"policy: {a: b\n", "1:9: the keys opened by this { are not closed"),
    (b"id: a\n- b\n", "2:1: this line does not continue the keys above"),
    (b"- a\nid: b\n", "2:1: this line does not continue the list above"),
    (b"same:\n  - a\n - b\n", "3:2: this line does not continue the keys above"),
    (b"  id: a\n title: b\n", "2:2: the keys of this file ended before this line"),
    (b'id: "a\\q"\n', "1:7: a \\ has a special meaning between double quotes; use single quotes"),
    (b"%YAML 3.0\n---\nid: a\n", "1:1: this cannot be read as YAML: found incompatible YAML document"),
    (BANK.encode() + b"---\nid: b\n", "56:1: a second YAML document starts here"),
    (b"id: &a x\n", "1:5: &a means “name this part of the file” in YAML; put the whole text in"),
    (b"id: &a x\ntitle: *a\n", "2:8: *a means “repeat a part of this file” in YAML; put the whole"),
    (b"same: &a [x, *a]\n", "1:14: *a means “repeat a part of this file”"),
    (b"id: !!python/object:os.system x\n", "1:5: tag:yaml.org,2002:python/object:os.system means “read this"),
    (b"id:\tpond\n", "1:4: there is a tab here; write spaces"),
    (b"same:\n\t- a\n", "2:1: there is a tab here; write spaces"),
    (b"id: po\x00nd\n", "1:7: there is an invisible character U+0000 here; delete it"),
    ("id: po\u202end\n".encode(), "1:7: there is an invisible character U+202E here; delete it"),
    ("id: po\ufeffnd\n".encode(), "1:7: there is an invisible character U+FEFF here; delete it"),
    ("id: pond\ufeff\n".encode(), "1:9: there is an invisible character U+FEFF here; delete it"),
    ("id: pond\ufffe\n".encode(), "1:9: there is an invisible character U+FFFE here; delete it"),
    ("id: po\uffffnd\n".encode(), "1:7: there is an invisible character U+FFFF here; delete it"),
    ("\ufeff" + BANK, "1:1: this file starts with an invisible byte order mark; save it as"),
    (BANK.encode("utf-16"), "1:1: this file is saved as UTF-16; save it as UTF-8"),
    ("id: a\r\ntitle: Tümpel\r\n".encode("latin-1"), "2:9: byte FC is not UTF-8, and there may be more"),
    (b"[" * 30, "1:17: lists are nested more than 16 levels deep here; write them flatter"),
    (b"- " * 100_000, "1:33: lists are nested more than 16 levels deep here; write them flatter"),
    (b"{a: " * 100_000, "1:65: lists are nested more than 16 levels deep here; write them flatter"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "problem"), UNREADABLE, ids=[case[1] for case in UNREADABLE])
def test_a_problem_of_the_yaml_names_its_place(tmp_path: Path, content: str | bytes, problem: str) -> None:
    """In words for an author, not in those of the parser."""
    found = problems(write_bank(tmp_path, content))
    assert any(line.startswith(f"bank.yaml:{problem}") for line in found), found


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_any_depth_is_reported_in_the_same_words(tmp_path: Path, opening: str) -> None:
    """Versions of the parser stop at different depths, with messages of their own."""
    found = problems(write_bank(tmp_path, opening * 100_000))
    assert any("lists are nested more than 16 levels deep here" in line for line in found), found


def test_sixteen_levels_are_allowed(tmp_path: Path) -> None:
    assert not any("nested" in line for line in problems(write_bank(tmp_path, "[" * 16 + "]" * 16)))


def test_problems_before_a_second_document_are_reported_too(tmp_path: Path) -> None:
    found = problems(write_bank(tmp_path, BANK.replace("unit: mm", "unit: km") + "---\nid: b\n"))
    assert [line.partition(";")[0] for line in found] == [
        "bank.yaml:31:9: “km” does not fit here",
        "bank.yaml:56:1: a second YAML document starts here",
    ]


def test_an_alias_bomb_is_reported_and_not_expanded(tmp_path: Path) -> None:
    """Nine lists of ten aliases of the list before would be a billion texts."""
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10))]
    found = problems(write_bank(tmp_path, "\n".join(lines)))
    assert sum("means “repeat a part of this file”" in line for line in found) == 90


def test_after_twenty_lines_with_tabs_the_rest_are_counted(tmp_path: Path) -> None:
    found = problems(write_bank(tmp_path, BANK.replace(": ", ":\t")))
    assert sum("there is a tab here" in line for line in found) == 20
    assert any(
        re.search(r": \d+ more lines after this one have invisible characters or tabs", line)
        for line in found
    )


def test_tabs_do_not_hide_other_problems(tmp_path: Path) -> None:
    """The rest of the file is checked as if they were spaces."""
    found = problems(write_bank(tmp_path, BANK.replace("title: Ponds", "titel:\tPonds")))
    assert [line.split(";")[0] for line in found] == [
        "bank.yaml:3:1: a bank has no key “titel”",
        "bank.yaml:3:7: there is a tab here",
    ]


def test_reading_stops_after_too_many_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A larger file could fill the memory."""
    monkeypatch.setattr(yaml_nodes, "MAX_NODES", 50)
    assert problems(write_bank(tmp_path, "same: [" + "x, " * 100 + "]")) == [
        "bank.yaml:1:143: this file has more than 50 texts and lists; split it"
    ]


@given(st.binary(max_size=200))
def test_any_bytes_give_problems_and_no_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    assert problems(write_bank(tmp_path_factory.getbasetemp(), data))


def damaged(data: st.DataObject, text: str) -> bytes:
    """A text with anything written anywhere into it, or over it."""
    raw = text.encode()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 40)))
    patch = data.draw(
        st.binary(max_size=8) | st.sampled_from([b"&a ", b"*a", b"\n", b": ", b"[", b"{", b"'", b"!!x "])
    )
    return raw[:start] + patch + raw[end:]


@pytest.mark.parametrize("has_wordings_file", [False, True])
@given(data=st.data())
def test_any_damage_gives_problems_and_no_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, *, has_wordings_file: bool
) -> None:
    """In a bank in one file, or in its wordings."""
    wordings = (SHORT, LANGUAGE, damaged(data, WORDINGS)) if has_wordings_file else (damaged(data, BANK),)
    found = check_bank(write_bank(tmp_path_factory.getbasetemp(), *wordings))
    assert all(problem.line > 0 and problem.column > 0 for problem in found)


@given(data=st.data())
def test_any_damage_to_a_bank_in_many_files_gives_problems_and_no_traceback(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """In any of them."""
    folder = tmp_path_factory.getbasetemp() / "many"
    home = write_folder(folder)
    name = data.draw(st.sampled_from(sorted(FOLDER)))
    (home / f"{name.replace('__', '/')}.yaml").write_bytes(damaged(data, FOLDER[name]))
    found = check_bank(home)
    assert all(problem.line > 0 and problem.column > 0 for problem in found)
