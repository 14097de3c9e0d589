"""How well a question fits an entry as a whole: association of words, unfamiliar words, and trigrams."""

from __future__ import annotations

from math import log

import pytest

from footnote.bank import default_language
from footnote.matching import Matcher, dump_matcher, restore_matcher
from footnote.matching.entry_model import EntryModel, QueryFeatures
from footnote.matching.index import Index
from footnote.matching.query import QueryBuilder
from footnote.record import replace
from footnote.text import Analyzer, Corrector, Synonyms

Wordings = list[tuple[str, str]]


class Bank:
    """The entry model of a small bank, with what it takes to put a question to it."""

    def __init__(self, wordings: Wordings) -> None:
        self.language = default_language()
        self.texts = [text for _, text in wordings]
        self.synonyms = Synonyms(Analyzer(self.language, Corrector.of(self.language, self.texts)))
        stems = [self.synonyms.stems(text) for text in self.texts]
        self.index = Index([entry for entry, _ in wordings], stems, self.language.filler_stems)
        self.queries = QueryBuilder(self.synonyms, self.index)
        self.model = EntryModel(self.index, self.texts, self.language)

    def restored(self) -> EntryModel:
        """The model as a compiled bank gives it back; the texts are only counted."""
        model = EntryModel(self.index, ["?"] * len(self.texts), self.language)
        model.restore(self.model.to_sections())
        return model

    def features(self, question: str) -> QueryFeatures:
        return self.model.features(self.queries.build(self.synonyms.analyzer.span(question)))

    def score(self, features: QueryFeatures, model: EntryModel | None = None) -> dict[str, float]:
        """What each entry scores without its nearest wordings."""
        score = (model or self.model).score
        return {
            entry: round(score(features, number, 0.0), 9) for number, entry in enumerate(self.index.names)
        }

    def association(self, question: str) -> dict[str, float]:
        """What the association of a question's words adds to the score of each entry."""
        features = self.features(question)
        none = [term._replace(association=0.0) for term in features.terms]
        return differences(self.score(features), self.score(features._replace(terms=none)))

    def novelty(self, question: str) -> dict[str, float]:
        """What unfamiliar words add to the score of each entry: 0 or less."""
        features = self.features(question)
        none = [term._replace(novelty=0.0) for term in features.terms]
        return differences(self.score(features), self.score(features._replace(terms=none)))


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
    association = Bank(WHO * 20).association(typed)
    assert association[uses] > 0.0 > association[does_not]


def test_a_word_that_all_entries_use_alike_has_no_association() -> None:
    """And neither has one that nobody uses."""
    assert Bank(WHO).association("parcel") == {"person": 0.0, "time": 0.0}
    assert Bank(WHO).association("umbrella") == {"person": 0.0, "time": 0.0}


def test_association_is_the_smoothed_mutual_information() -> None:
    """Of 120 wordings, 60 an entry, with 20 like all others added; the bank covers .14 of all ways to ask."""
    association = Bank([("known", "parcel")] * 60 + [("other", "battery")] * 60).association("parcel")
    assert association["known"] == pytest.approx(0.02 * (1 + 4 * (120 / 320) ** 2) * log(140 / 80))
    assert association["other"] == pytest.approx(0.02 * (1 + 4 * (120 / 320) ** 2) * log(20 / 80))


def test_no_single_word_decides() -> None:
    """However many wordings an entry has with it, and others without: 2.5 powers of e, a tenth of a score
    each.
    """
    bank = Bank([("known", "parcel")] * 3_000 + [("other", f"battery {n}") for n in range(90_000)])
    association = bank.association("parcel")
    assert association["known"] == pytest.approx(2.5 * 0.1, rel=0.01)
    assert association["other"] == pytest.approx(-2.5 * 0.1, rel=0.01)


def test_a_filler_word_has_half_the_association() -> None:
    """Of two that are used alike, the one that anybody may use; a question word counts whole."""
    association = Bank([("known", "parcel please who")] * 60 + [("other", "battery")] * 60).association
    assert association("please")["known"] == pytest.approx(0.5 * association("parcel")["known"])
    assert association("who")["known"] == association("parcel")["known"]


def test_question_words_are_those_of_the_language() -> None:
    bank = Bank([("known", "parcel please who")] * 60 + [("other", "battery")] * 60)
    plain = bank.association("please")["known"]
    words = {**bank.language.grammar["words"], "question_words": "please"}
    asking = replace(bank.language, grammar={**bank.language.grammar, "words": words})
    bank.model = EntryModel(bank.index, bank.texts, asking)
    assert bank.association("please")["known"] == pytest.approx(2 * plain)


def test_the_more_wordings_an_entry_has_the_more_a_missing_word_counts_against_it() -> None:
    """From two wordings chance may have left it out."""
    wordings = [*WHO * 3, *(("place", "where is the parcel sent") for _ in range(40))]
    association = Bank(wordings).association("who")
    assert association["place"] < association["time"] < 0.0 < association["person"]


def test_evidence_is_what_one_word_adds_to_the_score() -> None:
    bank = Bank(WHO * 20)
    (term,) = bank.queries.build(bank.synonyms.analyzer.span("who")).terms
    for number, entry in enumerate(bank.index.names):
        assert bank.model.evidence(term, number) == pytest.approx(bank.association("who")[entry])


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


def test_an_unfamiliar_word_counts_against_an_entry_whose_vocabulary_is_covered() -> None:
    """Of an entry asked in few ways, or in new words each time, the next may be new as well.

    That its wordings share filler words makes its vocabulary no better known.
    """
    novelty = Bank(NEW).novelty("send the umbrella")
    assert novelty["known"] < novelty["once"] == novelty["each"] == 0.0


def test_words_used_once_say_how_well_a_vocabulary_is_covered() -> None:
    """Of eight uses none is of a word used once, two are, or four; the other words of the question are the
    same.
    """
    tents = [("other", "tents")] * 2_000

    def novelty(*wordings: str) -> float:
        return Bank([*(("a", wording) for wording in wordings), *tents]).novelty("umbrella")["a"]

    every = novelty("bell drum", "bell drum", "bell drum", "bell drum")
    most = novelty("bell drum", "bell drum", "bell drum", "horn flute")
    half = novelty("bell drum", "bell drum", "horn flute", "harp oboe")
    assert every < most < half < 0.0
    # (1 - 1/9) ** 2, (1 - 3/9) ** 2 and (1 - 5/9) ** 2, but for what the size of the banks makes of it
    assert every / most == pytest.approx((8 / 6) ** 2, rel=0.01)
    assert every / half == pytest.approx((8 / 4) ** 2, rel=0.01)


def test_an_unfamiliar_word_counts_the_more_the_more_ways_to_ask_a_bank_covers() -> None:
    """In few wordings any word may be missing by chance."""
    few, many = Bank(NEW[:8]).novelty("send the umbrella"), Bank(NEW).novelty("send the umbrella")
    assert many["known"] < few["known"] < 0.0


def test_a_hundred_wordings_an_entry_cover_a_quarter_of_all_ways_to_ask() -> None:
    """If all words are unfamiliar, and all that were used were used often, 3 is lost, times the coverage."""
    bank = Bank([("a", "bell")] * 100 + [("b", "drum")] * 100)
    assert bank.novelty("umbrella")["a"] == pytest.approx(-3.0 * 0.25, rel=0.03)


def test_a_word_is_the_less_unfamiliar_the_more_it_is_like_one_of_the_entry() -> None:
    """A slip of the finger is not new, and a filler word never is."""
    bank = Bank(NEW)
    assert bank.novelty("send the parcel")["known"] == 0.0
    assert bank.novelty("perhaps send it to me")["known"] == 0.0
    assert 0.0 > bank.novelty("send the parcle")["known"] > bank.novelty("send the umbrella")["known"]


def test_a_word_that_may_stand_for_several_is_like_the_nearest_that_the_entry_uses() -> None:
    """Who types "bellt" may mean a bell or a belt."""
    bank = Bank([*NEW, ("belt", "the belt is off"), ("belt", "a belt that is off"), ("belt", "belt off")])
    assert 0.0 > bank.novelty("bellt off")["belt"] > bank.novelty("umbrella off")["belt"]


def test_a_mistyped_word_has_less_association_than_the_word() -> None:
    """As much less as it is less similar."""
    bank = Bank(WHO * 20)
    right, wrong = bank.association("when")["time"], bank.association("wheen")["time"]
    similarity = bank.features("wheen").terms[0].similarity
    assert similarity < 1.0
    assert wrong == pytest.approx(similarity * right)


def test_only_an_alternative_that_the_entry_uses_makes_a_word_familiar() -> None:
    bank = Bank([("a", "bell")] * 100 + [("b", "bell")] * 100)
    features = bank.features("bell")._replace(trigrams=[])
    term = features.terms[0]._replace(
        association=0.0, novelty=features.weight, by_entry={}, alternatives=[(0.7, {1: 100})]
    )
    scores = bank.score(features._replace(terms=[term]))
    assert scores["a"] == pytest.approx(-0.75, rel=0.03)
    assert scores["b"] == pytest.approx(0.3 * scores["a"])


def test_trigrams_count_for_the_entry_that_has_them() -> None:
    """The endings and small words that no stem has; .3 of a score at most."""
    bank = Bank(WHO)
    features = bank.features("who is it that sends the parcels")
    gain = differences(bank.score(features), bank.score(features._replace(trigrams=[])))
    assert 0.3 > gain["person"] > gain["time"] > 0.0


def test_the_trigrams_of_an_entry_are_those_of_its_wordings_in_a_row() -> None:
    """With a space between them: who types all of them has all trigrams, which are .3 of a score."""
    bank = Bank([("a", "drum"), ("a", "bell"), ("b", "whistle")])
    features = bank.features("bell drum")
    assert bank.score(features)["a"] - bank.score(features._replace(trigrams=[]))["a"] == pytest.approx(0.3)


def test_a_trigram_that_a_question_repeats_counts_once() -> None:
    trigrams = Bank(WHO).features("parcel parcel").trigrams
    assert len(trigrams) == len(set(trigrams))


def test_nearness_counts_seven_tenths() -> None:
    bank = Bank(WHO)
    features = bank.features("who")
    far, near = (bank.model.score(features, 0, nearness) for nearness in (0.0, 1.0))
    assert near - far == pytest.approx(0.7)


def test_the_order_of_wordings_changes_no_trigrams() -> None:
    """They reach across the ends of wordings, which are put in one order first."""
    forward, backward = Bank(WHO), Bank([*WHO[1::-1], *WHO[:1:-1]])
    for question in ("parcel who", "parcels who", "sent when", "parcels when"):
        assert forward.score(forward.features(question)) == backward.score(backward.features(question))


def test_a_restored_model_scores_the_same_to_the_last_bit() -> None:
    bank = Bank(WHO + NEW)
    restored = bank.restored()
    for question in ("who sends the parcle", "whistle by post", "how is it", "umbrella"):
        features = bank.features(question)
        for entry in range(len(bank.index.names)):
            assert restored.score(features, entry, 0.5) == bank.model.score(features, entry, 0.5)


def test_a_restored_matcher_ranks_the_same() -> None:
    wordings = WHO + NEW
    matcher = Matcher(wordings, same=[["parcel", "package"]], apart=[["bell", "drum"]], sizes=(0.2, 2.0))
    texts = [text for _, text in wordings]
    restored = restore_matcher(dump_matcher(matcher), texts, default_language())
    for question in ("who sends the pakcage", "bell", "drum of 3 mm", "how is it", "0.2 mm", "umbrella", ""):
        hits = matcher.rank(question)
        assert restored.rank(question) == hits
        query = matcher.query(question)
        assert restored.query(question) == query
        assert [restored.why(query, hit) for hit in hits] == [matcher.why(query, hit) for hit in hits]


def test_one_word_of_an_entrys_own_turns_a_question() -> None:
    """All but one are the words of what is asked far more often."""
    often = [("taken", f"{verb} the tablet with water") for verb in ("take", "swallow", "have")] * 100
    names = [("name", "name of the tablet"), ("name", "what is the tablet called, its name")] * 30
    assert Matcher([*often, *names]).rank("name of the tablet to take")[0].entry == "name"
