"""Phrases that a bank calls the same, and phrases that it keeps apart."""

from __future__ import annotations

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
    assert synonyms.with_sizes(None).stems("of 2 mm") == ("of", "2mm")
