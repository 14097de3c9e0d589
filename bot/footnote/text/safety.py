"""What tells of danger in a language: signs made of phrases, as its safety file has them (see faq/README.md).

A phrase is words with spaces between them. `a/b_c` is either `a` or `b c`; a word in capitals is a group of
words that the file defines; `(a)` may be missing; `…` is a gap of up to three words in one sentence; `.` is
where a sentence begins or ends.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Danger: TypeAlias = Literal["crisis", "emergency", "grief", "fear"]
"""What somebody may be in: thoughts of suicide or self-harm, what needs help within the hour, loss, fear."""

DANGERS: tuple[Danger, ...] = get_args(Danger)
"""All dangers."""

ORDINARY = "ordinary"
"""What is no danger, in safety files."""

Reach: TypeAlias = Literal["words", "sentence", "message"]
"""Where a sign of the ordinary counts: against phrases that share a word with it, that are in its sentence,
or anywhere."""

GAP = "…"
"""Stands for up to three words, in phrases and in wordings of small talk."""

BORDER = "."
"""Stands for the beginning or end of a sentence, in phrases and between the words of an utterance."""

MAX_GAP = 3
"""Words that a gap may stand for."""


class Sign(NamedTuple):
    """Phrases that mean the same. `danger` is what they tell of; None for what is ordinary although it sounds
    like a danger, and speaks `against` these dangers `within` its reach.

    `weight` is how much: as in the safety file, where a danger is heard from a sum of 3. `reply` names
    another reply than that of the danger, or is empty.
    """

    name: str
    danger: Danger | None
    weight: int
    phrases: tuple[str, ...]
    against: tuple[Danger, ...] = ()
    within: Reach = "words"
    reply: str = ""


class Safety(NamedTuple):
    """What a safety file has. `skip` are words that are read over, `decisive` those that are also recognised
    where they are mistyped; `groups` has the alternatives of each group, with commas between them; `health`
    and `general` have the replies for banks about health and for others, by name. `lines` has what people
    type, one below the other, for each danger and for `ORDINARY`: what is like these is recognised too.
    `after` has phrases of what is said after a reply to something urgent, and the cries for help.
    """

    skip: str
    decisive: str
    groups: Mapping[str, str]
    signs: tuple[Sign, ...]
    health: Mapping[str, str]
    general: Mapping[str, str]
    lines: Mapping[str, str] = MappingProxyType({})
    after: Mapping[str, tuple[str, ...]] = MappingProxyType({})


NO_SAFETY = Safety("", "", MappingProxyType({}), (), MappingProxyType({}), MappingProxyType({}))
"""That of a language without a safety file: nothing is recognised."""


def unknown_groups(phrase: str, groups: Mapping[str, str]) -> list[str]:
    """The words in capitals of a phrase that are no groups."""
    names = (name for word in phrase.split() for name in word.strip("()").split("/"))
    return [name for name in names if is_group(name) and name not in groups]


def alternatives_of(word: str, groups: Mapping[str, str]) -> list[str]:
    """The texts that one word of a phrase stands for."""
    return [text for name in word.split("/") for text in _texts(name, groups)]


def _texts(name: str, groups: Mapping[str, str]) -> list[str]:
    if not is_group(name):
        return [name.replace("_", " ")]
    return [text.strip() for text in groups[name].split(",")]


def is_group(name: str) -> bool:
    """Whether this is the name of a group: in capitals, and longer than the word I."""
    return name.isupper() and len(name) > 1


def is_searchable(phrase: str) -> bool:
    """Whether a phrase has a part that it can be looked up by."""
    return any(word not in (GAP, BORDER) and not word.startswith("(") for word in phrase.split())
