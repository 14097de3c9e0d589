"""A bank: questions and answers written from a source, and where in the source each answer stands.

Frozen records and nothing else. `bankfile` makes them from YAML and checks them; whoever builds them
by hand is held to the same shapes by the types alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import exp
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.text import Language


class Reference(NamedTuple):
    """A work that the source itself refers to."""

    number: int
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Source:
    """What a bank was written from. `updated` is an ISO date: what the page says of itself."""

    title: str
    publisher: str
    url: str
    updated: str
    references: tuple[Reference, ...] = ()


class Passage(NamedTuple):
    """Facts about one sentence or list item of the source; never its text.

    `fragment` holds its first and its last words, `sha256` the fingerprint of the whole (see `drift`),
    `references` the numbers of the source's own references that stand at it.
    """

    id: str
    section: str
    place: str
    fragment: tuple[str, str]
    sha256: str
    references: tuple[int, ...] = ()

    def address(self, page: str) -> str:
        """The page's address with a text fragment, which opens it at this very passage.

        The form is that of the WICG draft "URL Fragment Text Directives": `#:~:text=first,last`.
        """
        first, last = (_directive(words) for words in self.fragment)
        return f"{page.partition('#')[0]}#:~:text={first}" + (f",{last}" if last != first else "")


def _directive(words: str) -> str:
    """Percent-encoded, the dash too: `-,` and `,-` mean "context" in a text directive."""
    return quote(words, safe="").replace("-", "%2D")


@dataclass(frozen=True, slots=True)
class Entry:
    """One question the bank answers. The mark `[n]` in `answer` stands for the passage `cites[n - 1]`.

    `about` is what "it" means in the next turn; `follow` maps the entries and silent topics that may come
    next to short wordings which only make sense after this one.
    """

    id: str
    question: str
    wordings: tuple[str, ...]
    answer: str
    cites: tuple[str, ...]
    about: str = ""
    follow: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Silent:
    """A topic near the source on which it is silent.

    `about` completes "The source does not say …"; `near` names entries that say something nearby.
    """

    id: str
    about: str
    wordings: tuple[str, ...]
    near: tuple[str, ...] = ()


class SizeRange(NamedTuple):
    """Sizes up to a bound in millimeters, and the entry that answers for them.

    A `bound` of None is none; `inclusive` says that the bound itself belongs to the range. `says` is the
    sentence said of a size, `{size}` in it the size as typed.
    """

    bound: float | None
    inclusive: bool
    entry: str
    says: str


class Policy(NamedTuple):
    """How sure the bot must be, 0..1.

    At least `answer` to answer, at least `clarify` to ask back or to offer, and `margin` ahead of the
    runner-up where the two say different things.
    """

    answer: float = 0.6
    clarify: float = 0.4
    margin: float = 0.1

    def reach(self, confidence: float) -> float:
        """The confidence from which another hit is as near as this one: `margin` less at even odds.

        Behind a surer one less is enough: .98 and .96 are as far apart in odds as .67 and .50.
        """
        odds = min(confidence, 0.9999) / (1.0001 - min(confidence, 0.9999))
        behind = odds * exp(-4 * self.margin)
        return behind / (1 + behind)


@dataclass(frozen=True, slots=True)
class Bank:
    """All that the bot knows, and how sure it must be to say so. `version` fingerprints the files."""

    id: str
    version: str
    title: str
    notice: str
    contact: str
    source: Source
    passages: Mapping[str, Passage]
    entries: Mapping[str, Entry]
    silent: Mapping[str, Silent]
    language: Language
    same: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    sizes: tuple[SizeRange, ...] = ()
    policy: Policy = Policy()  # noqa: RUF009  (a frozen record)
    helpline: str = ""

    def wordings(self) -> Iterator[tuple[str, str]]:
        """All that a question is compared with: the wordings of entries and silent topics, by their ids."""
        for entry in self.entries.values():
            yield entry.id, entry.question
            yield from ((entry.id, wording) for wording in entry.wordings)
        for topic in self.silent.values():
            yield from ((topic.id, wording) for wording in topic.wordings)
