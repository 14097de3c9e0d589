"""The records of a bank: questions and answers written from a source, and the passages each answer is based
on.

All records are frozen. `loader` makes them from YAML and checks them; a program that builds them itself
gets no checks but those of the types.
"""

from __future__ import annotations

from math import exp
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from footnote.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.text import Language

_UNENCODED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~")
"""The unreserved characters of RFC 3986, but the dash."""


class Reference(NamedTuple):
    """A publication that the source refers to. `number` is its number in the source."""

    number: int
    text: str
    url: str


class Source(Record):
    """The page a bank was written from. `updated` is the ISO date of its last update, as given there."""

    title: str
    publisher: str
    url: str
    updated: str
    references: tuple[Reference, ...] = ()


class Passage(NamedTuple):
    """Where one sentence or list item of the source is. Its text is not kept.

    `fragment` has its first and its last words, `sha256` the fingerprint of its text (see `source_check`),
    and `references` the numbers of the references that the source gives there.
    """

    id: str
    section: str
    place: str
    fragment: tuple[str, str]
    sha256: str
    references: tuple[int, ...] = ()

    def address(self, page: str) -> str:
        """The URL of the page with a text fragment, with which browsers scroll to this passage.

        The format is that of the WICG draft "URL Fragment Text Directives": `#:~:text=first,last`.
        """
        first, last = (_directive(words) for words in self.fragment)
        return f"{page.partition('#')[0]}#:~:text={first}" + (f",{last}" if last != first else "")


def _directive(words: str) -> str:
    """The words percent-encoded, dashes too: `-,` and `,-` mark context in a text directive.

    Not by `urllib.parse`, which takes 1.5 ms to import.
    """
    return "".join(chr(byte) if byte in _UNENCODED else f"%{byte:02X}" for byte in words.encode())


class Entry(Record):
    """A question that the bank answers. The mark `[n]` in `answer` cites the passage `cites[n - 1]`.

    `about` is what "it" means in the next turn. `follow` has the ids of entries and silent topics that may
    come next, each with short wordings that only make sense after this entry.
    """

    id: str
    question: str
    wordings: tuple[str, ...]
    answer: str
    cites: tuple[str, ...]
    about: str = ""
    follow: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class SilentTopic(Record):
    """A topic that people ask about and the source says nothing about.

    `about` completes "The source does not say …"; `near` has the ids of entries on related questions.
    """

    id: str
    about: str
    wordings: tuple[str, ...]
    near: tuple[str, ...] = ()


class SizeRange(NamedTuple):
    """A range of sizes in millimeters, and the entry that answers for them.

    It begins where the range before it ends, and ends at `bound` (None: no upper bound). `inclusive` is
    whether the bound itself belongs to the range. `says` is a sentence about a size, with `{size}` for the
    size as typed.
    """

    bound: float | None
    inclusive: bool
    entry: str
    says: str
    limit: str = ""
    cites: tuple[str, ...] = ()


class SizeUse(NamedTuple):
    """Which of the lengths that people write of are remembered: where one of the terms `of` stands nearer to
    it than any of `others`. `inside` are the entries that hold only in ranges without a `limit`. `across` is
    the entry that answers for a length that may be in several ranges, or "".
    """

    of: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    across: str = ""


class Fact(NamedTuple):
    """Something that a person may write of themselves, by one of the terms.

    It ends the facts of `replaces`. Where it is known, `instead` has the entry or silent topic that answers
    in place of another entry.
    """

    id: str
    terms: tuple[str, ...]
    replaces: tuple[str, ...] = ()
    instead: Mapping[str, str] = MappingProxyType({})


class Term(NamedTuple):
    """A word of the bank's answers in plain words: `means` has marks that cite `cites`; `entry` is the entry
    that says more.
    """

    terms: tuple[str, ...]
    means: str
    cites: tuple[str, ...]
    entry: str


class Policy(NamedTuple):
    """The confidence that decisions need, each 0..1.

    `answer` is the least confidence of an answer, `clarify` that of an option to ask back with. An answer
    must also be ahead of the next best entry by `margin`, unless both say the same.
    """

    answer: float = 0.6
    clarify: float = 0.4
    margin: float = 0.1

    def reach(self, confidence: float) -> float:
        """The least confidence of a rival that is too close to this confidence to tell which is meant.

        It is `margin` less at a confidence of 0.5. The distance is measured in odds, so at a higher
        confidence it is smaller: 0.98 and 0.96 are as far apart as 0.67 and 0.50.
        """
        odds = min(confidence, 0.9999) / (1.0001 - min(confidence, 0.9999))
        rival_odds = odds * exp(-4 * self.margin)
        return rival_odds / (1 + rival_odds)


class Bank(Record):
    """Everything the bot answers from. `version` is a hash of the files it was made from.

    `same` has groups of terms that mean the same; `apart` has sets of terms that must not be mistaken for
    each other. `size_use`, `facts` and `terms` serve the conversation: what people write of themselves, and
    words explained.
    """

    id: str
    version: str
    title: str
    notice: str
    contact: str
    source: Source
    passages: Mapping[str, Passage]
    entries: Mapping[str, Entry]
    silent: Mapping[str, SilentTopic]
    language: Language
    same: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    sizes: tuple[SizeRange, ...] = ()
    policy: Policy = Policy()
    helpline: str = ""
    size_use: SizeUse = SizeUse()
    facts: tuple[Fact, ...] = ()
    terms: tuple[Term, ...] = ()

    def wordings(self) -> Iterator[tuple[str, str]]:
        """All texts that a question is compared with, as pairs of the id they ask for and the text."""
        for entry in self.entries.values():
            yield entry.id, entry.question
            yield from ((entry.id, wording) for wording in entry.wordings)
        for topic in self.silent.values():
            yield from ((topic.id, wording) for wording in topic.wordings)
