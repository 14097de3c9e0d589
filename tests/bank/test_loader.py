"""The loader: a bank without fault is read as it is written, and every fault is named where it stands."""

from __future__ import annotations

import dataclasses
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from footnote.bank import loader as bankfile, yaml_nodes as nodes
from footnote.bank.language_schema import BLANKS
from footnote.bank.lint import check
from footnote.bank.models import Passage, Policy, Reference, Silent, SizeRange, Source
from footnote.dialogue.responses import say
from footnote.errors import BankError, UnknownBank

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGE = """\
schema: 1
id: plainish
small_talk:
  - id: greeting
    kind: smalltalk
    text: Hello. Ask me about {topic}.
    wordings: [hello]
  - {id: crisis, kind: handoff, reason: urgent, anywhere: true, text: Call now., wordings: [can't … go on]}
texts:
  clarify: Which of these?
  greeting: Hello.
  two_questions: Which first?
  silent: It does not say {about}.
  not_in_source: Not there.
  off_topic: Outside.
  unclear: Pardon?
  none_of_these: None, then.
  no_such_option: No such number.
  nearby: "Nearby:"
  person: "{contact} can help."
  comfort: I am sorry.
"""

BANK = """\
schema: 1
id: pond
title: Ponds
language: plainish
notice: No advice.
contact: the keeper
source:
  title: The pond
  publisher: The keepers
  url: https://pond.example/guide
  updated: 2025-01-02
  references:
    - {number: 1, text: A book., url: https://doi.org/10.1/x}
passages:
  P1:
    section: Frogs
    place: paragraph 1, sentence 1
    fragment: [Frogs sleep, in winter.]
    sha256: {ZEROS}
    references: [1]
  P2:
    section: Frogs
    place: paragraph 1, sentence 2
    fragment: [They wake, in spring.]
    sha256: {ZEROS}
same:
  - [frog, toad]
apart:
  - [frog, fog]
sizes:
  unit: mm
  ranges:
    - {under: 2, entry: sleep, says: "{size} is small."}
    - {upto: 5, entry: wake, says: "{size} is large."}
    - {entry: wake, says: "{size} is very large."}
entries:
  - id: sleep
    question: When do frogs sleep?
    about: sleep
    wordings: [no, 12:30, 007, "yes: no"]
    answer: >-
      In winter
      they sleep [1].
    cites: [P1]
    follow:
      wake: [and then]
  - id: wake
    question: When do frogs wake?
    wordings: [waking up]
    answer: In spring [1], after winter [2].
    cites: [P2, P1]
silent:
  - {id: fish, about: what fish do, near: [sleep], wordings: [about fish]}
policy: {answer: 0.5, clarify: 0.3}
helpline: Call 1.
""".replace("{ZEROS}", "0" * 64)

SHORT = BANK.replace('    wordings: [no, 12:30, 007, "yes: no"]\n', "").replace(
    ", wordings: [about fish]", ""
)
"""The same bank, most of its wordings beside it."""

WORDINGS = """\
# How people ask.
schema: 1
wordings:
  sleep:
    - no
    - 12:30
    - 007
    - "yes: no"

  wake: [up already]

  fish:
    - about fish
"""


def written(
    folder: Path,
    bank: str | bytes = BANK,
    language: str | bytes = LANGUAGE,
    wordings: str | bytes | None = None,
) -> Path:
    """The folder of a bank with this text, its language beside it, and its wordings in a file if given."""
    home = folder / "pond"
    home.mkdir(exist_ok=True)
    (home / "wordings.yaml").unlink(missing_ok=True)
    files = {home / "bank.yaml": bank, folder / "plainish.yaml": language, home / "wordings.yaml": wordings}
    for file, content in files.items():
        if content is not None:
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return home


def problems(path: Path) -> list[str]:
    """All problems of a bank, each as an author reads it; files by their last name."""
    with pytest.raises(BankError) as caught:
        bankfile.read(path)
    return [str(p._replace(file=os.path.basename(p.file))) for p in caught.value.problems]


@pytest.fixture
def faults(tmp_path: Path) -> Callable[..., list[str]]:
    """What is wrong with the pond after one change of its text (or its language's)."""

    def of(old: str, new: str, *, language: bool = False) -> list[str]:
        text = LANGUAGE if language else BANK
        assert text.count(old) >= 1, old
        changed = text.replace(old, new, 1)
        return problems(written(tmp_path, *((BANK, changed) if language else (changed, LANGUAGE))))

    return of


def test_a_bank_is_read_as_it_is_written(tmp_path: Path) -> None:
    """Every part of the file is in the bank, and a text stays what was typed."""
    bank = bankfile.read(written(tmp_path))
    assert (bank.id, bank.title, bank.notice, bank.contact) == ("pond", "Ponds", "No advice.", "the keeper")
    assert bank.helpline == "Call 1."
    reference = Reference(1, "A book.", "https://doi.org/10.1/x")
    assert bank.source == Source(
        "The pond", "The keepers", "https://pond.example/guide", "2025-01-02", (reference,)
    )
    place, ends = "paragraph 1, sentence 1", ("Frogs sleep", "in winter.")
    assert bank.passages["P1"] == Passage("P1", "Frogs", place, ends, "0" * 64, (1,))
    assert bank.same == (("frog", "toad"),)
    assert bank.apart == (("frog", "fog"),)
    assert bank.sizes[:2] == (
        SizeRange(2.0, False, "sleep", "{size} is small."),
        SizeRange(5.0, True, "wake", "{size} is large."),
    )
    assert bank.sizes[2].bound is None
    assert bank.silent["fish"] == Silent("fish", "what fish do", ("about fish",), ("sleep",))
    assert bank.policy == Policy(answer=0.5, clarify=0.3)


def test_a_scalar_stays_as_written(tmp_path: Path) -> None:
    """YAML's own ideas of truth, time and numbers are not an author's."""
    entry = bankfile.read(written(tmp_path)).entries["sleep"]
    assert entry.wordings == ("no", "12:30", "007", "yes: no")
    assert entry.answer == "In winter they sleep [1]."
    assert entry.follow == {"wake": ("and then",)}


def test_what_follows_an_entry_may_be_a_silent_topic(tmp_path: Path) -> None:
    """Who was told when frogs sleep may go on to ask what nobody says."""
    text = BANK.replace("      wake: [and then]", "      wake: [and then]\n      fish: [and fish]")
    entry = bankfile.read(written(tmp_path, text)).entries["sleep"]
    assert entry.follow == {"wake": ("and then",), "fish": ("and fish",)}


def test_the_language_is_read_too(tmp_path: Path) -> None:
    """Small talk and the bot's own sentences come from the file beside the folder."""
    language = bankfile.read(written(tmp_path)).language
    assert language.texts["clarify"] == "Which of these?"
    greeting, crisis = language.small_talk
    assert (greeting.kind, greeting.reason, greeting.anywhere) == ("smalltalk", None, False)
    assert (crisis.kind, crisis.reason, crisis.anywhere) == ("handoff", "urgent", True)


def test_a_bank_cannot_be_changed(tmp_path: Path) -> None:
    """Threads may share one."""
    bank = bankfile.read(written(tmp_path))
    with pytest.raises(TypeError):
        bank.entries["more"] = bank.entries["wake"]  # type: ignore[index]
    with pytest.raises(dataclasses.FrozenInstanceError):
        bank.title = "Lakes"  # type: ignore[misc]


def test_wordings_may_stand_beside_the_bank(tmp_path: Path) -> None:
    """Those in the bank come first, then those of the file; all else is as it was."""
    inline = bankfile.read(written(tmp_path))
    beside = bankfile.read(written(tmp_path, SHORT, wordings=WORDINGS))
    assert beside.entries["wake"].wordings == ("waking up", "up already")
    assert beside.entries["sleep"] == inline.entries["sleep"]
    assert (beside.silent, beside.sizes) == (inline.silent, inline.sizes)
    assert bankfile.read(tmp_path / "pond" / "bank.yaml") == beside


ONE_FAULT = [
    # keys
    ("title: Ponds", "titel: Ponds", "3:1: a bank has no key “titel”; write title"),
    ("title: Ponds", "titel: Ponds", "1:1: a bank needs the key title, which is missing; write `title: …`"),
    ("title: Ponds", "zzz: Ponds", "3:1: a bank has no key “zzz”; write one of schema, id, title,"),
    ("    about: sleep\n", "    abuot: sleep\n", "39:5: an entry has no key “abuot”; write about"),
    ("    cites: [P1]\n", "", "37:5: an entry needs the key cites, which is missing"),
    ("title: Ponds", "title: Ponds\ntitle: Lakes", "4:1: “title” is given twice, first on line 3; keep one"),
    ("  P2:", "  P1:", "21:3: “P1” is given twice, first on line 15; keep one"),
    ("title: Ponds", "[a]: Ponds", "3:1: a key is a short text"),
    ("title: Ponds", "'': Ponds", "3:1: a key is a short text"),
    # types
    ("title: Ponds", "title: [Ponds]", "3:8: one text is wanted here, not a list"),
    ("[waking up]", "\n      - is it: so", "50:9: one text is wanted here, and the colon makes a key of"),
    ("wordings: [waking up]", "wordings: waking up", "49:15: a list is wanted here; write [first, second]"),
    ("wordings: [waking up]", "wordings: []", "49:15: this list holds nothing; write at least 1"),
    ("policy: {answer: 0.5, clarify: 0.3}", "policy: sure", "54:9: keys with values are wanted here"),
    ("title: Ponds", "title:", "3:7: nothing is written here; write a text"),
    ("title: Ponds", "title: ' '", "3:8: nothing is written here; write a text"),
    ("title: Ponds", r'title: "P\tonds"', "3:8: a \\ in this text makes a tab or an invisible character"),
    ("title: Ponds", r'title: "P\u202eonds"', "3:8: a \\ in this text makes a tab or an invisible"),
    ("schema: 1", "schema: 2", "1:9: “2” does not fit here; write 1"),
    ("id: pond", "id: the pond", "2:5: “the pond” does not fit here; write letters, digits and hyphens"),
    # the source and its passages
    ("url: https://pond", "url: pond", "10:8: “pond.example/guide” does not fit here; write the whole"),
    ("url: https://pond.example/guide", "url: javascript:alert(1)", "10:8: “javascript:alert(1)” does not"),
    ("2025-01-02", "2 January 2025", "11:12: “2 January 2025” does not fit here; write the year, month and"),
    ("2025-01-02", "2025-02-30", "11:12: “2025-02-30” does not fit here"),
    ("2025-01-02", "20250102", "11:12: “20250102” does not fit here"),
    ("number: 1", "number: one", "13:16: “one” does not fit here; write a whole number, such as 1"),
    ("references: [1]", "references: [2]", "20:18: this passage refers to “2”, which is not the number of"),
    ("[Frogs sleep, in winter.]", "[Frogs sleep]", "18:15: this list holds 1; write at least 2"),
    ("[Frogs sleep, in winter.]", "[a, b, c]", "18:15: this list holds 3; write 2 at most, and quotes"),
    ("sha256: 0", "sha256: g", "19:13: “g00000000000000000000000000000000000000…” does not fit here; write"),
    # words
    ("[frog, toad]", "[frog]", "27:5: this list holds 1; write at least 2"),
    ("[frog, toad]", "[frog, toad]\n  - [newt, TOAD]", "28:12: “TOAD” stands on line 27 too; delete one of"),
    ("[frog, toad]", "[frog, frog]", "27:12: “frog” stands on line 27 too; delete one of the two"),
    ("[frog, fog]", "[frog]", "29:5: this list holds 1; write at least 2"),
    ("[frog, fog]", "[frog, toad]", "29:5: two of these are in one group under same; take one out"),
    # sizes
    ("unit: mm", "unit: cm", "31:9: “cm” does not fit here; write mm"),
    ("under: 2,", "under: 7,", "34:7: this range ends no later than the one above it"),
    ("under: 2,", "upto: 5,", "34:7: this range ends no later than the one above it"),
    ("under: 2,", '"under": "0,2",', "33:17: “0,2” does not fit here; write a number with a point"),
    ("under: 2,", "under: 2, upto: 2,", "33:7: every range but the last ends somewhere; write either under"),
    ("under: 2,", "", "33:7: every range but the last ends somewhere; write either under or upto"),
    ("{entry: wake, says", "{under: 9, entry: wake, says", "35:7: the last range takes every size that"),
    ("{size} is small.", "It is small.", "33:38: the size is missing from this sentence; write {size}"),
    ("{size} is small.", "{size} {unit}", "33:38: nothing is filled in at “{unit}”; write {size}"),
    ("under: 2, entry: sleep", "under: 2, entry: sleeep", "33:25: this range names “sleeep”, which is not"),
    # entries
    ("cites: [P1]", "cites: [P44]", "44:13: this entry cites “P44”, which is not the id of a passage; write"),
    ("cites: [P1]", "cites: []", "44:12: this list holds nothing; write at least 1"),
    ("cites: [P2, P1]", "cites: [P2, P2]", "51:17: “P2” stands twice in this list; write it once"),
    ("they sleep [1]", "they sleep", "41:13: no mark [1] stands in the answer for P1; write [1] where"),
    ("they sleep [1]", "they sleep [1][2]", "41:13: the mark [2] has no citation; add its passage to cites"),
    ("they sleep [1]", "they sleep [1, 2]", "41:13: “[1, 2]” is no mark; write one number in brackets"),
    ("they sleep [1]", "{who} sleep [1]", "41:13: nothing is filled in at “{who}”; take it out"),
    ("they sleep [1]", "sleep [1]{", "41:13: nothing is filled in at “{”; take it out"),
    ("id: wake", "id: sleep", "47:9: sleep is the id of an entry on line 37 already; write another"),
    ("{id: fish", "{id: wake", "53:10: wake is the id of an entry on line 47 already; write another"),
    ("    wordings: [waking up]\n", "", "47:5: an entry needs wordings, and has none; write `wordings: …`"),
    (", wordings: [about fish]", "", "53:5: a silent topic needs wordings, and has none; write"),
    ("[waking up]", "[waking up, waking up]", "49:27: “waking up” is a wording here already, on line 49"),
    ("[waking up]", "['NO!']", "49:16: “NO!” is a wording of sleep already, on line 40; delete one of the"),
    ("[about fish]", "[Waking: up]", "53:63: one text is wanted here"),
    ("[about fish]", "[Waking up?]", "53:63: “Waking up?” is a wording of wake already, on line 49"),
    ("[about fish]", "[when do frogs wake]", "53:63: “when do frogs wake” is a wording of wake already"),
    ("[waking up]", "['«nö»']", "49:16: “«nö»” is a wording of sleep already, on line 40"),
    ("[waking up]", "['«…»']", "49:16: “«…»” holds no word; write how people ask"),
    ("[waking up]", "['?!']", "49:16: “?!” holds no word; write how people ask"),
    ("[and then]", "[and then, And then?]", "46:24: “And then?” is a wording here already, on line 46"),
    ("      wake: [and then]", "      wade: [and then]", "46:7: this entry is followed by “wade”, which"),
    ("near: [sleep]", "near: [fish]", "53:44: this topic is near “fish”, which is not the id of an entry"),
    ("near: [sleep]", "near: [sleep, wake, sleep, wake]", "53:43: this list holds 4; write 3 at most"),
    # policy
    ("answer: 0.5", "answer: 1.5", "54:18: “1.5” does not fit here; write a number from 0 to 1"),
    ("answer: 0.5", "answer: nan", "54:18: “nan” does not fit here; write a number from 0 to 1"),
    ("clarify: 0.3", "clarify: 0.7", "54:9: clarify is over answer, which is 0.5; write no more than that"),
    # the language
    ("language: plainish", "language: klingon", "4:11: there is no file klingon.yaml beside the bank's"),
    ("language: plainish", "language: ../x", "4:11: “../x” does not fit here; write letters, digits"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem"), ONE_FAULT, ids=[fault[2] for fault in ONE_FAULT])
def test_a_fault_is_named_where_it_stands(
    faults: Callable[..., list[str]], old: str, new: str, problem: str
) -> None:
    """Line and column of the fault, what is wrong, and what to write."""
    found = faults(old, new)
    assert any(line.startswith(f"bank.yaml:{problem}") for line in found), found


LAST = "  fish:\n    - about fish\n"
BESIDE_FAULT = [
    ("fish:", "fihs:", "wordings.yaml:12:3: “fihs” is not the id of an entry or of a silent topic"),
    ("fish:", "fihs:", "bank.yaml:52:5: a silent topic needs wordings, and has none"),
    (LAST, "", "bank.yaml:52:5: a silent topic needs wordings, and has none; write `wordings: …` here, or a"),
    ("wake:", "sleep:", "wordings.yaml:10:3: “sleep” is given twice, first on line 4; keep one"),
    ("[up already]", "[up already, Up: already]", "wordings.yaml:10:22: one text is wanted here"),
    ("up already", "up, Up!", "wordings.yaml:10:14: “Up!” is a wording here already, on line 10; delete"),
    ("up already", "'NO!'", "wordings.yaml:10:10: “NO!” is a wording of sleep already, on line 5; delete"),
    ("up already", "waking up", "wordings.yaml:10:10: “waking up” is a wording here already, on line 48 of"),
    ("about fish", "waking up", "wordings.yaml:13:7: “waking up” is a wording of wake already, on line 48"),
    ("about fish", "?!", "wordings.yaml:13:7: “?!” holds no word; write how people ask"),
    ("[up already]", "[]", "wordings.yaml:10:9: this list holds nothing; write at least 1"),
    ("[up already]", "up already", "wordings.yaml:10:9: a list is wanted here"),
    ("schema: 1", "schema: 2", "wordings.yaml:2:9: “2” does not fit here; write 1"),
    ("wordings:", "wordngs:", "wordings.yaml:3:1: a file of wordings has no key “wordngs”; write wordings"),
    ("    - no", "\t- no", "wordings.yaml:5:1: a tab stands here; write spaces"),
    ("[up already]", "[up already", "wordings.yaml:10:9: the list that [ opens here is not closed"),
    (WORDINGS, "", "wordings.yaml:1:1: this file is empty; write the keys of a file of wordings"),
    (WORDINGS, "schema: 1\nwordings:\n", "wordings.yaml:2:10: keys with values are wanted here"),
    (WORDINGS, "schema: 1\nwordings: {}\n", "wordings.yaml:2:11: nothing is written here; write one key"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem"), BESIDE_FAULT, ids=[fault[2] for fault in BESIDE_FAULT])
def test_a_fault_of_the_wordings_names_its_own_file(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """And one between the two files names the other place. A fault drags no others behind it."""
    found = problems(written(tmp_path, SHORT, wordings=WORDINGS.replace(old, new, 1)))
    assert any(line.startswith(problem) for line in found), found
    assert len(found) <= 2


WAKE = "id: wake\n    question: When do frogs wake?\n    wordings: [waking up]\n"
BETWEEN_FAULT = [
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
    ("{id: fish, about: what fish do, near: [sleep]}", "fish", "52:5: keys with values are wanted here"),
    ("[waking up]", "[waking up", "48:15: the list that [ opens here is not closed"),
]


@pytest.mark.parametrize(("old", "new", "problem"), BETWEEN_FAULT, ids=[fault[2] for fault in BETWEEN_FAULT])
def test_a_fault_of_a_bank_with_wordings_beside_it(tmp_path: Path, old: str, new: str, problem: str) -> None:
    """Is named in the bank; the wordings in the file are not blamed twice for it."""
    assert old in SHORT
    found = problems(written(tmp_path, SHORT.replace(old, new, 1), wordings=WORDINGS))
    start = problem if problem.startswith("wordings") else f"bank.yaml:{problem}"
    assert any(line.startswith(start) for line in found), found
    assert not any("here already" in line or "has none" in line for line in found)


def test_what_cannot_be_read_is_not_said_to_be_missing(tmp_path: Path) -> None:
    """Where one file has a fault in its YAML, nothing of the other is blamed for it."""
    assert (
        len(problems(written(tmp_path, SHORT.replace("[waking up]", "[waking up"), wordings=WORDINGS))) == 1
    )
    assert len(problems(written(tmp_path, SHORT, wordings=WORDINGS.replace("already]", "already")))) == 1
    silent = "{id: fish, about: what fish do, near: [sleep], wordings: [about fish]}"
    assert len(problems(written(tmp_path, BANK.replace(silent, "fish")))) == 1


LANGUAGE_FAULT = [
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
    ("{topic}", "{tpoic}", "6:11: nothing is filled in at “{tpoic}”; write {about} or {contact}"),
    ("Which of these?", "Which of {these}?", "10:12: nothing is filled in at “{these}”"),
    ("Which of these?", "", "10:11: nothing is written here"),
    ("id: plainish", "id: english", "2:5: the id of a language is its file's name; write plainish"),
]


@pytest.mark.parametrize(
    ("old", "new", "problem"), LANGUAGE_FAULT, ids=[fault[2] for fault in LANGUAGE_FAULT]
)
def test_a_fault_of_the_language_names_its_own_file(
    faults: Callable[..., list[str]], old: str, new: str, problem: str
) -> None:
    """What is wrong in the shared file is not looked for in the bank."""
    found = faults(old, new, language=True)
    assert any(line.startswith(f"plainish.yaml:{problem}") for line in found), found


def test_all_problems_come_in_one_run(tmp_path: Path) -> None:
    """Nobody mends a bank one message at a time; they come in the order of the file."""
    bank = (
        BANK.replace("title: Ponds", "titel: Ponds").replace("[P1]", "[P9]").replace("unit: mm", "unit: km")
    )
    wordings = (
        WORDINGS.replace("  fish:", "  newt:").replace("about fish", "?!").replace("up already", "waking up")
    )
    found = problems(written(tmp_path, bank, LANGUAGE.replace("smalltalk", "chat"), wordings))
    places = [re.match(r"([a-z.]+:\d+:\d+):", line) for line in found]
    assert [place[1] for place in places if place] == [
        "bank.yaml:1:1", "bank.yaml:3:1", "bank.yaml:31:9", "bank.yaml:44:13",
        "wordings.yaml:5:7", "wordings.yaml:6:7", "wordings.yaml:7:7", "wordings.yaml:8:7",
        "wordings.yaml:10:10", "wordings.yaml:12:3", "wordings.yaml:13:7", "plainish.yaml:5:11",
    ]  # fmt: skip


def test_one_fault_is_one_problem(faults: Callable[..., list[str]]) -> None:
    """A fault does not drag others behind it that nobody can mend."""
    for old, new, _ in ONE_FAULT:
        if old != "id: wake":  # without it, whatever refers to it is wrong as well
            assert len(faults(old, new)) <= 3, (old, new)


UNREADABLE = [
    (b"", "1:1: this file is empty; write the keys of a bank"),
    (b"# nothing\n", "1:1: this file is empty; write the keys of a bank"),
    (b"a text", "1:1: keys with values are wanted here"),
    (b"- a\n- b\n", "1:1: keys with values are wanted here"),
    (b"title: a: b\n", "1:9: a colon and a space make a key of what stands before them; put the whole text"),
    (b"title: @home\n", "1:8: a text cannot start with this character; put the whole text in quotes"),
    (b'id: x\ntitle: "Ponds\nid: y\n', "2:8: the quotation mark opened here is never closed"),
    (b"same: [a, b\n", "1:7: the list that [ opens here is not closed, or misses a comma"),
    (b"policy: {a: b\n", "1:9: the keys that { opens here are not closed"),
    (b"id: a\n- b\n", "2:1: this does not go on with the keys above"),
    (b"- a\nid: b\n", "2:1: this does not go on with the list above"),
    (b"same:\n  - a\n - b\n", "3:2: this does not go on with the keys above"),
    (b"  id: a\n title: b\n", "2:2: the bank has ended before this line"),
    (b'id: "a\\q"\n', "1:7: a \\ means something else between double quotes; use single quotes"),
    (b"%YAML 3.0\n---\nid: a\n", "1:1: this cannot be read as YAML: found incompatible YAML document"),
    (BANK.encode() + b"---\nid: b\n", "56:1: a second document starts here; a bank is one"),
    (b"id: &a x\n", "1:5: &a means “name this part of the file”; put the whole text in quotes, or"),
    (b"id: &a x\ntitle: *a\n", "2:8: *a means “repeat a part of this file”; put the whole text in quotes"),
    (b"same: &a [x, *a]\n", "1:14: *a means “repeat a part of this file”"),
    (b"id: !!python/object:os.system x\n", "1:5: tag:yaml.org,2002:python/object:os.system means “read this"),
    (b"id:\tpond\n", "1:4: a tab stands here; write spaces"),
    (b"same:\n\t- a\n", "2:1: a tab stands here; write spaces"),
    (b"id: po\x00nd\n", "1:7: the invisible character U+0000 stands here; delete it"),
    ("id: po\u202end\n".encode(), "1:7: the invisible character U+202E stands here; delete it"),
    ("id: po\ufeffnd\n".encode(), "1:7: the invisible character U+FEFF stands here; delete it"),
    ("\ufeff" + BANK, "1:1: an invisible byte order mark starts this file; save it as UTF-8 without BOM"),
    (BANK.encode("utf-16"), "1:1: this file is saved as UTF-16; save it as UTF-8"),
    ("id: a\r\ntitle: Tümpel\r\n".encode("latin-1"), "2:9: byte FC is not UTF-8, and there may be more"),
    (b"[" * 30, "1:17: lists stand more than 16 deep in one another; write them flatter"),
    (b"- " * 100_000, "1:33: lists stand more than 16 deep in one another; write them flatter"),
    (b"{a: " * 100_000, "1:65: lists stand more than 16 deep in one another; write them flatter"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "problem"), UNREADABLE, ids=[case[1] for case in UNREADABLE])
def test_what_is_no_plain_yaml_is_named_too(tmp_path: Path, content: str | bytes, problem: str) -> None:
    """The parser's own complaints come in an author's words, with their place."""
    found = problems(written(tmp_path, content))
    assert any(line.startswith(f"bank.yaml:{problem}") for line in found), found


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_no_depth_is_too_deep_to_be_told(tmp_path: Path, opening: str) -> None:
    """Parsers stop at different depths of their own; what they say then is not for an author."""
    found = problems(written(tmp_path, opening * 100_000))
    assert any("lists stand more than 16 deep in one another" in line for line in found), found


def test_an_alias_bomb_is_refused_and_never_grows(tmp_path: Path) -> None:
    """Nine lists of ten names for the list before would be a thousand million texts."""
    lines = ["a0: &a0 [x]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10))]
    found = problems(written(tmp_path, "\n".join(lines)))
    assert sum("means “repeat a part of this file”" in line for line in found) == 90


def test_many_lines_of_one_fault_are_counted(tmp_path: Path) -> None:
    """A file full of tabs is one mistake."""
    found = problems(written(tmp_path, BANK.replace(": ", ":\t")))
    assert sum("a tab stands here" in line for line in found) == 20
    assert any(re.search(r": \d+ more lines after this one hold such characters", line) for line in found)


def test_tabs_do_not_hide_other_problems(tmp_path: Path) -> None:
    """The rest of the file is looked at as if the tab were a space."""
    found = problems(written(tmp_path, BANK.replace("title: Ponds", "titel:\tPonds")))
    assert [line.split(";")[0] for line in found] == [
        "bank.yaml:1:1: a bank needs the key title, which is missing",
        "bank.yaml:3:1: a bank has no key “titel”",
        "bank.yaml:3:7: a tab stands here",
    ]


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    """No folder, no file, no bank in the folder, too large: never a traceback."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "large.yaml").write_bytes(b"#" * (bankfile.LARGEST + 1))
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert problems(tmp_path / "none.yaml") == ["none.yaml:1:1: no such file or directory"]
    assert problems(tmp_path / "empty") == ["bank.yaml:1:1: no such file or directory"]
    assert problems(tmp_path / "large.yaml") == [
        "large.yaml:1:1: this file is larger than 16 MB, and so no bank; split it"
    ]
    assert problems(tmp_path / "loop.yaml")[0].startswith("loop.yaml:1:1: too many levels of symbolic links")
    (written(tmp_path) / "wordings.yaml").write_bytes(b"#" * (bankfile.LARGEST + 1))
    assert problems(tmp_path / "pond")[0].startswith("wordings.yaml:1:1: this file is larger than 16 MB")
    assert problems(Path(os.devnull))[0].startswith("null:1:1: this is no file")
    assert "embedded null" in problems(tmp_path / "nul\0")[0]  # Python 3.13 words it differently


def test_a_file_of_far_too_many_texts_is_not_read_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could fill the machine's memory long before it ends."""
    monkeypatch.setattr(nodes, "MOST", 50)
    assert problems(written(tmp_path, "same: [" + "x, " * 100 + "]")) == [
        "bank.yaml:1:143: this file holds more than 50 texts and lists, and so no bank; split it"
    ]


def test_problems_name_the_file_as_it_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor opens what the message says, from where the author stands."""
    home = written(
        tmp_path,
        *(text.replace("schema: 1", "schema: 7") for text in (SHORT, LANGUAGE, WORDINGS)),
    )
    for where, given_as, *files in (
        (tmp_path, "pond", "pond/bank.yaml", "pond/wordings.yaml", "plainish.yaml"),
        (home, ".", "bank.yaml", "wordings.yaml", "../plainish.yaml"),
        (home, "bank.yaml", "bank.yaml", "wordings.yaml", "../plainish.yaml"),
    ):
        monkeypatch.chdir(where)
        with pytest.raises(BankError) as caught:
            bankfile.read(Path(given_as))
        assert [problem.file for problem in caught.value.problems] == files


def test_the_version_is_that_of_the_content(tmp_path: Path) -> None:
    """Line ends do not count, for git changes them; each file's words do."""
    versions = [
        bankfile.read(written(tmp_path, *texts)).version
        for texts in (
            (BANK, LANGUAGE),
            (BANK.replace("\n", "\r\n"), LANGUAGE.replace("\n", "\r\n")),
            (BANK.replace("Ponds", "Lakes"), LANGUAGE),
            (BANK, LANGUAGE.replace("Which", "What")),
            (SHORT, LANGUAGE, WORDINGS),
            (SHORT, LANGUAGE, WORDINGS.replace("\n", "\r\n")),
            (SHORT, LANGUAGE, WORDINGS.replace("up already", "up now")),
        )
    ]
    assert re.fullmatch("sha256:[0-9a-f]{64}", versions[0])
    assert versions[0] == versions[1]
    assert versions[4] == versions[5]
    assert len(set(versions)) == 5


@given(st.binary(max_size=200))
def test_any_bytes_make_a_bank_or_a_bank_error(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Whatever a file holds, its author is told what is wrong with it."""
    assert problems(written(tmp_path_factory.getbasetemp(), data))


@pytest.mark.parametrize("beside", [False, True])
@given(data=st.data())
def test_any_damage_makes_a_bank_or_a_bank_error(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, *, beside: bool
) -> None:
    """A good bank with anything anywhere in it or its wordings is still good, or its problems are named."""
    raw = (WORDINGS if beside else BANK).encode()
    start = data.draw(st.integers(0, len(raw)))
    end = data.draw(st.integers(start, min(len(raw), start + 40)))
    patch = data.draw(
        st.binary(max_size=8) | st.sampled_from([b"&a ", b"*a", b"\n", b": ", b"[", b"{", b"'", b"!!x "])
    )
    damaged = raw[:start] + patch + raw[end:]
    texts = (SHORT, LANGUAGE, damaged) if beside else (damaged,)
    found = check(written(tmp_path_factory.getbasetemp(), *texts))
    assert all(problem.line > 0 and problem.column > 0 for problem in found)


def test_a_shipped_bank_is_found_by_its_name() -> None:
    """And a bank of one's own by its path."""
    assert "micrometastases" in bankfile.shipped()
    assert (bankfile.find("micrometastases") / "bank.yaml").is_file()
    here = Path(__file__).parents[1] / "data" / "garden"
    assert bankfile.find(str(here)) == here


@pytest.mark.parametrize("name", ["", "none", "no/such/path", "nul\0", "x" * 5000])
def test_an_unknown_bank_is_said_to_be_unknown(name: str) -> None:
    """With the names there are."""
    with pytest.raises(UnknownBank) as caught:
        bankfile.find(name)
    assert "micrometastases" in caught.value.known


def test_every_blank_that_a_language_may_leave_is_filled_in(tmp_path: Path) -> None:
    """What the loader lets through must not fail in the middle of a talk."""
    bank = bankfile.read(written(tmp_path))
    said = say(bank, " ".join(f"{{{blank}}}" for blank in sorted(BLANKS)))
    assert "{" not in said


@pytest.mark.parametrize("name", bankfile.shipped())
def test_a_shipped_bank_has_no_problem(name: str) -> None:
    """What is in the package can be used."""
    bank = bankfile.read(bankfile.find(name))
    assert bank.id == name
    assert bank.entries
    assert all(entry.cites for entry in bank.entries.values())
