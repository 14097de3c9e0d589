"""Banks of schema 2: several sources, whose passages name theirs, and who keeps a bank true."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bank_files import BANK, problems, write_bank

from footnote.bank import Clock, Measures, Policy, read_bank

if TYPE_CHECKING:
    from pathlib import Path

SEVERAL = """\
sources:
  guide:
    kind: handbook
    title: The pond
    publisher: The keepers
    url: https://pond.example/guide
    updated: 2025-01-02
    licence: CC BY 4.0
    references:
      - {number: 1, text: A book., url: "https://doi.org/10.1/x"}
  rules:
    kind: policy
    title: The rules
    publisher: The town
    url: https://town.example/rules
    copy: rules.txt
    references:
      - {number: 1, text: A law., url: "https://doi.org/10.1/y"}
"""


def several(text: str = BANK) -> str:
    """The pond bank with two sources: P1 is of the first, P2 of the second."""
    start, end = text.index("source:\n"), text.index("passages:\n")
    text = text[:start] + SEVERAL + text[end:]
    for id, source in (("P1", "guide"), ("P2", "rules")):
        text = text.replace(f"  {id}:\n", f"  {id}:\n    source: {source}\n")
    return text.replace("schema: 1", "schema: 2")


def test_each_passage_has_its_own_source(tmp_path: Path) -> None:
    bank = read_bank(write_bank(tmp_path, several()))
    assert list(bank.sources) == ["guide", "rules"]
    assert [source.id for source in bank.sources.values()] == ["guide", "rules"]
    assert bank.source is bank.sources["guide"]
    assert (bank.source_of("P1").title, bank.source_of("P2").title) == ("The pond", "The rules")
    assert (bank.source.licence, bank.source.copy, bank.source.updated) == ("CC BY 4.0", "", "2025-01-02")
    rules = bank.sources["rules"]
    assert (rules.kind, rules.copy, rules.updated) == ("policy", "rules.txt", "")


def test_numbers_of_references_are_those_of_each_source(tmp_path: Path) -> None:
    text = several().replace("P1:\n", "P1:\n    references: [1]\n", 0)
    bank = read_bank(write_bank(tmp_path, text))
    assert [work.text for work in bank.source.references] == ["A book."]
    assert [work.text for work in bank.sources["rules"].references] == ["A law."]


def test_a_passage_need_not_name_the_only_source(tmp_path: Path) -> None:
    text = several()
    cut = text[: text.index("  rules:\n")] + text[text.index("passages:\n") :]
    bank = read_bank(
        write_bank(tmp_path, cut.replace("    source: guide\n", "").replace("    source: rules\n", ""))
    )
    assert {passage.source for passage in bank.passages.values()} == {"guide"}


def test_a_bank_of_schema_1_reads_as_before(tmp_path: Path) -> None:
    bank = read_bank(write_bank(tmp_path, BANK))
    assert list(bank.sources) == ["source"]
    assert bank.source_of("P1") is bank.source


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("schema: 2", "schema: 1", "1:9: “1” does not fit here; write 2: a bank with `sources` is"),
        ("    source: rules\n", "", "not say its source; write `source: …`, one of guide, rules"),
        ("source: rules", "source: rule", "“rule”, which is not the id of a source; write rules"),
        ("  rules:\n", "  guide:\n", "“guide” is given twice"),
        ("sources:\n", "sources: {}\nold:\n", "there are no keys here; write one with its value"),
        ("number: 1, text: A book.", "number: 2, text: A book.", "“1”, which is not the number"),
        ("    title: The rules\n", "", "a source needs the key title, which is missing; write `title: …`"),
        ("sources:", "source:", "the source has no key “guide”"),
        ("sources:\n", "zzz:\n", "a bank needs the key sources, which is missing; write `sources: …`"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_sources_is_reported(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = several()
    assert old in text
    found = problems(write_bank(tmp_path, text.replace(old, new, 1)))
    assert any(problem in each for each in found), found


CLOCK = "owner: Jane Roe\nreviewed: 2026-11-02\nreviewed_by: Ann\nreview_every: 12 months\n"


def test_an_entry_takes_from_the_clock_of_its_bank_what_its_own_leaves_open(tmp_path: Path) -> None:
    own = "    about: sleep\n    owner: Bob\n    reviewed: 2026-01-01\n    review: [P1]\n"
    bank = read_bank(write_bank(tmp_path, several(CLOCK + BANK).replace("    about: sleep\n", own)))
    assert bank.clock == Clock("Jane Roe", "2026-11-02", "12 months", "Ann")
    assert bank.clock_of(bank.entries["wake"]) == bank.clock
    assert bank.clock_of(bank.entries["sleep"]) == Clock("Bob", "2026-01-01", "12 months", "")
    assert bank.entries["sleep"].review == ("P1",)
    assert bank.entries["wake"].review == ()


def test_a_policy_says_what_happens_to_answers_that_may_not_be_right(tmp_path: Path) -> None:
    policy = "policy: {careful: 0.7, under_review: hold, overdue: hold, grace: 30 days}"
    bank = read_bank(write_bank(tmp_path, BANK.replace("policy: {careful: 0.7}", policy)))
    assert (bank.policy, bank.measures) == (Policy(0.7), Measures("hold", "hold", "30 days"))
    assert Measures() == Measures("notice", "notice", "")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "reviewed: 2026-11-02",
            "reviewed: last week",
            "“last week” does not fit here; write the year, month",
        ),
        ("every: 12 months", "every: yearly", "“yearly” does not fit here; write a number of days, weeks,"),
        ("every: 12 months", "every: 0 days", "“0 days” does not fit here; write a number of days, weeks,"),
        ("{careful: 0.7}", "{under_review: hide}", "“hide” does not fit here; write one of notice, hold"),
        (
            "{careful: 0.7}",
            "{grace: soon}",
            "“soon” does not fit here; write a number of days, weeks, months",
        ),
        (
            "    about: sleep\n",
            "    review: [P9]\n",
            "this entry is to be reviewed for “P9”, which is not the id",
        ),
    ],
)
def test_what_is_wrong_with_a_clock_is_reported(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = CLOCK + BANK
    assert old in text
    found = problems(write_bank(tmp_path, text.replace(old, new, 1)))
    assert any(problem in each for each in found), found
