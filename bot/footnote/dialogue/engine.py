"""One turn of a talk: a line and the state in, a reply and the next state out.

The same bank, state and line give the same reply, on every surface and any machine.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf, nextafter
from typing import TYPE_CHECKING

from footnote.matching.matcher import Matcher
from footnote.matching.scope import KNOWN, sift
from footnote.text.english import FILLER, spoken
from footnote.text.measurements import quantities
from footnote.text.message import parse
from footnote.text.normalization import fold, printable

from . import policy as decide
from .followup import Followers, Subjects, bare_figure, leans, named, points, size_asked
from .reply import Reply, State
from .responses import phrase
from .selection import pick, refuses
from .small_talk import Phrasebook

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from footnote.bank.models import Bank, Entry, SizeRange, SmallTalk
    from footnote.matching.matcher import Hit
    from footnote.text.message import Message

LONGEST = 8_000
"""Characters of a message that are read: a long mail, some 1,300 words. What is beyond is not matched."""

RANKED = 8
"""Hits looked at for one question: the entries that may be offered, and the silent topics between them."""


class Bot:
    """A bank made ready to be asked. Never changes; any number of threads may share one.

    `bank` is what it knows, `matcher` finds what of it is near (made of the bank where none is given),
    `followers` what may come after an answer.

    >>> from footnote import load
    >>> reply = load("micrometastases").ask("wot size r micromets")
    >>> reply.kind, reply.entry, [citation.passage for citation in reply.citations]
    ('answer', 'size', ['S2'])
    """

    def __init__(self, bank: Bank, matcher: Matcher | None = None) -> None:
        self.bank = bank
        self._phrasebook = Phrasebook(bank.language.small_talk)
        self._size_entries = frozenset(size.entry for size in bank.sizes)
        self.matcher = matcher or Matcher(
            bank.wordings(), same=bank.same, apart=bank.apart, sizes=_cut_points(bank)
        )
        self._subjects = Subjects(bank, self.matcher)
        self.followers = Followers(bank, self.matcher)

    def ask(
        self, question: str, state: State | Mapping[str, object] | None = None, *, id: str | None = None
    ) -> Reply:
        """The reply to a line that a person typed, whatever it holds.

        `state` is the last reply's (or its `as_dict()`), None at the start of a talk; `id` is the caller's
        and comes back unchanged. Where a person has the talk (`state.handed`), the reply is silent: of kind
        `handoff`, its text empty, unless the line tells of an emergency.
        Raises StateError for a state that no reply had, and nothing else.
        """
        before = self._known(state if isinstance(state, State) else State.from_dict(state))
        line = printable(question)
        return phrase(self.bank, line, before, self._decide(line[:LONGEST], before), id=id)

    def hits(self, question: str, limit: int = RANKED) -> list[Hit]:
        """The entries and silent topics nearest to a question read alone, best first."""
        return self.matcher.rank(question, limit)

    def _known(self, state: State) -> State:
        """The state without entries that this bank does not have: it may have been edited since."""
        entry = state.entry if state.entry in self.bank.entries else None
        options = tuple(option for option in state.options if option in self.bank.entries)
        return replace(state, entry=entry, options=options)

    def _decide(self, line: str, state: State) -> decide.Decision:
        heard = self._phrasebook.anywhere(line)
        if heard and heard.kind == "handoff" and (heard.reason == "urgent" or not state.handed):
            return decide.Talk(heard)
        if state.handed:
            return decide.SILENCE
        offered = [self.bank.entries[option] for option in state.options]
        picked = pick(line, offered) if offered or refuses(line) else None
        if picked:
            return picked
        if heard:
            preface = self._comfort(self._phrasebook.distressed(line)) if heard.reason == "personal" else ""
            return decide.Talk(heard, decide.near(self.bank, self.hits(line)), preface)
        said = self._phrasebook.alone(line)
        return decide.Talk(said) if said else self._prefaced(line, self._matched(line, state))

    def _matched(self, line: str, state: State) -> decide.Decision:
        """What the bank says to a line: read alone if that answers it, else with the last answer in mind."""
        last = self.bank.entries.get(state.entry or "")
        sized = self._size_entries & {last.id, *last.follow} if last else ()
        if sized and size_asked(line):
            return decide.Answer(self.bank.entries[min(sized)], 1.0)
        if bare_figure(line):
            return decide.Decline("unclear", saying="unclear")
        leaning = last is not None and leans(line)
        if last and leaning:
            followed = decide.choose(self.bank, self.followers.hits(last, line))
            if decide.settles(followed):
                return followed
        alone = self._legible(line, self._read(parse(line)))
        return self._pointed(line, last, alone) if last and leaning else alone

    def _pointed(self, line: str, last: Entry, alone: decide.Decision) -> decide.Decision:
        """The line with what it points to put into words, where that answers it better than it does alone."""
        sure = alone.confidence if isinstance(alone, decide.Answer) else 0.0
        if (sure and not points(line)) or self._subjects.others(line, last.about):
            return alone
        pointed = decide.choose(self.bank, self.believed(named(line, last.about)))
        if not isinstance(pointed, decide.Answer) or pointed.confidence < sure:
            return alone
        return pointed if self._tells(pointed.entry, line) else alone

    def _tells(self, entry: Entry, line: str) -> bool:
        """Whether an entry uses every word that a line says itself: "where can I buy it" asks for no size."""
        return all(entry.id in word.shares for word in self.matcher.words(line) if word.likeness >= KNOWN)

    def _legible(self, line: str, decision: decide.Decision) -> decide.Decision:
        """The decision, or that the line cannot be read: nothing is near, and no word of it is English."""
        far = isinstance(decision, decide.Decline) and decision.reason == "off-topic"
        if far and FILLER.isdisjoint(spoken(line)):
            return decide.Decline("unclear", saying="unclear")
        return decision

    def _read(self, message: Message) -> decide.Decision:
        """The decision for a message: of each of its questions, with and without what stands around them."""
        believed = [self.believed(question, message.background) for question in message.questions]
        readings = [decide.choose(self.bank, hits) for hits in believed]
        answers = [reading for reading in readings if isinstance(reading, decide.Answer)]
        if not answers:
            return readings[-1]
        best = max(answers, key=lambda answer: answer.confidence)
        entries = decide.distinct(answer.entry for answer in answers)[: decide.OFFERED]
        return decide.Clarify(entries, best.confidence, "two_questions") if len(entries) > 1 else best

    def believed(self, question: str, background: str = "") -> list[Hit]:
        """The hits of one question that may be believed, in whichever reading of it is surest.

        A question that points back ("how is it treated") is about what it points to, strange words and all.
        """
        read = f"{background} {question}" if background and points(question) else question
        hits = [self.hits(reading) for reading in self._read_as(question, background)]
        return sift(self.bank, self.matcher, read, max(hits, key=_sureness))

    def _read_as(self, question: str, background: str) -> list[str]:
        """A question alone, with what stands around it, and with what it points to there put into words.

        One that points to a size is only read with it: "the node has 3 mm. is this small?"
        """
        if not background:
            return [question]
        around = f"{background} {question}"
        if not points(question):
            return [question, around]
        if quantities(fold(background)):
            return [around]
        subject = self._subjects.last(background)
        return [question, around, *([named(question, subject)] if subject else [])]

    def _prefaced(self, line: str, decision: decide.Decision) -> decide.Decision:
        """A decision with what is said before it: which side of a bound a size lies on, a word of comfort.

        Words of distress beside something that nothing is near are what the line is about.
        """
        distress = self._phrasebook.distressed(line)
        comfort = self._comfort(distress)
        if isinstance(decision, decide.Decline) and distress:
            return replace(decision, preface=comfort) if decision.near else decide.Talk(distress)
        if not isinstance(decision, decide.Answer):
            return decision
        entry, size = self._sized(line, decision.entry)
        return replace(decision, entry=entry, preface=" ".join(filter(None, [comfort, *size])))

    def _comfort(self, distress: SmallTalk | None) -> str:
        """What is said first to whoever is in distress; nothing to others."""
        return self.bank.language.texts["comfort"] if distress else ""

    def _sized(self, line: str, entry: Entry) -> tuple[Entry, list[str]]:
        """The entry for the size that is typed, and the sentence about it; the entry as it is without one."""
        if entry.id not in self._size_entries:
            return entry, []
        for quantity in quantities(size_asked(line) or fold(line)):
            found = _range_of(self.bank, quantity.value)
            said = [found.says.format(size=quantity.text)] if quantity.exact else []
            return self.bank.entries[found.entry], said
        return entry, []


def _sureness(hits: Sequence[Hit]) -> float:
    return hits[0].confidence if hits else 0.0


def _cut_points(bank: Bank) -> tuple[float, ...] | None:
    """Where one range of sizes ends and the next begins, in mm; the matcher puts a cut point above itself."""
    bounds = [(size.bound, size.inclusive) for size in bank.sizes]
    return tuple(nextafter(b, inf) if inclusive else b for b, inclusive in bounds if b is not None) or None


def _range_of(bank: Bank, value: float) -> SizeRange:
    """The first range, from the smallest up, that a size in mm falls into."""
    for size in bank.sizes:
        if size.bound is None or value < size.bound or (size.inclusive and value == size.bound):
            return size
    return bank.sizes[-1]
