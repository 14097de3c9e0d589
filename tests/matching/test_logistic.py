"""The trained model: what it learns, that it can be stored, and that no order matters where none should."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.matching import Matcher
from footnote.matching.logistic import Example, Logistic
from footnote.matching.mixture import MIN_ASKED, SMALL_BANK, TRAINED, trained_weight
from footnote.matching.naive_bayes import runs_of_letters

ENTRIES = 4

EXAMPLES = st.lists(
    st.builds(Example, st.integers(0, ENTRIES - 1), st.lists(st.integers(0, 30), max_size=6)), max_size=12
)

A_THINGS = "battery batten batter baton batch bath bat bather batman battle".split()
B_THINGS = "charger chart charm charcoal charter charity chariot chard char charlock".split()

FEATURES = st.lists(st.integers(0, 40), max_size=8)


@given(EXAMPLES, FEATURES)
def test_sections_give_the_model_back(examples: list[Example], features: list[int]) -> None:
    """To the last bit."""
    model = Logistic(examples, ENTRIES)
    restored = Logistic.from_sections(model.to_sections())
    assert restored.scores(features) == model.scores(features)
    assert restored.to_sections() == model.to_sections()


@given(EXAMPLES, FEATURES)
def test_neither_the_order_of_features_matters_nor_how_often_one_comes(
    examples: list[Example], features: list[int]
) -> None:
    doubled = [Example(entry, [*reversed(list(each)), *each]) for entry, each in examples]
    one, other = Logistic(examples, ENTRIES), Logistic(doubled, ENTRIES)
    assert one.scores(features) == other.scores([*reversed(features), *features])


@given(EXAMPLES, FEATURES, st.permutations(range(ENTRIES)))
def test_the_numbers_of_entries_do_not_matter(
    examples: list[Example], features: list[int], numbers: list[int]
) -> None:
    model = Logistic(examples, ENTRIES)
    renumbered = Logistic([Example(numbers[entry], each) for entry, each in examples], ENTRIES)
    scores = renumbered.scores(features)
    assert [scores[number] for number in numbers] == model.scores(features)


def test_what_tells_entries_apart_counts_more_than_what_they_share() -> None:
    """Two entries ask nearly alike: most of their words say nothing, the one that differs decides."""
    frame = [1, 2, 3, 4]
    model = Logistic([Example(0, [*frame, 8]), Example(1, [*frame, 9]), Example(2, [5, 6])], 3)
    shared, own = model.scores(frame), model.scores([8])
    assert own[0] - own[1] > 2 * abs(shared[0] - shared[1])
    assert model.scores([*frame, 8])[0] > model.scores([*frame, 8])[1] > 0


def test_an_entry_that_has_none_of_the_features_has_no_score() -> None:
    model = Logistic([Example(0, [1, 2]), Example(1, [1, 3])], 3)
    assert model.scores([1, 2])[2] == 0.0
    assert model.scores([77]) == [0.0, 0.0, 0.0]
    assert Logistic([], 0).scores([1]) == []


@pytest.mark.parametrize(
    ("count", "weight"),
    [(MIN_ASKED - 1, 0.0), (MIN_ASKED, TRAINED), (SMALL_BANK, TRAINED), (SMALL_BANK + 1, 0.0)],
)
def test_a_bank_with_wordings_to_learn_from_and_not_too_many_has_a_trained_model(
    count: int, weight: float
) -> None:
    assert trained_weight([("a", str(number)) for number in range(count)]) == weight


def test_it_learns_from_the_letters_of_all_wordings() -> None:
    """No wording has the word, but one entry's have words that begin so."""
    bank = [("a", f"where is the {thing} kept") for thing in A_THINGS]
    bank += [("b", f"where is the {thing} kept") for thing in B_THINGS]
    matcher = Matcher(bank)
    assert matcher.parts.mixture.trained == TRAINED
    first, second = matcher.parts.trained.scores(runs_of_letters("where is the batting kept".split()))
    assert first > second
    assert matcher.rank("where is the battery kept")[0].trained > 0
