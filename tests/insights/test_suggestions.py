"""Drafts for gaps: they name the file they belong to, and can be pasted there whatever the bank's layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bank_drafts import finished
from bank_files import BANK, SHORT, WORDINGS, problems, write_bank, write_folder

from footnote.bank import TO_BE_WRITTEN, Layout, layout, read_bank
from footnote.insights.suggestions import Drafter

if TYPE_CHECKING:
    from pathlib import Path

    from footnote.bank import Bank

QUESTIONS = ["do frogs nap: a bit", "are frogs tired"]


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    return read_bank(write_bank(tmp_path))


def parts(draft: str) -> dict[str, str]:
    """The YAML of a draft by the comment above it."""
    pieces = re.findall(r"^# (.*)\n((?:[^#].*\n?)*)", draft, re.MULTILINE)
    return {comment: yaml.rstrip("\n") + "\n" for comment, yaml in pieces}


@pytest.mark.parametrize(
    ("files", "place"),
    [
        (
            Layout(),
            "entries, under wake (When do frogs wake?), if this is what it answers: add to its wordings",
        ),
        (
            Layout("entries.yaml"),
            "entries.yaml, under wake (When do frogs wake?), if this is what it answers: ",
        ),
        (
            Layout(wordings="wordings.yaml"),
            "wordings.yaml, under wake (When do frogs wake?), if this is what ",
        ),
        (
            Layout("entries.yaml", wordings="wordings"),
            "wordings/wake.yaml, for wake (When do frogs wake?), if this is what it answers: add ",
        ),
    ],
)
def test_more_wordings_name_the_file_they_belong_to(bank: Bank, files: Layout, place: str) -> None:
    (comment,) = parts(Drafter(bank, files).draft("wording missing", QUESTIONS, "wake", None))
    assert comment.startswith(place)


def test_more_wordings_can_be_pasted_into_the_file_of_an_entry(tmp_path: Path) -> None:
    """As a group of their own, below the others."""
    home = write_folder(tmp_path)
    draft = Drafter(read_bank(home), layout(home)).draft("wording missing", QUESTIONS, "wake", None)
    (yaml,) = parts(draft).values()
    with (home / "wordings" / "wake.yaml").open("a") as file:
        file.write(yaml)
    assert read_bank(home).entries["wake"].wordings == ("waking up", *QUESTIONS)


def test_more_wordings_for_a_silent_topic_go_to_its_own_file(tmp_path: Path) -> None:
    home = write_folder(tmp_path)
    draft = Drafter(read_bank(home), layout(home)).draft("source is silent", QUESTIONS, "fish", None)
    assert list(parts(draft)) == ["wordings/fish.yaml, for fish: it is declined already: add under wordings"]


@pytest.mark.parametrize(
    ("kind", "passage", "file", "id"),
    [
        ("entry missing", "P1", "entries", "frogs-nap"),
        ("source is silent", None, "silent", "frogs-nap"),
    ],
)
def test_a_new_entry_or_topic_in_a_folder_is_two_files(
    tmp_path: Path, kind: str, passage: str | None, file: str, id: str
) -> None:
    """One part goes to the end of a file that there is, the other is a new file for its wordings."""
    home = write_folder(tmp_path)
    draft = Drafter(read_bank(home), layout(home)).draft(kind, QUESTIONS, None, passage)
    (first, entry), (second, wordings) = parts(draft).items()
    assert first.startswith(f"{file}.yaml: add")
    assert second == f"wordings/{id}.yaml: write this file"
    with (home / f"{file}.yaml").open("a") as end:
        end.write(finished(entry))
    (home / "wordings" / f"{id}.yaml").write_text(wordings)
    added = {wording for owner, wording in read_bank(home).wordings() if owner == id}
    assert added == set(QUESTIONS)


def test_a_new_entry_whose_question_is_its_only_wording_gets_one_to_write(tmp_path: Path) -> None:
    """A file of wordings without any would be a problem."""
    home = write_folder(tmp_path)
    draft = Drafter(read_bank(home), layout(home)).draft("entry missing", QUESTIONS[:1], None, "P1")
    assert draft.endswith('wordings:\n  from the journal:\n    - "TO BE WRITTEN"')


@pytest.mark.parametrize("files", [Layout(), Layout(wordings="wordings.yaml")])
def test_a_draft_that_is_not_completed_is_reported_where_something_is_missing(
    tmp_path: Path, files: Layout
) -> None:
    """And by no other problem: all that a new entry needs is in the draft."""
    wordings = WORDINGS if files.wordings else None
    home = write_bank(tmp_path, SHORT if wordings else BANK, wordings=wordings)
    draft = Drafter(read_bank(home), files).draft("entry missing", QUESTIONS[:1], None, "P1")
    entry, _, rest = draft.partition("# wordings.yaml: add\n")
    bank = (SHORT if wordings else BANK).replace("entries:\n", f"entries:\n{entry}\n", 1)
    home = write_bank(tmp_path, bank, wordings=wordings and f"{wordings}{rest}\n")
    assert entry.count(TO_BE_WRITTEN) + rest.count(TO_BE_WRITTEN) == 2
    message = "this draft is not finished; write your own text for TO BE WRITTEN"
    assert [line.split(": ", 1)[1] for line in problems(home)] == [message] * 2
    write_bank(tmp_path, finished(bank), wordings=wordings and finished(f"{wordings}{rest}\n"))
    assert "frogs-nap" in read_bank(home).entries


def test_a_bank_in_one_file_has_sections(bank: Bank) -> None:
    drafter = Drafter(bank)
    assert list(parts(drafter.draft("entry missing", QUESTIONS, None, "P1"))) == [
        "entries: add, and write the answer from the passage (P1: Frogs, paragraph 1, sentence 1)"
    ]
    assert next(iter(parts(drafter.draft("source is silent", ["is it wet"], None, None)))).startswith(
        "silent: add"
    )


@pytest.mark.parametrize(
    ("question", "is_drafted"),
    [
        ("are frogs tired", True),
        ("Waking up!", False),  # in the bank already
        ("are [name]'s frogs tired", False),
        ("?!", False),
        ("a" * 140, True),
        ("a" * 141, False),
    ],
)
def test_only_short_new_questions_become_wordings(bank: Bank, question: str, *, is_drafted: bool) -> None:
    draft = Drafter(bank).draft("wording missing", [question], "wake", None)
    assert (f'- "{question}"' in draft) is is_drafted
    assert ("write one" in draft) is not is_drafted


def test_a_draft_has_six_wordings_at_most(bank: Bank) -> None:
    draft = Drafter(bank).draft("wording missing", [f"way {n} of waking" for n in range(9)], "wake", None)
    assert draft.count("\n      - ") == 6


def test_no_wording_is_drafted_twice(bank: Bank) -> None:
    drafter = Drafter(bank)
    first = drafter.draft("wording missing", QUESTIONS, "wake", None)
    second = drafter.draft("wording missing", QUESTIONS, "sleep", None)
    assert "are frogs tired" in first
    assert "are frogs tired" not in second


def test_ids_in_drafts_are_new(tmp_path: Path) -> None:
    bank = read_bank(
        write_bank(tmp_path, BANK.replace("id: fish", "id: frogs-swim").replace("fish:", "frogs-swim:"))
    )
    drafter = Drafter(bank)
    ids = [
        re.search("id: (.*)", drafter.draft("source is silent", [question], None, None))
        for question in ("do frogs swim", "frogs swim?", "泳ぐ")
    ]
    assert [id[1] for id in ids if id] == ["frogs-swim-2", "frogs-swim-3", "new"]
