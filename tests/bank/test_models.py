"""What the records of a bank compute: the URL of a passage, its wordings, and how close a rival is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from bank_files import write_bank

from footnote.bank import Passage, Policy, read_bank

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "https://pond.example/guide"


@pytest.mark.parametrize(
    ("first", "last", "fragment"),
    [
        ("Frogs sleep", "in winter.", "Frogs%20sleep,in%20winter."),
        ("Frogs sleep.", "Frogs sleep.", "Frogs%20sleep."),
        ("ice-cold", "50 % & more, or not", "ice%2Dcold,50%20%25%20%26%20more%2C%20or%20not"),
        ("#1", "naïve", "%231,na%C3%AFve"),
        ("and/or", "A–B ~", "and%2For,A%E2%80%93B%20~"),
    ],
)
def test_the_url_of_a_passage_has_a_text_fragment(first: str, last: str, fragment: str) -> None:
    """Commas and dashes have a meaning there, so those of the text are encoded."""
    passage = Passage("P1", "Frogs", "paragraph 1", (first, last), "0" * 64)
    assert passage.address(PAGE) == f"{PAGE}#:~:text={fragment}"


@pytest.mark.parametrize("own", ["", "#", "#frogs", "#frogs:~:text=other", "#:~:text=other"])
def test_a_page_keeps_the_fragment_of_its_own(own: str) -> None:
    """Its text fragment is replaced: there may be several, but the first decides where to scroll to."""
    passage = Passage("P1", "Frogs", "paragraph 1", ("a", "b"), "0" * 64)
    kept = "#frogs" if "frogs" in own else "#"
    assert passage.address(f"{PAGE}{own}") == f"{PAGE}{kept}:~:text=a,b"


def test_the_wordings_of_a_bank_are_its_questions_wordings_and_topics(tmp_path: Path) -> None:
    assert list(read_bank(write_bank(tmp_path)).wordings()) == [
        ("sleep", "When do frogs sleep?"),
        ("sleep", "no"),
        ("sleep", "12:30"),
        ("sleep", "007"),
        ("sleep", "yes: no"),
        ("wake", "When do frogs wake?"),
        ("wake", "waking up"),
        ("fish", "about fish"),
    ]


def test_a_bank_that_sets_nothing_is_neither_bold_nor_timid() -> None:
    """It answers what is likely, and not what is unlikely."""
    assert 0.2 < Policy().careful < 0.8
