"""The linear model of wordings: which entry makes features likelier, whatever order they were read in."""

from __future__ import annotations

from itertools import chain
from math import exp

import pytest
from hypothesis import given, strategies as st

from footnote.matching.naive_bayes import MAX_LETTERS, MAX_RUN, NaiveBayes, runs_of_letters, runs_of_stems

ENTRIES = 4

ROWS = st.lists(st.tuples(st.integers(0, ENTRIES - 1), st.lists(st.integers(0, 30), max_size=6)), max_size=12)
"""The entry of each wording, and its features."""

FEATURES = st.lists(st.integers(0, 40), max_size=8)


@given(ROWS, FEATURES)
def test_the_likeliest_entry_has_zero_and_no_other_more(
    rows: list[tuple[int, list[int]]], features: list[int]
) -> None:
    likelihoods = NaiveBayes(rows, ENTRIES).log_likelihoods(features)
    assert len(likelihoods) == ENTRIES
    assert max(likelihoods) == 0


@given(ROWS, FEATURES, st.randoms())
def test_no_order_matters(rows: list[tuple[int, list[int]]], features: list[int], rng: object) -> None:
    """Neither that of wordings nor that of features, nor how often a feature is in one wording."""
    one = NaiveBayes(rows, ENTRIES).log_likelihoods(features)
    other_rows = [(entry, [*reversed(each), *each]) for entry, each in rows]
    rng.shuffle(other_rows)  # type: ignore[attr-defined]
    other = NaiveBayes(other_rows, ENTRIES).log_likelihoods([*reversed(features), *features])
    assert other == pytest.approx(one, abs=1e-5)


@given(ROWS, FEATURES)
def test_sections_give_the_model_back(rows: list[tuple[int, list[int]]], features: list[int]) -> None:
    """To the last bit."""
    model = NaiveBayes(rows, ENTRIES)
    restored = NaiveBayes.from_sections("words", model.to_sections("words"))
    assert restored.log_likelihoods(features) == model.log_likelihoods(features)
    assert restored.to_sections("words") == model.to_sections("words")


def test_a_feature_speaks_for_the_entry_that_has_it() -> None:
    """The more of its wordings have it, and the rarer it is elsewhere, the more."""
    model = NaiveBayes([(0, [1, 9]), (0, [1, 8]), (1, [2, 9]), (1, [1, 2]), (2, [3]), (2, [3, 9])], 3)
    first, second, third = model.log_likelihoods([1])
    assert first == 0 > second > third
    assert model.weight(1, 0) > 0 > model.weight(1, 2)
    assert sum(model.weight(1, entry) for entry in range(3)) == pytest.approx(0, abs=1e-6)
    assert exp(-second) > 1.5


@pytest.mark.parametrize("features", [[], [77], [77, 78]])
def test_what_no_wording_has_says_nothing(features: list[int]) -> None:
    assert NaiveBayes([(0, [1]), (1, [2])], 2).log_likelihoods(features) == [0, 0]


def test_a_feature_must_be_in_enough_wordings() -> None:
    """Twice in one is once."""
    rows = [(0, [1, 1]), (0, [3]), (0, [3]), (1, [2]), (1, [2])]
    model = NaiveBayes(rows, 2, min_wordings=2)
    assert model.log_likelihoods([1]) == [0, 0]
    assert model.log_likelihoods([2])[0] < 0


def test_a_long_wording_counts_no_more_than_a_short_one() -> None:
    """Of two entries with one wording each, the one that says more beside the feature has it weaker."""
    likelihoods = NaiveBayes([(0, [1]), (1, [1, 2, 3, 4])], 2).log_likelihoods([1])
    assert likelihoods[0] > likelihoods[1]


def test_four_features_count_twice_as_much_as_one() -> None:
    """A text is scaled to length 1, so that a long question is not surer for its length."""
    model = NaiveBayes([(0, [1, 2, 3, 4]), (1, [5, 6, 7, 8])], 2)
    one, four = model.log_likelihoods([1])[1], model.log_likelihoods([1, 2, 3, 4])[1]
    assert four == pytest.approx(2 * one)
    assert model.log_likelihoods([1])[1] == pytest.approx(-2.398, abs=0.001)  # ln 11: .5 and .05 more, by .05


def test_a_model_of_nothing_knows_nothing() -> None:
    assert NaiveBayes((), 0).log_likelihoods([1]) == []
    assert NaiveBayes((), 2).log_likelihoods([1]) == [0, 0]


@given(st.lists(st.one_of(st.none(), st.integers(0, 2**20 - 2)), max_size=8))
def test_runs_of_stems_are_all_that_have_no_unknown_stem(numbers: list[int | None]) -> None:
    """Different runs have different numbers, and the same runs the same."""
    runs = [
        tuple(numbers[start:end])
        for start in range(len(numbers))
        for end in range(start + 1, min(start + MAX_RUN, len(numbers)) + 1)
    ]
    known = [run for run in runs if None not in run]
    found = list(runs_of_stems(numbers))
    assert len(found) == len(known)
    assert len(set(found)) == len(set(known))
    assert all(0 < run < 2**64 for run in found)


@given(st.lists(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x250), max_size=9), max_size=3))
def test_runs_of_letters_have_two_to_five_letters(words: list[str]) -> None:
    marked = [f"<{word}>" for word in words]
    runs = chain.from_iterable(
        [word[start:end] for end in range(start + 2, min(start + MAX_LETTERS, len(word)) + 1)]
        for word in marked
        for start in range(len(word))
    )
    found, expected = list(runs_of_letters(words)), list(runs)
    assert len(found) == len(expected)
    assert len(set(found)) == len(set(expected))
    assert all(0 < run < 2**64 for run in found)
