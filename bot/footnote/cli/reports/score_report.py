"""What `footnote score` found out, in one record for text, JSON and HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from footnote.evaluation.comparison import Change
    from footnote.evaluation.metrics import Score
    from footnote.evaluation.misses import Miss
    from footnote.evaluation.thresholds import Choice


class Report(NamedTuple):
    """A score, its misses, and what else was asked for: thresholds, and another bank by its name."""

    score: Score
    misses: Sequence[Miss]
    choice: Choice | None = None
    against: str = ""
    changes: Sequence[Change] = ()

    def as_dict(self) -> dict[str, Any]:
        """Everything as one JSON object; the keys of what was not asked for are null."""
        return {
            **self.score.as_dict(),
            "misses": [miss.as_dict() for miss in self.misses],
            "choice": self.choice and self.choice.as_dict(),
            "against": self.against or None,
            "changes": [change.as_dict() for change in self.changes] if self.against else None,
        }


def unmet(score: Score, required: Mapping[str, float]) -> list[str]:
    """What falls short of a requirement, in a sentence each."""
    from footnote.evaluation.metrics import FIGURES

    found = []
    for name, bound in required.items():
        value, wanted = score.figures[name], FIGURES[name][0]
        if value < bound if wanted == "at least" else value > bound:
            found.append(f"{name} is {value:.4f}, and {wanted} {bound:g} is required")
    return found
