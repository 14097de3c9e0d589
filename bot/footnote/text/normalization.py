"""Text as people type it, made fit to compare and safe to print.

Pure functions from str to str. Nothing here knows a bank, a language's words or a terminal.
"""

from __future__ import annotations

import re
import unicodedata

# C0, DEL and C1 controls, bidirectional marks, overrides and isolates, lone surrogates, and the
# line and paragraph separators. Newline and tab are white space, and are kept apart from these.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb]"
)
# What renders as nothing (zero-width spaces and joiners, soft hyphen, byte order mark) splits words
# for no reader: it is dropped before matching, and kept in print, where joiners make emoji.
LIST_ITEM = "- "
"""What a line of an answer begins with where it is an item of a list."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2064\ufe00-\ufe0f\ufeff]"
)
_PUNCTUATION = str.maketrans({
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "ʼ": "'", "´": "'", "`": "'",
    "½": " 1⁄2", "⅓": " 1⁄3", "⅔": " 2⁄3", "¼": " 1⁄4", "¾": " 3⁄4", "⅛": " 1⁄8",  # NFKC makes 21⁄2 of 2½
    "“": '"', "”": '"', "„": '"', "…": " ", "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
})  # fmt: skip
# A plus, and after a short abbreviation a minus, is part of the word: ER+ and ER- are opposites.
_WORD = re.compile(r"[^\W_]{1,4}-(?![\w-])|[^\W_]+(?:['&][^\W_]+)*[+]?")
_IN_LIST = re.compile(r"(?:^|\s)\(?([a-z]|[1-9])[).]\s(?=\S)")
_RAISED_POINT = re.compile(r"(?<=\d)[·∙⋅](?=\d)")  # as British papers write 1·5
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"')\]]*\s+(?=\S)|\n+")


def printable(text: str) -> str:
    r"""The text with everything that could drive a terminal shown as U+FFFD.

    >>> printable("red\x1b[31m\r\n")
    'red\ufffd[31m\n'
    """
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\r", "\n"))


def fold(text: str) -> str:
    r"""The text as it is compared: NFKC, case-folded, without accents, invisible characters or line breaks.

    >>> fold("  Œstrogen–Rezeptor  “Café”\u200b ")
    'œstrogen-rezeptor "cafe"'
    """
    return " ".join(fold_lines(text).split())


def fold_lines(text: str) -> str:
    """As `fold`, but white space and line breaks stay where they are."""
    if text.isascii():  # nearly every wording: a bank is folded in a quarter of the time
        return text.replace("`", "'").lower()
    text = _RAISED_POINT.sub(".", text)
    text = text.translate(_PUNCTUATION)  # before NFKC, which would make a space and an accent of ´
    text = unicodedata.normalize("NFKC", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text).translate(_PUNCTUATION)
        text = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return text.casefold()


def words(text: str) -> list[str]:
    """The words of a folded text, in order; `er+`, `er-` and `don't` are one word each.

    >>> words(fold("Isn't ER+/HER2- the same as HR-positive?"))
    ["isn't", 'er+', 'her2-', 'the', 'same', 'as', 'hr', 'positive']
    """
    if text.replace(" ", "").isalnum():  # most wordings; a quarter of the time
        return text.split()
    return _WORD.findall(text)


def find_words(text: str) -> list[re.Match[str]]:
    """The words of a folded text with the places where they stand."""
    return list(_WORD.finditer(text))


def is_like_a_name(word: str, text: str) -> bool:
    """Whether a text has a folded word in capitals, or with one inside a sentence, and few others so.

    >>> text = "Is ILC the same as Paget's?"
    >>> [is_like_a_name(word, text) for word in ("ilc", "paget's", "is", "same")]
    [True, True, False, False]
    """
    for typed in (word.upper(), word.capitalize()):
        at = text.find(typed)
        before = text[max(0, at - 3) : at].rstrip(" \"'(") if at > 0 else ""
        if at >= 0 and ((len(typed) > 1 and typed.isupper()) or (before and before[-1] not in ".!?:\n")):
            pieces = text.split()
            return 2 * sum([piece[0].isupper() for piece in pieces]) <= len(pieces)
    return False


def sentences(text: str) -> list[str]:
    r"""The text cut at sentence ends, line breaks and the numbers of a list; empty pieces are left out.

    >>> sentences("Hi there!\nIs 0.2 mm big? Thanks.")
    ['Hi there!', 'Is 0.2 mm big?', 'Thanks.']
    >>> sentences("a) is it big, b) colour")
    ['is it big', 'colour']
    """
    pieces = _SENTENCE_END.split(_itemized(text, end=""))
    return [piece.strip() for piece in pieces if piece.strip()]


def as_questions(text: str) -> str:
    r"""The text with each item of a list that letters count as a question on a line of its own.

    >>> as_questions("for my notes: a) size, b) any symptoms?")
    'for my notes:\nsize?\nany symptoms?'
    """
    return _itemized(text, end="?")


def _itemized(text: str, end: str) -> str:
    """The text with each item of a list, "a) size b) colour", on a line of its own; a sign at its `end`
    where letters count them, as numbers count what somebody reports, too.
    """
    marks = list(_IN_LIST.finditer(text))
    places = [ord(mark[1]) for mark in marks]
    if len(marks) < 2 or places != list(range(places[0], places[0] + len(marks))):
        return text
    starts = [mark.end() for mark in marks]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    items = [text[start:stop].rstrip(" ,;") for start, stop in zip(starts, ends, strict=True)]
    ending = end if marks[0][1].isalpha() else ""
    closed = (item if item[-1:] in ".!?" else item + ending for item in items if item)
    return "\n".join([text[: marks[0].start()].rstrip(), *closed]).lstrip("\n")


def as_typed(folded: str, text: str) -> str:
    """A part of a folded text as it stands in the text itself, or as it is where it is not found there.

    >>> as_typed("er+ and her2-", "My cancer is ER+ and  HER2-, they say")
    'ER+ and  HER2-'
    """
    pattern = r"\s+".join(re.escape(word) for word in folded.split())
    found = re.search(pattern, text, re.IGNORECASE) if pattern else None
    return found[0] if found else folded


def plain(text: str) -> str:
    """A text reduced to its words, to compare two whatever their case and punctuation.

    >>> plain("What, then -- is IT?") == plain("what then is it")
    True
    """
    return " ".join(words(fold(text)))
