"""Why the bot replied as it did, for an author who has never seen the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from wcwidth import wcswidth

import footnote
from footnote.bank import Bank, Policy
from footnote.cli.reports import why_text
from footnote.dialogue import State
from footnote.evaluation.explanation import Explanation, Near, explain_reply
from footnote.matching import Match
from footnote.record import replace

GOLDEN = Path(__file__).parents[1] / "golden" / "why.txt"

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


def sentences(explanation: Explanation) -> str:
    """The reason and the cures, with N for each measured number: those are the matcher's."""
    return re.sub(r"\d\.\d+", "N", " ".join([explanation.because, *explanation.change]))


AFTER_ROSES, OFFERED = State("roses"), State("roses", ("tulips", "giant"))


@pytest.mark.parametrize(
    ("typed", "state", "sentence"),
    [
        ("do roses need water", None, "`roses` fits best (N; an answer needs N)."),
        (
            "do roses need water",
            None,
            "add the question in other words to the wordings of the right one, such as `tulips`.",
        ),
        ("do roses need water", None, "Next is `tulips` (N); above N it is too close for an answer."),
        ("do roses need water", None, "Check whether the wording “do roses need water” belongs to `roses`."),
        ("do roses need water on sundays", None, "no wording of `roses` has “sundays”, so add one with"),
        ("is 30 mm a dwarf rose", None, "The size in the question leads from there to `giant`."),
        (
            "how do I mow the lawn",
            None,
            "The silent topic `lawn` fits best (N): the source says nothing about it.",
        ),
        (
            "how do I mow the lawn",
            None,
            "If an entry answers the question, add it, in other words, to the wordings there.",
        ),
        (
            "Do roses need water? Do tulips need water?",
            None,
            "There is more than one question: `roses` and `tulips` answer one each.",
        ),
        (
            "salutations",
            None,
            "No wording of the bank has any of these words. If an entry answers the question, add",
        ),
        (
            "hello",
            None,
            "The question was read as “hello”, a wording of `greeting` in gardenish.yaml, which comes before",
        ),
        ("hello", None, "make that wording longer, or delete it from gardenish.yaml."),
        ("i am so scared of the moon", None, "read as “i am so scared”, a wording of `distress` in"),
        ("should i really buy roses", None, "read as “should i … buy”, a wording of `personal`"),
        (
            "why is that",
            AFTER_ROSES,
            "After `roses`, the question was read as “why is that”, which under `follow` there",
        ),
        ("should i really buy roses", AFTER_ROSES, "read as “should i … buy”, a wording of `personal`"),
        ("why is that", AFTER_ROSES, "leads to `why-water`. If it asks for something else, add another"),
        ("2", OFFERED, "The user picked from the options offered before."),
        ("none", OFFERED, "The user picked from the options offered before."),
        (
            "do roses need water",
            State(handed=True),
            "A person has taken this conversation over, so the bot says nothing.",
        ),
    ],
)
def test_each_reason_names_what_to_change(
    gardener: footnote.Bot, typed: str, state: State | None, sentence: str
) -> None:
    """In sentences, with the names that stand in the bank's file."""
    assert sentence in sentences(explain_reply(gardener, typed, state))


def test_a_word_that_no_wording_has_is_named(gardener: footnote.Bot) -> None:
    """So that it can be written somewhere."""
    explanation = explain_reply(gardener, "do petunias need chrysanthemums")
    assert "No wording of the bank has “petunias” and “chrysanthemums”" in sentences(explanation)
    assert [match.words for match in explanation.words if not match.known] == ["petunias", "chrysanthemums"]


def test_close_entries_are_named_with_the_words_that_differ(garden: Bank) -> None:
    """Clarifying is right where both are near; the author sees the words that only one of them has."""
    strict = footnote.Bot(_with_policy(garden, Policy(0.5, 0.1, 0.99)))
    text = sentences(explain_reply(strict, "watering the roses and tulips"))
    assert (
        "`tulips` and `roses` are too close to choose from: the best has N, and whatever has more than N"
        in text
    )
    assert "`roses` has “roses”" in text
    assert "`tulips` has “tulips”" in text


def test_a_faint_hit_and_a_close_silent_topic_are_explained(gardener: footnote.Bot, garden: Bank) -> None:
    """The threshold is named that was not reached."""
    sure = footnote.Bot(_with_policy(garden, Policy(1.0, 0.05, 0.0)))
    assert "`roses` fits best, but only with N; an answer needs N." in sentences(
        explain_reply(sure, "watering my roses")
    )
    line = "watering the roses or the lawn"
    just = gardener.candidates(line)[0].confidence  # so sure is only the best
    wary = footnote.Bot(_with_policy(garden, Policy(just, just, 0.99)))
    assert (
        "`roses` fits best (N), but the silent topic `lawn` (N) is too close for an answer: it has more"
        in sentences(explain_reply(wary, line))
    )


def _with_policy(bank: Bank, policy: Policy) -> Bank:
    return replace(bank, policy=policy)


def test_the_reply_is_the_one_that_is_explained(gardener: footnote.Bot) -> None:
    """Explaining changes nothing, and what came near is shown best first."""
    explanation = explain_reply(gardener, "do roses need water")
    assert explanation.reply == gardener.ask("do roses need water")
    assert explanation.read == "do roses need water"
    assert explanation.nearest[0] == Near("roses", False, explanation.reply.confidence, "do roses need water")
    assert sum(match.share for match in explanation.words) == pytest.approx(1)
    sure = [near.confidence for near in explanation.nearest]
    assert sure == sorted(sure, reverse=True)


def test_of_a_mail_the_sentence_that_decided_is_explained(gardener: footnote.Bot) -> None:
    """And what else was looked up."""
    explanation = explain_reply(
        gardener, "Dear all,\nmy lawn is large. Do roses need water? Is the moon round?\nKind regards, Ann"
    )
    assert explanation.read.endswith("do roses need water?")
    assert [text.endswith("is the moon round?") for text in explanation.also_read] == [True]


@settings(max_examples=150)
@given(ANY_TEXT, st.sampled_from([None, State("roses"), State("roses", ("tulips",)), State(handed=True)]))
def test_any_line_can_be_explained(gardener: footnote.Bot, line: str, state: State | None) -> None:
    """On one screen, as JSON, and never with an error."""
    explanation = explain_reply(gardener, line, state)
    lines = why_text.text(explanation, 80).split("\n")
    assert len(lines) < 24
    assert all(wcswidth(line) <= 80 for line in lines)
    assert json.loads(json.dumps(explanation.as_dict()))["decision"]["kind"] == explanation.reply.kind


def test_the_screen(gardener: footnote.Bot) -> None:
    """What an author sees: tests/golden/why.txt, from a record with all there can be."""
    explanation = Explanation(
        reply=gardener.ask("mowing my roses"),
        policy=Policy(0.6, 0.4, 0.1),
        read="mowing roses",
        also_read=("and the cat?", "and the dog?"),
        words=(
            Match("mowing", "mow", 0.75, 0.5, known=True, evidence=0.3),
            Match("roses", "roses", 1.0, 0.2, known=True, evidence=-0.1),
            Match("how big", "size", 1.0, 0.1, known=True, evidence=0.02),
            Match("ünïcödé 化疗 which is long", None, 0.0, 0.1, known=False),
            Match("my", None, 0.0, 0.1, known=True),
        ),
        nearest=(
            Near("lawn", True, 0.38, "how do I mow the grass " * 4),
            Near("an-entry-with-a-very-long-name", False, 0.3, "watering the roses"),
            Near("tulips", False, 0.2, ""),
        ),
        because="It is so.",
        change=(
            "First this.",
            "Then that, which is said in so many words that it has to go on in the next line.",
        ),
        rival=(
            Match("mowing", None, 0.0, 0.5, known=True),
            Match("roses", "roses", 1.0, 0.2, known=True, evidence=0.2),
            Match("how big", None, 0.0, 0.1, known=True),
            Match("ünïcödé 化疗 which is long", None, 0.0, 0.1, known=False),
            Match("my", None, 0.0, 0.1, known=True),
        ),
    )
    assert why_text.text(explanation, 80) + "\n" == GOLDEN.read_text(encoding="utf-8")
    alone = why_text.text(replace(explanation, rival=()), 80)
    assert "almost there, as “mow”; usual in lawn\n" in alone
    assert "there; rare in lawn\n" in alone


def test_a_follow_up_to_a_silent_topic_is_explained(gardener: footnote.Bot) -> None:
    """By the wording under `follow` that led to it."""
    roses = replace(gardener.bank.entries["roses"], follow={"lawn": ("and who mows it",)})
    garden = footnote.Bot(replace(gardener.bank, entries={**gardener.bank.entries, "roses": roses}))
    because = explain_reply(garden, "and who mows it", AFTER_ROSES).because
    assert "under `follow` there leads to `lawn`" in because


def test_several_questions_are_known_by_the_decision(gardener: footnote.Bot) -> None:
    explanation = explain_reply(gardener, "Do roses need water? Do tulips need water?")
    assert explanation.because.startswith("There is more than one question: `roses` and `tulips`")
