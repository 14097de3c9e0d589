"""A question is judged by itself and with what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies as st

from footnote.dialogue.lookup import Alone, share_of, weighed
from footnote.dialogue.lookup.weighing import LITTLE, MUCH

if TYPE_CHECKING:
    from footnote import Bot

confidences = st.floats(0, 1)
alone = st.builds(Alone, confidences, confidences)


@given(confidences, alone)
def test_with_little_around_it_a_reading_is_as_sure_as_it_is(confidence: float, seen: Alone) -> None:
    assert weighed("together", confidence, seen, LITTLE) == confidence
    assert weighed("alone", confidence, seen, MUCH) == confidence


@given(confidences, confidences, alone, st.integers(0, 200))
def test_a_surer_reading_stays_surer(one: float, other: float, seen: Alone, words: int) -> None:
    less, more = sorted([one, other])
    for kind in ("together", "resolved"):
        assert weighed(kind, less, seen, words) <= weighed(kind, more, seen, words) + 1e-9


@given(confidences, alone, st.integers(LITTLE + 1, 200))
def test_what_the_question_says_by_itself_counts(confidence: float, seen: Alone, words: int) -> None:
    """For the entry, and for a silent topic against it."""
    here = weighed("together", confidence, seen, words)
    assert weighed("together", confidence, seen._replace(confidence=1.0), words) >= here
    assert weighed("together", confidence, seen._replace(silent=1.0), words) <= here
    assert 0 <= here <= 1


def test_more_words_around_count_more_up_to_a_bound() -> None:
    assert share_of(0) == share_of(LITTLE) == 0 < share_of(LITTLE + 1) < share_of(MUCH) == share_of(500) == 1


STORY = (
    "My wife had her breast operation in spring, and one sentinel node had a micrometastasis of 0.7 mm. She "
    "bakes bread for the whole street, sourdough and rye, and she has her good days. She got chemotherapy "
    "because of the size of the tumour, and that was explained to us twice."
)


@pytest.mark.parametrize(
    "question",
    [
        "Since then everything tastes of metal. Does that go away again?",
        "Now her nails are splitting. What can one put on them?",
        "What do I say to our grandchildren about it?",
        "She would like to fly to Crete in May. Is she allowed to?",
    ],
)
def test_a_story_does_not_make_a_question_one_that_is_answered(shipped: Bot, question: str) -> None:
    assert shipped.ask(f"{STORY} {question}").kind != "answer"


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("Up to which size does one speak of micrometastases?", "size"),
        ("Why do they look in the lymph nodes of all places?", "why-lymph-nodes"),
        ("When is radiation of the lymph nodes recommended?", "radiation"),
    ],
)
def test_a_question_is_answered_whatever_story_stands_around_it(
    shipped: Bot, question: str, entry: str
) -> None:
    reply = shipped.ask(f"{STORY} {question}")
    assert (reply.kind, (reply.entry or "").startswith(entry)) == ("answer", True)


def test_facts_before_an_announced_question_do_not_take_its_place(shipped: Bot) -> None:
    """What is told is kept in mind only where nothing is asked."""
    told = "My mother had a lumpectomy in May, and the node a micrometastasis of 1.4 mm."
    asked = "I would like to know whether chemotherapy is usually recommended in such a case."
    assert shipped.ask(told).kind == "smalltalk"
    assert shipped.ask(f"{told} {asked}").entry == "chemotherapy"
