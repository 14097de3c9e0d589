"""Reading what tells of danger in a language, and every mistake in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_files import BANK, LANGUAGE, write_bank

from footnote.bank import parse
from footnote.text import Safety

REPLY = """
    crisis: Call.
    emergency: Call now.
    infection: Call the team.
    grief: Sorry.
    grief_alone: Ask {contact}.
    fear: There.
    fear_alone: Ask.
    helpline: "{country}: {name}, {contact}."
"""
SAFETY = f"""\
schema: 1
skip: so  very
groups:
  DIE: die, be no more
signs:
  - name: wishes to die
    danger: crisis
    weight: 3
    phrases: [want to DIE, can't … go/carry_on .]
  - {{name: idiom, danger: ordinary, against: crisis fear, within: sentence, weight: 2,
     phrases: [dying to know]}}
replies:
  health:{REPLY}  general:{REPLY}"""


def read(folder: Path, text: str = SAFETY, more: str = "") -> tuple[Safety, list[str]]:
    """What is in the file, and its problems after the name of the folder."""
    names = "plainish-safety plainish-more" if more else "plainish-safety"
    home = write_bank(folder, BANK, LANGUAGE.replace("id: plainish\n", f"id: plainish\nsafety: {names}\n"))
    for name, content in (("plainish-safety", text), ("plainish-more", more)):
        if content:
            (Path(home).parent / f"{name}.yaml").write_text(content, encoding="utf-8")
    parsed = parse(home)
    return parsed.bank.language.safety, [str(each).rpartition("/")[2] for each in parsed.problems]


def test_every_part_of_the_file_is_read(tmp_path: Path) -> None:
    safety, problems = read(tmp_path)
    assert problems == []
    assert (safety.skip, safety.decisive, dict(safety.groups)) == ("so very", "", {"DIE": "die, be no more"})
    crisis, idiom = safety.signs
    assert (crisis.danger, crisis.weight, crisis.against, crisis.within) == ("crisis", 3, (), "words")
    assert crisis.phrases == ("want to DIE", "can't … go/carry_on .")
    assert (idiom.danger, idiom.weight, idiom.against, idiom.within) == (
        None,
        2,
        ("crisis", "fear"),
        "sentence",
    )
    assert safety.health["infection"] == "Call the team."


def test_further_files_add_signs(tmp_path: Path) -> None:
    """With groups of their own, and those of the first."""
    more = "schema: 1\ngroups: {SAD: 'sad, low'}\n"
    more += "signs: [{name: sad, danger: fear, weight: 3, phrases: [SAD, not DIE]}]\n"
    safety, problems = read(tmp_path, more=more)
    assert problems == []
    assert [sign.name for sign in safety.signs] == ["wishes to die", "idiom", "sad"]


def test_a_file_may_have_nothing_but_lines(tmp_path: Path) -> None:
    """Those of several files come one after another."""
    first = SAFETY + "lines: {crisis: [I want out], ordinary: [get me out of this menu]}\n"
    safety, problems = read(tmp_path, first, "schema: 1\nlines: {crisis: [no more of it]}\n")
    assert problems == []
    assert dict(safety.lines) == {
        "crisis": "I want out\nno more of it",
        "ordinary": "get me out of this menu",
    }
    assert "`lines` has no key fera; write fear" in read(tmp_path, SAFETY + "lines: {fera: [x]}\n")[1][
        0
    ].replace("“", "").replace("”", "")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "weight: 3",
            "weight: 0",
            "8:13: “0” does not fit here; write a number from 1 to 9; 3 is enough by itself",
        ),
        ("danger: crisis", "danger: crysis", "7:13: “crysis” does not fit here; write crisis"),
        ("want to DIE", "want to DEI", "9:15: “DEI” is not under groups; write DIE"),
        (
            "[want to DIE,",
            "[(so) …,",
            "9:15: a phrase needs a word that is neither … nor in brackets; write one",
        ),
        ("  DIE:", "  Die:", "4:3: “Die” is no name of a group; write two capitals or more"),
        (
            "against: crisis fear, ",
            "",
            "10:27: what is ordinary speaks against a danger; write `against: crisis`",
        ),
        (
            "{contact}.\n    fear",
            "{phone}.\n    fear",
            "18:18: “{phone}” is not filled in by the bot; write ",
        ),
    ],
)
def test_a_mistake_is_reported_where_it_is(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in SAFETY
    problems = read(tmp_path, SAFETY.replace(old, new, 1))[1]
    assert any(each.startswith(f"plainish-safety.yaml:{problem}") for each in problems), problems


def test_a_file_that_is_missing_is_reported(tmp_path: Path) -> None:
    (problem,) = read(tmp_path, "")[1]
    assert "there is no file plainish-safety.yaml next to this one" in problem
