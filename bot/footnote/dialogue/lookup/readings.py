"""The readings of a question: alone, with what stands around it, with what it refers to put into words."""

from __future__ import annotations

from functools import reduce
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from footnote.dialogue.conversation.rewriting import names_something, sentences_of
from footnote.text import EMPTY_SPAN, announced, announced_subject, without_tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from footnote.bank import Bank
    from footnote.dialogue.context import References
    from footnote.dialogue.trace import Lookup
    from footnote.text import Span

Kind: TypeAlias = Literal["alone", "together", "resolved", "inner"]
"""How a question is read: by its own words, together with words around it, with what it refers to put into
words, or without what announces it.
"""

LEAST_TOGETHER = 0.1
"""Confidence that a question needs with a background about something else to be read without it."""

MAX_OPENING_WORDS = 20
"""Words of a question that opens a conversation up to which "it" may be what the bank is about: a longer one
says itself what "it" is. Of 1,170 questions with an answer none is lost with 20, one with 15, and five with
10; a lump somewhere else is no longer taken for what the bank is about.
"""

MAX_REFERRING = 60
"""Words of a question up to which it is read with what was named before: a longer one names it again. Of the
same questions all get the same answer.
"""

KEYWORDS = 2
"""Words up to which a question is about the length before it: "a deposit of 0.9 mm. Micromet?"."""

CALL = "call"
"""The request, in the language's grammar, to call somebody."""

MAX_TOGETHER = 90
"""Words around a question up to which it is read with all of them: in longer messages only what is about the
bank's subject says anything. Of 1,030 questions of more than 60 words the same are answered without a bound.
"""

MAX_TELLING = 50
"""Words of the sentences about the bank's subject that a question is read with: the last ones. Of the same
questions the same are answered with 120; with 40 four are answered otherwise.
"""

MAX_WITH_ASIDES = 20
"""Words around a question up to which it is read with all of them too where some are of something else. Of
the same questions the same are answered with 30.
"""

MAX_SHARED = 180
"""Words around the questions of one message that they are read with together: of four, each with the last
45. Of 1,920 questions of more than 30 words one that should not be answered is not, and no other answer
changes; with 120 three right ones are lost.
"""

MAIL_SENTENCES = 4
"""Sentences around a question from which some of them may be about something else altogether."""


class Reading(NamedTuple):
    """A question in one reading of it, ready to be looked up."""

    kind: Kind
    span: Span


class Readings:
    """How the questions of one bank may be read. Never changes; threads may share it. `look_up` judges a span
    as it is.
    """

    def __init__(self, bank: Bank, references: References, look_up: Callable[[Span], Lookup]) -> None:
        self._bank = bank
        self._references = references
        self._look_up = look_up

    def of(self, question: Span, background: Span = EMPTY_SPAN, *, is_opening: bool) -> Iterator[Reading]:
        """A question alone, with its background, with what it refers to there put into words, and without
        what announces it. One that refers to a length before it is only read with that.
        """
        is_keyword = bool(background.measurements) and len(question.words) <= KEYWORDS
        refers = is_keyword or self._references.refers(question)
        if not background.text or not refers or self._may_be_alone(question, background):
            yield Reading("alone", question)
        yield from (Reading("together", span) for span in self._together(question, background))
        if refers and len(question.words) <= MAX_REFERRING:
            subjects = self._subjects(question, background, is_opening=is_opening)
            yield from (Reading("resolved", self._references.resolve(question, each)) for each in subjects)
        words = self._bank.language.announcements
        inner = (
            announced(question, words) or without_tag(question, words) or announced_subject(question, words)
        )
        if inner and not self._is_call(question):
            yield Reading("inner", inner)

    def _together(self, question: Span, background: Span) -> Iterator[Span]:
        """A question after its background, and after what of that is about the bank's subject."""
        if not background.text or len(question.words) > MAX_REFERRING:
            return
        telling = self._telling(background)
        if len(background.words) <= (MAX_WITH_ASIDES if telling else MAX_TOGETHER):
            yield background + question
        if telling:
            yield telling + question

    def _subjects(self, question: Span, background: Span, *, is_opening: bool) -> Iterator[str]:
        """What a question may refer to: the subject that was named last, and what the bank is about."""
        main = self._references.main_subject
        subject = None if background.measurements else self._references.last_subject(background)
        may_be_main = is_opening and len(question.words) <= MAX_OPENING_WORDS
        if may_be_main and not subject and not self._is_of_other(background):
            subject = main
        if subject:
            yield subject
        if main and subject != main and self._references.names(background, main):
            yield main

    def _telling(self, background: Span) -> Span | None:
        """Of a mail about a holiday, a report and the weather, the sentences about the report: those that
        name something of the bank, or a length. None where there are none, or no others, or few.
        """
        sentences = tuple(sentences_of(background))
        telling = [
            each for each in sentences if each.measurements or self._references.last_subject(each) is not None
        ]
        is_mail = len(sentences) >= MAIL_SENTENCES
        if not is_mail or len(telling) == len(sentences):
            return None
        last = _last_of(telling, MAX_TELLING)
        return reduce(add, last) if last else None

    def _is_call(self, question: Span) -> bool:
        """Whether a question is for the bot to pass on: "could you ring him and find out what he meant"."""
        call = self._bank.language.requests.get(CALL)
        return call is not None and bool(call.pattern.search(" ".join(question.expanded)))

    def _may_be_alone(self, question: Span, background: Span) -> bool:
        """Whether a question may be read without the background to which it refers: what is said of something
        else there must not make it a question about something else.
        """
        if background.measurements:
            return False
        if not self._is_of_other(background):
            return True
        if len(background.words) > MAX_TOGETHER:
            return False
        return self._look_up(background + question).confidence >= LEAST_TOGETHER

    def _is_of_other(self, background: Span) -> bool:
        """Whether a background says what "it" is, as far as the bank can see: a length, or something that
        no entry is about: "my laptop can't join the network. How do I fix it?".
        """
        if background.measurements or not names_something(background, self._bank.language):
            return bool(background.measurements)
        if len(background.words) > MAX_TOGETHER:
            return not any(map(self._references.last_subject, sentences_of(background)))
        judgement = self._look_up(background).judgement
        return not judgement.is_near or judgement.nearest in self._bank.silent


def shared(background: Span, questions: int) -> Span:
    """The part of a background that each of so many questions of one message is read with: its last
    sentences.
    """
    share = MAX_SHARED // questions
    if questions == 1 or len(background.words) <= share:
        return background
    return reduce(add, _last_of(tuple(sentences_of(background)), share), EMPTY_SPAN)


def _last_of(sentences: Sequence[Span], most: int) -> Sequence[Span]:
    """The last sentences that have together at most so many words."""
    counts = accumulate(len(each.words) for each in reversed(sentences))
    fit = sum(count <= most for count in counts)
    return sentences[len(sentences) - fit :]
