"""Recognises danger in an utterance by the signs of a language, each of which is weighed."""

from __future__ import annotations

from functools import cached_property, lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from footnote.text import (
    BORDER,
    DANGERS,
    GAP,
    ORDINARY,
    Analyzer,
    Sign,
    alternatives_of,
    nearest,
)

from .beyond import is_cried, parts_beyond
from .disguise import typed_sentences, undisguised
from .heard import Finding, Signal
from .line_model import LineModel, fit, fitted, is_long, weights_of
from .phrases import by_first, ends_sentence, find, may_be_in, prepare, sentences_in
from .stretches import Stretches
from .weighing import ENOUGH, Found, heaviest, middles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from footnote.text import Danger, Language, Span, Utterance

    from .phrases import Alternatives, Phrase

    Places = Mapping[str, Sequence[Sequence[int]]]

COMMON_COST = 40
"""How many rare words a common one costs as much as, where a phrase may be looked up by either."""

RAREST = 0.9
"""How rare a word of the language is at most (0..1) that is no slip: "scaled" is not "scared"."""

OUTRIGHT = 5
"""The weight of a phrase that counts although a bank corrects words of it: "sh" may be a command there."""


class SafetyIndex:
    """Recognises the danger in utterances of one language. Threads may share it: what it remembers of phrases
    follows from the language.
    """

    def __init__(
        self, language: Language, places: Places | None = None, line_weights: bytes | None = None
    ) -> None:
        """`places` and `line_weights` are those of another index of the same language: to work them out
        takes some 20 ms and a second.
        """
        self._language = language
        self._skip = frozenset(language.safety.skip.split())
        self._phrases = [(sign, phrase) for sign in language.safety.signs for phrase in sign.phrases]
        self._ready: dict[int, Phrase] = {}
        self._read: dict[str, tuple[tuple[str, ...], ...]] = {}
        self._by_first = lru_cache(None)(self._index)
        #: For each word the phrases that are looked up by it: their number, and which of their words it is.
        self.places: Places = self._work_out() if places is None else places
        if line_weights is not None:
            self.line_model = LineModel(line_weights)

    def find_in(self, utterance: Utterance) -> Finding | None:
        """The danger in an utterance, if there is any. A line break may end a sentence or not.

        What is beyond the characters that are read otherwise, or in disguise, counts only where a phrase
        tells of something urgent in it.
        """
        danger = self.find(*utterance.sentences)
        if not danger and "\n" in utterance.text:
            danger = self.find(utterance.whole)
        if danger and danger.is_urgent:
            return danger
        return self._cry(utterance) or self._hidden(utterance, danger) or danger

    def _cry(self, utterance: Utterance) -> Finding | None:
        """The emergency of somebody who cries for help: "HELP!!!", where "help" asks what there is."""
        words = " ".join(utterance.whole.expanded)
        if words not in self._cries or not is_cried(utterance.text):
            return None
        sign = Sign("cries for help", "emergency", ENOUGH, self._language.safety.after["cries"])
        return Finding("emergency", (Signal(sign, words, words, ENOUGH),))

    def _hidden(self, utterance: Utterance, danger: Finding | None) -> Finding | None:
        """The urgent danger in what is beyond the characters that are read, in disguise, or in what was typed
        where words were corrected.
        """
        if not self.places:
            return None
        texts = list(parts_beyond(utterance.text))
        if not danger:
            texts.append(undisguised(utterance.normal, self._spelled, self._is_known))
        found = (self._in_phrases(text, ENOUGH) for text in filter(None, texts))
        typed = ". ".join(typed_sentences(utterance, self.places))
        return next(filter(None, found), None) or self._in_phrases(typed, OUTRIGHT)

    def _in_phrases(self, text: str, weight: int) -> Finding | None:
        """The urgent danger that a phrase of at least this weight tells of in a text."""
        found = self.find(*self._analyzer.parse(text).sentences) if text else None
        if not found or not found.is_urgent:
            return None
        own = (each for each in found.signals if each.sign.phrases and " " in each.words)
        return found if any(each.sign.weight >= weight for each in own) else None

    @cached_property
    def _analyzer(self) -> Analyzer:
        return Analyzer(self._language)

    @cached_property
    def _cries(self) -> frozenset[str]:
        cries = self._language.safety.after.get("cries", ())
        return frozenset(" ".join(self._language.spoken(cry)) for cry in cries)

    @cached_property
    def _spelled(self) -> frozenset[str]:
        """The words that others may be run together from."""
        return self.vocabulary | self._language.words.filler | self._skip

    def find(self, *sentences: Span) -> Finding | None:
        """The danger in sentences, if there is any."""
        if not self.places:
            return None
        words = list(self._words(*sentences))
        signals = list(self._found(words, ordinary=False))
        alike = self._alike_in_part(words, sentences, signals) if signals else self._alike(words)
        if not signals and max(alike.values(), default=0) < ENOUGH:
            return None  # nearly all lines: what is ordinary about them need not be looked for
        return heaviest(signals, list(self._found(words, ordinary=True)), words, alike)

    @cached_property
    def line_model(self) -> LineModel:
        """How much a line resembles those of each danger; small talk is ordinary, too."""
        return fitted((self._language.safety, self._language.small_talk), self._fit_lines)

    def _fit_lines(self) -> LineModel:
        analyzer, lines = Analyzer(self._language), self._language.safety.lines
        kinds = (*((danger, danger) for danger in DANGERS), (None, ORDINARY))
        given = [(danger, line) for danger, kind in kinds for line in lines.get(kind, "").splitlines()]
        given += [(None, wording) for wording in self._small_talk()] if given else []
        read = ((danger, list(self._words(analyzer.whole(line)))) for danger, line in given)
        return fit(read, self._language.stem)

    def _small_talk(self) -> Iterator[str]:
        """The wordings of small talk that speak of no danger, and of nothing that only a person can judge."""
        for each in self._language.small_talk:
            if each.reason not in ("urgent", "personal"):
                yield from (wording for wording in each.wordings if GAP not in wording)

    @cached_property
    def _stretches(self) -> Stretches:
        return Stretches(self.line_model, self._language.stem)

    def _alike(self, words: Sequence[str]) -> Mapping[Danger, float]:
        """What it weighs that the words are like the lines of each danger, or unlike them."""
        likelihoods = self.line_model.likelihoods(words, self._language.stem)
        weights = weights_of(likelihoods)
        return {**weights, **self._stretches.weights(words, likelihoods)} if is_long(words) else weights

    def _alike_in_part(
        self, words: Sequence[str], sentences: Sequence[Span], signals: Sequence[Found]
    ) -> Mapping[Danger, float]:
        """The same, where a danger is unlikely only if it is in all of the sentences and clauses, and around
        its phrases: a question may follow a cry for help, with only a comma between them.
        """
        whole = self._alike(words)
        around = self._stretches.weights_around(words, middles(signals))
        parts = {} if is_long(words) else self._likeliest_part(words, sentences)
        least = {danger: min(parts.get(danger, weight), 0.0) for danger, weight in whole.items()}
        return {
            danger: max(weight, around.get(danger, weight), least[danger]) for danger, weight in whole.items()
        }

    def _likeliest_part(self, words: Sequence[str], sentences: Sequence[Span]) -> Mapping[Danger, float]:
        """What it weighs that the likeliest sentence or clause is like the lines of a danger."""
        clauses = list(sentences_in(list(self._words(*sentences, clauses=True))))
        if len(clauses) < 2 or not self.line_model.buckets:
            return {}
        parts = list(map(self._alike, [*clauses, *sentences_in(words)]))
        return {danger: max(part[danger] for part in parts) for danger in DANGERS}

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the phrases, as utterances have them: contractions written out."""
        parts = {word.strip("()") for _, phrase in self._phrases for word in phrase.split()} - {GAP}
        words = (word for part in parts for alternative in self._alternatives(part) for word in alternative)
        return frozenset(words) - {BORDER}

    @cached_property
    def _decisive(self) -> frozenset[str]:
        return frozenset(self._language.safety.decisive.split())

    @cached_property
    def _known(self) -> frozenset[str]:
        words = self._language.words
        return words.filler | words.common | self.places.keys()

    def _words(self, *sentences: Span, clauses: bool = False) -> Iterator[str]:
        """The words of sentences, without those that are read over; a border between them, or clauses."""
        for span in sentences:
            yield BORDER
            end = 0
            for word in span.words:
                start = word.start - span.offset
                between = span.text[end:start]
                if ends_sentence(between) or (clauses and "," in between):
                    yield BORDER
                end = start + len(word.text)
                yield from (self._corrected(part) for part in word.expanded if part not in self._skip)
        yield BORDER

    def _is_known(self, word: str) -> bool:
        """Whether it is a word of the language: neither mistyped nor run together, as "scraped" is not."""
        return word in self._known or self._language.rarity(word) < RAREST

    def _corrected(self, word: str) -> str:
        """A mistyped word as the decisive word it stands for."""
        if self._is_known(word):
            return word
        return nearest(word, self._decisive) or word

    def _found(self, words: Sequence[str], *, ordinary: bool) -> Iterator[Found]:
        """The phrases in these words that tell of danger, or those that are ordinary."""
        backward, all_words = words[::-1], frozenset(words)
        for at, word in enumerate(words):
            for number, rarest in self.places.get(word, ()):
                sign, phrase = self._phrases[number]
                if (sign.danger is None) == ordinary:
                    ready = self._ready.get(number) or self._prepared(number, rarest)
                    if may_be_in(ready, all_words) and (
                        stretch := find(ready, words, backward, at, self._by_first)
                    ):
                        yield Found(sign, phrase, stretch)

    def prepare(self) -> None:
        """Make all phrases ready now, in 40 ms: questions then take no more memory for them."""
        for number, rarest in chain.from_iterable(self.places.values()):
            phrase = self._ready.get(number) or self._prepared(number, rarest)
            self._by_first(phrase.rarest, False)
            for steps, backward in ((phrase.after, False), (phrase.before, True)):
                for step in steps:
                    if step.word != GAP:
                        self._by_first(step.word, backward)

    def _prepared(self, number: int, rarest: int) -> Phrase:
        ready = self._ready[number] = prepare(self._phrases[number][1], rarest, self._by_first)
        return ready

    def _index(self, word: str, backward: bool) -> Alternatives:  # noqa: FBT001  (as `Index` is called)
        """The alternatives of a word of a phrase by the first word that is met."""
        return by_first(self._alternatives(word), backward=backward)

    def _alternatives(self, word: str) -> tuple[tuple[str, ...], ...]:
        """The alternatives of a word of a phrase, without what is read over. Remembered: groups are long."""
        if word not in self._read:
            texts = alternatives_of(word, self._language.safety.groups)
            self._read[word] = tuple(tuple(self._spoken(text)) for text in texts)
        return self._read[word]

    def _spoken(self, text: str) -> list[str]:
        """The words of a text as utterances have them."""
        if text == BORDER:
            return [BORDER]
        short_forms = self._language.short_forms
        plain = text.isascii() and text.replace(" ", "").isalnum() and text.islower()
        words = text.split()
        if not plain or not short_forms.keys().isdisjoint(words):
            words = self._language.spoken(text)
        return [word for word in words if word not in self._skip]

    def _work_out(self) -> dict[str, list[tuple[int, int]]]:
        common = self._language.words.filler | self._skip
        places: dict[str, list[tuple[int, int]]] = {}
        for number, (_, phrase) in enumerate(self._phrases):
            rarest, words = min(
                (place for place in enumerate(map(self._first_words, phrase.split())) if place[1]),
                key=lambda place: sum(COMMON_COST if word in common else 1 for word in place[1]),
            )
            for word in words:
                places.setdefault(word, []).append((number, rarest))
        return places

    def _first_words(self, word: str) -> list[str]:
        """The words by which a phrase can be looked up for one of its words; none where it may be missing."""
        if word == GAP or word.startswith("("):
            return []
        alternatives = self._alternatives(word)
        return [] if () in alternatives else list(dict.fromkeys(first for first, *_ in alternatives))
