"""Questions that English headings, definitions and conditions answer, as far as their grammar tells."""

from __future__ import annotations

import re

QUESTION_WORDS = frozenset(
    "how what when where which who whom whose why can could do does did is are am was will would should may "
    "must has have shall".split()
)

_VERBS = frozenset(
    "access activate add adjust allow apply ask assign attach avoid backup become begin block book build "
    "buy call cancel change check choose claim clean clear close combine compare compile complete configure "
    "confirm connect contact convert copy create customize debug delete deploy disable disconnect download "
    "edit enable end enter export extend file fill find fix follow format generate get give hide import "
    "improve increase install invite join keep launch learn leave limit link list load lock log make manage "
    "measure merge migrate modify monitor move obtain open order organize override pause pay place plan "
    "postpone prepare prevent print process protect publish purchase query read receive recover redeem "
    "reduce refill refund register reinstall remove rename renew reorder repair replace report request "
    "reschedule reset resize restart restore resume return reverse review revoke run save schedule search "
    "secure select sell send set share ship show sign simplify skip sort specify start stop store submit "
    "subscribe switch sync tag take test track transfer translate troubleshoot turn uninstall unlock "
    "unsubscribe update upgrade upload use validate verify view visit wash withdraw work write".split()
)
"""Verbs that headings of help pages begin with."""

_DEFINED = re.compile(
    r"(?P<article>(?:An?|The)\s+)?(?P<name>[\w][\w'’/+-]*(?:\s+[\w(][\w'’/()+-]*){0,4}?)\s+"
    r"(?P<verb>is|are|means|refers to|describes)\s+(?:an?|the|any|one|when|what|how|where|called|used|for)\b"
)
_NO_NAME = frozenset(
    "no not it this that these those there here they we you he she i one each every all some such which "
    "what who if when as in on for and but so or to another both most many since because although though "
    "while after before until unless however therefore instead otherwise once whether note our your my "
    "his her its their".split()
)
_CONDITION = re.compile(r"(?:If|When)\s+(?P<clause>[^,;:]{8,90}?),\s+(?:then\s+)?(?=\S)")
_SWAP = {
    "your": "my", "yours": "mine", "yourself": "myself", "you": "I", "you're": "I am", "you’re": "I am",
    "you've": "I have", "you’ve": "I have", "you'd": "I would", "we": "you", "our": "your", "us": "you",
}  # fmt: skip
MAX_OBJECT_WORDS = 4
"""Words of what is accepted, offered or supported; with more, a question would not be English."""

_NUMBERING = re.compile(
    r"^(?:(?:Chapter|Section|Step|Part)\s+)?"
    r"(?:\d{1,3}(?:\.\d+)*[.):]|\d+(?:\.\d+)+|\d{1,2}(?= [A-Z]))\s+(?=\S)"
)
_INDIRECT = re.compile(
    r"(?P<word>how|what|why|when|where) (?P<name>it|this|that|the \w+|[A-Z]\w+) "
    r"(?P<verb>[a-z]+[a-z])s(?P<rest>(?: \w+)*)",
    re.IGNORECASE,
)
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
    if is_sentence and first[1:].islower():
        first = first[0].lower() + first[1:]
    return " ".join([first, *others])


def asks(heading: str) -> bool:
    """Whether a heading is a question, with or without its mark."""
    text = _NUMBERING.sub("", heading)
    if _INDIRECT.fullmatch(text):
        return False
    return text.endswith("?") or (text.split()[0].lower() in QUESTION_WORDS and len(text.split()) > 2)


_GENERAL = frozenset("introduction overview abstract summary description about preface name synopsis".split())
"""Headings that say nothing of what stands under them."""


def heading_question(heading: str, sentence: str, title: str = "") -> str:
    """The question that the text under a heading answers; `sentence` is the first there, `title` the
    page's.
    """
    text = _NUMBERING.sub("", heading).strip(" :") or heading
    if text.lower() in _GENERAL and title:
        return f"What is {topic(title)} about?"
    about = topic(heading)
    return (
        _asked_question(heading, text)
        or _activity_question(about.split())
        or defines(sentence, about)
        or f"What should I know about {about}?"
    )


def _asked_question(heading: str, text: str) -> str:
    """The question that a heading asks, directly or not; "" for another. `text` is without its number."""
    about = topic(heading)
    if about.lower().startswith("how to "):
        return f"How do I {_swapped(about[7:])}?"
    if match := _INDIRECT.fullmatch(text):
        return f"{match['word'].capitalize()} does {match['name']} {match['verb']}{match['rest']}?"
    if about.lower().startswith("for "):
        return f"What is there for {about[4:]}?"
    return text.rstrip("?. ") + "?" if asks(heading) else ""


def _activity_question(words: list[str]) -> str:
    """The question for a heading that begins with what is done; "" for another heading."""
    is_list = len(words) > 1 and words[1] in {"and", "&"}  # "Shipping and returns" are two things
    if len(words) > 1 and not is_list and (verb := _verb(words[0])):
        return f"How do I {_swapped(' '.join([verb, *words[1:]]))}?"
    if words[0].lower().endswith("ing") and len(words) > 1 and not is_list:
        return f"How does {' '.join(words)} work?"
    return ""


def _verb(word: str) -> str:
    """The verb that a heading begins with, as it is after "How do I": install for Install and Installing."""
    word = word.lower()
    if word in _VERBS:
        return word
    stem = match[1] if (match := _STEM.match(word)) else ""
    guesses = (stem, f"{stem}e", stem[:-1] if stem[-2:-1] == stem[-1:] else stem)
    return next((guess for guess in guesses if guess in _VERBS), "")


def defines(sentence: str, about: str = "") -> str:
    """The question that a sentence answers which says what something is; "" for another sentence.

    With `about` it must be that which is defined.

    >>> defines("A wheel is a built package."), defines("Cookies are small files."), defines("It is late.")
    ('What is a wheel?', 'What are cookies?', '')
    """
    match = _DEFINED.match(sentence)
    plural = re.match(r"(?P<name>[A-Z][\w'’-]*s)\s+are\s+\w", sentence)
    found = match or plural
    if not found or found["name"].split()[0].lower() in _NO_NAME:
        return ""
    name = topic(found["name"])
    if about and name.lower() != re.sub(r"^(an?|the) ", "", about.lower()):
        return ""
    article = (match["article"] or "").lower() if match else ""
    return f"What {'are' if match is None or match['verb'] == 'are' else 'is'} {article}{name}?"


def condition(sentence: str) -> str:
    """The question that a sentence with a condition answers; "" for another sentence.

    >>> condition("If your parcel is lost, then write to us."), condition("Write to us.")
    ('What if my parcel is lost?', '')
    """
    match = _CONDITION.match(sentence)
    if not match or not ({"you", "your", "you're", "you’re"} & set(match["clause"].lower().split())):
        return ""
    return f"What if {_swapped(match['clause'].strip())}?"


def enumeration(sentence: str) -> str:
    """The question that a list answers, by the sentence that ends in a colon before it; "" if none is
    plain.
    """
    text = sentence.rstrip(": ")
    if match := re.match(
        r"(?:You|We) (can|may|must|should|need to|have to|accept|offer|support) (.+)$", text
    ):
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
        return f"{'How' if means else 'What'} {helper} {_swapped(rest)}?"
    if match := re.match(r"To (\w+ .+?)(?:,.*)?$", text):
        return f"How do I {_swapped(match[1])}?"
    if match := re.match(
        r"(?:The|These|There are)\s+(?:following |several |some |many )?(.+?) (?:is|are)\b", text
    ):
        return f"What are the {match[1]}?" if len(match[1].split()) < 6 else ""
    return ""


def row_question(cells: tuple[str, ...], header: tuple[str, ...]) -> str:
    """The question that a table row answers, or a term with its definition."""
    name = cells[0]
    if not header:
        return f"What is {topic(name)}?" if len(cells) == 2 else f"What should I know about {topic(name)}?"
    if len(cells) == len(header) == 2 and topic(header[1]).split()[0] not in QUESTION_WORDS:
        return f"What is the {topic(header[1])} of {topic(name)}?"
    return f"What should I know about {topic(name)}?"


def _swapped(clause: str) -> str:
    """A clause to the reader as the reader says it: my for your, I for you."""
    text = " ".join(_SWAP.get(word.lower(), word) for word in clause.split())
    text = re.sub(r"\b(to|for|from|with|of|by|at|let|give|send|tell) I\b", r"\1 me", text)
    return re.sub(r"\bI are\b", "I am", text)
