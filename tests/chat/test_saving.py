"""What leaves the chat: notes, copies, files, and the history; and how to keep all of it from being saved."""

from __future__ import annotations

import json
import os
import re
import stat
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest
from chatting import answers, start_session

from footnote.chat.dispatch import respond
from footnote.console import Terminal, read_notes
from footnote.console.notes import NOTES_FILE
from footnote.record import replace

if TYPE_CHECKING:
    from pathlib import Path

    from footnote.chat.session import ChatSession

WINDOW = Terminal(width=80, tty=True)


@pytest.fixture
def session(tmp_path: Path) -> ChatSession:
    """A session with the garden bank that has just begun."""
    return start_session(tmp_path)


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["/wrong 3"], "link dead"),
        (["/wrong a link is dead"], "link dead"),
        (["/wrong", "2"], "source does not say this"),
        (["/wrong", "Not what I asked!"], "not what I asked"),
        (["/wrong it is too short"], "it is too short"),
    ],
)
def test_wrong_saves_a_note_that_only_the_owner_can_read(
    session: ChatSession, lines: list[str], wrong: str
) -> None:
    assert "Saved on this computer" in answers(session, "do roses need water", *lines)
    (note,) = read_notes(session.notes_folder)
    assert (note.question, note.kind, note.entry, note.wrong) == (
        "do roses need water",
        "answer",
        "roses",
        wrong,
    )
    assert note.version == session.bank.version
    if os.name != "nt":
        assert stat.S_IMODE(os.stat(os.path.join(session.notes_folder, NOTES_FILE)).st_mode) == 0o600


def test_wrong_asks_which_question_was_meant(session: ChatSession) -> None:
    """The entries that are near, but the one that answered; picked, it is in the same note."""
    said = answers(session, "do roses need water", "/wrong not what I asked")
    assert "Which of these did you mean?" in said
    assert "a.  When do tulips need water?" in said
    assert "When do roses need water?" not in said
    (note,) = read_notes(session.notes_folder)
    assert note.right == ""
    assert "Saved on this computer" in answers(session, "a")
    (note,) = read_notes(session.notes_folder)
    assert (note.wrong, note.entry, note.right) == ("not what I asked", "roses", "tulips")


def test_wrong_takes_the_id_of_the_right_entry(session: ChatSession) -> None:
    assert "Which of these" not in answers(session, "do roses need water", "/wrong tulips")
    (note,) = read_notes(session.notes_folder)
    assert (note.wrong, note.right) == ("not what I asked", "tulips")


def test_an_answer_that_is_wrong_itself_has_no_other(session: ChatSession) -> None:
    """Nothing is asked back of who says that a link is dead; and whoever goes on asking is answered."""
    assert "Which of these" not in answers(session, "do roses need water", "/wrong 3")
    assert "Not in winter" in answers(session, "/wrong you did not listen", "do tulips need water")
    assert [note.right for note in read_notes(session.notes_folder)] == ["", ""]


def test_a_private_chat_saves_nothing(tmp_path: Path) -> None:
    session = start_session(tmp_path, private=True)
    assert "nothing is saved" in answers(session, "do roses need water", "/wrong 1")
    assert not os.path.exists(session.notes_folder)
    assert session.history.lines == ["do roses need water"]


def test_private_stops_saving_until_it_is_turned_off(session: ChatSession) -> None:
    answers(
        session,
        "do roses need water",
        "/private",
        "do tulips need water",
        "/private off",
        "is it a dwarf rose",
    )
    with open(session.history.path, encoding="utf-8") as file:
        assert [json.loads(line) for line in file] == ["do roses need water", "is it a dwarf rose"]
    assert "Type /private on or /private off" in answers(session, "/private maybe")


def test_forget_deletes_history_file_and_conversation(session: ChatSession) -> None:
    answers(session, "do roses need water")
    assert os.path.exists(session.history.path)
    assert "are deleted" in answers(session, "/forget")
    assert not os.path.exists(session.history.path)
    assert session.history.lines == []
    assert "no reply yet" in answers(session, "/again")


def test_forget_says_where_the_notes_stay(session: ChatSession) -> None:
    """They are for the authors of the bank, but contain a question of the reader."""
    assert "stays in" not in answers(session, "/forget")
    answers(session, "do roses need water", "/wrong 3")
    said = " ".join(answers(session, "/forget").split())
    assert "What you reported with /wrong stays in" in said
    assert said.endswith(NOTES_FILE)
    assert os.path.exists(os.path.join(session.notes_folder, NOTES_FILE))


def test_commands_letters_and_numbers_are_not_in_the_history(session: ChatSession) -> None:
    answers(session, "/forget", "/help", "2", "b", "/2", "/quit")
    assert session.ended
    assert not os.path.exists(session.history.path)


def test_copy_sends_reply_and_sources_to_the_terminal(tmp_path: Path) -> None:

    session = start_session(tmp_path, terminal=WINDOW)
    answers(session, "do roses need water")
    (message,) = respond(session, "/copy")
    sent = re.fullmatch(r"\x1b\]52;c;(.+)\x07", message.escape)
    assert sent
    copied = b64decode(sent[1]).decode()
    assert copied.startswith("Every morning [1].\n  [1] Garden")
    assert "https://garden.example/guide" in copied
    for terminal, environ in ((WINDOW._replace(plain=True), {}), (WINDOW, {"TERM": "linux"})):
        session.terminal, session.environ = terminal, environ
        (message,) = respond(session, "/copy")
        assert not message.escape
        assert "does not support copying" in answers(session, "/copy").replace("\n", " ")


def test_save_writes_markdown(session: ChatSession, tmp_path: Path) -> None:
    path = tmp_path / "my session.md"
    answers(session, "do *roses* need [water](x)?\nreally", "how do I mow the lawn", f'/save "{path}"')
    text = path.read_text(encoding="utf-8")
    assert "# Our garden" in text
    assert "> do \\*roses\\* need \\[water](x)?\n> really\n" in text
    assert "- [1] [Garden, The Gardeners, Water" in text
    assert "- a. When do roses need water?" in text


def test_save_writes_the_replies_as_json(session: ChatSession, tmp_path: Path) -> None:
    path = tmp_path / "session.json"
    answers(session, "do roses need water", "hello", f"/save {path}")
    assert json.loads(path.read_text(encoding="utf-8")) == [turn.reply.as_dict() for turn in session.turns]


@pytest.mark.parametrize(
    ("answer", "written"),
    [("yes", True), ("1", True), ("y", True), ("no", False), ("2", False), ("hello", False)],
)
def test_save_asks_before_it_overwrites(
    session: ChatSession,
    tmp_path: Path,
    answer: str,
    written: bool,  # noqa: FBT001
) -> None:
    path = tmp_path / "session.md"
    path.write_text("mine", encoding="utf-8")
    assert "already exists. Overwrite it?" in answers(
        session, "do roses need water", f"/save {path}"
    ).replace("\n", " ")
    assert path.read_text(encoding="utf-8") == "mine"
    answers(session, answer)
    assert (path.read_text(encoding="utf-8") != "mine") is written


@pytest.mark.parametrize("path", ["", "{0}", "{0}/no/such/folder/x.md"])
def test_a_file_that_cannot_be_written_is_reported(session: ChatSession, tmp_path: Path, path: str) -> None:
    message = answers(session, "do roses need water", "/save " + path.format(tmp_path))
    assert re.search(r"could not be written|Type a file name", message.replace("\n", " "))
    assert len(session.turns) == 1


def test_save_as_text_can_be_replayed(session: ChatSession, tmp_path: Path) -> None:
    answers(
        session, "Dear team,\ndo roses need water?", f"/save {tmp_path}/chat.TXT", f"/save {tmp_path}/x.chat"
    )
    text = (tmp_path / "chat.TXT").read_text(encoding="utf-8")
    assert text == (tmp_path / "x.chat").read_text(encoding="utf-8")
    assert text.startswith("> Dear team,\n. do roses need water?\n")
    assert "Every morning [1]." in text


@pytest.mark.parametrize("name", ["chat.html", "chat.HTM", "chat.pdf", "chat.docx", "x.2025"])
def test_save_refuses_a_format_it_cannot_write(session: ChatSession, tmp_path: Path, name: str) -> None:
    message = answers(session, "do roses need water", f"/save {tmp_path / name}").replace("\n", " ")
    assert f"I cannot write {os.path.splitext(name)[1].lower()} files" in message
    assert ".md, .json, .chat, .txt" in message
    assert not (tmp_path / name).exists()


def test_save_without_an_ending_writes_markdown(session: ChatSession, tmp_path: Path) -> None:
    answers(session, "do roses need water", f"/save {tmp_path}/chat")
    assert (tmp_path / "chat").read_text(encoding="utf-8").startswith("# Our garden")


def test_copy_refuses_what_is_too_long_for_terminals(session: ChatSession) -> None:
    session.terminal = WINDOW
    answers(session, "do roses need water")
    turn = session.turns[-1]
    session.turns = [turn._replace(reply=replace(turn.reply, text="x" * 80_000))]
    (message,) = respond(session, "/copy")
    assert message.escape == ""
    assert "does not support copying" in message.render(session.terminal)
