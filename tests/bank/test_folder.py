"""A bank in many files: entries, silent topics, synonyms and wordings apart from `bank.yaml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bank_files import BANK, FOLDER, WORDINGS, problems, write_bank, write_folder

from footnote.bank.lint import check_bank
from footnote.bank.loader import read_bank
from footnote.record import replace

if TYPE_CHECKING:
    from pathlib import Path

WAKE = FOLDER["wordings__wake"]


def test_a_bank_in_many_files_is_the_same_as_in_one(tmp_path: Path) -> None:
    """Only its version differs, since that is a hash of the files."""
    (tmp_path / "one").mkdir()
    one = read_bank(write_bank(tmp_path / "one", BANK))
    many = read_bank(write_folder(tmp_path))
    assert replace(many, version=one.version) == one


def test_each_section_may_be_moved_alone(tmp_path: Path) -> None:
    """The other keys stay in bank.yaml."""
    whole = read_bank(write_folder(tmp_path))
    for name in ("entries", "silent", "synonyms"):
        section = FOLDER[name].removeprefix("schema: 1\n")
        changes: dict[str, str | None] = {"bank": FOLDER["bank"] + section, name: None}
        assert replace(read_bank(write_folder(tmp_path, **changes)), version=whole.version) == whole


def test_wordings_of_an_entry_may_be_in_several_files(tmp_path: Path) -> None:
    """Those of the entry come first, then wordings.yaml, then its own files in the order of their names."""
    home = write_folder(
        tmp_path,
        entries=FOLDER["entries"].replace("frogs wake?\n", "frogs wake?\n    wordings: [one]\n"),
        wordings="schema: 1\nwordings:\n  wake: [two]\n",
        wordings__wake=WAKE.replace("waking up", "three"),
    )
    for name, wording in (("wake.zoo", "five"), ("wake.2", "four")):
        (home / "wordings" / f"{name}.yaml").write_text(WAKE.replace("waking up", wording), encoding="utf-8")
    assert read_bank(home).entries["wake"].wordings == ("one", "two", "three", "four", "five")


def test_a_bank_may_be_named_by_its_file(tmp_path: Path) -> None:
    """Its other files are found in the same folder."""
    home = write_folder(tmp_path)
    assert read_bank(home / "bank.yaml") == read_bank(home)


def test_synonyms_may_be_left_out(tmp_path: Path) -> None:
    """And so may either half of their file."""
    bank = read_bank(write_folder(tmp_path, synonyms="schema: 1\napart:\n  - [frog, fog]\n"))
    assert (bank.same, bank.apart) == ((), (("frog", "fog"),))
    assert read_bank(write_folder(tmp_path, synonyms=None)).apart == ()


PROBLEMS = [
    ({"bank": FOLDER["bank"] + "silent: []\n"}, "silent.yaml:3:3: silent is on line 34 of bank.yaml already"),
    (
        {"bank": FOLDER["bank"].removeprefix("schema: 1\n")},
        "bank.yaml:1:1: a bank needs the key schema, which is missing; write `schema: …`",
    ),
    ({"entries": None}, "bank.yaml:1:1: a bank needs the key entries, which is missing; write `entries: …`"),
    (
        {"entries": "schema: 1\n"},
        "entries.yaml:1:1: a file of entries needs the key entries, which is missing",
    ),
    ({"entries": ""}, "entries.yaml:1:1: this file is empty; write the keys of a file of entries"),
    (
        {"entries": FOLDER["entries"].replace("schema: 1", "schema: 3")},
        "entries.yaml:1:9: “3” does not fit here",
    ),
    (
        {"silent": "schema: 1\nsilence: []\n"},
        "silent.yaml:2:1: a file of silent topics has no key “silence”; write",
    ),
    ({"synonyms": "schema: 1\nentries: []\n"}, "synonyms.yaml:2:1: a file of synonyms has no key “entries”"),
    (
        {"silent": FOLDER["silent"].replace("id: fish", "id: wake")},
        "silent.yaml:3:10: wake is the id of an entry on line 12 of entries.yaml",
    ),
    (
        {"silent": FOLDER["silent"].replace("[sleep]", "[slep]")},
        "silent.yaml:3:44: this topic is near “slep”, which is",
    ),
    (
        {"entries": FOLDER["entries"].replace("[P1]", "[P9]")},
        "entries.yaml:9:13: this entry cites “P9”, which is not",
    ),
    (
        {"synonyms": FOLDER["synonyms"].replace("fog", "toad")},
        "synonyms.yaml:5:5: two of these are in one group",
    ),
    ({"wordings__wake": None}, "entries.yaml:12:5: an entry needs wordings, and has none; write"),
    (
        {"wordings__fsh": WAKE.replace("waking", "what")},
        "fsh.yaml:1:1: “fsh” is not the id of an entry or of a silent topic; write fish",
    ),
    (
        {"wordings__wake": WAKE.replace("waking up", "about fish")},
        "fish.yaml:3:21: “about fish” is a wording of wake already, on line 4 of wake.yaml; delete",
    ),
    (
        {"wordings__wake": WAKE + "  written by hand: [up]\n"},
        "wake.yaml:5:3: “written by hand” is given twice, first on line 3",
    ),
    (
        {"wordings__wake": WAKE + "  from mail: [waking up]\n"},
        "wake.yaml:5:15: “waking up” is a wording here already, on line 4;",
    ),
    (
        {"wordings__wake": "schema: 1\nwordings: [waking up]\n"},
        "wake.yaml:2:11: keys with values are expected here",
    ),
    ({"wordings__wake": "schema: 1\nwordings: {}\n"}, "wake.yaml:2:11: there are no keys here"),
    ({"wordings__wake": "schema: 1\nwordings: {by hand: []}\n"}, "wake.yaml:2:21: this list has no items"),
    (
        {"wordings__wake": "schema: 1\nwordings: {by hand: [a: b]}\n"},
        "wake.yaml:2:22: a text is expected here",
    ),
    ({"wordings__wake": ""}, "wake.yaml:1:1: this file is empty; write the keys of a file of wordings"),
    (
        {"wordings__wake": "schema: 1\nwordings: ["},
        "wake.yaml:3:1: something is missing here: a text, or the ]",
    ),
    ({"wordings": WORDINGS}, "sleep.yaml:3:21: “no” is a wording here already, on line 5 of wordings.yaml"),
]


@pytest.mark.parametrize(("changes", "problem"), PROBLEMS, ids=[problem for _, problem in PROBLEMS])
def test_a_problem_names_its_file_and_place(
    tmp_path: Path, changes: dict[str, str | None], problem: str
) -> None:
    """And the file of the other place, where there is one."""
    found = problems(write_folder(tmp_path, **changes))
    assert any(line.startswith(problem) for line in found), found


def test_missing_wordings_are_asked_for_where_the_others_are(tmp_path: Path) -> None:
    """In the wordings folder, in wordings.yaml, or with the entry."""
    place = "write `wordings: …` here, or add the file wordings/wake.yaml"
    assert place in problems(write_folder(tmp_path, wordings__wake=None))[0]
    other = "schema: 1\nwordings: {fish: [fishing]}\n"
    assert place in problems(write_folder(tmp_path, wordings__wake=None, wordings=other))[0]


BROKEN = ["bank", "entries", "silent", "synonyms", "wordings__sleep", "wordings__fish"]


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_cannot_be_parsed_is_the_only_problem(tmp_path: Path, name: str) -> None:
    """What the other files refer to is probably in it."""
    assert len(problems(write_folder(tmp_path, **{name: FOLDER[name] + "- ["}))) == 1


@pytest.mark.parametrize("name", ["entries.yaml", "wordings/wake.yaml"])
def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path, name: str) -> None:
    """A dangling link is one: the author meant there to be a file."""
    home = write_folder(tmp_path)
    (home / name).unlink()
    (home / name).symlink_to("nowhere.yaml")
    file = name.rpartition("/")[2]
    assert problems(home) == [f"{file}:1:1: no such file or directory"]


def test_hidden_files_are_not_read(tmp_path: Path) -> None:
    """Editors and file systems leave some while a bank is edited: a dangling link, or other bytes."""
    home = write_folder(tmp_path)
    (home / "wordings" / ".#wake.yaml").symlink_to("somebody@somewhere.1234")
    (home / "wordings" / "._wake.yaml").write_bytes(b"\0\5\x16\7")
    assert read_bank(home).entries["wake"].wordings == ("waking up",)


def test_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    """In the order bank, entries, silent topics, synonyms, wordings."""
    wrong = {name: text.replace("schema: 1", "schema: 3") for name, text in FOLDER.items()}
    files = [line.partition(":")[0] for line in problems(write_folder(tmp_path, **wrong))]
    assert files == [
        "bank.yaml", "entries.yaml", "silent.yaml", "synonyms.yaml", "fish.yaml", "sleep.yaml", "wake.yaml"
    ]  # fmt: skip


@pytest.mark.parametrize("name", sorted(FOLDER))
def test_the_version_depends_on_every_file(tmp_path: Path, name: str) -> None:
    """But not on its line ends."""
    version = read_bank(write_folder(tmp_path)).version
    text = FOLDER[name]
    assert read_bank(write_folder(tmp_path, **{name: text + "# changed\n"})).version != version
    assert read_bank(write_folder(tmp_path, **{name: text.replace("\n", "\r\n")})).version == version


def test_the_version_depends_on_whose_wordings_they_are(tmp_path: Path) -> None:
    """A file that gets the name of another entry makes another bank."""
    home = write_bank(tmp_path, BANK)
    (home / "wordings").mkdir()
    file = home / "wordings" / "sleep.yaml"
    file.write_text("schema: 1\nwordings: {by hand: [really]}\n")
    version = read_bank(home).version
    file.rename(home / "wordings" / "wake.yaml")
    assert read_bank(home).version != version


def test_few_wordings_are_reported_in_their_own_file(tmp_path: Path) -> None:
    """At the list where more should be added: the last one."""
    advice = [
        str(problem).removeprefix(f"{tmp_path}/pond/") for problem in check_bank(write_folder(tmp_path))
    ]
    assert advice == [
        "wordings/sleep.yaml:4:14: advice: only 4 of 10 wordings; write more ways to ask it",
        "wordings/wake.yaml:4:5: advice: only 1 of 10 wordings; write more ways to ask it",
    ]


def test_a_file_with_another_ending_is_pointed_out(tmp_path: Path) -> None:
    """It would be left out without a word."""
    home = write_folder(tmp_path, wordings__wake=WAKE + "".join(f"    - way {n}\n" for n in range(9)))
    for name in ("entries.yml", "wordings/sleep.yml", "questions.yml", "other.yml"):
        (home / name).write_text("schema: 1\n", encoding="utf-8")
    advice = [str(problem).removeprefix(f"{home}/") for problem in check_bank(home)]
    message = "advice: this file is not read; rename it so that it ends in .yaml"
    assert advice == [
        f"entries.yml:1:1: {message}",
        f"questions.yml:1:1: {message}",
        "wordings/sleep.yaml:4:14: advice: only 4 of 10 wordings; write more ways to ask it",
        f"wordings/sleep.yml:1:1: {message}",
    ]


def test_passages_may_be_in_several_files(tmp_path: Path) -> None:
    """The bank is the same; a passage that is in two of them is named with both places."""
    whole = read_bank(write_folder(tmp_path))
    head, passages, rest = re.split(r"passages:\n((?: .*\n)+)", FOLDER["bank"])
    home = write_folder(tmp_path, bank=head + rest)
    (home / "passages").mkdir()
    (home / "passages" / "pond.yaml").write_text(f"schema: 1\npassages:\n{passages}", encoding="utf-8")
    assert replace(read_bank(home), version=whole.version) == whole
    (home / "passages" / "river.yaml").write_text(f"schema: 1\npassages:\n{passages}", encoding="utf-8")
    assert any("first on line 3 of pond.yaml" in each for each in problems(home))
