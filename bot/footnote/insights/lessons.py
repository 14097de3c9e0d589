"""Questions that a bank could not answer, grouped so that one decision of its author settles a group.

A lesson has questions that ask the same, and the entries and silent topics that they may belong to, those
first that people chose when they were asked back.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from footnote.record import Record, replace
from footnote.text import plain, printable

from .clustering import cluster
from .gaps import is_unanswered
from .new_wordings import surest_lookup, wording_of
from .question_stems import QuestionStems, without_marks
from .records import OpenQuestion

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from footnote.bank import Bank
    from footnote.dialogue import Bot, Reply, Trace

    from .records import LoggedQuestion

MAX_PROPOSALS = 5
"""Entries and topics proposed for a lesson: as many as are read at a glance."""

MAX_RANKED = 8
"""Candidates of a question that count for the proposals of its lesson."""


class Proposal(NamedTuple):
    """An entry or silent topic that a lesson may belong to, and how often people chose it or named it as
    right.
    """

    id: str
    is_silent: bool
    chosen: int = 0


class Lesson(Record):
    """Questions that ask the same, most asked first, and what they may belong to, the likeliest first."""

    asked: tuple[OpenQuestion, ...]
    proposals: tuple[Proposal, ...]
    confidence: float = 0.0

    @property
    def times(self) -> int:
        """How often its questions were asked."""
        return sum(asked.times for asked in self.asked)


class Lessons(Record):
    """The lessons, those first that most is known of; and how the other questions add up.

    `settled` are those that the bank answers by now, `unread` those of which no words were kept, and
    `out_of_scope` those that are no questions to a bank.
    """

    lessons: tuple[Lesson, ...]
    settled: int = 0
    unread: int = 0
    out_of_scope: int = 0


class _Open(NamedTuple):
    """A question that is still open: how often it was asked, what was chosen, and its candidates."""

    question: str
    times: int
    chosen: Counter[str]
    ranked: tuple[str, ...]
    confidence: float
    wording: str

    @property
    def main(self) -> str:
        """The entry chosen most often, "" where none was."""
        return self.chosen.most_common(1)[0][0] if self.chosen else ""


def find_lessons(
    bot: Bot,
    questions: Iterable[LoggedQuestion],
    redact: Callable[[str], str],
    is_known: Callable[[str], bool] = lambda _: False,
) -> Lessons:
    """The lessons in the questions that a bot did not answer, or not rightly.

    `redact` takes personal data out of a text. Questions that `is_known` says were decided before are left
    out.
    """
    to_learn = [each for each in questions if _is_to_learn(each)]
    found: list[_Open] = []
    settled = out_of_scope = 0
    for text, group in _same(to_learn, redact).items():
        if is_known(text):
            continue
        reply, trace = bot.explain(text)
        if _is_out_of_scope(reply, bot.bank):
            out_of_scope += len(group)
        elif _is_settled(group, reply):
            settled += len(group)
        else:
            found.append(_open(text, group, trace, bot.bank))
    unread = sum(not (each.question or "").strip() for each in to_learn)
    return Lessons(tuple(_lessons(found, bot.bank)), settled, unread, out_of_scope)


def _is_to_learn(question: LoggedQuestion) -> bool:
    """Whether a question had no answer, a wrong one, or was answered after the bot asked back."""
    was_chosen = question.kind == "clarify" and question.taken is not None
    return was_chosen or question.right is not None or is_unanswered(question)


def _same(
    questions: Iterable[LoggedQuestion], redact: Callable[[str], str]
) -> dict[str, list[LoggedQuestion]]:
    """The questions by their text without personal data; those that differ in punctuation alone are one."""
    first: dict[str, str] = {}
    grouped: dict[str, list[LoggedQuestion]] = defaultdict(list)
    for each in questions:
        text = without_marks(redact(printable(each.question or "")))
        if key := plain(text):
            grouped[first.setdefault(key, text)].append(each)
    return grouped


def _is_out_of_scope(reply: Reply, bank: Bank) -> bool:
    """Whether a bank should not answer. What sounds personal may be for it, but where it is about health."""
    is_personal = reply.reason == "personal" and bank.subject == "health"
    return is_personal or reply.kind in ("smalltalk", "handoff") or reply.reason == "unclear"


def _is_settled(group: Sequence[LoggedQuestion], reply: Reply) -> bool:
    """Whether the bot answers by now, and with nothing that a person called wrong or did not choose."""
    if reply.kind != "answer":
        return False
    wrong = {each.entry for each in group if each.feedback and is_unanswered(each)}
    chosen = _chosen(group)
    return reply.entry in chosen if chosen else reply.entry not in wrong


def _chosen(group: Iterable[LoggedQuestion]) -> Counter[str]:
    """How often each entry was chosen when the bot asked back, or named as the right one."""
    ids = (each.right or (each.taken if each.kind == "clarify" else None) for each in group)
    return Counter(id for id in ids if id)


def _open(text: str, group: Sequence[LoggedQuestion], trace: Trace, bank: Bank) -> _Open:
    known = {*bank.entries, *bank.silent}
    chosen = Counter({id: times for id, times in _chosen(group).items() if id in known})
    wrong = {each.entry for each in group if each.feedback and is_unanswered(each)} - chosen.keys()
    lookup = surest_lookup(trace)
    ranked = [hit.entry for hit in lookup.hits if hit.entry not in wrong] if lookup else []
    confidence = lookup.confidence if lookup else 0.0
    wording = wording_of(text, trace)
    return _Open(text, len(group), chosen, tuple(ranked[:MAX_RANKED]), confidence, wording)


def _lessons(found: Sequence[_Open], bank: Bank) -> list[Lesson]:
    """The lessons: those with an entry that people chose first, then the most asked, then the surest."""
    ordered = sorted(found, key=lambda each: (-each.times, each.question))
    reader = QuestionStems(bank)
    clusters = cluster([each.question for each in ordered], reader)
    lessons = [
        _lesson(group, bank, reader)
        for members in clusters
        for group in _by_choice([ordered[index] for index in members])
    ]
    return sorted(lessons, key=_first_things_first)


def _by_choice(group: Sequence[_Open]) -> list[list[_Open]]:
    """A group cut where people chose different entries; questions without a choice go with the first."""
    by_choice: dict[str, list[_Open]] = defaultdict(list)
    for each in group:
        by_choice[each.main].append(each)
    undecided = by_choice.pop("", [])
    groups = list(by_choice.values()) or [[]]
    return [[*groups[0], *undecided], *groups[1:]]


def _lesson(group: Sequence[_Open], bank: Bank, reader: QuestionStems) -> Lesson:
    asked = sorted((_asked(each, reader) for each in group), key=_most_asked)
    chosen = sum((each.chosen for each in group), Counter[str]())
    points: Counter[str] = Counter({id: 1000 * times for id, times in chosen.items()})
    for each in group:
        for rank, id in enumerate(each.ranked):
            points[id] += 60 * each.times // (rank + 1)
    best = [id for id, _ in sorted(points.items(), key=lambda item: (-item[1], item[0]))]
    proposals = [Proposal(id, id in bank.silent, chosen[id]) for id in best[:MAX_PROPOSALS]]
    return Lesson(tuple(asked), tuple(proposals), max(each.confidence for each in group))


def _asked(each: _Open, reader: QuestionStems) -> OpenQuestion:
    words = frozenset(reader.stems(each.wording)) - reader.filler
    slips = words & reader.slips(each.wording)
    return OpenQuestion(each.question, each.times, each.wording, words, slips)


def _most_asked(asked: OpenQuestion) -> tuple[int, str]:
    return -asked.times, asked.question


def _first_things_first(lesson: Lesson) -> tuple[bool, int, float, str]:
    is_chosen = any(proposal.chosen for proposal in lesson.proposals)
    return not is_chosen, -lesson.times, -lesson.confidence, lesson.asked[0].question


def split(lesson: Lesson) -> list[Lesson]:
    """The questions of a lesson as lessons of their own, each with the same proposals."""
    return [replace(lesson, asked=(asked,)) for asked in lesson.asked]
