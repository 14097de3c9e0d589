"""A talk without a terminal: what is said to a line, and what is kept of it."""

from __future__ import annotations

import json
import os
import re
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from chatting import begin, heard
from hypothesis import HealthCheck, given, settings, strategies as st

from footnote.chat.commands import COMMANDS
from footnote.chat.repl import converse
from footnote.console import notes
from footnote.console.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from footnote.chat.messages import Said
    from footnote.chat.session import Talk

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
WINDOW = Terminal(width=80, tty=True)


@pytest.fixture
def talk(tmp_path: Path) -> Talk:
    """A talk with the garden bank that has only begun."""
    return begin(tmp_path)


def test_must_4_asks_back_by_number(talk: Talk) -> None:
    """A number takes what was offered; another question is answered instead."""
    assert "1.  When do roses need water?" in heard(talk, "how do I mow the lawn")
    assert heard(talk, "1").startswith("Every morning [1].")
    assert "pick from what had been offered" in heard(talk, "/why")
    assert "Not in winter [1]." in heard(talk, "how do I mow the lawn", "do tulips need water")


def test_must_16_help_is_complete(talk: Talk) -> None:
    """Every command of the table, none besides, each with a sentence."""
    shown = heard(talk, "/help")
    assert re.findall(r"^  (/\w+)", shown, re.MULTILINE) == [command.name for command in COMMANDS]
    assert all(command.says.endswith(".") for command in COMMANDS)
    wanted = "/help /topics /sources /why /again /wrong /copy /save /private /forget /bank /quit"
    assert [command.name for command in COMMANDS] == wanted.split()


def test_should_20_why_shows_the_numbers(talk: Talk) -> None:
    """The wording matched, its score, the runner-up, and what it takes to answer."""
    because, shown = heard(talk, "do roses need watr", "/why").split("0 to 1:")
    assert "`roses` is" in because
    assert re.search(r'^  [01]\.\d+ +"do roses need water": When do roses need water\?$', shown, re.MULTILINE)
    assert len(re.findall(r"^  [01]\.\d+ ", shown, re.MULTILINE)) >= 2
    policy = talk.watched.bank.policy
    assert f"To answer takes {policy.answer:.2f}" in shown
    assert f"to ask back takes {policy.clarify:.2f}" in shown.replace("\n", " ")


def test_should_21_sources_are_shown_again(talk: Talk) -> None:
    """Section, place, date, address and reference, also after small talk came between."""
    shown = heard(talk, "do roses need water", "hello", "/sources").split("sources of the last answer")[1]
    for fact in (
        "Water, paragraph 1, sentence 1",
        "2 January 2025",
        "Reference 1: A book.",
        "https://doi.org/10.1/x",
    ):
        assert fact in " ".join(shown.split())
    assert "https://garden.example/guide#:~:text=Roses%20need%20water" in shown


def test_sources_before_any_answer_are_the_banks_own(talk: Talk) -> None:
    """Who asks first where it all comes from is told."""
    assert "https://garden.example/guide" in heard(talk, "/sources")


@pytest.mark.parametrize(
    ("copy", "said"),
    [
        (
            "Intro.\nRoses need water\n\n every morning. More.",
            'In your copy: "Roses need water every morning."',
        ),
        ("Roses need water, all of them, every morning.", "(not letter for letter what was cited)"),
        ("Nothing of the kind.", "Your copy does not hold this passage."),
    ],
)
def test_the_readers_own_copy_is_quoted(tmp_path: Path, copy: str, said: str) -> None:
    """The passage itself, and whether it is what was cited."""
    (tmp_path / "copy.txt").write_text(copy, encoding="utf-8")
    talk = begin(tmp_path, source=str(tmp_path / "copy.txt"))
    file = tmp_path / "garden" / "bank.yaml"
    exact = sha256(b"Roses need water every morning.").hexdigest()
    file.write_text(file.read_text(encoding="utf-8").replace("0" * 64, exact), encoding="utf-8")
    assert said in " ".join(heard(talk, "do roses need water", "/sources").split())


def test_a_copy_that_cannot_be_read_is_said_and_no_more(tmp_path: Path) -> None:
    """The sources are shown all the same."""
    shown = heard(begin(tmp_path, source=str(tmp_path)), "do roses need water", "/sources")
    assert "Your copy of the source cannot be read" in shown
    assert "https://garden.example/guide" in shown


def test_should_21_topics_are_listed_and_a_number_asks_one(talk: Talk) -> None:
    """By section of the source; some words narrow it down."""
    shown = heard(talk, "/topics")
    assert shown.index("Water") < shown.index("1.  When do roses") < shown.index("Size")
    assert heard(talk, "2").startswith("Not in winter")
    assert "Is it a dwarf rose?" in heard(talk, "/topics size dwarf")
    assert "No question holds all these words: xyz" in heard(talk, "/topics xyz")


def test_should_21_again_repeats_the_last_reply(talk: Talk) -> None:
    """Word for word."""
    first = heard(talk, "do roses need water")
    assert heard(talk, "/again") == first


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (["/wrong 3"], "a link is dead"),
        (["/wrong", "2"], "the source does not say this"),
        (["/wrong", "Not what I asked!"], "not what I asked"),
        (["/wrong it is too short"], "it is too short"),
    ],
)
def test_should_21_wrong_leaves_a_note_for_the_author(talk: Talk, lines: list[str], wrong: str) -> None:
    """In our words or the reader's own, with the question, for the owner's eyes only."""
    assert "Noted on this computer" in heard(talk, "do roses need water", *lines)
    (note,) = notes.read(talk.folder)
    assert (note.question, note.kind, note.entry, note.wrong) == (
        "do roses need water",
        "answer",
        "roses",
        wrong,
    )
    assert note.version == talk.watched.bank.version
    if os.name != "nt":
        assert stat.S_IMODE(os.stat(os.path.join(talk.folder, notes.FILE)).st_mode) == 0o600


def test_a_new_question_leaves_the_choice_be(talk: Talk) -> None:
    """Nobody is held in a menu."""
    assert "Not in winter" in heard(talk, "do roses need water", "/wrong", "do tulips need water")
    assert list(notes.read(talk.folder)) == []


def test_a_private_talk_writes_nothing(tmp_path: Path) -> None:
    """Neither a history nor a note, and it says so."""
    talk = begin(tmp_path, private=True)
    assert "nothing is written" in heard(talk, "do roses need water", "/wrong 1")
    assert not os.path.exists(talk.folder)
    assert talk.history.lines == ["do roses need water"]


def test_must_12_private_from_here_on(talk: Talk) -> None:
    """What is typed after it is not in the file; after `off` it is again."""
    heard(
        talk, "do roses need water", "/private", "do tulips need water", "/private off", "is it a dwarf rose"
    )
    with open(talk.history.path, encoding="utf-8") as file:
        assert [json.loads(line) for line in file] == ["do roses need water", "is it a dwarf rose"]
    assert "Write /private on or /private off" in heard(talk, "/private maybe")


def test_must_12_forget_deletes_the_history(talk: Talk) -> None:
    """The file, what the arrow keys find, and what this talk remembers."""
    heard(talk, "do roses need water")
    assert os.path.exists(talk.history.path)
    assert "Forgotten" in heard(talk, "/forget")
    assert not os.path.exists(talk.history.path)
    assert talk.history.lines == []
    assert "no reply yet" in heard(talk, "/again")


def test_must_12_commands_are_not_kept(talk: Talk) -> None:
    """Leaving after `/forget` does not bring the file back."""
    heard(talk, "/forget", "/help", "2", "/quit")
    assert talk.left
    assert not os.path.exists(talk.history.path)


def test_should_22_a_follow_up_where_the_bank_says_so(talk: Talk) -> None:
    """Else the line is read alone."""
    assert "It keeps them alive" not in heard(talk, "why")
    assert "It keeps them alive" in heard(talk, "do roses need water", "why")
    assert "under `follow` there leads to" in heard(talk, "/why").replace("\n", " ")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/tpoics", "No command /tpoics. Did you mean /topics?"),
        ("/s", "No command /s. Did you mean /sources or /save?"),
        ("/", "No command /. Type /help for the list."),
        ("/zzz", "No command /zzz. Type /help for the list."),
        ("/xyz roses water", "No command /xyz. Type /help for the list."),
    ],
)
def test_should_23_an_unknown_command_changes_nothing(talk: Talk, typed: str, said: str) -> None:
    """It says what may have been meant, and the talk goes on where it was."""
    heard(talk, "do roses need water")
    assert heard(talk, typed) == said
    assert "It keeps them alive" in heard(talk, "why")


@pytest.mark.parametrize("typed", ["//quit", "/2 do roses need water", "do roses /quit"])
def test_a_question_may_begin_with_a_slash(talk: Talk, typed: str) -> None:
    """Two slashes ask what stands after one; a slash before a number is no command."""
    heard(talk, typed)
    assert [turn.typed for turn in talk.turns] == [typed.replace("//", "/")]
    assert not talk.left


@pytest.mark.parametrize("typed", ["/quit", "/QUIT", "/q", "exit", "quit", ":q", " Quit "])
def test_ways_to_leave(talk: Talk, typed: str) -> None:
    """Those of other programs too, alone on a line."""
    assert heard(talk, typed) == ""
    assert talk.left


def test_should_26_a_bank_edited_meanwhile_is_taken(talk: Talk) -> None:
    """At the next question, if it is whole; else it says where it is wrong, once, and keeps the old one."""
    file = os.path.join(talk.watched.path, "bank.yaml")
    with open(file, encoding="utf-8") as opened:
        text = opened.read()

    def edit(new: str) -> None:
        with open(file, "w", encoding="utf-8") as opened:
            opened.write(new)

    edit(text.replace("Every morning [1].", "Every single morning [1]."))
    shown = heard(talk, "do roses need water")
    assert "The bank was edited. From here on" in shown
    assert "Every single morning [1]." in shown
    edit(text.replace("cites: [P1]", "cites: [P9]", 1))
    broken = heard(talk, "do roses need water")
    assert re.search(r"bank\.yaml:\d+:\d+: .*P9", broken)
    assert "Every single morning [1]." in broken
    assert "edited" not in heard(talk, "do roses need water")
    edit(text)
    assert "From here on I answer from the new version" in heard(talk, "do roses need water")
    os.remove(file)
    assert "keep to what I had" in heard(talk, "do roses need water")


def test_wordings_edited_beside_the_bank_are_taken(talk: Talk) -> None:
    """The file may come, change and go."""
    file = os.path.join(talk.watched.path, "wordings.yaml")
    assert "Every morning" not in heard(talk, "quenching shrubs")
    with open(file, "w", encoding="utf-8") as opened:
        opened.write("schema: 1\nwordings:\n  roses: [quenching shrubs]\n")
    shown = heard(talk, "quenching shrubs")
    assert "The bank was edited. From here on" in shown
    assert "Every morning [1]." in shown
    os.remove(file)
    assert "The bank was edited. From here on" in heard(talk, "quenching shrubs")


def test_another_bank_begins_another_talk(talk: Talk) -> None:
    """A name that is none says which there are, and nothing is changed."""
    assert "no bank 'roses'" in heard(talk, "do roses need water", "/bank roses")
    assert talk.turns
    assert heard(talk, "/bank").startswith("Our garden. This is general information.")
    assert heard(talk, "/bank micrometastases").startswith("Micrometastases.")
    assert not talk.turns


def test_delight_31_copy_hands_the_reply_to_the_terminal(tmp_path: Path) -> None:
    """Answer and sources as plain text, or a word that it will not go."""
    from base64 import b64decode

    talk = begin(tmp_path, terminal=WINDOW)
    heard(talk, "do roses need water")
    (said,) = talk.hear("/copy")
    sent = re.fullmatch(r"\x1b\]52;c;(.+)\x07", said.send)
    assert sent
    copied = b64decode(sent[1]).decode()
    assert copied.startswith("Every morning [1].\n  [1] Garden")
    assert "https://garden.example/guide" in copied
    for terminal, environ in ((WINDOW._replace(plain=True), {}), (WINDOW, {"TERM": "linux"})):
        talk.terminal, talk.environ = terminal, environ
        (said,) = talk.hear("/copy")
        assert not said.send
        assert "does not let me copy" in heard(talk, "/copy").replace("\n", " ")


def test_save_writes_the_talk_as_markdown(talk: Talk, tmp_path: Path) -> None:
    """Question, answer, sources with links; what looks like Markdown in a question is shown as typed."""
    path = tmp_path / "my talk.md"
    heard(talk, "do *roses* need [water](x)?\nreally", "how do I mow the lawn", f'/save "{path}"')
    text = path.read_text(encoding="utf-8")
    assert "# Our garden" in text
    assert "> do \\*roses\\* need \\[water](x)?\n> really\n" in text
    assert "- [1] [Garden, The Gardeners, Water" in text
    assert "1. When do roses need water?" in text


def test_save_writes_the_replies_as_json(talk: Talk, tmp_path: Path) -> None:
    """As the contract has them."""
    path = tmp_path / "talk.json"
    heard(talk, "do roses need water", "hello", f"/save {path}")
    assert json.loads(path.read_text(encoding="utf-8")) == [turn.reply.as_dict() for turn in talk.turns]


@pytest.mark.parametrize(
    ("answer", "written"),
    [("yes", True), ("1", True), ("y", True), ("no", False), ("2", False), ("hello", False)],
)
def test_save_asks_before_it_writes_over(talk: Talk, tmp_path: Path, answer: str, written: bool) -> None:  # noqa: FBT001
    """And takes nothing but yes for yes."""
    path = tmp_path / "talk.md"
    path.write_text("mine", encoding="utf-8")
    assert "is there already. Write over it?" in heard(talk, "do roses need water", f"/save {path}").replace(
        "\n", " "
    )
    assert path.read_text(encoding="utf-8") == "mine"
    heard(talk, answer)
    assert (path.read_text(encoding="utf-8") != "mine") is written


@pytest.mark.parametrize("path", ["", "{0}", "{0}/no/such/folder/x.md"])
def test_what_cannot_be_saved_is_said(talk: Talk, tmp_path: Path, path: str) -> None:
    """And nothing of the talk is lost."""
    said = heard(talk, "do roses need water", "/save " + path.format(tmp_path))
    assert re.search(r"could not be written|Write a file's name", said.replace("\n", " "))
    assert len(talk.turns) == 1


@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_every_command_answers_before_anything_was_asked(talk: Talk, command: str) -> None:
    """With a word, never with an error."""
    assert heard(talk, command) or talk.left


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    line=ANY_TEXT
    | st.sampled_from([command.name for command in COMMANDS[:6]]).flatmap(
        lambda name: ANY_TEXT.map(lambda text: f"{name} {text}")
    )
)
def test_must_11_no_line_ends_the_talk_or_drives_the_terminal(talk: Talk, line: str) -> None:
    """Control characters, overrides, lone surrogates, NULs: shown as a mark, and answered."""
    shown = "\n".join([heard(talk, line), *talk.history.lines])
    shown.encode()
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_a_megabyte_is_answered(talk: Talk) -> None:
    """Only its beginning is read, and it is not kept."""
    assert heard(talk, "do roses need water " * 50_000)
    assert talk.history.lines == []


def test_must_7_ctrl_c_keeps_the_talk_and_ctrl_d_ends_it(talk: Talk) -> None:
    """The loop itself, with a fake terminal."""
    typed: list[str | type[BaseException]] = [
        KeyboardInterrupt,
        "do roses need water",
        "",
        EOFError,
        "never read",
    ]
    shown: list[Said] = []
    converse(talk, _reader(typed), shown.append)
    assert [said.lay(talk.terminal).split("\n")[0] for said in shown] == [
        "Ctrl-D or /quit ends the chat.",
        "Every morning [1].",
    ]
    assert typed == ["never read"]


def _reader(typed: list[str | type[BaseException]]) -> Callable[[], str]:
    def read() -> str:
        line = typed.pop(0)
        if isinstance(line, str):
            return line
        raise line

    return read


@pytest.mark.parametrize("line", ["hello", "bye"])
def test_delight_33_small_talk_is_one_line(talk: Talk, line: str) -> None:
    """No citation, no score; and `/why` has no number to show."""
    assert len(heard(talk, line).split("\n")) == 1
    assert not re.search(r"\[1\]|\d", heard(talk, line))
    assert not re.search(r"\d\.\d", heard(talk, "/why"))


def test_words_of_distress_are_met_with_calm(talk: Talk) -> None:
    """No choices, no numbers, nothing coloured: the bank's words alone."""
    talk.terminal = WINDOW._replace(colour=True, links=True)
    assert heard(talk, "i am so scared") == "I am sorry. Ask the gardener."
