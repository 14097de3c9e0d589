"""The words of `words.toml`: what programs and people write around the text of a mail."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple


class MailWords(NamedTuple):
    """Words and phrases, folded as `folded` does."""

    wrote: frozenset[str]
    from_: frozenset[str]
    labels: frozenset[str]
    original: frozenset[str]
    forwarded: frozenset[str]
    forward_prefixes: frozenset[str]
    reply_prefixes: frozenset[str]
    absence: tuple[str, ...]
    sign_offs: frozenset[str]
    sent_from: tuple[str, ...]
    disclaimers: tuple[str, ...]


@lru_cache(1)
def mail_words() -> MailWords:
    """The words of the file, read once."""
    with (Path(__file__).parent / "words.toml").open("rb") as file:
        found = {name: frozenset(map(folded, items)) for name, items in tomllib.load(file).items()}
    return MailWords(
        found["wrote"],
        found["from"],
        found["sent"] | found["to"] | found["subject"],
        found["original"],
        found["forwarded"],
        found["forward_prefixes"],
        found["reply_prefixes"],
        tuple(sorted(found["absence"])),
        found["sign_offs"],
        tuple(sorted(found["sent_from"])),
        tuple(sorted(found["disclaimers"])),
    )


MARKS_OF_DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""What programs write into lines from right to left, and around addresses in them. They are not seen."""

_MARKS_OF_DIRECTION = dict.fromkeys(map(ord, MARKS_OF_DIRECTION))


def folded(text: str) -> str:
    """Text in lower case without accents and marks of direction, with plain quotes, its spaces made one.

    >>> folded(" Mit  freundlichen Grüßen ")
    'mit freundlichen grussen'
    """
    text = text.translate(_MARKS_OF_DIRECTION)
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(each for each in decomposed if not unicodedata.combining(each))
    return " ".join(plain.replace("’", "'").split())
