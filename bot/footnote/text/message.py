"""What a message asks: its questions, without the greeting, the background and the signature around them.

Lists of words rather than patterns: they are read in an instant, and anyone can mend them.
"""

from __future__ import annotations

from typing import NamedTuple

from .normalization import fold, sentences, words

GREETING = frozenset("dear hi hiya hello hey good to".split())
"""First words of a greeting: "Dear team,", "Good morning", "To whom it may concern"."""

LONGEST_GREETING = 45
"""Characters up to which a sentence that begins like a greeting may be nothing else."""

CLOSING = frozenset(
    "thanks thank thx regards wishes cheers sincerely yours love best ta respectfully many with kind kindest "
    "warm warmest".split()
)
"""First words of a closing."""

POLITE = CLOSING | frozenset("you so very v much a lot again in advance truly faithfully".split())
"""Words of a closing that are nobody's name."""

LONGEST_NAME = 4
"""Words of a name: "Thanks, Mrs A. B. Jones" closes; "Thanks for the leaflet, what is a node" does not."""

PASSING_ON = frozenset(
    "customer client patient caller user visitor mail email message note query question enquiry inquiry "
    "queue ticket wrote writes asks asked says said".split()
)
"""Words that say who passes a message on: "Customer email:", "She wrote back:"."""

SOMEBODY = frozenset("she he they customer caller patient client".split())
WONDERS = frozenset(
    "also just now wants want would like asks asked is asking wonders wondered to know if whether".split()
)
"""Words between somebody and what they ask: "she also wants to know if"."""

LEADING = frozenset("and so but or also then please".split())
JOINING = frozenset("and but or so also then ok okay".split())
ASKING = frozenset(
    "what wot wat who whom whose when wen where why which how is isn't isnt are aren't arent was were do "
    "don't dont does doesn't doesnt did can can't cant could couldn't couldnt will would wud shall should "
    "has have may might".split()
)
"""First words of a question, where nobody wrote its mark."""


MOST = 6
"""Questions of one message that are looked at: who asks more is answered, or asked, about the first."""


class Message(NamedTuple):
    """The sentences that ask, in order, and the rest, which may say what they are about."""

    questions: tuple[str, ...]
    background: str


def parse(text: str) -> Message:
    r"""The questions of a message. Where no sentence asks, the whole of it is the question.

    >>> parse("Dear team,\nmy lump is out. Who looks at the nodes?\nKind regards, Ann")
    Message(questions=('Who looks at the nodes?',), background='my lump is out.')
    """
    body = _body(_passed_on(text.strip()))
    asking = [sentence for sentence in body if sentence.endswith("?")]
    if not asking and len(body) > 1:
        asking = [sentence for sentence in body if _asks(sentence)]
    if not asking:
        return Message((_begun(" ".join(body) or text.strip()),), "")
    background = " ".join(sentence for sentence in body if sentence not in asking)
    return Message(tuple(map(_begun, asking[:MOST])), background)


def _passed_on(text: str) -> str:
    """The message without the words of whoever passes it on."""
    head, colon, rest = text.partition(":")
    if colon and len(head) < 80 and rest.strip() and not PASSING_ON.isdisjoint(words(fold(head))):
        return rest.strip(" \t\n\"'“")
    first, *others = text.split(" ")
    if fold(first) not in SOMEBODY or not others or fold(others[0]) not in WONDERS:
        return text
    while others and fold(others[0]) in WONDERS:
        others.pop(0)
    return " ".join(others)


def _body(text: str) -> list[str]:
    """The sentences of a message between its greeting and its signature."""
    found = sentences(text)
    if len(found) < 2:
        return found
    found[0] = _without_greeting(found[0])
    end = next((at for at, sentence in enumerate(found) if at and _closes(sentence)), len(found))
    return [sentence for sentence in found[:end] if sentence]


def _without_greeting(sentence: str) -> str:
    """What follows a greeting in the same sentence; nothing where the sentence is only a greeting."""
    if not GREETING.issuperset(words(fold(sentence))[:1]):
        return sentence
    head, comma, rest = sentence.partition(",")
    if comma and len(head) < LONGEST_GREETING:
        return rest.strip()
    return "" if len(sentence) < LONGEST_GREETING and not sentence.endswith("?") else sentence


def _closes(sentence: str) -> bool:
    spoken = words(fold(sentence))
    names = [word for word in spoken if word not in POLITE]
    return (
        spoken[:1] != names[:1]
        and spoken[0] in CLOSING
        and len(names) <= LONGEST_NAME
        and sentence[-1] != "?"
    )


def _begun(sentence: str) -> str:
    """A sentence without the words that only join it to what came before: of "and chemo?", "chemo?"."""
    said = sentence.split()
    while len(said) > 1 and fold(said[0]).strip(",") in JOINING:
        said.pop(0)
    return " ".join(said) if len(said) < len(sentence.split()) else sentence


def _asks(sentence: str) -> bool:
    spoken = [word for word in words(fold(sentence)) if word not in LEADING]
    return bool(spoken) and spoken[0] in ASKING
