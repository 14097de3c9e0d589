"""An utterance in other words: with one subject in place of another, or cut into the questions it joins."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from footnote.record import replace
from footnote.text import Span, announced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.text import Language, Stems, Token, Utterance, Word

_SENTENCE_ENDS = frozenset(".!?;")

MAX_LIST_WORDS = 5
"""Words of an item in a list of keywords: "ER+ treatment & HER2+ treatment" are two questions."""

_SEPARATORS = frozenset(",;&/")
MAX_BETWEEN = 3
"""Words between two subjects that are asked about at once: "chemo or maybe also radiation"."""

_LIST_SEPARATORS = _SEPARATORS - {","}
"""A comma stands between the items of a report, too: "SLN 1.1 mm, ER+"."""


class Occurrence(NamedTuple):
    """A subject of the bank in an utterance: its name, and the tokens `start` to `stop` that name it."""

    subject: str
    start: int
    stop: int


def occurrences(tokens: Sequence[Token], subjects: Iterable[tuple[str, Stems]]) -> list[Occurrence]:
    """Where the subjects stand, in order; of those that overlap, the longest."""
    stems = [token.stem for token in tokens]
    found = [
        Occurrence(subject, at, at + len(phrase))
        for subject, phrase in subjects
        if phrase
        for at in range(len(stems) - len(phrase) + 1)
        if tuple(stems[at : at + len(phrase)]) == phrase
    ]
    kept: list[Occurrence] = []
    for each in sorted(found, key=lambda one: (one.start - one.stop, one.start)):
        if all(each.stop <= other.start or each.start >= other.stop for other in kept):
            kept.append(each)
    return sorted(kept, key=lambda one: one.start)


def words_of(tokens: Iterable[Token]) -> str:
    """The words that tokens were read from, each once where several tokens share them."""
    return " ".join(words for words, _ in groupby(token.words for token in tokens))


def replaced(tokens: Sequence[Token], old: Stems, new: str) -> str | None:
    """The words with `new` in place of the phrase `old` where it stands last; None where it is missing."""
    stems = [token.stem for token in tokens]
    length = len(old)
    for at in range(len(stems) - length, -1, -1):
        if length and tuple(stems[at : at + length]) == old:
            parts = (words_of(tokens[:at]), new, words_of(tokens[at + length :]))
            return _once(" ".join(filter(None, parts)))
    return None


def reworded(text: str, old: str, new: str) -> str | None:
    """A text with other words in place of some; None where it does not have them."""
    padded = f" {text} "
    return _once(padded.replace(f" {old} ", f" {new} ")) if old and f" {old} " in padded else None


def _once(text: str) -> str:
    """A text in which no word follows itself."""
    return " ".join(word for word, _ in groupby(text.split()))


def alternatives(
    tokens: Sequence[Token], subjects: Iterable[tuple[str, Stems]], language: Language
) -> tuple[str, ...]:
    """What an utterance asks of each subject where it joins some: of "do I need chemo and radiation", "do I
    need chemo" and "do I need radiation". Nothing where it joins none.
    """
    joining = language.conversation.splitting
    chain: list[Occurrence] = []
    for each in occurrences(tokens, subjects):
        between = [token.words for token in tokens[chain[-1].stop : each.start]] if chain else []
        may_join = joining | language.words.filler
        joins = joining.intersection(between) and len(between) <= MAX_BETWEEN
        if chain and not (joins and may_join.issuperset(between)):
            if len(chain) > 1:
                break
            chain = []
        chain.append(each)
    if len({each.subject for each in chain}) < 2:
        return ()
    before, after = words_of(tokens[: chain[0].start]), words_of(tokens[chain[-1].stop :])
    return tuple(
        " ".join(filter(None, (before, words_of(tokens[each.start : each.stop]), after))) for each in chain
    )


def clauses(span: Span, language: Language) -> tuple[Span, ...]:
    """The questions that a sentence joins, or the keywords it lists; nothing where it is one question."""
    inner = announced(span, language.announcements)
    if inner and len(inner.words) == 1:
        inner = None  # "and who says which"
    span = _without_choice(span, language)
    parts = _parts(inner or span, language, _SEPARATORS)
    asks = [_asks(part, language) or (inner is not None and at == 0) for at, part in enumerate(parts)]
    if not any(asks):
        return _listed(_parts(inner or span, language, _LIST_SEPARATORS))
    parts = list(_joined(parts, asks))
    refers = any(not language.words.pronouns.isdisjoint(part.expanded) for part in parts[1:])
    if len(parts) < 2 or (refers and not asks[0]):
        return ()  # "0.6 mm in my node, is that small" is one question
    return tuple(parts)


def _without_choice(span: Span, language: Language) -> Span:
    """A span without what asks nothing where a stretch ends: of "is it small or what", "is it small"."""
    kept: list[Word] = []
    for word in span.words:
        kept.append(word)
        end = word.start - span.offset + len(word.text)
        is_last = word is span.words[-1] or span.text[end : end + 1] in _SEPARATORS
        if is_last and _chooses(kept, language):
            del kept[-2:]
    return replace(span, words=tuple(kept))


def _chooses(words: Sequence[Word], language: Language) -> bool:
    """Whether words end in a choice of nothing: "or what"."""
    if len(words) < 3 or words[-2].text not in language.conversation.choosing:
        return False
    empty = language.words.filler | language.words.question_words
    return empty.issuperset(words[-1].expanded)


def asking(span: Span, language: Language) -> tuple[Span, ...]:
    """The stretches of a sentence that begin like questions."""
    return tuple(part for part in _parts(span, language, _SEPARATORS) if _asks(part, language))


def stretches(span: Span, language: Language) -> tuple[Span, ...]:
    """The stretches of a sentence between commas, and between the words that may join questions."""
    return tuple(part for part in _cut(span, language) if part.words)


def _parts(span: Span, language: Language, separators: frozenset[str]) -> list[Span]:
    greets = language.messages.greetings
    cut = [part for part in _cut(span, language, separators) if part.words]
    if len(cut) > 1 and greets.issuperset(word.text for word in cut[0].words):
        cut = cut[1:]
    return list(_with_tags(cut, language))


def _listed(parts: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of a list of keywords; nothing where it is none."""
    is_list = all(len(part.words) <= MAX_LIST_WORDS and not part.measurements for part in parts)
    return tuple(parts) if is_list and len(parts) > 1 else ()


def _with_tags(parts: Iterable[Span], language: Language) -> Iterator[Span]:
    """The parts, each with those after it that say nothing by themselves: "is there", "right"."""
    last: Span | None = None
    for part in parts:
        asks = not language.words.question_words.isdisjoint(part.expanded[:1])
        if last and not asks and language.words.filler.issuperset(part.expanded):
            last = _span(last.words + part.words)
            continue
        if last:
            yield last
        last = part
    if last:
        yield last


def _joined(parts: Sequence[Span], asks: Sequence[bool]) -> tuple[Span, ...]:
    """The parts, those that do not ask with the question before them."""
    joined = [parts[0]]
    for part, asking in zip(parts[1:], asks[1:], strict=True):
        if asking:
            joined.append(part)
        else:
            joined[-1] = _span(joined[-1].words + part.words)
    return tuple(joined)


def _cut(span: Span, language: Language, separators: frozenset[str] = _SEPARATORS) -> Iterator[Span]:
    """The stretches between the words and signs that may join questions."""
    words: list[Word] = []
    end = span.offset
    for word in span.words:
        between = span.text[end - span.offset : word.start - span.offset]
        if _separates(between, separators) and not _is_abbreviated(words, between):
            yield _span(words)
            words = []
        if word.text in language.conversation.splitting:
            yield _span(words)
            words = []
        else:
            words.append(word)
        end = word.start + len(word.text)
    yield _span(words)


def _separates(between: str, separators: frozenset[str]) -> bool:
    """Whether the signs between two words separate questions: a dash does where a comma does."""
    return not separators.isdisjoint(between.replace(" - ", ","))


def _is_abbreviated(words: Sequence[Word], between: str) -> bool:
    """Whether a stroke belongs to the letter before it, as in "w/ chemo", "y/n"."""
    return between.startswith("/") and bool(words) and len(words[-1].text) == 1


def _span(words: Iterable[Word]) -> Span:
    kept = tuple(words)
    return Span(" ".join(word.text for word in kept), kept)


def names_something(span: Span, language: Language) -> bool:
    """Whether a span has words that "it" may stand for: "my mum is 72" has none."""
    nothing = language.words.filler | language.words.ages
    return any(word not in nothing and not word[0].isdigit() for word in span.expanded)


def is_age(span: Span, language: Language) -> bool:
    """Whether a span has a number and says nothing else: "I'm 43"."""
    has_number = any(word[0].isdigit() for word in span.expanded)
    return has_number and not span.measurements and not names_something(span, language)


def asks_something(utterance: Utterance, language: Language) -> bool:
    """Whether some stretch of what an utterance asks begins like a question, or all of it ends like one."""
    return any(asks_anywhere(span, language) for span in utterance.questions)


def asks_anywhere(span: Span, language: Language) -> bool:
    """Whether some stretch of a sentence begins like a question, or all of it ends like one."""
    if span.text.endswith("?") or _inverts(span, language):
        return True
    return any(_asks(part, language) for part in _cut(span, language))


def _inverts(span: Span, language: Language) -> bool:
    """Whether a question begins within a span: "after that do I", "now is it"."""
    asking, inverted = language.messages.asking, language.conversation.inverted
    return any(one in asking and other in inverted for one, other in pairwise(span.expanded))


def _asks(span: Span, language: Language) -> bool:
    """Whether a stretch begins like a question, be it after a greeting."""
    messages = language.messages
    before = messages.leading | messages.greetings
    first = next((part for part in span.expanded if part not in before), "")
    return first in messages.asking


def affirmed(span: Span, language: Language) -> Span:
    """The words of a span that nothing negates: of "a lumpectomy, not a mastectomy", "a lumpectomy"."""
    kept: list[Word] = []
    negated = False
    end = span.offset
    for word in span.words:
        between = span.text[end - span.offset : word.start - span.offset]
        if between.strip() or word.text in language.messages.joining:
            negated = False
        negated = negated or not language.words.negators.isdisjoint(word.expanded)
        if not negated:
            kept.append(word)
        end = word.start + len(word.text)
    return _span(kept)


def sentences_of(span: Span) -> Iterator[Span]:
    """The sentences of a span, without what stands between them."""
    words: list[Word] = []
    end = span.offset
    for word in span.words:
        between = span.text[end - span.offset : word.start - span.offset]
        if words and not _SENTENCE_ENDS.isdisjoint(between.strip(" ")) and between.strip() != between:
            yield _span(words)
            words = []
        words.append(word)
        end = word.start + len(word.text)
    if words:
        yield _span(words)
