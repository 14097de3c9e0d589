"""Replies other than the labels of their questions ask for, each with what decided it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .as_json import decision
from .metrics import GROUPS, surest
from .word_matches import match_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from footnote.bank import Bank
    from footnote.dialogue import Bot
    from footnote.matching import Candidate, Match

    from .metrics import Result

_WORST_FIRST = ("answered", "wrong", "declined", "offered", "refused", "clarified")


class Miss(NamedTuple):
    """A question with a reply that is not right, and the two hits between which it fell, with their words.

    `chosen` is what was answered, or else the nearest hit. `wanted` is the best hit that would have been
    right, if there is one: an entry of the question, or a silent topic where the source does not say.
    """

    result: Result
    chosen: Candidate | None = None
    wanted: Candidate | None = None
    chosen_words: tuple[Match, ...] = ()
    wanted_words: tuple[Match, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """The miss as JSON has it."""
        question = self.result.question
        return {
            "file": question.file,
            "line": question.line,
            "question": question.ask,
            "group": self.result.group,
            "verdict": self.result.verdict,
            "right": question.label,
            "reply": decision(self.result.reply),
            "chosen": _side(self.chosen, self.chosen_words),
            "wanted": _side(self.wanted, self.wanted_words),
        }


def find_misses(bot: Bot, results: Iterable[Result]) -> list[Miss]:
    """What went wrong, the worst first: answers where there is none, wrong answers, needless declines."""
    misses = [_miss(bot, each) for each in results if not each.good]
    groups = list(GROUPS)
    return sorted(
        misses,
        key=lambda miss: (_WORST_FIRST.index(miss.result.verdict), groups.index(miss.result.group)),
    )


def _side(hit: Candidate | None, words: Iterable[Match]) -> dict[str, Any] | None:
    if hit is None:
        return None
    return {
        "entry": hit.entry,
        "confidence": hit.confidence,
        "wording": hit.wording,
        "words": [{**match._asdict(), "share": round(match.share, 4)} for match in words],
    }


def _miss(bot: Bot, result: Result) -> Miss:
    best = surest(result.trace)
    if best is None or not best.hits:
        return Miss(result)
    decided = best.judgement.best if result.reply.kind == "answer" else None
    chosen = decided or best.hits[0]
    wanted = next((hit for hit in best.hits if _wants(bot.bank, result, hit)), None)
    words = match_words(bot.matcher, best, wanted) if wanted else ()
    return Miss(result, chosen, wanted, match_words(bot.matcher, best, chosen), words)


def _wants(bank: Bank, result: Result, hit: Candidate) -> bool:
    if result.question.reason == "not-in-source":
        return hit.entry in bank.silent
    return hit.entry in result.question.entries
