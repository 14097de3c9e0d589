"""Questions that English sentences answer: with a condition, before a list, or at the beginning of a page."""

from __future__ import annotations

import re

from .english import swapped
from .english_words import NO_NAME

_CONDITION = re.compile(r"(?:If|When)\s+(?P<clause>[^,;:]{8,90}?),\s+(?:then\s+)?(?=\S)")
_VAGUE_CLAUSE = re.compile(
    r"\b(?:(?:this|that|these|those|so|does|do)$"
    r"|(?:this|that) (?:to|is|was|were|has|had|happens?|happened|kind|sort)\b|it\b|them\b|such\b)"
)
"""Clauses that only the sentences before them explain: "If this happens, …"."""

_VAGUE_OBJECT = re.compile(r"\b(?:this|that|it|them|those)\b")
"""Words that stand for something in the sentences before: "You can change this value for two reasons:"."""

MAX_OBJECT_WORDS = 4
"""Words of what is accepted, offered or supported; with more, a question would not be English."""


def presents(sentence: str, title: str) -> str:
    """The question that the first sentence of a page answers by telling what the page's subject does; ""
    for another sentence.

    >>> presents("Lampctl lets you dim your lamps.", "Lampctl: lamps from afar")
    'What is Lampctl?'
    """
    match = re.match(r"(?P<name>[\w.+-]+) (?:[a-z]+ly )?(?P<verb>[a-z]+s)\b", sentence)
    named = {each.strip(":,") for each in title.lower().split()} - NO_NAME
    return f"What is {match['name']}?" if match and match["name"].lower() in named else ""


def condition(sentence: str) -> str:
    """The question that a sentence with a condition answers; "" for another sentence.

    >>> condition("If your parcel is lost, then write to us."), condition("Write to us.")
    ('What if my parcel is lost?', '')
    """
    match = _CONDITION.match(sentence)
    if (
        not match
        or _VAGUE_CLAUSE.search(match["clause"].strip())
        or not ({"you", "your", "you're", "you’re"} & set(match["clause"].lower().split()))
    ):
        return ""
    return f"What if {swapped(match['clause'].strip())}?"


def enumeration(sentence: str) -> str:
    """The question that a list answers, by the sentence that ends in a colon before it; "" if none is
    plain.
    """
    text = sentence.rstrip(": ")
    match = re.match(r"(?:You|We) (can|may|must|should|need to|have to|accept|offer|support) (.+)$", text)
    if match and not _VAGUE_OBJECT.search(match[2]):
        verb, rest = (
            match[1],
            re.sub(r"\s+(?:the following|these|any of|in|by|with|using|via)$", "", match[2]),
        )
        if verb in ("accept", "offer", "support"):
            if len(rest.split()) > MAX_OBJECT_WORDS:
                return ""
            return (
                f"What do you {verb}?"
                if rest in ("the following", "these")
                else f"Which {rest} do you {verb}?"
            )
        means = re.search(r"\s(?:by|using|via)$", match[2])  # "You can pay by:" says how
        helper = f"do I {verb}" if verb in ("need to", "have to") else f"{verb} I"
        return f"{'How' if means else 'What'} {helper} {swapped(rest)}?"
    if match := re.match(r"To (\w+ .+?)(?:,.*)?$", text):
        return f"How do I {swapped(match[1])}?"
    if match := re.match(
        r"(?:The|These|There are)\s+(?:following |several |some |many )?(.+?) (?:is|are)\b", text
    ):
        return f"What are the {match[1]}?" if len(match[1].split()) < 6 else ""
    return ""
