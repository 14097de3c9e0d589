"""How texts of a bank are written: their length and reading age, their marks, and how they go on where the
bot begins a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.bank import clip
from footnote.review.statements import CITATION_MARK, SENTENCE_END
from footnote.review.tree import records, text, value
from footnote.text import LIST_ITEM, fold, plain, words

if TYPE_CHECKING:
    from footnote.review.context import Findings, Review
    from footnote.review.evidence import Reader
    from footnote.review.statements import Statement

MOST_WORDS_OF_THING = 8
"""Words of `about`: it stands in the place of "it"."""

_CLAUSE_END = re.compile(r"[,;:.!?–—]")


def length(review: Review) -> Findings:
    """Answers with too many words. The items of a list are counted one by one."""
    limits = review.bank.limits
    for statement in review.statements:
        lines = statement.text.split("\n")
        count = sum(_count_words(line) for line in lines if not line.startswith(LIST_ITEM))
        if statement.entry and count > limits.words:
            yield statement.node, f"the answer has {count} words; write {limits.words} at most"
        for item in lines:
            if item.startswith(LIST_ITEM) and _count_words(item) > limits.item_words + 1:  # its dash is one
                yield (
                    statement.node,
                    f"{clip(item)} has more than {limits.item_words} words; write fewer, or two items",
                )


def reading_ages(review: Review) -> Findings:
    """Answers for people older than the bank allows."""
    most = review.bank.limits.reading_age
    for statement in review.statements if most else ():
        age = reading_age(statement.plain, review.reader)
        if statement.entry and age > most:
            yield (
                statement.node,
                (
                    f"this takes a reader of {age} years, and the bank allows {most}; write shorter "
                    "sentences and shorter words"
                ),
            )


def reading_age(written: str, reader: Reader) -> int:
    """The age in years at which a text is understood: the Flesch-Kincaid grade and five.

    It is computed here because no library does it offline. textstat downloads a dictionary when it is first
    used (0.7.13), or raises KeyError at a word that the dictionary lacks, such as "micrometastases" (0.7.7).
    Pyphen, whose hyphens others count as syllables, is right about 89 % of the words in the answers of the
    shipped banks, by the dictionary of the CMU, and `_syllables` about 97 %.
    """
    sentences = [part for part in SENTENCE_END.split(written) if words(fold(part))]
    spoken = [word for part in sentences for word in words(fold(part))]
    if not spoken:
        return 0
    syllables = sum(_syllables(word, reader) for word in spoken)
    grade = 0.39 * len(spoken) / len(sentences) + 11.8 * syllables / len(spoken) - 15.59
    return max(0, round(grade + 5))


def _syllables(word: str, reader: Reader) -> int:
    """The groups of vowels in a word, but for an ending that is silent."""
    vowels = reader.language.vowels
    groups = len(re.findall(f"[{''.join(sorted(vowels))}]+", word)) if vowels else len(word) // 3
    is_silent = any(word.endswith(end) and _is_mute(word, end, vowels) for end in reader.lexis.silent_endings)
    return max(1, groups - is_silent)


def _is_mute(word: str, ending: str, vowels: frozenset[str]) -> bool:
    """Whether an ending adds no syllable: not after a vowel, nor as in "table", "wanted" or "boxes"."""
    before = word.removesuffix(ending)
    if not before or before[-1] in vowels:
        return False
    if before[-1] == "l" and len(before) > 1 and before[-2] not in vowels:
        return False
    return ending[1:] == "" or before[-1] not in {"d": "td", "s": "scxzhg"}.get(ending[-1], "")


def marks(review: Review) -> Findings:
    """Sentences that cite nothing. One after the first may say what the source does not say."""
    negators = review.language.words.negators
    for statement in review.statements:
        for number, sentence in enumerate(statement.sentences):
            is_denial = not negators.isdisjoint(review.language.spoken(sentence))
            is_claim = statement.entry and (number == 0 or not is_denial) and not _is_bare(sentence, review)
            if is_claim and not CITATION_MARK.search(sentence):
                yield (
                    statement.node,
                    f"no passage is cited for {clip(sentence)}; write its mark, such as [1], after the claim",
                )


def _is_bare(sentence: str, review: Review) -> bool:
    """Whether a sentence is only yes or no, of which `bare_replies` tells."""
    return set(plain(sentence).split()) <= set(review.language.texts.get("yes_no", "").split())


def bare_replies(review: Review) -> Findings:
    """Answers that begin with yes or no."""
    for statement in review.statements:
        if bare := _bare_reply(statement, review):
            yield (
                statement.node,
                f"“{bare}” means something else where the question is put otherwise; write the fact",
            )


def _bare_reply(statement: Statement, review: Review) -> str:
    """The word for yes or no that the first sentence of an answer has as a clause ("Usually, yes:"), alone or
    with a pronoun after it ("No it does not"); "" without one.
    """
    short = review.language.texts.get("yes_no", "").split()
    for clause in _CLAUSE_END.split(statement.sentences[0] if statement.sentences else ""):
        first, *others = plain(CITATION_MARK.sub("", clause)).split() or [""]
        if first in short and (not others or others[0] in review.language.words.pronouns):
            return first
    return ""


def _count_words(written: str) -> int:
    return len(CITATION_MARK.sub("", written).split())


def about(review: Review) -> Findings:
    """`about` that does not complete its sentence."""
    pattern = review.reader.lexis.pattern("no_clause")
    for _, record in records(review.parsed, "entries"):
        node = value(record, "about")
        if node and (wrong := _wrong_form(text(node), pattern, review)):
            yield (
                node,
                f"“it” cannot stand for “{text(node)}”: {wrong}; write a thing, such as “the return policy”",
            )
        elif node and len(text(node).split()) > MOST_WORDS_OF_THING:
            yield (
                node,
                f"`about` has more than {MOST_WORDS_OF_THING} words; write the thing that “it” stands for",
            )
    for _, record in records(review.parsed, "silent"):
        node = value(record, "about")
        if node and (wrong := _wrong_form(text(node), pattern, review)):
            yield (
                node,
                (
                    f"“{text(node)}” does not complete “The page does not say …”: {wrong}; write it as in "
                    "“how long it takes”, or name the thing"
                ),
            )


def _wrong_form(written: str, pattern: re.Pattern[str], review: Review) -> str:
    """Why a text cannot be in the middle of a sentence, or ""."""
    if written[-1:] in {".", "?", "!", ":", ",", ";"}:
        return f"it ends with “{written[-1]}”"
    first = next(iter(written.split(maxsplit=1)), "")
    if match := pattern.search(" ".join(review.language.spoken(written))):
        return f"it begins with “{match[0].strip()}”"
    if (
        first[:1].isupper()
        and first[1:].islower()
        and fold(first) in review.language.words.filler | review.language.words.common
    ):
        return f"it begins with a capital, “{first}”"
    return ""
