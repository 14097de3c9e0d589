"""How much each ranker counts, by wordings that are kept apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from footnote.matching import Candidate
from footnote.matching.mixture import (
    FEW,
    FEW_WORDINGS,
    MAX_ASKED,
    MIN_ASKED,
    MIXTURES,
    SMALL_BANK,
    STEEPNESS,
    Mixture,
    choose_mixture,
    trial_mixture,
)

Pairs = list[tuple[str, str]]


def pairs(entries: int, wordings: int) -> Pairs:
    """Each wording names its entry."""
    return [(f"e{entry}", f"e{entry} {n}") for n in range(wordings) for entry in range(entries)]


def ranker(**signals: float) -> Callable[[Pairs], Callable[[str], Sequence[Candidate]]]:
    """A ranker by which a right entry and a wrong one are as near, and the right one has these signals."""

    def candidates_of(_kept: Pairs) -> Callable[[str], Sequence[Candidate]]:
        def find(text: str) -> list[Candidate]:
            right, wrong = text.split(maxsplit=1)[0], "other"
            return [Candidate(wrong, 0.0, "", near=0.5), Candidate(right, 0.0, "", near=0.5, **signals)]

        return find

    return candidates_of


@pytest.mark.parametrize("entries", [1, MIN_ASKED - 1])
def test_a_bank_without_wordings_to_spare_has_the_mixture_of_few(entries: int) -> None:
    assert choose_mixture(pairs(entries, 1), ranker(letters=5.0)) == FEW
    assert choose_mixture([], ranker()) == FEW


@pytest.mark.parametrize("signal", ["letters", "mentioned"])
def test_a_signal_that_finds_the_entry_counts(signal: str) -> None:
    """And one that speaks against it counts nothing."""
    good = choose_mixture(pairs(10, 10), ranker(**{signal: 1.0}))
    bad = choose_mixture(pairs(10, 10), ranker(**{signal: -1.0}))
    assert getattr(good, signal) == max(getattr(mixture, signal) for mixture in MIXTURES)
    assert getattr(bad, signal) == 0


def test_of_mixtures_that_do_the_same_the_smallest_is_chosen() -> None:
    assert choose_mixture(pairs(5, 20), ranker()) == Mixture(0.0, 0.0, 0.0)


@pytest.mark.parametrize(
    ("entries", "wordings", "words", "letters"),
    [
        (2, FEW_WORDINGS, False, True),
        (2, FEW_WORDINGS + 1, False, False),
        (SMALL_BANK // 10, 10, False, True),
        (SMALL_BANK // 10 + 1, 10, True, True),
        (SMALL_BANK // 20 + 1, 20, True, False),
    ],
)
def test_words_count_in_no_small_bank_and_letters_where_entries_have_few_wordings(
    entries: int, wordings: int, *, words: bool, letters: bool
) -> None:
    many = pairs(entries, wordings)
    chosen = choose_mixture(many, ranker(words=1.0, letters=1.0))
    assert (chosen.words > 0, chosen.letters > 0) == (words, letters)
    trial = trial_mixture(many)
    assert (trial.words > 0, trial.letters > 0, trial.mentioned > 0) == (words, letters, True)


def test_each_entry_keeps_its_first_wording_and_every_other_is_kept_apart_once() -> None:
    """What is asked was never in the matcher that is asked."""
    asked: list[str] = []
    all_pairs = pairs(4, 10)

    def candidates_of(kept: Pairs) -> Callable[[str], Sequence[Candidate]]:
        assert kept[:4] == all_pairs[:4]

        def find(text: str) -> list[Candidate]:
            assert text not in {wording for _, wording in kept}
            asked.append(text)
            return [Candidate(text.split(maxsplit=1)[0], 0.0, "")]

        return find

    choose_mixture(all_pairs, candidates_of)
    assert sorted(asked) == sorted(wording for _, wording in all_pairs[4:])


def test_of_many_wordings_only_some_are_asked() -> None:
    """Evenly taken, a few more at most by rounding."""
    asked: list[str] = []

    def candidates_of(_kept: Pairs) -> Callable[[str], Sequence[Candidate]]:
        return lambda text: asked.append(text) or [Candidate(text.split()[0], 0.0, "")]  # type: ignore[func-returns-value]

    choose_mixture(pairs(10, 95), candidates_of)
    assert MAX_ASKED / 2 < len(asked) <= 2 * MAX_ASKED
    assert len({text.split()[0] for text in asked}) == 10


def test_nearness_counts_by_its_steepness() -> None:
    assert Candidate("a", 0.0, "", near=0.5).base == 0.5 * STEEPNESS
