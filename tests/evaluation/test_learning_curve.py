"""Banks with fewer wordings: which ones they keep, what they are asked, and the curve that comes of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

import footnote
from footnote.bank import Bank
from footnote.evaluation import (
    CurvePoint,
    Question,
    Questions,
    Sample,
    Score,
    curve_points,
    evaluate,
    keep_wordings,
    measure_samples,
    sample_count,
    sample_of,
)
from footnote.record import replace

PLANTS = ("ash", "birch", "cedar", "elm", "fir", "hazel", "larch", "maple", "oak", "pine")


@pytest.fixture(name="wordy", scope="module")
def _wordy(garden: Bank) -> Bank:
    """A garden whose roses have ten wordings, each with a word of its own, and its lawn twenty."""
    roses = replace(garden.entries["roses"], wordings=tuple(f"roses under my {plant}" for plant in PLANTS))
    lawn = replace(
        garden.silent["lawn"],
        wordings=tuple(f"grass {place} my {plant}" for plant in PLANTS for place in ("under", "by")),
    )
    return replace(garden, entries={**garden.entries, "roses": roses}, silent={**garden.silent, "lawn": lawn})


def wordings(bank: Bank) -> dict[str, tuple[str, ...]]:
    """The wordings of each entry and silent topic."""
    return {
        **{id: entry.wordings for id, entry in bank.entries.items()},
        **{id: topic.wordings for id, topic in bank.silent.items()},
    }


@given(size=st.integers(0, 25), draw=st.integers(0, 5))
def test_a_smaller_bank_has_so_many_wordings_in_the_order_of_the_bank(
    wordy: Bank, size: int, draw: int
) -> None:
    smaller = wordings(keep_wordings(wordy, size, draw))
    for id, whole in wordings(wordy).items():
        assert len(smaller[id]) == min(size, len(whole))
        assert list(smaller[id]) == sorted(set(smaller[id]), key=whole.index)


@given(draw=st.integers(0, 5))
def test_more_wordings_are_the_fewer_and_others(wordy: Bank, draw: int) -> None:
    kept = [set(keep_wordings(wordy, size, draw).entries["roses"].wordings) for size in range(11)]
    assert all(fewer < more for fewer, more in pairwise(kept))


def test_a_smaller_bank_is_the_same_every_time_and_another_for_another_draw(wordy: Bank) -> None:
    assert keep_wordings(wordy, 5, 1) == keep_wordings(wordy, 5, 1)
    assert keep_wordings(wordy, 5, 1) != keep_wordings(wordy, 5, 2)


def test_only_wordings_are_left_out(wordy: Bank) -> None:
    """The question of an entry stays, and everything else of the bank."""
    smaller = keep_wordings(wordy, 0)
    assert [entry.question for entry in smaller.entries.values()] == [text for _, text in smaller.wordings()]
    for id, entry in smaller.entries.items():
        assert replace(entry, wordings=wordy.entries[id].wordings) == wordy.entries[id]
    assert replace(smaller, entries=wordy.entries, silent=wordy.silent) == wordy


def test_sizes_are_less_than_the_most_wordings_of_an_entry_or_silent_topic(wordy: Bank, garden: Bank) -> None:
    """A bank that keeps all twenty would be the bank itself."""
    samples = list(measure_samples(wordy, Questions()))
    assert len(samples) == sample_count(wordy)
    assert sorted({sample.wordings or 0 for sample in samples}) == [1, 2, 5, 10]
    bare = replace(keep_wordings(garden, 0), silent={})
    assert list(measure_samples(bare, Questions())) == []


def test_the_curve_rises_where_questions_need_the_wordings(wordy: Bank) -> None:
    """Each question has the word of one wording. Small talk and conversations change nothing."""
    asked = [Question(f"roses {plant}", ("roses",)) for plant in PLANTS]
    others = (Question("hello", kind="greeting"), Question("who is the president", reason="off-topic"))
    questions = Questions((*asked, *others), ((Question("why", ("why-water",)),),))
    whole = Score(wordy, tuple(evaluate(footnote.Bot(wordy), Questions((*asked, *others)))))
    curve = curve_points([*measure_samples(wordy, questions), sample_of(whole)])
    assert [point.wordings for point in curve] == [1, 2, 5, 10, None]
    assert [point.total for point in curve] == sorted(point.total for point in curve)
    assert curve[-1].right == whole.figures["right"] > curve[0].right
    assert curve[-1].total == len(list(wordy.wordings()))


def test_a_point_is_the_mean_of_its_samples() -> None:
    samples = [
        Sample(5, 50, right=0.25, right_or_offered=0.5, wrong=0.125, answered=0.0),
        Sample(5, 50, right=0.75, right_or_offered=1.0, wrong=0.0, answered=0.25),
        Sample(None, 90, right=1.0, right_or_offered=1.0, wrong=0.0, answered=0.0),
    ]
    assert curve_points(samples) == [
        CurvePoint(5, 50, 0.5, least=0.25, most=0.75, right_or_offered=0.75, wrong=0.0625, answered=0.125),
        CurvePoint(None, 90, 1.0, least=1.0, most=1.0, right_or_offered=1.0, wrong=0.0, answered=0.0),
    ]


def test_a_point_in_json_has_shares_to_four_places() -> None:
    point = CurvePoint(None, 90, 2 / 3, 0.5, 1.0, 1.0, 0.0, 1 / 3)
    assert point.as_dict()["right"] == 0.6667
    assert point.as_dict()["right_or_offered"] == point.as_dict()["right_or_clarified"] == 1
    assert point.as_dict()["wordings"] is None
