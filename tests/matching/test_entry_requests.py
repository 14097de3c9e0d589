"""What a question asks for, held against what the wordings of an entry ask for."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.matching.entry_requests import MAX_INFORMATION, EntryRequests, Strangeness
from footnote.text import Language

LONG, COST, WHY, MINE, PLAIN = (
    "how long does it take",
    "what does it cost",
    "why is it done",
    "should i do it",
    "the parcel",
)
TEXTS = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from([LONG, COST, WHY, MINE, PLAIN, "not now"])), max_size=12
)


def requests(
    english: Language, asked: list[tuple[int, str]], answers: tuple[tuple[int, str], ...] = ()
) -> EntryRequests:
    return EntryRequests(english, asked, answers, 3)


def test_an_entry_that_is_never_asked_for_a_duration_is_asked_for_it_in_vain(english: Language) -> None:
    """The more wordings it has, the surer; the entry that is asked for it gains by it."""
    few = requests(english, [(0, LONG)] * 9 + [(1, PLAIN)] * 3)
    many = requests(english, [(0, LONG)] * 9 + [(1, PLAIN)] * 60)
    assert few.strangeness(LONG, 0).particular < 0 < few.strangeness(LONG, 1).particular
    assert few.strangeness(LONG, 1).particular < many.strangeness(LONG, 1).particular
    assert 0 < few.strangeness(LONG, 1).unanswered < many.strangeness(LONG, 1).unanswered < 1
    assert few.strangeness(LONG, 0).unanswered == 0


def test_what_is_asked_for_counts_in_its_own_group(english: Language) -> None:
    asked = requests(english, [(0, PLAIN)] * 20 + [(1, WHY)] * 5 + [(2, MINE)] * 5)
    assert asked.strangeness(WHY, 0).manner > 0
    assert asked.strangeness(WHY, 0).particular == asked.strangeness(WHY, 0).unanswered == 0
    assert asked.strangeness(MINE, 0).personal > 0
    assert asked.strangeness("it is not", 0).contrast > 0
    assert asked.strangeness(PLAIN, 0) == Strangeness(0, 0, 0, 0, 0)


def test_what_an_answer_gives_is_not_asked_for_in_vain(english: Language) -> None:
    """Though no wording asks for it."""
    asked = [(0, LONG)] * 9 + [(1, PLAIN)] * 30
    without, given_ = requests(english, asked), requests(english, asked, ((1, "it takes 3 weeks"),))
    assert without.strangeness(LONG, 1).unanswered > 0 == given_.strangeness(LONG, 1).unanswered
    assert without.strangeness(LONG, 1).particular > 0 == given_.strangeness(LONG, 1).particular


def test_one_request_counts_only_so_much(english: Language) -> None:
    asked = requests(english, [(0, LONG)] * 500 + [(1, PLAIN)] * 500)
    assert asked.strangeness(LONG, 1).particular <= MAX_INFORMATION
    assert asked.strangeness(LONG, 0).particular >= -1


@given(TEXTS, st.sampled_from([LONG, COST, WHY, MINE, PLAIN]), st.integers(0, 2))
def test_sections_give_the_requests_back(
    english: Language, asked: list[tuple[int, str]], question: str, entry: int
) -> None:
    found = requests(english, asked, ((0, "it costs 5 pounds and takes 2 days"),))
    restored = EntryRequests.from_sections(found.to_sections(), english)
    assert restored.strangeness(question, entry) == found.strangeness(question, entry)


@given(TEXTS, st.sampled_from([LONG, COST, WHY, MINE, PLAIN]), st.integers(0, 2))
def test_the_order_of_wordings_does_not_matter(
    english: Language, asked: list[tuple[int, str]], question: str, entry: int
) -> None:
    there, back = requests(english, asked), requests(english, asked[::-1])
    assert there.strangeness(question, entry) == back.strangeness(question, entry)


@pytest.mark.parametrize("entry", [0, 1, 2])
def test_without_wordings_nothing_is_strange(english: Language, entry: int) -> None:
    """A matcher of answers alone."""
    assert requests(english, []).strangeness(f"{LONG} {WHY}", entry) == Strangeness(0, 0, 0, 0, 0)
