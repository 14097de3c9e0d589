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
    findings = []
    for danger in _ORDER:
        against = [each for each in ordinary if danger in each.sign.against]
        weight, kept = _weigh(own.get(danger, ()), against, words)
        likeness = alike.get(danger, 0) - _most(each for each in against if _is_most_of(each, words))
        total = weight + likeness
        if total >= ENOUGH:
            if likeness >= 1:
                kept.append(_likeness(danger, round(likeness), words))
            kept.sort(key=lambda signal: -signal.weight)
            findings.append((danger in URGENT, total, Finding(danger, tuple(kept))))
    return max(findings, key=lambda each: each[:2])[2] if findings else None


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
