"""Names, terms and words of an answer that are in no passage it cites."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.review.evidence import blanked
from footnote.text import fold

from .unsupported import without_addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

    from footnote.review.context import Findings, Review
    from footnote.review.evidence import Evidence, Reader

RARE = 14.0
"""Cost in nats (minus the natural logarithm of a word's share of all text) from which a word is a term of a
field: "axillary" and "pruritus", but not "refundable". So is what the lexicon does not list."""

SHORTEST_TERM, SHORTEST_WORD = 4, 4
"""Letters of the shortest word that may be a term, or that says much."""

COMMON, UNCOMMON = 9.25, 11.0
"""Costs in nats from which a word is worth advice together with others, and alone."""

SEVERAL = 2
"""Words from which one may be more common."""

SHORTEST_KIN = 4
"""Letters of the shortest stem that shows two words to be of a kind."""

MOST_WORDS = 6
"""Words of an answer that are quoted in advice."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.&/@_][^\W_]+)*[+]?")
_OPENING = "\"'“‘(["


class Word(NamedTuple):
    """A word of a text as written, and whether a sentence, a line or a quotation begins with it."""

    text: str
    start: int
    end: int
    is_first: bool

    @property
    def folded(self) -> str:
        """The word in small letters, without what says whose it is."""
        return re.sub(r"'s?$", "", fold(self.text))


def names(review: Review) -> Findings:
    """Words with a capital inside a sentence, abbreviations, and names with digits."""
    for statement, evidence in review.supported:
        unknown = [
            word
            for word in _words(_without_figures(review.claimed(statement), review.reader))
            if is_name(word, review.reader) and not _is_supported(word, evidence, review.reader)
        ]
        for name in _joined(review.claimed(statement), unknown):
            yield (
                statement.node,
                (
                    f"no passage that is cited here has the name “{name}”; delete it, or cite the passage "
                    "that has it"
                ),
            )


def terms(review: Review) -> Findings:
    """Words that hardly anybody uses, such as those of Latin."""
    for statement, evidence in review.supported:
        found = [
            word.text
            for word in _words(_without_figures(review.claimed(statement), review.reader))
            if _is_term(word, review.reader) and not _is_supported(word, evidence, review.reader)
        ]
        for term in dict.fromkeys(found):
            yield (
                statement.node,
                (
                    f"no passage that is cited here has the term “{term}”; write the source's word "
                    "for it, or a plainer one"
                ),
            )


def content_words(review: Review) -> Findings:
    """Words that say what an answer is about, where its passages have none like them: one that is not common,
    or several.
    """
    for statement, evidence in review.supported:
        known = evidence.stems | review.reader.content(review.question(statement.entry))
        found = [
            word
            for word in _words(_without_figures(review.claimed(statement), review.reader))
            if statement.entry
            and _says_much(word, review.reader)
            and not _is_supported(word, evidence, review.reader)
            and not _has_kin(review.language.stem(word.folded), known)
        ]
        costs = [review.language.lexicon.cost(word.folded) or RARE for word in found]
        is_much = len(costs) >= SEVERAL and max(costs) >= COMMON
        if is_much or max(costs, default=0) >= UNCOMMON:
            listed = ", ".join(list(dict.fromkeys(word.text for word in found))[:MOST_WORDS])
            yield (
                statement.node,
                (
                    f"no passage that is cited here has the words: {listed}; see that the answer says no "
                    "more than they do"
                ),
            )


def _has_kin(stem: str, known: frozenset[str]) -> bool:
    """Whether one of the stems is in this one or has it: "slow" is in "slower", "recover" in "unrecover"."""
    return stem in known or any(
        len(each) >= SHORTEST_KIN and len(stem) >= SHORTEST_KIN and (each in stem or stem in each)
        for each in known
    )


def is_name(word: Word, reader: Reader) -> bool:
    """Whether a word is written like a name: USA, BleachBit, pN1, or Paris inside a sentence."""
    text = word.text
    if fold(text) in _not_names(reader) or len(text) < 2:
        return False
    has_letters = any(each.isalpha() for each in text)
    inner = any(each.isupper() for each in text[1:])
    mixed = has_letters and any(each.isdigit() for each in text) and not _is_number(text, reader)
    return mixed or (has_letters and inner) or (text[0].isupper() and not word.is_first)


def _not_names(reader: Reader) -> frozenset[str]:
    """Words with a capital that name nothing of a source."""
    redaction = reader.language.grammar.get("redaction", {})
    return frozenset(redaction.get("capitalised", "").split())


def _is_number(text: str, reader: Reader) -> bool:
    """Whether a word with digits is a number with its unit, such as 30mm or 9am, or a range with words."""
    parts = re.findall(r"\d+|[^\W\d_]+", fold(text))
    lexis = reader.lexis
    return text[0].isdigit() and all(
        part.isdigit() or part in lexis.units or part in lexis.numbers or len(part) == 2 for part in parts
    )


def _is_term(word: Word, reader: Reader) -> bool:
    parts = [part for part in re.split(r"[^\w]", word.folded) if part]
    lists = reader.language.words
    if word.folded in lists.negators | lists.filler | reader.lexis.units.keys():
        return False
    return not is_name(word, reader) and any(
        len(part) >= SHORTEST_TERM and part.isalpha() and _is_rare(part, reader) for part in parts
    )


def _is_rare(word: str, reader: Reader) -> bool:
    if not len(reader.language.lexicon):
        return False
    forms = {word, reader.language.canonical(word), reader.language.stem(word), *_shorter(word)}
    costs = [cost for form in forms if (cost := reader.language.lexicon.cost(form)) is not None]
    return min(costs, default=RARE) >= RARE


def _shorter(word: str) -> Iterator[str]:
    """The word without a letter or two at its end: the singular of a plural, in many languages."""
    for cut in (1, 2):
        if len(word) - cut >= SHORTEST_TERM:
            yield word[:-cut]


def _says_much(word: Word, reader: Reader) -> bool:
    """Whether a word is neither a name, a term nor a number, and none of the common ones."""
    language, folded = reader.language, word.folded
    lists = language.words
    stem = language.stem(folded)
    return (
        len(folded) >= SHORTEST_WORD
        and folded.isalpha()
        and folded not in lists.filler | lists.common | lists.negators
        and stem not in language.empty_stems
        and not is_name(word, reader)
        and not _is_term(word, reader)
        and folded not in reader.lexis.numbers.keys() | reader.lexis.units.keys()
    )


def _is_supported(word: Word, evidence: Evidence, reader: Reader) -> bool:
    """Whether passages have a word in any form, all its parts, its synonym, or what it abbreviates."""
    folded = word.folded
    forms = {folded, f"{folded}s", folded.removesuffix("s")} if word.text.rstrip("s").isupper() else {folded}
    if forms & evidence.words or _stands_in(folded, evidence.folded):  # "a CVE" where the passage has CVEs
        return True
    parts = [part for part in re.split(r"[^\w]", folded) if part]
    stems = set(map(reader.language.stem, parts)) | set(reader.synonyms.stems(word.text))
    if set(map(reader.language.stem, parts)) <= evidence.stems or (stems & evidence.stems):
        return True
    return word.text.isupper() and _abbreviates(folded, evidence)


def _stands_in(folded: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(folded)}(?!\w)", text))


def _abbreviates(folded: str, evidence: Evidence) -> bool:
    """Whether an abbreviation has the first letters of words in a row."""
    initials = "".join(word[0] for word in re.findall(r"\w+", evidence.folded))
    return len(folded) >= 2 and folded in initials


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        before = text[: match.start()].rstrip(_OPENING)
        stripped = before.rstrip(" ")
        is_first = not stripped or stripped[-1] in "\n.!?:•" or bool(re.search(r"(?:^|\n)-$", stripped))
        yield Word(match[0], *match.span(), is_first)


def _without_figures(text: str, reader: Reader) -> str:
    """The text with addresses, dates and times blanked."""
    text = without_addresses(text)
    for moment in reader.moments.find(text):
        text = blanked(text, moment.start, moment.end)
    return text


def _joined(text: str, found: list[Word]) -> list[str]:
    """The names in these words: those that follow each other are one. Each once."""
    joined: list[tuple[int, int]] = []
    for word in found:
        if joined and not text[joined[-1][1] : word.start].strip():
            joined[-1] = (joined[-1][0], word.end)
        else:
            joined.append((word.start, word.end))
    return list(dict.fromkeys(" ".join(text[start:end].split()) for start, end in joined))
