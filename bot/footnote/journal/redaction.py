"""Redaction of personal data in a question: addresses, e-mail addresses, links, numbers, dates and names.

The patterns are our own: on the table in tests/journal/test_redaction.py, with 76 pieces, datafog 4.9 left 48
and scrubadub 2.0 53 of them, every name among them, and neither found anything that these patterns miss.

A redacted text is far less personal, but not anonymous: no list has every name, and a story alone may
identify a person.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.bank import default_language

from .names import NameRedactor, any_of, known_words
from .redaction_words import redaction_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from footnote.bank import Bank

    from .redaction_words import RedactionWords

MAX_STORED_LENGTH = 2000
"""Characters of a question that are stored: the limit of the HTTP API. Patterns are slow on longer texts."""

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:'?\d\d|(?:1[89]|20)\d\d)"
_NUMERIC_DATE = (
    r"\b(?<!\d[-/.])(?:\d{4}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:\d{4}|\d\d)"
    r"|\d\d?\s?([-/.])\s?\d\d?\s?\3\s?(?:1[89]|20)\d\d)\b(?![-/.]?\d)"
)
_POSTCODES = r"(?-i:\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b|\b\d{4} ?[A-Z]{2}\b)"
"""Postcodes of Britain, Canada and the Netherlands; those of digits alone are numbers."""

_LINKS = (r"\b(?:https?://|www\.)\S+", r"\b[\w-]{1,64}\.(?:com|org|net|co|io|uk|de|fr)(?:\.\w+)?/\S+")
_TOP_LEVEL_DOMAIN = (
    r"(?:com|org|net|co|uk|edu|gov|info|eu|de|fr|es|nl|pl|pt|cz|ch|se|dk|fi|ie|ru|ca|au|nz|br|mx|jp)\b[\w.]*"
)
"""What ends an address whose sign is spelled as a word; "it", "in", "is", "at" and "no" are words too."""

_EMAIL = r"[^\s@<>()]{1,64}@[^\s@<>()]{1,255}|[\w.+-]{1,64}\s?@\s?[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}"
_JOINED_EMAIL = r"\b[\w.+-]{1,64}?[_-]at[_-][\w-]{1,64}?(?:(?:\.|[_-]dot[_-])[\w-]{1,64}){1,4}"
_HANDLE = r"(?<!\w)@\w{2,}"
_CJK_DATE = (
    r"(?:[令平昭大明][和成治正]?)?(?:\d{1,4}|元)\s?[年년]\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日일])?"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]"
)
_DOTTED_NUMBER = r"\b(?:\d{1,3}\.){3,8}\d{1,3}\b"
"""The address of a computer, or a telephone number."""

_LONG_NUMBER = r"(?<![\w-])(?=[\d-]*[^\W\d_])(?=(?:[^\W\d_-]*-?\d){4})[\w-]+"
"""Letters and at least four digits: X1234567, AB-123456-C."""

_WIDE = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
"""Full-width signs, as keyboards for Chinese and Japanese write them, and the plain ones."""

_DASHES = r"\u2010-\u2015\u2212-"
"""Hyphens, dashes and minus signs, for a class of characters."""

_DIGITS = re.compile(rf"(?<![\w.,])[+(]?\d(?:[\d()/.,{_DASHES}]|\s(?=[\d(])|\s[{_DASHES}]\s(?=\d))*\d(?!\w)")
_SPACED_DASH = re.compile(rf"\s[{_DASHES}]\s")
_NOT_PERSONAL = re.compile(
    r"\d{1,3}[.,]\d{1,4}|(?:19|20)\d\d|\d{2,3}/\d{2,3}"
)  # a size, a year, a blood pressure
_MIN_DIGITS = 5
_MIN_SPACED_DIGITS = 9
"""Digits with spaces and dashes between them that are a number: 555 - 123 - 4567."""

_MIN_SINGLE_DIGITS = 6
"""Digits with spaces between them that are a number: 0 2 0 7 9 4 6."""


class Redactor:
    """Redacts by the languages of banks, and takes no word of the banks for a name.

    Without banks it redacts by the default language, and takes more words for names.

    >>> Redactor().redact("I'm Ann Smith, born 12 March 1957, 0.3 mm in a node. Call 020 7946 0958")
    "I'm [name], born [date], 0.3 mm in a node. Call [number]"
    """

    def __init__(self, banks: Collection[Bank] = ()) -> None:
        by_name = {bank.language.id: bank.language for bank in banks}
        languages = tuple(by_name.values()) or (default_language(),)
        listed = redaction_words(languages)
        filler = frozenset(word for language in languages for word in language.words.filler)
        self._names = NameRedactor(languages, listed, known_words(banks))
        self._marks = tuple(
            (mark, re.compile(pattern, re.IGNORECASE)) for mark, pattern in _patterns(listed, filler)
        )

    def redact(self, text: str) -> str:
        """The text with marks such as `[name]` in place of personal data."""
        text = text[:MAX_STORED_LENGTH].translate(_WIDE)
        for mark, pattern in self._marks:
            text = pattern.sub(mark, text)
        return self._names.redact(_DIGITS.sub(_redacted_number, text))


def _patterns(listed: RedactionWords, filler: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Marks and the patterns of what they replace, in the order in which they are looked for."""
    yield from (("[link]", pattern) for pattern in _LINKS)
    yield from (("[e-mail]", pattern) for pattern in (_EMAIL, _JOINED_EMAIL, _spelled_email(listed)))
    yield "[name]", _HANDLE
    yield from (("[address]", pattern) for pattern in _addresses(listed, filler))
    yield from (("[date]", pattern) for pattern in _dates(listed))
    yield from (("[number]", pattern) for pattern in (_DOTTED_NUMBER, _labelled_number(listed), _LONG_NUMBER))


def _spelled_email(listed: RedactionWords) -> str:
    """Matches "ann dot smith at gmail.com", and with any ending "ann(at)example(dot)org"."""
    at, dot = any_of(listed.at_sign), any_of(listed.full_stop)
    part, marked_at = r"[\w+-]{1,64}", rf"\s?[(\[{{<]\s?(?:{at}|a|@)\s?[)\]}}>]\s?"
    marked_dot = rf"\s?[(\[{{<]\s?{dot}\s?[)\]}}>]\s?"
    any_dot = rf"(?: ?\. ?|{marked_dot}| ?\b{dot}\b ?)"
    name = rf"\b[\w.+-]{{1,64}}(?: {dot} [\w-]{{1,64}}){{0,3}}"
    plain = rf"{name} ?[(\[]?\b{at}\b[)\]]? ?[\w-]{{1,64}} ?(?:\.|\b{dot}\b) ?{_TOP_LEVEL_DOMAIN}"
    spelled = rf"{name} {at} {part}(?:\.{part}){{0,2}}(?: {dot} {part}){{1,4}}(?!\w)(?! (?:{at}|{dot})\b)"
    marked = rf"\b{part}(?:{any_dot}{part}){{0,3}}{marked_at}{part}(?:{any_dot}{part}){{1,4}}"
    return f"{marked}|{spelled}|{plain}"


def _addresses(listed: RedactionWords, filler: frozenset[str]) -> Iterator[str]:
    """Matches "12 Elm Street", "Lindenweg 17" and "9 rue de la Paix", PO boxes and postcodes."""
    street, direction = rf"{any_of(listed.streets)}\b\.?", any_of(listed.street_directions)
    words = rf"(?:(?!{any_of(filler)}\b)[\w'’.-]+ ){{1,3}}"
    named = rf"(?-i:(?:[A-Z][\w'’.-]* ){{1,3}}{any_of(listed.capitalised_streets)}\b\.?)"
    yield rf"\b\d+\s?[a-z]?,? {words}{street}(?: {direction}\b)?"
    yield rf"\b\d+\s?[a-z]?,? {named}"
    yield rf"\b\w+{any_of(listed.street_endings)} \d+\w?\b"
    yield rf"\b\d+\w?,? {any_of(listed.street_beginnings)} (?:\w+ ){{0,2}}(?-i:[A-Z])\w+"
    yield rf"\b{any_of(listed.po_boxes)} \d+"
    yield _POSTCODES


def _dates(listed: RedactionWords) -> Iterator[str]:
    """Matches days with a month or in numbers, and years of birth. "5 may be cancer" has no date in it."""
    month, ending = rf"{any_of(listed.months)}\.?", any_of(listed.ordinal_endings)
    joiner = rf"(?: {any_of(listed.date_joiners)})?"
    certain = rf"(?:(?!{any_of(listed.ambiguous_months)}\b)|(?-i:(?=[A-Z]))){month}"
    yield rf"\b{_DAY}(?:{ending})?{joiner}[\s./-]*{month}[\s,./-]*{_YEAR}\b"
    yield rf"\b{month}\s*{_DAY}(?:{ending})?,?\s+(?:1[89]|20)\d\d\b"
    yield rf"\b{_DAY}{ending}{joiner} {month}(?!\w)|\b{month}{joiner} {_DAY}{ending}(?!\w)"
    yield rf"\b{_DAY} {certain}(?!\w)|\b{certain} {_DAY}\b(?! ?(?:mm|cm|%))"
    abroad = any_of(listed.other_months)
    yield rf"\b{_DAY}(?:\.|er|[ºª°])?(?:\s(?:de|d['’]))?\s?{abroad}\b\.?(?:\sdel?\b|,)?(?:\s{_YEAR}\b)?"
    yield rf"\b(?:{_YEAR}\.?\s)?{abroad}\s{_DAY}\b\.?(?:,?\s(?:1[89]|20)\d\d\b)?"
    yield _CJK_DATE
    yield _NUMERIC_DATE
    yield rf"{_preceded_by(listed.birth)}\d{{4}}\b"


def _labelled_number(listed: RedactionWords) -> str:
    """Matches "4417" in "patient id 4417"."""
    return rf"{_preceded_by(listed.number_labels)}\S*\d\S*"


def _preceded_by(phrases: Collection[str]) -> str:
    """A look behind has to have one length, so that each phrase needs its own."""
    return (
        "(?:" + "|".join(rf"(?<=\b{re.escape(phrase)} )" for phrase in sorted(phrases)) + ")"
        if phrases
        else "(?!)"
    )


def _redacted_number(match: re.Match[str]) -> str:
    """`[number]` for five digits or more. A row of sizes and years is not personal."""
    digits = sum(character.isdigit() for character in match[0])
    pieces = match[0].split()
    if _SPACED_DASH.search(match[0]) and digits < _MIN_SPACED_DIGITS:
        return match[0]  # from one size to another
    harmless = all(_NOT_PERSONAL.fullmatch(piece) or len(piece) < 2 for piece in pieces)
    spelled_out = sum(len(piece) == 1 for piece in pieces) >= _MIN_SINGLE_DIGITS
    return match[0] if digits < _MIN_DIGITS or (harmless and not spelled_out) else "[number]"
