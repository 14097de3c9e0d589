"""Choosing a bank's policy by labelled questions, each judged by thresholds that it did not help to choose.

Each question is matched once. The decision depends on a policy only through which hits reach which
threshold, so that thousands of policies are tried in seconds.
"""

from __future__ import annotations

from collections import Counter
from functools import cache as cached
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.bank import Policy
from footnote.dialogue import State
from footnote.record import Record

from .as_json import rounded
from .metrics import judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from footnote.dialogue import Bot, Cache

    from .metrics import Verdict
    from .questions import Category, Question, Questions

    _Case = tuple[Category, Verdict]
    """What the right reply to a question is, and what came of it."""
    _Counted = Mapping[Policy, Mapping[int, Counter[_Case]]]

FOLDS = 5
"""Parts of the questions: the thresholds for each are chosen on the four others."""

_ANSWERS = tuple(round(0.02 * step, 2) for step in range(10, 49))
_CLARIFIES = tuple(round(0.1 * step, 2) for step in range(1, 9))
_STEP = 0.05
_MARGINS = (0.0, 0.03, 0.06, 0.1, 0.15, 0.2)

POLICIES = tuple(Policy(*each) for each in product(_ANSWERS, _CLARIFIES, _MARGINS) if each[0] >= each[1])
"""The policies that are tried. Finer steps would fit the noise: of 240 questions, one alone makes .004."""


class Tally(NamedTuple):
    """Shares (0..1) of the questions a bank answers, and of those it does not, as in `metrics.FIGURES`."""

    right: float
    right_or_clarified: float
    wrong: float
    answered: float
    asked_back: float


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


class Trial:
    """One question, its fold, and its verdict under any policy."""

    def __init__(self, bot: Bot, question: Question, fold: int, cache: Cache) -> None:
        self.question = question
        self.fold = fold
        self._bot = bot
        self._cache = cache
        self._turn = bot.parse(question.ask)
        _, trace = bot.with_policy(bot.bank.policy, cache).take(self._turn, State())
        sure = [[hit.confidence for hit in lookup.hits] for lookup in trace.lookups]
        # All that a decision asks of the hits of each reading: how many reach a threshold, and how many are
        # close behind each. As texts, which are hashed once.
        self._reaching = cached(lambda least: repr([sum(one >= least for one in s) for s in sure]))
        self._close = cached(lambda margin: repr([_near(margin, a, s) for s in sure for a in s]))
        self._cases: dict[object, _Case] = {}

    def case(self, policy: Policy) -> _Case:
        """What the right reply is, and the verdict on what the bot replies under this policy.

        The bot is asked again only where other hits reach the thresholds than under all policies before.
        """
        answer, clarify, margin = policy
        key = self._reaching(answer), self._reaching(clarify), self._close(margin)
        case = self._cases.get(key)
        if case is None:
            bot = self._bot.with_policy(policy, self._cache)
            verdict = judge(bot.bank, self.question, *bot.take(self._turn, State()))
            case = self._cases[key] = self.question.category, verdict
        return case


class Choice(Record):
    """A policy that is proposed, and the measurements behind it.

    `judged` is what to expect of new questions: each question was judged by the policy in `folds` that was
    chosen without it. `fitted` is measured on the very questions that chose `policy`, `current` with the
    bank's own policy. `neighbours` has what each threshold would do a little lower and a little higher.
    """

    policy: Policy
    aim: Aim
    answered: int
    unanswered: int
    folds: tuple[Policy, ...]
    judged: Tally
    fitted: Tally
    current: Tally
    neighbours: Mapping[str, tuple[tuple[float, Tally], ...]]

    @property
    def meets_aim(self) -> bool:
        """Whether the policy meets the aim on the questions that chose it."""
        return not self.aim.missed_by(self.fitted)

    def as_dict(self) -> dict[str, Any]:
        """The choice as JSON has it."""
        return {
            "policy": self.policy._asdict(),
            "aim": self.aim._asdict(),
            "meets_aim": self.meets_aim,
            "answered": self.answered,
            "unanswered": self.unanswered,
            "folds": [policy._asdict() for policy in self.folds],
            "judged": rounded(self.judged._asdict()),
            "fitted": rounded(self.fitted._asdict()),
            "current": rounded(self.current._asdict()),
            "neighbours": {
                name: [{name: value, **rounded(tally._asdict())} for value, tally in others]
                for name, others in self.neighbours.items()
            },
        }


def make_trials(bot: Bot, questions: Questions, folds: int = FOLDS) -> Iterator[Trial]:
    """The questions that thresholds decide about, each in a fold.

    Neighbours in the file go to different folds: authors write questions for one entry one after another.
    """
    cache: Cache = {}
    for category in ("answered", "unanswered"):
        for number, question in enumerate(each for each in questions.single if each.category == category):
            yield Trial(bot, question, number % folds, cache)


def choose_policy(
    trials: Sequence[Trial], current: Policy, aim: Aim, policies: Iterable[Policy] = POLICIES
) -> Choice:
    """The policy that keeps to the aim and answers most questions rightly, and how good it is.

    Where no policy keeps to it, the one that misses it least. `policies` are tried one after another.
    """
    folds = {
        fold: [trial for trial in trials if trial.fold == fold] for fold in sorted({t.fold for t in trials})
    }
    counted = {policy: _by_fold(folds, policy) for policy in policies}
    all_of = {policy: sum(cases.values(), Counter()) for policy, cases in counted.items()}
    chosen = _best(all_of, aim)
    of_fold = {fold: _best(_without(fold, counted, all_of), aim) for fold in folds}
    judged = sum((counted[policy][fold] for fold, policy in of_fold.items()), Counter())
    return Choice(
        policy=chosen,
        aim=aim,
        answered=sum(trial.question.category == "answered" for trial in trials),
        unanswered=sum(trial.question.category == "unanswered" for trial in trials),
        folds=tuple(of_fold.values()),
        judged=_tally(judged),
        fitted=_tally(all_of[chosen]),
        current=measure_policy(trials, current),
        neighbours={name: tuple(_neighbours(trials, chosen, name)) for name in Policy._fields},
    )


def measure_policy(trials: Iterable[Trial], policy: Policy) -> Tally:
    """How good the replies are under one policy."""
    return _tally(Counter(trial.case(policy) for trial in trials))


def _by_fold(folds: Mapping[int, Sequence[Trial]], policy: Policy) -> dict[int, Counter[_Case]]:
    return {fold: Counter([trial.case(policy) for trial in members]) for fold, members in folds.items()}


def _without(
    fold: int, counted: _Counted, all_of: Mapping[Policy, Counter[_Case]]
) -> dict[Policy, Counter[_Case]]:
    """What each policy does to the questions that are not in this fold."""
    return {policy: cases - counted[policy][fold] for policy, cases in all_of.items()}


def _best(cases: Mapping[Policy, Counter[_Case]], aim: Aim) -> Policy:
    """The policy that misses the aim least; of those, the one with most right, then with most offered.

    Of equals, the most cautious: the one with the highest thresholds.
    """

    def worth(policy: Policy) -> tuple[float, ...]:
        tally = _tally(cases[policy])
        return (-aim.missed_by(tally), tally.right, tally.right_or_clarified, -tally.asked_back, *policy)

    return max(cases, key=worth)


def _tally(cases: Counter[_Case]) -> Tally:
    answered = max(1, sum(count for (category, _), count in cases.items() if category == "answered"))
    unanswered = max(1, sum(count for (category, _), count in cases.items() if category == "unanswered"))
    right, clarified = cases["answered", "right"], cases["answered", "clarified"]
    return Tally(
        right=right / answered,
        right_or_clarified=(right + clarified) / answered,
        wrong=cases["answered", "wrong"] / answered,
        answered=cases["unanswered", "answered"] / unanswered,
        asked_back=cases["unanswered", "clarified"] / unanswered,
    )


def _neighbours(trials: Sequence[Trial], policy: Policy, name: str) -> Iterator[tuple[float, Tally]]:
    """What one threshold, a step lower and a step higher, would do."""
    for step in (-_STEP, _STEP):
        value = round(getattr(policy, name) + step, 2)
        other = policy._replace(**{name: value})
        if 0 <= value <= 1 and other.clarify <= other.answer:
            yield value, measure_policy(trials, other)


def _near(margin: float, confidence: float, others: Sequence[float]) -> tuple[int, int]:
    """How many are as near as a hit of this confidence under a margin: more than it reaches, and at least."""
    reach = Policy(margin=margin).reach(confidence)
    return sum(other > reach for other in others), sum(other >= reach for other in others)
