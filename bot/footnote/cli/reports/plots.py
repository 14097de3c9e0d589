"""The curves of a score as SVG, drawn by matplotlib (the extra `report`) in the colours of the page.

Colours are placeholders while matplotlib draws, and CSS variables in what it gives, so that one drawing fits
a light page and a dark one. Text stays text, to be read aloud and searched.
"""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from matplotlib import rc_context
from matplotlib.figure import Figure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

    from footnote.evaluation import Bin, CurvePoint, Point

_INK, _FAINT, _LINE, _MARK = "#010101", "#020202", "#030303", "#040404"
_VARIABLES = {_INK: "var(--ink)", _FAINT: "var(--faint)", _LINE: "var(--line)", _MARK: "var(--mark)"}

_STYLE: dict[Any, Any] = {  # matplotlib's own type spells out each of its 300 settings
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 11,
    "text.color": _INK,
    "axes.edgecolor": _FAINT,
    "axes.labelcolor": _INK,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "axes.grid": True,
    "grid.color": _FAINT,
    "grid.linewidth": 0.4,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def risk_coverage(curve: Sequence[Point], careful: float) -> str:
    """The risk–coverage curve, with the point at which the bank's threshold stands."""
    figure, axes = _figure("questions answered", "answers that are wrong")
    axes.plot([each.coverage for each in curve], [each.risk for each in curve], color=_LINE, linewidth=2)
    reached = [each for each in curve if each.threshold >= careful]
    if reached:
        _, coverage, risk = reached[-1]
        axes.plot([coverage], [risk], "o", color=_MARK, markersize=9)
        axes.annotate(
            f"the bank's own: {careful:.2f}",
            (coverage, risk),
            (10, -14),
            textcoords="offset points",
            color=_INK,
        )
    axes.set_xlim(0, 1)
    axes.set_ylim(0, max(0.1, *(each.risk for each in curve)) * 1.1)
    return _svg(figure, "curve")


def reliability(table: Sequence[Bin]) -> str:
    """The reliability diagram, each bin with its interval; on the diagonal, confidence means what it says."""
    figure, axes = _figure("confidence", "nearest entry is right")
    axes.plot([0, 1], [0, 1], "--", color=_FAINT, linewidth=1)
    sure, right = [each.confidence for each in table], [each.right for each in table]
    # The share of few questions lies at the interval's very end, and rounding may put it beyond.
    below = [max(0.0, each.right - each.least) for each in table]
    above = [max(0.0, each.most - each.right) for each in table]
    axes.errorbar(sure, right, (below, above), fmt="o-", color=_LINE, ecolor=_MARK, linewidth=2, capsize=3)
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    return _svg(figure, "plot")


def learning_curve(curve: Sequence[CurvePoint], names: Sequence[str]) -> str:
    """The shares by wordings per entry, and how far `right` differs among banks of one size."""
    figure, axes = _figure("wordings per entry", "questions")
    places = range(len(curve))
    right = [each.right for each in curve]
    below = [max(0.0, each.right - each.least) for each in curve]  # a mean is rounded
    above = [max(0.0, each.most - each.right) for each in curve]
    bars = axes.errorbar(places, right, (below, above), fmt="o-", color=_LINE, linewidth=2, capsize=3)
    (wrong,) = axes.plot(places, [each.wrong for each in curve], "s--", color=_MARK)
    (answered,) = axes.plot(places, [each.answered for each in curve], "^:", color=_INK)
    axes.set_xticks(places, names)
    axes.set_ylim(0, 1.02)
    axes.legend((bars, wrong, answered), ("right", "wrong", "answered"), frameon=False, labelcolor=_INK)
    return _svg(figure, "learning")


def _figure(x: str, y: str) -> tuple[Figure, Axes]:
    with rc_context(_STYLE):
        figure = Figure(figsize=(5.6, 4), layout="constrained")
        axes = figure.subplots()
        axes.xaxis.set_major_formatter("{x:.0%}")
        axes.yaxis.set_major_formatter("{x:.0%}")
        axes.set_xlabel(x)
        axes.set_ylabel(y)
    return figure, axes


def _svg(figure: Figure, salt: str) -> str:
    """The drawing as an element of a page: in the page's colours, without a date, no id used twice.

    The ids that are left are made from what they stand for and the salt: the same for the same score.
    """
    out = io.StringIO()
    with rc_context({**_STYLE, "svg.hashsalt": salt}):
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    svg = re.sub(r'<g id="[^"]*"', "<g", svg)
    for placeholder, variable in _VARIABLES.items():
        svg = svg.replace(placeholder, variable)
    return svg
