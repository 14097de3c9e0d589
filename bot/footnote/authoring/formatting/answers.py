"""Completes answers as their authors type them: marks are set where none is, ids alone become what their
passages say, and signs of Markdown go.
"""

from __future__ import annotations

import re
import textwrap
from math import log
from typing import TYPE_CHECKING, NamedTuple

import yaml

from footnote.bank import TO_BE_WRITTEN, parse, passage_texts, upkeep
from footnote.errors import BankError, Problem
from footnote.text import fold, words

from .edits import Edit, apply_edits, items, span, value
from .layout import WIDTH, composed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

SUPPORTS = 0.2
"""Share of what a sentence says, 0..1, that the first passage has which is cited for it: where that is too
little, the check `citations` says so.
"""

ADDS = 0.2
"""The share that another passage has to add, to be cited too."""

NAME_WEIGHT = 2
"""How much more a figure or a name of code weighs than another word: `footnote check` looks for it."""

MOST_MARKS = 3
"""Passages that one sentence is given."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_MARK = re.compile(r"\[[A-Za-z0-9, -]+\]")
_IDS = re.compile(r"[\[\s]*[A-Za-z0-9-]+(?:[\s,;.\[\]]+[A-Za-z0-9-]+)*[\s.\]]*")
_LAST = re.compile(r"[.!?:]*$")
_NAME = re.compile(r"\w*(?:\d|[A-Z]\w*[A-Z]|_)\w*")
_CODE = re.compile(r"`+([^`]+)`+")
_STRONG = re.compile(r"(?<!\w)(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?!\w)")


class Known(NamedTuple):
    """What is known of a bank's passages: the text of each, those that may be quoted, and how a text is
    reduced to the stems that say something.
    """

    texts: Mapping[str, str]
    quotable: frozenset[str]
    content: Callable[[str], frozenset[str]]


def read_known(path: str) -> Known:
    """What the copies of a bank's sources say of its passages. Raises BankError where there is no bank."""
    parsed = parse(path)
    bank, texts = parsed.bank, dict[str, str]()
    for id, file in upkeep.find_copies(path, bank).items():
        try:
            texts |= passage_texts(upkeep.of_source(bank, id), upkeep.read_copy(file))
        except (OSError, ValueError):
            continue  # `footnote check` reports it
    open_ = {id for id, source in bank.sources.items() if upkeep.may_be_quoted(source)}
    quotable = frozenset(id for id, passage in bank.passages.items() if passage.source in open_)
    language = bank.language

    def content(text: str) -> frozenset[str]:
        return frozenset(map(language.stem, words(fold(text)))) - language.filler_stems

    return Known(texts, quotable, content)


def complete_answers(text: str, known: Known, name: str) -> str:
    """A file of entries with its answers completed; `name` is its path.

    Raises BankError where an answer is nothing but ids of passages that may not be quoted.
    """
    edits: list[Edit] = []
    for entry in items(value(composed(text), "entries")):
        answer = value(entry, "answer")
        written = _written(answer)
        if answer is None or not written or TO_BE_WRITTEN in written:
            continue
        done = _completed(written, answer, [str(item.value) for item in items(value(entry, "cites"))], known)
        if isinstance(done, Problem):
            raise BankError([done._replace(file=name)])
        if done != written or not isinstance(answer, yaml.ScalarNode):
            edits.append(Edit(*_whole(text, answer), _as_yaml(done, " " * (entry.start_mark.column + 2))))
    return apply_edits(text, edits)


def _written(answer: yaml.Node | None) -> str:
    """What stands as an answer: a text, or a list of ids, as in `answer: [S1, S2]`."""
    if isinstance(answer, yaml.ScalarNode):
        return str(answer.value).strip()
    return " ".join(str(item.value) for item in items(answer))


def _completed(written: str, node: yaml.Node, cites: Sequence[str], known: Known) -> str | Problem:
    if _IDS.fullmatch(written):
        ids = re.findall(r"[A-Za-z0-9-]+", written)
        if set(ids) <= known.texts.keys():
            left = [id for id in ids if id not in known.quotable]
            return _forbidden(left, node) if left else " ".join(_quoted(id, known.texts[id]) for id in ids)
    plain = without_markdown(written)
    if _MARK.search(plain):
        return plain
    sources = {id: known.texts[id] for id in cites if id in known.texts}
    return "\n".join(
        " ".join(marked(each, sources, known.content) for each in _SENTENCE_END.split(line))
        for line in plain.split("\n")
    )


def _forbidden(ids: Iterable[str], node: yaml.Node) -> Problem:
    message = (
        f"this is nothing but the text of {', '.join(ids)}; write the answer in your own words, or the "
        "licence that allows it under the source in bank.yaml: “licence: MIT”, or “licence: ours” for yours"
    )
    return Problem("", node.start_mark.line + 1, node.start_mark.column + 1, message)


def _quoted(id: str, text: str) -> str:
    """What a passage says as a sentence of an answer."""
    return with_mark(text if text.endswith((".", "!", "?", ":")) else f"{text}.", [id])


def with_mark(sentence: str, ids: Iterable[str]) -> str:
    """A sentence with the marks of passages before what ends it.

    >>> with_mark("It takes two days.", ["S1"])
    'It takes two days [S1].'
    """
    at = _LAST.search(sentence)
    end = at.start() if at else len(sentence)
    marks = "".join(f"[{id}]" for id in ids)
    return f"{sentence[:end]} {marks}{sentence[end:]}" if marks else sentence


def without_markdown(text: str) -> str:
    """A text with quotation marks around code, and nothing around what is bold.

    >>> without_markdown("Run `footnote new` **once**.")
    'Run “footnote new” once.'
    """
    return _STRONG.sub(r"\2", _CODE.sub(r"“\1”", text))


def marked(sentence: str, texts: Mapping[str, str], content: Callable[[str], frozenset[str]]) -> str:
    """A sentence with the marks of those passages, by their ids, that have what it says; as it is where none
    has.
    """
    says = {id: content(text) for id, text in texts.items()}
    names = content(" ".join(_NAME.findall(sentence)))
    weights = {
        stem: log(1 + (len(says) + 1) / (1 + sum(stem in each for each in says.values())))
        * (NAME_WEIGHT if stem in names else 1)
        for stem in content(sentence)
    }
    best = list(_best(weights, says)) if len(says) > 1 else says
    return with_mark(sentence, sorted(best, key=list(texts).index))


def _best(weights: Mapping[str, float], says: Mapping[str, frozenset[str]]) -> Iterator[str]:
    """The passages that have most of the stems, the best first: each has many that those before it lack."""
    left, whole, least = dict(weights), sum(weights.values()), SUPPORTS
    for _ in range(MOST_MARKS):
        shares = {id: sum(left[stem] for stem in stems & left.keys()) for id, stems in says.items()}
        best = max(shares, key=lambda each: shares[each], default="")
        if not whole or not best or shares[best] < least * whole:
            return
        yield best
        left = {stem: weight for stem, weight in left.items() if stem not in says[best]}
        least = ADDS


def _whole(text: str, node: yaml.Node) -> tuple[int, int]:
    """Where a value begins and ends. That of a text in a block ends at the end of its last line."""
    start, end = span(text, node)
    while text[start:end].endswith("\n"):
        end -= 1
    return start, end


def _as_yaml(text: str, indent: str) -> str:
    """An answer as a block, in which no sign has a meaning; its lines are kept."""
    lines = text.split("\n")
    head = ">-" if len(lines) == 1 else "|-"
    if len(lines) == 1:
        lines = textwrap.wrap(text, WIDTH - len(indent), break_long_words=False, break_on_hyphens=False)
    return "\n".join([head, *(f"{indent}{line}" for line in lines)])
