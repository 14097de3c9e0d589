"""Checks a bank for its author: the problems that prevent its use, and advice.

Problems come from the loader. Advice is a `Problem` too, whose message begins with `ADVICE`; a bank can be
used in spite of it.
"""

from __future__ import annotations

import os
import re
from itertools import chain
from typing import TYPE_CHECKING

from footnote.errors import Problem
from footnote.text import plain

from .formats import NO_FINGERPRINT
from .loader import parse
from .locations import BANK_FILE, misnamed_files, unknown_parts
from .validation import clip
from .yaml_nodes import Items, Pairs, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator
    from os import PathLike

    from footnote.text import Language

    from .loader import ParsedBank
    from .models import Entry, Passage, Source
    from .yaml_nodes import Node

    Advice = Iterator[tuple[Node, str]]

ADVICE = "advice: "

MAX_ANSWER_WORDS = 60
"""Words in an answer that somebody who is frightened still reads to the end (faq/README.md)."""

MAX_ITEM_WORDS = 20
"""Words in one line of an answer that is a list, which people scan (faq/README.md)."""

LIST_ITEM = "- "
"""What a line of an answer begins with where it is an item of a list."""

MIN_WORDINGS = 10
"""Wordings that an entry should have (faq/README.md)."""

OLD_THRESHOLDS = ("answer", "clarify", "margin")
"""Keys of `policy` that banks had before one number decided."""

_UNKNOWN_PART = "there is no such part of a bank, and it is not read"
_PARTS = "faq/README.md lists the files of a bank"

_CITATION_MARK = re.compile(r"\s*\[[0-9]+\]")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_CLAUSE_END = re.compile(r"[,;:.!?–—]")


def check_bank(path: str | PathLike[str]) -> list[Problem]:
    """All problems of the bank in a folder or file, then advice, both sorted by file, line and column."""
    return check_parsed(parse(path))


def check_parsed(parsed: ParsedBank) -> list[Problem]:
    """The same of a bank that was parsed already."""
    advisers = (_bank_id, _policy, _helplines, _passages, _references, _entries, _wordings)
    advice = [
        Problem(node.mark.name, node.mark.line + 1, node.mark.column + 1, ADVICE + message)
        for node, message in chain.from_iterable(adviser(parsed) for adviser in advisers)
    ]
    advice += [
        Problem(name, 1, 1, f"{ADVICE}this file is not read; rename it so that it ends in .yaml")
        for name in misnamed_files(parsed.file)
    ]
    advice += [
        Problem(name, 1, 1, f"{ADVICE}{_UNKNOWN_PART}; {f'did you mean {part}?' if part else _PARTS}")
        for name, part in unknown_parts(parsed.file)
    ]
    return parsed.problems + sorted(advice)


def is_advice(problem: Problem) -> bool:
    """Whether a bank can be used in spite of this problem."""
    return problem.message.startswith(ADVICE)


def _bank_id(parsed: ParsedBank) -> Advice:
    folder, file = os.path.split(os.path.abspath(parsed.file))
    name = os.path.basename(folder)
    node = parsed.fields.node("id")
    if node and file == BANK_FILE and parsed.bank.id and parsed.bank.id != name:
        yield node, f"the id of a bank is the name of its folder; write {name}, or rename the folder"


def _helplines(parsed: ParsedBank) -> Advice:
    """Whether a bank about health says whom to call; an empty list says that its author knows of nobody."""
    node, bank = parsed.fields.node("subject"), parsed.bank
    if node and bank.subject == "health" and not bank.helpline and not parsed.fields.node("helplines"):
        yield (
            node,
            "nobody is named to call in a crisis or an emergency; list whom under `helplines`, or write []",
        )


def _policy(parsed: ParsedBank) -> Advice:
    old = [key for key, _ in _pairs(parsed.fields.node("policy")) if _text(key) in OLD_THRESHOLDS]
    if old:
        names = ", ".join(map(_text, old))
        belong = (
            "belongs to an older version and has" if len(old) == 1 else "belong to an older version and have"
        )
        yield old[0], f"{names} {belong} no effect; write careful: {parsed.bank.policy.careful}"


def _passages(parsed: ParsedBank) -> Advice:
    bank = parsed.bank
    cited = {passage for entry in bank.entries.values() for passage in entry.cites}
    if not cited or not cited <= bank.passages.keys():
        return  # reported: entries are missing, or the id of one of the passages
    for key, _ in _pairs(parsed.fields.node("passages")):
        if isinstance(key, Scalar) and key.text in bank.passages and key.text not in cited:
            yield key, f"no entry cites {key.text}; write one that does, or delete the passage"
        if isinstance(key, Scalar) and key.text in bank.passages and _is_new(bank.passages[key.text]):
            yield key, f"{key.text} has no fingerprint yet; `footnote check --source FILE` shows it"


def _is_new(passage: Passage) -> bool:
    return passage.sha256 == NO_FINGERPRINT


def _references(parsed: ParsedBank) -> Advice:
    bank = parsed.bank
    used = {(passage.source, number) for passage in bank.passages.values() for number in passage.references}
    for node, source in _sources(parsed) if bank.passages else ():
        for place, reference in zip(_items(_value(node, "references")), source.references, strict=False):
            if reference.number and (source.id, reference.number) not in used:
                yield place, f"no passage has reference {reference.number}; add it to one, or delete it"


def _sources(parsed: ParsedBank) -> Iterator[tuple[Node, Source]]:
    """Each source with its node."""
    if only := parsed.fields.node("source"):
        yield only, parsed.bank.source
    for key, node in _pairs(parsed.fields.node("sources")):
        if source := parsed.bank.sources.get(_text(key)):
            yield node, source


def _entries(parsed: ParsedBank) -> Advice:
    language = None if parsed.problems else parsed.bank.language  # a broken one may lack any part
    for node in _items(parsed.fields.node("entries")):
        entry = parsed.bank.entries.get(_text(_value(node, "id")))
        for key, message in _entry(entry, language) if entry else ():
            yield _value(node, key) or node, message


def _entry(entry: Entry, language: Language | None) -> Iterator[tuple[str, str]]:
    """Advice on one entry: the key that it is about, and the message."""
    if entry.question and not entry.question.endswith("?"):
        yield "question", "people are offered this as a question; end it with a question mark"
    advice = chain(_length(entry.answer), _claims(entry.answer, language) if language else ())
    yield from (("answer", message) for message in advice)


def _length(answer: str) -> Iterator[str]:
    """Advice on an answer with too many words. The items of a list are counted one by one."""
    lines = answer.split("\n")
    words = sum(_count_words(line) for line in lines if not line.startswith(LIST_ITEM))
    if words > MAX_ANSWER_WORDS:
        yield f"the answer has {words} words; write {MAX_ANSWER_WORDS} at most"
    for item in lines:
        if item.startswith(LIST_ITEM) and _count_words(item) > MAX_ITEM_WORDS + 1:  # its dash is one
            yield f"{clip(item)} has more than {MAX_ITEM_WORDS} words; write fewer, or two items"


def _claims(answer: str, language: Language) -> Iterator[str]:
    """Advice on how an answer begins, and on its sentences without a mark."""
    if bare := _bare_reply(answer, language):
        yield f"“{bare}” means something else where the question is put the other way round; write the fact"
    for sentence in _unmarked(answer, language):
        yield f"no passage is cited for {clip(sentence)}; write its mark, such as [1], after the claim"


def _bare_reply(answer: str, language: Language) -> str:
    """The word for yes or no that the first sentence of an answer has as a clause ("Usually, yes:"), alone or
    with a pronoun after it ("No it does not"); "" without one.
    """
    short = language.texts.get("yes_no", "").split()
    for clause in _CLAUSE_END.split(_SENTENCE_END.split(answer)[0]):
        first, *others = plain(_CITATION_MARK.sub("", clause)).split() or [""]
        if first in short and (not others or others[0] in language.words.pronouns):
            return first
    return ""


def _unmarked(answer: str, language: Language) -> Iterator[str]:
    """The sentences that cite nothing. One after the first may say what the source does not say."""
    for number, sentence in enumerate(filter(None, _SENTENCE_END.split(answer))):
        is_denial = not language.words.negators.isdisjoint(language.spoken(sentence))
        if not _CITATION_MARK.search(sentence) and (number == 0 or not is_denial):
            yield sentence


def _count_words(text: str) -> int:
    return len(_CITATION_MARK.sub("", text).split())


def _wordings(parsed: ParsedBank) -> Advice:
    """Advice on entries with few wordings, at the list where more should be added."""
    for node in _items(parsed.fields.node("entries")):
        id = _text(_value(node, "id"))
        entry = parsed.bank.entries.get(id)
        if entry and 0 < len(entry.wordings) < MIN_WORDINGS:
            in_files = parsed.wordings.get(id)
            place = in_files[-1] if in_files else _value(node, "wordings") or node
            yield place, f"only {len(entry.wordings)} of {MIN_WORDINGS} wordings; write more ways to ask it"


# The tree behind a bank, for the positions of its parts. What has the wrong shape is reported already, and
# reads as empty here.


def _pairs(node: Node | None) -> list[tuple[Node, Node]]:
    return list(node.items()) if isinstance(node, Pairs) else []


def _items(node: Node | None) -> list[Node]:
    return node.nodes if isinstance(node, Items) else []


def _text(node: Node | None) -> str:
    return node.text if isinstance(node, Scalar) else ""


def _value(node: Node | None, key: str) -> Node | None:
    return next((value for name, value in _pairs(node) if _text(name) == key), None)
