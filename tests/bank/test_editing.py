"""Additions to the files of a bank: what was written stays, byte for byte, and the new text can be read."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from bank_files import BANK, WORDINGS, write_bank, write_folder
from hypothesis import example, given, strategies as st

from footnote.bank import (
    CannotEdit,
    Edit,
    add_silent_topic,
    add_wordings,
    apply_edits,
    read_bank,
    revert_edits,
)
from footnote.bank.editing.yaml_lists import Where, add_block, add_items, quoted
from footnote.text import printable

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """\
# a comment at the top
schema: 1
entries:
  - id: frogs   # and one here
    wordings: [no, 12:30, "yes: no"]   # kept
    answer: >-
      In winter
      they sleep.

  - id: newts
    wordings:
    - one   # of them
    - "two"

    # before the answer
    answer: |
      a
      b

# at the end
silent:
  - {id: fish, about: "what, exactly", wordings: [about fish]}
"""


@pytest.mark.parametrize(
    ("id", "section", "old", "new"),
    [
        ("frogs", "entries", '"yes: no"]   # kept', '"yes: no", a new one, "is it: so?"]   # kept'),
        (
            "newts", "entries", '    - "two"\n',
            '    - "two"\n    - a new one  # by hand\n    - "is it: so?"  # by hand\n',
        ),
        ("fish", "silent", "[about fish]", '[about fish, a new one, "is it: so?"]'),
    ],
)  # fmt: skip
def test_wordings_are_added_where_the_list_ends(id: str, section: str, old: str, new: str) -> None:
    """In brackets or a line each, with the comments and the order that were there."""
    place = (section, Where("id", id), "wordings")
    assert add_items(TEXT, place, ["a new one", "is it: so?"], "by hand") == TEXT.replace(old, new)


def as_texts(text: str) -> Any:
    """A YAML text as lists and mappings of texts."""
    return yaml.load(text, yaml.BaseLoader)  # noqa: S506  (it makes nothing but texts)


@example(["what do they eat?"], "frogs")  # which not every reader of YAML takes without quotes in brackets
@given(
    st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4), st.sampled_from(["frogs", "newts"])
)
def test_any_text_is_read_as_it_was_added(texts: list[str], id: str) -> None:
    """Or it is refused; nothing else changes either way."""
    place = ("entries", Where("id", id), "wordings")
    before = as_texts(TEXT)
    try:
        after = as_texts(add_items(TEXT, place, texts))
    except CannotEdit:
        return
    wordings = next(entry for entry in before["entries"] if entry["id"] == id)["wordings"]
    wordings += [" ".join(printable(text).split()) for text in texts]
    assert after == before


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("at_end", ["", "\n"])
def test_line_ends_stay(ending: str, at_end: str) -> None:
    """A file without a last line end gets one."""
    text = "wordings:\n  hand:\n    - a" + at_end
    after = add_items(text.replace("\n", ending), ("wordings", "hand"), ["b"])
    assert after == "wordings:\n  hand:\n    - a\n    - b\n".replace("\n", ending)


def test_a_block_is_added_after_a_text_of_many_lines() -> None:
    """Empty lines and comments after it stay after it."""
    after = add_block(TEXT, ("entries",), ["- id: new", "  answer: x"])
    assert after == TEXT.replace("      b\n", "      b\n  - id: new\n    answer: x\n")


@pytest.mark.parametrize("text", ["silent: [{id: a}]\n", "silent:\n", "other: 1\n"])
def test_what_cannot_be_added_to_is_refused(text: str) -> None:
    """In a sentence that says what to write."""
    with pytest.raises(CannotEdit, match="write"):
        add_block(text, ("silent",), ["- id: b"])


@pytest.mark.parametrize(
    ("text", "written"),
    [("plain words, here", "plain words, here"), ("what's it?", "what's it?"), (" a  b ", "a b"),
     ("a: b", '"a: b"'),
     ("#1", '"#1"'), ("2 mm", '"2 mm"'), ("[x]", '"[x]"')],
)  # fmt: skip
def test_only_what_needs_quotes_has_some(text: str, written: str) -> None:
    assert quoted(text) == written


def edited(path: Path, id: str, *wordings: str) -> Edit:
    """The edit that adds wordings, written."""
    edit = add_wordings(path, read_bank(path), id, wordings, "from the journal, May 2026")
    apply_edits([edit])
    assert set(wordings) <= {text for each, text in read_bank(path).wordings() if each == id}
    return edit


def test_a_bank_in_one_file_gets_wordings_with_their_origin(tmp_path: Path) -> None:
    path = write_bank(tmp_path, BANK.replace("wordings: [waking up]", "wordings:\n      - waking up"))
    edit = edited(path, "wake", "rise and shine")
    assert "      - rise and shine  # from the journal, May 2026\n" in (edit.after or b"").decode()
    edited(path, "sleep", "are they, like, asleep?")
    edited(path, "fish", "fishes?")


def test_a_file_of_all_wordings_gets_them(tmp_path: Path) -> None:
    """A list of an id that has none there yet too."""
    without = WORDINGS.replace("  wake: [up already]\n\n", "")
    bank = BANK.replace('    wordings: [no, 12:30, 007, "yes: no"]\n', "").replace(
        ", wordings: [about fish]", ""
    )
    path = write_bank(tmp_path, bank, wordings=without)
    edited(path, "sleep", "nap time")
    edit = edited(path, "wake", "rise and shine")
    assert (edit.after or b"").endswith(b"  wake:\n    - rise and shine  # from the journal, May 2026\n")


def test_a_folder_of_wordings_gets_a_group_of_their_origin(tmp_path: Path) -> None:
    """Which later ones join; or a new file."""
    fish = "  - {id: fish, about: what fish do, near: [sleep], wordings: [about fish]}\n"
    path = write_folder(tmp_path, wordings__fish=None, silent=f"schema: 1\nsilent:\n{fish}")
    edited(path, "wake", "rise and shine")
    edit = edited(path, "wake", "good morning frog")
    assert (
        (edit.after or b"")
        .decode()
        .endswith(
            "    - waking up\n  from the journal, May 2026:\n    - rise and shine\n    - good morning frog\n"
        )
    )
    assert edited(path, "fish", "fishes?").before is None


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_silent_topic_is_added_with_its_wordings(tmp_path: Path, *, is_folder: bool) -> None:
    """And all of it can be taken back."""
    path = write_folder(tmp_path) if is_folder else write_bank(tmp_path)
    before = {file: file.read_bytes() for file in path.rglob("*.yaml")}
    edits = add_silent_topic(
        path, read_bank(path), "newts", "what newts eat: worms?", ["do newts eat"], "by hand"
    )
    apply_edits(edits)
    topic = read_bank(path).silent["newts"]
    assert (topic.about, topic.wordings) == ("what newts eat: worms?", ("do newts eat",))
    revert_edits(edits)
    assert {file: file.read_bytes() for file in path.rglob("*.yaml")} == before


def test_a_bank_without_silent_topics_gets_its_first(tmp_path: Path) -> None:
    text = BANK[: BANK.index("silent:")] + BANK[BANK.index("policy:") :]
    path = write_bank(tmp_path, text)
    apply_edits(
        add_silent_topic(path, read_bank(path), "newts", "what newts eat", ["do newts eat"], "by hand")
    )
    assert read_bank(path).silent["newts"].wordings == ("do newts eat",)


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Of several edits none is written then."""
    path = write_bank(tmp_path)
    edit = add_wordings(path, read_bank(path), "wake", ["rise"], "by hand")
    other = Edit(str(tmp_path / "other.yaml"), None, b"x")
    (path / "bank.yaml").write_text(BANK + "# mine\n", encoding="utf-8")
    with pytest.raises(CannotEdit, match=r"bank\.yaml: this file was changed meanwhile"):
        apply_edits([other, edit])
    assert not (tmp_path / "other.yaml").exists()
    assert (path / "bank.yaml").read_text("utf-8").endswith("# mine\n")


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_permissions_and_links_stay(tmp_path: Path) -> None:
    path = write_bank(tmp_path)
    real = tmp_path / "real.yaml"
    (path / "bank.yaml").rename(real)
    real.chmod(0o640)
    (path / "bank.yaml").symlink_to(real)
    edited(path, "wake", "rise and shine")
    assert (path / "bank.yaml").is_symlink()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(each.name for each in tmp_path.iterdir()) == ["plainish.yaml", "pond", "real.yaml"]


def test_a_bank_that_is_no_yaml_is_named(tmp_path: Path) -> None:
    path = write_bank(tmp_path)
    bank = read_bank(path)
    (path / "bank.yaml").write_text("a: [", encoding="utf-8")
    with pytest.raises(CannotEdit, match=r"bank\.yaml: this cannot be read as YAML"):
        add_wordings(path, bank, "wake", ["rise"], "by hand")
