"""What an index knows of a term: how much it says about the entry, how rare it is, and where it is used."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from footnote.matching.index import Index

FILLER = {"who"}


def index_of(*wordings: tuple[str, str], filler: set[str] = FILLER) -> Index:
    """The index of pairs of an entry and a text, whose words are its terms."""
    return Index([entry for entry, _ in wordings], [tuple(text.split()) for _, text in wordings], filler)


def restored(index: Index) -> Index:
    """The index as a compiled bank gives it back."""
    return Index.from_sections(index.to_sections(), FILLER)


def weight(index: Index, term: str) -> float:
    return index.terms.statistics(term).weight


def test_a_term_of_one_entry_weighs_more_than_one_that_entries_share() -> None:
    index = index_of(("a", "bell x"), ("a", "bell y"), ("b", "drum x"), ("b", "drum y"))
    assert weight(index, "bell") == weight(index, "drum") > 2 * weight(index, "x") > 0.0


def test_a_term_says_the_less_the_more_evenly_entries_use_it() -> None:
    """Three uses to one are more information than two to two, at the same rarity."""
    index = index_of(*[("a", "x y"), ("a", "x y"), ("a", "x"), ("b", "x y"), ("b", "y"), ("b", "")])
    assert weight(index, "x") > weight(index, "y")


def test_a_term_of_all_entries_still_has_the_weight_of_its_rarity() -> None:
    """A fifth of a weight: it tells wordings of one entry apart."""
    index = index_of(("a", "x"), ("b", "x"), ("a", "y"), ("b", "y"), ("a", "y"), ("b", "y"))
    assert 0.0 < weight(index, "y") < weight(index, "x") < 0.25


def test_the_rarest_term_of_one_entry_weighs_one_and_a_hundredth() -> None:
    assert weight(index_of(("a", "bell"), ("b", "drum")), "bell") == pytest.approx(1.01)


def test_a_bank_of_one_entry_weighs_its_words_by_rarity_alone() -> None:
    index = index_of(("a", "bell x"), ("a", "drum x"))
    assert weight(index, "bell") == pytest.approx(0.21)
    assert 0.0 < weight(index, "x") < 0.21


@pytest.mark.parametrize(("used", "share"), [(1, 0.5), (100, 0.75), (10_000, 1.0)])
def test_a_filler_word_weighs_half_and_in_many_wordings_as_much_as_any_word(used: int, share: float) -> None:
    """In few wordings it is there by chance; in very many its use is known as well as any other's."""
    wordings = [("a", "who")] * used + [("b", "parcel")]
    filler, other = index_of(*wordings), index_of(*wordings, filler=set())
    assert (weight(filler, "who") - 0.01) / (weight(other, "who") - 0.01) == pytest.approx(share, abs=0.01)
    assert weight(filler, "parcel") == weight(other, "parcel")


def test_rarity_is_a_logarithm_of_the_share_of_wordings() -> None:
    """Two of three wordings, and one that is added for safety: half as rare as a term of a single wording."""
    index = index_of(("a", "x y"), ("a", "x"), ("a", "z"))
    assert weight(index, "x") == pytest.approx(0.2 * 0.5 + 0.01)


def test_counts_are_of_wordings_and_in_the_order_of_use() -> None:
    """A wording that repeats a term counts once."""
    index = index_of(("a", "y"), ("b", "x x"), ("a", "x"), ("b", "x"))
    for each in (index, restored(index)):
        assert each.terms.statistics("x").entry_counts == {1: 2, 0: 1}
        assert [*each.terms.statistics("x").entry_counts] == [1, 0]


def test_the_length_of_a_wording_counts_each_term_once() -> None:
    """A wording of twice the weight is 1.62 times as long (2 to the power .7)."""
    index = index_of(("a", "bell bell"), ("b", "drum"), ("c", "bell drum"), ("d", ""))
    lengths = [index.length(number) for number in range(4)]
    assert lengths[0] == lengths[1] == pytest.approx(weight(index, "bell") ** 0.7)
    assert lengths[2] == pytest.approx(1.6245 * lengths[0], abs=1e-4)
    assert lengths[3] == 0.0
    assert list(index.lengths) == lengths


def test_lengths_are_computed_only_when_needed() -> None:
    index = index_of(("a", "bell"), ("b", "drum"))
    assert list(index.lengths) == [0.0, 0.0]
    index.precompute()
    assert list(index.lengths) == [index.length(0), index.length(1)]


@pytest.mark.parametrize(("size", "computed"), [(50_000, False), (50_001, True)])
def test_a_large_bank_is_computed_at_once(size: int, *, computed: bool) -> None:
    index = Index(["a"] * size, [("bell",)] * size, ())
    assert all(index.lengths) == computed


def test_entries_are_numbered_in_order_and_know_their_wordings() -> None:
    """Also where the wordings of one entry do not stand together."""
    index = index_of(("b", "x"), ("a", "y"), ("b", "z"))
    for each in (index, restored(index)):
        assert each.names == ["b", "a"]
        assert list(each.entries) == [0, 1, 0]
        assert [list(members) for members in each.members] == [[0, 2], [1]]


def facts(index: Index) -> dict[str, object]:
    """All that a matcher reads of an index."""
    terms: Sequence[str] = sorted(index.terms.postings)
    return {
        "stems": [index.stems[number] for number in range(len(index.stems))],
        "postings": {term: list(index.terms.postings[term]) for term in terms},
        "flags": {term: index.terms.postings.flags(term) for term in terms},
        "statistics": {term: index.terms.statistics(term) for term in terms},
        "lengths": [index.lengths[n] or index.length(n) for n in range(len(index.lengths))],
    }


def test_a_restored_index_is_the_same_to_the_last_bit() -> None:
    """Also one that was restored from a restored one."""
    wordings = [("a", "who has the bell"), ("b", "bell drum bell"), ("a", "the drum"), ("c", "")]
    index = index_of(*wordings)
    assert facts(restored(index)) == facts(index) == facts(restored(restored(index)))
    assert restored(index).to_sections() == index.to_sections()


def test_an_empty_index_can_be_restored() -> None:
    assert facts(restored(index_of())) == facts(index_of())
