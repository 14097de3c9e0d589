"""A language: everything about how people type in it that the rest of the package needs.

A `Language` is made from the data of its file, next to the banks (see faq/README.md), and is passed to
whatever needs it. No other module has a word of any language. Words are normalised (see `normalization`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import Stemmer

from footnote.record import Record

from .conversation_words import ChoiceWords, ConversationWords, read_choices, read_conversation
from .language_parts import (
    Announcements,
    MessageWords,
    OtherLanguage,
    RequestPattern,
    SmallTalk,
    WordLists,
    read_announcements,
)
from .lexicon import NO_LEXICON, Lexicon
from .measurements import MeasurementPattern
from .normalization import fold, words
from .safety import GAP, NO_SAFETY, Safety
from .sounds import Sounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

COMMON_COST, RAREST_COST = 6.0, 18.0
"""Nats of a word that counts as common, and of one that is rarer than any that a lexicon lists."""


class Language(Record):
    """One language. `grammar` is the section of that name in its file; `texts` are the bot's own sentences
    by name, where `{…}` is filled in from the bank; `tag` is its BCP 47 tag, such as "en", or ""; `variants`
    has other ways to say some of the texts; `lexicon` has its words, by how common they are; `safety` is what
    tells of danger in it; `others` are the languages that it can tell from its own; `several` has
    what is said in place of texts and small talk, by name, where a bank has several sources.
    """

    id: str
    small_talk: tuple[SmallTalk, ...] = ()
    texts: Mapping[str, str] = MappingProxyType({})
    grammar: Mapping[str, Any] = MappingProxyType({})
    tag: str = ""
    lexicon: Lexicon = NO_LEXICON
    variants: Mapping[str, tuple[str, ...]] = MappingProxyType({})
    safety: Safety = NO_SAFETY
    others: tuple[OtherLanguage, ...] = ()
    several: Mapping[str, tuple[str, ...]] = MappingProxyType({})

    def text(self, name: str, turn: int = 0) -> str:
        """The sentence of this name, for a number: the same number gives the same one of its variants."""
        ways = (self.texts[name], *self.variants.get(name, ()))
        return ways[turn % len(ways)]

    @cached_property
    def words(self) -> WordLists:
        """The lists of words."""
        return WordLists(*(_set(self._grammar["words"][name]) for name in WordLists._fields))

    @cached_property
    def messages(self) -> MessageWords:
        """The words around questions."""
        return MessageWords(*(_set(self._grammar["messages"][name]) for name in MessageWords._fields))

    @cached_property
    def choices(self) -> ChoiceWords:
        """The words that pick an option."""
        return read_choices(self._grammar["choices"])

    @cached_property
    def conversation(self) -> ConversationWords:
        """The words about a conversation; none where the language's file has none."""
        return read_conversation(self._grammar.get("conversation", {}))

    @cached_property
    def announcements(self) -> Announcements:
        """The words that announce a question; none where the language's file has none."""
        numbers = self.choices.numbers.keys()
        return read_announcements(self._grammar.get("conversation", {}), self.words.question_words, numbers)

    @cached_property
    def refusal(self) -> re.Pattern[str]:
        """Matches the words of an utterance that says no to all options, and nothing else."""
        first = "|".join(map(re.escape, self.choices.refusing))
        after = "|".join(map(re.escape, self._grammar["choices"]["after_refusing"]))
        return re.compile(f"(?:{first})(?: (?:{after}))*")

    @cached_property
    def measurements(self) -> MeasurementPattern:
        """Finds the lengths that people type."""
        return MeasurementPattern(self._grammar["measurements"])

    @cached_property
    def short_forms(self) -> Mapping[str, str]:
        """What is meant, by the way it is typed for short."""
        return {
            short: meant for meant, shorts in self._grammar["short_forms"].items() for short in shorts.split()
        }

    @cached_property
    def requests(self) -> Mapping[str, RequestPattern]:
        """What questions may ask for, by name."""
        return {
            name: RequestPattern(group, re.compile(pattern))
            for group, patterns in self._grammar["requests"].items()
            for name, pattern in patterns.items()
            if group != "given"
        }

    def particulars_in(self, answer: str) -> list[str]:
        """The names of the particulars that a normalised answer gives."""
        return [
            name
            for name, request in self.requests.items()
            if request.group == "particular" and self._given.get(name, request.pattern).search(answer)
        ]

    @cached_property
    def _given(self) -> Mapping[str, re.Pattern[str]]:
        given = self._grammar["requests"]["given"]
        return {name: re.compile(pattern) for name, pattern in given.items()}

    def requests_in(self, text: str) -> list[str]:
        """The names of what a text, with contractions written out, asks for."""
        return [name for name, request in self.requests.items() if request.pattern.search(text)]

    def rarity(self, word: str) -> float:
        """How rare a word is in the language, from 0 for one of the few hundred commonest to 1 for one that
        its lexicon does not have.
        """
        cost = self.lexicon.cost(word)
        return 1.0 if cost is None else min(1.0, max(0.0, (cost - COMMON_COST) / (RAREST_COST - COMMON_COST)))

    def expand(self, word: str) -> str:
        """One normalised word as the words it stands for: `don't` and `dont` are `do not`."""
        if word in self.short_forms:
            return self.short_forms[word]
        if "'" not in word:
            return word
        if word in self._grammar["contractions"]:
            meant: str = self._grammar["contractions"][word]
            return meant
        for ending, meant in self._contraction_endings:
            if word.endswith(ending):
                return word.removesuffix(ending) + meant
        return word.replace("'", "")

    def spoken(self, text: str) -> list[str]:
        """The words of a text with short forms and contractions written out: "I'm" and "im" are two words."""
        return [part for word in words(fold(text)) for part in self.expand(word).split()]

    def canonical(self, word: str) -> str:
        """The word in one spelling and form, where it has several: `tumour` and `tumor` come out alike, and
        so do `is` and `are`.
        """
        word = self._forms.get(word, word)
        if len(word) > self._shortest:
            for inside, letters in self._inside:
                word = word.replace(inside, letters)
        if len(word) < self._shortest or not word.endswith(self._tails):
            return word
        ending, letters = next(each for each in self._endings if word.endswith(each[0]))
        return word.removesuffix(ending) + letters

    def stem(self, word: str) -> str:
        """The stem of one normalised word."""
        return self._stem(self.canonical(word))

    @cached_property
    def sounds(self) -> Sounds:
        """Turns a word into roughly how it sounds, so that words spelled by ear come out alike."""
        letters = self._grammar["letters"]
        return Sounds(self._grammar["sounds"], letters["alike"], letters["weak"])

    @cached_property
    def vowels(self) -> frozenset[str]:
        """The vowels: a word without any is an abbreviation, or typed in a hurry."""
        return frozenset(self._grammar["letters"]["vowels"].replace(" ", ""))

    @cached_property
    def confused(self) -> Mapping[str, frozenset[str]]:
        """For each word that is commonly taken for others, those others."""
        groups = [frozenset(group.split()) for group in self._grammar["confused"]]
        confused: dict[str, frozenset[str]] = {}
        for group in groups:
            for word in group:
                confused[word] = confused.get(word, frozenset()) | (group - {word})
        return confused

    @property
    def own_texts(self) -> tuple[str, ...]:
        """All texts that the language recognises, whatever the bank: their words are read as they are, and
        slips for them are corrected.
        """
        wordings = (part for each in self.small_talk for text in each.wordings for part in text.split(GAP))
        choices = self.choices
        sets = (*self.words, *self.messages, choices.around, choices.agreeing, choices.refusing)
        listed = (word for words in (*sets, choices.numbers) for word in sorted(words))
        units = " ".join(self._grammar["measurements"]["units"].values())
        return (*wordings, *listed, *units.split(), *self.safety.decisive.split())

    @cached_property
    def filler_stems(self) -> frozenset[str]:
        """The stems of words that say little; those that negate say much."""
        plain = self.words.filler - self.words.negators
        return frozenset(stem for word in plain for stem in self.stems_of(word))

    @cached_property
    def common_stems(self) -> frozenset[str]:
        """The stems of words of no subject."""
        return frozenset(map(self.stem, self.words.common))

    @cached_property
    def empty_stems(self) -> frozenset[str]:
        """The stems of words that say nothing of a subject: filler, and words of no subject."""
        return self.filler_stems | self.common_stems

    @cached_property
    def question_stems(self) -> frozenset[str]:
        """The stems of question words: "why" and "how" ask for different things."""
        return frozenset(map(self.stem, self.words.question_words))

    def stems_of(self, word: str) -> tuple[str, ...]:
        """The stems of a word as typed: two of a contraction."""
        meant = self.expand(word)
        return (self.stem(meant),) if " " not in meant else tuple(map(self.stem, meant.split()))

    @cached_property
    def _grammar(self) -> Mapping[str, Any]:
        """The grammar with all its texts folded, as the words are that they are compared with."""
        folded: Mapping[str, Any] = _folded(self.grammar)
        return folded

    @cached_property
    def _stem(self) -> Callable[[str], str]:
        # Without a cache of its own a stemmer has no state, and threads may share it.
        stem: Callable[[str], str] = Stemmer.Stemmer(self._grammar["stemmer"], 0).stemWord
        return stem

    @cached_property
    def _contraction_endings(self) -> tuple[tuple[str, str], ...]:
        endings = [(ending, f" {meant}") for ending, meant in self._grammar["contraction_endings"].items()]
        return (*endings, *((ending, "") for ending in self._grammar["dropped_endings"].split()))

    @cached_property
    def _forms(self) -> Mapping[str, str]:
        forms = self._grammar["spelling"]["forms"]
        return {other: form for form, others in forms.items() for other in others.split()}

    @cached_property
    def _shortest(self) -> int:
        return int(self._grammar["spelling"]["shortest"])

    @cached_property
    def _inside(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._grammar["spelling"]["inside"].items())

    @cached_property
    def _endings(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._grammar["spelling"]["endings"].items())

    @cached_property
    def _tails(self) -> tuple[str, ...]:
        """The endings, looked for all at once: most words have none of them."""
        return tuple(ending for ending, _ in self._endings)


def stemmers() -> list[str]:
    """The names of the stemmers that there are."""
    return list(Stemmer.algorithms())


def stemmer_version() -> str:
    """The version of the stemmer: another one may give other stems."""
    version: str = Stemmer.version()
    return version


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        return fold(value)
    if isinstance(value, Mapping):
        return {fold(key): _folded(each) for key, each in value.items()}
    return tuple(map(_folded, value)) if isinstance(value, list | tuple) else value


def _set(text: str | Iterable[str]) -> frozenset[str]:
    return frozenset(text.split() if isinstance(text, str) else text)
