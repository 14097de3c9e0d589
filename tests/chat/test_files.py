"""What the chat keeps and reads on disk: history, notes, config. None of it can end a chat."""

from __future__ import annotations

import json
import os
import stat
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from footnote.chat.history import FILE, LONGEST, MOST, History
from footnote.console import config, notes, private_files as private
from footnote.console.config import SETTINGS, Settings

if TYPE_CHECKING:
    from pathlib import Path

ANY_BYTES = st.binary(max_size=400)
NOT_WINDOWS = pytest.mark.skipif(
    os.name == "nt", reason="Windows keeps a file private by the folder it is in"
)


def written(folder: Path) -> list[str]:
    return [json.loads(line) for line in (folder / FILE).read_text(encoding="utf-8").splitlines()]


@NOT_WINDOWS
def test_must_12_the_history_is_for_its_owner(tmp_path: Path) -> None:
    """From its first byte on, and also where an older one was not."""
    History(str(tmp_path / "new")).add("a question")
    assert stat.S_IMODE((tmp_path / "new" / FILE).stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o700
    (tmp_path / FILE).write_text('"old"\n', encoding="utf-8")
    (tmp_path / FILE).chmod(0o644)
    assert History(str(tmp_path)).lines == ["old"]
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_should_18_a_question_is_kept_once(tmp_path: Path) -> None:
    """Where it was asked last; in the next chat too."""
    for line in ("one", "two", "one"):
        History(str(tmp_path)).add(line)
    assert History(str(tmp_path)).lines == ["two", "one"]


def test_the_history_is_capped(tmp_path: Path) -> None:
    """The file is made short again when a chat begins."""
    lines = "".join(json.dumps(f"question {number}") + "\n" for number in range(3 * MOST))
    (tmp_path / FILE).write_text(lines, encoding="utf-8")
    history = History(str(tmp_path))
    assert len(history.lines) == MOST
    assert history.lines[-1] == f"question {3 * MOST - 1}"
    assert written(tmp_path) == history.lines
    history.add("x" * (LONGEST + 1))
    assert len(history.lines[-1]) < LONGEST


def test_a_question_of_several_lines_is_one(tmp_path: Path) -> None:
    """A mail comes back whole."""
    History(str(tmp_path)).add("Dear team,\nhow big is it?")
    assert History(str(tmp_path)).lines == ["Dear team,\nhow big is it?"]


def test_two_chats_at_once_keep_both(tmp_path: Path) -> None:
    """Each adds whole lines at the end."""
    first, second = History(str(tmp_path)), History(str(tmp_path))
    first.add("one")
    second.add("two")
    first.add("three")
    assert written(tmp_path) == ["one", "two", "three"]


def unusable(folder: Path, kind: str) -> str:
    """A folder in which no history can be kept."""
    if kind == "a file where the folder should be":
        (folder / "x").write_text("", encoding="utf-8")
        return str(folder / "x")
    (folder / FILE).mkdir() if kind == "a folder where the file should be" else os.mkfifo(folder / FILE)
    return str(folder)


@NOT_WINDOWS
@pytest.mark.parametrize(
    "kind", ["a file where the folder should be", "a folder where the file should be", "a pipe"]
)
def test_must_13_where_nothing_can_be_kept_it_is_kept_in_memory(tmp_path: Path, kind: str) -> None:
    """It says why, does not wait, and forgets without complaint or with a reason."""
    history = History(unusable(tmp_path, kind))
    assert history.trouble
    history.add("a question")
    assert history.lines == ["a question"]
    history.forget()
    assert history.lines == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_BYTES)
def test_must_11_a_history_of_any_bytes_is_read(tmp_path: Path, content: bytes) -> None:
    """What is no question of ours is passed over; what is has no control character."""
    (tmp_path / FILE).write_bytes(content + b'\n"kept \\u001b[31m"\n')
    lines = History(str(tmp_path)).lines
    assert lines[-1] == "kept \N{REPLACEMENT CHARACTER}[31m"
    assert not any("\x1b" in line or "\x00" in line for line in lines)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_BYTES)
def test_notes_of_any_bytes_are_read(tmp_path: Path, content: bytes) -> None:
    """A note that was kept is shown, whatever else is in the file."""
    (tmp_path / notes.FILE).write_bytes(content + b"\n")
    note = notes.Note(
        "2025-01-02T03:04:05+00:00", "garden", "sha256:0", "why\x1b?", "answer", "roses", "too short"
    )
    notes.keep(str(tmp_path), note)
    assert list(notes.read(str(tmp_path)))[-1] == note
    assert (
        notes.show(note)
        == "2025-01-02 03:04  too short\n    why\N{REPLACEMENT CHARACTER}?\n    (garden: answer, entry roses)"
    )


def test_replacing_a_file_leaves_the_old_one_where_it_fails(tmp_path: Path) -> None:
    """Nothing is lost half way."""
    (tmp_path / "x").mkdir()
    with pytest.raises(OSError, match="irectory"):
        private.replace(str(tmp_path / "x"), ["line"])
    assert sorted(os.listdir(tmp_path)) == ["x"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Settings()),
        ('editing = "vi"\ntips = false\n', Settings(editing="vi", tips=False)),
        (
            'plain = true\r\ncolor = "never"\r\nlinks = false',
            Settings(plain=True, color="never", links=False),
        ),
        (
            'bank = "garden"\nsource = "C:\\\\copy.txt"\nprivate = true',
            Settings(bank="garden", source="C:\\copy.txt", private=True),
        ),
    ],
)
def test_a_config_that_is_good(text: str, found: Settings) -> None:
    """Every setting there is, and none of them needed."""
    assert config.parse(text, "config.toml") == (found, [])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("editing = vi", "not TOML"),
        ('editing = "emcas"', 'write "emacs" or "vi" for \'editing\''),
        ("tips = 1", "write true or false for 'tips'"),
        ("bank = []", "write a text in quotes for 'bank'"),
        ('colour = "never"', "there is no setting 'colour'; there are bank, source"),
        ("[chat]\ntips = false", "there is no setting 'chat'"),
        ("a = " + "[" * 5000, "not TOML"),
    ],
)
def test_a_config_that_is_not_says_what_to_write(text: str, said: str) -> None:
    """And the defaults are taken."""
    found, problems = config.parse(text, "config.toml")
    assert len(problems) == 1
    assert problems[0].startswith("config.toml: ")
    assert said in problems[0]
    assert found._replace(tips=True) == Settings()


def test_what_is_good_in_a_config_counts() -> None:
    """Beside what is not."""
    found, problems = config.parse('editing = "emcas"\ntips = false', "config.toml")
    assert len(problems) == 1
    assert found == Settings(tips=False)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ANY_BYTES)
def test_must_11_a_config_of_any_bytes_is_read(tmp_path: Path, content: bytes) -> None:
    """At worst it says that it goes on without."""
    (tmp_path / "config.toml").write_bytes(content)
    found, problems = config.read({"FOOTNOTE_CONFIG_HOME": str(tmp_path)})
    assert found == Settings() or not problems


def test_nothing_is_written_by_reading(tmp_path: Path) -> None:
    """No config is made on a first run."""
    assert config.read({"HOME": str(tmp_path)}) == (Settings(), [])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("environ", "windows", "folders"),
    [
        ({"HOME": "/h"}, False, ("/h/.config/footnote", "/h/.local/state/footnote")),
        (
            {"HOME": "/h", "XDG_CONFIG_HOME": "/c", "XDG_STATE_HOME": "/s"},
            False,
            ("/c/footnote", "/s/footnote"),
        ),
        (
            {"HOME": "/h", "XDG_CONFIG_HOME": "relative"},
            False,
            ("/h/.config/footnote", "/h/.local/state/footnote"),
        ),
        ({"FOOTNOTE_CONFIG_HOME": "/f", "XDG_STATE_HOME": "/s"}, False, ("/f", "/f")),
        ({"LOCALAPPDATA": "/u/AppData/Local", "HOME": "/h"}, True, ("/u/AppData/Local/footnote",) * 2),
    ],
)
def test_should_25_where_files_are_kept(
    environ: dict[str, str],
    windows: bool,  # noqa: FBT001
    folders: tuple[str, str],
) -> None:
    """As XDG has it; on Windows where programs keep what is theirs; one folder where the user says so."""
    found = config.config_folder(environ, windows=windows), config.state_folder(environ, windows=windows)
    assert found == folders


def test_every_setting_says_what_it_does() -> None:
    """In a sentence, and the default is one of what may be written."""
    assert SETTINGS.keys() == set(Settings._fields)
    for name, setting in SETTINGS.items():
        assert setting.says.endswith(".")
        default = Settings._field_defaults[name]
        assert default is None or setting.allows(default)
