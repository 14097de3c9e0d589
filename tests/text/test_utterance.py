"""Utterances: what was typed, as spans of words that know where they stand."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given, strategies as st

from footnote.text import EMPTY_SPAN, Analyzer, Measurement, Span, Word, fold, printable, words

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
TYPED = st.lists(
    st.sampled_from(
        "don't er+ pr- im 3 mm 0.2 over mm, café FOLLOW-UP? yes! ok. - “so” (it) \n Hi".split(" ")
    )
).map(" ".join)
TEXTS = TYPED | ANY_TEXT


def typed(span: Span, at: int) -> str:
    """What stands in a span's text where its word of this number should."""
    word = span.words[at]
    start = word.start - span.offset
    length = len(word.measurement.text) if word.measurement else len(word.text)
    return span.text[start : start + length]


def assert_words_stand_where_they_say(span: Span) -> None:
    for at, word in enumerate(span.words):
        stands = word.measurement.text if word.measurement else word.text
        assert typed(span, at) == stands
        if word.measurement:
            assert word.measurement.start == word.start
            assert word.measurement.end == word.start + len(stands)


@given(TEXTS)
@example("is it don't-2mm er+")
def test_any_text_is_parsed(analyzer: Analyzer, text: str) -> None:
    """Into spans whose words stand where they say."""
    utterance = analyzer.parse(text)
    assert utterance.text == printable(text)
    for span in (utterance.whole, utterance.background, *utterance.questions):
        assert_words_stand_where_they_say(span)


@given(TEXTS)
def test_the_words_of_an_utterance_are_those_of_its_text(analyzer: Analyzer, text: str) -> None:
    """Whatever sentences it has; a length is one word of several."""
    whole = analyzer.parse(text).whole
    assert whole.plain.split() == words(fold(text))
    assert analyzer.whole(text) == whole
    assert analyzer.span(text).plain.split() == words(fold(text))


@given(TEXTS)
def test_the_parts_of_a_message_are_parts_of_what_was_typed(analyzer: Analyzer, text: str) -> None:
    """Nothing is made up, and no word is in two of them."""
    utterance = analyzer.parse(text)
    parts = [word.text for span in (*utterance.questions, utterance.background) for word in span.words]
    rest = [word.text for word in utterance.whole.words]
    for part in parts:
        assert part in rest
        rest.remove(part)


@given(TEXTS, TEXTS, TEXTS)
def test_spans_are_put_together_as_texts_are(analyzer: Analyzer, one: str, other: str, last: str) -> None:
    """The words of both, in their order and place, however they are grouped."""
    spans = [analyzer.span(text) for text in (one, other, last)]
    left, right = spans[0] + spans[1] + spans[2], spans[0] + (spans[1] + spans[2])
    assert left == right
    assert left.plain == " ".join(filter(None, (span.plain for span in spans)))
    assert left.expanded == tuple(word for span in spans for word in span.expanded)
    assert_words_stand_where_they_say(left)


def test_a_span_without_words_adds_nothing(analyzer: Analyzer) -> None:
    """Neither before nor after."""
    span = analyzer.span("how big")
    assert EMPTY_SPAN + span == span + EMPTY_SPAN == span + analyzer.span("?!") == span


@given(TEXTS, st.integers(0, 20))
def test_a_rest_of_a_span_keeps_what_follows(analyzer: Analyzer, text: str, number: int) -> None:
    """From the beginning of any word on, and after the rest again."""
    span = analyzer.span(text)
    assume(span.words)
    at = number % len(span.words)
    rest = span.after(span.words[at].start - span.offset)
    assert rest.words == span.words[at:]
    assert span.text.endswith(rest.text)
    assert rest.after(0) == rest
    assert_words_stand_where_they_say(rest)


def test_a_rest_begins_with_no_space(analyzer: Analyzer) -> None:
    """So that it reads like a sentence, and knows where it stands all the same."""
    rest = analyzer.span("dear all,  how big is it").after(9)
    assert (rest.text, rest.offset) == ("how big is it", 10)
    both = analyzer.span("my node") + rest
    assert both.text == "my node how big is it"
    assert_words_stand_where_they_say(both)


def test_what_is_beyond_the_longest_message_is_not_read(analyzer: Analyzer) -> None:
    """A text that is pasted by accident costs little; it comes back whole."""
    text = "a " * 8_000 + "roses"
    utterance = analyzer.parse(text)
    assert utterance.text == text
    assert len(utterance.whole.words) == 4_000
    assert 7_000 < len(analyzer.parse("ﷺ" * 8_000).whole.text) <= 8_000  # one character becomes eighteen
    assert len(analyzer.parse("ﷺ" * 2_000).whole.text) <= 3_000  # and makes no line four times as long
    assert analyzer.parse("the Prophet ﷺ " * 20 + "how big is it").whole.plain.endswith("how big is it")


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("the nodes of 3 mm", ["the", "node", "of", "<3.0>"]),
        ("don't over 2 cm", ["do", "not", "<20.000000000000004>"]),
        ("nodes, 5 mm", ["node", "<5.0>"]),
        ("0.2 and mm", ["0", "2", "and", "mm"]),
    ],
)
def test_a_text_of_a_bank_is_read_as_what_is_typed(analyzer: Analyzer, text: str, stems: list[str]) -> None:
    """Faster, and with the same stems."""

    def size(value: float) -> str:
        return f"<{value}>"

    assert list(analyzer.stems(text, size)) == stems
    assert [stem for word in analyzer.span(text).words for stem in word.stems_with(size)] == stems


@given(TEXTS)
def test_texts_of_a_bank_and_what_is_typed_come_out_alike(analyzer: Analyzer, text: str) -> None:
    """So that a wording matches itself, whatever stands in it."""
    span = analyzer.span(text)
    assert analyzer.stems(text, str) == tuple(stem for word in span.words for stem in word.stems_with(str))


def test_a_default_unit_is_written_after_a_number(analyzer: Analyzer) -> None:
    """And makes a length of it."""
    span = analyzer.with_default_unit(analyzer.span("and 0.1?"), 7)
    assert span.text == "and 0.1 mm?"
    assert span.measurements == (Measurement(0.1, 4, 10, "0.1 mm", exact=True),)


def test_a_word_knows_what_it_stands_for_and_where(analyzer: Analyzer) -> None:
    assert analyzer.span("It's nodes, nodes of under 2 mm").words == (
        Word("it's", 0, ("it", "is"), ("it", "is")),
        Word("nodes", 5, ("nodes",), ("node",)),
        Word("nodes", 12, ("nodes",), ("node",)),
        Word("of", 18, ("of",), ("of",)),
        Word(
            "under 2 mm",
            21,
            ("under", "2", "mm"),
            (),
            Measurement(1.9999999999999998, 21, 31, "under 2 mm", False, 0.0, 1.9999999999999998),
        ),
    )
