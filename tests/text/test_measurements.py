"""Lengths as people write them, all in millimeters."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, strategies as st

from footnote.record import replace
from footnote.text import Language, fold


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("3 mm", 3.0),
        ("0.8mm", 0.8),
        (".1 mm", 0.1),
        ("1,5 mm", 1.5),
        ("0,15 mm", 0.15),
        ("1500 microns", 1.5),
        ("1,500 microns", 1.5),
        ("300um", 0.3),
        ("300 µm", 0.3),
        ("2 1/2 mm", 2.5),
        ("2½ mm", 2.5),
        ("2 1/4 mm", 2.25),
        ("2 and a half mm", 2.5),
        ("1·5 mm", 1.5),
        ("0·2 mm", 0.2),
        ("point 1 mm", 0.1),
        ("1 point 5 mm", 1.5),
        ("1,850 µm", 1.85),
        ("1.850 µm", 1.85),
        ("1.85 µm", 0.00185),
        ("1.850 mm", 1.85),
        ("0.05 cm", 0.5),
        ("2 inches", 50.8),
        ("3-mm node", 3.0),
        ("two millimeters", 2.0),
        ("a millimetre", 1.0),
        ("half a millimetre", 0.5),
        ("a quarter of a millimeter", 0.25),
        ("½ mm", 0.5),
        ("one and a half mm", 1.5),
        ("zero point five mm", 0.5),
        ("１．５ｍｍ", 1.5),
        ("0.2-2mm", 1.1),
        ("between 0.2 and 2 mm", 1.1),
        ("0.2 mm to 2 mm", 1.1),
        ("1 cm to 20 mm", 15.0),
        ("from 1 to 3 mm", 2.0),
        ("1,500,000 microns", 1500.0),
        ("12,345 microns", 12.345),
        ("1,50 mm", 1.5),
        ("12,34 mm", 12.34),
        ("0,500 mm", 0.5),
        ("1/2 mm", 0.5),
        ("1/10 mm", 0.1),
        ("a third of a mm", 1 / 3),
        ("one half mm", 0.5),
        ("a half mm", 0.5),
        ("a tenth of mm", 0.1),
        ("two and a quarter mm", 2.25),
        ("three tenths of a mm", 0.3),
        ("three quarters of a millimeter", 0.75),
        ("a millimeter and a half", 1.5),
        ("0.5 not 5 mm", 0.5),
        ("0.5, not 5 mm", 0.5),
        ("point five mm", 0.5),
        ("two point five mm", 2.5),
        ("zero mm", 0.0),
        ("twelve mm", 12.0),
        ("an inch", 25.4),
        ("0.5-inch", 12.7),
    ],
)
def test_a_length_is_read_however_it_is_written(english: Language, typed: str, value: float) -> None:
    """Digits, decimal commas, words, fractions, ranges (by their middle), any unit."""
    (length,) = english.measurements.find(fold(f"Is it {typed}?"))
    assert math.isclose(length.value, value)


@pytest.mark.parametrize(
    "less",
    [
        "less than 0.2 mm",
        "under .2mm",
        "< 0.2 mm",
        "<0.2mm",
        "below 200 microns",
        "not even 0.2 mm",
        "smaller then 0.2mm",
        "smaller as 0.2 mm",
        "short of 0.2 mm",
        "under the 0.2 mm mark",
        "tinier deposits than 0.2 mm",
        "shorter in width than 0.2 mm",
    ],
)
def test_less_than_a_length_is_just_under_it(english: Language, less: str) -> None:
    """So that "under 2 mm" falls into the band that ends at 2."""
    (length,) = english.measurements.find(less)
    assert 0.199 < length.value < 0.2


@pytest.mark.parametrize(
    "more",
    [
        "more than 2 mm",
        "over 2mm",
        "> 2 mm",
        "bigger than 0.2 cm",
        "past 2 mm",
        "beyond 2 mm",
        "over the 2 mm mark",
        "larger deposits than 2 mm",
        "longer from here than 2 mm",
        "bigger as 2mm",
        "bigger then 2 mm",
        "exceeds 2 mm",
        "exceeding the 2 mm",
        "upwards of 2 mm",
    ],
)
def test_more_than_a_length_is_just_over_it(english: Language, more: str) -> None:
    """So that "over 2 mm" does not fall into the band that ends with 2."""
    (length,) = english.measurements.find(more)
    assert 2.0 < length.value < 2.001


@pytest.mark.parametrize(
    "limit",
    [
        "not more than 2 mm",
        "no bigger than 2 mm",
        "no larger deposits than the 2 mm",
        "never over 2mm",
        "not under 2 mm",
        "no smaller then 2 mm",
        "at most 2 mm",
        "at least 2 mm",
        "up to 2 mm",
    ],
)
def test_a_limit_is_the_length_itself(english: Language, limit: str) -> None:
    """So that "no bigger than 2 mm" falls into the band that ends with 2; but it is not one length."""
    (length,) = english.measurements.find(limit)
    assert (length.value, length.text, length.exact) == (2.0, limit, False)


@pytest.mark.parametrize("typed", ["two mil", "2mil", "2 mils", "2 mm"])
def test_millimeters_are_also_called_mil(english: Language, typed: str) -> None:
    """As people say it; and that is one length."""
    (length,) = english.measurements.find(typed)
    assert (length.value, length.exact, english.measurements.may_end(length.text)) == (2.0, True, True)


def test_only_what_is_compared_goes_with_a_length(english: Language) -> None:
    """A comparison that begins far before it is about something else."""
    (length,) = english.measurements.find("is it bigger now that they say rather than 2 mm")
    assert (length.value, length.text) == (2.0, "2 mm")


@pytest.mark.parametrize(
    "typed",
    [
        "3 nodes",
        "in mm",
        "mm",
        "1/0 mm",
        "v1.2.3 mm",
        "5 mmol",
        "stage 2",
        "3 m m",
        "2 million cells",
        "2 mill",
    ],
)
def test_what_is_no_length_is_none(english: Language, typed: str) -> None:
    """A number alone, a unit alone, and what only begins like one."""
    assert english.measurements.find(typed) == []


def test_a_length_says_where_it_stands(english: Language) -> None:
    """The words can be given back as they were typed."""
    text = "one of 3 mm, one of less than 0.2 mm"
    lengths = english.measurements.find(text)
    assert [length.text for length in lengths] == ["3 mm", "less than 0.2 mm"]
    assert [text[length.start : length.end] for length in lengths] == [length.text for length in lengths]


@given(st.text("0123456789.,/-<> andhilfmsu", max_size=40))
def test_every_length_ends_in_a_word_that_may_end_one(english: Language, text: str) -> None:
    """Readers look for lengths only where such a word is; and nothing raises."""
    for length in english.measurements.find(fold(text)):
        assert length.value >= 0
        assert english.measurements.may_end(length.text)


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("3 mm", True),
        ("half a millimetre", True),
        ("under 2 mm", False),
        ("over 2mm", False),
        ("1-2 mm", False),
        ("past 2 mm", False),
        ("not even 2 mm", False),
        ("at most 2 mm", False),
    ],
)
def test_whether_it_is_one_length(english: Language, typed: str, exact: bool) -> None:  # noqa: FBT001
    """Of a range nothing is said but the answer: "under 2 mm is smaller than 2 mm" helps nobody."""
    assert [length.exact for length in english.measurements.find(typed)] == [exact]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("over yon 2 mm", math.nextafter(2.0, math.inf)),
        ("over the 2 mm", math.nextafter(2.0, math.inf)),
        ("one plus a half mm", 1.5),
        ("one and a half mm", 1.5),
        ("half out a mm", 0.5),
        ("two dot five mm", 2.5),
        ("comma five mm", 0.5),
        ("two c+ five mm", 2.5),
    ],
)
def test_a_language_may_have_several_words_for_a_part_of_a_length(
    english: Language, typed: str, value: float
) -> None:
    """Whatever characters are in them."""
    terms = {
        **english.grammar["measurements"],
        "the": "the yon",
        "fraction_of": "of out",
        "fraction_and": "and plus",
        "point": "dot comma c+",
    }
    language = replace(english, grammar={**english.grammar, "measurements": terms})
    (length,) = language.measurements.find(typed)
    assert length.value == value
    assert length.text == typed


def test_a_language_may_have_no_words_for_parts_of_lengths(english: Language) -> None:
    """Digits and units are enough."""
    terms = english.grammar["measurements"]
    kept = {
        name: value if name in ("units", "endings", "default_unit") else type(value)()
        for name, value in terms.items()
    }
    language = replace(english, grammar={**english.grammar, "measurements": kept})
    assert [length.value for length in language.measurements.find("1.5 mm, one mm, half a mm, 1/2 cm")] == [
        1.5,
        5.0,
    ]


@pytest.mark.parametrize(
    ("text", "perhaps"),
    [("it is 2 mm big", True), ("inches", True), ("ten meters", True), ("the node", False)],
)
def test_a_text_with_a_unit_in_it_may_hold_a_length(english: Language, text: str, *, perhaps: bool) -> None:
    assert english.measurements.may_be_in(text) == perhaps
    assert english.measurements.default_unit == "mm"


@pytest.mark.parametrize(
    ("text", "whole"), [("from 1 to 3 mm", True), ("between 1 and 3 mm", True), ("and 3 mm", False)]
)
def test_the_words_around_a_range_belong_to_it(english: Language, text: str, *, whole: bool) -> None:
    (length,) = english.measurements.find(text)
    assert (length.text == text) == whole
    assert length.exact != whole
