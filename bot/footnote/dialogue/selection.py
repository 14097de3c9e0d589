"""Which of the entries offered a line picks: by number, by "the first", by "yes", or none of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.text.normalization import fold, words

from .policy import Answer, Clarify, Decline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from footnote.bank.models import Entry

    from .policy import Decision

_ORDINALS = {
    "one": 1, "two": 2, "three": 3, "first": 1, "second": 2, "third": 3, "1st": 1, "2nd": 2, "3rd": 3,
    "top": 1, "former": 1, "latter": 2, "a": 1, "b": 2, "c": 3,
}  # fmt: skip
_AROUND = frozenset(
    "the one option number no choice answer please question i mean meant want that's it is".split()
)
_NONE = re.compile(
    r"(?:no|nope|none|neither|nothing)"
    r"(?: (?:of (?:these|those|them|the above)|thanks?|thank you|fits?|one|that|not (?:that|these|those)))*"
)
_YES = frozenset("yes yeah yep yup y sure ok okay please".split())


def refuses(line: str) -> bool:
    """Whether a line says no to all that was offered, and nothing else."""
    return _NONE.fullmatch(" ".join(words(fold(line)))) is not None


def pick(line: str, offered: Sequence[Entry]) -> Decision | None:
    """What a line says about the entries offered, or None if it is about something else."""
    spoken = words(fold(line))
    if refuses(line):
        return Decline("not-in-source", saying="none_of_these")
    if len(offered) == 1 and spoken and _YES.issuperset(spoken):
        return Answer(offered[0], 1.0)
    number = _number(spoken)
    if number is None:
        return None
    if 1 <= number <= len(offered):
        return Answer(offered[number - 1], 1.0)
    return Clarify(tuple(offered), 1.0, "no_such_option") if len(offered) > 1 else None


def _number(spoken: Sequence[str]) -> int | None:
    """The number in "2", "option 2", "the second one, please"; None where other words stand beside it."""
    rest = [word for word in spoken if word not in _AROUND]
    if not rest:  # "one" is a number only where nothing else is
        rest = [word for word in spoken if word == "one"][:1]
    if len(rest) != 1:
        return None
    return _ORDINALS.get(rest[0]) or (int(rest[0]) if rest[0].isdecimal() and len(rest[0]) < 3 else None)
