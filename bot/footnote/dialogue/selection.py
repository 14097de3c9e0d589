"""Which of the options offered an utterance picks: by number or letter, by "the first", by its words, by
"yes", all of them, or none.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from footnote.text import SmallTalk

from .conversation.composing import listed
from .policy import Answer, Clarify, Decline, Respond, Several

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from footnote.bank import Bank, Entry
    from footnote.text import Language, Span, Stems

    from .policy import Decision
    from .reply import State

MAX_NAMING_WORDS = 3
"""Words of an utterance that may pick an option by its words without saying that it picks one."""

MIN_LINE_WORDS = 3
"""Words of an utterance that picks a line of a list in an answer: "just one" may ask something else."""


class Offered(NamedTuple):
    """What can be picked: the options of the last reply, those of the reply before, where the last one
    offered none, the entries of the last answer, and those for each line of the list in it, found when they
    are needed.
    """

    options: Sequence[Entry]
    earlier: Sequence[Entry] = ()
    answered: Sequence[Entry] = ()
    lines: Callable[[], Sequence[Entry]] = tuple

    @property
    def pool(self) -> Sequence[Entry]:
        """The entries that a number counts."""
        if self.options:
            return self.options
        return self.answered if len(self.answered) > 1 else self.earlier

    @property
    def left(self) -> tuple[Entry, ...]:
        """Those that were offered and not answered since."""
        answered = {entry.id for entry in self.answered}
        return tuple(entry for entry in self.options or self.earlier if entry.id not in answered)


def offered_in(bank: Bank, state: State) -> Offered:
    """What a person can pick from in a state of the conversation."""
    lists = (state.options, state.earlier, state.entries)
    options, earlier, answered = ([bank.entries[id] for id in ids if id in bank.entries] for ids in lists)
    lines = partial(listed, bank, answered[0]) if len(answered) == 1 else tuple
    return Offered(options, earlier, answered, lines)


def refuses(utterance: Span, language: Language) -> bool:
    """Whether an utterance says no to all options, and nothing else."""
    if not utterance.words or utterance.words[0].text not in language.choices.refusing:
        return False  # the pattern takes a millisecond to compile
    return language.refusal.fullmatch(utterance.plain) is not None


def select(
    utterance: Span, offered: Offered, language: Language, stems: Callable[[Span], Stems]
) -> Decision | None:
    """The decision where an utterance picks or refuses options, or None if it is about something else.

    `stems` are those of a span as the bank reads it.
    """
    words = utterance.plain.split()
    if not words:
        return None
    if _is_enough(words, language):
        return _all_right(language)
    if refuses(utterance, language):
        is_asked = offered.options or offered.earlier
        return Decline("not-in-source", text="none_of_these") if is_asked else _all_right(language)
    if not offered.pool:
        return _line(words, offered, language)
    return _picked(words, offered, language) or _named(utterance, words, offered, language, stems)


def _line(words: Sequence[str], offered: Offered, language: Language) -> Decision | None:
    """What "more about the second one" picks of a list in an answer; digits are marks of sources there."""
    numbers = language.choices.numbers.keys() | language.conversation.last
    if len(words) < MIN_LINE_WORDS or numbers.isdisjoint(words) or any(word.isdecimal() for word in words):
        return None
    lines = offered.lines()
    return _all_of(_at(_numbers(words, len(lines), language), lines))


def _is_enough(words: Sequence[str], language: Language) -> bool:
    """Whether somebody needs nothing more: "no thanks, that's enough"."""
    enough = language.conversation.enough
    rest = set(words[1:])
    known = enough | language.choices.around | language.words.filler
    return words[0] in language.choices.refusing and bool(rest & enough) and rest <= known


def _all_right(language: Language) -> Respond | Decline:
    text = language.texts.get("all_right")
    if not text:
        return Decline("not-in-source", text="none_of_these")
    return Respond(SmallTalk("all_right", "smalltalk", None, False, (), text))


def _picked(words: Sequence[str], offered: Offered, language: Language) -> Decision | None:
    """What "yes", "both", "the other one" or a number picks."""
    conversation, choices = language.conversation, language.choices
    beside = choices.around | conversation.also | choices.agreeing
    rest = [word for word in words if word not in beside]
    if not rest and choices.agreeing.issuperset(words):
        return _one_of(offered.left)
    if rest and conversation.both.issuperset(rest):
        return _all_of(offered.options or offered.earlier or offered.answered)
    if rest and conversation.other.issuperset(rest):
        return _one_of(offered.left)
    if rest and conversation.last.issuperset(rest):
        return Answer(offered.pool[-1], 1.0)
    return _numbered(words, offered, language)


def _numbered(words: Sequence[str], offered: Offered, language: Language) -> Decision | None:
    numbers = _numbers(words, len(offered.pool), language)
    if picked := _at(numbers, offered.pool):
        return _all_of(picked)
    is_pick = bool(numbers) and len(offered.options) > 1
    return Clarify(tuple(offered.options), 1.0, "no_such_option") if is_pick else None


def _at(numbers: Sequence[int], entries: Sequence[Entry]) -> list[Entry]:
    """The entries of these numbers; nothing where one of them is not there."""
    picked = [entries[number - 1] for number in numbers if 1 <= number <= len(entries)]
    return picked if len(picked) == len(numbers) else []


def _one_of(entries: Sequence[Entry]) -> Decision | None:
    """The answer, where only one can be meant; otherwise the question which one."""
    if len(entries) == 1:
        return Answer(entries[0], 1.0)
    return Clarify(tuple(entries), 1.0, "which") if entries else None


def _all_of(entries: Sequence[Entry]) -> Decision | None:
    answers = tuple(Answer(entry, 1.0) for entry in entries)
    if len(answers) < 2:
        return answers[0] if answers else None
    return Several(answers)


def _named(
    utterance: Span,
    words: Sequence[str],
    offered: Offered,
    language: Language,
    stems: Callable[[Span], Stems],
) -> Decision | None:
    """The option that has the words of an utterance, if only one has: "the hormone one"."""
    choices = language.choices
    picks = choices.single in words[1:] and not language.messages.asking.intersection(utterance.expanded)
    counts = any(word in choices.numbers or word.isdecimal() for word in words)
    if not offered.options or not (picks or (len(words) <= MAX_NAMING_WORDS and not counts)):
        return None
    beside = choices.around | language.conversation.also | choices.agreeing
    little = language.filler_stems | {language.stem(word) for word in beside}
    content = set(stems(utterance)) - little
    having = [entry for entry in offered.options if content <= _stems_of(entry, language)]
    return Answer(having[0], 1.0) if content and len(having) == 1 else None


def _stems_of(entry: Entry, language: Language) -> set[str]:
    """The stems of an option's question, and of what it is about."""
    return {
        stem
        for word in language.spoken(f"{entry.question} {entry.about}")
        for stem in language.stems_of(word)
    }


def _numbers(words: Sequence[str], count: int, language: Language) -> tuple[int, ...]:
    """The numbers in "2", "the second one, please", "what about the last"; none where other words stand
    there. "What is a" and "which one" ask for no option.
    """
    choices, conversation = language.choices, language.conversation
    question_words = language.words.question_words
    beside = choices.around | conversation.also
    if not question_words.isdisjoint(words):
        if language.announcements.about.isdisjoint(words):
            return ()
        beside |= question_words
    rest = [word for word in words if word not in beside]
    if not rest:  # "one" is a number only where nothing else is
        rest = [word for word in words if word == choices.single][:1]
    if len(rest) > 1:
        rest = [word for word in rest if word not in conversation.both]
    numbers = [count if word in conversation.last else _number(word, language) for word in rest]
    return tuple(dict.fromkeys(number for number in numbers if number)) if all(numbers) else ()


def _number(word: str, language: Language) -> int | None:
    number = language.choices.numbers.get(word)
    return number or (int(word) if word.isdecimal() and len(word) < 3 else None)
