"""How well a question fits an entry as a whole: the order of words, what is asked with, and what is new."""

from __future__ import annotations

import pickle

import pytest

from bot.index import Index
from bot.match import Matcher
from bot.profile import RAREST, UNASKED, Profiles, View
from bot.query import Seeker
from bot.reading import Reader

Wordings = list[tuple[str, str]]


class Room:
    """The profiles of a small bank, with what it takes to put a question to them."""

    def __init__(self, wordings: Wordings) -> None:
        reader = Reader()
        stems = [reader.stems(text) for _, text in wordings]
        self.index = Index([entry for entry, _ in wordings], stems, reader.filler)
        self.seeker = Seeker(reader, self.index)
        self.profiles = Profiles(self.index, [text for _, text in wordings], reader.filler)

    def view(self, question: str) -> View:
        stems = [token.stem for token in self.seeker.read(question)]
        return self.profiles.view(question, self.seeker.seek(question), stems)

    def score(self, view: View) -> dict[str, float]:
        """What each entry scores, beside what its nearest wordings do for it."""
        names = enumerate(self.index.names)
        return {entry: round(self.profiles.score(view, number, 0.0), 9) for number, entry in names}

    def asked(self, question: str) -> dict[str, float]:
        """What it counts to each entry which question words were typed."""
        view = self.view(question)
        return differences(self.score(view), self.score(view._replace(asking=[])))

    def ordered(self, question: str) -> dict[str, float]:
        """What it counts to each entry in which order words were typed."""
        view = self.view(question)
        return differences(self.score(view), self.score(view._replace(bigrams=[])))

    def new(self, question: str) -> dict[str, float]:
        """What it counts to each entry that words which say something are new to it."""
        view = self.view(question)
        silent = view._replace(words=[(weight, False, reach) for weight, _, reach in view.words])
        return differences(self.score(view), self.score(silent))


def differences(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    return {entry: round(score - other[entry], 9) for entry, score in one.items()}


# Every word begins and ends with a t: in whatever order, their letters are the same.
ORDERS = [
    ("tablet-first", "tablet trumpet teapot"),
    ("tablet-first", "tablet trumpet toast"),
    ("trumpet-first", "trumpet tablet teapot"),
    ("trumpet-first", "trumpet tablet toast"),
]
OFTEN = 200
"""Times that a bank holds each wording, where it is to know nearly all ways to ask."""


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("tablet trumpet", "tablet-first"),
        ("trumpet tablet", "trumpet-first"),
        ("trumpet tablet toast", "trumpet-first"),
        ("tabblet trumpett", "tablet-first"),
        ("trumpte tablte", "trumpet-first"),
        ("trumpet", "trumpet-first"),
    ],
)
def test_the_order_of_words_counts(typed: str, entry: str) -> None:
    """Whether sleep causes pain or pain sleep; in mistyped words too, and to the first word alone."""
    first, second = Matcher(ORDERS * OFTEN).rank(typed)
    assert first.entry == entry
    assert first.confidence > second.confidence


def test_order_counts_the_more_the_more_ways_to_ask_a_bank_knows() -> None:
    """Of few wordings none may be in the order that is asked next."""
    few, many = (
        Room(ORDERS * 10 + [("other", "tents")] * times).ordered("tablet trumpet teapot")["tablet-first"]
        for times in (1, 2_000)
    )
    assert many > 2 * few > 0.0


def test_a_pair_of_words_that_nobody_wrote_speaks_for_no_entry() -> None:
    """The more of a question nobody ever put so, the less the rest of its order tells."""
    room = Room(ORDERS * OFTEN)
    plain, strange = (room.ordered(question) for question in ("tablet trumpet", "tablet trumpet umbrella"))
    assert plain["tablet-first"] - plain["trumpet-first"] > strange["tablet-first"] - strange["trumpet-first"]


WHO = [
    ("person", "who sends the parcel"),
    ("person", "who is it that sends parcels"),
    ("time", "when is the parcel sent"),
    ("time", "when do they send parcels"),
]


@pytest.mark.parametrize(
    ("typed", "asks", "does_not"), [("who", "person", "time"), ("when", "time", "person")]
)
def test_a_question_word_that_an_entry_is_never_asked_with_counts_against_it(
    typed: str, asks: str, does_not: str
) -> None:
    """Who asks "who" wants no time."""
    counted = Room(WHO).asked(f"{typed} sends the parcel")
    assert counted[asks] == 0.0
    assert counted[does_not] < 0.0


def test_a_question_word_that_all_are_asked_with_alike_counts_for_nothing() -> None:
    """And neither does a word that is none, whoever uses it."""
    bank = [(entry, text.replace("who", "how").replace("when", "how")) for entry, text in WHO]
    assert Room(bank).asked("how are the parcels sent") == {"person": 0.0, "time": 0.0}
    assert Room(NEW).asked("post the whistle") == dict.fromkeys(["known", "once", "each", "other"], 0.0)


def test_one_question_word_alone_decides_little() -> None:
    """However many wordings an entry has without it: people ask for one thing in many ways."""
    bank = [("time", "when is the parcel sent")] * 200 + [("person", "who sends the parcel")] * 200
    assert Room(bank).asked("who sends the parcel") == {"time": round(UNASKED * RAREST, 9), "person": 0.0}


def test_the_more_an_entry_was_asked_the_more_a_missing_question_word_tells() -> None:
    """Of two wordings chance may have left it out."""
    bank = [*WHO, *(("place", "where is the parcel sent") for _ in range(9))]
    counted = Room(bank).asked("who sends the parcel")
    assert counted["place"] < counted["time"] < 0.0


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
        assert kept["_uses"].keys() == {"who"}


def test_letters_count_for_the_entry_that_has_them() -> None:
    """The endings and small words that no stem has."""
    room = Room(WHO)
    view = room.view("who is it that sends the parcels")
    gained = differences(room.score(view), room.score(view._replace(letters={})))
    assert gained["person"] > gained["time"] > 0.0
