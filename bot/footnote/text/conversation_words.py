"""Words about a conversation, and what people may want of the bot in one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

Act: TypeAlias = Literal[
    "repeat",
    "shorten",
    "simplify",
    "more",
    "place",
    "other",
    "dispute",
    "meaning",
    "questions",
    "summary",
    "asked",
]
"""What the bot does where people write about the conversation itself: say the last answer again, in fewer
words or in plainer ones, offer what goes on from it, say where the source says it, offer something else,
take the last answer back, explain a term, list what the source leaves open, put the answers together, or say
what was asked."""


def by_first_word(phrases: Iterable[str]) -> dict[str, list[tuple[str, ...]]]:
    """The words of phrases, listed by their first: few of hundreds can begin at a word.

    >>> by_first_word(["tell me", "tell us", "i think"])
    {'tell': [('tell', 'me'), ('tell', 'us')], 'i': [('i', 'think')]}
    """
    listed: dict[str, list[tuple[str, ...]]] = {}
    for words in filter(None, (tuple(phrase.split()) for phrase in phrases)):
        listed.setdefault(words[0], []).append(words)
    return listed


def lengths_at(
    words: Sequence[str], at: int, listed: Mapping[str, Sequence[tuple[str, ...]]]
) -> Iterator[int]:
    """How many words the phrases have that stand in a text from a place on, in the order listed.

    >>> list(lengths_at(["now", "tell", "me"], 1, by_first_word(["tell us", "tell me"])))
    [2]
    """
    for phrase in listed.get(words[at], ()):
        if tuple(words[at : at + len(phrase)]) == phrase:
            yield len(phrase)


class ConversationWords(NamedTuple):
    """Words about a conversation.

    `corrections` are phrases that take something back, by their first words, `contrast` words between what is
    wanted and what is not, `splitting` words between two questions, and `choosing` those that may also end
    one, with a word that asks nothing: "is it small or what". People pick among options with words for all of
    them (`both`), the `last` one or the `other` one, and `also` stands around these. `own` are words for
    whose something is, `enough` says that nothing more is needed, and `inverted` are words for who stands
    after the first word of a question: "after that do I". An aside that only names the source is one of
    `source_leads` and one of `source_words`, or one of these and one of `source_verbs`: "does the page say".
    Pronouns that are also `people` mean somebody where one of the `deeds` follows, and none of the `passives`
    stands beside them.
    """

    corrections: Mapping[str, Sequence[tuple[str, ...]]]
    source_leads: Mapping[str, Sequence[tuple[str, ...]]]
    contrast: frozenset[str]
    splitting: frozenset[str]
    choosing: frozenset[str]
    both: frozenset[str]
    last: frozenset[str]
    other: frozenset[str]
    also: frozenset[str]
    own: frozenset[str]
    enough: frozenset[str]
    inverted: frozenset[str]
    source_words: frozenset[str]
    source_verbs: frozenset[str]
    source_particles: frozenset[str]
    people: frozenset[str]
    deeds: frozenset[str]
    passives: frozenset[str]


def read_conversation(lists: Mapping[str, str]) -> ConversationWords:
    """The words about a conversation, as a language's file has them; none where it has none."""
    phrases = map(str.strip, lists.get("corrections", "").split(","))
    corrections = by_first_word(sorted(phrases, key=len, reverse=True))
    leads = by_first_word(lists.get("source_leads", "").split(","))
    others = [frozenset(lists.get(name, "").split()) for name in ConversationWords._fields[2:]]
    return ConversationWords(corrections, leads, *others)


class ChoiceWords(NamedTuple):
    """How people pick one of several options: `numbers` by the word for them, and words that agree."""

    numbers: Mapping[str, int]
    around: frozenset[str]
    single: str
    agreeing: frozenset[str]
    refusing: frozenset[str]


def read_choices(lists: Mapping[str, Any]) -> ChoiceWords:
    """The words that pick an option, as a language's file has them."""
    numbers = {word: int(number) for word, number in lists["numbers"].items()}
    around, agreeing, refusing = (
        frozenset(lists[name].split()) for name in ("around", "agreeing", "refusing")
    )
    return ChoiceWords(numbers, around, lists["single"], agreeing, refusing)
