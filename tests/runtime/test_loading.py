"""Loading a bank: compiled once, used while nothing has changed, and only where nobody else could write."""

from __future__ import annotations

import json
import os
import pickle
import re
import shutil
import subprocess
import sys
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, strategies as st
from paths import DATA, copy_garden

import footnote
from footnote.bank.loader import read_bank
from footnote.bank.locations import find_bank
from footnote.dialogue.safety import index, line_model
from footnote.errors import BankError, UnknownBank
from footnote.runtime import cache, compile_bank, compiled, load, loading
from footnote.runtime.container import Container, InvalidContainer, pack
from footnote.runtime.records import stored

QUESTION = "do roses need water"


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the garden bank, and a cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.delenv(cache.CACHE_VARIABLE, raising=False)
    return copy_garden(tmp_path)


def cached(bank: Path) -> list[Path]:
    """The compiled banks in the cache, not what is known of their language."""
    files = (bank.parent / "cache").rglob("*")
    return [file for file in files if file.is_file() and ".yaml-" not in file.name]


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the banks that are built from their YAML files while the test runs."""
    paths: list[str] = []
    build = loading.build

    def counted(path: str, *, kept: bool = False) -> footnote.Bot:
        paths.append(path)
        return build(path, kept=kept)

    monkeypatch.setattr(loading, "build", counted)
    return paths


def test_what_a_language_knows_of_danger_is_worked_out_once(
    bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It takes seconds: not after each change of a bank, but after one of the language."""
    language = bank.parent / "gardenish.yaml"
    fits: list[object] = []
    fitted = line_model.fit

    def counted(lines: Any, stem: Callable[[str], str]) -> line_model.LineModel:
        fits.append(lines)
        return fitted(lines, stem)

    monkeypatch.setattr(index, "fit", counted)
    for file, text, count in (
        (bank / "bank.yaml", "", 1),
        (bank / "bank.yaml", "# a change\n", 1),
        (language, "# a change\n", 2),
    ):
        line_model._fitted.clear()  # noqa: SLF001  (another process has nothing in it)
        with file.open("a", encoding="utf-8") as stream:
            stream.write(text)
        load(bank)
        assert len(fits) == count


def test_a_bank_is_built_once_and_then_taken_from_the_cache(bank: Path, builds: list[str]) -> None:
    first = load(bank).ask(QUESTION)
    assert len(cached(bank)) == 1
    assert load(bank).ask(QUESTION) == first
    assert len(builds) == 1


def test_from_the_cache_no_yaml_is_imported(bank: Path) -> None:
    load(bank)
    code = (
        "import sys, footnote\n"
        "kind = footnote.load(sys.argv[1]).ask(sys.argv[2]).kind\n"
        "print(kind, 'yaml' in sys.modules)"
    )
    command = [sys.executable, "-c", code, str(bank), QUESTION]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["answer", "False"]


EDITS: dict[str, Callable[[Path], object]] = {
    "answer": lambda bank: _replace(bank / "bank.yaml", "Every morning [1].", "Every evening [1]."),
    "language": lambda bank: _replace(bank.parent / "gardenish.yaml", "text: Hello.", "text: Howdy."),
    "wordings": lambda bank: (bank / "wordings.yaml").write_text(
        "schema: 1\nwordings:\n  roses: [wetting the shrubs]\n"
    ),
}


def _replace(file: Path, old: str, new: str) -> None:
    """Edit a file so that neither its size nor its date says so."""
    before = file.stat()
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edited_bank_is_read_again(bank: Path, builds: list[str], edit: Callable[[Path], object]) -> None:
    load(bank)
    edit(bank)
    assert stored(load(bank).bank) == stored(read_bank(bank))
    assert len(builds) == 2
    load(bank)
    assert len(builds) == 2
    assert len(cached(bank)) == 1


def test_a_bank_that_is_edited_back_is_as_it_was(bank: Path) -> None:
    wordings = bank / "wordings.yaml"
    before = stored(load(bank).bank)
    EDITS["wordings"](bank)
    assert stored(load(bank).bank) != before
    wordings.unlink()
    assert stored(load(bank).bank) == before


def test_a_bank_is_the_same_wherever_it_stands(bank: Path) -> None:
    """And whenever its files were written: only their names and contents count."""
    other = bank.parent / "elsewhere" / "garden"
    shutil.copytree(bank, other)
    for name in ("gardenish.yaml", "gardenish-safety.yaml"):
        shutil.copy(bank.parent / name, other.parent)
    os.utime(other / "bank.yaml", (0, 0))
    assert compile_bank(str(bank)) == compile_bank(str(other))


@pytest.mark.parametrize("change", ["program_fingerprint", "stemmer_version"])
def test_another_version_of_the_program_or_the_stemmer_compiles_anew(
    bank: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    load(bank)
    compiled.program_fingerprint.cache_clear()
    monkeypatch.setattr(compiled, change, lambda: "another")
    assert load(bank).ask(QUESTION).kind == "answer"
    assert len(builds) == 2
    monkeypatch.undo()
    compiled.program_fingerprint.cache_clear()


def test_every_module_that_shapes_a_compiled_bank_is_part_of_its_fingerprint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line more in any module of these packages, and a compiled bank is outdated."""
    package = Path(footnote.__file__).parent
    copy = tmp_path / "footnote"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(compiled, "__file__", str(copy / "runtime" / "compiled.py"))
    fingerprints = set()
    for module in ("text/spelling", "bank/loader", "matching/index", "dialogue/engine", "runtime/records"):
        with (copy / f"{module}.py").open("a", encoding="utf-8") as file:
            file.write("# more\n")
        compiled.program_fingerprint.cache_clear()
        fingerprints.add(compiled.program_fingerprint())
    compiled.program_fingerprint.cache_clear()
    assert len(fingerprints) == 5


RUBBISH = {
    "empty": b"",
    "text": b"no compiled bank",
    "pickle": pickle.dumps({"a": (1, 1)}),
    "truncated": None,
}


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH.keys())
def test_a_damaged_or_foreign_file_is_replaced(bank: Path, builds: list[str], rubbish: bytes | None) -> None:
    load(bank)
    (file,) = cached(bank)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] if rubbish is None else rubbish)
    assert load(bank).ask(QUESTION).kind == "answer"
    assert len(builds) == 2
    assert file.read_bytes() == whole


GARDEN = compile_bank(str(DATA / "garden"))
SOURCES = compiled.source_fingerprint(str(DATA / "garden"))


def test_a_bank_in_use_keeps_nothing_that_it_was_only_made_from(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records are made of the JSON of the file; it would take as much memory once more."""
    containers: list[weakref.ref[Container]] = []

    def container(data: bytes) -> Container:
        made = Container(data)
        containers.append(weakref.ref(made))
        return made

    monkeypatch.setattr(compiled, "Container", container)
    bot = compiled.restore_bot(GARDEN, SOURCES)
    assert bot.ask("do rosse need waterr?").kind == "answer"
    assert [each() for each in containers] == [None]


@given(st.integers(0, len(GARDEN) - 1), st.integers(1, 255))
def test_no_flipped_byte_changes_a_reply(place: int, flip: int) -> None:
    damaged = bytearray(GARDEN)
    damaged[place] ^= flip
    with pytest.raises(InvalidContainer):
        compiled.restore_bot(bytes(damaged), SOURCES)


@given(st.data())
def test_sections_that_do_not_fit_together_are_no_bank(data: st.DataObject) -> None:
    """A file whose checksum is right, but whose content no version of this program wrote."""
    container = Container(GARDEN)
    sections = {name: container[name] for name in container}
    name = data.draw(st.sampled_from(["bank", "synonyms"]))
    sections[name] = data.draw(st.sampled_from([None, [], {}, 3, "text", [[1]], {"Bank": []}, {"os": ["x"]}]))
    header = {"sources": SOURCES, "program": compiled.program_fingerprint()}
    with pytest.raises(InvalidContainer):
        compiled.restore_bot(pack(header, sections), SOURCES)


@pytest.mark.skipif(os.name == "nt", reason="permissions as POSIX has them")
def test_a_file_that_others_could_have_written_is_not_used(bank: Path, builds: list[str]) -> None:
    load(bank)
    (file,) = cached(bank)
    file.chmod(0o666)
    load(bank)
    assert len(builds) == 2
    assert file.stat().st_mode & 0o777 == 0o600  # it was replaced


@pytest.mark.skipif(os.name == "nt", reason="permissions as POSIX has them")
def test_a_folder_that_others_may_write_to_is_not_used(bank: Path, builds: list[str]) -> None:
    load(bank)
    cached(bank)[0].parent.chmod(0o777)
    load(bank)
    load(bank)
    assert len(builds) == 3


@pytest.mark.skipif(os.name == "nt", reason="links as POSIX has them")
def test_a_link_in_the_cache_is_replaced_and_not_followed(bank: Path, builds: list[str]) -> None:
    load(bank)
    (file,) = cached(bank)
    file.rename(bank.parent / "target")
    file.symlink_to(bank.parent / "target")
    load(bank)
    assert len(builds) == 2
    assert not file.is_symlink()


@pytest.mark.skipif(os.name == "nt", reason="pipes as POSIX has them")
def test_a_pipe_in_the_cache_is_not_waited_for(bank: Path, builds: list[str]) -> None:
    load(bank)
    (file,) = cached(bank)
    file.unlink()
    os.mkfifo(file, 0o600)
    assert load(bank).ask(QUESTION).kind == "answer"
    assert len(builds) == 2


def test_without_a_folder_to_write_to_the_bank_answers(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocker = bank.parent / "blocker"
    blocker.write_text("")
    for variable in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(variable, str(blocker))
    assert load(bank).ask(QUESTION).kind == "answer"


def test_a_bank_that_cannot_be_compiled_answers(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise TypeError("a compiled bank cannot store set")

    monkeypatch.setattr(loading, "compile_bot", fail)
    assert load(bank).ask(QUESTION).kind == "answer"
    assert cached(bank) == []


@pytest.mark.parametrize("base", ["relative/folder", ""])
def test_a_cache_folder_that_is_no_absolute_path_is_not_used(
    bank: Path, monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    """As the XDG specification has it; where none is set it is ~/.cache."""
    monkeypatch.chdir(bank.parent)
    monkeypatch.setenv("HOME", str(bank.parent / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", base)
    load(bank)
    written = {file.relative_to(bank.parent).parts[0] for file in bank.parent.rglob("*.footnote")}
    assert written == (set() if base else {"home"})


def test_the_cache_can_be_turned_off(bank: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing is written, and nothing that is there is read."""
    load(bank)
    (file,) = cached(bank)
    before = file.stat().st_mtime_ns
    monkeypatch.setenv(cache.CACHE_VARIABLE, "off")
    load(bank)
    assert len(builds) == 2
    assert [each.stat().st_mtime_ns for each in cached(bank)] == [before]


def test_in_private_no_file_is_written(bank: Path, builds: list[str]) -> None:
    """One that is there is read all the same."""
    load(bank, private=True)
    assert cached(bank) == []
    load(bank)
    load(bank, private=True)
    assert len(builds) == 2


def test_banks_of_one_name_in_two_places_are_two(bank: Path) -> None:
    other = bank.parent / "other" / "garden"
    shutil.copytree(bank, other)
    for name in ("gardenish.yaml", "gardenish-safety.yaml"):
        shutil.copy(bank.parent / name, other.parent)
    EDITS["answer"](other)
    load(bank)
    assert load(other).ask(QUESTION).text == "Every evening [1]."
    assert load(bank).ask(QUESTION).text == "Every morning [1]."
    assert len(cached(bank)) == 2


def test_a_faulty_bank_is_refused_with_every_problem(bank: Path) -> None:
    load(bank)
    file = bank / "bank.yaml"
    file.write_text(file.read_text().replace("title:", "titel:", 1))
    with pytest.raises(BankError, match="titel"):
        load(bank)


def test_no_bank_of_this_name_is_an_error() -> None:
    with pytest.raises(UnknownBank):
        load("no-such-bank")


def test_a_compiled_file_is_loaded_without_its_sources(bank: Path, builds: list[str]) -> None:
    file = bank.parent / "portable"
    file.write_bytes(compile_bank(str(bank)))
    shutil.rmtree(bank)
    assert load(file).ask(QUESTION).text == "Every morning [1]."
    assert builds == [str(bank)]


def test_a_damaged_compiled_file_is_refused_in_words(bank: Path) -> None:
    file = bank.parent / "portable"
    file.write_bytes(compile_bank(str(bank))[:-1])
    with pytest.raises(
        BankError, match=r"portable:1:1: .*it is damaged; write it again with `footnote compile`"
    ):
        load(file)
    with pytest.raises(BankError, match="this is a compiled bank already"):
        compile_bank(str(file))


@pytest.mark.parametrize("name", ["garden", "micrometastases"])
def test_replies_are_the_same_from_yaml_and_from_a_compiled_bank(name: str) -> None:
    """For labelled questions, wordings cut short, and what each reply leads to."""
    path = str(DATA / name) if name == "garden" else find_bank(name)
    built = loading.build(path)
    restored = compiled.restore_bot(compiled.compile_bot(built, SOURCES), SOURCES)
    assert restored.bank == stored(built.bank)
    questions = [wording[:20] for _, wording in list(built.bank.wordings())[::293]]
    if name == "micrometastases":
        labelled = _labelled(path)
        assert len(labelled) > 400
        questions += labelled[::8]
    for question in questions:
        reply = built.ask(question)
        assert restored.ask(question) == reply
        assert restored.ask("and why?", reply.state) == built.ask("and why?", reply.state)
        assert restored.explain(question) == built.explain(question)


def _labelled(path: str) -> list[str]:
    """The questions of `questions.yaml`, or of the files in the folder `questions`."""
    files = [file for file in Path(path).rglob("*.yaml") if "questions" in str(file.relative_to(path))]
    return [
        json.loads(question)
        for file in files
        for question in re.findall(r"\{ask: (\"(?:[^\"\\]|\\.)*\")", file.read_text(encoding="utf-8"))
    ]


def test_a_compiled_bank_can_be_compiled_again_to_the_same_bytes() -> None:
    restored = compiled.restore_bot(GARDEN, SOURCES)
    assert compiled.compile_bot(restored, SOURCES) == GARDEN


@pytest.mark.parametrize("bank", [None, b"garden", 3])
def test_a_bank_that_is_no_path_is_a_type_error(bank: Any) -> None:
    with pytest.raises(TypeError, match=r"^a bank is given by its name or path, a str or a path, not \w+$"):
        load(bank)


@pytest.mark.parametrize("for_good", [[True], [False]])
def test_a_large_bank_says_that_it_is_prepared(
    bank: Path, monkeypatch: pytest.MonkeyPatch, for_good: list[bool]
) -> None:
    """With whether it is for good; a small one does not, nor one that is compiled."""
    said: list[bool] = []
    load(bank, private=True, preparing=said.append)
    assert said == []
    monkeypatch.setattr(loading, "SLOW_SIZE", 1)
    if for_good == [False]:
        monkeypatch.setenv(cache.CACHE_VARIABLE, "off")
    load(bank, preparing=said.append)
    assert said == for_good
    load(bank, preparing=said.append)
    assert said == ([True] if for_good == [True] else [False, False])


def test_a_large_bank_is_prepared_each_time_where_nothing_may_be_stored(
    bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loading, "SLOW_SIZE", 1)
    said: list[bool] = []
    load(bank, private=True, preparing=said.append)
    load(bank, private=True, preparing=said.append)
    assert said == [False, False]


def test_another_process_may_compile_a_bank(bank: Path, builds: list[str]) -> None:
    """It is restored here, and put into the cache as if it had been compiled here."""
    assert loading.load_path(str(bank), apart=True).ask(QUESTION).kind == "answer"
    assert builds == []
    assert load(bank).ask(QUESTION).kind == "answer"
    assert builds == []


@pytest.mark.parametrize("executable", ["", "/nowhere/python", "/bin/false"])
def test_where_no_other_process_can_this_one_compiles_it(
    bank: Path, builds: list[str], monkeypatch: pytest.MonkeyPatch, executable: str
) -> None:
    """As in a program that Python is embedded in."""
    monkeypatch.setattr(sys, "executable", executable)
    assert loading.load_path(str(bank), apart=True).ask(QUESTION).kind == "answer"
    assert len(builds) == 1


def test_what_another_process_could_not_compile_is_refused_with_its_problems(bank: Path) -> None:
    """As where this one compiles it."""
    (bank / "bank.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(BankError) as caught:
        loading.load_path(str(bank), apart=True)
    assert caught.value.problems[0].file.endswith("bank.yaml")
