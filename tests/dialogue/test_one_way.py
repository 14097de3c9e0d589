"""One way from an utterance to a reply: it is normalised and split into words once, whatever it is."""

from __future__ import annotations

import pytest
from passes import count_passes

from footnote import Bot, State
from footnote.evaluation.explanation import explain_reply

AFTER_ROSES = State("roses")
OFFERED = State("roses", ("roses", "tulips"))

LINES = [
    pytest.param("do roses need water", None, "lookup", id="answer"),
    pytest.param("do rosess need watr", None, "lookup", id="slips"),
    pytest.param("how do I mow the lawn", None, "lookup", id="silent topic"),
    pytest.param("who is the president", None, "lookup", id="off topic"),
    pytest.param("", None, "lookup", id="nothing"),
    pytest.param("hello", None, "small_talk", id="small talk"),
    pytest.param("i want to die", None, "danger", id="crisis"),
    pytest.param("should i really buy roses", None, "small_talk", id="personal"),
    pytest.param("do roses need water, i am so scared", None, "lookup", id="comfort"),
    pytest.param("how much water do they need", AFTER_ROSES, "reference", id="reference"),
    pytest.param("how do I mow it", AFTER_ROSES, "reference", id="pronoun"),
    pytest.param("the first one please", OFFERED, "selection", id="selection"),
    pytest.param("none of these", OFFERED, "selection", id="refusal"),
    pytest.param("do roses need water", State(handed=True), "handover", id="handover"),
    pytest.param("1", None, "number", id="number"),
    pytest.param("Do roses need water? Do tulips need water?", None, "several", id="two questions"),
    pytest.param(
        "Hello garden,\nmy roses are red. Do they need water? What is water good for?\nThanks, Ann",
        None, "several", id="message",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("line", "state", "basis"), LINES)
def test_a_question_is_read_once(
    gardener: Bot, monkeypatch: pytest.MonkeyPatch, line: str, state: State | None, basis: str
) -> None:
    """However the reply comes about; a message of several sentences sentence by sentence, each once."""
    _, trace = gardener.explain(line, state)  # and what a bank works out when it is first needed
    assert trace.basis == basis
    passes = count_passes(monkeypatch)
    gardener.ask(line, state)
    follows = [entry.follow for entry in gardener.bank.entries.values()]
    wordings = {wording for follow in follows for each in follow.values() for wording in each}
    assert [text for text in passes.fold_lines if text not in wordings] == [line]
    assert len(passes.sentences) == 1
    typed = " ".join(text for text in passes.words if text not in wordings)
    assert typed == trace.utterance.whole.text
    questions = trace.utterance.questions if len(trace.utterance.questions) > 1 else ()
    assert passes.recognise == [each.expanded for each in (trace.utterance.whole, *questions)]


def test_a_follow_up_is_read_once(gardener: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Besides it, only the wordings that it is compared with word by word."""
    line = "why is that though"
    _, trace = gardener.explain(line, AFTER_ROSES)
    assert trace.basis == "follow_up"
    passes = count_passes(monkeypatch)
    gardener.ask(line, AFTER_ROSES)
    assert passes.fold_lines.count(line) == passes.words.count(line) == len(passes.recognise) == 1
    wordings = {wording for each in gardener.bank.entries["roses"].follow.values() for wording in each}
    assert {*passes.fold_lines, *passes.words} - {line} <= wordings


def test_a_length_is_read_with_the_words_around_it(gardener: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each stretch of the text once."""
    line = "is 3 mm a dwarf rose or is it 30 mm"
    gardener.ask(line)
    passes = count_passes(monkeypatch)
    gardener.ask(line)
    assert passes.fold_lines == [line]
    assert " ".join(text.strip() for text in passes.words if text.strip()) == line


def test_an_explanation_reads_the_question_once(gardener: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Besides it, only the wordings that it shows."""
    line = "do roses need watr on sundays"
    shown = {near.wording for near in explain_reply(gardener, line).nearest}
    passes = count_passes(monkeypatch)
    explain_reply(gardener, line)
    read = line.replace("watr", "water")
    assert passes.fold_lines.count(line) == passes.words.count(read) == 1
    assert {*passes.fold_lines} - {line} <= shown
    assert len(passes.recognise) == 1


def test_a_parsed_turn_may_be_taken_in_many_states(gardener: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of it is read again."""
    line = "how much water do they need"
    states = (State(), AFTER_ROSES, State("tulips"), OFFERED, State(handed=True))
    replies = [gardener.ask(line, state) for state in states]
    turn = gardener.parse(line)
    passes = count_passes(monkeypatch)
    assert [gardener.take(turn, state)[0] for state in states] == replies
    assert not any(vars(passes).values())
