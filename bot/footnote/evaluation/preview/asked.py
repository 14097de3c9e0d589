"""The questions that two banks are compared on: labelled ones, slips of them, and what people asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from footnote.evaluation.questions import Question
from footnote.record import Record
from footnote.text import plain

from .slips import slip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

Origin: TypeAlias = Literal["labelled", "slip", "journal"]


class Asked(Record):
    """A question and where it comes from. Without any label in it, nobody has said which reply is right."""

    question: Question
    origin: Origin = "labelled"

    @property
    def is_labelled(self) -> bool:
        """Whether it is known which reply is right."""
        return bool(self.question.label)


def with_slips(questions: Iterable[Question]) -> Iterator[Asked]:
    """Each labelled question, then the same with a slip of typing, which must not change what is right."""
    for question in questions:
        yield Asked(question)
        slipped = slip(question.ask)
        if slipped != question.ask:
            yield Asked(question._replace(ask=slipped), "slip")


def from_journal(
    lines: Iterable[tuple[str, str | None]], entries: Collection[str], known: Sequence[Asked] = ()
) -> Iterator[Asked]:
    """What people asked, each question once and none that is among the `known`. A line is a question and the
    entry that its asker chose or found helpful, which is right then, or None.
    """
    seen = {plain(asked.question.ask) for asked in known}
    chosen: dict[str, tuple[str, str | None]] = {}
    for ask, entry in lines:
        key = plain(ask)
        if key and key not in seen:
            chosen[key] = (ask, entry if entry in entries else chosen.get(key, (ask, None))[1])
    for ask, entry in chosen.values():
        yield Asked(Question(ask, (entry,) if entry else ()), "journal")
