"""What tells who somebody is, taken out of a question: addresses of all kinds, numbers, dates, and names.

The patterns are our own. The libraries that work without a model to download were measured on the table in
tests/test_redact.py, and let through more than half of it: datafog 4.9 48 of 76 pieces, scrubadub 2.0 53,
and both of them every name. Beside these patterns neither takes out a piece more.

"Redacted" means far less personal, not anonymous: no list knows every name, and a story may have one owner.
"""

from __future__ import annotations

import re

from footnote.bank import default_language

from .names import redact_names

LONGEST = 2000
"""Characters of a question that are kept: what the service takes. Patterns are slow on longer ones."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_SURE_MONTH = rf"(?:(?!may|mar\b|march)|(?-i:(?=[A-Z]))){_MONTH}"  # "5 may be cancer" is no date
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_NTH = rf"{_DAY}(?:st|nd|rd|th)"
_YEAR = r"(?:'?\d\d|(?:1[89]|20)\d\d)"
_DATES = (
    rf"\b{_DAY}(?:st|nd|rd|th)?(?: of)?[\s.-]*{_MONTH}[\s,.-]*{_YEAR}\b",
    rf"\b{_MONTH}\s*{_DAY}(?:st|nd|rd|th)?,?\s+(?:1[89]|20)\d\d\b",
    rf"\b{_NTH} (?:of )?{_MONTH}(?!\w)|\b{_MONTH} {_NTH}(?!\w)",
    rf"\b{_DAY} {_SURE_MONTH}(?!\w)|\b{_SURE_MONTH} {_DAY}\b(?! ?(?:mm|cm|%))",
    r"\b(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:\d{4}|\d\d))\b(?![-/.]?\d)",
    r"(?:(?<=born in )|(?<=\bdob )|(?<=of birth )|(?<=of birth: ))\d{4}\b",
)

_NOT_FILLER = rf"(?!(?:{'|'.join(sorted(default_language().words.filler))})\b)"
_STREET = r"(?:street|road|avenue|lane|boulevard|crescent|rd|ave|ln|blvd)\b\.?"
_STREET_NAMED = (
    r"(?:St|Dr|Drive|Court|Ct|Close|Way|Place|Pl|Square|Sq|Terrace|Gardens|Grove|Hill|Park|Row|Walk|Mews)"
    r"\b\.?"
)
_TOP = r"(?:com|org|net|co|uk|edu|de|fr)\b[\w.]*"
_ADDRESSES = (
    rf"\b\d+\s?[a-z]?,? (?:{_NOT_FILLER}[\w'’.-]+ ){{1,3}}{_STREET}(?: (?:NW|NE|SW|SE|[NSEW])\b)?",
    rf"\b\d+\s?[a-z]?,? (?-i:(?:[A-Z][\w'’.-]* ){{1,3}}{_STREET_NAMED})",
    r"\b\w+(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee) \d+\w?\b",
    r"\b\d+\w?,? (?:rue|place|chemin|allée|calle|via) (?:\w+ ){0,2}(?-i:[A-Z])\w+",
    r"\bp\.? ?o\.? ?box \d+",
    # postcodes of Britain, Canada and the Netherlands; those of digits alone are numbers
    r"(?-i:\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b\d{4} ?[A-Z]{2}\b)",
)

_EMAILS = (
    r"[^\s@<>()]{1,64}@[^\s@<>()]{1,255}",
    r"\b[\w.+-]{1,64}(?: dot [\w-]{1,64}){0,3} ?[(\[]?\bat\b[)\]]? ?[\w-]{1,64} ?(?:\.|\bdot\b) ?" + _TOP,
)

_NUMBERS = (
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b",
    r"(?:(?<=\bid )|(?<=\bmrn )|(?<=\bref )|(?<=\baccount ))\S*\d\S*",
    # letters and at least four digits: X1234567, AB-123456-C
    r"(?<![\w-])(?=[\d-]*[^\W\d_])(?=(?:[^\W\d_-]*-?\d){4})[\w-]+",
)

_MARKS = tuple(
    (mark, re.compile(pattern, re.IGNORECASE))
    for mark, patterns in (
        (
            "[link]",
            (r"\b(?:https?://|www\.)\S+", r"\b[\w-]{1,64}\.(?:com|org|net|co|io|uk|de|fr)(?:\.\w+)?/\S+"),
        ),
        ("[e-mail]", _EMAILS),
        ("[name]", (r"(?<!\w)@\w{2,}",)),
        ("[address]", _ADDRESSES),
        ("[date]", _DATES),
        ("[number]", _NUMBERS),
    )
    for pattern in patterns
)
_DIGITS = re.compile(r"(?<![\w.,])[+(]?\d(?:[\d()/.,-]|\s(?=[\d(]))*\d(?!\w)")
_NOBODYS = re.compile(r"\d{1,3}[.,]\d{1,4}|(?:19|20)\d\d|\d{2,3}/\d{2,3}")  # a size, a year, a blood pressure
_FEWEST_DIGITS = 5


def redact(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text with a mark such as `[name]` wherever it told who somebody is. A word of `known` is no name.

    >>> redact("I'm Ann Smith, born 12 March 1957, 0.3 mm in a node. Call 020 7946 0958")
    "I'm [name], born [date], 0.3 mm in a node. Call [number]"
    """
    text = text[:LONGEST]
    for mark, pattern in _MARKS:
        text = pattern.sub(mark, text)
    return redact_names(_DIGITS.sub(_number, text), known)


def _number(found: re.Match[str]) -> str:
    """A mark for digits that may be somebody's: five or more. Sizes and years in a row are nobody's."""
    digits = sum(character.isdigit() for character in found[0])
    nobodys = all(_NOBODYS.fullmatch(piece) or len(piece) < 2 for piece in found[0].split())
    return found[0] if digits < _FEWEST_DIGITS or nobodys else "[number]"
