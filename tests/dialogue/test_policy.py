"""What follows from candidates: a table a reader can check by hand."""

from __future__ import annotations

import pytest

from footnote.bank import Bank
from footnote.dialogue.policy import (
    SILENCE,
    Answer,
    Clarify,
    Decision,
    Decline,
    Respond,
    decide,
    distinct,
    is_settled,
    near,
)
from footnote.matching import Candidate, Scope
from footnote.record import replace


def scope(*candidates: tuple[str, float]) -> Scope:
    return Scope(tuple(Candidate(entry, confidence, "") for entry, confidence in candidates))


def summary(decision: Decision) -> str:
    """A decision in a word or two."""
    match decision:
        case Answer(entry=entry):
            return f"answer {entry.id}"
        case Clarify(entries=entries):
            return f"clarify {' '.join(entry.id for entry in entries)}"
        case Decline(reason=reason, topic=topic, near=near):
            return " ".join([reason, *([topic.id] if topic else []), *(entry.id for entry in near)])
        case Respond(small_talk=small_talk):
            return small_talk.id


@pytest.mark.parametrize(
    ("candidates", "decision"),
    [
        ([("roses", 0.9)], "answer roses"),
        ([("roses", 0.9), ("tulips", 0.8)], "answer roses"),
        ([("roses", 0.9), ("tulips", 0.89)], "clarify roses tulips"),
        ([("roses", 0.9), ("why-water", 0.89)], "answer roses"),
        (
            [("roses", 0.9), ("why-water", 0.89), ("dwarf", 0.89), ("tulips", 0.89)],
            "clarify roses dwarf tulips",
        ),
        ([("roses", 0.5)], "answer roses"),
        ([("roses", 0.49)], "not-in-source roses"),
        ([("roses", 0.3)], "not-in-source roses"),
        ([("roses", 0.29)], "off-topic"),
        ([("roses", 0.4), ("tulips", 0.1)], "not-in-source roses"),
        ([("lawn", 0.5)], "not-in-source lawn roses"),
        ([("lawn", 0.49)], "not-in-source roses"),
        ([("roses", 0.4)], "not-in-source roses"),
        ([("roses", 0.4), ("lawn", 0.39)], "not-in-source roses"),
        ([("roses", 0.9), ("lawn", 0.89)], "not-in-source roses"),
        ([("lawn", 0.4), ("roses", 0.39)], "not-in-source roses"),
        ([("lawn", 0.9), ("roses", 0.39)], "not-in-source lawn roses"),
        ([("roses", 0.1)], "off-topic"),
        ([], "off-topic"),
    ],
)
def test_a_decision_follows_from_candidates_and_thresholds(
    garden: Bank, candidates: list[tuple[str, float]], decision: str
) -> None:
    """Thresholds of the garden: answer .5, clarify .3, margin .05. `why-water` cites what `roses` cites."""
    assert summary(decide(garden, scope(*candidates))) == decision


@pytest.mark.parametrize(
    ("best", "near"), [(0.5, 0.45), (0.98, 0.975), (0.02, 0.0165), (1.0, 0.9998), (0.0, 0.0)]
)
def test_the_margin_shrinks_where_the_best_is_very_sure(garden: Bank, best: float, near: float) -> None:
    """The margin is that at even odds; of two that are very sure, a small step behind is far."""
    assert garden.policy.reach(best) == pytest.approx(near, abs=0.002)


@pytest.mark.parametrize(
    ("cited", "kept"),
    [
        (["1", "2", "3"], ["1", "2", "3"]),
        (["3", "1", "2"], ["3", "1", "2"]),
        (["1", "1"], ["1"]),
        (["12", "1", "3"], ["12", "3"]),
        (["1", "12", "3"], ["1", "3"]),
        (["12", "21"], ["12"]),
        (["12", "23"], ["12", "23"]),
        (["1", "12", "2"], ["1", "2"]),
        ([], []),
    ],
)
def test_entries_that_cite_the_same_count_once(garden: Bank, cited: list[str], kept: list[str]) -> None:
    """Of two entries one of which cites all that the other cites the first stays, and the order with it."""
    roses = garden.entries["roses"]
    entries = [replace(roses, id=str(n), cites=tuple(passages)) for n, passages in enumerate(cited)]
    assert ["".join(entry.cites) for entry in distinct(entries)] == kept


@pytest.mark.parametrize("other", ["tulips", "lawn"])
def test_what_is_just_within_the_margin_is_too_near(garden: Bank, other: str) -> None:
    """At its bound, it is not."""
    reach = garden.policy.reach(0.9)
    assert summary(decide(garden, scope(("roses", 0.9), (other, reach)))) == "answer roses"
    assert summary(decide(garden, scope(("roses", 0.9), (other, reach + 1e-9)))) != "answer roses"


def test_three_entries_are_offered_at_most(garden: Bank) -> None:
    """However many are near, and however many a topic names."""
    ids = ["a", "b", "c", "d"]
    entries = {id: replace(garden.entries["roses"], id=id, cites=(id,)) for id in ids}
    topic = replace(garden.silent["lawn"], near=tuple(ids))
    bank = replace(garden, entries=entries, silent={"lawn": topic})
    assert summary(decide(bank, scope(*((id, 0.9) for id in ids)))) == "clarify a b c"
    assert summary(decide(bank, scope(*((id, 0.4) for id in ids[:1])))) == "not-in-source a"
    assert summary(decide(bank, scope(("lawn", 0.9)))) == "not-in-source lawn a b c"
    assert summary(decide(bank, scope(("lawn", 0.4)))) == "not-in-source a b c"


def test_a_decision_has_the_confidence_and_the_text_that_belong_to_it(garden: Bank) -> None:
    roses, tulips = garden.entries["roses"], garden.entries["tulips"]
    lawn = garden.silent["lawn"]
    assert decide(garden, scope(("roses", 0.9))) == Answer(roses, 0.9, "")
    assert decide(garden, scope(("roses", 0.9), ("tulips", 0.89))) == Clarify((roses, tulips), 0.9, "clarify")
    assert decide(garden, scope(("lawn", 0.9))) == Decline("not-in-source", (roses,), lawn, 0.9, "silent", "")
    unsure = Decline("not-in-source", (roses,), None, 0.4, "not_in_source", "")
    assert decide(garden, scope(("lawn", 0.4))) == decide(garden, scope(("roses", 0.4))) == unsure
    assert decide(garden, scope()) == Decline("off-topic", (), None, 0.0, "off_topic", "")


def test_a_question_about_a_silent_topic_is_not_answered_by_the_best_entry(garden: Bank) -> None:
    """Whatever the candidates are, if its words show the topic."""
    found = decide(garden, replace_topic(scope(("roses", 0.9), ("tulips", 0.3)), "lawn"))
    assert summary(found) == "not-in-source lawn roses"


def replace_topic(found: Scope, topic: str) -> Scope:
    return replace(found, topic=topic)


@pytest.mark.parametrize(
    ("decision", "settled"),
    [
        ("answer", True),
        ("topic", True),
        ("decline", False),
        ("clarify", False),
    ],
)
def test_a_decision_is_settled_if_it_knows_what_was_asked(
    garden: Bank,
    decision: str,
    settled: bool,  # noqa: FBT001
) -> None:
    roses = garden.entries["roses"]
    decisions: dict[str, Decision] = {
        "answer": Answer(roses, 0.5),
        "topic": Decline("not-in-source", topic=garden.silent["lawn"]),
        "decline": Decline("not-in-source"),
        "clarify": Clarify((roses, roses), 0.5),
    }
    assert is_settled(decisions[decision]) == settled


def test_what_is_near_is_above_the_threshold_and_an_entry(garden: Bank) -> None:
    """Best first, three at most; silent topics are not offered."""
    hits = scope(("lawn", 0.9), ("tulips", 0.5), ("roses", 0.3), ("dwarf", 0.29)).accepted
    assert [entry.id for entry in near(garden, hits)] == ["tulips", "roses"]
    assert [entry.id for entry in near(garden, hits, 1)] == ["tulips"]
    many = scope(*((id, 0.5) for id in ("giant", "dwarf", "tulips", "roses"))).accepted
    assert [entry.id for entry in near(garden, many)] == ["giant", "dwarf", "tulips"]


def test_silence_says_nothing() -> None:
    assert (SILENCE.small_talk.kind, SILENCE.small_talk.reason, SILENCE.small_talk.text) == (
        "handoff",
        "asked",
        "",
    )
    assert (SILENCE.near, SILENCE.preface) == ((), "")
