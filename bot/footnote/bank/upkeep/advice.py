"""Advice on a bank whose answers are to be reviewed: where in its files, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank.lint import ADVICE
from footnote.bank.yaml_nodes import Items, Pairs, Scalar
from footnote.errors import Problem

from .clock import due_date, standing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from footnote.bank.loader import ParsedBank
    from footnote.bank.models import Bank, Entry
    from footnote.bank.yaml_nodes import Node


def review_advice(parsed: ParsedBank, today: date) -> list[Problem]:
    """Advice on the entries whose passages changed, or whose review is overdue on this day: only once for all
    that have the clock of the bank.
    """
    bank = parsed.bank
    overdue: list[tuple[Node, str]] = []
    advice: list[tuple[Node, str]] = []
    for entry, node in _entries(parsed):
        state = standing(bank, entry, today)
        if state == "changed":
            marks = _value(node, "review")
            advice.append((marks or node, _changed(entry)))
        elif state == "overdue":
            own = _value(node, "reviewed") or _value(node, "review_every")
            overdue.append((own or parsed.fields.node("review_every") or node, _overdue(bank, entry)))
    return sorted({_problem(node, message) for node, message in advice + overdue})


def _changed(entry: Entry) -> str:
    ids = entry.review
    settle = " ".join(f"--accept {id}" for id in ids)
    return (
        f"{' and '.join(ids)} changed under the answer of {entry.id}; read it again, then run "
        f"`footnote check {settle} --by NAME`"
    )


def _overdue(bank: Bank, entry: Entry) -> str:
    clock = bank.clock_of(entry)
    cure = "compare the answers with their sources, then write the day at `reviewed`"
    if not clock.reviewed:
        return f"a review every {clock.every} is planned, and there is no day of the last one; {cure}"
    return f"the review was due on {due_date(clock)}; {cure}"


def _problem(node: Node, message: str) -> Problem:
    return Problem(node.mark.name, node.mark.line + 1, node.mark.column + 1, ADVICE + message)


def _entries(parsed: ParsedBank) -> Iterator[tuple[Entry, Node]]:
    """The entries with their nodes."""
    node = parsed.fields.node("entries")
    for each in node.nodes if isinstance(node, Items) else ():
        id = _value(each, "id")
        entry = parsed.bank.entries.get(id.text) if isinstance(id, Scalar) else None
        if entry:
            yield entry, each


def _value(node: Node, key: str) -> Node | None:
    pairs = node.items() if isinstance(node, Pairs) else ()
    return next((value for name, value in pairs if isinstance(name, Scalar) and name.text == key), None)
