"""How common words are: read from the text of a file, stored as checksums."""

from __future__ import annotations

import pytest

from footnote.text import NO_LEXICON, Language, Lexicon

FILE = """\
# A comment.
3: the
7.25: about house

18: tumour
"""


def canonical(word: str) -> str:
    return word.replace("our", "or")


def test_each_word_has_its_cost() -> None:
    """A word is also found in its canonical spelling."""
    lexicon = Lexicon.of(FILE, canonical)
    words = ("the", "about", "house", "tumour", "tumor", "abot", "")
    assert [lexicon.cost(word) for word in words] == [3.0, 7.25, 7.25, 18.0, 18.0, None, None]
    assert "about" in lexicon
    assert "abort" not in lexicon
    assert len(lexicon) == 5


def test_a_lexicon_comes_back_from_its_sections() -> None:
    lexicon = Lexicon.of(FILE, canonical)
    restored = Lexicon.from_sections(lexicon.to_sections())
    assert restored == lexicon != NO_LEXICON
    assert hash(restored) == hash(lexicon)
    assert lexicon != FILE


@pytest.mark.parametrize("line", ["the", "much: the", "-1: the", "64: the", ": the"])
def test_a_line_that_is_no_cost_and_words_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="the"):
        Lexicon.of(f"3: a\n{line}\n", canonical)


def test_no_lexicon_has_no_words() -> None:
    assert "the" not in NO_LEXICON
    assert len(NO_LEXICON) == 0


def test_english_has_its_words_in_both_spellings(english: Language) -> None:
    """The commoner a word is, the less it costs."""
    words = ("the", "hospital", "tumour", "tumor", "oestrogen", "estrogen", "a", "i")
    assert all(word in english.lexicon for word in words)
    assert not any(word in english.lexicon for word in ("hospitl", "teh", "x", "her2"))
    costs = [english.lexicon.cost(word) or 99.0 for word in ("the", "hospital", "mastectomy")]
    assert costs == sorted(costs)
