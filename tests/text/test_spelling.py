"""Which known words a mistyped one may stand for."""

from __future__ import annotations

import pytest

from footnote.text import Language, nearest, similar


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("thanks", "thanks"),
        ("thnaks", "thanks"),
        ("thank", "thanks"),
        ("tanks", "thanks"),
        ("xhxnks", None),
        ("nose", None),
        ("node", "node"),
        ("", None),
    ],
)
def test_a_mistyped_word_is_the_nearest_known_one(typed: str, word: str | None) -> None:
    """One slip in six letters, two neighbours swapped by one; a short word is never another."""
    assert nearest(typed, {"thanks", "node"}) == word


def test_of_two_as_near_the_first_in_the_alphabet_counts() -> None:
    """A set has another order in each process."""
    for known in (["sorten", "sorter", "torted"], ["torted", "sorter", "sorten"]):
        assert nearest("sorted", known) == "sorten"


def test_a_short_word_is_never_another_however_little_is_asked_for() -> None:
    assert nearest("nose", ["node"], 0.5) is None
    assert nearest("noses", ["node"], 0.5) == "node"


def test_words_that_sound_alike_are_similar(english: Language) -> None:
    """A little less than words that are spelled alike."""
    assert similar("lymf", ["lymph", "lung"], 0.66, 6, english.sound) == [("lymph", 0.95)]
    assert similar("lymph", ["lymph"], 0.66, 6, english.sound) == [("lymph", 1.0)]


def test_a_word_that_is_spelled_less_alike_than_it_sounds_is_found(english: Language) -> None:
    """Within a margin; what is spelled quite another way is not compared."""
    assert similar("fisik", ["physic"], 0.8, 6, english.sound) == []
    assert [word for word, _ in similar("simptum", ["symptum"], 0.9, 6, english.sound)] == ["symptum"]


def test_similar_words_come_nearest_first_and_are_few(english: Language) -> None:
    """By sound as well: one that is spelled less alike may be nearer."""
    known = ["buttery", "battera", "batter", "bat", "batteri"]
    near = similar("battery", known, 0.66, 3, english.sound)
    assert [word for word, _ in near] == ["batteri", "batter", "battera"]
    assert [similarity for _, similarity in near] == sorted((s for _, s in near), reverse=True)
    assert all(similarity >= 0.66 for _, similarity in near)
    by_sound = similar("lymf", ["lyf", "lymph"], 0.66, 1, english.sound)
    assert by_sound == [("lymph", 0.95)]


def test_the_nearest_counts_before_the_alphabet() -> None:
    assert nearest("photographss", ["fhotographs", "photographs"]) == "photographs"


def test_of_many_as_near_the_first_in_the_alphabet_counts() -> None:
    """However late it comes."""
    assert nearest("sorted", [f"sorte{end}" for end in "zyxwvutsrqponmlkjihg"]) == "sorteg"


@pytest.mark.parametrize(("cutoff", "word"), [(0.83, "thanks"), (0.84, None)])
def test_a_word_may_be_as_far_away_as_the_cutoff_says(cutoff: float, word: str | None) -> None:
    """One letter of six is a similarity of .83, which is enough if nothing else is said."""
    assert nearest("thanky", ["thanks"], cutoff) == word
    assert nearest("thanky", ["thanks"]) == "thanks"


def test_twice_as_many_words_are_compared_by_sound_as_are_wanted(english: Language) -> None:
    """Those that are spelled most alike: "chemo" sounds like "kemo", but is the third of three here."""
    assert similar("kemo", ["kemp", "chemo"], 0.5, 1, english.sound) == [("chemo", 0.95)]
    assert similar("kemo", ["kemp", "memo", "chemo"], 0.5, 1, english.sound) == [("kemp", 0.75)]


@pytest.mark.parametrize(("cutoff", "words"), [(0.75, ["kemp"]), (0.76, [])])
def test_similar_words_reach_the_cutoff(english: Language, cutoff: float, words: list[str]) -> None:
    assert [word for word, _ in similar("kemo", ["kemp"], cutoff, 6, english.sound)] == words
