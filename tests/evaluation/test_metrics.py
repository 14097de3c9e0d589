"""Questions put to the garden, and what is made of the replies, whatever the matcher thinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings, strategies as st
from passes import count_passes

from footnote import Bot
from footnote.bank import Policy
from footnote.evaluation.comparison import compare_results, outcome
from footnote.evaluation.metrics import FIGURES, Result, Score, evaluate
from footnote.evaluation.misses import find_misses
from footnote.evaluation.questions import Question, Questions
from footnote.evaluation.thresholds import Aim, Choice, Trial, choose_policy, make_trials, measure_policy
from footnote.matching import Candidate, Matcher, Query
from footnote.record import replace
from footnote.text import Span

Candidates = Sequence[tuple[str, float]]

# Thresholds of the garden: answer .5, clarify .3, margin .05.
SCRIPT: Mapping[str, Candidates] = {
    "sure": [("roses", 0.9)],
    "torn": [("roses", 0.9), ("tulips", 0.89)],
    "faint": [("roses", 0.4)],
    "silent": [("lawn", 0.8)],
    "far": [("roses", 0.1)],
    "nothing": [],
    "is 30 mm one": [("dwarf", 0.9)],
    "is 3 mm one": [("dwarf", 0.9)],
    "broad": [("why-water", 0.9)],
}


class ScriptedMatcher(Matcher):
    """A matcher whose candidates for some lines are given; it reads texts as another one does."""

    def __init__(self, matcher: Matcher, script: Mapping[str, Candidates]) -> None:
        vars(self).update(vars(matcher))
        self._script = {line: [Candidate(*hit, "") for hit in hits] for line, hits in script.items()}

    def query(self, question: str | Span) -> Query:
        """The query; of a scripted line without words, about which there is nothing to object."""
        query = super().query(question)
        return replace(query, words=()) if query.span.text in self._script else query

    def rank(self, question: str | Query, limit: int = 3) -> list[Candidate]:
        query = question if isinstance(question, Query) else self.query(question)
        script = self._script.get(query.span.text)
        return super().rank(query, limit) if script is None else script


def scripted_bot(bot: Bot, script: Mapping[str, Candidates]) -> Bot:
    """A bot whose candidates for some lines are given; what it makes of them is its own."""
    return Bot(bot.bank, ScriptedMatcher(bot.matcher, script))


@pytest.fixture(name="scripted")
def _scripted(gardener: Bot) -> Bot:
    return scripted_bot(gardener, SCRIPT)


def result_of(bot: Bot, question: Question) -> Result:
    return next(iter(evaluate(bot, Questions((question,)))))


@pytest.mark.parametrize(
    ("question", "verdict"),
    [
        (Question("sure", ("roses",)), "right"),
        (Question("sure", ("tulips", "roses")), "right"),
        (Question("sure", ("tulips",)), "wrong"),
        (Question("torn", ("tulips",)), "clarified"),
        (Question("torn", ("giant",)), "wrong"),
        (Question("faint", ("roses",)), "declined"),
        (Question("silent", ("roses",)), "declined"),
        (Question("nothing", ("roses",)), "declined"),
        (Question("hello", ("roses",)), "declined"),
        (Question("is 30 mm one", ("giant",)), "right"),
        (Question("is 30 mm one", ("dwarf",)), "wrong"),
        (Question("sure", reason="off-topic"), "answered"),
        (Question("torn", reason="off-topic"), "clarified"),
        (Question("faint", reason="off-topic"), "refused"),
        (Question("i want to die", reason="personal"), "refused"),
        (Question("sure", kind="greeting"), "answered"),
        (Question("torn", kind="greeting"), "clarified"),
        (Question("far", kind="greeting"), "declined"),
        (Question("hello", kind="greeting"), "right"),
        (Question("bye", kind="greeting"), "declined"),
        (Question("i want to die", kind="crisis"), "right"),
        (Question("hello", kind="crisis"), "declined"),
    ],
)
def test_the_verdict_on_a_reply(scripted: Bot, question: Question, verdict: str) -> None:
    """What the bot replies is compared with what its author wants."""
    assert result_of(scripted, question).verdict == verdict


@pytest.mark.parametrize(
    ("line", "entries", "verdict"),
    [
        ("is 3 mm one", ("giant",), "right"),
        ("sure", ("why-water",), "right"),
        ("sure", ("tulips",), "wrong"),
        ("broad", ("roses",), "right"),
        ("torn", ("why-water",), "clarified"),
        ("torn", ("giant",), "wrong"),
        ("faint", ("roses",), "declined"),
    ],
)
def test_the_verdict_by_passages_alone(
    scripted: Bot, line: str, entries: tuple[str, ...], verdict: str
) -> None:
    """Another entry may rest on the same passages; one passage more is forgiven."""
    assert result_of(scripted, Question(line, entries)).passages == verdict


@pytest.mark.parametrize(
    ("line", "guess"),
    [
        ("sure", ("roses", 0.9, True)),
        ("far", ("roses", 0.1, True)),
        ("silent", None),
        ("nothing", None),
        ("is 30 mm one", ("giant", 0.9, False)),
        ("hello", None),
    ],
)
def test_the_guess_is_what_would_be_answered_without_thresholds(
    scripted: Bot, line: str, guess: tuple[str, float, bool] | None
) -> None:
    """A silent topic is never answered, whatever the threshold; a size leads to its own entry."""
    assert result_of(scripted, Question(line, ("roses",))).guess == guess


ALONE = (
    Question("sure", ("roses",)),
    Question("torn", ("roses",)),
    Question("faint", ("tulips",)),
    Question("far", ("tulips",)),
    Question("silent", reason="not-in-source"),
    Question("is 30 mm one", reason="off-topic"),
    Question("hello", kind="greeting"),
)
TALK = (
    Question("do roses need water", ("roses",)),
    Question("why", ("why-water",)),
    Question("sure", kind="thanks"),
)


@pytest.fixture(name="score")
def _score(scripted: Bot) -> Score:
    return Score(scripted.bank, tuple(evaluate(scripted, Questions(ALONE, (TALK,)))))


def test_the_table_and_the_figures(score: Score) -> None:
    """Four that are answered, two that are not, one greeting, one talk."""
    assert score.table["answered"] == {"right": 1, "clarified": 1, "declined": 2, "wrong": 0}
    assert score.table["unanswered"] == {"refused": 1, "clarified": 0, "answered": 1}
    assert score.table["small_talk"] == {"right": 1, "declined": 0, "clarified": 0, "answered": 0}
    assert score.table["first_turns"] == {"right": 1, "clarified": 0, "declined": 0, "wrong": 0}
    assert score.table["later_turns"] == {"right": 1, "clarified": 0, "declined": 0, "wrong": 1}
    expected = {
        "right": 0.25, "right_or_clarified": 0.5, "wrong": 0, "nearest_right": 0.5,
        "right_passages": 0.25, "wrong_passages": 0,
        "answered": 0.5, "asked_back": 0, "reason_right": 0.5,
        "small_talk_recognised": 1, "small_talk_answered": 0,
        "later_turns_right": 0.5, "later_turns_wrong": 0.5,
        "calibration_error": (0.4 + 0.1 + 3 * (0.9 - 2 / 3)) / 5,
    }  # fmt: skip
    assert score.figures == pytest.approx(expected)
    assert score.figures.keys() == FIGURES.keys()


def test_what_was_taken_for_what(score: Score) -> None:
    """Also where it was not answered: the nearest is what the author has to tell apart."""
    assert score.confusions() == [("tulips", "roses", 2)]


def test_misses_come_worst_first(scripted: Bot, score: Score) -> None:
    """An answer where there is none, a wrong one, a needless decline, a question back; none that is right."""
    found = find_misses(scripted, score.results)
    assert [(miss.result.verdict, miss.result.question.ask) for miss in found] == [
        ("answered", "is 30 mm one"),
        ("wrong", "sure"),
        ("declined", "faint"),
        ("declined", "far"),
        ("clarified", "torn"),
    ]
    assert [miss.chosen.entry if miss.chosen else "" for miss in found] == [
        "dwarf",
        "roses",
        "roses",
        "roses",
        "roses",
    ]


def test_a_miss_shows_both_entries_with_their_words(gardener: Bot) -> None:
    """What was nearest, what should have been, and which words each of them has."""
    question = Question("mowing my roses", ("roses",))
    miss = find_misses(gardener, evaluate(gardener, Questions((question,))))[0]
    assert miss.chosen
    assert miss.wanted
    assert (miss.chosen.entry, miss.wanted.entry) == ("lawn", "roses")
    assert [match.words for match in miss.chosen_words if match.matched] == ["mowing"]
    assert [match.words for match in miss.wanted_words if match.matched] == ["roses"]
    record = miss.as_dict()
    assert record["right"] == "roses"
    assert record["chosen"]["words"][0]["words"] == "mowing"


def test_a_better_bank_shows_in_what_changes(gardener: Bot) -> None:
    """Each question once, what got worse first; what stays the same is left out."""
    questions = Questions(tuple(Question(line, ("roses",)) for line in ("alpha", "beta", "gamma", "delta")))
    before = scripted_bot(
        gardener,
        {
            "alpha": [("roses", 0.9)],
            "beta": [("tulips", 0.9)],
            "gamma": [("tulips", 0.9)],
            "delta": [("tulips", 0.9)],
        },
    )
    after = scripted_bot(
        gardener,
        {
            "alpha": [("roses", 0.9)],
            "beta": [("roses", 0.9)],
            "gamma": [("giant", 0.9)],
            "delta": [("roses", 0.4)],
        },
    )
    found = compare_results(evaluate(before, questions), evaluate(after, questions))
    assert [
        (change.effect, change.after.question.ask, outcome(change.before), outcome(change.after))
        for change in found
    ] == [
        ("better", "beta", "tulips", "roses"),
        ("better", "delta", "tulips", "decline: not-in-source (roses)"),
        ("other", "gamma", "tulips", "giant"),
    ]
    assert [
        change.effect for change in compare_results(evaluate(after, questions), evaluate(before, questions))
    ] == [
        "worse",
        "worse",
        "other",
    ]


# Choosing thresholds


POLICIES = tuple(Policy(step / 50, 0.2, margin) for step in range(10, 48) for margin in (0.0, 0.1))


def world(gardener: Bot, sure: Sequence[float], unsure: Sequence[float]) -> tuple[Bot, Questions]:
    """Questions about roses that are right with these confidences, and foreign ones with those."""
    script = {f"rose {number}": [("roses", each)] for number, each in enumerate(sure)}
    script |= {f"mower {number}": [("roses", each)] for number, each in enumerate(unsure)}
    asked = [
        Question(line, ("roses",)) if line[0] == "r" else Question(line, reason="off-topic")
        for line in script
    ]
    return scripted_bot(gardener, script), Questions(tuple(asked))


def chosen(gardener: Bot, sure: Sequence[float], unsure: Sequence[float], aim: Aim) -> Choice:
    scripted, questions = world(gardener, sure, unsure)
    return choose_policy(list(make_trials(scripted, questions)), gardener.bank.policy, aim, POLICIES)


def test_the_threshold_lies_between_right_and_foreign(gardener: Bot) -> None:
    """Where one tells them apart, it is found, and nothing foreign is answered."""
    choice = chosen(gardener, [0.71] * 10, [0.65] * 10, Aim())
    assert 0.65 < choice.policy.answer <= 0.71
    assert choice.meets_aim
    assert (choice.judged.right, choice.judged.answered) == (1, 0)


def test_a_looser_aim_answers_more(gardener: Bot) -> None:
    """Where right and foreign ones overlap, the aim says how many foreign ones are too many."""
    sure, unsure = [0.5, 0.6, 0.7, 0.8, 0.9], [0.2, 0.3, 0.4, 0.55, 0.75]
    strict, loose = (chosen(gardener, sure, unsure, Aim(answered=most)) for most in (0, 0.2))
    assert (strict.fitted.right, strict.fitted.answered) == (0.4, 0)
    assert (loose.fitted.right, loose.fitted.answered) == (0.8, 0.2)


def test_an_aim_that_no_policy_meets_is_reported(gardener: Bot) -> None:
    """Where a foreign question is surer than any, the aim is missed by as little as can be."""
    choice = chosen(gardener, [0.5], [1.0], Aim(answered=0))
    assert not choice.meets_aim
    assert choice.as_dict()["meets_aim"] is False


@pytest.mark.parametrize("fold", range(5))
def test_no_question_sets_the_threshold_it_is_judged_by(gardener: Bot, fold: int) -> None:
    """Turn every label of one fold around: its own threshold must stay, and only its own may."""
    sure, unsure = [0.50 + 0.03 * n for n in range(15)], [0.20 + 0.03 * n for n in range(15)]
    scripted, questions = world(gardener, sure, unsure)
    tested = list(make_trials(scripted, questions))
    turned = [trial if trial.fold != fold else turn(scripted, trial) for trial in tested]
    aim = Aim(answered=0.1)
    before, after = (choose_policy(each, gardener.bank.policy, aim, POLICIES) for each in (tested, turned))
    assert before.folds[fold] == after.folds[fold]
    assert before.folds != after.folds


def turn(scripted: Bot, trial: Trial) -> Trial:
    """The same question in the same fold with the other label."""
    ask, answered = trial.question.ask, bool(trial.question.entries)
    other = Question(ask, reason="off-topic") if answered else Question(ask, ("roses",))
    return Trial(scripted, other, trial.fold, {})


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["roses", "tulips", "giant", "lawn"]), st.floats(0, 1)), max_size=5
        ),
        min_size=1,
        max_size=4,
    ),
    st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1)), min_size=1, max_size=6),
)
def test_a_verdict_from_the_cache_is_the_real_one(
    gardener: Bot, found: list[list[tuple[str, float]]], policies: list[tuple[float, float, float]]
) -> None:
    """Whatever was tried before: the same as if the bot had been asked afresh under this policy."""
    script = {f"q{n}": sorted(hits, key=lambda hit: -hit[1]) for n, hits in enumerate(found)}
    questions = Questions(tuple(Question(line, ("roses",)) for line in script))
    rehearsed = list(make_trials(scripted_bot(gardener, script), questions))
    for answer, clarify, margin in policies:
        policy = Policy(max(answer, clarify), min(answer, clarify), margin)
        fresh = Score(
            gardener.bank, tuple(evaluate(scripted_bot(gardener, script).with_policy(policy), questions))
        )
        assert measure_policy(rehearsed, policy).right == fresh.figures["right"]
        assert measure_policy(rehearsed, policy).wrong == fresh.figures["wrong"]


@settings(max_examples=30)
@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0, 0.5)), min_size=1, max_size=4))
def test_a_verdict_from_the_cache_is_the_real_one_for_what_people_type(
    shipped: Bot, policies: list[tuple[float, float, float]]
) -> None:
    """The same with questions as they are typed: mails, two questions at once, words of silent topics."""
    lines = (
        "hormone therapy", "types of surgery", "wat does isolated tumor cells mean", "chemo hair loss",
        "Hello,\nmy node was out last week. How big is a micromet? Is it cancer?\nThanks, Ann",
    )  # fmt: skip
    questions = Questions(tuple(Question(line, ("size", "isolated-tumor-cells")) for line in lines))
    rehearsed = list(make_trials(shipped, questions))
    for answer, clarify, margin in policies:
        policy = Policy(max(answer, clarify), min(answer, clarify), margin)
        afresh = shipped.with_policy(policy)
        for trial in rehearsed:
            assert trial.case(policy)[1] == result_of(afresh, trial.question).verdict, trial.question


def test_many_policies_read_a_question_once(gardener: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many thresholds are tried."""
    questions = Questions(
        (Question("do rosess need watr", ("roses",)), Question("mow it", reason="off-topic"))
    )
    list(make_trials(gardener, questions))
    passes = count_passes(monkeypatch)
    choose_policy(list(make_trials(gardener, questions)), gardener.bank.policy, Aim(), POLICIES)
    assert passes.fold_lines == passes.words == [question.ask for question in questions.single]
    assert len(passes.recognise) == len(questions)
