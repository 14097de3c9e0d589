"""Records: the questions that were asked, the gaps that they show, and what is left to learn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, TypeAlias

GapKind: TypeAlias = Literal["wording missing", "entry missing", "source is silent"]
"""What a gap lacks, by what an author does about it: adds a wording, writes an entry, or names a silent
topic."""

GAP_KINDS: tuple[GapKind, ...] = ("wording missing", "entry missing", "source is silent")
"""The kinds in the order in which a report has gaps that were asked equally often."""


class LoggedQuestion(NamedTuple):
    """A question that somebody asked, and what became of it; None where that is not known.

    `kind`, `reason` and `entry` are those of the reply; `taken` is the entry that the person chose of a reply
    that asked back; `feedback` is what the person said of the reply, one of `journal.FEEDBACK`.
    """

    question: str | None
    kind: str | None = None
    reason: str | None = None
    entry: str | None = None
    taken: str | None = None
    feedback: str | None = None
    right: str | None = None


class Gap(NamedTuple):
    """Questions that ask the same and were not answered, most asked first, each with how often it was asked.

    `near` is the nearest entry or silent topic, None where none is near enough to be offered; `confidence` is
    that of the nearest (0..1). `passage` has most of what is asked, and `fit` is how much (0..1), which an
    author may want to read whatever the kind. `draft` is YAML to paste into the bank.
    """

    kind: GapKind
    times: int
    questions: tuple[tuple[str, int], ...]
    near: str | None
    confidence: float
    passage: str | None
    fit: float
    draft: str = ""

    def as_dict(self) -> dict[str, Any]:
        """The gap as `footnote gaps --json` prints it; the kind is called `sort` there."""
        return {
            "sort": self.kind,
            "times": self.times,
            "questions": [{"question": question, "times": times} for question, times in self.questions],
            "near": self.near,
            "confidence": round(self.confidence, 4),
            "passage": self.passage,
            "fit": round(self.fit, 4),
            "draft": self.draft,
        }


@dataclass(frozen=True)
class Report:
    """The gaps, most asked first, and how the rest of the questions adds up.

    `asked` counts all questions; `settled` those that the bank answers by now; `unread` unanswered ones of
    which no words were kept; `out_of_scope` those that no bank should answer, by why; `complaints` what
    people said of entries, by entry and feedback.
    """

    asked: int
    gaps: tuple[Gap, ...]
    settled: int = 0
    unread: int = 0
    out_of_scope: dict[str, int] = field(default_factory=dict)
    complaints: dict[tuple[str, str], int] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The report as `footnote gaps --json` prints it, schema 1: keys are added, never renamed."""
        return {
            "schema": 1,
            "asked": self.asked,
            "settled": self.settled,
            "unread": self.unread,
            "aside": self.out_of_scope,
            "complaints": [
                {"entry": entry, "verdict": feedback, "times": times}
                for (entry, feedback), times in self.complaints.items()
            ],
            "gaps": [gap.as_dict() for gap in self.gaps],
        }


class OpenQuestion(NamedTuple):
    """A question as it was asked, without personal data, and how often; and what would be written of it, ""
    where it can be no wording. `words` are the stems of that without small words, and `slips` those of them
    that neither the language nor the bank knows.
    """

    question: str
    times: int
    wording: str
    words: frozenset[str] = frozenset()
    slips: frozenset[str] = frozenset()
