"""`footnote new` alone asks for what it needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from footnote.authoring import About
from footnote.cli.prompts import ask_for_bank


def typed(keys: str, given: About | None = None) -> tuple[str, list[str], About] | None:
    """What the answers make when these keys are pressed: the folder, the titles of the sources, the rest."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        found = ask_for_bank(given or About())
    return found and (found[0], [source.page.title for source in found[1]], found[2])


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("care.txt").write_text("Care of lamps\n\nDust it every week.\n", encoding="utf-8")


def test_enter_accepts_and_a_wrong_answer_is_asked_again(capsys: pytest.CaptureFixture[str]) -> None:
    keys = [
        "nowhere.txt",
        "\x15care.txt",
        "",
        "",
        "",
        "Lamp Shop",
        "",
        "\x15https://lamps.example/care",
        "\x15shop",
        "",
        "ours",
    ]
    found = typed("".join(f"{key}\r" for key in keys))
    assert found is not None
    folder, titles, about = found
    assert (folder, titles) == ("./care-of-lamps", ["Care of lamps"])
    assert (about.publisher, about.url, about.starter) == ("Lamp Shop", "https://lamps.example/care", "shop")
    assert about.licence == "ours"
    said = " ".join(capsys.readouterr().out.split())
    assert "nowhere.txt cannot be read" in said
    assert "Write a few words." in said
    assert "Write the whole address" in said


def test_a_folder_that_is_taken_gets_a_number() -> None:
    Path("care-of-lamps").mkdir()
    given = About(publisher="P", url="https://x.example/", contact="us", starter="shop")
    found = typed("care.txt\r\r\r\r", given)
    assert found is not None
    assert found[0] == "./care-of-lamps-2"


@pytest.mark.parametrize("keys", ["\x03", "\x04", "care.txt\r\x03"])
def test_whoever_leaves_has_written_nothing(keys: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert typed(keys) is None
    assert "Nothing was written." in capsys.readouterr().out
    assert [path.name for path in Path().iterdir()] == ["care.txt"]
