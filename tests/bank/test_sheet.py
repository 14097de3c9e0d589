"""The review sheet of a source that changed, and what is written into the bank."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from bank_files import write_bank, write_folder

from footnote.bank import Bank, read_bank
from footnote.bank.source_check import fingerprint
from footnote.bank.upkeep import (
    CannotEdit,
    accept,
    apply_changes,
    find_copy,
    marked,
    new_copy,
    review_sheet,
    which_source,
    write_sheet,
)

if TYPE_CHECKING:
    from pathlib import Path

OLD = """\
The pond

Frogs

Frogs sleep deep in the mud in winter. They wake in spring when the water is warm. Newts are shy.
"""

HEAD = """\
# What frogs do.
schema: 2
id: pond
title: Ponds
language: plainish
notice: No advice.
contact: the keeper
sources:
  guide: {title: The pond, publisher: The keepers, url: "https://pond.example/guide"}
  rules: {title: The rules, publisher: The town, url: "https://town.example/rules"}
passages:
"""

ENTRIES = """\
entries:
  - id: sleep
    question: When do frogs sleep?
    wordings: [sleeping]
    answer: In winter [1].
    cites: [P1]   # the first
  - id: wake
    question: When do frogs wake?
    wordings: [waking up]
    answer: In spring [1], after winter [2].
    cites: [P2, P1]
  - id: ball
    question: Are ball games allowed?
    wordings: [playing]
    answer: Nobody may play [1].
    cites: [R1]
"""


def passage(id: str, source: str, place: str, text: str, section: str = "Frogs") -> str:
    words = text.split()
    fragment = f'["{" ".join(words[:3])}", "{" ".join(words[-3:])}"]'
    return (
        f"  {id}:\n    source: {source}\n    section: {section}   # as on the page\n    place: {place}\n"
        f"    fragment: {fragment}\n    sha256: {fingerprint(text)}\n"
    )


PASSAGES = (
    passage("P1", "guide", "paragraph 1, sentence 1", "Frogs sleep deep in the mud in winter.")
    + passage("P2", "guide", "paragraph 1, sentence 2", "They wake in spring when the water is warm.")
    + passage("R1", "rules", "paragraph 1, sentence 1", "Nobody may play ball there.", "(introduction)")
)


@pytest.fixture(name="pond")
def _pond(tmp_path: Path) -> Path:
    return write_bank(tmp_path, HEAD + PASSAGES + ENTRIES)


def rows(bank: Bank, text: str, old: str = OLD) -> dict[str, tuple[str, str, str]]:
    """Of each passage of the guide what became of it, its place and its text now."""
    sheet = review_sheet(bank, "guide", text, old)
    return {row.passage: (row.change, row.place, row.new) for row in sheet.rows}


@pytest.mark.parametrize(
    ("text", "one", "two", "new"),
    [
        (OLD, ("unchanged", 1), ("unchanged", 2), []),
        (OLD.replace("They", "Toads hop. They"), ("unchanged", 1), ("moved", 3), ["Toads hop."]),
        (OLD.replace("the mud", "the sand"), ("changed", 1), ("unchanged", 2), []),
        (OLD.replace("They wake in", "They get up in"), ("unchanged", 1), ("changed", 2), []),
        (OLD.replace("They wake in spring", "Frogs wake in spring").replace("is warm.", "is hot."),
         ("unchanged", 1), ("changed", 2), []),
        (OLD.replace("Frogs sleep deep in the mud in winter. ", ""), ("gone", 0), ("moved", 1), []),
    ],
)  # fmt: skip
def test_what_became_of_each_passage(
    pond: Path, text: str, one: tuple[str, int], two: tuple[str, int], new: list[str]
) -> None:
    """And the sentences that are new, but not the one that no passage had before."""
    bank = read_bank(pond)
    found = rows(bank, text)
    for id, (change, number) in {"P1": one, "P2": two}.items():
        assert found[id][0] == change
        assert not number or found[id][1] == f"paragraph 1, sentence {number}"
    assert [each.text for each in review_sheet(bank, "guide", text, OLD).new] == new


def test_without_an_old_text_only_the_new_one_is_known(pond: Path) -> None:
    text = OLD.replace("the mud", "the sand")
    sheet = review_sheet(read_bank(pond), "guide", text)
    row = sheet.rows[0]
    assert (row.change, row.old, row.new, row.entries) == (
        "changed", "", "Frogs sleep deep in the sand in winter.", ("sleep", "wake")
    )  # fmt: skip
    assert not sheet.compared
    assert [each.text for each in sheet.new] == ["Newts are shy."]


def test_words_are_marked_in_both_texts() -> None:
    assert marked("a b c", "a x c d") == [
        ("same", "a"), ("removed", "b"), ("added", "x"), ("same", "c"), ("added", "d")
    ]  # fmt: skip


def written(pond: Path, text: str) -> str:
    """The bank file after the changes of this text were written; the bank can be read."""
    bank = read_bank(pond)
    apply_changes(pond, write_sheet(pond, bank, [review_sheet(bank, "guide", text, OLD)]))
    again = read_bank(pond)
    after = review_sheet(again, "guide", text)
    assert all(row.change in ("unchanged", "gone") for row in after.rows)
    return (pond / "bank.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("bank_has", ["is warm.", "is warm", "warm", "set warm.", "{end}"])
@pytest.mark.parametrize(
    "end",
    [
        "set `warm`.",
        "set “warm”.",
        "set (warm).",
        "set *warm*.",
        "set “`warm`”!",
        "set warm",
        "set [`warm`].",
    ],
)
def test_what_was_written_is_unchanged_then_however_it_ends(pond: Path, bank_has: str, end: str) -> None:
    """Also where the bank has the last words without the marks around them."""
    file = pond / "bank.yaml"
    last = bank_has.format(end=end)
    text = file.read_text(encoding="utf-8").replace('"water is warm."', f"'{last}'")
    file.write_text(text, encoding="utf-8")
    written(pond, OLD.replace("is warm.", f"is {end}"))


def test_an_unchanged_source_changes_nothing(pond: Path) -> None:
    before = (pond / "bank.yaml").read_text(encoding="utf-8")
    assert written(pond, OLD) == before


def test_places_and_fingerprints_are_written_and_nothing_else(pond: Path) -> None:
    """A passage that only moved leaves its entries as they are."""
    before = (pond / "bank.yaml").read_text(encoding="utf-8")
    after = written(pond, OLD.replace("They", "Toads hop. They"))
    assert after == before.replace("paragraph 1, sentence 2", "paragraph 1, sentence 3")


def test_entries_are_marked_whose_passages_changed(pond: Path) -> None:
    before = (pond / "bank.yaml").read_text(encoding="utf-8")
    old, new = "They wake in spring when the water is warm.", "They get up in spring when the water is warm."
    after = written(pond, OLD.replace(old, new))
    assert after == (
        before.replace(fingerprint(old), fingerprint(new))
        .replace('["They wake in", "water is warm."]', "[They get up in, the water is warm.]")
        .replace("    cites: [P2, P1]\n", "    cites: [P2, P1]\n    review: [P2]\n")
    )
    assert {id: entry.review for id, entry in read_bank(pond).entries.items()} == {
        "sleep": (), "wake": ("P2",), "ball": ()
    }  # fmt: skip


def test_windows_line_ends_stay(pond: Path) -> None:
    file = pond / "bank.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    written(pond, OLD.replace("the mud", "the sand"))
    data = file.read_bytes()
    assert b"review: [P1]\r\n" in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_what_was_looked_at_is_settled_passage_by_passage(pond: Path) -> None:
    """The day and the name come with the last passage of an entry."""
    written(pond, OLD.replace("the mud", "the sand").replace("They wake", "They get up"))
    day = date(2026, 11, 29)
    for passage_id, entries in (("P2", ["wake"]), ("P1", ["sleep", "wake"]), ("P1", [])):
        changes, settled = accept(pond, read_bank(pond), [passage_id], "Ann: a, b", day)
        assert settled == entries
        apply_changes(pond, changes)
        bank = read_bank(pond)
        if passage_id == "P2":
            assert bank.entries["wake"].review == ("P1",)
            assert bank.entries["wake"].clock.reviewed == ""
    assert not any(entry.review for entry in bank.entries.values())
    for id in ("sleep", "wake"):
        assert bank.entries[id].clock[:4] == ("", "2026-11-29", "", "Ann: a, b")
    assert bank.entries["ball"].clock.reviewed == ""


def test_entries_in_a_file_of_their_own_are_marked_there(tmp_path: Path) -> None:
    home = write_folder(tmp_path)
    before = (home / "entries.yaml").read_text(encoding="utf-8")
    bank = read_bank(home)
    sheet = review_sheet(bank, "source", "The pond\n\nFrogs\n\nFrogs sleep well in winter.\n")
    apply_changes(home, write_sheet(home, bank, [sheet]))
    after = (home / "entries.yaml").read_text(encoding="utf-8")
    assert after.replace("    review: [P1]\n", "").replace("    review: [P1, P2]\n", "") == before
    assert read_bank(home).entries["sleep"].review == ("P1",)


def test_a_bank_that_would_break_stays_as_it_was(pond: Path) -> None:
    bank = read_bank(pond)
    (change,) = write_sheet(pond, bank, [review_sheet(bank, "guide", OLD.replace("mud", "sand"), OLD)])
    with pytest.raises(CannotEdit, match="nothing was written"):
        apply_changes(pond, [change._replace(after="schema: 2\n")])
    assert (pond / "bank.yaml").read_text(encoding="utf-8") == change.before


def test_a_copy_is_beside_the_banks_or_where_the_source_says(pond: Path) -> None:
    bank = read_bank(pond)
    guide = bank.sources["guide"]
    assert find_copy(pond, bank, guide) == new_copy(pond, bank, guide) == ""
    folder = pond.parent / "sources" / "pond"
    folder.mkdir(parents=True)
    assert new_copy(pond, bank, guide) == str(folder / "guide.md")
    (folder / "guide.txt").write_text("x", encoding="utf-8")
    assert find_copy(pond / "bank.yaml", bank, guide) == str(folder / "guide.txt")


@pytest.mark.parametrize(
    ("name", "text", "source"),
    [
        ("new/rules.html.txt", "nothing of it", ""),
        ("new/rules.txt", "nothing of it", "rules"),
        ("new/x.txt", OLD, "guide"),
        ("new/x.txt", "The rules\n\nNobody may play ball there.", "rules"),
        ("new/x.txt", "The rules\n\nNobody may play ball there.\n\n" + OLD, "guide"),
        ("new/x.txt", "Nobody may play ball there.\n\nThey wake in spring when the water is warm.", "rules"),
        ("new/x.txt", "Nothing\n\nIs here.", ""),
    ],
)
def test_a_text_is_of_the_source_whose_name_or_passages_it_has(
    pond: Path, name: str, text: str, source: str
) -> None:
    assert which_source(read_bank(pond), name, text) == source
