"""Drafts of entries: the questions that a page answers, each with the passages to write the answer from.

No answer is written here. What a draft quotes is for its author.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import fold, words

from . import english, english_sentences
from .casing import Casing
from .cutting import INTRODUCTION
from .phrases import Phrases, same
from .wordings import other_wordings
from .worth import WANTED, worth

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from .cutting import Part, Piece, Section

MAX_PASSAGES = 8
"""Passages that a draft quotes: an answer of 60 words rests on fewer."""

MAX_PHRASES = 4
"""Phrases of its passages among the wordings of a draft. More of them are more to read, and find little more
(`tests/bench/bench_drafts.py`).
"""

MAX_ROWS = 60
"""Rows of a table, or terms of a list of definitions, that get a draft each."""

MAX_DRAFTS = 80
"""Drafts of one bank: what an author writes in an evening. Sections come first, then rows, then sentences."""

MIN_PARAGRAPH_PASSAGES = 3
"""Passages of a section from which definitions and conditions in it get a draft of their own, unless its
heading is a question: then that is what people ask."""


class Draft(NamedTuple):
    """A question, other ways to ask it, the passages that may answer it, and how much it is worth."""

    id: str
    question: str
    wordings: tuple[str, ...]
    pieces: tuple[Piece, ...]
    worth: float = 0.0


class _Idea(NamedTuple):
    """A question with its passages. What has the lowest `rank` is drafted first. `within` is the heading
    above, which tells it from another with the same words, and `also` has other ways to ask it.
    """

    rank: int
    question: str
    pieces: Sequence[Piece]
    within: str = ""
    also: tuple[str, ...] = ()


def drafts(
    pages: Iterable[tuple[str, Sequence[Section]]], taken: Iterable[str] = (), kind: str = "page"
) -> list[Draft]:
    """The drafts for pages, given by title and sections, in their order.

    `taken` are ids that are in use, and `kind` is what people call the pages.
    """
    ideas = [idea for page in pages for idea in _page_ideas(*page, kind or "page")]
    kept = sorted(range(len(ideas)), key=lambda at: (ideas[at].rank, at))
    ids, asked, chosen = set(taken), set[str](), dict[int, str]()
    for at in kept:
        question = _told_apart(ideas[at], asked)
        if question and len(chosen) < MAX_DRAFTS:
            asked.add(same(question))
            chosen[at] = question
    return list(_drafted(ideas, {at: chosen[at] for at in sorted(chosen)}, asked, ids))


def _drafted(
    ideas: Sequence[_Idea], questions: Mapping[int, str], asked: set[str], ids: set[str]
) -> Iterator[Draft]:
    """The drafts of these questions, given by the numbers of their ideas."""
    quoted = {at: tuple(ideas[at].pieces[:MAX_PASSAGES]) for at in questions}
    phrases = Phrases([piece.text for piece in pieces] for pieces in quoted.values())
    subjects = {at: _spelled(question) for at, question in questions.items()}
    seen = set[str]()
    for at, pieces in quoted.items():
        texts, names = [piece.text for piece in pieces], {piece.passage.id for piece in pieces}
        others = [each for other, each in subjects.items() if other != at]
        found = (each for each in phrases.of(texts, questions[at]) if not _is_within(each, others))
        also = [*ideas[at].also, *islice(found, MAX_PHRASES)]
        own = (
            english.what_about(ideas[at].also[0]) if ideas[at].also else questions[at]
        )  # not the shared part
        wordings = tuple(other_wordings(own, asked, also))
        value = worth(questions[at], texts, is_first=at == 0, is_repeated=names <= seen)
        yield Draft(new_id(questions[at], ids), questions[at], wordings, pieces, value)
        seen |= names


def _spelled(text: str) -> str:
    """The words of a text with spaces around them, those of a name such as `max_size` one by one."""
    return f" {same(text.replace('_', ' ').replace('-', ' '))} "


def _is_within(phrase: str, questions: Iterable[str]) -> bool:
    """Whether a phrase is what another draft asks about, which would answer it."""
    return any(_spelled(phrase) in question for question in questions)


def most_wanted(found: Sequence[Draft], count: int = WANTED) -> tuple[list[Draft], list[Draft]]:
    """The drafts that are worth most, in their order, and the others."""
    best = set(sorted(range(len(found)), key=lambda at: (-found[at].worth, at))[:count])
    return (
        [draft for at, draft in enumerate(found) if at in best],
        [draft for at, draft in enumerate(found) if at not in best],
    )


def _page_ideas(title: str, sections: Sequence[Section], kind: str) -> Iterator[_Idea]:
    """The ideas of a page, with headings and names written as the page writes them in its sentences."""
    texts = [piece.text for section in sections for piece in section.pieces]
    casing = Casing(texts, [section.title for section in sections])
    for section in sections:
        parents = tuple(map(casing.heading, section.parents))
        named = section._replace(title=casing.heading(section.title), parents=parents)
        for idea in _ideas(named, title, kind):
            if question := casing.named(idea.question):
                yield idea._replace(question=question[0].upper() + question[1:])


def _told_apart(idea: _Idea, asked: set[str]) -> str:
    """The question of an idea, with its heading where it is asked already; "" where nothing tells it
    apart.
    """
    for question in (idea.question, f"{idea.question.rstrip('?')} ({english.topic(idea.within or '-')})?"):
        if same(question) and same(question) not in asked and "(-)" not in question:
            return question
    return ""


def _ideas(section: Section, title: str, kind: str) -> Iterator[_Idea]:
    rows = [part for part in section.parts if part.block.kind == "row"]
    data = [part for part in rows if _is_data(part)]
    defined = {part.block.cells[0] for part in data}
    others = [part for part in section.parts if part not in data and part.block.under not in defined]
    if english.is_aside(section.title, [piece.text for piece in section.pieces]):
        return
    if not data or any(part not in rows for part in others):
        within = next(iter(section.parents[::-1]), "")
        pieces = [piece for part in others for piece in part.pieces]
        yield _section_idea(section, title, kind)._replace(pieces=pieces, within=within)
    yield from _row_ideas(data, section, kind)
    yield from _list_ideas(section.parts)
    is_long = len(section.pieces) >= MIN_PARAGRAPH_PASSAGES and not english.asks(section.title)
    if is_long or section.title == INTRODUCTION:
        yield from _sentence_ideas(section.parts)


def _section_idea(section: Section, title: str, kind: str) -> _Idea:
    """What a section answers. A heading that only names something asks what the one above it does: "Debian"
    under "Installation of the lamp".
    """
    first = section.pieces[0].text
    if section.title == INTRODUCTION:
        asked = english.defines(first) or english_sentences.presents(first, title)
        return _Idea(0, asked or english.heading_question(title, first, kind=kind), ())
    question = english.heading_question(section.title, first, title, kind)
    about = english.without_brackets(english.topic(section.title))
    above = next(filter(None, map(english.activity, section.parents[::-1])), "")
    if question != english.what_about(english.topic(section.title), kind) or not above:
        return _Idea(0, question, ())
    does = above.removeprefix("How do I ")
    return _Idea(0, f"{above} ({about})?", (), also=(about, f"{does} {about}"))


def _is_data(part: Part) -> bool:
    """Whether a row is one that people ask about: not the first row of a table."""
    cells, header = part.block.cells, part.block.header
    return len(cells) > 1 and cells != header and (bool(header) or len(cells) == 2)


def _row_ideas(rows: Sequence[Part], section: Section, kind: str) -> Iterator[_Idea]:
    for part in rows[:MAX_ROWS]:
        name = part.block.cells[0]
        more = [piece for each in section.parts if each.block.under == name for piece in each.pieces]
        question = english.row_question(part.block.cells, part.block.header, kind)
        yield _Idea(1, question, [*part.pieces, *more], section.title)


def _list_ideas(parts: Sequence[Part]) -> Iterator[_Idea]:
    """A question for each list with a sentence before it that ends in a colon."""
    for number, part in enumerate(parts[:-1]):
        if part.block.kind == "paragraph" and part.block.text.endswith(":"):
            items: list[Piece] = []
            for each in parts[number + 1 :]:
                if each.block.kind not in {"item", "code"}:
                    break
                items += each.pieces
            if items:
                yield _Idea(2, english_sentences.enumeration(part.pieces[-1].text), [part.pieces[-1], *items])


def _sentence_ideas(parts: Sequence[Part]) -> Iterator[_Idea]:
    for part in parts:
        if part.block.kind in {"paragraph", "item"}:
            for number, piece in enumerate(part.pieces):
                question = english_sentences.condition(piece.text) or english.defines(piece.text)
                yield _Idea(3, question, part.pieces[number : number + 3])


_FILLER = frozenset(
    "a an the is are am was do does did can could should will would i you my your we our it of to in on for "
    "with what how when where which who why if about know work be and or".split()
)


def new_id(question: str, taken: set[str]) -> str:
    """An id of the first words of a question that carry meaning; it is then `taken`."""
    meaningful = [
        re.sub(r"[^a-z0-9]", "", word)
        for word in words(fold(english.subject(question)))
        if word not in _FILLER
    ]
    stem = "-".join([word for word in meaningful if word and word.isascii()][:3]) or "question"
    id, number = stem, 2
    while id in taken:
        id, number = f"{stem}-{number}", number + 1
    taken.add(id)
    return id
