"""Small talk, recognised before any question is matched."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.dialogue.small_talk import Recognised, SmallTalkIndex, SmallTalkMatches
from footnote.record import replace
from footnote.text import Kind, Language, SmallTalk


@pytest.fixture(name="index", scope="module")
def _index(english: Language) -> SmallTalkIndex:
    """The small talk that every English bank shares."""
    return SmallTalkIndex(english)


def matches(index: SmallTalkIndex, english: Language, typed: str) -> SmallTalkMatches:
    return index.recognise(english.spoken(typed))


def name(recognised: Recognised | None) -> str | None:
    return recognised.small_talk.id if recognised else None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("please can I speak to a real nurse about micromets?", "person"),
        ("should I really refuse the radiation", "personal"),
        ("was this my fault", "personal"),
        ("will my radiation be on monday", None),
        ("how big are micrometastases", None),
    ],
)
def test_what_must_not_wait_is_recognised_anywhere(
    index: SmallTalkIndex, english: Language, typed: str, expected: str | None
) -> None:
    """Whatever stands around it, and with a slip of the finger."""
    assert name(matches(index, english, typed).anywhere) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Hello!", "greeting"),
        ("hi there, how are you?", "greeting"),
        ("thanks a lot", "thanks"),
        ("Thanks, bye", "goodbye"),
        ("ok thank you so much", "thanks"),
        ("Hello, can you help me?", "help"),
        ("so r u human or wot", "identity"),
        ("hello, what is a micromet", None),
        ("does chemo help", None),
        ("is she going to be ok with radiation", None),
        ("is my wife going to be ok", None),
        ("", None),
        ("the of and", None),
    ],
)
def test_small_talk_counts_where_nothing_else_is_said(
    index: SmallTalkIndex, english: Language, typed: str, expected: str | None
) -> None:
    """A question with a greeting is a question."""
    assert name(matches(index, english, typed).alone) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("i can't go on", "gap"),
        ("i can't any more go on", "gap"),
        ("i can't like this now go on", "gap"),
        ("i can't like this any more go on", None),
    ],
)
def test_a_gap_is_up_to_three_words(english: Language, typed: str, expected: str | None) -> None:
    """Of none as well."""
    own = replace(english, small_talk=(small_talk("gap", "can't … go on", anywhere=True),))
    assert name(matches(SmallTalkIndex(own), english, typed).anywhere) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("so thanks", "thanks"),
        ("so then thanks", None),
        ("thanks for it all", "thanks"),
        ("thanks for it all again", None),
        ("so then thanks a lot", "thanks"),
        ("so then again thanks a lot", "thanks"),
        ("so then once again thanks a lot", None),
    ],
)
def test_small_talk_is_half_of_what_is_said_or_opens_it(
    index: SmallTalkIndex, english: Language, typed: str, expected: str | None
) -> None:
    """A quarter is enough where it comes first; the rest are words that say little."""
    assert name(matches(index, english, typed).alone) == expected


def test_what_the_file_puts_first_counts(index: SmallTalkIndex, english: Language) -> None:
    """A wish for a person before a personal question, wherever the two stand."""
    typed = "should i refuse the radiation, or can i talk to a person"
    assert name(matches(index, english, typed).anywhere) == "person"


def small_talk(id: str, *wordings: str, kind: Kind = "smalltalk", anywhere: bool = False) -> SmallTalk:
    return SmallTalk(id, kind, "urgent" if kind == "handoff" else None, anywhere, wordings, "")


@pytest.fixture(name="own", scope="module")
def _own(english: Language) -> SmallTalkIndex:
    """Small talk that shows which of several wordings counts."""
    return SmallTalkIndex(
        replace(
            english,
            small_talk=(
                small_talk("alarm", "fire … … house", "red alert", kind="handoff", anywhere=True),
                small_talk("gap", "… smoke", anywhere=True),
                small_talk("short", "thunder"),
                small_talk("long", "thunder and lightning", "lightning strikes twice"),
                small_talk("worry", "awful", "awful dread", kind="handoff"),
                small_talk("later", "red alert drill", anywhere=True),
            ),
        )
    )


@pytest.mark.parametrize(
    ("typed", "wording"),
    [
        ("fire house", "fire … … house"),
        ("a fire one two three house", "fire … … house"),
        ("a fire one two three four house", None),
        ("red alert drill", "red alert"),
        ("rde alerrt", None),
        ("red alert", "red alert"),
        ("smoke", None),
        ("big smoke", None),
        ("red", None),
        ("red big alert", None),
        ("alert red", None),
    ],
)
def test_the_wording_that_counts_anywhere(
    own: SmallTalkIndex, english: Language, typed: str, wording: str | None
) -> None:
    """Of several what the file has first. A gap stands between two words."""
    recognised = matches(own, english, typed).anywhere
    assert (recognised and recognised.wording) == wording


@pytest.mark.parametrize(
    ("typed", "wording"),
    [
        ("thunder", "thunder"),
        ("thunder and lightning", "thunder and lightning"),
        ("thunder so lightning strikes twice", "lightning strikes twice"),
        ("lightning strikes twice thunder and lightning", "thunder and lightning"),
        ("thunder thunder", "thunder"),
        ("thunder roses", None),
        ("roses thunder", None),
        ("lightning", None),
        ("thunder so and lightning", None),
    ],
)
def test_the_wording_that_counts_alone(
    own: SmallTalkIndex, english: Language, typed: str, wording: str | None
) -> None:
    """The longest from each word on; of those found the longest, and of equals the last."""
    recognised = matches(own, english, typed).alone
    assert (recognised and recognised.wording) == wording


@given(st.text())
def test_any_text_is_small_talk_or_not(index: SmallTalkIndex, english: Language, text: str) -> None:
    """Whatever is typed, nothing raises."""
    matches(index, english, text)
