"""Whether the best entry answers a question: the signs, and the judgement that is made of them.

No test depends on the weights, which are fitted anew: only on what a sign is, and that weights are used.
"""

from __future__ import annotations

from math import exp

import pytest
from hypothesis import given, strategies as st

import footnote
from footnote.bank import Bank
from footnote.matching import Answerability, Candidate, Judgement, Matcher, Signs
from footnote.matching.answerability import signs as weighing
from footnote.matching.answerability.judge import LISTED_BY_TOPIC
from footnote.matching.answerability.signs import contributions, probability
from footnote.matching.answerability.weights import CONSTANT, FEW, MANY
from footnote.matching.mixture import TRAINED
from footnote.record import replace

WORDINGS = [
    ("duration", "how long does delivery take"),
    ("duration", "delivery time of a parcel"),
    ("returns", "how do I return a parcel"),
    ("returns", "can I return it and send a parcel back"),
    ("error", "what is error 503 of the parcel page"),
    ("weather", "will it rain on the parcel"),
    ("weather", "rain and snow"),
]
ANSWERS = [
    ("duration", "Delivery of a parcel takes 3 days by courier."),
    ("returns", "Send it back within a month."),
    ("error", "The page is busy; try again."),
]

SIGNS = st.builds(
    Signs, *[st.floats(0, 1) if name == "wordings" else st.floats(-6, 6) for name in Signs._fields]
)


@pytest.fixture(scope="module")
def shop(garden: Bank) -> tuple[Matcher, Answerability]:
    """A matcher, and what judges its candidates: `weather` is a silent topic."""
    entry = garden.entries["roses"]
    entries = {id: replace(entry, id=id, cites=(id,)) for id, _ in ANSWERS}
    bank = replace(garden, entries=entries, silent={"weather": garden.silent["lawn"]})
    matcher = Matcher(WORDINGS, answers=ANSWERS)
    return matcher, Answerability(matcher, bank)


def judged(shop: tuple[Matcher, Answerability], question: str) -> Judgement:
    matcher, answerability = shop
    query = matcher.query(question)
    return answerability.judge(query, matcher.candidates(query))


def signs(shop: tuple[Matcher, Answerability], question: str) -> Signs:
    found = judged(shop, question).signs
    assert found is not None
    return found


@given(SIGNS)
def test_contributions_add_up_to_the_logarithm_of_the_odds(found: Signs) -> None:
    """Within bounds beyond which one can no longer tell."""
    total = CONSTANT + sum(contributions(found).values())
    assert probability(found) == pytest.approx(1 / (1 + exp(-max(-30.0, min(30.0, total)))))


@given(SIGNS, st.sampled_from(Signs._fields))
def test_a_sign_counts_by_its_weight_alone(found: Signs, name: str) -> None:
    """For an entry without wordings by that for few, and for one with many by that for many."""
    for wordings, weights in ((0.0, FEW), (1.0, MANY)):
        one = found._replace(wordings=wordings)
        assert contributions(one)[name] == pytest.approx(getattr(one, name) * weights[name])
    assert contributions(found).keys() == set(Signs._fields)


@pytest.mark.parametrize("table", ["FEW", "MANY"])
@pytest.mark.parametrize("name", Signs._fields)
def test_a_sign_without_a_weight_is_a_mistake(monkeypatch: pytest.MonkeyPatch, table: str, name: str) -> None:
    """So that a sign that is added is fitted."""
    weights = {"FEW": FEW, "MANY": MANY}[table]
    monkeypatch.setattr(weighing, table, {other: weights[other] for other in weights if other != name})
    with pytest.raises(KeyError):
        contributions(Signs(*[0.0] * len(Signs._fields)))


def test_the_weights_are_those_of_the_signs() -> None:
    assert FEW.keys() == MANY.keys() == set(Signs._fields)


@pytest.mark.parametrize(
    ("name", "more", "less"),
    [
        ("near", "how long does delivery take", "does delivery of umbrellas take ages"),
        ("exact", "how long does delivery take?", "how long does delivery take here"),
        ("mentioned", "parcel delivery takes days", "parcel delivery in april"),
        ("covered", "parcel delivery by courier", "parcel delivery by umbrella"),
        ("owned", "how long does a return delivery take", "how long does a parcel delivery take"),
        ("adrift", "what is the photosynthesis of it", "what is the error of it"),
        ("unanswered", "how much does it cost to return a parcel", "how do I return a parcel"),
        ("personal", "should i return my parcel", "how do I return a parcel"),
        ("contrast", "how do i not return a parcel", "how do i return a parcel"),
        ("figures", "what is error 500 of the parcel page", "what is error 503 of the parcel page"),
        ("length", "how long does the delivery of a parcel take", "delivery"),
        ("keywords", "parcel delivery", "the parcel delivery"),
        ("ahead", "how long does delivery take", "parcel"),
        ("ahead_silent", "how do I return a parcel", "return a parcel in the rain and snow"),
        ("silenced", "rain delivery parcel", "courier delivery parcel"),
    ],
)
def test_a_sign_is_greater_where_there_is_more_of_it(
    shop: tuple[Matcher, Answerability], name: str, more: str, less: str
) -> None:
    assert getattr(signs(shop, more), name) > getattr(signs(shop, less), name)


@given(
    st.lists(
        st.sampled_from("how long does delivery take not return parcel error 500 rain umbrella my".split()),
        max_size=8,
    )
)
def test_a_judgement_has_confidences_that_fit_together(
    shop: tuple[Matcher, Answerability], words: list[str]
) -> None:
    """All are chances; no entry has more than the best; what is left is that of silent topics."""
    found = judged(shop, " ".join(words))
    assert found.nearest == (found.candidates[0].entry if found.candidates else None)
    assert all(0 <= each.confidence <= 1 for each in found.candidates)
    entries = [each for each in found.candidates if each.entry != "weather"]
    assert found.best == (entries[0] if entries else None)
    assert (found.signs is None) == (found.best is None)
    assert found.confidence == max((each.confidence for each in entries), default=0)
    topics = [each.confidence for each in found.candidates if each.entry == "weather"]
    if found.best and topics:
        assert found.confidence + sum(topics) == pytest.approx(1, abs=1e-3)


def test_what_cites_the_same_is_no_rival(garden: Bank) -> None:
    """It says the same: either may answer."""
    entry = garden.entries["roses"]
    wordings = [("a", "parcel"), ("b", "parcel")]
    matcher = Matcher(wordings)
    query = matcher.query("parcel")
    shares = {}
    for cites in ("1", "2"):
        entries = {"a": replace(entry, id="a", cites=("1",)), "b": replace(entry, id="b", cites=(cites,))}
        bank = replace(garden, entries=entries, silent={})
        found = Answerability(matcher, bank).judge(query, matcher.candidates(query)).signs
        assert found
        shares[cites] = found.rivals
    assert shares["1"] == 0 > shares["2"]


def test_what_was_learnt_ranks_but_does_not_judge(garden: Bank) -> None:
    """The weights were fitted to distances without it."""
    matcher = Matcher(WORDINGS, answers=ANSWERS, language=garden.language)
    query = matcher.query("how long does a return take")
    usual = matcher.candidates(query)
    learnt = [
        each._replace(score=each.score + TRAINED * number, trained=each.trained + number)
        for number, each in enumerate(usual)
    ]
    judge = Answerability(matcher)
    assert [each.score for each in learnt] != [each.score for each in usual]
    assert judge.signs(query, learnt[0], learnt) == pytest.approx(judge.signs(query, usual[0], usual))


def test_a_question_that_a_silent_topic_lists_is_not_answered(shop: tuple[Matcher, Answerability]) -> None:
    """However near an entry is: its author decided that."""
    listed, other = (
        judged(shop, "will it rain on the parcel"),
        judged(shop, "will it rain on parcels, please"),
    )
    assert listed.is_listed
    assert listed.confidence <= LISTED_BY_TOPIC
    assert not other.is_listed


def test_a_question_that_an_entry_lists_too_is_judged(garden: Bank) -> None:
    bank = replace(
        garden, entries={"duration": garden.entries["roses"]}, silent={"weather": garden.silent["lawn"]}
    )
    matcher = Matcher([*WORDINGS[:2], ("weather", "how long does delivery take")], answers=ANSWERS[:1])
    query = matcher.query("how long does delivery take")
    assert not Answerability(matcher, bank).judge(query, matcher.candidates(query)).is_listed


def test_without_an_entry_there_is_nothing_to_judge(shop: tuple[Matcher, Answerability]) -> None:
    matcher, answerability = shop
    topic = Candidate("weather", 0.0, "rain and snow", 3.0, 0.9)
    found = answerability.judge(matcher.query("rain and snow"), [topic])
    assert (found.best, found.signs, found.confidence, found.is_near) == (None, None, 0.0, False)
    assert found.contributions() == {}
    assert judged(shop, "") == Judgement(())


@pytest.mark.parametrize(("confidence", "is_near"), [(0.3, True), (0.29, False)])
def test_what_an_entry_may_well_answer_is_of_the_subject(
    shipped: footnote.Bot,
    confidence: float,
    is_near: bool,  # noqa: FBT001
) -> None:
    """Whatever stands around it in a long mail."""
    far = shipped.judge("my bicycle has a puncture and the tram is late again")
    assert far.best
    assert not far.is_near
    assert replace(far, best=far.best._replace(confidence=confidence)).is_near == is_near


@pytest.mark.parametrize(
    ("question", "entry"),
    [("how big are micrometastases", "size"), ("how are micrometastases found", "how-found")],
)
def test_the_shipped_bank_is_sure_of_what_it_plainly_answers(
    shipped: footnote.Bot, question: str, entry: str
) -> None:
    _, trace = shipped.explain(question)
    assert trace.lookup
    best = trace.lookup.judgement.best
    assert best
    assert best.entry == entry
    assert best.confidence > shipped.bank.policy.careful


@pytest.mark.parametrize(
    "question", ["how do I bake sourdough bread", "which bus goes to the airport", "who won the cup final"]
)
def test_the_shipped_bank_is_not_sure_of_what_it_plainly_does_not_answer(
    shipped: footnote.Bot, question: str
) -> None:
    _, trace = shipped.explain(question)
    assert trace.lookup
    assert trace.lookup.confidence < shipped.bank.policy.careful


def test_a_negation_says_nothing_of_what_is_asked(shop: tuple[Matcher, Answerability]) -> None:
    """A silent topic does not own a question by its "not", nor is one a keyword."""
    assert signs(shop, "parcel delivery").keywords == 1.0
    for negator in ("not", "never", "without"):
        assert signs(shop, f"{negator} parcel delivery").keywords == 0.0
