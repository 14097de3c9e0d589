"""Changing a YAML file key by key: all that was written stays, byte for byte."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, strategies as st

from footnote.bank.upkeep.yaml_edits import CannotEdit, YamlText, shown

BANK = """\
# Ünïcode first — so that offsets count characters.
passages:
  S1:
    section: Water   # the heading
    place: "paragraph 1"
    fragment: [Roses need, every morning.]
  S2: {section: Size, place: line 1, references: [1]}
entries:
  - id: roses
    question: When?

    # why these
    cites: [S1]
    answer: >-
      Every
      morning [1].

  - {id: tulips, cites: [S2]}
  - id: last
    cites:
      - S1
      - S2   # both"""


def changed(path: tuple[str, ...], key: str, value: str | list[str], after: str = "cites") -> str:
    text = YamlText(BANK, "bank.yaml")
    text.put(path, key, value, after)
    return text.text


@pytest.mark.parametrize(
    ("path", "key", "value", "old", "new"),
    [
        (("passages", "S1"), "section", "Wind", "section: Water ", "section: Wind "),
        (("passages", "S1"), "place", "line 2, item 1", '"paragraph 1"', "line 2, item 1"),
        (("passages", "S1"), "fragment", ["a b", "c, d"], "[Roses need, every morning.]", '[a b, "c, d"]'),
        (("passages", "S1"), "sha256", "00", '"paragraph 1"\n', '"paragraph 1"\n    sha256: 00\n'),
        (("passages", "S2"), "section", "a, b", "section: Size", 'section: "a, b"'),
        (("passages", "S2"), "sha256", "0f", "[1]}", "[1], sha256: 0f}"),
        (("entries", "roses"), "review", ["S1"], "cites: [S1]\n", "cites: [S1]\n    review: [S1]\n"),
        (("entries", "roses"), "answer", "No: x", ">-\n      Every\n      morning [1].", '"No: x"'),
        (("entries", "tulips"), "review", ["S2"], "[S2]}", "[S2], review: [S2]}"),
        (("entries", "last"), "review", ["S2"], "# both", "# both\n    review: [S2]"),
    ],
)  # fmt: skip
def test_a_value_is_written_where_it_belongs(
    path: tuple[str, ...], key: str, value: str | list[str], old: str, new: str
) -> None:
    after = "place" if path[0] == "passages" else "cites"
    assert changed(path, key, value, after) == BANK.replace(old, new, 1)


@pytest.mark.parametrize(
    ("path", "key", "old"),
    [
        (("entries", "roses"), "cites", "    cites: [S1]\n"),
        (("entries", "roses"), "answer", "    answer: >-\n      Every\n      morning [1].\n"),
        (("entries", "tulips"), "cites", ", cites: [S2]"),
        (("passages", "S2"), "references", ", references: [1]"),
        (("passages", "S1"), "section", "Water"),
        (("passages", "S1"), "nothing", ""),
    ],
)
def test_a_key_is_taken_out(path: tuple[str, ...], key: str, old: str) -> None:
    """The first key of a mapping stays, with an empty list: the dash of an item may stand before it."""
    text = YamlText(BANK, "bank.yaml")
    text.drop(path, key)
    assert text.text == BANK.replace(old, "[]" if old == "Water" else "", 1)


def test_what_is_put_and_dropped_again_leaves_the_text_as_it_was() -> None:
    text = YamlText(BANK, "bank.yaml")
    for entry in ("roses", "tulips", "last"):
        text.put(("entries", entry), "review", ["S1"], after="cites")
    for entry in ("last", "roses", "tulips"):
        text.drop(("entries", entry), "review")
    assert text.text == BANK


def test_a_mapping_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(CannotEdit, match="there is no S9 of passages here"):
        changed(("passages", "S9"), "place", "line 1")


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1))
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    inside = yaml.safe_load(f"a: [{shown(text)}, {shown(text)}]\n")["a"]
    alone = yaml.compose(f"a: {shown(text, inside=False)}\n").value[0][1].value  # type: ignore[union-attr]
    assert [str(each) for each in inside] == [text, text] or yaml.compose(shown(text)).value == text  # type: ignore[union-attr]
    assert alone == text
