"""`footnote learn` as an author meets it: keys, files, undo, and what came of it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from command_line import Done, Run
from paths import copy_garden

from footnote.bank import Bank, read_bank
from footnote.cli.learning.decisions import Act, Belongs, NewTopic, Search, decision_of
from footnote.cli.learning.ignored import Ignored
from footnote.cli.learning.session import Session
from footnote.cli.reports.learn_text import keys_help, lesson_lines
from footnote.console import Note, add_note
from footnote.dialogue import Bot
from footnote.insights import Lesson, OpenQuestion, Proposal
from footnote.journal import Line, open_store
from footnote.record import replace

QUESTIONS = """\
schema: 1
answered:
  - {ask: "vases for my bulbs", entry: tulips}
"""

ASKED = "bulbs in vases\nbulbs in vases\nvases with big bulbs\npruning in spring\n"


@pytest.fixture(name="bank")
def _bank(tmp_path: Path) -> Path:
    """A copy of the garden bank, whose tulips' wordings have a comment."""
    folder = copy_garden(tmp_path)
    file = folder / "bank.yaml"
    text = file.read_text("utf-8")
    new = "wordings:  # as people ask\n      - watering the tulips\n      - do tulips need water\n"
    file.write_text(text.replace("wordings: [watering the tulips, do tulips need water]\n", new), "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    language = tmp_path / "gardenish.yaml"
    kind = "  kind: guide\n"
    about = f"  about_that: anything about that\n{kind}"
    language.write_text(language.read_text("utf-8").replace(kind, about), encoding="utf-8")
    (tmp_path / "asked.txt").write_text(ASKED, encoding="utf-8")
    return folder


@pytest.fixture(name="learn")
def _learn(footnote: Run, bank: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs `footnote learn` on that garden with these lines typed; the questions are those of ASKED, unless
    others are named.
    """

    def run(typed: str, *arguments: object) -> Done:
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        source = (
            ()
            if {"--from", "--journal", "--notes"} & set(arguments)
            else ("--from", bank.parent / "asked.txt")
        )
        words = [each for each in arguments if each != "--notes"]
        return footnote("learn", bank, *source, *words, "--origin", "from tests")

    return run


def wordings(bank: Path, id: str) -> tuple[str, ...]:
    """The wordings of an entry as they are on the disk."""
    return read_bank(bank).entries[id].wordings


def test_a_group_is_settled_by_one_key(learn: Run, bank: Path) -> None:
    """Written with its origin, comments kept; then the bank is measured again."""
    done = learn("o tulips\nl\n")
    assert done.status == 0
    assert wordings(bank, "tulips")[2:] == ("bulbs in vases", "vases with big bulbs")
    text = (bank / "bank.yaml").read_text("utf-8")
    assert "    wordings:  # as people ask\n" in text
    assert "      - bulbs in vases  # from tests\n" in text
    assert done.out.startswith("4 questions to learn from, in 2 groups.\n")
    assert "  2 wordings added to tulips.\n" in done.out
    assert (
        "3 questions settled with 2 new wordings.\n1 group left for later: run footnote learn again.\n"
        in done.out
    )
    assert "Of 4 questions that people asked it answered 0, and answers 3 now.\n" in done.out
    assert "Against the bank before: 1 better\n  right: 0.000 → 1.000\n" in done.out


def test_letters_search_and_help(learn: Run, bank: Path) -> None:
    """A search proposes what fits; what is no key is said so."""
    done = learn("y\n?\no When do tulips\na\nq\n", "--no-score")
    assert "Type one of a, b, …, o, n, x, i, l, s, u, q, ?" in done.out
    assert "  n        a new silent topic" in done.out
    assert "What fits “When do tulips”:" in done.out
    assert wordings(bank, "tulips")[2:] == ("bulbs in vases", "vases with big bulbs")
    assert "Against" not in done.out


def test_undo_takes_back_files_and_memory(learn: Run, bank: Path) -> None:
    before = (bank / "bank.yaml").read_bytes()
    done = learn("o tulips\ni\nu\nu\nu\nn how to arrange bulbs\nu\nq\n")
    assert (bank / "bank.yaml").read_bytes() == before
    assert done.out.count("Undone.") == 3
    assert "There is nothing to undo." in done.out
    assert "New silent topic bulbs-vases with 2 wordings." in done.out
    assert "2 groups left for later" in done.out


def test_a_new_silent_topic_asks_for_its_about(learn: Run, bank: Path) -> None:
    """It can be proposed from then on."""
    done = learn("n how to arrange bulbs\no bulbs-vases\n", "--no-score")
    topic = read_bank(bank).silent["bulbs-vases"]
    assert topic.about == "how to arrange bulbs"
    assert topic.wordings == ("bulbs in vases", "vases with big bulbs", "pruning in spring")
    assert "1 new silent topic" in done.out


def test_what_is_not_answered_here_is_a_topic_by_one_key(learn: Run, bank: Path) -> None:
    """A topic a group; the bot says so then."""
    done = learn("x\nx\n", "--no-score")
    silent = read_bank(bank).silent
    assert silent["bulbs-vases"].wordings == ("bulbs in vases", "vases with big bulbs")
    assert silent["pruning-spring"].about == "anything about that"
    assert "4 questions settled with 3 new wordings, 2 new silent topics.\n" in done.out
    reply = Bot(read_bank(bank)).ask("pruning in spring")
    assert reply.text.startswith("The source does not say anything about that.")


def test_what_is_not_answered_here_is_undone(learn: Run, bank: Path) -> None:
    before = (bank / "bank.yaml").read_bytes()
    assert "Undone." in learn("x\nx\nu\nu\nq\n", "--no-score").out
    assert (bank / "bank.yaml").read_bytes() == before


def test_a_language_without_a_text_for_it_asks_for_a_topic(bank: Path, tmp_path: Path) -> None:
    plain_bank = read_bank(bank)
    texts = {key: text for key, text in plain_bank.language.texts.items() if key != "about_that"}
    bot = Bot(replace(plain_bank, language=replace(plain_bank.language, texts=texts)))
    session = Session(str(bank), bot, [LESSON], Ignored(str(tmp_path), "garden"), "from tests")
    assert "type n to name a topic" in session.decide(Act.NOWHERE)
    assert session.lesson == LESSON


@pytest.mark.parametrize("width", [30, 40, 80, 120])
def test_what_is_shown_fits_a_terminal(bank: Path, tmp_path: Path, width: int) -> None:
    """Nothing of how far one is gets lost in a narrow one."""
    session = Session(
        str(bank), Bot(read_bank(bank)), [ROSES], Ignored(str(tmp_path), "garden"), "from tests"
    )
    lines = list(lesson_lines(session, width))
    assert max(map(len, lines)) <= width
    text = " ".join(" ".join(lines).split())
    assert "── 1 group left with 1 question; 0 settled ──" in text
    assert "a (chosen 2×) When do roses need water? (roses)" in text
    assert max(map(len, keys_help(width))) <= width


def test_one_by_one(learn: Run, bank: Path) -> None:
    """A group that does not belong together is cut."""
    learn("s\no tulips\no roses\ni\n")
    assert wordings(bank, "tulips")[2:] == ("bulbs in vases",)
    assert wordings(bank, "roses")[2:] == ("vases with big bulbs",)


def test_what_differs_in_small_words_alone_is_one_wording(learn: Run, bank: Path, tmp_path: Path) -> None:
    """In a group; one by one, the author may still give each to another entry."""
    (tmp_path / "asked.txt").write_text(
        "bulbs in vases\nbulbs in vases\nvases with bulbs\n", encoding="utf-8"
    )
    done = learn("o tulips\nu\ns\ni\no roses\n")
    assert "  1 wording added to tulips; 1 left out: too long, or like others of tulips.\n" in done.out
    assert wordings(bank, "tulips")[2:] == ()
    assert wordings(bank, "roses")[2:] == ("vases with bulbs",)


def test_what_is_ignored_is_not_asked_again(learn: Run, tmp_path: Path) -> None:
    """Only a hash of it is kept."""
    learn("i\nq\n")
    done = learn("q\n")
    assert done.out.startswith("1 question to learn from, in 1 group.\n")
    assert "bulbs" not in (tmp_path / "ignored.jsonl").read_text("utf-8")


@pytest.mark.parametrize("typed", ["", "\n\n", "l\nl\n", "q\n"])
def test_nothing_is_written_for_later(learn: Run, bank: Path, typed: str) -> None:
    """At the end of the input neither."""
    before = (bank / "bank.yaml").read_bytes()
    assert learn(typed).status == 0
    assert (bank / "bank.yaml").read_bytes() == before


def test_ctrl_c_loses_nothing(learn: Run, bank: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was decided is on the disk, and said."""
    from footnote.cli.learning import learning_run

    lines = iter([Belongs("tulips")])

    def ask(_lesson: Lesson, _bank: Bank) -> Belongs:
        for decision in lines:
            return decision
        raise KeyboardInterrupt

    monkeypatch.setattr(learning_run, "ask_in_lines", ask)
    done = learn("")
    assert done.status == 130
    assert "3 questions settled with 2 new wordings." in done.out
    assert len(wordings(bank, "tulips")) == 4


def test_decisions_from_a_file(learn: Run, bank: Path, tmp_path: Path) -> None:
    """By question; where two of one group differ, each gets its own. What has no answer is for later."""
    answers = tmp_path / "answers.jsonl"
    rows = [
        {"question": "Bulbs in vases?", "entry": "tulips"},
        {"question": "vases with big bulbs", "about": "vases"},
    ]
    answers.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = learn("", "--answers", answers, "--no-score")
    assert wordings(bank, "tulips")[2:] == ("bulbs in vases",)
    assert [topic.about for topic in read_bank(bank).silent.values()][1:] == ["vases"]
    assert "1 group left for later" in done.out


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("nonsense", "this is no answer; write"),
        ('{"question": "x", "entry": "tulip"}', "'tulip' is no entry or silent topic of the bank"),
        ('{"question": "x"}', "there is no decision; write one of"),
    ],
)
def test_an_answer_that_is_none_is_named(learn: Run, tmp_path: Path, line: str, says: str) -> None:
    """With its line, before anything is written."""
    (tmp_path / "answers.jsonl").write_text("\n" + line + "\n", encoding="utf-8")
    done = learn("", "--answers", tmp_path / "answers.jsonl")
    assert done.status == 2
    assert done.err.startswith(f"footnote: {tmp_path}/answers.jsonl:2:1: {says}")


def test_a_journal_and_notes_are_read(learn: Run, bank: Path, tmp_path: Path) -> None:
    """What was chosen when the bot asked back, and what a reader of this computer said is right."""
    pytest.importorskip("sqlalchemy", reason="the journal needs its database library: pip install '.[serve]'")
    line = Line("1", "2026-01-02T03:04:05.000000Z", "garden", "v", "web", "clarify", None, None, 0.3,
                ("tulips", "roses"), "tulips", None, "bulbs in vases")  # fmt: skip
    open_store(str(tmp_path / "journal.sqlite3")).write([line, line._replace(receipt="2", bank="other")])
    note = Note("2026", "garden", "v", "pruning in spring", "decline", None, "should have answered", "roses")
    add_note(str(tmp_path), note)
    done = learn("a\na\n", "--journal", tmp_path / "journal.sqlite3", "--no-score")
    assert done.out.startswith("2 questions to learn from, in 2 groups.\n")
    assert "  a  (chosen 1×) When do tulips need water? (tulips)\n" in done.out
    assert wordings(bank, "tulips")[2:] == ("bulbs in vases",)
    assert wordings(bank, "roses")[2:] == ("pruning in spring",)


def test_a_wording_is_written_once(learn: Run, bank: Path) -> None:
    """What another entry has stays there, and that is said."""
    (bank.parent / "asked.txt").write_text('{"question": "do roses need water", "kind": "answer",'
                                           ' "entry": "roses", "verdict": "not what I asked"}\n')  # fmt: skip
    done = learn("o tulips\n", "--no-score")
    assert "  0 wordings added to tulips; 1 left out: too long, or like others of roses.\n" in done.out
    assert len(wordings(bank, "tulips")) == 2


def test_a_file_that_is_edited_meanwhile_is_not_overwritten(
    learn: Run, bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The undo of what was written before is refused; the rest goes on."""
    from footnote.cli.learning import learning_run

    decisions = iter([Belongs("tulips"), Act.UNDO, Act.STOP])

    def ask(_lesson: Lesson, _bank: Bank) -> object:
        decision = next(decisions)
        if decision is Act.UNDO:
            with (bank / "bank.yaml").open("a", encoding="utf-8") as file:
                file.write("# mine\n")
        return decision

    monkeypatch.setattr(learning_run, "ask_in_lines", ask)
    done = learn("", "--no-score")
    assert "this file was changed meanwhile" in done.err
    assert (bank / "bank.yaml").read_text("utf-8").endswith("# mine\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "-"), "questions and decisions cannot both come from standard input"),
        (("--notes",), "no questions: name a journal"),
        (("--bank", "micrometastases"), "two banks are named"),
    ],
)
def test_wrong_usage_is_said(learn: Run, arguments: tuple[str, ...], says: str) -> None:
    done = learn("", *arguments)
    assert done.status == 2
    assert done.err.startswith(f"footnote: {says}")


ROSES = Lesson((OpenQuestion("how much do roses drink " * 9, 1, ""),), (Proposal("roses", False, 2),))
LESSON = Lesson((OpenQuestion("x", 1, "x"),), (Proposal("roses", False), Proposal("lawn", True)))


@pytest.mark.parametrize(
    ("line", "decision"),
    [
        ("a", Belongs("roses")),
        (" B \n", Belongs("lawn")),
        ("c", None),
        ("", Act.LATER),
        ("i", Act.IGNORE),
        ("x", Act.NOWHERE),
        ("?", Act.HELP),
        ("o  some   words", Search("some words")),
        ("n how to mow", NewTopic("how to mow")),
        ("o", None),
        ("a b", None),
        ("ab", None),
    ],
)
def test_what_is_typed(line: str, decision: object) -> None:
    assert decision_of(line, LESSON) == decision


@pytest.mark.parametrize("named", [["micrometastases"], []])
def test_a_bank_of_the_program_is_left_alone(footnote: Run, named: list[str]) -> None:
    done = footnote("learn", *named, "--from", "questions.txt")
    assert (done.status, "copy" in done.err) == (2, True)
