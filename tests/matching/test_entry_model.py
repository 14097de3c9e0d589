"""How well a question fits an entry as a whole: what its words tell, what is new, and the letters."""

from __future__ import annotations

import pickle
from math import log

import pytest

from footnote.bank import default_language
from footnote.matching.entry_model import LITTLE, MOST, SURER, TOLD, UNSURE, Profiles, View
from footnote.matching.index import Index
from footnote.matching.matcher import Matcher
from footnote.matching.query import QueryBuilder
from footnote.text import Analyzer, Synonyms

Wordings = list[tuple[str, str]]


class Room:
    """The profiles of a small bank, with what it takes to put a question to them."""

    def __init__(self, wordings: Wordings) -> None:
        language = default_language()
        synonyms = Synonyms(Analyzer(language))
        stems = [synonyms.stems(text) for _, text in wordings]
        self.index = Index([entry for entry, _ in wordings], stems, language.filler_stems)
        self.queries = QueryBuilder(synonyms, self.index)
        self.profiles = Profiles(self.index, [text for _, text in wordings], language)
        self.span = synonyms.analyzer.span

    def view(self, question: str) -> View:
        return self.profiles.view(self.queries.build(self.span(question)))

    def score(self, view: View) -> dict[str, float]:
        """What each entry scores, beside what its nearest wordings do for it."""
        names = enumerate(self.index.names)
        return {entry: round(self.profiles.score(view, number, 0.0), 9) for number, entry in names}

    def told(self, question: str) -> dict[str, float]:
        """What the words of a question count to each entry, strange or not."""
        view = self.view(question)
        dumb = [seen._replace(counts=0.0) for seen in view.words]
        return differences(self.score(view), self.score(view._replace(words=dumb)))

    def new(self, question: str) -> dict[str, float]:
        """What it counts to each entry that words which say something are new to it."""
        view = self.view(question)
        known = [seen._replace(weight=0.0) for seen in view.words]
        return differences(self.score(view), self.score(view._replace(words=known)))


def differences(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {entry: round(score - other[entry], 9) for entry, score in one.items()}


WHO = [
    ("person", "who sends the parcel"),
    ("person", "who is it that sends parcels"),
    ("time", "when is the parcel sent"),
    ("time", "when do they send parcels"),
]


@pytest.mark.parametrize(
    ("typed", "uses", "does_not"),
    [
        ("who sends the parcel", "person", "time"),
        ("when sends the parcel", "time", "person"),
        ("wen sends the parcel", "time", "person"),
    ],
)
def test_a_word_speaks_for_the_entry_that_uses_it_more_often(typed: str, uses: str, does_not: str) -> None:
    """And against the one that uses it more rarely, mistyped or not."""
    told = Room(WHO * 20).told(typed)
    assert told[uses] > 0.0 > told[does_not]


def test_a_word_that_all_use_alike_tells_nothing() -> None:
    """And neither does one that nobody uses."""
    assert Room(WHO).told("parcel") == {"person": 0.0, "time": 0.0}
    assert Room(WHO).told("umbrella") == {"person": 0.0, "time": 0.0}


def test_what_a_word_tells_is_what_it_shares_with_the_entry() -> None:
    """The pointwise mutual information, with as many wordings like all others as are not believed."""
    room = Room([("known", "parcel")] * 60 + [("other", "battery")] * 60)
    own, rich = 60 / (60 / 120), (120 / (120 + 100 * 2)) ** 2
    counted = TOLD * (1 + SURER * rich) * log((own + UNSURE) / (60 + UNSURE))
    assert room.told("parcel")["known"] == pytest.approx(counted)
    assert room.told("parcel")["other"] == pytest.approx(
        TOLD * (1 + SURER * rich) * log(UNSURE / (60 + UNSURE))
    )


def test_no_single_word_decides_by_telling() -> None:
    """However many wordings an entry has with it, and others without."""
    room = Room([("known", "parcel")] * 2_000 + [("other", f"battery {n}") for n in range(2_000)])
    bound = TOLD * (1 + SURER) * MOST
    assert -bound <= room.told("parcel")["other"] < room.told("parcel")["known"] <= bound


def test_a_word_that_says_little_tells_less() -> None:
    """Of two that are used alike, the one that anybody may use."""
    bank = [("known", "parcel please who")] * 60 + [("other", "battery")] * 60
    told = Room(bank).told
    assert told("please")["known"] == pytest.approx(LITTLE * told("parcel")["known"])
    assert told("who")["known"] == told("parcel")["known"]  # what is asked for, no courtesy


def test_the_more_an_entry_was_asked_the_more_a_missing_word_tells() -> None:
    """Of two wordings chance may have left it out."""
    bank = [*WHO * 3, *(("place", "where is the parcel sent") for _ in range(40))]
    told = Room(bank).told("who")
    assert told["place"] < told["time"] < 0.0 < told["person"]


NEW = [
    ("known", "send the parcel"),
    ("known", "sending a parcel"),
    ("known", "is the parcel sent by post"),
    ("known", "posting the parcel"),
    ("once", "send the battery"),
    ("each", "what is a bell"),
    ("each", "what is the whistle"),
    ("each", "what is that drum"),
    *[("other", "tents")] * 2_000,
]


def test_a_new_word_tells_more_against_an_entry_whose_words_are_known() -> None:
    """Of an entry asked in few ways, or in new words each time, the next may be new as well.

    That its wordings share the words that say little makes it no better known.
    """
    counted = Room(NEW).new("send the umbrella")
    assert counted["known"] < counted["once"] == counted["each"] == 0.0


def test_a_new_word_tells_the_more_the_more_ways_to_ask_a_bank_knows() -> None:
    """Of few wordings any word may be missing by chance."""
    few, many = Room(NEW[:8]).new("send the umbrella"), Room(NEW).new("send the umbrella")
    assert many["known"] < few["known"] < 0.0


def test_a_word_is_as_new_as_it_is_unlike_those_the_entry_has() -> None:
    """A slip of the finger is not new, and nothing that says little ever is."""
    room = Room(NEW)
    assert room.new("send the parcel")["known"] == 0.0
    assert room.new("perhaps send it to me")["known"] == 0.0
    assert 0.0 > room.new("send the parcle")["known"] > room.new("send the umbrella")["known"]


def test_a_word_that_may_stand_for_several_is_no_newer_than_the_nearest_that_the_entry_has() -> None:
    """Who types "bellt" may mean a bell or a belt."""
    room = Room([*NEW, ("belt", "the belt is off"), ("belt", "a belt that is off"), ("belt", "belt off")])
    assert 0.0 > room.new("bellt off")["belt"] > room.new("umbrella off")["belt"]


def test_pickled_profiles_score_the_same() -> None:
    """Before anything was asked, and after."""
    room = Room(WHO + NEW)
    views = [room.view(question) for question in ("who sends the parcle", "whistle by post", "how is it")]
    fresh = pickle.loads(pickle.dumps(room.profiles))  # noqa: S301
    scores = [room.score(view) for view in views]
    used = pickle.loads(pickle.dumps(room.profiles))  # noqa: S301
    for room.profiles in (fresh, used):
        assert [room.score(view) for view in views] == scores


def test_pickled_profiles_keep_what_was_worked_out() -> None:
    """The letters packed, the rest as it is; and not only the first time."""
    room = Room(WHO)
    room.profiles.score(room.view("who sends the parcel"), 1, 0.0)
    once = pickle.loads(pickle.dumps(room.profiles))  # noqa: S301
    again = pickle.loads(pickle.dumps(once))  # noqa: S301
    for kept in map(vars, (once, again)):
        assert kept["_letters"] == {}
        assert kept["_packed"].keys() == kept["_settled"].keys() == {1}
    room.profiles.warm()
    assert vars(pickle.loads(pickle.dumps(room.profiles)))["_packed"].keys() == {0, 1}  # noqa: S301


def test_letters_count_for_the_entry_that_has_them() -> None:
    """The endings and small words that no stem has."""
    room = Room(WHO)
    view = room.view("who is it that sends the parcels")
    gained = differences(room.score(view), room.score(view._replace(trigrams=[])))
    assert gained["person"] > gained["time"] > 0.0


def test_one_word_of_a_topics_own_turns_a_question() -> None:
    """All but one are the words of what is asked far more often."""
    often = [("taken", f"{verb} the tablet with water") for verb in ("take", "swallow", "have")] * 100
    names = [("name", "name of the tablet"), ("name", "what is the tablet called, its name")] * 30
    assert Matcher([*often, *names]).rank("name of the tablet to take")[0].entry == "name"
