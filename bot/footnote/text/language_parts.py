"""The parts of a language: what people type that is no question, what the bot replies to it, other languages,
and the lists of words.
"""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from .conversation_words import Act, by_first_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Kind: TypeAlias = Literal["answer", "clarify", "decline", "smalltalk", "handoff"]
"""What a reply is."""

Reason: TypeAlias = Literal[
    "not-in-source", "off-topic", "unclear", "personal", "urgent", "asked", "under-review"
]
"""Why a reply is no answer. What is under review has an answer, which is held back until it was checked."""


class SmallTalk(NamedTuple):
    """Something people type that is no question to the bank, and what the bot replies.

    `kind` is the kind of the reply (`smalltalk`, `decline` or `handoff`), `reason` its reason. With
    `anywhere` a wording counts wherever it stands in an utterance, and `…` in it is a gap of up to three
    words; without, only where the utterance says nothing else. `again` is said where `text` was said last;
    `does` is what the bot does, if it does more than that: one of ACTS. What `yields` gives way to any answer
    that the bank is sure of, and to other small talk that was typed with it.
    """

    id: str
    kind: Kind
    reason: Reason | None
    anywhere: bool
    wordings: tuple[str, ...]
    text: str
    again: str = ""
    does: Act | None = None
    yields: bool = False


class OtherLanguage(NamedTuple):
    """A language that the bot does not know, but recognises: by its frequent words, and, where it has a
    script of its own, by that (ranges of characters, `first-last`). `text` says in it which the bot knows.

    `crisis` and `emergency` are phrases of it that tell of danger, with commas between them; `urgent` says in
    it whom to call.
    """

    tag: str
    words: str
    script: str
    text: str
    crisis: str = ""
    emergency: str = ""
    urgent: str = ""


class WordLists(NamedTuple):
    """Lists of words: those that say little (`filler`), those of no subject (`common`), and so on."""

    filler: frozenset[str]
    common: frozenset[str]
    negators: frozenset[str]
    question_words: frozenset[str]
    focusing: frozenset[str]
    classifiers: frozenset[str]
    pronouns: frozenset[str]
    openers: frozenset[str]
    ages: frozenset[str]


class MessageWords(NamedTuple):
    """Words that stand around the questions of a message: see `message`."""

    greetings: frozenset[str]
    closings: frozenset[str]
    closing_words: frozenset[str]
    forwarding: frozenset[str]
    headers: frozenset[str]
    third_persons: frozenset[str]
    reporting: frozenset[str]
    leading: frozenset[str]
    joining: frozenset[str]
    asking: frozenset[str]


class Announcements(NamedTuple):
    """The words that announce a question.

    After one of the `phrases` ("tell me"), listed by their first words, a question begins with one of the
    words that `asking` has ("when"), or follows a word that only `joins` it ("if", "that"), or no more than a
    subject follows a word that names one (`about`). `counting` are the words by which people number
    questions, `tags` those that only ask to agree ("right?"). Of `pleading` alone is a question that only
    asks to answer another ("can you help?"), of `confirming` one that asks whether the sentence before it is
    true.
    """

    phrases: Mapping[str, Sequence[tuple[str, ...]]] = MappingProxyType({})
    asking: frozenset[str] = frozenset()
    joins: frozenset[str] = frozenset()
    about: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
    tags: frozenset[str] = frozenset()
    pleading: frozenset[str] = frozenset()
    confirming: frozenset[str] = frozenset()


def read_announcements(
    lists: Mapping[str, str], asking: frozenset[str], numbers: Iterable[str]
) -> Announcements:
    """The words that announce a question, as a language's file has them, with its words for numbers."""
    names = ("announced", "about", "counting", "tags", "pleading", "confirming")
    joins, about, counting, *others = (frozenset(lists.get(name, "").split()) for name in names)
    phrases = by_first_word(lists.get("announcing", "").split(","))
    return Announcements(phrases, asking, joins, about, counting.union(numbers), *others)


class RequestPattern(NamedTuple):
    """What a question may ask for, such as how long something takes: its group, and what matches it in a
    question with contractions written out.
    """

    group: str
    pattern: re.Pattern[str]
