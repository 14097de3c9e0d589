"""The figures and addresses of a statement that are in no passage it cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.review.evidence import BLANK, blanked
from footnote.review.figures import mails, telephones, webs
from footnote.text import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from footnote.review.context import Findings, Review
    from footnote.review.evidence import Evidence, Reader
    from footnote.review.figures import Quantity

FEWEST_SAME_DIGITS = 7
"""Digits at the end of two telephone numbers that are one, whatever the code of the country."""

LEAST_WORD = 3
"""Numbers in words that need support: "two of them" and "one" say little of a source."""

MOST_BETWEEN = 20
"""Characters that may stand between a number and the unit that is quoted with it."""

_AFTER_NUMBER = re.compile(r"[ -]?([%°][cf]?|[^\W\d_]+)")


class Unsupported(NamedTuple):
    """A part of a statement that is in no passage: the name of the check that reports it, the part as
    written, and what the passages have instead, or "".
    """

    check: str
    text: str
    instead: str = ""


def unsupported(name: str) -> Callable[[Review], Findings]:
    """The check of this name: what it reports of all statements whose passages are known."""

    def find(review: Review) -> Findings:
        for statement, evidence in review.supported:
            found = unsupported_in(review.claimed(statement), evidence, review.reader)
            parts = [each for each in found if each.check == name]
            if parts:
                yield statement.node, _message(parts, review)

    return find


def unsupported_in(text: str, evidence: Evidence, reader: Reader) -> list[Unsupported]:
    """All figures and addresses of a text that the evidence does not have."""
    found: list[Unsupported] = []
    text = _addresses(text, evidence, found)
    text = _moments(text, evidence, reader, found)
    found += _quantities(text, evidence, reader)
    return found


def without_addresses(text: str) -> str:
    """The text with every e-mail and web address and telephone number blanked."""
    for find in (mails, webs, telephones):
        for address in list(find(text)):
            text = blanked(text, address.start, address.end)
    return text


def _message(parts: list[Unsupported], review: Review) -> str:
    quoted = ", ".join(dict.fromkeys(f"“{each.text}”" for each in parts))
    what = f"no passage that is cited here has {quoted}"
    them = "it" if len(parts) == 1 else "them"
    if passage := _passage_with(parts, review):
        return f"{what}; cite {passage}, which has {them}"
    if where := _sentence_with(parts, review):
        return f"{what}; the source has {them} at “{where}”: make that a passage, and cite it"
    instead = parts[0].instead if len(parts) == 1 else ""
    if instead:
        return f"{what}; write “{instead}”, or cite the passage that has it"
    return f"{what}; write what is there, or cite the passage that has it"


def _passage_with(parts: list[Unsupported], review: Review) -> str:
    """The passage that has all of this, or ""."""
    return _first_with(parts, review.passages.items(), review)


def _sentence_with(parts: list[Unsupported], review: Review) -> str:
    """Where a sentence is that has all of this and is in no passage, or ""."""
    return _first_with(parts, review.sentences, review)


def _first_with(parts: list[Unsupported], places: Iterable[tuple[str, Evidence]], review: Review) -> str:
    text = " . ".join(each.text for each in parts)
    return next(
        (place for place, evidence in places if not unsupported_in(text, evidence, review.reader)), ""
    )


def _addresses(text: str, evidence: Evidence, found: list[Unsupported]) -> str:
    """The text without its addresses; those that the evidence does not have are added to `found`."""
    kinds = (
        ("mail", mails, evidence.mails),
        ("web", webs, evidence.webs),
        ("telephone", telephones, evidence.telephones),
    )
    for check, find, known in kinds:
        for address in list(find(text)):
            if not any(_same(address.key, other, check) for other in known):
                found.append(Unsupported(check, text[address.start : address.end], _only(evidence, check)))
            text = blanked(text, address.start, address.end)
    return text


def _only(evidence: Evidence, check: str) -> str:
    """The one address of this kind that the evidence has as written, or ""."""
    find = {"mail": mails, "web": webs, "telephone": telephones}[check]
    there = {evidence.said[each.start : each.end] for each in find(evidence.said)}
    return there.pop() if len(there) == 1 else ""


def _same(key: str, other: str, check: str) -> bool:
    if check == "telephone":
        tail = min(len(key), len(other))
        return tail >= FEWEST_SAME_DIGITS and key[-tail:] == other[-tail:]
    return key == other


def _moments(text: str, evidence: Evidence, reader: Reader, found: list[Unsupported]) -> str:
    """The text without its dates and times; those that the evidence does not have are added to `found`."""
    for moment in reader.moments.find(text):
        if not any(moment.agrees(other) for other in evidence.moments):
            found.append(Unsupported("dates", text[moment.start : moment.end].strip()))
        text = blanked(text, moment.start, moment.end)
    return text


def _quantities(text: str, evidence: Evidence, reader: Reader) -> Iterator[Unsupported]:
    folded = fold(text)
    for quantity in reader.quantities.find(folded):
        if _needs_support(quantity) and not _is_supported(quantity, folded, evidence):
            check = _check(quantity, evidence, reader)
            quoted = _quoted(folded, quantity, reader)
            yield Unsupported(check, quoted, _instead(quantity, evidence, reader))


def _needs_support(quantity: Quantity) -> bool:
    is_loose_word = quantity.is_word and not quantity.unit and quantity.value < LEAST_WORD
    return not quantity.is_implied and not is_loose_word


def _is_supported(quantity: Quantity, folded: str, evidence: Evidence) -> bool:
    if any(quantity.agrees(other) for other in evidence.quantities):
        return True
    chunk = _chunk(folded, quantity)
    is_composed = any(each.isdigit() for each in chunk) and not chunk.isdigit()
    return is_composed and _has(evidence.folded, chunk)


def _chunk(folded: str, quantity: Quantity) -> str:
    """What stands around a number without a space, such as 4.9.0 or 10-3542."""
    start = folded.rfind(" ", 0, quantity.start) + 1
    end = folded.find(" ", quantity.start)
    return folded[start : end if end >= 0 else len(folded)].strip("\"'()[],.;:!?")


def _has(text: str, part: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text))


def _check(quantity: Quantity, evidence: Evidence, reader: Reader) -> str:
    """The check that reports a quantity: by its unit where the number is money or a percentage, or where the
    passages have it with another unit.
    """
    if quantity.unit and quantity.unit.dimension in reader.lexis.money:
        return "prices"
    if quantity.unit and quantity.unit.dimension == "percent":
        return "percentages"
    has_number = any(quantity.has_value_of(other) for other in evidence.quantities)
    return "units" if has_number else "numbers"


def _quoted(folded: str, quantity: Quantity, reader: Reader) -> str:
    """The number with its sign, or with the words after it up to its unit."""
    start = quantity.start - (quantity.start > 0 and folded[quantity.start - 1] in "$€£¥")
    if start < quantity.start or not quantity.unit:
        return folded[start : quantity.end]
    rest = folded[quantity.end :].partition(BLANK)[0]
    units = reader.lexis.units
    for match in _AFTER_NUMBER.finditer(rest):
        if match[1] in units:
            return folded[quantity.start : quantity.end + match.end()]
        if match[1] in reader.lexis.joiners or match.start() > MOST_BETWEEN:
            break
    return folded[quantity.start : quantity.end]


def _instead(quantity: Quantity, evidence: Evidence, reader: Reader) -> str:
    """What the passages have of the same kind, where it is one quantity."""
    alike = [
        other
        for other in evidence.quantities
        if quantity.unit and other.unit and other.unit.dimension == quantity.unit.dimension
    ]
    texts = {_quoted(evidence.folded, other, reader) for other in alike if not other.is_implied}
    return texts.pop() if len(texts) == 1 else ""
