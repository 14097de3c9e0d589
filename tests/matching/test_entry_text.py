"""How much of a question each entry mentions: in its wordings, and in its answer."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.matching.entry_text import EntryText
from footnote.matching.query import QueryTerm
from footnote.text import Token

STEMS = "abcde"
STEM_LISTS = st.lists(st.tuples(st.integers(0, 2), st.lists(st.sampled_from(STEMS), max_size=5)), max_size=5)
QUESTION = st.lists(st.sampled_from([*STEMS, "z"]), unique=True, max_size=5)


def term(stem: str, stems: list[tuple[str, float]] | None = None) -> QueryTerm:
    """A word of a question that is this stem, or stands for others."""
    return QueryTerm(Token(stem, stem), 1.0, [(stem, 1.0)] if stems is None else stems)


def shares(text: EntryText, question: str) -> dict[int, float]:
    return text.shares([term(stem) for stem in question])


@given(STEM_LISTS, STEM_LISTS, QUESTION)
def test_a_share_is_one_of_the_question(
    answers: list[tuple[int, list[str]]], wordings: list[tuple[int, list[str]]], question: list[str]
) -> None:
    """Of entries that mention something; less than all of it, since no word is mentioned too often."""
    found = EntryText(answers, wordings, {"a"}, 3).shares(map(term, question))
    mentioning = {entry for entry, stems in answers if set(stems) & set(question)}
    mentioning |= {entry for entry, stems in wordings if answers and set(stems) & set(question)}
    assert found.keys() == mentioning
    assert all(0 < share < 1 for share in found.values())


@given(STEM_LISTS, STEM_LISTS, QUESTION)
def test_sections_give_the_texts_back(
    answers: list[tuple[int, list[str]]], wordings: list[tuple[int, list[str]]], question: list[str]
) -> None:
    text = EntryText(answers, wordings, {"a"}, 3)
    restored = EntryText.from_sections(text.to_sections(), {"a"})
    assert restored.shares(map(term, question)) == text.shares(map(term, question))
    assert bool(restored) == bool(text)
    for stem in [*STEMS, "z"]:
        assert (stem in restored) == (stem in text) == any(stem in stems for _, stems in answers)
        for entry in range(3):
            has = any(each == entry and stem in stems for each, stems in answers)
            assert restored.answer_has(stem, entry) == text.answer_has(stem, entry) == has


def test_an_answer_has_its_own_words_and_not_those_of_wordings() -> None:
    """A silent topic has none."""
    text = EntryText([(0, "ab")], [(0, "c"), (1, "d")], (), 2)
    assert text.with_answer == {0}
    assert ("a" in text, "c" in text, "z" in text) == (True, False, False)
    assert (text.answer_has("a", 0), text.answer_has("a", 1), text.answer_has("c", 0)) == (True, False, False)


def test_without_answers_nothing_is_known() -> None:
    text = EntryText((), [(0, "ab")], (), 2)
    assert not text
    assert shares(text, "ab") == {}


def test_a_wording_says_more_than_an_answer() -> None:
    found = shares(EntryText([(0, "a"), (1, "b")], [(0, "b"), (1, "a")], (), 2), "a")
    assert found[1] > found[0]


def test_a_rare_word_says_more_than_a_common_one_and_a_filler_word_least() -> None:
    """Each entry has as many words."""
    answers = [(0, "ab"), (1, "ac"), (2, "ad")]
    plain = shares(EntryText(answers, (), (), 3), "ab")
    assert plain[0] > 2 * plain[1]
    with_filler = shares(EntryText(answers, (), {"b"}, 3), "ab")
    assert with_filler[1] > plain[1]  # what it lacks says less


def test_a_longer_text_says_less_for_the_same_word() -> None:
    found = shares(EntryText([(0, "ab"), (1, "abcde")], (), (), 2), "a")
    assert found[0] > found[1]


@pytest.mark.parametrize(("similarity", "part"), [(1.0, 1.0), (0.8, 0.8), (0.5, 0.5)])
def test_a_word_that_stands_for_another_counts_by_how_similar_it_is(similarity: float, part: float) -> None:
    text = EntryText([(0, "ab"), (1, "c")], (), (), 2)
    whole = text.shares([term("a")])[0]
    assert text.shares([term("x", [("a", similarity)])])[0] == pytest.approx(part * whole)
    assert text.shares([term("x", [])]) == {}
