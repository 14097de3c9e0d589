"""What `footnote learn` shows: a lesson with its keys, how far the author is, and what came of it."""

from __future__ import annotations

import textwrap
from string import ascii_lowercase
from typing import TYPE_CHECKING

from footnote.cli.learning.decisions import KEYS

from .one_line import clipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.bank import Bank
    from footnote.cli.learning.session import Session, Tally
    from footnote.insights import Lesson, Lessons, Proposal

MAX_QUESTIONS_SHOWN = 5
"""Questions of a lesson that are shown: the rest are like them."""

LAST = "\nThat was the last group. Type u to undo the last decision; anything else ends."

_WIDTH = 80
_LEGEND = (
    "o other entry   n new silent topic   x not answered here   i ignore   l later   s one by one   u undo"
    "   q stop   ? help"
)


def beginning(found: Lessons) -> Iterator[str]:
    """How many questions there are to decide, and what became of the others."""
    questions = sum(lesson.times for lesson in found.lessons)
    yield f"{_count(questions, 'question')} to learn from, in {_count(len(found.lessons), 'group')}."
    if found.settled:
        yield f"{found.settled} more the bank answers by now."
    if found.out_of_scope:
        yield f"{found.out_of_scope} more: nothing that a bank can answer, such as small talk."
    if found.unread:
        yield f"{found.unread} more were not answered, and no words of them were kept."


def lesson_lines(session: Session, width: int | None) -> Iterator[str]:
    """The lesson to decide now: how far one is, the questions, what they may belong to, the keys."""
    lesson, columns = session.lesson, min(width or _WIDTH, _WIDTH)
    if lesson is None:
        return
    groups, questions = session.left
    yield ""
    left = f"{_count(groups, 'group')} left with {_count(questions, 'question')}"
    yield from textwrap.wrap(f"── {left}; {session.tally.settled} settled ──", columns)
    yield from _questions(lesson, columns)
    yield ""
    for letter, proposal in zip(ascii_lowercase, lesson.proposals, strict=False):
        yield from _wrapped(
            clipped(_proposal(session.bank, proposal), 2 * columns - 14), columns, f"  {letter}  "
        )
    yield from _legend(columns)


def keys_help(width: int | None) -> Iterator[str]:
    """Each key, and what it decides."""
    for key, meaning in KEYS.items():
        yield from _wrapped(meaning, min(width or _WIDTH, _WIDTH), f"  {key:8} ")


def ending(tally: Tally, left: tuple[int, int]) -> Iterator[str]:
    """What was decided, in a few sentences."""
    yield ""
    topics = f", {_count(tally.topics, 'new silent topic')}" if tally.topics else ""
    yield f"{_count(tally.settled, 'question')} settled with {_count(tally.wordings, 'new wording')}{topics}."
    if tally.ignored:
        yield f"{_count(tally.ignored, 'question')} ignored, and not asked again."
    later = tally.later + left[0]
    if later:
        yield f"{_count(later, 'group')} left for later: run footnote learn again."


def _questions(lesson: Lesson, columns: int) -> Iterator[str]:
    for asked in lesson.asked[:MAX_QUESTIONS_SHOWN]:
        times = f"{asked.times} × " if asked.times > 1 else ""
        yield from _wrapped(clipped(f"{times}{asked.question}", 2 * columns - 8), columns, "  ")
    if len(lesson.asked) > MAX_QUESTIONS_SHOWN:
        yield f"  and {len(lesson.asked) - MAX_QUESTIONS_SHOWN} more like these"


def _proposal(bank: Bank, proposal: Proposal) -> str:
    chosen = f"(chosen {proposal.chosen}×) " if proposal.chosen else ""
    if proposal.is_silent:
        return f"{chosen}not in the source: {bank.silent[proposal.id].about} ({proposal.id})"
    return f"{chosen}{bank.entries[proposal.id].question} ({proposal.id})"


def _wrapped(text: str, columns: int, first: str) -> list[str]:
    """The lines of a text that begins with `first`; the others are indented as far."""
    return textwrap.wrap(text, columns, initial_indent=first, subsequent_indent=" " * len(first))


def _legend(columns: int) -> Iterator[str]:
    """The other keys, on as many lines as they need."""
    line = ""
    for part in _LEGEND.split("   "):
        if line and len(line) + 3 + len(part) > columns - 2:
            yield f"  {line}"
            line = ""
        line = f"{line}   {part}" if line else part
    yield f"  {line}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
