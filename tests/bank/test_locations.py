"""Finding banks and the files they are made of."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_files import BANK, SHORT, WORDINGS, write_bank, write_folder
from interpreters import printed
from paths import GARDEN

from footnote.bank import locations
from footnote.bank.locations import Layout
from footnote.errors import UnknownBank

LANGUAGES = [
    str(Path(locations.banks_folder(), name).resolve())
    for name in (
        "english-checks.yaml",
        "english-emergency.yaml",
        "english-lines.yaml",
        "english-messages.yaml",
        "english-ordinary.yaml",
        "english-safety.yaml",
        "english.yaml",
    )
]


def relative(names: tuple[str, ...], folder: Path) -> list[str]:
    """The files that are in the folder, as paths in it."""
    return [name.removeprefix(f"{folder}/") for name in names if name.startswith(f"{folder}/")]


def test_a_shipped_bank_is_found_by_its_name() -> None:
    assert "micrometastases" in locations.shipped_banks()
    assert Path(locations.find_bank("micrometastases"), "bank.yaml").is_file()


def test_any_bank_is_found_by_its_path() -> None:
    assert locations.find_bank(str(GARDEN)) == str(GARDEN)


@pytest.mark.parametrize("name", ["", "none", "no/such/path", "nul\0", "x" * 5000])
def test_an_unknown_bank_raises_with_the_known_names(name: str) -> None:
    with pytest.raises(UnknownBank) as caught:
        locations.find_bank(name)
    assert "micrometastases" in caught.value.known


def test_banks_are_found_without_importing_yaml_or_pathlib() -> None:
    """The greeting of the chat names a bank before either is needed."""
    code = "import sys, footnote.bank.locations as at; at.find_bank('micrometastases'); print(*sys.modules)"
    assert not {"yaml", "pathlib", "footnote.bank.models"} & set(" ".join(printed(code)).split())


def test_the_source_files_of_a_small_bank_are_itself_and_the_languages(tmp_path: Path) -> None:
    home = write_bank(tmp_path)
    files = locations.source_files(str(home))
    assert relative(files, tmp_path) == ["pond/bank.yaml", "plainish.yaml"]
    assert list(files[2:]) == [*LANGUAGES, LANGUAGES[-1].replace(".yaml", ".lexicon")]


def test_the_source_files_of_a_bank_are_all_its_files(tmp_path: Path) -> None:
    """Labelled questions are not among them, nor are files that are not YAML."""
    home = write_folder(tmp_path, wordings=WORDINGS, wordings__sleep="")
    for name in ("questions.yaml", "wordings/notes.txt", "other.yaml"):
        (home / name).write_text("")
    assert relative(locations.source_files(home), tmp_path) == [
        "pond/bank.yaml", "pond/entries.yaml", "pond/silent.yaml", "pond/synonyms.yaml", "pond/wordings.yaml",
        "pond/wordings/fish.yaml", "pond/wordings/sleep.yaml", "pond/wordings/wake.yaml", "plainish.yaml",
    ]  # fmt: skip


def test_source_files_are_the_same_however_a_bank_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_folder(tmp_path)
    files = locations.source_files(str(home))
    assert locations.source_files(f"{home}/bank.yaml") == files
    assert locations.source_files(f"{home}/") == files
    monkeypatch.chdir(home)
    assert locations.source_files(".") == files
    assert locations.source_files("bank.yaml") == files
    monkeypatch.chdir(tmp_path)
    assert locations.source_files("pond") == files


@pytest.mark.parametrize("name", ["bank.yaml", "entries.yaml", "wordings/wake.yaml", "../plainish.yaml"])
def test_stamps_differ_after_any_change(tmp_path: Path, name: str) -> None:
    """A file edited, deleted, or added."""
    home = write_folder(tmp_path)
    file, stamps = home / name, [locations.source_stamps(str(home))]
    text = file.read_text(encoding="utf-8")
    for change in (lambda: file.write_text(f"{text}#"), file.unlink, lambda: file.write_text(f"{text}##")):
        change()
        stamps.append(locations.source_stamps(str(home)))
    assert all(stamps[at] != stamps[other] for at in range(4) for other in range(at))


def test_a_missing_bank_file_has_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "pond").mkdir()
    assert locations.source_stamps(str(tmp_path / "pond"))[str(tmp_path / "pond" / "bank.yaml")] is None


def test_question_files_are_the_single_one_and_those_of_the_folder(tmp_path: Path) -> None:
    home = write_bank(tmp_path)
    assert locations.question_files(home) == ()
    (home / "questions").mkdir()
    for name in ("questions.yaml", "questions/b.yaml", "questions/a.yaml", "questions/notes.txt"):
        (home / name).write_text("")
    found = relative(locations.question_files(str(home / "bank.yaml")), home)
    assert found == ["questions.yaml", "questions/a.yaml", "questions/b.yaml"]


@pytest.mark.parametrize(
    ("files", "layout"),
    [
        ([], Layout("bank.yaml", "bank.yaml", "")),
        (["wordings.yaml"], Layout("bank.yaml", "bank.yaml", "wordings.yaml")),
        (["entries.yaml"], Layout("entries.yaml", "bank.yaml", "")),
        (["silent.yaml", "wordings/wake.yaml"], Layout("bank.yaml", "silent.yaml", "wordings")),
        (["wordings.yaml", "wordings/wake.yaml"], Layout("bank.yaml", "bank.yaml", "wordings")),
    ],
)
def test_the_layout_has_the_files_that_an_author_adds_to(
    tmp_path: Path, files: list[str], layout: Layout
) -> None:
    home = write_bank(tmp_path, SHORT if files else BANK)
    for name in files:
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text("")
    assert locations.layout(home) == layout


def test_a_bank_file_may_have_any_name(tmp_path: Path) -> None:
    """Then entries are added to that file."""
    (tmp_path / "mine.yaml").write_text(BANK)
    assert locations.layout(tmp_path / "mine.yaml") == Layout("mine.yaml", "mine.yaml", "")


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("wake.yaml", "wake"),
        ("pond/wordings/wake.yaml", "wake"),
        ("a.b/wake.journal.2.yaml", "wake"),
        ("size-under.yaml", "size-under"),
    ],
)
def test_a_file_of_wordings_is_named_by_its_entry(name: str, id: str) -> None:
    assert locations.entry_id(name) == id


def test_files_of_wordings_are_sorted_by_the_parts_of_their_names(tmp_path: Path) -> None:
    """And where there are none, there are none."""
    home = write_bank(tmp_path)
    assert locations.wordings_files(home) == ([], [])
    (home / "wordings").mkdir()
    for name in ("what.yaml", "what-else.yaml", "what.journal.yaml", "a.yaml", ".hidden.yaml", "b.yml"):
        (home / "wordings" / name).write_text("")
    (home / "wordings.yaml").write_text("")
    shared, own = locations.wordings_files(home / "bank.yaml")
    assert shared == [str(home / "wordings.yaml")]
    assert [Path(name).name for name in own] == ["a.yaml", "what.yaml", "what.journal.yaml", "what-else.yaml"]


@pytest.mark.parametrize(
    ("given", "files"),
    [
        ("pond", ["english.yaml"]),
        ("pond/bank.yaml", ["english.yaml"]),
        ("up/pond", ["up/english.yaml"]),
        (".", ["../english.yaml"]),
        ("bank.yaml", ["../english.yaml"]),
        ("..", ["../../english.yaml"]),
        ("/a/pond/bank.yaml", ["/a/english.yaml"]),
    ],
)
def test_a_language_is_looked_for_above_the_bank_and_with_the_shipped_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str, files: list[str]
) -> None:
    (tmp_path / "pond").mkdir()
    (tmp_path / "up" / "pond").mkdir(parents=True)
    monkeypatch.chdir(tmp_path)
    shipped = f"{locations.banks_folder()}/english.yaml"
    found = locations.language_files(given, "english")
    assert [str(Path(name)) for name in found] == [*files, shipped]


def test_misnamed_files_are_those_that_another_ending_would_make_part_of_the_bank(tmp_path: Path) -> None:
    home = write_bank(tmp_path)
    names = [
        "bank.yml", "entries.yml", "other.yml", "questions.yml", "silent.yml", "synonyms.yml", "wordings.yml",
        "questions/a.yml", "questions/b.yaml", "wordings/x.yml", "deeper/bank.yml", ".bank.yml",
    ]  # fmt: skip
    for name in names:
        (home / name).parent.mkdir(exist_ok=True)
        (home / name).write_text("")
    found = [name.removeprefix(f"{home}/") for name in locations.misnamed_files(home)]
    assert found == [
        "bank.yml", "entries.yml", "questions.yml", "silent.yml", "synonyms.yml", "wordings.yml",
        "wordings/x.yml", "questions/a.yml",
    ]  # fmt: skip


def test_a_stamp_is_the_time_size_and_number_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("abc")
    status = file.stat()
    assert locations.file_stamp(str(file)) == (status.st_mtime_ns, 3, status.st_ino)
    assert locations.file_stamp(str(tmp_path / "none")) is None
    assert locations.file_stamp("nul\0") is None


def test_stamps_are_of_every_source_file(tmp_path: Path) -> None:
    home = write_folder(tmp_path)
    stamps = locations.source_stamps(home)
    assert tuple(stamps) == locations.source_files(home)
    assert all(stamps.values())


def test_the_files_of_a_folder_are_those_with_the_ending(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sorted, without hidden ones; none where there is no folder; "" is the current one."""
    for name in ("b.yaml", "a.yaml", ".c.yaml", "d.yml", "yaml"):
        (tmp_path / name).write_text("")
    expected = [str(tmp_path / "a.yaml"), str(tmp_path / "b.yaml")]
    assert locations.files_in(str(tmp_path), ".yaml") == expected
    assert locations.files_in(str(tmp_path / "none"), ".yaml") == []
    monkeypatch.chdir(tmp_path)
    assert locations.files_in("", ".yaml") == ["a.yaml", "b.yaml"]


def test_shipped_banks_are_folders_with_a_bank_file() -> None:
    banks = locations.shipped_banks()
    assert banks == sorted(banks)
    assert "english.yaml" not in banks
    assert locations.DEFAULT in banks


def test_a_shipped_bank_is_preferred_to_a_folder_of_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / locations.DEFAULT).mkdir()
    monkeypatch.chdir(tmp_path)
    assert locations.find_bank(locations.DEFAULT) == f"{locations.banks_folder()}/{locations.DEFAULT}"


def test_the_bank_file_of_the_current_folder_has_no_folder_in_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert locations.bank_file(".") == "bank.yaml"
    assert locations.bank_file(tmp_path) == str(tmp_path / "bank.yaml")
    assert locations.bank_file("other.yaml") == "other.yaml"
    assert locations.bank_file(Path("none")) == "none"
