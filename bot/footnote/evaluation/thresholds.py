"""Choosing how careful a bank is by labelled questions, each judged by a number that it did not choose.

Each question is read and looked up once; only the decision is made again for each number.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.bank import Policy
from footnote.dialogue import State
from footnote.record import Record

from .as_json import rounded
from .calibration import wilson
from .metrics import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from footnote.dialogue import Bot, Cache

    from .metrics import Verdict
    from .questions import Category, Question, Questions

    _Cases = Counter[tuple[Category, Verdict]]
    """What the right reply to questions is, what came of them, and how often."""

FOLDS = 5
"""Parts of the questions: the number for each is chosen on the four others."""

CAREFUL = tuple(round(0.02 * step, 2) for step in range(5, 49))
"""The numbers that are tried. Finer steps would fit the noise: of 240 questions, one alone makes .004."""

NEIGHBOURS = (-2, 2)
"""Steps to the numbers that are shown beside the one that is proposed."""

MIN_QUESTIONS = 100
"""Questions from which a share is known to a tenth, either way, with 95 % certainty."""


class Tally(NamedTuple):
    """Shares (0..1) of the questions a bank answers, and of those it does not, as in `metrics.FIGURES`."""

    right: float
    right_or_offered: float
    wrong: float
    answered: float
    asked_back: float

    def as_dict(self) -> dict[str, Any]:
        """The shares as JSON has them, `right_or_offered` by its earlier name too."""
        return rounded({**self._asdict(), "right_or_clarified": self.right_or_offered})


class Aim(NamedTuple):
    """What a policy must keep to, as shares 0..1; within it, the policy with most right answers is chosen.

    `wrong` is judged by entries, and entries of a bank lie closer together than what their answers say.
    """

    answered: float = 0.01
    wrong: float = 0.03
    asked_back: float = 0.1

    def missed_by(self, tally: Tally) -> float:
        """By how much in total; 0 where the policy keeps to the aim."""
        over = (
            tally.answered - self.answered,
            tally.wrong - self.wrong,
            tally.asked_back - self.asked_back,
        )
        return sum(max(0.0, each) for each in over)


class Trial(NamedTuple):
    """A question, its fold, and the verdict on its reply by how careful the bank is."""

    question: Question
    fold: int
    verdicts: Mapping[float, Verdict]


class Choice(Record):
    """A policy that is proposed, and the measurements behind it.

    `judged` is what to expect of new questions: each question was judged by the policy in `folds` that was
    chosen without it. `fitted` is measured on the very questions that chose `policy`, `current` with the
    bank's own policy. `neighbours` has what a somewhat lower and a somewhat higher number would do.
    """

    policy: Policy
    aim: Aim
    answered: int
    unanswered: int
    folds: tuple[Policy, ...]
    judged: Tally
    fitted: Tally
    current: Tally
    neighbours: tuple[tuple[float, Tally], ...]

    @property
    def meets_aim(self) -> bool:
        """Whether the policy meets the aim on the questions that chose it."""
        return not self.aim.missed_by(self.fitted)

    @property
    def has_few_questions(self) -> bool:
        """Whether there are too few questions to rely on what is proposed."""
        return self.answered + self.unanswered < MIN_QUESTIONS

    @property
    def intervals(self) -> dict[str, tuple[float, float]]:
        """Between which shares those of `judged` lie with 95 % certainty: from 0 to 1 of no questions."""
        return {
            name: wilson(round(share * count), count) if (count := self._count(name)) else (0.0, 1.0)
            for name, share in self.judged._asdict().items()
        }

    def _count(self, name: str) -> int:
        """How many questions a share is of."""
        return self.unanswered if name in ("answered", "asked_back") else self.answered

    def as_dict(self) -> dict[str, Any]:
        """The choice as JSON has it."""
        return {
            "policy": {"careful": self.policy.careful},
            "aim": self.aim._asdict(),
            "meets_aim": self.meets_aim,
            "answered": self.answered,
            "unanswered": self.unanswered,
            "few_questions": self.has_few_questions,
            "folds": [{"careful": policy.careful} for policy in self.folds],
            "judged": self.judged.as_dict(),
            "intervals": {
                name: [round(least, 4), round(most, 4)] for name, (least, most) in self.intervals.items()
            },
            "fitted": self.fitted.as_dict(),
            "current": self.current.as_dict(),
            "neighbours": [{"careful": careful, **tally.as_dict()} for careful, tally in self.neighbours],
        }


def make_trials(
    bot: Bot, questions: Questions, folds: int = FOLDS, careful: Iterable[float] = CAREFUL
) -> Iterator[Trial]:
    """The questions that the number decides about, each in a fold, under each number and the bank's own.

    Neighbours in the file go to different folds: authors write questions for one entry one after another.
    """
    cache: Cache = {}
    bots = {
        each: bot.with_policy(Policy(each), cache) for each in sorted({*careful, bot.bank.policy.careful})
    }
    for category in ("answered", "unanswered"):
        for number, question in enumerate(each for each in questions.single if each.category == category):
            turn = bot.parse(question.ask)
            verdicts = {
                each: judge(tried.bank, question, *tried.take(turn, State())) for each, tried in bots.items()
            }
            yield Trial(question, number % folds, verdicts)


def choose_policy(trials: Sequence[Trial], current: Policy, aim: Aim) -> Choice:
    """The policy that keeps to the aim and answers most questions rightly, and how good it is.

    Where no policy keeps to it, the one that misses it least.
    """
    folds = sorted({trial.fold for trial in trials})
    tried = list(trials[0].verdicts) if trials else [current.careful]
    counted = {careful: {fold: _cases(trials, careful, fold) for fold in folds} for careful in tried}
    all_of = {careful: sum(by_fold.values(), Counter()) for careful, by_fold in counted.items()}
    chosen = _best(all_of, aim)
    of_fold = {
        fold: _best({each: cases - counted[each][fold] for each, cases in all_of.items()}, aim)
        for fold in folds
    }
    judged = sum((counted[careful][fold] for fold, careful in of_fold.items()), Counter())
    return Choice(
        policy=Policy(chosen),
        aim=aim,
        answered=sum(trial.question.category == "answered" for trial in trials),
        unanswered=sum(trial.question.category == "unanswered" for trial in trials),
        folds=tuple(map(Policy, of_fold.values())),
        judged=_tally(judged),
        fitted=_tally(all_of[chosen]),
        current=_tally(all_of[current.careful]),
        neighbours=tuple((each, _tally(all_of[each])) for each in _neighbours(tried, chosen)),
    )


def _cases(trials: Iterable[Trial], careful: float, fold: int) -> _Cases:
    """What came of the questions of one fold under one number."""
    return Counter(
        [(trial.question.category, trial.verdicts[careful]) for trial in trials if trial.fold == fold]
    )


def _best(cases: Mapping[float, _Cases], aim: Aim) -> float:
    """The number that misses the aim least; of those, the one with most right, then with most offered.

    Of equals, the most careful.
    """

    def worth(careful: float) -> tuple[float, ...]:
        tally = _tally(cases[careful])
        missed = round(aim.missed_by(tally), 9)
        return (-missed, tally.right, tally.right_or_offered, -tally.asked_back, careful)

    return max(cases, key=worth)


def _tally(cases: _Cases) -> Tally:
    answered = max(1, sum(count for (category, _), count in cases.items() if category == "answered"))
    unanswered = max(1, sum(count for (category, _), count in cases.items() if category == "unanswered"))
    right = cases["answered", "right"]
    offered = cases["answered", "clarified"] + cases["answered", "offered"]
    return Tally(
        right=right / answered,
        right_or_offered=(right + offered) / answered,
        wrong=cases["answered", "wrong"] / answered,
        answered=cases["unanswered", "answered"] / unanswered,
        asked_back=cases["unanswered", "clarified"] / unanswered,
    )


def _neighbours(tried: Sequence[float], chosen: float) -> Iterator[float]:
    """Of the numbers that were tried, from the smallest, a lower and a higher one than the one chosen."""
    for step in NEIGHBOURS:
        place = tried.index(chosen) + step
        if 0 <= place < len(tried):
            yield tried[place]
