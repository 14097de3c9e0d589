"""The marks `[n]` of a text, and the ids that sections refer to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank.validation import clip

if TYPE_CHECKING:
    from collections.abc import Collection

    from footnote.bank.references import IdRegistry
    from footnote.bank.validation import Fields

_MARK = re.compile(r"\[([0-9]{1,3})\]")
_ID_MARK = re.compile(r"\[([\w-]+(?:\s*,\s*[\w-]+)*)\]")
_WRONG_MARK = re.compile(r"\[(?=[^\]]*[0-9])[0-9\s,;–-]+\]")

_QUOTED = re.compile(r"“[^”]*”")
"""What stands in quotation marks, such as code: its braces are its own, where nothing is filled in."""


class Ids(NamedTuple):
    """The ids that a bank defines."""

    passages: IdRegistry
    entries: IdRegistry
    silent: IdRegistry


def check_marks(
    fields: Fields, key: str, text: str, cites: tuple[str, ...], placeholders: Collection[str] = ()
) -> None:
    """Report each mark `[n]` of the text under a key without a citation, and each citation without a mark."""
    if not text or not cites:
        return  # reported already
    fields.check_placeholders(key, text if placeholders else _QUOTED.sub("", text), placeholders)
    if ids := _marked_ids(text, cites):
        for mark, name in ids:
            advice = f"run `footnote fmt`; if {mark} stays, the bank has no passage {name}: correct the id"
            fields.report(key, f"{mark} is an id where readers need a number; {advice}")
        return  # the numbers are not final
    for wrong in _WRONG_MARK.findall(_MARK.sub("", text)):
        fields.report(key, f"{clip(wrong)} is not a mark; write one number in brackets, such as [1][2]")
    marks = {int(number) for number in _MARK.findall(text)}
    for number in sorted(marks - set(range(1, len(cites) + 1))):
        fields.report(key, f"the mark [{number}] has no citation; add its passage to cites, or delete it")
    for number, passage in enumerate(cites, start=1):
        if passage and number not in marks:
            advice = (
                f"write [{number}] after the claim that {passage} supports, or delete {passage} from cites"
            )
            fields.report(key, f"the {key} has no mark [{number}] for {passage}; {advice}")


def _marked_ids(text: str, cites: tuple[str, ...]) -> list[tuple[str, str]]:
    """The marks of a text with ids of passages in place of numbers, and the first such id in each.

    What only looks like one, such as the key "[F1]", has not the letters of an id under `cites`.
    """
    letters = {re.sub(r"\d+$", "", passage) for passage in cites if passage[-1:].isdigit()}
    found: list[tuple[str, str]] = []
    for mark in _ID_MARK.finditer(text):
        names = re.split(r"\s*,\s*", mark[1])
        of_bank = [name for name in names if not name.isdigit() and re.sub(r"\d+$", "", name) in letters]
        found += [(clip(mark[0]), of_bank[0])] if of_bank else []
    return found
