"""Advice on banks that can be used, each piece with its line and column."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bank_files import BANK, LANGUAGE, SHORT, WORDINGS, write_bank

from footnote.bank.lint import check_bank, is_advice
from footnote.bank.locations import find_bank, shipped_banks

TEN = "wordings: [" + ", ".join(f"way {number}" for number in range(10)) + "]"
GOOD = BANK.replace('wordings: [no, 12:30, 007, "yes: no"]', TEN).replace(
    "wordings: [waking up]", TEN.replace("way", "path")
)


def advice(folder: Path, bank: str, language: str = LANGUAGE) -> list[str]:
    """The lines printed for a bank without problems, without the name of the file."""
    return [f"{p.line}:{p.column}: {p.message}" for p in check_bank(write_bank(folder, bank, language))]


def test_a_good_bank_gets_no_advice(tmp_path: Path) -> None:
    assert advice(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("cites: [P2, P1]", "cites: [P1, P1]", None),
        ("in spring.]\n", "in spring.]\n    references: []\n", None),
        (
            "[P2, P1]",
            "[P3, P1]",
            "21:3: advice: no entry cites P2; write one that does, or delete the passage",
        ),
        (
            "    references: [1]\n",
            "",
            "13:7: advice: no passage has reference 1; add it to one, or delete it",
        ),
        (
            "id: pond",
            "id: lake",
            "2:5: advice: the id of a bank is the name of its folder; write pond, or rename",
        ),
        (", way 9", "", "40:15: advice: only 9 of 10 wordings; write more ways to ask it"),
        ("do frogs wake?", "do frogs wake", "48:15: advice: people are offered this as a question; end it"),
        (
            "{careful: 0.7}",
            "{clarify: 0.3, answer: 0.7}",
            "54:10: advice: clarify, answer belong to an older version and have no effect; write careful",
        ),
        ("{careful", "{margin: 0.1, careful", "54:10: advice: margin belongs to an older version and has no"),
    ],
)
def test_advice_names_its_line_and_column(tmp_path: Path, old: str, new: str, message: str | None) -> None:
    assert old in GOOD
    third = "  P3:\n    section: A\n    place: B\n    fragment: [C, D]\n    sha256: " + "1" * 64 + "\nsame:"
    bank = GOOD.replace(old, new)
    found = advice(tmp_path, bank.replace("same:", third) if "P3" in new else bank)
    assert message is None or any(line.startswith(message) for line in found), found


FULL = [
    ("[P2, P1]", "[P3, P1]", ["21:3: advice: no entry cites P2; write one that does, or delete the passage"]),
    (
        "    references: [1]\n",
        "",
        ["13:7: advice: no passage has reference 1; add it to one, or delete it"],
    ),
    (
        "id: pond",
        "id: lake",
        ["2:5: advice: the id of a bank is the name of its folder; write pond, or rename the folder"],
    ),
    ("id: pond\n", "", ["1:1: a bank needs the key id, which is missing; write `id: …`"]),
    (", way 9", "", ["40:15: advice: only 9 of 10 wordings; write more ways to ask it"]),
    (
        "do frogs wake?",
        "do frogs wake",
        ["48:15: advice: people are offered this as a question; end it with a question mark"],
    ),
    (
        "When do frogs wake?",
        "",
        ["48:14: there is no text here; write one"],
    ),
    (
        "doi.org/10.1/x}",
        "doi.org/10.1/x}\n    - {number: 2, text: B, url: https://a.b}",
        ["14:7: advice: no passage has reference 2; add it to one, or delete it"],
    ),
]


@pytest.mark.parametrize(("old", "new", "lines"), FULL)
def test_advice_in_full(tmp_path: Path, old: str, new: str, lines: list[str]) -> None:
    """And nothing else with it."""
    assert old in GOOD
    third = "  P3:\n    section: A\n    place: B\n    fragment: [C, D]\n    sha256: " + "1" * 64 + "\nsame:"
    bank = GOOD.replace(old, new)
    home = write_bank(tmp_path, bank.replace("same:", third) if "P3" in new else bank)
    assert [str(problem).removeprefix(f"{home}/bank.yaml:") for problem in check_bank(home)] == lines


@pytest.mark.parametrize("old", ['wordings: [no, 12:30, 007, "yes: no"]', "wordings: [waking up]"])
def test_advice_on_wordings_is_at_the_list_of_the_entry(tmp_path: Path, old: str) -> None:
    line = next(number for number, text in enumerate(BANK.splitlines(), start=1) if old in text)
    places = [(problem.line, problem.column) for problem in check_bank(write_bank(tmp_path, BANK))]
    assert (line, 15) in places
    assert len(places) == 2


def test_the_name_of_a_folder_counts_however_the_bank_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = write_bank(tmp_path, GOOD.replace("id: pond", "id: lake"))
    monkeypatch.chdir(home)
    for given in (".", "bank.yaml", "../pond/", str(home)):
        assert [problem.line for problem in check_bank(given)] == [2]


def test_a_bank_about_health_says_whom_to_call(tmp_path: Path) -> None:
    """Or that its author knows of nobody."""
    bank = GOOD.replace("helpline: Call 1.\n", "") + "subject: health\n"
    (found,) = advice(tmp_path, bank)
    assert "nobody is named to call in a crisis or an emergency" in found
    assert advice(tmp_path, bank + "helplines: []\n") == []
    assert advice(tmp_path, bank + "helpline: Call 1.\n") == []
    assert advice(tmp_path, bank.replace("health", "other")) == []


def test_a_file_of_another_name_may_have_any_id(tmp_path: Path) -> None:
    """Several such banks may be in one folder."""
    write_bank(tmp_path, GOOD)
    file = tmp_path / "pond" / "mine.yaml"
    file.write_text(GOOD.replace("id: pond", "id: lake"))
    assert check_bank(file) == []


def test_few_wordings_are_reported_at_the_list_to_add_to(tmp_path: Path) -> None:
    """In wordings.yaml where the entry has a list there, and else in the bank."""
    wordings = WORDINGS.replace("  wake: [up already]\n", "")
    found = [
        str(p).removeprefix(f"{tmp_path}/pond/")
        for p in check_bank(write_bank(tmp_path, SHORT, LANGUAGE, wordings))
    ]
    assert found == [
        "bank.yaml:48:15: advice: only 1 of 10 wordings; write more ways to ask it",
        "wordings.yaml:5:5: advice: only 4 of 10 wordings; write more ways to ask it",
    ]


def test_many_entries_with_few_wordings_are_one_piece_of_advice(tmp_path: Path) -> None:
    """At the one that has fewest: an author of a new bank knows it of all."""
    entry = "  - {{id: w{0}, question: Way {0}?, wordings: [{1}], answer: 'It is [1].', cites: [P1]}}\n"
    ways = (", ".join(f"road {count} {at}" for at in range(count)) for count in (4, 2, 3, 5))
    entries = "".join(entry.format(at, way) for at, way in enumerate(ways))
    bank = BANK.replace("entries:\n", f"entries:\n{entries}", 1)
    few = [each.message for each in check_bank(write_bank(tmp_path, bank)) if "wordings" in each.message]
    assert len(few) == 1
    assert re.fullmatch(
        r"advice: only \d of 10 wordings, and \d other entries have few; write more .*", few[0]
    )


def test_problems_come_before_advice(tmp_path: Path) -> None:
    """They prevent the use of the bank."""
    home = write_bank(
        tmp_path,
        BANK.replace("unit: mm", "unit: km").replace("[P2, P1]", "[P1]").replace(", after winter [2]", ""),
    )
    found = check_bank(home)
    assert [(problem.line, is_advice(problem)) for problem in found] == [
        (31, False),
        (21, True),
        (40, True),
        (49, True),
    ]


def test_a_missing_file_is_one_problem_without_advice(tmp_path: Path) -> None:
    assert [problem.line for problem in check_bank(tmp_path / "none")] == [1]


@pytest.mark.parametrize(
    "content", ["", "a", "- a", "passages: 1\nentries: {a: b}\nsource: []", "entries: [a, [b]]"]
)
def test_a_broken_bank_has_problems_and_no_traceback(tmp_path: Path, content: str) -> None:
    found = check_bank(write_bank(tmp_path, content))
    assert found
    assert not any(map(is_advice, found))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("silents.yaml", "did you mean silent.yaml?"),
        ("Entrys.yaml", "did you mean entries.yaml?"),
        ("wording/", "did you mean wordings?"),
        ("plainish.yaml", "faq/README.md lists the files of a bank"),
        ("notes.yaml", None),
        ("README.md", None),
        ("silent.txt", None),
        (".silents.yaml", None),
        ("drawings/", None),
        ("questions/", None),
    ],
)
def test_a_mistyped_name_of_a_file_is_reported(tmp_path: Path, name: str, said: str | None) -> None:
    """The part would be missing from the bank, and nobody would know why."""
    place = write_bank(tmp_path, GOOD) / name
    if name.endswith("/"):
        place.mkdir()
    else:
        place.write_text("", encoding="utf-8")
    expected = f"{place}:1:1: advice: there is no such part of a bank, and it is not read; {said}"
    assert [str(problem) for problem in check_bank(tmp_path / "pond")] == ([expected] if said else [])


def test_other_files_next_to_a_bank_of_another_name_are_not_its_parts(tmp_path: Path) -> None:
    home = write_bank(tmp_path, GOOD)
    (home / "mine.yaml").write_text(GOOD, encoding="utf-8")
    (home / "silents.yaml").write_text("", encoding="utf-8")
    assert check_bank(home / "mine.yaml") == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Ponds", "titel: Ponds"),
        ("\nsource:", "\nsorce:"),
        ("\npassages:", "\npassage:"),
        ("\nentries:", "\nentrys:"),
        ("  - id: wake", "  - ids: wake"),
        ("  - id: wake", "  - id: wake up"),
        ("  P1:", "  P 1:"),
        ("cites: [P1]", "cite: [P1]"),
        ("{id: fish,", "{ids: fish,"),
    ],
)
def test_a_mistyped_key_or_id_is_one_problem(tmp_path: Path, old: str, new: str) -> None:
    """What only follows from it is not reported, and there is no advice on it."""
    assert old in GOOD
    assert len(advice(tmp_path, GOOD.replace(old, new, 1))) == 1


@pytest.mark.parametrize("name", shipped_banks())
def test_a_shipped_bank_has_no_problem_and_gets_no_advice(name: str) -> None:
    assert check_bank(find_bank(name)) == []
