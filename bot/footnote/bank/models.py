"""The records of a bank: questions and answers written from a source, and the passages each answer is based
on.

All records are frozen. `loader` makes them from YAML and checks them; a program that builds them itself
gets no checks but those of the types.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from footnote.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.text import Language

Subject: TypeAlias = Literal["health", "other"]
"""What a bank is about, as far as the replies to somebody in danger depend on it."""

Purpose: TypeAlias = Literal["crisis", "emergency"]
"""What a helpline is for."""

Measure: TypeAlias = Literal["notice", "hold"]
"""What is done about an answer that may not be right any more: it is given with a notice, or held back."""

ONLY_SOURCE = "source"
"""The id of the source of a bank that has one, under the key `source`."""

_UNENCODED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.~")
"""The unreserved characters of RFC 3986, but the dash."""


TEXT_FRAGMENT = ":~:"
"""What begins the part of an address that only the browser reads: where on the page to scroll to."""


class Reference(NamedTuple):
    """A publication that the source refers to. `number` is its number in the source."""

    number: int
    text: str
    url: str


class Source(Record):
    """What a bank was written from. `updated` is the ISO date of its last update, as given there, or "";
    `kind` is what people call it, such as "article", or "" where its author does not say. `copy` is the path
    of the author's copy of its text, as the bank gives it, or "".
    """

    title: str
    publisher: str
    url: str
    updated: str = ""
    references: tuple[Reference, ...] = ()
    kind: str = ""
    id: str = ONLY_SOURCE
    licence: str = ""
    copy: str = ""


class Passage(NamedTuple):
    """Where one sentence or list item of a source is. Its text is not kept.

    `fragment` has its first and its last words, `sha256` the fingerprint of its text (see `source_check`),
    `references` the numbers of the references that the source gives there, and `source` is the id of the
    source.
    """

    id: str
    section: str
    place: str
    fragment: tuple[str, str]
    sha256: str
    references: tuple[int, ...] = ()
    source: str = ONLY_SOURCE

    def address(self, page: str) -> str:
        """The URL of the page with a text fragment, with which browsers scroll to this passage.

        The format is that of the WICG draft "URL Fragment Text Directives": `#:~:text=first,last`. A page
        that has a `#` of its own keeps it: `#section:~:text=first,last`.
        """
        first, last = (_directive(words) for words in self.fragment)
        own, _, _ = page.partition(TEXT_FRAGMENT)
        mark = "" if "#" in own else "#"
        return f"{own}{mark}{TEXT_FRAGMENT}text={first}" + (f",{last}" if last != first else "")


def _directive(words: str) -> str:
    """The words percent-encoded, dashes too: `-,` and `,-` mark context in a text directive.

    Not by `urllib.parse`, which takes 1.5 ms to import.
    """
    return "".join(chr(byte) if byte in _UNENCODED else f"%{byte:02X}" for byte in words.encode())


class Clock(NamedTuple):
    """Who keeps a text true, and how often: `reviewed` is the ISO date when `by` last compared it with its
    sources, `every` a period such as "12 months". Each may be "".
    """

    owner: str = ""
    reviewed: str = ""
    every: str = ""
    by: str = ""


class Entry(Record):
    """A question that the bank answers. The mark `[n]` in `answer` cites the passage `cites[n - 1]`.

    `about` is what "it" means in the next turn. `follow` has the ids of entries and silent topics that may
    come next, each with short wordings that only make sense after this entry. `review` has the passages that
    changed under the answer since somebody looked at it. What `clock` leaves open is that of the bank.
    """

    id: str
    question: str
    wordings: tuple[str, ...]
    answer: str
    cites: tuple[str, ...]
    about: str = ""
    follow: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    review: tuple[str, ...] = ()
    clock: Clock = Clock()


class SilentTopic(Record):
    """A topic that people ask about and the source says nothing about.

    `about` completes "The source does not say …"; `near` are related entries, `unexplained` words it lacks.
    """

    id: str
    about: str
    wordings: tuple[str, ...]
    near: tuple[str, ...] = ()
    unexplained: tuple[str, ...] = ()


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


class Helpline(NamedTuple):
    """Whom to call in a country, for `crisis` or `emergency`. `contact` is a number or an address."""

    country: str
    name: str
    contact: str
    purpose: Purpose


class Policy(NamedTuple):
    """How careful a bank is: `careful` is the least confidence of an answer (see tests/bench/README.md)."""

    careful: float = 0.47


class Measures(NamedTuple):
    """What is done with answers that may not be right any more: `under_review` where their passages changed,
    `overdue` where their review is overdue, by more than the period `grace` where there is one.
    """

    under_review: Measure = "notice"
    overdue: Measure = "notice"
    grace: str = ""


class Limits(NamedTuple):
    """How much an answer may ask of its reader: the most words it has, and those of a line of a list, and the
    age in years from which it is understood; 0 where any age will do.
    """

    words: int = 60
    item_words: int = 20
    reading_age: int = 0


class Bank(Record):
    """Everything the bot answers from. `version` is a hash of the files it was made from.

    `same` has groups of terms that mean the same; `apart` has sets of terms that must not be mistaken for
    each other. `subject` says whether the bank is about health. `size_use`, `facts` and `terms` serve the
    conversation: what people write of themselves, and words explained. `sources` are by their ids.
    `starters` has ids of entries to offer before the first question.
    """

    id: str
    version: str
    title: str
    notice: str
    contact: str
    sources: Mapping[str, Source]
    passages: Mapping[str, Passage]
    entries: Mapping[str, Entry]
    silent: Mapping[str, SilentTopic]
    language: Language
    same: tuple[tuple[str, ...], ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    sizes: tuple[SizeRange, ...] = ()
    policy: Policy = Policy()
    helpline: str = ""
    subject: Subject = "other"
    helplines: tuple[Helpline, ...] = ()
    size_use: SizeUse = SizeUse()
    facts: tuple[Fact, ...] = ()
    terms: tuple[Term, ...] = ()
    clock: Clock = Clock()
    limits: Limits = Limits()
    measures: Measures = Measures()
    starters: tuple[str, ...] = ()

    @property
    def source(self) -> Source:
        """The first of the sources, or the only one."""
        return next(iter(self.sources.values()))

    def source_of(self, passage: str) -> Source:
        """The source of the passage with this id."""
        return self.sources[self.passages[passage].source]

    def clock_of(self, entry: Entry) -> Clock:
        """Who keeps this entry true, and how often: as the entry says, or else as the bank does.

        Who reviewed an entry is part of when: an entry with a date of its own does not take the bank's name.
        """
        own, whole = entry.clock, self.clock
        reviewed, by = (own.reviewed, own.by) if own.reviewed else (whole.reviewed, whole.by)
        return Clock(own.owner or whole.owner, reviewed, own.every or whole.every, by)

    @property
    def is_clocked(self) -> bool:
        """Whether the day on which something is asked may matter: some answer is reviewed regularly."""
        return bool(self.clock.every) or any(entry.clock.every for entry in self.entries.values())

    def answers(self) -> Iterator[tuple[str, str]]:
        """For each entry a text that says what it answers: answer, question, and the headings it cites."""
        for entry in self.entries.values():
            headings = dict.fromkeys(self.passages[id].section for id in entry.cites)
            yield entry.id, " ".join((entry.answer, entry.question, *headings))

    def wordings(self) -> Iterator[tuple[str, str]]:
        """All texts that a question is compared with, as pairs of the id they ask for and the text."""
        for entry in self.entries.values():
            yield entry.id, entry.question
            yield from ((entry.id, wording) for wording in entry.wordings)
        for topic in self.silent.values():
            yield from ((topic.id, wording) for wording in topic.wordings)
