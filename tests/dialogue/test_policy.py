"""What follows from candidates: a table a reader can check by hand."""

from __future__ import annotations

import pytest
from judgements import FAR, candidate, judgement

from footnote.bank import Bank, Policy
from footnote.dialogue.policy import (
    SILENCE,
    Answer,
    Clarify,
    Decision,
    Decline,
    Respond,
    Several,
    decide,
    decide_follow_up,
    distinct,
    near,
)
from footnote.matching import Judgement
from footnote.record import replace


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
        case Several():
            return "several"


@pytest.mark.parametrize(
    ("candidates", "decision"),
    [
        ([("roses", 0.9)], "answer roses"),
        ([("roses", 0.9), ("tulips", 0.89)], "answer roses"),
        ([("roses", 0.5)], "answer roses"),
        ([("roses", 0.5), ("lawn", 0.49)], "answer roses"),
        ([("lawn", 0.5), ("roses", 0.5)], "answer roses"),
        ([("roses", 0.49)], "not-in-source roses"),
        ([("roses", 0.49), ("tulips", 0.4)], "clarify roses tulips"),
        ([("roses", 0.3), ("tulips", 0.3)], "clarify roses tulips"),
        ([("roses", 0.29), ("tulips", 0.29)], "not-in-source roses tulips"),
        ([("roses", 0.4), ("tulips", 0.2)], "clarify roses tulips"),
        ([("roses", 0.4), ("tulips", 0.19)], "not-in-source roses tulips"),
        ([("roses", 0.4), ("why-water", 0.4)], "not-in-source roses"),
        (
            [("roses", 0.4), ("why-water", 0.39), ("dwarf", 0.38), ("tulips", 0.37)],
            "clarify roses dwarf tulips",
        ),
        ([("lawn", 0.5), ("roses", 0.4), ("tulips", 0.4)], "not-in-source lawn roses tulips"),
        ([("lawn", 0.9), ("tulips", 0.1)], "not-in-source lawn tulips roses"),
        ([("roses", 0.01)], "not-in-source roses"),
        ([("lawn", 0.9)], "off-topic"),
        ([], "off-topic"),
    ],
)
def test_a_decision_follows_from_a_judgement_and_one_number(
    garden: Bank, candidates: list[tuple[str, float]], decision: str
) -> None:
    """The garden answers from .5, and asks back from .3. `why-water` cites what `roses` cites."""
    assert summary(decide(garden, judgement(garden, candidates))) == decision


def test_the_more_careful_a_bank_is_the_surer_an_answer(garden: Bank) -> None:
    """And the surer must be what it asks back about."""
    torn = judgement(garden, [("roses", 0.5), ("tulips", 0.49)])
    decisions = {
        careful: summary(decide(replace(garden, policy=Policy(careful)), torn))
        for careful in (0.0, 0.5, 0.51, 0.83, 0.84, 1.0)
    }
    assert decisions == {
        0.0: "answer roses",
        0.5: "answer roses",
        0.51: "clarify roses tulips",
        0.83: "clarify roses tulips",
        0.84: "not-in-source roses tulips",
        1.0: "not-in-source roses tulips",
    }


def test_nothing_is_offered_where_a_question_is_not_of_the_banks_subject(garden: Bank) -> None:
    """Unless the bank is sure that it answers it, or may well do."""
    far = judgement(garden, [("roses", 0.29), ("tulips", 0.2)], FAR)
    assert summary(decide(garden, far)) == "off-topic"
    assert near(garden, far) == ()
    assert summary(decide(garden, judgement(garden, [("roses", 0.3)], FAR))) == "not-in-source roses"
    assert summary(decide(garden, judgement(garden, [("roses", 0.5)], FAR))) == "answer roses"


@pytest.mark.parametrize(("nearness", "decision"), [(0.75, "not-in-source lawn roses"), (0.74, "off-topic")])
def test_a_topic_is_named_though_no_entry_is_near(garden: Bank, nearness: float, decision: str) -> None:
    """Where the question has nearly the words of the topic: with the entries that its author named."""
    lawn = candidate("lawn", 0.9, near=nearness)
    far = judgement(garden, [("tulips", 0.1)], FAR)
    for alone in (Judgement((lawn,)), replace(far, candidates=(lawn, *far.candidates))):
        assert summary(decide(garden, alone)) == decision


@pytest.mark.parametrize(("nearness", "decision"), [(0.5, "lawn"), (0.49, "roses")])
def test_a_topic_is_named_where_it_is_near(garden: Bank, nearness: float, decision: str) -> None:
    """Else it is only the nearest of many, and its reply would be about something else."""
    lawn, roses = candidate("lawn", 0.9, near=nearness), candidate("roses", 0.1)
    found = decide(garden, replace(judgement(garden, [("roses", 0.1)]), candidates=(lawn, roses)))
    assert summary(found).split()[1] == decision


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


def test_three_entries_are_offered_at_most(garden: Bank) -> None:
    """However many are near, and however many a topic names."""
    ids = ["a", "b", "c", "d"]
    entries = {id: replace(garden.entries["roses"], id=id, cites=(id,)) for id in ids}
    topic = replace(garden.silent["lawn"], near=tuple(ids))
    bank = replace(garden, entries=entries, silent={"lawn": topic})
    alike = [(id, 0.4) for id in ids]
    assert summary(decide(bank, judgement(bank, alike))) == "clarify a b c"
    assert summary(decide(bank, judgement(bank, alike[:1]))) == "not-in-source a"
    assert summary(decide(bank, judgement(bank, [("lawn", 0.5), ("d", 0.1)]))) == "not-in-source lawn d a b"
    assert [entry.id for entry in near(bank, judgement(bank, alike))] == ["a", "b", "c"]


def test_a_decision_has_the_confidence_and_the_text_that_belong_to_it(garden: Bank) -> None:
    roses, tulips = garden.entries["roses"], garden.entries["tulips"]
    lawn = garden.silent["lawn"]

    def decided(*candidates: tuple[str, float]) -> Decision:
        return decide(garden, judgement(garden, candidates))

    assert decided(("roses", 0.9)) == Answer(roses, 0.9, "")
    assert decided(("roses", 0.4), ("tulips", 0.39)) == Clarify((roses, tulips), 0.4, "clarify")
    silent = Decline("not-in-source", (roses,), lawn, 0.1, "silent")
    assert decided(("lawn", 0.9), ("roses", 0.1)) == silent
    unsure = Decline("not-in-source", (roses,), None, 0.4, "not_in_source")
    assert decided(("roses", 0.4)) == unsure
    assert decided() == Decline("off-topic", (), None, 0.0, "off_topic")


@pytest.mark.parametrize(
    ("hits", "decision"),
    [
        ([("why-water", 0.9)], "answer why-water"),
        ([("lawn", 0.9)], "not-in-source lawn roses"),
        ([("why-water", 0.7)], "answer why-water"),
        ([("why-water", 0.69)], None),
        ([("why-water", 0.9), ("tulips", 0.83)], "answer why-water"),
        ([("why-water", 0.9), ("tulips", 0.84)], None),
        ([], None),
    ],
)
def test_a_follow_up_is_decided_by_nearness(
    garden: Bank, hits: list[tuple[str, float]], decision: str | None
) -> None:
    """One wording under `follow` must be near, and no other entry as near."""
    found = decide_follow_up(garden, [candidate(*hit) for hit in hits])
    assert (found and summary(found)) == decision


def test_what_is_near_is_an_entry(garden: Bank) -> None:
    """Best first; silent topics are not offered, and what cites the same only once."""
    hits = judgement(garden, [("lawn", 0.9), ("tulips", 0.5), ("why-water", 0.3), ("dwarf", 0.29)])
    assert [entry.id for entry in near(garden, hits)] == ["tulips", "dwarf"]
    assert near(garden, Judgement(())) == ()


def test_silence_says_nothing() -> None:
    assert (SILENCE.small_talk.kind, SILENCE.small_talk.reason, SILENCE.small_talk.text) == (
        "handoff",
        "asked",
        "",
    )
    assert SILENCE.near == ()
