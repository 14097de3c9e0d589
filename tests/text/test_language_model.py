"""How likely words are, one after another."""

from __future__ import annotations

from math import exp, inf

import pytest

from footnote.text import Lexicon
from footnote.text.spelling.language_model import LanguageModel

LEXICON = Lexicon.of("3: the\n8: node hedgehog\n", str)
MODEL = LanguageModel.of([["the", "node"], ["the", "big", "node"], ["the", "node"]], LEXICON)


def test_words_and_pairs_are_counted() -> None:
    """An empty word stands for the start and the end of a text."""
    assert [MODEL.count(word) for word in ("the", "node", "big", "no")] == [3, 3, 1, 0]
    pairs = [("", "the"), ("the", "node"), ("node", "the"), ("node", ""), ("the", "no"), ("no", "the")]
    assert [MODEL.pair_count(*pair) for pair in pairs] == [3, 2, 0, 3, 0, 0]


def test_a_word_is_as_likely_as_the_bank_and_the_language_use_it() -> None:
    """The fewer words a bank has, the more the language counts."""
    trust = 7 / 5_007
    assert MODEL.trust == pytest.approx(trust)
    assert MODEL.share("node") == pytest.approx(trust * 3 / 7 + (1 - trust) * exp(-8))
    assert MODEL.share("hedgehog") == pytest.approx((1 - trust) * exp(-8))
    assert MODEL.share("big") == pytest.approx(trust / 7)


def test_the_longer_an_unknown_word_is_the_less_likely_it_is_meant() -> None:
    assert MODEL.share("ilc") > MODEL.share("ilcd") > MODEL.share("hegdehog") > 0.0
    assert MODEL.share("2024") == MODEL.share("3") > MODEL.share("ilcd")


def test_a_word_of_any_length_has_a_cost() -> None:
    """However unlikely: rubbish is never impossible."""
    assert MODEL.cost("the", "x" * 2_000) < inf
    assert MODEL.cost("x" * 2_000, "y" * 2_000) < inf


def test_the_most_that_a_bank_says_is_nine_tenths() -> None:
    assert LanguageModel.of([["a"] * 1_000] * 60, LEXICON).trust == 0.9


def test_a_word_costs_less_after_one_that_it_follows() -> None:
    """And none is impossible."""
    assert MODEL.cost("the", "node") < MODEL.cost("node", "node") < inf
    assert MODEL.cost("nothing", "node") == pytest.approx(MODEL.cost("elsewhere", "node"))
    assert MODEL.cost("node", "") < MODEL.cost("the", "")


def test_phrases_are_words_that_often_stand_together_and_say_something() -> None:
    model = LanguageModel.of([["the", "lymph", "node"]] * 8 + [["big", "node"]] * 7, LEXICON)
    assert model.phrases(frozenset({"the"})) == ["lymph node"]
