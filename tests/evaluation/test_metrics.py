"""Questions put to the garden, and what is made of the replies, whatever the matcher thinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings, strategies as st
from judgements import Sure, scripted_bot
from passes import count_passes

from footnote import Bot
from footnote.bank import Policy
from footnote.evaluation.comparison import compare_results, outcome
from footnote.evaluation.metrics import FIGURES, Result, Score, evaluate
from footnote.evaluation.misses import find_misses
from footnote.evaluation.questions import Question, Questions
from footnote.evaluation.thresholds import Aim, Choice, Trial, choose_policy, make_trials

# The garden answers from .5, and asks back from .3.
SCRIPT: Mapping[str, Sure] = {
    "sure": [("roses", 0.9)],
    "torn": [("roses", 0.45), ("tulips", 0.44)],
    "dim": [("roses", 0.25), ("giant", 0.2)],
    "silent": [("lawn", 0.8), ("roses", 0.2)],
    "nothing": [],
    "is 30 mm one": [("dwarf", 0.9)],
    "is 3 mm one": [("dwarf", 0.9)],
    "broad": [("why-water", 0.9)],
}


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
        (Question("dim", ("roses",)), "offered"),
        (Question("dim", ("tulips", "giant")), "offered"),
        (Question("dim", ("tulips",)), "declined"),
        (Question("silent", ("roses",)), "offered"),
        (Question("silent", ("giant",)), "declined"),
        (Question("nothing", ("roses",)), "declined"),
        (Question("hello", ("roses",)), "declined"),
        (Question("is 30 mm one", ("giant",)), "right"),
        (Question("is 30 mm one", ("dwarf",)), "wrong"),
        (Question("sure", reason="off-topic"), "answered"),
        (Question("torn", reason="off-topic"), "clarified"),
        (Question("dim", reason="off-topic"), "refused"),
        (Question("i want to die", reason="personal"), "refused"),
        (Question("sure", kind="greeting"), "answered"),
        (Question("torn", kind="greeting"), "clarified"),
        (Question("dim", kind="greeting"), "declined"),
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
        ("dim", ("why-water",), "offered"),
        ("dim", ("tulips",), "declined"),
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
        ("torn", ("roses", 0.45, True)),
        ("silent", ("roses", 0.2, True)),
        ("nothing", None),
        ("is 30 mm one", ("giant", 0.9, False)),
        ("hello", None),
    ],
)
def test_the_guess_is_what_would_be_answered_without_thresholds(
    scripted: Bot, line: str, guess: tuple[str, float, bool] | None
) -> None:
    """The best entry, whatever silent topic is before it; a size leads to its own entry."""
    assert result_of(scripted, Question(line, ("roses",))).guess == guess


ALONE = (
    Question("sure", ("roses",)),
    Question("torn", ("roses",)),
    Question("dim", ("tulips",)),
    Question("dim", ("giant",)),
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
    assert score.table["answered"] == {
        "right": 1, "clarified": 1, "offered": 1, "declined": 1, "wrong": 0,
    }  # fmt: skip
    assert score.table["unanswered"] == {"refused": 1, "clarified": 0, "answered": 1}
    assert score.table["small_talk"] == {"right": 1, "declined": 0, "clarified": 0, "answered": 0}
    none = {"clarified": 0, "offered": 0, "declined": 0}
    assert score.table["first_turns"] == {"right": 1, **none, "wrong": 0}
    assert score.table["later_turns"] == {"right": 1, **none, "wrong": 1}
    expected = {
        "right": 0.25, "right_or_offered": 0.75, "right_or_clarified": 0.75, "wrong": 0, "nearest_right": 0.5,
        "right_passages": 0.25, "wrong_passages": 0,
        "answered": 0.5, "asked_back": 0, "reason_right": 0.5,
        "small_talk_recognised": 1, "small_talk_answered": 0,
        "later_turns_right": 0.5, "later_turns_wrong": 0.5,
        "calibration_error": (2 * (0.9 - 1 / 2) + (1 - 0.45) + 0.25 + 0.25 + 0.2) / 6,
    }  # fmt: skip
    assert score.figures == pytest.approx(expected)
    assert score.figures.keys() == FIGURES.keys()


def test_what_was_taken_for_what(score: Score) -> None:
    """Also where it was not answered: the nearest is what the author has to tell apart."""
    assert score.confusions() == [("tulips", "roses", 1), ("giant", "roses", 1)]


def test_misses_come_worst_first(scripted: Bot, score: Score) -> None:
    """An answer where there is none, a wrong one, a needless decline, a question back; none that is right."""
    found = find_misses(scripted, score.results)
    assert [(miss.result.verdict, miss.result.question.ask) for miss in found] == [
        ("answered", "is 30 mm one"),
        ("wrong", "sure"),
        ("declined", "dim"),
        ("offered", "dim"),
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
    sure, faint = [("roses", 0.9)], [("roses", 0.2)]
    wrong, other = [("tulips", 0.9)], [("giant", 0.9)]
    before = scripted_bot(gardener, {"alpha": sure, "beta": wrong, "gamma": wrong, "delta": wrong})
    after = scripted_bot(gardener, {"alpha": sure, "beta": sure, "gamma": other, "delta": faint})
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


def world(gardener: Bot, sure: Sequence[float], unsure: Sequence[float]) -> tuple[Bot, Questions]:
    """Questions about roses that are right with these confidences, and foreign ones with those."""
    script = {f"rose bed {number}": [("roses", each)] for number, each in enumerate(sure)}
    script |= {f"mower {number}": [("roses", each)] for number, each in enumerate(unsure)}
    asked = [
        Question(line, ("roses",)) if line[0] == "r" else Question(line, reason="off-topic")
        for line in script
    ]
    return scripted_bot(gardener, script), Questions(tuple(asked))


def chosen(gardener: Bot, sure: Sequence[float], unsure: Sequence[float], aim: Aim) -> Choice:
    scripted, questions = world(gardener, sure, unsure)
    return choose_policy(list(make_trials(scripted, questions)), gardener.bank.policy, aim)


def test_the_threshold_lies_between_right_and_foreign(gardener: Bot) -> None:
    """Where one tells them apart, it is found, and nothing foreign is answered."""
    choice = chosen(gardener, [0.71] * 10, [0.65] * 10, Aim())
    assert 0.65 < choice.policy.careful <= 0.71
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
    before, after = (choose_policy(each, gardener.bank.policy, aim) for each in (tested, turned))
    assert before.folds[fold] == after.folds[fold]
    assert before.folds != after.folds


def turn(scripted: Bot, trial: Trial) -> Trial:
    """The same question in the same fold with the other label."""
    ask, answered = trial.question.ask, bool(trial.question.entries)
    other = Question(ask, reason="off-topic") if answered else Question(ask, ("roses",))
    (turned,) = make_trials(scripted, Questions((other,)))
    return turned._replace(fold=trial.fold)


@settings(max_examples=60)
@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["roses", "tulips", "giant", "lawn"]), st.floats(0, 1)),
            max_size=4,
            unique_by=lambda hit: hit[0],
        ),
        min_size=1,
        max_size=4,
    ),
    st.floats(0, 1),
)
def test_what_a_number_is_said_to_do_it_does(
    gardener: Bot, found: list[list[tuple[str, float]]], careful: float
) -> None:
    """The same as if the bank had it, and were scored."""
    script = {f"q{n}": sorted(hits, key=lambda hit: -hit[1]) for n, hits in enumerate(found)}
    questions = Questions(tuple(Question(line, ("roses",)) for line in script))
    scripted = scripted_bot(gardener, script)
    policy = Policy(careful)
    trials = list(make_trials(scripted, questions, careful=[careful]))
    tally = choose_policy(trials, policy, Aim()).current
    figures = Score(gardener.bank, tuple(evaluate(scripted.with_policy(policy), questions))).figures
    assert tally._asdict() == {name: figures[name] for name in tally._fields}


def test_a_choice_says_how_unsure_it_is(gardener: Bot) -> None:
    """With few questions, the true share may be far from what was seen, and the choice warns."""
    few, many = (
        chosen(gardener, [0.7] * 10, [0.3] * 10, Aim()),
        chosen(gardener, [0.7] * 60, [0.3] * 40, Aim()),
    )
    assert (few.has_few_questions, many.has_few_questions) == (True, False)
    for choice in (few, many):
        for name, (least, most) in choice.intervals.items():
            assert 0 <= least <= getattr(choice.judged, name) <= most + 1e-9 <= 1 + 1e-9
    assert few.intervals["right"][0] < many.intervals["right"][0]
    assert few.intervals["answered"][1] > many.intervals["answered"][1]
    assert few.as_dict()["few_questions"] is True


def test_without_questions_nothing_is_known(gardener: Bot) -> None:
    """The policy stays, and each share may be anything."""
    choice = choose_policy([], gardener.bank.policy, Aim())
    assert choice.policy == gardener.bank.policy
    assert set(choice.intervals.values()) == {(0.0, 1.0)}


def test_of_numbers_that_do_the_same_the_most_careful_is_chosen(gardener: Bot) -> None:
    """New questions are less sure than those that were labelled."""
    assert chosen(gardener, [0.9] * 5, [0.1] * 5, Aim()).policy.careful == 0.9


def test_many_numbers_read_a_question_once(gardener: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many are tried."""
    questions = Questions(
        (Question("do rosess need watr", ("roses",)), Question("mow it", reason="off-topic"))
    )
    list(make_trials(gardener, questions))
    passes = count_passes(monkeypatch)
    list(make_trials(gardener, questions))
    assert passes.fold_lines == [question.ask for question in questions.single]
    assert len(passes.words) == len(questions)
    assert len(passes.recognise) == len(questions)
