"""The trained model: what it learns, that it can be stored, and that no order matters where none should."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.matching import Matcher
from footnote.matching.logistic import Example, Logistic
from footnote.matching.mixture import MIN_ASKED, SMALL_BANK, TRAINED, trained_weight

ENTRIES = 4

LETTERS = st.text("abc", min_size=1, max_size=4)
WORDS = st.lists(LETTERS, max_size=5)

EXAMPLES = st.lists(st.builds(Example, st.integers(0, ENTRIES - 1), WORDS), max_size=12)

A_THINGS = "battery batten batter baton batch bath bat bather batman battle".split()
B_THINGS = "charger chart charm charcoal charter charity chariot chard char charlock".split()


@given(EXAMPLES, WORDS)
def test_sections_give_the_model_back(examples: list[Example], words: list[str]) -> None:
    """To the last bit."""
    model = Logistic(examples, ENTRIES)
    restored = Logistic.from_sections(model.to_sections())
    assert restored.scores(words) == model.scores(words)
    assert restored.to_sections() == model.to_sections()


@given(EXAMPLES, WORDS, st.permutations(range(ENTRIES)))
def test_the_numbers_of_entries_do_not_matter(
    examples: list[Example], words: list[str], numbers: list[int]
) -> None:
    model = Logistic(examples, ENTRIES)
    renumbered = Logistic([Example(numbers[entry], each) for entry, each in examples], ENTRIES)
    scores = renumbered.scores(words)
    assert [scores[number] for number in numbers] == pytest.approx(model.scores(words))


def test_what_tells_entries_apart_counts_more_than_what_they_share() -> None:
    """Two entries ask nearly alike: most of their words say nothing, the one that differs decides."""
    frame = "how is it".split()
    model = Logistic([Example(0, [*frame, "dug"]), Example(1, [*frame, "fed"]), Example(2, ["mow"])], 3)
    shared, own = model.scores(frame), model.scores(["dug"])
    assert own[0] - own[1] > 2 * abs(shared[0] - shared[1])
    assert model.scores([*frame, "dug"])[0] > model.scores([*frame, "dug"])[1] > 0


def test_which_words_stand_together_tells_entries_apart() -> None:
    """Whatever their endings."""
    one, other = "order of return".split(), "return of order".split()
    model = Logistic([Example(0, one), Example(1, other)] * 20, 2)
    first, second = model.scores("orders of return".split())
    assert first > second + 0.2


def test_an_entry_that_has_none_of_the_words_has_no_score() -> None:
    model = Logistic([Example(0, ["dig", "deep"]), Example(1, ["dig", "well"])], 3)
    assert model.scores(["dig", "deep"])[2] == 0.0
    assert model.scores(["xyz"]) == [0.0, 0.0, 0.0]
    assert Logistic([], 0).scores(["dig"]) == []


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
    first, second = matcher.parts.trained.scores("where is the batting kept".split())
    assert first > second
    assert matcher.rank("where is the battery kept")[0].trained > 0
