"""What is kept between runs: taken where it is ours and fresh, and otherwise never missed."""

from __future__ import annotations

import os
import pickle
import shutil
from pathlib import Path

import pytest
from conftest import DATA

import footnote
from footnote.runtime import cache


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the garden bank, and a cache folder of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    monkeypatch.delenv(cache.OFF, raising=False)
    shutil.copytree(DATA / "garden", tmp_path / "garden")
    shutil.copy(DATA / "gardenish.yaml", tmp_path)
    return tmp_path / "garden"


def kept(bank: Path) -> list[Path]:
    return list((bank.parent / "cache").rglob("*.bot"))


def test_what_is_kept_answers_alike(bank: Path) -> None:
    """The second run reads no YAML, and says the same."""
    first = cache.load(str(bank)).ask("do roses need water").as_dict()
    assert len(kept(bank)) == 1
    assert cache.load(str(bank)).ask("do roses need water").as_dict() == first


def test_an_edited_bank_is_read_again(bank: Path) -> None:
    """An author sees a change at once."""
    cache.load(str(bank))
    file = bank / "bank.yaml"
    file.write_text(file.read_text().replace("Every morning [1].", "At dawn, every day [1]."))
    assert cache.load(str(bank)).ask("do roses need water").text == "At dawn, every day [1]."


def test_an_edited_language_is_read_again(bank: Path) -> None:
    """The file beside the bank's folder counts too."""
    cache.load(str(bank))
    file = bank.parent / "gardenish.yaml"
    file.write_text(file.read_text().replace("text: Hello.", "text: Good day to you."))
    assert cache.load(str(bank)).ask("hello").text == "Good day to you."


def test_new_changed_and_deleted_wordings_are_read_again(bank: Path) -> None:
    """They may stand in a file beside the bank's own."""
    file = bank / "wordings.yaml"
    text = "schema: 1\nwordings:\n  roses: [wetting the shrubs]\n"
    for content, wording in (
        (None, "do roses need water"),
        (text, "wetting the shrubs"),
        (text.replace("shrubs", "bushes"), "wetting the bushes"),
        (None, "do roses need water"),
    ):
        file.unlink(missing_ok=True) if content is None else file.write_text(content)
        assert cache.load(str(bank)).bank.entries["roses"].wordings[-1] == wording


@pytest.mark.parametrize("rubbish", [b"", b"\x80\x05N.", b"not a pickle", pickle.dumps({"a": (1, 1)})])
def test_a_broken_file_is_no_loss(bank: Path, rubbish: bytes) -> None:
    """A disk that was full, another program's file."""
    cache.load(str(bank))
    kept(bank)[0].write_bytes(rubbish)
    assert cache.load(str(bank)).ask("do roses need water").kind == "answer"


@pytest.mark.skipif(os.name == "nt", reason="permissions as POSIX has them")
def test_a_file_that_others_could_have_written_is_not_opened(bank: Path) -> None:
    """A pickle is code; only our own is run."""
    cache.load(str(bank))
    file = kept(bank)[0]
    file.write_bytes(pickle.dumps(_Trap()))
    file.chmod(0o666)
    assert cache.load(str(bank)).ask("do roses need water").kind == "answer"


class _Trap:
    """What must never be unpickled."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (pytest.fail, ("a file that others could have written was opened",))


def test_without_a_folder_all_goes_on(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home that cannot be written to."""
    blocker = bank.parent / "blocker"
    blocker.write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocker))
    monkeypatch.setenv("LOCALAPPDATA", str(blocker))
    assert cache.load(str(bank)).ask("do roses need water").kind == "answer"


def test_it_can_be_turned_off(bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written then."""
    monkeypatch.setenv(cache.OFF, "off")
    cache.load(str(bank))
    assert kept(bank) == []


def test_in_private_nothing_is_left(bank: Path) -> None:
    """What is there is taken, and nothing is added."""
    cache.load(str(bank), private=True)
    assert kept(bank) == []


def test_a_program_that_embeds_the_bot_leaves_nothing_behind(bank: Path) -> None:
    """`footnote.load` only reads."""
    footnote.load(bank)
    assert kept(bank) == []
