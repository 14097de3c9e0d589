"""The passage that has most of a question."""

from __future__ import annotations

import pytest

import footnote
from footnote.insights.passage_fit import Fit, PassageFinder, texts_in_bank
from footnote.insights.question_stems import QuestionStems

TEXTS = {"P1": "Roses need water.", "P2": "Orchids grow in moss.", "P3": "Moss grows on stones."}


@pytest.fixture(name="finder")
def _finder(gardener: footnote.Bot) -> PassageFinder:
    return PassageFinder(gardener.bank, TEXTS, QuestionStems(gardener.bank))


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("do orchids like moss", "P2"),
        ("do orchds like moss", "P2"),
        ("are there stones with moss", "P3"),
        ("hello! i have a cat. do roses need water?", "P1"),
    ],
)
def test_the_passage_with_most_of_a_question_fits_best(
    finder: PassageFinder, question: str, passage: str
) -> None:
    """Mistyped words count as what they are a slip of; of a message, its best question counts."""
    assert finder.best(question).passage == passage


def test_rare_words_weigh_more(finder: PassageFinder) -> None:
    """Two passages have moss, one has stones: a question is more about the stones."""
    with_moss, with_stones = finder.best("moss and chalk"), finder.best("stones and chalk")
    assert 0 < with_moss.share < with_stones.share < 1


def test_all_of_a_question_is_a_share_of_one(finder: PassageFinder) -> None:
    """Filler words do not count; nothing in common is a share of none."""
    assert finder.best("do the orchids grow in that moss?").share == pytest.approx(1)
    assert finder.best("who sells pots").share == 0
    assert finder.best("").share == 0


def test_the_section_of_a_passage_counts_as_its_text(gardener: footnote.Bot) -> None:
    """Its heading says what it is about."""
    section = gardener.bank.passages["P1"].section
    finder = PassageFinder(gardener.bank, {"P1": "x", "P9": "y"}, QuestionStems(gardener.bank))
    assert finder.best(section) == Fit(1.0, "P1")


def test_without_the_source_a_passage_is_what_the_bank_has_of_it(gardener: footnote.Bot) -> None:
    """Its first and last words, and the answers that cite it."""
    texts = texts_in_bank(gardener.bank)
    assert texts.keys() == gardener.bank.passages.keys()
    for entry in gardener.bank.entries.values():
        assert all(entry.answer in texts[cite] for cite in entry.cites)
