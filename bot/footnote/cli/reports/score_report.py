"""The report of `footnote score`, one record for text, JSON and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from footnote.evaluation import Change, Choice, CurvePoint, Miss, Score


class Report(NamedTuple):
    """A score and its misses; proposed thresholds, the learning curve, and a comparison with another bank,
    where they are wanted. `before` is the score of that other bank.
    """

    score: Score
    misses: Sequence[Miss]
    choice: Choice | None = None
    against: str = ""
    changes: Sequence[Change] = ()
    curve: Sequence[CurvePoint] = ()
    before: Score | None = None

    def as_dict(self) -> dict[str, Any]:
        """The report as one JSON object; keys of what was not wanted are null."""
        return {
            **self.score.as_dict(),
            "misses": [miss.as_dict() for miss in self.misses],
            "choice": self.choice and self.choice.as_dict(),
            "learning_curve": [point.as_dict() for point in self.curve] or None,
            "against": self.against or None,
            "figures_before": self.before
            and {name: round(value, 4) for name, value in self.before.figures.items()},
            "changes": [change.as_dict() for change in self.changes] if self.against else None,
        }


def unmet(score: Score, required: Mapping[str, float]) -> list[str]:
    """A sentence for each figure that falls short of what is required."""
    from footnote.evaluation import FIGURES

    sentences = []
    for name, bound in required.items():
        value, wanted = score.figures[name], FIGURES[name][0]
        if value < bound if wanted == "at least" else value > bound:
            sentences.append(f"{name} is {value:.4f}, and {wanted} {bound:g} is required")
    return sentences
