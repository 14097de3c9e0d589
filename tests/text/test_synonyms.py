"""Phrases that a bank calls the same, and phrases that it keeps apart."""

from __future__ import annotations

import json

import pytest

from footnote.text import Analyzer, Synonyms, Token


def test_a_synonym_is_read_as_the_first_of_its_group(analyzer: Analyzer) -> None:
    """The same way for a bank's own texts and for what is typed, which keeps the words that it had."""
    synonyms = Synonyms(analyzer, same=[["lymph node", "node", "gland"]])
    assert synonyms.stems("big glands") == ("big", "lymph", "node")
    tokens = synonyms.unite(synonyms.tokens(analyzer.span("big glands")))
    assert tokens == [Token("big", "big"), Token("lymph", "glands"), Token("node", "glands")]


def test_words_that_were_read_as_one_are_named_once(analyzer: Analyzer) -> None:
    """Of a synonym of a synonym too."""
    same = [["surgery", "op"], ["sentinel biopsy", "sentinel surgery"]]
    synonyms = Synonyms(analyzer, same=same)
    tokens = synonyms.unite(synonyms.tokens(analyzer.span("a sentinel op")))
    assert tokens == [Token("a", "a"), Token("sentinel", "sentinel op"), Token("biopsi", "sentinel op")]
    again = Synonyms(analyzer, same=[["lymph node", "node"], ["gland", "lymph node"]])
    assert again.unite(again.tokens(analyzer.span("node"))) == [Token("gland", "node")]
    twice = Synonyms(analyzer, same=[["bell", "ding dong"], ["drum", "bell dong"]])
    assert twice.unite(twice.tokens(analyzer.span("ding dong dong"))) == [Token("drum", "ding dong")]


def test_the_words_of_synonyms_are_terms_but_units(analyzer: Analyzer) -> None:
    """A unit is part of a length, and nothing that a mistyped word should become."""
    synonyms = Synonyms(analyzer, same=[["micron layer", "film"]], apart=[["foil", "film"]])
    assert synonyms.terms == {"film": "film", "foil": "foil", "layer": "layer"}


def test_phrases_that_are_apart_are_known_by_their_synonyms(analyzer: Analyzer) -> None:
    """Both are read the same way."""
    synonyms = Synonyms(
        analyzer, same=[["hypertension", "high pressure"]], apart=[["high pressure", "drop", "?"]]
    )
    assert synonyms.apart == (frozenset({("hypertens",), ("drop",)}),)


@pytest.mark.parametrize(
    ("sizes", "value", "stem"),
    [
        (None, 2.0, "2mm"),
        (None, 0.25, "0.25mm"),
        ((0.2, 2.0), 0.1, "size:0"),
        ((0.2, 2.0), 0.2, "size:1"),
        ((0.2, 2.0), 1.9, "size:1"),
        ((0.2, 2.0), 2.0, "size:2"),
    ],
)
def test_a_length_is_read_as_its_band(
    analyzer: Analyzer, sizes: tuple[float, ...] | None, value: float, stem: str
) -> None:
    """At a cut point as the band above; without bands as itself."""
    synonyms = Synonyms(analyzer, sizes=sizes)
    assert synonyms.size(value) == stem
    assert synonyms.stems(f"of {value} mm") == ("of", stem)
    assert synonyms.without_sizes().stems("of 2 mm") == ("of", "2mm")


GROUPS = [["medicine", "drug"], ["chemotherapy", "drug treatment"], ["dose", "drug treatment plan"], ["pill"]]


@pytest.mark.parametrize(
    ("typed", "stems"),
    [
        ("drug", "medicin"),
        ("drug, drug treatment", "medicin chemotherapi"),
        ("a drug treatment plan for a drug", "a dose for a medicin"),
        ("drug plan drug", "medicin plan medicin"),
        ("drug treatment drug treatment", "chemotherapi chemotherapi"),
        ("pill", "pill"),
        ("", ""),
    ],
)
def test_the_longest_phrase_at_its_place_is_replaced(analyzer: Analyzer, typed: str, stems: str) -> None:
    """As often as it stands there, in a bank's own texts and in what is typed."""
    synonyms = Synonyms(analyzer, same=GROUPS)
    assert synonyms.stems(typed) == tuple(stems.split())
    united = synonyms.unite(synonyms.tokens(analyzer.span(typed)))
    assert [token.stem for token in united] == stems.split()


def test_phrases_that_overlap_are_replaced_from_the_left(analyzer: Analyzer) -> None:
    assert Synonyms(analyzer, same=[["bell", "ding ding"]]).stems("ding ding ding") == ("bell", "ding")


def test_a_text_is_searched_twice(analyzer: Analyzer) -> None:
    """A synonym of a synonym is found, and one more is not."""
    synonyms = Synonyms(analyzer, same=[["bell", "drum"], ["drum", "horn"], ["horn", "flute"]])
    assert synonyms.stems("flute horn") == ("drum", "bell")
    united = synonyms.unite(synonyms.tokens(analyzer.span("flute horn")))
    assert united == [Token("drum", "flute"), Token("bell", "horn")]


def test_a_phrase_without_words_is_no_synonym(analyzer: Analyzer) -> None:
    synonyms = Synonyms(analyzer, same=[["?", "bell", "drum"], []])
    assert synonyms.stems("the drum?") == ("the", "bell")


def test_only_single_stems_are_terms(analyzer: Analyzer) -> None:
    """Not what is short for two words; in the order of the alphabet."""
    synonyms = Synonyms(analyzer, same=[["whistle", "don't"]], apart=[["bells", "horn"]])
    assert [*synonyms.terms.items()] == [("bells", "bell"), ("horn", "horn"), ("whistle", "whistl")]


def test_a_length_keeps_the_words_it_was_typed_in(analyzer: Analyzer) -> None:
    synonyms = Synonyms(analyzer, sizes=(0.2, 2.0))
    tokens = synonyms.tokens(analyzer.span("nodes under 2 mm"))
    assert tokens == [Token("node", "nodes"), Token("size:1", "under 2 mm")]


def test_synonyms_are_restored_from_their_tables(analyzer: Analyzer) -> None:
    """Which are JSON, and say what each phrase is read as."""
    synonyms = Synonyms(analyzer, same=GROUPS, apart=[["drug", "horn"]], sizes=(0.2, 2.0))
    tables = json.loads(json.dumps(synonyms.tables()))
    assert tables == {
        "sizes": [0.2, 2.0],
        "replacements": [
            [["drug"], ["medicin"]],
            [["drug", "treatment"], ["chemotherapi"]],
            [["drug", "treatment", "plan"], ["dose"]],
        ],
        "apart": [[["horn"], ["medicin"]]],
        "terms": {
            "chemotherapy": "chemotherapi", "dose": "dose", "drug": "drug", "horn": "horn",
            "medicine": "medicin",             "pill": "pill", "plan": "plan", "treatment": "treatment",
        },
    }  # fmt: skip
    restored = Synonyms.from_tables(analyzer, tables)
    assert json.loads(json.dumps(restored.tables())) == tables
    assert restored.apart == synonyms.apart
    assert restored.stems("drug treatment plan of 2 mm, drugs") == ("dose", "of", "size:2", "medicin")
    assert restored.without_sizes().stems("drug of 2 mm") == ("medicin", "of", "2mm")
    assert restored.sizes == [0.2, 2.0]
