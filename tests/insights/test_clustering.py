"""Questions that ask the same are counted together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings, strategies as st

import footnote
from footnote.bank import Bank
from footnote.insights.clustering import cluster
from footnote.insights.question_stems import QuestionStems
from footnote.record import replace


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("how long do roses live", "how long does a rose live?", True),
        ("how long do roses live", "how long do roses liv", True),
        ("can my dog eat tulips", "can a dog eat tulips please", True),
        ("is [name] allowed to pick roses", "is my aunt allowed to pick roses", True),
        ("how long do roses live", "how tall do roses grow", False),
        ("who sells roses", "who sells noses", False),
        ("can you paint fresh roses on silk paper", "can you paint fresh noses on silk paper", False),
        ("who is the president", "what is the weather", False),
        ("化疗", "手术", False),
        ("🌹", "🌷", False),
    ],
)
def test_questions_that_ask_the_same_are_one_cluster(
    gardener: footnote.Bot, one: str, other: str, *, same: bool
) -> None:
    """In other words, mistyped, with a name taken out; but not what the bank says must be kept apart."""
    clusters = cluster([one, other, "how do I mow the lawn"], QuestionStems(gardener.bank))
    assert (len(clusters) == 2) == same


@pytest.mark.parametrize(
    ("last", "clusters"),
    [("basil cedar daisy elder", [[0], [1, 2]]), ("orchid basil cedar daisy", [[0, 2], [1]])],
)
def test_a_question_joins_the_leader_that_it_is_most_like(last: str, clusters: list[list[int]]) -> None:
    """Not the first that is like enough."""
    assert cluster(["orchid basil cedar", "cedar daisy elder", last], QuestionStems()) == clusters


def test_a_cluster_is_compared_by_its_leader_alone() -> None:
    """Or one question would lead to the next, and all to one cluster."""
    questions = ["alpha beta gamma delta", "alpha beta gamma epsilon", "epsilon gamma zeta eta", "kappa"]
    assert cluster(questions, QuestionStems())[0] == [0, 1]


def test_filler_words_make_no_two_questions_alike() -> None:
    """They are in too many of them."""
    questions = ["what is it that you do with moss", "what is it that you do with chalk", "kappa", "lambda"]
    assert len(cluster(questions, QuestionStems())) == 4


def test_synonyms_of_the_bank_are_one_word(garden: Bank) -> None:
    """They are the bank's, and nobody else's."""
    questions = ["does moss matter", "does lichen matter", "kappa"]
    with_synonyms = replace(garden, same=(("moss", "lichen"),))
    assert cluster(questions, QuestionStems(with_synonyms)) == [[0, 1], [2]]
    assert cluster(questions, QuestionStems(garden)) == [[0], [1], [2]]


def test_what_a_journal_wrote_for_a_name_is_no_word() -> None:
    """[name] stands for anybody."""
    reader = QuestionStems()
    assert reader.stems("may [name] pick pots") == reader.stems("may pick pots")


@settings(max_examples=100)
@given(st.lists(st.text(max_size=40), max_size=12))
def test_every_question_is_in_one_cluster(questions: list[str]) -> None:
    """Whatever was typed; the first of each leads it."""
    clusters = cluster(questions, QuestionStems())
    assert sorted(index for members in clusters for index in members) == list(range(len(questions)))
    assert all(members == sorted(members) for members in clusters)
