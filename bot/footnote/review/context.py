"""What the checks look at: a bank that was parsed, the texts of its passages, and the bot that it makes."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from footnote.dialogue import cut_points
from footnote.runtime import load
from footnote.text import Analyzer, Synonyms

from .evidence import Evidence, Reader
from .lexis import read_lexis
from .statements import CITATION_MARK, Statement, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from footnote.bank import Bank, Finding, Node, ParsedBank, Uncovered
    from footnote.dialogue import Bot
    from footnote.errors import Problem
    from footnote.text import Language

    from .lexis import Lexis

    Track: TypeAlias = Callable[[Iterable[Any], int, str], Iterable[Any]]
    Fetch: TypeAlias = Callable[[str], str]
    """Opens a web page: why that cannot be done, or ""."""

Need: TypeAlias = Literal["nothing", "copy", "asking", "online"]
"""What a check needs: local copies of the sources, a bot that is asked every wording, or a network."""

Findings: TypeAlias = "Iterator[tuple[Node, str]]"
"""Where something is wrong, and what: what to write instead stands after a semicolon."""


class Check(NamedTuple):
    """One check: its name, by which a comment silences it; whether what it finds is an error or advice; what
    it needs; and how it finds it.
    """

    name: str
    is_error: bool
    need: Need
    find: Callable[[Review], Findings]


class Copies(NamedTuple):
    """What the local copies of the sources say: the text of each passage that was found there, by its id,
    what became of each passage since the bank was written, and the sentences that are in no passage.
    """

    texts: Mapping[str, str]
    states: tuple[Finding, ...] = ()
    others: tuple[Uncovered, ...] = ()


class Review:
    """A bank under review. `copies` is None where there are no local copies of its sources; `track` shows
    the progress of long work; `path` is the bank's, where it was not given by its file. `fetch` opens web
    pages, None for the network itself.
    """

    def __init__(
        self,
        parsed: ParsedBank,
        copies: Copies | None = None,
        track: Track | None = None,
        path: str = "",
        fetch: Fetch | None = None,
    ) -> None:
        self._path = path or parsed.file
        self.parsed = parsed
        self.bank: Bank = parsed.bank
        self.language: Language = parsed.bank.language
        self.copies = copies
        self.track = track or _untracked
        self.fetch = fetch

    @cached_property
    def reader(self) -> Reader:
        """Reads texts as the bank does, but no slip is corrected."""
        bank = self.bank
        synonyms = Synonyms(Analyzer(self.language), bank.same, bank.apart, cut_points(bank))
        return Reader(self._lexis[0], synonyms)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the file of checks of the language."""
        return self._lexis[1]

    @cached_property
    def _lexis(self) -> tuple[Lexis, list[Problem]]:
        return read_lexis(self.parsed)

    @cached_property
    def bot(self) -> Bot:
        """The bot of the bank: the compiled one, where there is one of the files as they are."""
        return load(self._path)

    @cached_property
    def statements(self) -> list[Statement]:
        """All that the bank says with marks."""
        return list(statements(self.parsed))

    @cached_property
    def passages(self) -> dict[str, Evidence]:
        """What each passage says, under its heading. Empty without copies."""
        texts = self.copies.texts if self.copies else {}
        return {id: self._evidence([id], "") for id in texts if id in self.bank.passages}

    @cached_property
    def sentences(self) -> list[tuple[str, Evidence]]:
        """What each sentence says that is in no passage, with where it is."""
        others = self.copies.others if self.copies else ()
        return [(each.where, Evidence(each.text, each.text, self.reader)) for each in others]

    def said_under(self, section: str) -> Iterator[str]:
        """What stands under a heading: what each passage says, and each sentence that is in none."""
        for id, evidence in self.passages.items():
            if self.bank.passages[id].section == section:
                yield evidence.said
        for each in self.copies.others if self.copies else ():
            if each.where.startswith(f"{section}: "):
                yield each.text

    def question(self, entry: str) -> str:
        """The question of an entry; "" for what is no entry."""
        return self.bank.entries[entry].question if entry in self.bank.entries else ""

    def evidence(self, cites: Iterable[str]) -> Evidence | None:
        """What the cited passages say together, with their headings and what any answer may name. None where
        the text of one is not known.
        """
        ids = list(dict.fromkeys(cites))
        if not ids or not self.copies or not self.copies.texts.keys() >= set(ids):
            return None
        return self._evidence(ids, self._surroundings)

    @cached_property
    def supported(self) -> list[tuple[Statement, Evidence]]:
        """The statements of which all cited passages are known, with what these say."""
        found = ((statement, self.evidence(statement.cites)) for statement in self.statements)
        return [(statement, evidence) for statement, evidence in found if evidence]

    def claimed(self, statement: Statement) -> str:
        """What a statement says of its source, without marks: not that the source does not say something."""
        kept = (each for each in statement.sentences if not self.reader.lexis.says_silence(each))
        return " ".join(CITATION_MARK.sub("", sentence) for sentence in kept)

    @cached_property
    def _surroundings(self) -> str:
        """What any answer may name: the bank, its source, and whom to contact."""
        sources = self.bank.sources.values()
        named = [name for source in sources for name in (source.title, source.publisher, source.kind)]
        return " . ".join([self.bank.title, self.bank.contact, self.bank.notice, *named])

    def _evidence(self, ids: list[str], more: str) -> Evidence:
        texts = self.copies.texts if self.copies else {}
        said = [texts[id] for id in ids]
        headings = [self.bank.passages[id].section for id in ids]
        return Evidence(" . ".join((*said, *headings, more)), " . ".join(said), self.reader)


def _untracked(items: Iterable[Any], total: int, label: str) -> Iterable[Any]:  # noqa: ARG001  (a Track)
    return items
