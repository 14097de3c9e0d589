"""The report of gaps as one page of HTML: no script, nothing to fetch, every word of it escaped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from footnote.insights.gaps import SORTS
from footnote.text import printable

from .gaps_text import SHOWN, sums, where

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank.models import Bank
    from footnote.insights.gaps import Gap, Report

CURES = {
    "wording missing": "An entry is near. If it answers these, they are wordings it lacks: add them.",
    "entry missing": "The source has a passage that fits. Somebody writes the entry from it.",
    "source is silent": "Nothing in the source fits. Name it among the silent topics, or find a source.",
}
"""What each sort of gap asks of whom."""

_STYLE = """
:root {
  color-scheme: light dark;
  --ground: #fbfaf7; --card: #fff; --ink: #1d1d1f; --soft: #55565b; --line: #d9d7d0; --mark: #0b5c8a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #16171a; --card: #1f2125; --ink: #ececee; --soft: #a9abb2; --line: #3a3c42; --mark: #7cc4ee;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 46rem; padding: 2rem 1rem 4rem; background: var(--ground); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
}
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .75rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .25rem; }
p { margin: .25rem 0; }
.soft { color: var(--soft); }
article {
  background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .9rem 1rem;
  margin: .75rem 0;
}
h3 { font-size: 1rem; margin: 0; }
h3 span {
  display: inline-block; min-width: 2.2rem; margin-right: .5rem; padding: 0 .45rem; border-radius: 1rem;
  background: var(--mark); color: var(--ground); text-align: center; font-variant-numeric: tabular-nums;
}
ul { margin: .5rem 0; padding-left: 1.2rem; }
summary { cursor: pointer; color: var(--mark); }
summary:focus-visible, a:focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
pre {
  margin: .5rem 0 0; padding: .75rem; border: 1px solid var(--line); border-radius: .35rem;
  font: .875rem/1.45 ui-monospace, monospace; white-space: pre-wrap; user-select: all;
}
a { color: var(--mark); }
"""

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>{title}</h1>
{sums}
</header>
<main>
{sections}
</main>
</body>
</html>
"""


def page(report: Report, bank: Bank) -> str:
    """The whole page."""
    title = f"What people asked that “{bank.title}” could not answer"
    return _PAGE.format(
        title=_escaped(title),
        style=_STYLE,
        sums="\n".join(f"<p>{_escaped(line)}</p>" for line in sums(report)),
        sections="\n".join(_sections(report, bank)) or "<p>There are no gaps.</p>",
    )


def _sections(report: Report, bank: Bank) -> Iterator[str]:
    for sort in SORTS:
        gaps = [gap for gap in report.gaps if gap.sort == sort]
        if gaps:
            yield f"<section>\n<h2>{_escaped(sort.capitalize())}</h2>"
            yield f"<p class='soft'>{_escaped(CURES[sort])}</p>"
            yield from (_article(gap, bank) for gap in gaps)
            yield "</section>"


def _article(gap: Gap, bank: Bank) -> str:
    (first, _), *others = gap.questions
    items = "".join(
        f"<li>{_escaped(question)}{_times(times)}</li>" for question, times in others[: SHOWN - 1]
    )
    rest = len(others) - SHOWN + 1
    return "\n".join(
        part
        for part in (
            f"<article>\n<h3><span>{gap.times}</span>{_escaped(first)}</h3>",
            f"<ul>{items}</ul>" if items else "",
            f"<p class='soft'>and {rest} more like these</p>" if rest > 0 else "",
            f"<p class='soft'>{_near(gap, bank)}</p>",
            f"<details><summary>Draft to paste</summary><pre>{_escaped(gap.draft)}</pre></details>",
            "</article>",
        )
        if part
    )


def _near(gap: Gap, bank: Bank) -> str:
    """What is nearest, the passage with a link that opens the source there."""
    parts = []
    if gap.near:
        entry = bank.entries.get(gap.near)
        named = f"entry {gap.near}, “{entry.question}”" if entry else f"silent topic {gap.near}"
        parts.append(_escaped(f"Nearest: {named} ({gap.confidence:.2f})."))
    known = bank.passages.get(gap.passage or "")
    if gap.passage:
        told = _escaped(where(gap, bank).removeprefix("passage").strip())
        address = escape(known.address(bank.source.url), quote=True) if known else ""
        parts.append(
            f'<a href="{address}" rel="noreferrer">Passage</a> {told}.' if known else f"Passage {told}."
        )
    return " ".join(parts) or "Nothing is near."


def _times(times: int) -> str:
    return f" <span class='soft'>× {times}</span>" if times > 1 else ""


def _escaped(text: str) -> str:
    return escape(printable(text), quote=True)
