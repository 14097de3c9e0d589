"""Questions that English headings, definitions and conditions answer, as far as their grammar tells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .english_words import ASIDE, ATTRIBUTES, GENERAL, NO_NAME, QUESTION_WORDS, VAGUE, VERBS

if TYPE_CHECKING:
    from collections.abc import Sequence

_DEFINED = re.compile(
    r"(?P<article>(?:An?|The)\s+)?(?P<name>[\w][\w'’/+-]*(?:\s+[\w(][\w'’/()+-]*){0,4}?)\s+"
    r"(?P<verb>is|are|means|refers to|describes)\s+(?:an?|the|any|one|when|what|how|where|called|used|for)\b"
)
_PLURAL = re.compile(
    r"(?P<name>[A-Z][\w'’-]*s)\s+are\s+"
    r"(?!not|also|only|in|on|at|by|from|under|\w+(?:ed|en|ing|ble|ly)\b)(?:[\w'’-]+\s+){0,2}[\w'’-]+s\b(?!\s+(?:a|the)\b)"
)

_SWAP = {
    "your": "my", "yours": "mine", "yourself": "myself", "you": "I", "you're": "I am", "you’re": "I am",
    "you've": "I have", "you’ve": "I have", "you'd": "I would", "we": "you", "our": "your", "us": "you",
}  # fmt: skip

_NUMBERING = re.compile(
    r"^(?i:(?:chapter|section|step|part)\s+)?"
    r"(?:\d{1,3}(?:\.\d+)*[.):]|\d+(?:\.\d+)+|\d{1,2}(?= [A-Z])|[A-Z][.)](?= [A-Z]))\s+(?=\S)"
)
_INDIRECT = re.compile(
    r"(?P<word>how|what|why|when|where) (?P<name>it|this|that|the \w+|[A-Z]\w+) "
    r"(?P<verb>[a-z]+[a-z])s(?P<rest>(?: \w+)*)",
    re.IGNORECASE,
)
_DOES = re.compile(r"what (?P<name>[\w.-]+) does", re.IGNORECASE)
_NOTES = re.compile(r"notes? (?:about|on) ", re.IGNORECASE)
_STEM = re.compile(r"^([a-z]{2,})ing$")


def topic(heading: str) -> str:
    """A heading without its number and final marks, and without a capital that only begins it.

    >>> topic("2.1. Shipping times"), topic("The PATH variable:"), topic("Guided Tour")
    ('shipping times', 'the PATH variable', 'Guided Tour')
    """
    text = _NUMBERING.sub("", heading).strip(" :.?-–—") or heading
    first, *others = text.split()
    is_sentence = not any(word[:1].isupper() for word in others) or first.lower() in (
        "a",
        "an",
        "the",
        "your",
        "our",
    )
    if is_sentence and re.fullmatch(r"\w[a-z'’-]+", first):
        first = first[0].lower() + first[1:]
    return " ".join([first, *others])


def asks(heading: str) -> bool:
    """Whether a heading is a question, with or without its mark."""
    text = _NUMBERING.sub("", heading)
    if _INDIRECT.fullmatch(text):
        return False
    return text.endswith("?") or (text.split()[0].lower() in QUESTION_WORDS and len(text.split()) > 2)


def is_aside(heading: str, sentences: Sequence[str]) -> bool:
    """Whether what stands under a heading is nothing that people ask about: authors, copyright, references.

    >>> is_aside("See also", []), is_aside("Ann Lee", ["Copyright © 2020 Ann Lee", "All rights reserved."])
    (True, True)
    """
    if re.sub(r"\W+", "_", _NUMBERING.sub("", heading).lower()).strip("_") in ASIDE:
        return True
    notices = sum(bool(re.match(r"(?:copyright\b|©|\(c\) )", each, re.IGNORECASE)) for each in sentences[:2])
    return notices > 0


def heading_question(heading: str, sentence: str, title: str = "", kind: str = "page") -> str:
    """The question that the text under a heading answers; `sentence` is the first there, `title` the
    page's, and `kind` what people call the page.
    """
    text = _NUMBERING.sub("", heading).strip(" :") or heading
    if text.lower() in GENERAL and title:
        return f"What is {topic(title)} about?"
    about = topic(_NOTES.sub("", text))
    return (
        _asked_question(heading, text)
        or (_attribute_question(about) if len(about.split()) == 2 else "")  # "Return policy"
        or _activity_question(about.split())
        or defines(sentence, about)
        or _attribute_question(about)
        or what_about(about, kind)
    )


_CODE = re.compile(r"-{0,2}\w+(?:[_-]\w+)+|[A-Z]{4,}")
"""A name that programs have: `max_size`, `--dry-run`, `PATH`."""


def what_about(topic: str, kind: str = "page") -> str:
    """The question about something of which only its name is known.

    >>> what_about("lamps"), what_about("max_size")
    ('What does the page say about lamps?', 'What is max_size for?')
    """
    if _CODE.fullmatch(topic) and ("_" in topic or topic.startswith("-") or topic.isupper()):
        return f"What is {topic} for?"
    return f"What does the {kind} say about {topic}?"


_WHAT_ABOUT = re.compile(r"What does the [\w -]+? say about ", re.IGNORECASE)


def subject(question: str) -> str:
    """A question without the words that only make it one, where `what_about` made it.

    >>> subject(what_about("the deposit")), subject("Is it free?")
    ('the deposit?', 'Is it free?')
    """
    return _WHAT_ABOUT.sub("", question, count=1)


_PREPOSITION = re.compile(r"\s(?:of|for|in|on|to|with|from|by|at|when|if|under)\s", re.IGNORECASE)


def _attribute_question(about: str) -> str:
    """The question for a heading that names prices, rules and the like; "" for another heading."""
    name = re.sub(r"^(?:the|our|your) ", "", about, flags=re.IGNORECASE)
    last = _PREPOSITION.split(name)[0].split()[-1].lower()
    if re.search(r"\b(?:and|or)\b|[&,/:]", name):
        return ""
    if last in ATTRIBUTES:
        return f"What is the {swapped(name)}?"
    singular = f"{last[:-3]}y" if last.endswith("ies") else last.removesuffix("s")
    return f"What are the {swapped(name)}?" if singular in ATTRIBUTES else ""


def _asked_question(heading: str, text: str) -> str:
    """The question that a heading asks, directly or not; "" for another. `text` is without its number."""
    about = topic(heading)
    if about.lower().startswith("how to "):
        return f"How do I {swapped(about[7:])}?"
    if about.lower().startswith("for "):
        return f"What is there for {about[4:]}?"
    return _indirect_question(text, about) or (text.rstrip("?. ") + "?" if asks(heading) else "")


def _indirect_question(text: str, about: str) -> str:
    """The question of a heading such as "How it works" or "Understanding lamps"; "" for another."""
    if match := _DOES.fullmatch(text.rstrip(" .…")):
        return f"What does {match['name']} do?"
    if match := _INDIRECT.fullmatch(text):
        name = match["name"].lower() if match["name"].lower() in {"it", "this", "that"} else match["name"]
        return f"{match['word'].capitalize()} does {name} {match['verb'].lower()}{match['rest']}?"
    if about.lower().startswith(("if you ", "when you ")):
        return f"What if {swapped(about.partition(' ')[2])}?"
    if about.lower().startswith("understanding "):
        name = topic(about.partition(" ")[2])
        is_several = name.endswith("s") and not name.endswith("ss")
        return f"How {'do' if is_several else 'does'} {swapped(name)} work?"
    return ""


def _activity_question(words: list[str]) -> str:
    """The question for a heading that begins with what is done; "" for another heading."""
    is_list = len(words) > 1 and words[1] in {"and", "&"}  # "Shipping and returns" are two things
    if len(words) > 1 and not is_list and (verb := _verb(words[0])):
        return f"How do I {swapped(' '.join([verb, *words[1:]]))}?"
    return ""


def activity(heading: str) -> str:
    """The question of a heading that begins with what is done, without its mark; "" for another heading.

    >>> activity("B. Set up the lamp"), activity("Lamps")
    ('How do I set up the lamp', '')
    """
    about = topic(heading)
    if about.lower().startswith("how to "):
        about = about[7:]
    return _activity_question(about.split()).rstrip("?")


def without_brackets(text: str) -> str:
    """A text without what stands in brackets at its end: "Installer (recommended)"."""
    return re.sub(r"\s*\([^()]*\)$", "", text) or text


def _verb(word: str) -> str:
    """The verb that a heading begins with, as it is after "How do I": install for Install and Installing."""
    word = word.lower()
    if word in VERBS:
        return word
    stem = match[1] if (match := _STEM.match(word)) else ""
    guesses = (stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem)
    return next((guess for guess in guesses if guess in VERBS), "")


def defines(sentence: str, about: str = "") -> str:
    """The question that a sentence answers which says what something is; "" for another sentence.

    With `about` it must be that which is defined.

    >>> defines("A wheel is a built package."), defines("Cookies are small files."), defines("It is late.")
    ('What is a wheel?', 'What are cookies?', '')
    """
    match = _DEFINED.match(sentence)
    plural = _PLURAL.match(sentence)
    found = match or plural
    if not found or NO_NAME.intersection(found["name"].lower().split()) or _is_vague(found["name"]):
        return ""
    name = topic(found["name"])
    if about and name.lower() != re.sub(r"^(an?|the) ", "", about.lower()):
        return ""
    article = (match["article"] or "").lower() if match else ""
    return f"What {'are' if match is None or match['verb'] == 'are' else 'is'} {article}{name}?"


def _is_vague(name: str) -> bool:
    """Whether a name names nothing outside its sentence: a figure, or a word such as "result"."""
    return not any(map(str.isalpha, name)) or name.lower() in VAGUE


def row_question(cells: tuple[str, ...], header: tuple[str, ...], kind: str = "page") -> str:
    """The question that a table row answers, or a term with its definition; `kind` is that of the page."""
    name = cells[0]
    if asked := _asked_question(name, _NUMBERING.sub("", name)):
        return asked
    if not header:
        return f"What is {topic(name)}?" if len(cells) == 2 else what_about(topic(name), kind)
    if len(cells) == len(header) == 2 and topic(header[1]).split()[0] not in QUESTION_WORDS:
        return f"What is the {topic(header[1])} of {topic(name)}?"
    return what_about(topic(name), kind)


def swapped(clause: str) -> str:
    """A clause to the reader as the reader says it: my for your, I for you."""
    text = " ".join(_SWAP.get(word.lower(), word) for word in clause.split())
    text = re.sub(r"\b(to|for|from|with|of|by|at|lets?|gives?|sends?|tells?|asks?) I\b", r"\1 me", text)
    return re.sub(r"\bI are\b", "I am", text)
