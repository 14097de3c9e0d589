"""What the phrases that were found in an utterance weigh together, and which danger that is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.text import BORDER, Sign

from .heard import URGENT, Finding, Signal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from footnote.text import Danger, Reach

    from .phrases import Stretch

ENOUGH = 3
"""The sum of weights from which a danger is recognised: the scale of the safety files."""

ENOUGH_ALONE = 5
"""The same for what is urgent where no phrase tells of it. Measured on 3,800 questions of a medical bank and
300 lines of danger by somebody who knew none of ours: 12 questions are taken for something urgent, 22 with 3,
and .88 of crisis is recognised, .95 with 3."""

MUCH_MORE = 2
"""How much more grief or fear weighs than something urgent without a phrase, to be what a reply is about.
Measured on lines of somebody who knew no phrase: a third fewer of those are taken for urgent, and no urgent
one is lost."""

_ORDER: tuple[Danger, ...] = ("emergency", "crisis", "grief", "fear")
"""Of dangers that weigh the same, the one that a reply is about."""


class Found(NamedTuple):
    """A phrase of a sign in an utterance, and where it is."""

    sign: Sign
    phrase: str
    stretch: Stretch


def heaviest(
    signals: Iterable[Found],
    ordinary: Sequence[Found],
    words: Sequence[str],
    alike: Mapping[Danger, float],
) -> Finding | None:
    """The danger that most speaks for, where that is enough; what is urgent before what is not.

    `alike` is what it weighs that the words are like the lines of a danger, or unlike them.
    """
    own: dict[Danger, list[Found]] = {}
    for found in signals:
        own.setdefault(found.sign.danger or "fear", []).append(found)
    weighed = [_weighed(danger, own.get(danger, ()), ordinary, words, alike) for danger in _ORDER]
    heard = [each for each in weighed if each.weight >= _enough(each)]
    if not heard:
        return None
    most = max(each.weight for each in heard)
    first = max(heard, key=lambda each: (_comes_first(each, most), each.weight))
    return Finding(first.danger, tuple(sorted(first.signals, key=lambda signal: -signal.weight)))


def middles(signals: Iterable[Found]) -> Mapping[Danger, Sequence[int]]:
    """Where the phrases of each danger are: the places of their middle words."""
    places: dict[Danger, list[int]] = {}
    for found in signals:
        if found.sign.danger:
            places.setdefault(found.sign.danger, []).append((found.stretch.start + found.stretch.end) // 2)
    return places


class _Weighed(NamedTuple):
    """What speaks for a danger, and what it weighs; whether any phrase does."""

    danger: Danger
    weight: float
    signals: list[Signal]
    has_phrases: bool


def _weighed(
    danger: Danger,
    own: Sequence[Found],
    ordinary: Iterable[Found],
    words: Sequence[str],
    alike: Mapping[Danger, float],
) -> _Weighed:
    """What speaks for one danger: its phrases, and its likeness unless most of the words are ordinary."""
    against = [each for each in ordinary if danger in each.sign.against]
    weight, signals = _weigh(own, against, words)
    likeness = alike.get(danger, 0) - _most(each for each in against if _is_most_of(each, words))
    has_phrases = bool(signals)
    if likeness >= 1:
        signals.append(_likeness(danger, round(likeness), words))
    return _Weighed(danger, weight + likeness, signals, has_phrases)


def _enough(weighed: _Weighed) -> int:
    """The weight from which this danger is recognised."""
    is_alone = weighed.danger in URGENT and not weighed.has_phrases
    return ENOUGH_ALONE if is_alone else ENOUGH


def _comes_first(weighed: _Weighed, most: float) -> bool:
    """Whether this is urgent; by likeness alone only where nothing else weighs much more."""
    return weighed.danger in URGENT and (weighed.has_phrases or most - weighed.weight < MUCH_MORE)


def _likeness(danger: Danger, weight: int, words: Sequence[str]) -> Signal:
    """The signal that all words together are like the lines of a danger."""
    sign = Sign("like the lines of this danger", danger, weight, ())
    return Signal(sign, f"lines: {danger}", " ".join(word for word in words if word != BORDER), weight)


def _weigh(
    signals: Sequence[Found], against: Sequence[Found], words: Sequence[str]
) -> tuple[int, list[Signal]]:
    """What signals of one danger weigh together, each sign once, and those that weigh anything.

    What is ordinary takes its weight off the phrases that share a word with it, off the sum of its sentence,
    or off the whole.
    """
    best: dict[str, tuple[Signal, int]] = {}
    for found in signals:
        weight = found.sign.weight - _most(each for each in against if _shares_words(each, found))
        known = best.get(found.sign.name)
        if weight > 0 and (not known or known[0].weight < weight):
            start, end = found.stretch
            signal = Signal(found.sign, found.phrase, " ".join(words[start:end]), weight)
            best[found.sign.name] = signal, _sentence(found, words)
    sums: dict[int, int] = {}
    for signal, sentence in best.values():
        sums[sentence] = sums.get(sentence, 0) + signal.weight
    reach = [each for each in against if each.sign.within == "sentence"]
    total = sum(
        max(weight - _most(each for each in reach if _sentence(each, words) == sentence), 0)
        for sentence, weight in sums.items()
    )
    return total - _most(_within(against, "message")), [signal for signal, _ in best.values()]


def _most(found: Iterable[Found]) -> int:
    """The greatest weight."""
    return max((each.sign.weight for each in found), default=0)


def _within(found: Iterable[Found], reach: Reach) -> Iterator[Found]:
    return (each for each in found if each.sign.within == reach)


def _is_most_of(ordinary: Found, words: Sequence[str]) -> bool:
    """Whether what is ordinary is at least half of the words: they are then like a danger in vain."""
    return 2 * (ordinary.stretch.end - ordinary.stretch.start) >= len(words)


def _shares_words(ordinary: Found, found: Found) -> bool:
    one, other = sorted([ordinary.stretch, found.stretch])
    return ordinary.sign.within == "words" and other.start < one.end


def _sentence(found: Found, words: Sequence[str]) -> int:
    """The number of the sentence that a phrase begins in; a border before its first word is not counted."""
    start = found.stretch.start
    return words[: start + (words[start] == BORDER)].count(BORDER)
