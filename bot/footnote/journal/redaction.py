"""Redaction of personal data in a question: addresses, e-mail addresses, links, numbers, dates and names.

The patterns are our own: on the table in tests/journal/test_redaction.py, with 76 pieces, datafog 4.9 left 48
and scrubadub 2.0 53 of them, every name among them, and neither found anything that these patterns miss.

A redacted text is far less personal, but not anonymous: no list has every name, and a story alone may
identify a person.
"""

from __future__ import annotations

import re

from footnote.bank import default_language

from .names import redact_names

MAX_QUESTION_LENGTH = 2000
"""Characters of a question that are stored: the limit of the HTTP API. Patterns are slow on longer texts."""

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_UNAMBIGUOUS_MONTH = rf"(?:(?!may|mar\b|march)|(?-i:(?=[A-Z]))){_MONTH}"  # "5 may be cancer" is not a date
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_ORDINAL_DAY = rf"{_DAY}(?:st|nd|rd|th)"
_YEAR = r"(?:'?\d\d|(?:1[89]|20)\d\d)"
_DATES = (
    rf"\b{_DAY}(?:st|nd|rd|th)?(?: of)?[\s.-]*{_MONTH}[\s,.-]*{_YEAR}\b",
    rf"\b{_MONTH}\s*{_DAY}(?:st|nd|rd|th)?,?\s+(?:1[89]|20)\d\d\b",
    rf"\b{_ORDINAL_DAY} (?:of )?{_MONTH}(?!\w)|\b{_MONTH} {_ORDINAL_DAY}(?!\w)",
    rf"\b{_DAY} {_UNAMBIGUOUS_MONTH}(?!\w)|\b{_UNAMBIGUOUS_MONTH} {_DAY}\b(?! ?(?:mm|cm|%))",
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
_NOT_PERSONAL = re.compile(
    r"\d{1,3}[.,]\d{1,4}|(?:19|20)\d\d|\d{2,3}/\d{2,3}"
)  # a size, a year, a blood pressure
_MIN_DIGITS = 5


def redact(text: str, known: frozenset[str] = frozenset()) -> str:
    """The text with marks such as `[name]` in place of personal data. No word of `known` is taken for a name.

    >>> redact("I'm Ann Smith, born 12 March 1957, 0.3 mm in a node. Call 020 7946 0958")
    "I'm [name], born [date], 0.3 mm in a node. Call [number]"
    """
    text = text[:MAX_QUESTION_LENGTH]
    for mark, pattern in _MARKS:
        text = pattern.sub(mark, text)
    return redact_names(_DIGITS.sub(_redacted_number, text), known)


def _redacted_number(match: re.Match[str]) -> str:
    """`[number]` for five digits or more. A row of sizes and years is not personal."""
    digits = sum(character.isdigit() for character in match[0])
    harmless = all(_NOT_PERSONAL.fullmatch(piece) or len(piece) < 2 for piece in match[0].split())
    return match[0] if digits < _MIN_DIGITS or harmless else "[number]"
