"""`footnote check`: every problem with its place, and no flood of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from command_line import Run
from paths import copy_garden


@pytest.fixture(name="bank")
def _bank(tmp_path: Path) -> Path:
    """The file of a garden bank, to be edited."""
    return copy_garden(tmp_path) / "bank.yaml"


def test_every_broken_bank_is_named_in_one_run(footnote: Run, bank: Path, tmp_path: Path) -> None:
    """A key given twice, a dead citation, a tab: each with its line and column; status 2."""
    text = bank.read_text(encoding="utf-8")
    broken = {
        "twice": text.replace("schema: 1", "schema: 1\nschema: 1"),
        "dead": text.replace("cites: [P1]", "cites: [P9]", 1),
        "tab": text.replace("  title: Garden", "\ttitle: Garden"),
    }
    for name, content in broken.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "bank.yaml").write_text(content, encoding="utf-8")
    done = footnote("check", *(tmp_path / name for name in broken), "nowhere")
    assert (done.status, done.err.count("\n")) == (2, 1)
    assert "no bank 'nowhere'" in done.err
    for name in broken:
        file = re.escape(str(tmp_path / name / "bank.yaml"))
        assert re.search(rf"^{file}:\d+:\d+: ", done.out, re.MULTILINE), name
    asked = footnote("--bank", tmp_path / "dead", "ask", "x")
    assert (asked.status, asked.out) == (2, "")
    assert asked.err.startswith(f"{tmp_path / 'dead' / 'bank.yaml'}:")


def test_advice_is_no_failure(footnote: Run, bank: Path) -> None:
    """The garden has few wordings, which its author may want to know."""
    done = footnote("check", bank)
    assert done.status == 0
    assert all(": advice: " in line for line in done.out.splitlines())


def cites(bank: Path, number: int) -> None:
    """So many citations of passages that are not there."""
    text = bank.read_text(encoding="utf-8")
    dead = ", ".join(f"X{each}" for each in range(number))
    bank.write_text(text.replace("cites: [P1]", f"cites: [{dead}]", 1), encoding="utf-8")


def test_ten_problems_of_a_kind_are_printed_and_the_rest_counted(footnote: Run, bank: Path) -> None:
    """Thousands would be megabytes; whoever sees ten knows what to do."""
    cites(bank, 3000)
    done = footnote("check", bank)
    lines = [line for line in done.out.splitlines() if ": advice: " not in line]
    assert sum("“X" in line for line in lines) == 10
    assert (
        sum(line.endswith("and 2990 more like these; footnote check --all prints them") for line in lines)
        == 1
    )
    assert done.out.count("\n") < 50
    everything = footnote("check", bank, "--all")
    assert sum("“X" in line for line in everything.out.splitlines()) == 3000
    assert "more like these" not in everything.out
    assert done.status == everything.status == 2


def test_ten_problems_are_printed_without_a_count(footnote: Run, bank: Path) -> None:
    """There is no rest."""
    cites(bank, 10)
    out = footnote("check", bank).out
    assert out.count("“X") == 10
    assert "more like these" not in out


def test_problems_of_other_kinds_are_not_lost_among_many(footnote: Run, bank: Path) -> None:
    """Each kind has its ten."""
    cites(bank, 100)
    text = bank.read_text(encoding="utf-8")
    bank.write_text(text.replace("schema: 1", "schema: 7"), encoding="utf-8")
    assert ":2:9: " in footnote("check", bank).out


def test_a_bank_that_cannot_be_used_floods_no_other_command(footnote: Run, bank: Path) -> None:
    """`ask` prints the same ten."""
    cites(bank, 3000)
    done = footnote("ask", "x", "--bank", bank)
    assert (done.status, done.err.count("“X")) == (2, 10)
    assert "and 2990 more like these" in done.err


@pytest.mark.parametrize("content", ["", " \n\t\n"])
def test_an_empty_source_is_said_to_be_empty(footnote: Run, bank: Path, tmp_path: Path, content: str) -> None:
    """Not that every passage is gone."""
    (tmp_path / "source").write_text(content, encoding="utf-8")
    done = footnote("check", bank, "--source", tmp_path / "source")
    assert done == (2, "", f"footnote: {tmp_path}/source is empty; save the text of the source into it\n")


@pytest.mark.parametrize("name", ["nowhere", ".", "a\0b", "binary"])
def test_a_source_that_cannot_be_read_is_an_error(
    footnote: Run, bank: Path, tmp_path: Path, name: str
) -> None:
    """Status 2, in a sentence."""
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    done = footnote("check", bank, "--source", tmp_path / name)
    assert (done.status, done.out) == (2, "")
    assert "cannot be read as UTF-8 text" in done.err


def test_ten_sentences_without_a_passage_are_printed_and_the_rest_counted(
    footnote: Run, bank: Path, tmp_path: Path
) -> None:
    """Or all of them."""
    sentences = "\n\n".join(f"Moss number {number} grows here." for number in range(30))
    (tmp_path / "source").write_text(f"The garden\n\n{sentences}\n", encoding="utf-8")
    done = footnote("check", bank, "--source", tmp_path / "source")
    assert done.status == 2
    assert done.out.count("no passage has this sentence") == 10
    assert "\nand 20 more sentences; footnote check --all prints them\n" in done.out
    assert footnote("check", bank, "--all", "--source", tmp_path / "source").out.count("no passage has") == 30


def test_problems_of_the_questions_are_named_too(footnote: Run, bank: Path) -> None:
    """With the id that was perhaps meant."""
    file = bank.parent / "questions.yaml"
    file.write_text("schema: 1\nanswered:\n  - {ask: x y z, entry: why-watre}\n", encoding="utf-8")
    done = footnote("check", bank.parent)
    assert done.status == 2
    assert f"{file}:3:25: “why-watre” is not the id of an entry; write why-water\n" in done.out
