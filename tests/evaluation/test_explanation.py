"""Why the bot replied as it did, for an author who has never seen the code."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from judgements import Sure, scripted_bot
from wcwidth import wcswidth

import footnote
from footnote.bank import Bank, Policy
from footnote.cli.reports import why_text
from footnote.dialogue import State
from footnote.evaluation.explanation import Explanation, Near, explain_reply
from footnote.evaluation.signs import MEANINGS, Sign, weighed_signs
from footnote.matching import Match, Signs
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
        ("do roses need water", None, "Next is `tulips` (N)."),
        ("do roses need water", None, "Check whether the wording “do roses need water” belongs to `roses`."),
        ("do roses need water on sundays", None, "no wording of `roses` has “sundays”, so add one with"),
        ("is 30 mm a dwarf rose", None, "The size in the question leads from there to `giant`."),
        (
            "how do I mow the lawn",
            None,
            "The silent topic `lawn` is nearest: the source says nothing about it.",
        ),
        (
            "how do I mow the lawn",
            None,
            "It lacks “lawn” and “mow”, which the topic has. If `roses` answers the question, add a wording",
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
        (
            "i am so scared of spaceships",
            None,
            "read as fear, which comes before any entry: “i am scared” (is",
        ),
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
            "This conversation was handed over to a person, so the bot says nothing.",
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


def test_close_entries_are_named_with_the_words_that_differ(gardener: footnote.Bot) -> None:
    """Asking back is right where both fit; the author sees the words that only one of them has."""
    line = "watering the roses under tulips"
    torn = scripted_bot(gardener, {line: [("tulips", 0.4), ("roses", 0.4)]})
    text = sentences(explain_reply(torn, line))
    assert "`tulips` and `roses` fit about as well. The best has N: an answer needs N" in text
    assert "`roses` has “roses”" in text
    assert "`tulips` has “tulips”" in text


def test_what_is_not_sure_enough_is_explained_by_what_counts_most_against_it(garden: Bank) -> None:
    """And the number that was not reached is named."""
    wary = footnote.Bot(_with_policy(garden, Policy(1.0)))
    explanation = explain_reply(wary, "watering my roses at night")
    against = min(explanation.signs, key=lambda sign: sign.adds)
    assert against.adds < 0
    assert f"`roses` fits best (N; an answer needs N). Most against it: {against.meaning}." in sentences(
        explanation
    )


@pytest.mark.parametrize(
    ("hits", "sentence"),
    [
        ([("lawn", 0.9), ("roses", 0.1)], "The silent topic `lawn` is nearest"),
        ([("roses", 0.1)], "`roses` fits best (N; an answer needs N)."),
        ([("roses", 0.3), ("tulips", 0.3)], "`roses` and `tulips` fit about as well."),
        ([("lawn", 0.9)], "Nothing is near: `lawn` fits best, with N."),
    ],
)
def test_each_decision_has_its_reason(gardener: footnote.Bot, hits: Sure, sentence: str) -> None:
    assert sentence in sentences(explain_reply(scripted_bot(gardener, {"sure": hits}), "sure"))


def test_every_sign_has_plain_words() -> None:
    """In one line of a terminal, beside what it adds, its value and its weight."""
    assert set(Signs._fields) <= MEANINGS.keys()
    assert all(len(meaning) <= 50 for meaning in MEANINGS.values())


def test_signs_add_up_to_what_the_judgement_says(gardener: footnote.Bot) -> None:
    """What is left out is too little to see."""
    _, trace = gardener.explain("do roses need water")
    assert trace.lookup
    signs = weighed_signs(trace.lookup.judgement)
    whole = sum(trace.lookup.judgement.contributions().values())
    assert sum(sign.adds for sign in signs) == pytest.approx(whole, abs=0.005 * len(Signs._fields))
    assert all(sign.adds == pytest.approx(sign.value * sign.weight) for sign in signs)


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


def test_the_screen(gardener: footnote.Bot, request: pytest.FixtureRequest) -> None:
    """What an author sees: tests/golden/why.txt, from a record with all there can be."""
    explanation = Explanation(
        reply=scripted_bot(gardener, {"mowing my roses": [("roses", 0.1)]}).ask("mowing my roses"),
        policy=Policy(0.6),
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
        best="an-entry-with-a-very-long-name",
        confidence=0.3,
        signs=(
            Sign("near", 0.8, 12.5, 10.0, "how near its nearest wordings are"),
            Sign("silent", -6.0, 0.5, -3.0, "silent topics fit as well"),
            Sign("adrift", 0.25, -2.0, -0.5, "a rare word, and none of the bank's subject"),
            Sign("length", 1.0, 0.01, 0.01, "how many words the question has"),
        ),
    )
    screen = why_text.text(explanation, 80, 30) + "\n"
    if request.config.getoption("--regen"):
        GOLDEN.write_text(screen, encoding="utf-8")
    assert screen == GOLDEN.read_text(encoding="utf-8")
    assert len(why_text.text(explanation, 80).splitlines()) == 23  # and a prompt
    alone = why_text.text(replace(explanation, rival=()), 80, 30)
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
