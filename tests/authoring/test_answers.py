"""Answers as their authors type them, and what `footnote fmt --finish` makes of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, strategies as st

from footnote.authoring import About, make_bank, read_sources
from footnote.authoring.formatting import format_paths, write_formatted
from footnote.authoring.formatting.answers import marked, without_markdown
from footnote.bank import check_bank, is_advice
from footnote.errors import BankError
from footnote.text import fold, words

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """# Lamps

## How do I return a lamp?

You can return a lamp within 30 days. Put it into its box and run `lamp --off`. We pay the postage:

- in Norway
- in Sweden
"""


def finished(folder: Path, answer: str, licence: str = "") -> tuple[str, list[str]]:
    """The answer and the citations of a bank whose first draft is given this answer."""
    pytest.importorskip("markdown_it", reason="reading a page of Markdown needs footnote-bot[author]")
    (folder / "lamps.md").write_text(PAGE, encoding="utf-8")
    bank = folder / "faq" / "lamps"
    about = About(publisher="The shop", url="https://x.example/", licence=licence, contact="the shop")
    make_bank(str(bank), read_sources([str(folder / "lamps.md")]), about)
    text = (bank / "entries.yaml").read_text(encoding="utf-8")
    typed = text.replace("answer: >-\n      TO BE WRITTEN", answer, 1)
    assert typed != text
    (bank / "entries.yaml").write_text(typed, encoding="utf-8")
    write_formatted(format_paths(str(bank), finish=True).files)
    entry = yaml.safe_load((bank / "entries.yaml").read_text(encoding="utf-8"))["entries"][0]
    return entry["answer"], entry["cites"]


@pytest.mark.parametrize(
    ("typed", "answer", "cites"),
    [
        ("answer: A lamp can come back for 30 days.", "A lamp can come back for 30 days [1].", ["S1"]),
        (
            "answer: >-\n      Use its box, and run `lamp --off` **first**. The postage in Norway is ours.",
            "Use its box, and run “lamp --off” first [1]. The postage in Norway is ours [2][3].",
            ["S2", "S3", "S4"],
        ),
        (
            "answer: |-\n      We pay postage:\n      - Sweden",
            "We pay postage [1]:\n- Sweden [2]",
            ["S3", "S5"],
        ),
        (
            "answer: Use its box within 30 days.",
            "Use its box within 30 days [1][2].",
            ["S1", "S2"],
        ),
        ("answer: Within 30 days [S1].", "Within 30 days [1].", ["S1"]),
        ("answer: In green boxes [S2]. It is Norway.", "In green boxes [1]. It is Norway.", ["S2"]),
    ],
)
def test_marks_are_set_where_the_author_set_none(
    tmp_path: Path, typed: str, answer: str, cites: list[str]
) -> None:
    assert finished(tmp_path, typed) == (answer, cites)


def test_code_may_have_braces(tmp_path: Path) -> None:
    """Nothing is filled in there: "{size}" in the middle of a sentence would be a mistake."""
    answer, _ = finished(tmp_path, "answer: |-\n      Put it into its box and run `lamp --off {a => 'b'}`.")
    assert answer == "Put it into its box and run “lamp --off {a => 'b'}” [1]."
    assert all(map(is_advice, check_bank(str(tmp_path / "faq" / "lamps"))))


@pytest.mark.parametrize("typed", ["answer: S1 S4", "answer: [S1, S4]", "answer: >-\n      [S1] [S4]."])
@pytest.mark.parametrize("licence", ["MIT", "ours"])
def test_ids_alone_become_what_their_passages_say(tmp_path: Path, typed: str, licence: str) -> None:
    """Only where the source may be quoted."""
    assert finished(tmp_path, typed, licence) == (
        "You can return a lamp within 30 days [1]. in Norway [2].",
        ["S1", "S4"],
    )


def test_what_may_not_be_quoted_is_reported_with_its_place(tmp_path: Path) -> None:
    with pytest.raises(BankError) as raised:
        finished(tmp_path, "answer: S1 S4")
    (problem,) = raised.value.problems
    assert problem.file.endswith("entries.yaml")
    assert problem.line > 1
    assert "nothing but the text of S1, S4; write the answer in your own words" in problem.message


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Run `a b`, then ``c``.", "Run “a b”, then “c”."),
        ("It is **red** and __big__.", "It is red and big."),
        ("2 ** 3 and a__b__c", "2 ** 3 and a__b__c"),
    ],
)
def test_signs_of_markdown_go(written: str, plain: str) -> None:
    assert without_markdown(written) == plain


@given(sentence=st.text("ab .?!", max_size=20), texts=st.lists(st.text("ab ", max_size=9), max_size=4))
def test_marks_change_no_word(sentence: str, texts: list[str]) -> None:
    """What no passage has keeps no mark, unless there is one passage only."""
    named = {f"S{number}": text for number, text in enumerate(texts)}
    done = marked(sentence, named, lambda text: frozenset(words(fold(text))))
    assert words(fold(done.replace("[", " [").split(" [")[0])) == words(fold(sentence))
