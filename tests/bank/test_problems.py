"""What is wrong with a bank is reported where it is, with what to write instead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from bank_files import BANK, LANGUAGE, SHORT, WORDINGS, problems, write_bank

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def problems_after(tmp_path: Path) -> Callable[..., list[str]]:
    """The problems of the bank after one change of its text, or of its language."""

    def of(old: str, new: str, *, language: bool = False) -> list[str]:
        text = LANGUAGE if language else BANK
        assert text.count(old) >= 1, old
        changed = text.replace(old, new, 1)
        return problems(write_bank(tmp_path, *((BANK, changed) if language else (changed, LANGUAGE))))

    return of


BANK_PROBLEMS = [
    # keys
    ("title: Ponds", "titel: Ponds", "3:1: a bank has no key “titel”; write title"),
    ("title: Ponds", "name: Ponds", "1:1: a bank needs the key title, which is missing; write `title: …`"),
    ("title: Ponds", "zzz: Ponds", "3:1: a bank has no key “zzz”; write one of schema, id, title,"),
    ("    about: sleep\n", "    abuot: sleep\n", "39:5: an entry has no key “abuot”; write about"),
    ("    cites: [P1]\n", "", "37:5: an entry needs the key cites, which is missing"),
    ("title: Ponds", "title: Ponds\ntitle: Lakes", "4:1: “title” is given twice, first on line 3; keep one"),
    ("  P2:", "  P1:", "21:3: “P1” is given twice, first on line 15; keep one"),
    ("title: Ponds", "[a]: Ponds", "3:1: a key is a short text"),
    ("title: Ponds", "'': Ponds", "3:1: a key is a short text"),
    # types
    ("title: Ponds", "title: [Ponds]", "3:8: a text is expected here, not a list"),
    ("[waking up]", "\n      - is it: so", "50:9: a text is expected here, and the colon makes a key of"),
    ("wordings: [waking up]", "wordings: waking up", "49:15: a list is expected here; write [first, second]"),
    ("wordings: [waking up]", "wordings: []", "49:15: this list has no items; write at least 1"),
    ("policy: {careful: 0.7}", "policy: sure", "54:9: keys with values are expected here"),
    ("title: Ponds", "title:", "3:7: there is no text here; write one"),
    ("title: Ponds", "title: ' '", "3:8: there is no text here; write one"),
    ("title: Ponds", r'title: "P\tonds"', "3:8: a \\ in this text makes a tab or an invisible character"),
    ("title: Ponds", r'title: "P\u202eonds"', "3:8: a \\ in this text makes a tab or an invisible"),
    ("schema: 1", "schema: 3", "1:9: “3” does not fit here; write 1"),
    ("id: pond", "id: the pond", "2:5: “the pond” does not fit here; write letters, digits and hyphens"),
    # the source and its passages
    ("url: https://pond", "url: pond", "10:8: “pond.example/guide” does not fit here; write the whole"),
    ("url: https://pond.example/guide", "url: javascript:alert(1)", "10:8: “javascript:alert(1)” does not"),
    ("2025-01-02", "2 January 2025", "11:12: “2 January 2025” does not fit here; write the year, month and"),
    ("2025-01-02", "2025-02-30", "11:12: “2025-02-30” does not fit here"),
    ("2025-01-02", "20250102", "11:12: “20250102” does not fit here"),
    ("number: 1", "number: one", "13:16: “one” does not fit here; write a whole number, such as 1"),
    ("references: [1]", "references: [2]", "20:18: this passage refers to “2”, which is not the number of"),
    ("[Frogs sleep, in winter.]", "[Frogs sleep]", "18:15: this list has 1 item; write at least 2"),
    ("[Frogs sleep, in winter.]", "[a, b, c]", "18:15: this list has 3 items; write 2 at most, and quotes"),
    ("sha256: 0", "sha256: g", "19:13: “g00000000000000000000000000000000000000…” does not fit here; write"),
    # words
    ("[frog, toad]", "[frog]", "27:5: this list has 1 item; write at least 2"),
    ("[frog, toad]", "[frog, toad]\n  - [newt, TOAD]", "28:12: “TOAD” is on line 27 too; delete one of"),
    ("[frog, toad]", "[frog, frog]", "27:12: “frog” is on line 27 too; delete one of the two"),
    ("[frog, fog]", "[frog]", "29:5: this list has 1 item; write at least 2"),
    ("[frog, fog]", "[frog, toad]", "29:5: two of these are in one group under same; delete one"),
    # sizes
    ("unit: mm", "unit: cm", "31:9: “cm” does not fit here; write mm"),
    ("under: 2,", "under: 7,", "34:7: this range does not end after the one above it"),
    ("under: 2,", "upto: 5,", "34:7: this range does not end after the one above it"),
    ("under: 2,", '"under": "0,2",', "33:17: “0,2” does not fit here; write a number with a point"),
    ("under: 2,", "under: 2, upto: 2,", "33:7: every range but the last needs an end; write either under"),
    ("under: 2,", "", "33:7: every range but the last needs an end; write either under or upto"),
    ("{entry: wake, says", "{under: 9, entry: wake, says", "35:7: the last range is for all larger sizes"),
    ("{size} is small.", "It is small.", "33:38: the size is missing from this sentence; write {size}"),
    ("{size} is small.", "{size} {unit}", "33:38: “{unit}” is not filled in by the bot; write {size}"),
    ("under: 2, entry: sleep", "under: 2, entry: sleeep", "33:25: this range names “sleeep”, which is not"),
    # entries
    ("cites: [P1]", "cites: [P44]", "44:13: this entry cites “P44”, which is not the id of a passage; write"),
    ("cites: [P1]", "cites: []", "44:12: this list has no items; write at least 1"),
    ("cites: [P2, P1]", "cites: [P2, P2]", "51:17: “P2” is twice in this list; write it once"),
    ("they sleep [1]", "they sleep", "41:13: the answer has no mark [1] for P1; write [1] after"),
    ("they sleep [1]", "they sleep [1][2]", "41:13: the mark [2] has no citation; add its passage to cites"),
    ("they sleep [1]", "they sleep [1, 2]", "41:13: “[1, 2]” is not a mark; write one number in brackets"),
    ("they sleep [1]", "they sleep [P1]", "41:13: “[P1]” is an id where readers need a number; run"),
    ("they sleep [1]", "they sleep [P9, P1]", "41:13: “[P9, P1]” is an id where readers need a number; run"),
    ("they sleep [1]", "they press [F1]", "41:13: the answer has no mark [1] for P1; write [1] after"),
    ("they sleep [1]", "{who} sleep [1]", "41:13: “{who}” is not filled in by the bot; delete it"),
    ("they sleep [1]", "sleep [1]{", "41:13: “{” is not filled in by the bot; delete it"),
    ("id: wake", "id: sleep", "47:9: sleep is the id of an entry on line 37 already; write another"),
    ("{id: fish", "{id: wake", "53:10: wake is the id of an entry on line 47 already; write another"),
    ("    wordings: [waking up]\n", "", "47:5: an entry needs wordings, and has none; write `wordings: …`"),
    (", wordings: [about fish]", "", "53:5: a silent topic needs wordings, and has none; write"),
    ("[waking up]", "[waking up, waking up]", "49:27: “waking up” is a wording here already, on line 49"),
    ("[waking up]", "['NO!']", "49:16: “NO!” is a wording of sleep already, on line 40; delete one of the"),
    ("[about fish]", "[Waking: up]", "53:63: a text is expected here"),
    ("[about fish]", "[Waking up?]", "53:63: “Waking up?” is a wording of wake already, on line 49"),
    ("[about fish]", "[when do frogs wake]", "53:63: “when do frogs wake” is a wording of wake already"),
    ("[waking up]", "['«nö»']", "49:16: “«nö»” is a wording of sleep already, on line 40"),
    ("[waking up]", "['«…»']", "49:16: “«…»” has no words; write how people ask"),
    ("[waking up]", "['?!']", "49:16: “?!” has no words; write how people ask"),
    ("[and then]", "[and then, And then?]", "46:24: “And then?” is a wording here already, on line 46"),
    ("      wake: [and then]", "      wade: [and then]", "46:7: this entry is followed by “wade”, which"),
    ("near: [sleep]", "near: [fish]", "53:44: this topic is near “fish”, which is not the id of an entry"),
    ("near: [sleep]", "near: [sleep, wake, sleep, wake]", "53:43: this list has 4 items; write 3 at most"),
    # policy
    ("careful: 0.7", "careful: 1.5", "54:19: “1.5” does not fit here; write a number from 0 to 1"),
    ("careful: 0.7", "careful: nan", "54:19: “nan” does not fit here; write a number from 0 to 1"),
    # the language
    ("language: plainish", "language: klingon", "4:11: there is no file klingon.yaml in the folder above"),
    ("language: plainish", "language: ../x", "4:11: “../x” does not fit here; write letters, digits"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem"), BANK_PROBLEMS, ids=[case[2] for case in BANK_PROBLEMS])
def test_a_problem_of_the_bank_names_its_place(
    problems_after: Callable[..., list[str]], old: str, new: str, problem: str
) -> None:
    """Line and column, what is wrong, and what to write."""
    found = problems_after(old, new)
    assert any(line.startswith(f"bank.yaml:{problem}") for line in found), found


LAST = "  fish:\n    - about fish\n"
WORDINGS_PROBLEMS = [
    ("fish:", "fihs:", "wordings.yaml:12:3: “fihs” is not the id of an entry or of a silent topic"),
    ("fish:", "fihs:", "bank.yaml:52:5: a silent topic needs wordings, and has none"),
    (LAST, "", "bank.yaml:52:5: a silent topic needs wordings, and has none; write `wordings: …` here, or a"),
    ("wake:", "sleep:", "wordings.yaml:10:3: “sleep” is given twice, first on line 4; keep one"),
    ("[up already]", "[up already, Up: already]", "wordings.yaml:10:22: a text is expected here"),
    ("up already", "up, Up!", "wordings.yaml:10:14: “Up!” is a wording here already, on line 10; delete"),
    ("up already", "'NO!'", "wordings.yaml:10:10: “NO!” is a wording of sleep already, on line 5; delete"),
    ("up already", "waking up", "wordings.yaml:10:10: “waking up” is a wording here already, on line 48 of"),
    ("about fish", "waking up", "wordings.yaml:13:7: “waking up” is a wording of wake already, on line 48"),
    ("about fish", "?!", "wordings.yaml:13:7: “?!” has no words; write how people ask"),
    ("[up already]", "[]", "wordings.yaml:10:9: this list has no items; write at least 1"),
    ("[up already]", "up already", "wordings.yaml:10:9: a list is expected here"),
    ("schema: 1", "schema: 2", "wordings.yaml:2:9: “2” does not fit here; write 1"),
    ("wordings:", "wordngs:", "wordings.yaml:3:1: a file of wordings has no key “wordngs”; write wordings"),
    ("    - no", "\t- no", "wordings.yaml:5:1: there is a tab here; write spaces"),
    ("[up already]", "[up already", "wordings.yaml:10:9: the list opened by this [ is not closed"),
    (WORDINGS, "", "wordings.yaml:1:1: this file is empty; write the keys of a file of wordings"),
    (WORDINGS, "schema: 1\nwordings:\n", "wordings.yaml:2:10: keys with values are expected here"),
    (WORDINGS, "schema: 1\nwordings: {}\n", "wordings.yaml:2:11: there are no keys here; write one"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "problem"), WORDINGS_PROBLEMS, ids=[case[2] for case in WORDINGS_PROBLEMS]
)
def test_a_problem_of_the_wordings_names_their_file(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """And the other place where two files are involved. One mistake gives at most two problems."""
    found = problems(write_bank(tmp_path, SHORT, wordings=WORDINGS.replace(old, new, 1)))
    assert any(line.startswith(problem) for line in found), found
    assert len(found) <= 2


WAKE = "id: wake\n    question: When do frogs wake?\n    wordings: [waking up]\n"
BOTH_FILES_PROBLEMS = [
    (
        "[waking up]",
        "['No']",
        "48:16: “No” is a wording of sleep already, on line 5 of wordings.yaml; delete",
    ),
    (
        "When do frogs wake?",
        "About fish?",
        "wordings.yaml:13:7: “about fish” is a wording of wake already, on ",
    ),
    (
        "When do frogs wake?",
        "'No?'",
        "47:15: “No?” is a wording of sleep already, on line 5 of wordings.yaml",
    ),
    ("id: sleep", "id: the sleep", "37:9: “the sleep” does not fit here"),
    ("id: sleep", "id: the sleep", "wordings.yaml:4:3: “sleep” is not the id of an entry"),
    ("id: wake", "id: sleep", "46:9: sleep is the id of an entry on line 37 already"),
    (
        WAKE,
        "id: sleep\n    question: When do frogs wake?\n",
        "46:9: sleep is the id of an entry on line 37 already",
    ),
    ("{id: fish, about: what fish do, near: [sleep]}", "fish", "52:5: keys with values are expected here"),
    ("[waking up]", "[waking up", "48:15: the list opened by this [ is not closed"),
]


@pytest.mark.parametrize(
    ("old", "new", "problem"), BOTH_FILES_PROBLEMS, ids=[case[2] for case in BOTH_FILES_PROBLEMS]
)
def test_a_problem_of_a_bank_with_a_wordings_file_is_reported_once(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    """In the bank, and not for each of the wordings in the other file."""
    assert old in SHORT
    found = problems(write_bank(tmp_path, SHORT.replace(old, new, 1), wordings=WORDINGS))
    start = problem if problem.startswith("wordings") else f"bank.yaml:{problem}"
    assert any(line.startswith(start) for line in found), found
    assert not any("here already" in line or "has none" in line for line in found)


def test_what_cannot_be_parsed_is_not_reported_as_missing(tmp_path: Path) -> None:
    """Where one file is not valid YAML, there are no other problems."""
    assert (
        len(problems(write_bank(tmp_path, SHORT.replace("[waking up]", "[waking up"), wordings=WORDINGS)))
        == 1
    )
    assert len(problems(write_bank(tmp_path, SHORT, wordings=WORDINGS.replace("already]", "already")))) == 1
    silent = "{id: fish, about: what fish do, near: [sleep], wordings: [about fish]}"
    assert len(problems(write_bank(tmp_path, BANK.replace(silent, "fish")))) == 1


def test_items_that_are_not_texts_are_not_reported_as_equal(
    problems_after: Callable[..., list[str]],
) -> None:
    """Both read as empty."""
    found = problems_after("cites: [P2, P1]", "cites: [P2, P1, [a], [b]]")
    assert [line.partition("; ")[0] for line in found] == [
        "bank.yaml:51:21: a text is expected here, not a list",
        "bank.yaml:51:26: a text is expected here, not a list",
    ]


def test_a_plus_makes_another_word(problems_after: Callable[..., list[str]]) -> None:
    """Wordings with the same letters are compared word by word, with all that came before."""
    found = problems_after("[waking up]", "[ER+ wakes, ER wakes, er wakes]")
    assert [line.partition(", on")[0] for line in found] == [
        "bank.yaml:49:37: “er wakes” is a wording here already"
    ]


LANGUAGE_PROBLEMS = [
    ("reason: urgent, ", "", "8:24: a handoff needs a reason; write `reason: …`"),
    (
        "kind: smalltalk",
        "kind: chat",
        "5:11: “chat” does not fit here; write one of smalltalk, decline, handoff",
    ),
    (
        "kind: smalltalk",
        "kind: decline",
        "5:11: a decline needs a reason; write `reason: …`, one of not-in-so",
    ),
    (
        "kind: handoff",
        "kind: smalltalk",
        "8:43: small talk has no reason; delete this line, or write another",
    ),
    (
        "reason: urgent",
        "reason: soon",
        "8:41: “soon” does not fit here; write one of not-in-source, off-topic",
    ),
    ("anywhere: true", "anywhere: yes", "8:59: “yes” does not fit here; write one of true, false"),
    ("id: crisis", "id: greeting", "8:10: greeting is the id of other small talk on line 4 already"),
    ("[hello]", "[hello, Hello!]", "7:23: “Hello!” is a wording here already, on line 7"),
    ("{topic}", "{tpoic}", "6:11: “{tpoic}” is not filled in by the bot; write {about} or {contact}"),
    ("Which of these?", "Which of {these}?", "10:12: “{these}” is not filled in by the bot"),
    ("Which of these?", "", "10:11: there is no text here"),
    ("id: plainish", "id: english", "2:5: the id of a language is the name of its file; write plainish"),
]


@pytest.mark.parametrize(
    ("old", "new", "problem"), LANGUAGE_PROBLEMS, ids=[case[2] for case in LANGUAGE_PROBLEMS]
)
def test_a_problem_of_the_language_names_its_file(
    problems_after: Callable[..., list[str]], old: str, new: str, problem: str
) -> None:
    found = problems_after(old, new, language=True)
    assert any(line.startswith(f"plainish.yaml:{problem}") for line in found), found


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    """In the order of the files and their lines."""
    bank = (
        BANK.replace("title: Ponds", "titel: Ponds").replace("[P1]", "[P9]").replace("unit: mm", "unit: km")
    )
    wordings = (
        WORDINGS.replace("  fish:", "  newt:").replace("about fish", "?!").replace("up already", "waking up")
    )
    found = problems(write_bank(tmp_path, bank, LANGUAGE.replace("smalltalk", "chat"), wordings))
    places = [re.match(r"([a-z.]+:\d+:\d+):", line) for line in found]
    assert [place[1] for place in places if place] == [
        "bank.yaml:3:1", "bank.yaml:31:9", "bank.yaml:44:13",
        "wordings.yaml:5:7", "wordings.yaml:6:7", "wordings.yaml:7:7", "wordings.yaml:8:7",
        "wordings.yaml:10:10", "wordings.yaml:12:3", "wordings.yaml:13:7", "plainish.yaml:5:11",
    ]  # fmt: skip


def test_one_mistake_gives_few_problems(problems_after: Callable[..., list[str]]) -> None:
    for old, new, _ in BANK_PROBLEMS:
        if old != "id: wake":  # without it, whatever refers to it is wrong as well
            assert len(problems_after(old, new)) <= 3, (old, new)
