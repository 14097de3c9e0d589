"""What a message asks: its questions, without the greeting, the background and the signature around them.

Works on the sentences of an utterance. The words to look for come from the language.
"""

from __future__ import annotations

import re
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, NamedTuple

from footnote.record import replace

from .announcements import announced, asks_to_confirm, without_number
from .language_parts import Announcements
from .utterance import EMPTY_SPAN, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from .language_parts import MessageWords

MAX_GREETING = 45
"""Characters up to which a sentence that begins like a greeting may be nothing else."""

MIN_REPORTING_WORDS = 3
"""Words that say that somebody asks, "she asks if", unless a question follows at once: "she asks how"."""

MAX_FORWARDING = 80
"""Characters that somebody who passes a message on may write before its colon."""

MAX_NAME_WORDS = 4
"""Words of a name: "Thanks, Mrs A. B. Jones" closes; "Thanks for the leaflet, what is a node" does not."""

MAX_SPEAKER_WORDS = 5
"""Words before a colon that may say who speaks: "[09:12] Caller Ann:"."""

MAX_MESSAGE_QUESTIONS = 6
"""Questions of one message that are looked up: of more, the first ones are."""


class Message(NamedTuple):
    """The sentences that ask, in order, and the rest, which may say what they are about."""

    questions: tuple[Span, ...]
    background: Span


_NONE = Announcements()

_TIME = re.compile(r"\[\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\]\s*|\d{1,2}:\d{2}(?::\d{2})?\s+(?=[^:]{1,30}: )")
"""The time before a line of a copied talk."""


def find_questions(
    sentences: Sequence[Span], words: MessageWords, announcements: Announcements = _NONE
) -> Message:
    """The questions of a message. Where no sentence asks, the whole of it is the question, and an empty one
    where it says no more than who wants to know: "she asks".
    """
    own = _own(sentences, words)
    if own:
        message = find_questions(own, words, announcements)
        around = reduce(add, map(_without_time, _without(sentences, own)), EMPTY_SPAN)
        return Message(message.questions, around + message.background)
    untimed = [_without_head(_without_time(sentence), words) for sentence in sentences]
    spoken = [_without_speaker(sentence, words) for sentence in _without_forwarding(untimed, words)]
    body = [without_number(sentence, announcements) for sentence in _body(spoken, words)]
    body = list(_with_claims_asked(body, announcements))
    asking = _asking(body, words, announcements)
    if not asking:
        whole = reduce(add, body or sentences, EMPTY_SPAN)
        head, question = _announced_by(whole, words) if len(body) == 1 else (EMPTY_SPAN, whole)
        return Message((_without_joining(question, words),), head)
    parts = [_announced_by(sentence, words) for sentence in asking[:MAX_MESSAGE_QUESTIONS]]
    rest = _without(body, asking)
    background = reduce(add, (*rest, *(head for head, _ in parts)), EMPTY_SPAN)
    return Message(tuple(_without_joining(question, words) for _, question in parts), background)


def _without(sentences: Sequence[Span], others: Iterable[Span]) -> list[Span]:
    left_out = set(others)  # to compare each with each takes longer than to read a line of 200 questions
    return [sentence for sentence in sentences if sentence not in left_out]


def _with_claims_asked(body: Sequence[Span], announcements: Announcements) -> Iterator[Span]:
    """The sentences; a claim that somebody only asks to confirm is the question: "It shows in a blood test.
    Is that right?".
    """

    def is_confirmed(claim: Span, tag: Span) -> bool:
        return bool(claim.words) and not claim.text.endswith("?") and asks_to_confirm(tag, announcements)

    for before, sentence, after in zip((EMPTY_SPAN, *body), body, (*body[1:], EMPTY_SPAN), strict=False):
        if is_confirmed(sentence, after):
            yield replace(sentence, text=f"{sentence.text.rstrip('.!;')}?")
        elif not is_confirmed(before, sentence):
            yield sentence


def _asking(body: Sequence[Span], words: MessageWords, announcements: Announcements) -> list[Span]:
    """The sentences that ask: those with a question mark, or else those that begin like a question, or that
    announce one. That of two sentences one asks for help is no question where the other asks something.
    """
    marked = [sentence for sentence in body if sentence.text.endswith("?")]
    if len(body) < 2 or not all(_pleads(sentence, announcements) for sentence in marked):
        return marked
    rest = _without(body, marked)
    asking = [sentence for sentence in rest if _asks(sentence, words)]
    return asking or [sentence for sentence in rest if announced(sentence, announcements)] or marked


def _pleads(sentence: Span, words: Announcements) -> bool:
    """Whether a sentence only asks to be helped: "Can you help?"."""
    return words.pleading.issuperset(word.text for word in sentence.words)


def _own(sentences: Sequence[Span], words: MessageWords) -> list[Span]:
    """What somebody asks below the head of a mail, or below the lines of a talk that they copied, each with
    its time; nothing where there is neither, or nothing else.
    """
    own = [each for each in sentences if not _TIME.match(each.text) and not _is_head(each, words)]
    asks = any(sentence.text.endswith("?") or _asks(sentence, words) for sentence in own)
    return own if asks and len(own) < len(sentences) else []


def _without_head(sentence: Span, words: MessageWords) -> Span:
    """What a line of the head of a mail says: of "Subject: chemo?", "chemo?"."""
    return _after_colon(sentence, sentence.text.index(":")) if _is_head(sentence, words) else sentence


def _is_head(sentence: Span, words: MessageWords) -> bool:
    """Whether a sentence is a line of the head of a mail: "Subject: chemo?"."""
    first = sentence.words[0] if sentence.words else None
    if first is None or first.text not in words.headers:
        return False
    end = first.start - sentence.offset + len(first.text)
    return sentence.text[end:].lstrip().startswith(":")


def _without_time(sentence: Span) -> Span:
    """A line of a copied talk without its time: of "[09:12] Ann: what is that?", "Ann: what is that?"."""
    time = _TIME.match(sentence.text)
    return sentence.after(time.end()) if time else sentence


def _announced_by(sentence: Span, words: MessageWords) -> tuple[Span, Span]:
    """What stands before a colon or a semicolon, unless it only announces a question, and the question after
    it: "the node has micromets" and "is it small?". Nothing and the whole, where no question stands there.
    """
    at = max(sentence.text.rfind(": "), sentence.text.rfind("; "))
    rest = sentence.after(at + 1) if at > 0 else EMPTY_SPAN
    head = sentence.before(max(at, 0), len(sentence.words) - len(rest.words))
    are_two = _asks(head, words) and sentence.text[at] == ";"
    if not _asks(rest, words) or are_two:
        return EMPTY_SPAN, sentence
    return EMPTY_SPAN if _asks(head, words) else head, rest


def _without_forwarding(sentences: Sequence[Span], words: MessageWords) -> list[Span]:
    """The sentences without the words of whoever passes the message on: "Customer email:", "She asks if"."""
    at = next((at for at, sentence in enumerate(sentences) if ":" in sentence.text), None)
    if at is not None:
        colon = sentences[at].text.index(":")
        is_last = at == len(sentences) - 1 and not sentences[at].text[colon + 1 :].strip()
        if not is_last and _forwards(sentences[:at], sentences[at], colon, words):
            rest = [_after_colon(sentences[at], colon), *sentences[at + 1 :]]
            return [sentence for sentence in rest if sentence.text]
    return [_without_reporting(sentences[0], words), *sentences[1:]] if sentences else []


def _without_speaker(sentence: Span, words: MessageWords) -> Span:
    """A sentence without who says it, as in a transcript: of "Visitor 12: what is that?", "what is that?"."""
    for at, word in enumerate(sentence.words[:MAX_SPEAKER_WORDS]):
        end = word.start - sentence.offset + len(word.text)
        if sentence.text[end : end + 2].rstrip("]") in (":", ": "):
            head = sentence.words[: at + 1]
            is_speaker = not words.forwarding.isdisjoint(each.text for each in head)
            if not is_speaker or end > MAX_GREETING or at + 1 == len(sentence.words):
                continue
            return _after_colon(sentence, end + sentence.text[end:].index(":"))
    return sentence


def _forwards(before: Sequence[Span], sentence: Span, colon: int, words: MessageWords) -> bool:
    """Whether what stands before a colon says who passes the message on."""
    length = sum(len(span.text) + 1 for span in before) + colon
    head = [word for span in before for word in span.words]
    head += [word for word in sentence.words if word.start < sentence.offset + colon]
    return length < MAX_FORWARDING and not words.forwarding.isdisjoint(word.text for word in head)


def _after_colon(sentence: Span, colon: int) -> Span:
    rest = sentence.text[colon + 1 :]
    return sentence.after(colon + 1 + len(rest) - len(rest.lstrip(" \"'")))


def _without_reporting(sentence: Span, words: MessageWords) -> Span:
    """Of "she also wants to know if it hurts", "it hurts"."""
    typed = [word.text for word in sentence.words]
    if len(typed) < 2 or typed[0] not in words.third_persons or typed[1] not in words.reporting:
        return sentence
    at = next((at for at, word in enumerate(typed) if at and word not in words.reporting), None)
    if at is None:
        return EMPTY_SPAN
    if at < MIN_REPORTING_WORDS and typed[at] not in words.asking:
        return sentence  # "she is 60" says something of her
    return sentence.after(sentence.words[at].start - sentence.offset)


def _body(sentences: list[Span], words: MessageWords) -> list[Span]:
    """The sentences of a message between its greeting and its signature."""
    if len(sentences) < 2:
        return sentences
    first = _without_greeting(sentences[0], words)
    end = next((at for at, span in enumerate(sentences) if at and closes(span, words)), len(sentences))
    return [sentence for sentence in (first, *sentences[1:end]) if sentence.text]


def _without_greeting(sentence: Span, words: MessageWords) -> Span:
    """What follows a greeting in the same sentence; nothing where the sentence is only a greeting."""
    if sentence.words and sentence.words[0].text not in words.greetings:
        return sentence
    head, comma, _ = sentence.text.partition(",")
    if comma and len(head) < MAX_GREETING:
        return sentence.after(len(head) + 1)
    is_short = len(sentence.text) < MAX_GREETING and not sentence.text.endswith("?")
    return EMPTY_SPAN if is_short else sentence


def closes(sentence: Span, words: MessageWords) -> bool:
    """Whether a sentence ends a message: "Thanks so much!", "Kind regards, Ann"."""
    typed = [word.text for word in sentence.words]
    if not typed or typed[0] not in words.closings or sentence.text.endswith("?"):
        return False
    names = [word for word in typed if word not in words.closings and word not in words.closing_words]
    return len(names) <= MAX_NAME_WORDS


def _without_joining(sentence: Span, words: MessageWords) -> Span:
    """A sentence without the words that only join it to what came before: of "and chemo?", "chemo?"."""
    while len(sentence.words) > 1 and sentence.words[0].text in words.joining:
        first, second = sentence.words[:2]
        between = sentence.text[
            first.start - sentence.offset + len(first.text) : second.start - sentence.offset
        ]
        if between.strip(" ,"):
            break
        sentence = sentence.after(second.start - sentence.offset)
    return sentence


def _asks(sentence: Span, words: MessageWords) -> bool:
    rest = (word for word in sentence.words if word.text not in words.leading)
    return next((part for word in rest for part in word.expanded), "") in words.asking
