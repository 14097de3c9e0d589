"""What an author may decide about a lesson, and how it is typed: a key, and for some a text after it."""

from __future__ import annotations

from enum import Enum
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from footnote.insights import Lesson


class Belongs(NamedTuple):
    """The questions belong to this entry or silent topic."""

    id: str


class NewTopic(NamedTuple):
    """The source is silent about what they ask: `about` completes "The source does not say …"."""

    about: str


class Search(NamedTuple):
    """Propose the entries that fit this text instead, or take the one that has it as its id."""

    text: str


class Act(Enum):
    """A decision without a text, by its key."""

    NOWHERE = "x"
    IGNORE = "i"
    LATER = "l"
    SPLIT = "s"
    UNDO = "u"
    STOP = "q"
    HELP = "?"


Decision: TypeAlias = "Belongs | NewTopic | Search | Act"

OTHER, NEW = "o", "n"
"""The keys after which a text is typed."""

KEYS: Mapping[str, str] = {
    "a, b, …": "the questions belong to this entry or topic: they are added to its wordings",
    OTHER: "another entry: type its id, or words to search for",
    NEW: "a new silent topic: the source does not say what they ask",
    Act.NOWHERE.value: "not answered here: a new silent topic about nothing in particular",
    Act.IGNORE.value: "ignore them, now and in future",
    Act.LATER.value: "later: ask again next time",
    Act.SPLIT.value: "one by one: they do not belong together",
    Act.UNDO.value: "undo the last decision",
    Act.STOP.value: "stop; everything decided is saved already",
    Act.HELP.value: "show these keys",
}
"""Each key, and what it decides."""


def decision_of(line: str, lesson: Lesson) -> Decision | None:
    """The decision that a line stands for; None where it is none. A blank line is for later."""
    key, _, text = line.strip().partition(" ")
    key, text = key.casefold(), " ".join(text.split())
    if not key:
        return Act.LATER
    if text:
        return Search(text) if key == OTHER else NewTopic(text) if key == NEW else None
    letters = ascii_lowercase[: len(lesson.proposals)]
    if len(key) == 1 and key in letters:
        return Belongs(lesson.proposals[letters.index(key)].id)
    return Act(key) if key in {act.value for act in Act} else None
