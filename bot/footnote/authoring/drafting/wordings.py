"""Other ways to ask a drafted question. An author keeps those that people would type, and adds to them."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from footnote.text import fold, sentences, words

from .english import subject
from .phrases import same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_WORDINGS = 8
"""Wordings in a draft: an author reads each of them."""

MAX_WORDS = 14
"""Words of a wording: nobody types longer ones again."""

_CODE = re.compile(r"\s*\([^()]*\)(?=[?\s]*$)")
"""What stands in brackets at the end of a question: nobody types it."""

_PATTERNS = (
    (
        r"how (?:do|can|should) i (.+)",
        ("how to {0} | {0} | I want to {0}"),
    ),
    (r"how does (.+) work", "how {0} works | explain {0} | {0}"),
    (r"how do (.+) work", "how {0} work | explain {0} | {0}"),
    (
        r"how long (?:does|do|will) (.+) take",
        "how much time does {0} take | {0} time | time for {0} | {0} how long",
    ),
    (r"how long (?:does|do|will|can|is|are) (.+)", "how much time does {0} | {0} how long | time for {0}"),
    (r"how much (?:does|do|is|are) (.+?)(?: cost)?", "price of {0} | what does {0} cost | {0} price"),
    (r"what if (.+)", "what happens if {0} | {0} | {0} what now"),
    (r"what is there for (.+)", "anything for {0} | information for {0}"),
    (
        r"what (?:is|are) the (.+?) (?:of|for) (.+)",
        "{1} {0} | {0} {1} | {0} for {1} | tell me the {0} of {1}",
    ),
    (r"what (?:is|are) (?:your|our) (.+)", "{0} | your {0} | tell me about your {0} | explain your {0}"),
    (
        r"what (?:is|are) (.+) about",
        "{0} | what is in {0} | summary of {0}",
    ),
    (r"what is (\S+) for", "{0} | what does {0} do | explain {0}"),
    (r"what (?:is|are) (.+)", "{0} | what is meant by {0} | explain {0}"),
    (r"what does the [\w -]+? say about (.+)", "{0} | tell me about {0}"),
    (r"what should i do (?:if|when) (.+)", "{0} | what if {0} | {0} what now | help {0}"),
    (r"what (?:do|does) (.+?) mean(?: .*)?", "meaning of {0} | {0} meaning | {0}"),
    (r"what (?:do|does|can|must|should|will) (.+)", "{0}"),
    (r"what (.+)", "which {0} | tell me what {0}"),
    (
        r"can i (.+)",
        "is it possible to {0} | may I {0} | I want to {0}",
    ),
    (r"do you (.+)", "can you {0} | {0} | do they {0}"),
    (r"do i (?:need|have) to (.+)", "must I {0} | is it necessary to {0} | {0}"),
    (r"why (?:is|are|do|does|did) (.+)", "{0} | {0} why"),
    (r"why (.+)", "{0} | {0} why"),
    (r"when (.+)", "what time {0} | at what point {0}"),
    (r"where (?:can|do|should) i (.+)", "where to {0} | {0}"),
    (r"where (.+)", "in what place {0}"),
    (r"who (.+)", "which person {0} | tell me who {0}"),
    (r"(?:how )?(?:is|are|do|does|did|can|could|should|must|will|would|has|have|may) (.+)", "{0}"),
    (r"(.+)", "{0} | tell me about {0}"),
)
"""What a question is, and how else it may be asked, with | between. The first pattern that fits is used."""


def _telling(wording: str) -> list[str]:
    """The words of a wording that the bot weighs most."""
    return [word for word in words(fold(wording)) if word not in _SMALL]


def other_wordings(question: str, taken: set[str], phrases: Iterable[str] = ()) -> list[str]:
    """Ways to ask a question, with `phrases` of its passages, none of which is `taken`; they are then."""
    found: list[str] = []
    for wording in chain(_candidates(question), phrases):
        key = same(wording)
        if (
            _telling(wording)
            and key not in taken
            and len(wording.split()) <= MAX_WORDS
            and len(found) < MAX_WORDINGS
        ):
            taken.add(key)
            found.append(wording)
    return found


def _candidates(question: str) -> Iterator[str]:
    bare = re.sub(r"[?\s]+$|[“”\"]", "", _CODE.sub("", question))
    bare = bare[0].lower() + bare[1:] if bare[1:2].islower() else bare
    if len(parts := sentences(bare)) > 1:  # "My lamp is dark. What can I do?"
        yield from (part.rstrip(" .?!") for part in parts)
        return
    found: list[str] = []
    for pattern, others in _PATTERNS:
        if match := re.fullmatch(pattern, bare, re.IGNORECASE):
            found = [other.format(*match.groups()).strip() for other in others.split(" | ")]
            break
    yield from found
    telling = _telling(subject(bare))
    if telling not in map(_telling, found):
        yield " ".join(telling)


_SMALL = frozenset(
    "a an the is are am was do does did can could should will would i you my your we our it of to in on for "
    "with what how when where which who why if about know be and or it this that mean work works "
    "explain".split()
)
"""Words that a question in key words leaves out."""
