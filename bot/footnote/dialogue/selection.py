"""Which of the options offered an utterance picks: by number, by "the first", by "yes", or none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .policy import Answer, Clarify, Decline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank import Entry
    from footnote.text import Language, Span

    from .policy import Decision


def refuses(utterance: Span, language: Language) -> bool:
    """Whether an utterance says no to all options, and nothing else."""
    if not utterance.words or utterance.words[0].text not in language.choices.refusing:
        return False  # the pattern takes a millisecond to compile
    return language.refusal.fullmatch(utterance.plain) is not None


def select(utterance: Span, options: Sequence[Entry], language: Language) -> Decision | None:
    """The decision where an utterance picks or refuses options, or None if it is about something else."""
    if refuses(utterance, language):
        return Decline("not-in-source", text="none_of_these")
    words = utterance.plain.split()
    if len(options) == 1 and words and language.choices.agreeing.issuperset(words):
        return Answer(options[0], 1.0)
    number = _number(words, language)
    if number is None:
        return None
    if 1 <= number <= len(options):
        return Answer(options[number - 1], 1.0)
    return Clarify(tuple(options), 1.0, "no_such_option") if len(options) > 1 else None


def _number(words: Sequence[str], language: Language) -> int | None:
    """The number in "2", "option 2", "the second one, please"; None where other words stand there."""
    choices = language.choices
    rest = [word for word in words if word not in choices.around]
    if not rest:  # "one" is a number only where nothing else is
        rest = [word for word in words if word == choices.single][:1]
    if len(rest) != 1:
        return None
    number = rest[0]
    return choices.numbers.get(number) or (int(number) if number.isdecimal() and len(number) < 3 else None)
