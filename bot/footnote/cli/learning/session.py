"""The lessons one after another: each decision is written at once, and can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import SilentTopic, add_silent_topic, add_wordings, apply_edits, revert_edits
from footnote.insights import MAX_PROPOSALS, Proposal, distinct_wordings, new_id, split
from footnote.record import Record, replace
from footnote.text import plain

from .decisions import Act, Belongs, NewTopic, Search

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from footnote.bank import Bank, Edit
    from footnote.dialogue import Bot
    from footnote.insights import Lesson

    from .decisions import Decision
    from .ignored import Ignored

MAX_WORDINGS = 12
"""Wordings written of one lesson, the most asked first: more of the same teach nothing."""


class Tally(NamedTuple):
    """What was decided so far: questions settled (each as often as it was asked), wordings and topics
    written, questions ignored, lessons left for later.
    """

    settled: int = 0
    wordings: int = 0
    topics: int = 0
    ignored: int = 0
    later: int = 0


class _State(Record):
    """All that a decision changes but files. `known` has the id of each wording, by its words."""

    lessons: tuple[Lesson, ...]
    bank: Bank
    known: Mapping[str, str]
    tally: Tally = Tally()


class _Step(NamedTuple):
    """What to go back to, and what to take back of the files."""

    before: _State
    edits: Sequence[Edit] = ()
    ignored: Sequence[str] = ()


class Session:
    """The lessons that are left, and what was decided. Raises CannotEdit where the bank's files cannot be
    written; then nothing has changed.
    """

    def __init__(self, path: str, bot: Bot, lessons: Sequence[Lesson], ignored: Ignored, origin: str) -> None:
        """`path` is that of the bank's folder or file; `origin` says where new wordings come from."""
        self._path, self._bot, self._ignored, self._origin = path, bot, ignored, origin
        known = {plain(wording): id for id, wording in bot.bank.wordings()}
        self._state = _State(tuple(lessons), bot.bank, known)
        self._steps: list[_Step] = []

    @property
    def lesson(self) -> Lesson | None:
        """The lesson to decide now; None where all are decided."""
        return self._state.lessons[0] if self._state.lessons else None

    @property
    def can_undo(self) -> bool:
        """Whether there is a decision to take back."""
        return bool(self._steps)

    @property
    def left(self) -> tuple[int, int]:
        """How many lessons are left, and how many questions are in them."""
        return len(self._state.lessons), sum(lesson.times for lesson in self._state.lessons)

    @property
    def bank(self) -> Bank:
        """The bank with the silent topics that were added."""
        return self._state.bank

    @property
    def tally(self) -> Tally:
        """What was decided so far."""
        return self._state.tally

    def decide(self, decision: Decision) -> str:
        """Carry out a decision about the lesson. Returns what was done, in a sentence."""
        lesson = self.lesson
        if decision is Act.UNDO:
            return self._undo()
        if lesson is None or decision in (Act.STOP, Act.HELP):
            return ""
        if isinstance(decision, Belongs):
            return self._add(lesson, decision.id)
        if isinstance(decision, NewTopic):
            return self._add_topic(lesson, decision.about)
        if isinstance(decision, Search):
            return self._search(lesson, decision.text)
        return self._act(lesson, decision)

    def _act(self, lesson: Lesson, decision: Act) -> str:
        acts = {
            Act.NOWHERE: self._add_nowhere,
            Act.IGNORE: self._ignore,
            Act.LATER: self._leave,
            Act.SPLIT: self._split,
        }
        return acts[decision](lesson)

    def _add(self, lesson: Lesson, id: str) -> str:
        wordings = self._new_wordings(lesson)
        edits = [add_wordings(self._path, self.bank, id, wordings, self._origin)] if wordings else []
        apply_edits(edits)
        tally = self.tally._replace(
            settled=self.tally.settled + lesson.times, wordings=self.tally.wordings + len(wordings)
        )
        self._go_on(self._next(lesson, id, wordings, tally), edits)
        return f"{_count(len(wordings))} added to {id}{self._left_out(lesson, wordings)}"

    def _add_nowhere(self, lesson: Lesson) -> str:
        about = self.bank.language.texts.get("about_that")
        if not about:
            return "The language file has no text about_that for such questions; type n to name a topic"
        return self._add_topic(lesson, about)

    def _add_topic(self, lesson: Lesson, about: str) -> str:
        wordings = self._new_wordings(lesson)
        if not wordings:
            return (
                "No question here can be a wording of a new topic: they are in the bank, too long, or empty"
            )
        id = new_id(wordings[0], self.bank, {*self.bank.entries, *self.bank.silent})
        edits = add_silent_topic(self._path, self.bank, id, about, wordings, self._origin)
        apply_edits(edits)
        topic = SilentTopic(id=id, about=about, wordings=tuple(wordings))
        bank = replace(self.bank, silent={**self.bank.silent, id: topic})
        tally = self.tally._replace(
            settled=self.tally.settled + lesson.times,
            wordings=self.tally.wordings + len(wordings),
            topics=self.tally.topics + 1,
        )
        self._go_on(replace(self._next(lesson, id, wordings, tally), bank=bank), edits)
        return f"New silent topic {id} with {_count(len(wordings))}"

    def _search(self, lesson: Lesson, text: str) -> str:
        if text in self.bank.entries or text in self.bank.silent:
            return self._add(lesson, text)
        found = self._found(text)
        if not found:
            return f"Nothing fits “{text}”; type other words, or an id"
        proposals = tuple(Proposal(id, id in self.bank.silent) for id in found[:MAX_PROPOSALS])
        lessons = (replace(lesson, proposals=proposals), *self._state.lessons[1:])
        self._state = replace(self._state, lessons=lessons)
        return f"What fits “{text}”:"

    def _found(self, text: str) -> list[str]:
        """The ids that begin with a text, then those whose words have it, then what the bot would look up."""
        titles = {id: entry.question for id, entry in self.bank.entries.items()}
        titles |= {id: topic.about for id, topic in self.bank.silent.items()}
        key = text.casefold()
        begun = [id for id in titles if id.casefold().startswith(key)]
        named = [id for id, title in titles.items() if key in title.casefold() or key in id.casefold()]
        lookups = self._bot.explain(text)[1].lookups
        hits = [hit.entry for lookup in lookups for hit in lookup.hits]
        return list(dict.fromkeys([*begun, *named, *hits]))

    def _ignore(self, lesson: Lesson) -> str:
        questions = [asked.question for asked in lesson.asked]
        self._ignored.add(questions)
        tally = self.tally._replace(ignored=self.tally.ignored + lesson.times)
        self._go_on(replace(self._state, lessons=self._state.lessons[1:], tally=tally), ignored=questions)
        return "Ignored"

    def _leave(self, _lesson: Lesson) -> str:
        tally = self.tally._replace(later=self.tally.later + 1)
        self._go_on(replace(self._state, lessons=self._state.lessons[1:], tally=tally))
        return "Left for later"

    def _split(self, lesson: Lesson) -> str:
        if len(lesson.asked) < 2:
            return "There is only one question here"
        self._go_on(replace(self._state, lessons=(*split(lesson), *self._state.lessons[1:])))
        return f"{len(lesson.asked)} questions, one by one"

    def _undo(self) -> str:
        if not self._steps:
            return "There is nothing to undo"
        step = self._steps[-1]
        revert_edits(step.edits)
        if step.ignored:
            self._ignored.remove(step.ignored)
        self._state = self._steps.pop().before
        return "Undone"

    def _new_wordings(self, lesson: Lesson) -> list[str]:
        """The new wordings of a lesson, one of those that differ in small words or slips alone."""
        wordings = distinct_wordings(lesson.asked)
        return [each for each in wordings if plain(each) not in self._state.known][:MAX_WORDINGS]

    def _left_out(self, lesson: Lesson, wordings: Sequence[str]) -> str:
        """Which of the questions were not written, and why; nothing where all were."""
        known = {self._state.known.get(plain(asked.wording)) for asked in lesson.asked} - {None}
        owners = ", ".join(sorted(id for id in known if id))
        missing = len(lesson.asked) - len(wordings)
        if missing <= 0:
            return ""
        return f"; {missing} left out: too long, or like others" + (f" of {owners}" if owners else "")

    def _next(self, _lesson: Lesson, id: str, wordings: Sequence[str], tally: Tally) -> _State:
        known = {**self._state.known, **{plain(wording): id for wording in wordings}}
        return replace(self._state, lessons=self._state.lessons[1:], known=known, tally=tally)

    def _go_on(self, state: _State, edits: Sequence[Edit] = (), ignored: Sequence[str] = ()) -> None:
        self._steps.append(_Step(self._state, edits, ignored))
        self._state = state


def _count(wordings: int) -> str:
    return f"{wordings} wording{'' if wordings == 1 else 's'}"
