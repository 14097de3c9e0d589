"""Labelled questions: what is read from a file, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from footnote.bank import Bank
from footnote.errors import BankError
from footnote.evaluation import questions
from footnote.evaluation.questions import Question

GOOD = """\
schema: 1
answered:
  - {ask: "roses in summer, do they get any water", entry: roses}
  - {ask: "is that one small", entry: [dwarf, giant]}
unanswered:
  - {ask: "cutting the grass", reason: not-in-source}
small_talk:
  - {ask: "good day", kind: greeting}
talks:
  - - {ask: "do roses need water", entry: roses}
    - {ask: "why is that", entry: why-water}
"""

ROSES = "roses in summer, do they get any water"
LATER_TURN = '    - {ask: "why is that", entry: why-water}\n'
TALKS = GOOD[GOOD.index("talks:") :]


def written(folder: Path, text: str) -> Path:
    """A file of questions."""
    file = folder / "questions.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_questions_are_read_with_their_labels_and_places(tmp_path: Path, garden: Bank) -> None:
    """Whoever mends a miss goes to its line."""
    file = written(tmp_path, GOOD)
    read = questions.read_questions(file, garden)
    place = str(file)
    assert read.single == (
        Question("roses in summer, do they get any water", ("roses",), file=place, line=3, column=5),
        Question("is that one small", ("dwarf", "giant"), file=place, line=4, column=5),
        Question("cutting the grass", reason="not-in-source", file=place, line=6, column=5),
        Question("good day", kind="greeting", file=place, line=8, column=5),
    )
    assert [[turn.ask for turn in talk] for talk in read.conversations] == [
        ["do roses need water", "why is that"]
    ]
    assert [question.category for question in read.single] == [
        "answered",
        "answered",
        "unanswered",
        "small_talk",
    ]
    assert len(read) == 6
    assert len(read + read) == 12


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("entry: roses}", "entry: rosse}", "3:60: “rosse” is not the id of an entry; write roses"),
        ("[dwarf, giant]", "[dwarf, lawn]", "4:47: “lawn” is not the id of an entry; write one of"),
        ("[dwarf, giant]", "[]", "4:39: this list has no items; write at least 1"),
        ("reason: not-in-source", "reason: dunno", "6:40: “dunno” does not fit here; write one of"),
        ("greeting}", "greetings}", "8:29: “greetings” is no small talk of the language; write greeting"),
        ("reason: not-in", "entry: not-in", "6:5: a question that is not answered needs the key reason"),
        ("good day", "Is that one SMALL?", "8:11: this is asked on line 4 already; delete one of the two"),
        (", entry: why-water", ", reason: unclear, kind: greeting", "11:7: a turn has one right reply"),
        (", entry: why-water", "", "11:7: a turn has one right reply; write one of entry, reason and kind"),
        (LATER_TURN, "", "10:5: this list has 1 item; write at least 2"),
        ("schema: 1", "schema: 2", "1:9: “2” does not fit here; write 1"),
        (TALKS, "talks: none\n", "9:8: a list is expected here"),
        (
            ROSES,
            "Water: when do the roses need?",
            "3:5: this is nearly the wording “When do roses need water?”",
        ),
        ("cutting the grass", "How do I mow the grass?", "6:5: this is nearly the wording “how do I mow the"),
    ],
)
def test_every_problem_has_its_place_and_its_cure(
    tmp_path: Path, garden: Bank, old: str, new: str, said: str
) -> None:
    """As problems of a bank have."""
    assert old in GOOD
    found = questions.check_questions(written(tmp_path, GOOD.replace(old, new, 1)), garden)
    assert [problem for problem in found if str(problem).startswith(f"{tmp_path}/questions.yaml:{said}")], (
        found
    )


def test_of_good_questions_nothing_is_said(tmp_path: Path, garden: Bank) -> None:
    """Neither where there are none: a bank may have no questions yet."""
    assert questions.check_bank_questions(tmp_path, garden) == []
    written(tmp_path, GOOD)
    assert questions.check_bank_questions(tmp_path, garden) == []
    assert questions.check_bank_questions(tmp_path / "bank.yaml", garden) == []


def test_a_question_may_be_in_one_file_only(tmp_path: Path, garden: Bank) -> None:
    """The second one is reported, with the place of the first."""
    (tmp_path / "questions").mkdir()
    for name in ("a", "b"):
        (tmp_path / "questions" / f"{name}.yaml").write_text(GOOD, encoding="utf-8")
    found = questions.check_bank_questions(tmp_path, garden)
    assert {problem.file for problem in found} == {f"{tmp_path}/questions/b.yaml"}
    assert found[0].message == "this is asked on line 3 of a.yaml already; delete one of the two"


@pytest.mark.parametrize(
    ("ask", "label"),
    [
        ("watering the roses", "entry: roses"),
        ("do the roses need water", "reason: off-topic"),
        ("do the roses need water", "reason: not-in-source"),
        ("do the roses need water", "entry: tulips"),
        ("who waters roses and when", "entry: roses"),
    ],
)
def test_what_only_looks_like_a_wording_is_no_copy(
    tmp_path: Path, garden: Bank, ask: str, label: str
) -> None:
    """Three words are soon alike, a trap must be like what it is a trap for, and other words are others."""
    group = "unanswered" if label.startswith("reason") else "answered"
    file = written(tmp_path, f"schema: 1\n{group}:\n  - {{ask: {ask}, {label}}}\n")
    assert questions.check_questions(file, garden) == []


def test_a_copy_can_be_read_and_no_other_problem_can(tmp_path: Path, garden: Bank) -> None:
    """What was copied is for the reader to leave out; a label without meaning leaves nothing to judge by."""
    copied = written(
        tmp_path, GOOD.replace("roses in summer, do they get any water", "when do roses need water")
    )
    assert len(questions.find_copies(questions.read_questions(copied, garden), garden)) == 1
    with pytest.raises(BankError, match="is not the id of an entry"):
        questions.read_questions(written(tmp_path, GOOD.replace("entry: roses", "entry: noses")), garden)
    with pytest.raises(BankError, match=r"none\.yaml:1:1: no such file"):
        questions.read_questions(tmp_path / "none.yaml", garden)
