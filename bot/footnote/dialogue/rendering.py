"""A reply as plain text, for any channel that shows lines. Nothing is printed here.

The few words that stand around a citation come from the language of its bank.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import TEXT_FRAGMENT
from footnote.text import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from footnote.bank import Reference
    from footnote.text import Language

    from .reply import Citation, Reply

LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""Of the options, in order."""

_DIGITS = "0123456789"

_ENDS_OF_SENTENCES = ("?", "!", ".", ":")


class Block(NamedTuple):
    """A paragraph of a reply: a label that stands out before it (`[1]`, `2.`, or none), and its text.

    `keep` says that the text must stay on one line, so that an address can be picked up whole. `address` is
    of the page that the text names: the text is a link to it, or the address has a line below the text.
    """

    label: str
    text: str
    keep: bool = False
    address: str = ""


def blocks(reply: Reply, language: Language, *, letters: bool = False) -> Iterator[Block]:
    """The paragraphs of a reply in order: its text, the options, and a line for each source.

    The options are numbered; with `letters`, they are a, b and c, and numbers are left to the sources.
    """
    yield Block("", printable(reply.text))
    for number, option in enumerate(reply.options):
        yield Block(f"{LETTERS[number] if letters else number + 1}.", printable(option.question))
    yield from sources(reply.citations, language)


def sources(citations: Iterable[Citation], language: Language) -> Iterator[Block]:
    """A paragraph for each source: its marks, title, publisher and date, and where in it."""
    by_source: dict[tuple[str, ...], list[Citation]] = {}
    for each in citations:
        updated = date(each.updated, language) if each.updated else ""
        names = (each.title, each.publisher, updated, checked(each, language), page(each.url))
        by_source.setdefault(names, []).append(each)
    for (*parts, address), cited in by_source.items():
        label = " ".join(f"[{each.number}]" for each in cited)
        text = f"{', '.join(filter(None, parts))}: {places(cited, language)}"
        yield Block(label, printable(text), address=printable(address))


def page(url: str) -> str:
    """The address of a passage without the text to scroll to, which is longer than all of the rest."""
    return url.partition(TEXT_FRAGMENT)[0].removesuffix("#")


def places(citations: Iterable[Citation], language: Language) -> str:
    """Where citations of one source stand, in few words: by section, and neighbours as a range.

    Sentences are named only where all stand in one paragraph or list item of a section.
    """
    by_section: dict[str, list[str]] = {}
    for each in citations:
        by_section.setdefault(each.section, []).append(each.place)
    plurals = _plurals(language)
    return "; ".join(place_in(section, _compact(listed, plurals)) for section, listed in by_section.items())


def place_in(section: str, place: str) -> str:
    """A section and a place in it: `Treatment, list item 1`, but `How are they found? list item 1`."""
    return f"{section}{'' if section.endswith(_ENDS_OF_SENTENCES) else ','} {place}"


def _plurals(language: Language) -> dict[str, str]:
    """The plural of each word for a part of a page, such as that of `sentence`."""
    pairs = language.texts.get("plurals", "").split(",")
    return {singular: plural for singular, _, plural in (pair.strip().partition(" ") for pair in pairs)}


def _compact(listed: Sequence[str], plurals: Mapping[str, str]) -> str:
    """Places of one section: `paragraph 2, sentences 1–2`, or `list items 1–3` for sentences of several."""
    parts = [place.partition(", ") for place in listed]
    heads = list(dict.fromkeys(head for head, _, _ in parts))
    tails = list(dict.fromkeys(tail for _, _, tail in parts))
    if len(heads) == 1 and all(tails):
        return ", ".join([*heads, *_ranges(tails, plurals)])
    return ", ".join(_ranges(heads, plurals))


def _ranges(listed: Iterable[str], plurals: Mapping[str, str]) -> Iterator[str]:
    """The places with those of one kind together: `list item 1` and `list item 2` as `list items 1–2`."""
    by_kind: dict[str, set[int]] = {}
    for place in listed:
        kind = place.rstrip(_DIGITS)
        numbers = by_kind.setdefault(kind or place, set())
        numbers.update([int(place[len(kind) :])] if kind != place and kind else ())
    for kind, numbers in by_kind.items():
        yield _plural(kind, plurals) + _runs(numbers) if len(numbers) > 1 else kind + _runs(numbers)


def _plural(kind: str, plurals: Mapping[str, str]) -> str:
    """`list items ` of `list item `, where the language says how its last word is in the plural."""
    before, space, word = kind.rstrip().rpartition(" ")
    return f"{before}{space}{plurals.get(word, word)} "


def _runs(numbers: Iterable[int]) -> str:
    """Numbers in order, neighbours as a range: `1–3, 5`."""
    shown = []
    for _, run in groupby(enumerate(sorted(numbers)), key=lambda pair: pair[1] - pair[0]):
        first, *rest = (number for _, number in run)
        shown.append(f"{first}–{rest[-1]}" if rest else str(first))
    return ", ".join(shown)


def footnote(citation: Citation, language: Language) -> Iterator[Block]:
    """A citation in full: where, the address of the passage, and what the source refers to there."""
    yield Block(f"[{citation.number}]", printable(where(citation, language)))
    yield Block("", printable(citation.url), keep=True)
    yield from works(citation.references, language)


def works(references: Iterable[Reference], language: Language) -> Iterator[Block]:
    """The works that a source refers to, each with its address."""
    for reference in references:
        label = language.texts["reference"].format(number=reference.number, text=reference.text)
        yield Block("", printable(label))
        yield Block("", printable(reference.url), keep=True)


def where(citation: Citation, language: Language) -> str:
    """Where a citation stands, in a line that a person can read out."""
    place = place_in(citation.section, citation.place)
    return f"{citation.title}, {citation.publisher}, {place}{in_brackets(dates(citation, language))}"


def dates(citation: Citation, language: Language) -> str:
    """When the source was updated, and the answer checked: "updated 14 August 2025"; "" where unknown."""
    updated = (
        language.texts["updated"].format(date=date(citation.updated, language)) if citation.updated else ""
    )
    return ", ".join(filter(None, (updated, checked(citation, language))))


def in_brackets(text: str) -> str:
    """A text in brackets after a space; nothing of an empty one."""
    return f" ({text})" if text else ""


def checked(citation: Citation, language: Language) -> str:
    """When the answer was compared with the source: "checked 2 November 2026"; "" where unknown."""
    if not citation.checked:
        return ""
    return language.texts["checked"].format(date=date(citation.checked, language))


def date(iso: str, language: Language) -> str:
    """An ISO date as people say it: of 2025-08-14, "14 August 2025".

    Not by `strftime`, which would use the language of the machine.
    """
    year, month, day = iso.split("-")
    name = language.texts["months"].split()[int(month) - 1]
    return language.texts["date"].format(day=int(day), month=name, year=year)


def plain(reply: Reply, language: Language) -> str:
    """A reply as unwrapped lines: the text, an indented line for each option, and the sources."""
    lines = []
    for number, block in enumerate(blocks(reply, language)):
        lines.append(f"  {block.label:<3} {block.text}".rstrip() if number else block.text)
        if block.address:
            lines.append(f"      {block.address}")
    return "\n".join(lines)
