"""What a matcher is made of: computed from the texts of a bank, or restored from a compiled one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol
from zlib import crc32

from footnote.text import Analyzer, Corrector, Synonyms, fold

from .entry_model import EntryModel
from .entry_requests import EntryRequests
from .entry_text import EntryText
from .index import Index
from .logistic import Example, Logistic
from .mixture import NEAREST, Mixture
from .naive_bayes import MANY_WORDINGS, NaiveBayes, features_of, runs_of_stems

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from footnote.text import Language, Stems

_NO_STEMS: Mapping[str, Stems] = MappingProxyType({})


class HasParts(Protocol):
    """What is made of parts, as a matcher is."""

    parts: Parts


class Parts(NamedTuple):
    """What a matcher is made of: the texts of the wordings, what reads them, and what is known about them.

    A matcher of follow-ups has only nearness: no linear models, and nothing about answers and requests.
    """

    texts: Sequence[str]
    synonyms: Synonyms
    inverted_index: Index
    entry_model: EntryModel
    words: NaiveBayes
    letters: NaiveBayes
    trained: Logistic
    entry_text: EntryText
    requests: EntryRequests
    mixture: Mixture


def assemble(  # noqa: PLR0913  (what is seldom given is named)
    pairs: list[tuple[str, str]],
    answers: list[tuple[str, str]],
    synonyms: Synonyms,
    mixture: Mixture,
    *,
    is_judged: bool = True,
    known: Mapping[str, Stems] = _NO_STEMS,
) -> Parts:
    """The parts of a matcher of these wordings and answers, pairs of an entry's id and a text, that ranks by
    this mixture: what counts nothing in it is left empty, and so is what only the judgement of candidates
    needs, unless they are judged. `known` has the stems of wordings that were read before.
    """
    language = synonyms.analyzer.language
    texts = [wording for _, wording in pairs]
    stems = [known.get(text) or synonyms.stems(text) for text in texts]
    index = Index([entry for entry, _ in pairs], stems, language.filler_stems)
    numbers = {name: number for number, name in enumerate(index.names)}
    count, least = len(numbers), 2 if len(texts) > MANY_WORDINGS else 1
    needs_words = mixture is not NEAREST and (is_judged or mixture.letters or mixture.trained)
    expanded = [language.spoken(text) for text in texts] if needs_words else []
    places = map(index.places, stems)
    words = zip(index.entries, map(runs_of_stems, places), strict=True) if mixture.words else ()
    letters = zip(index.entries, map(features_of, expanded), strict=True) if mixture.letters else ()
    examples = _examples(index, expanded) if mixture.trained else ()
    asked = zip(index.entries, map(" ".join, expanded), strict=True) if expanded and is_judged else ()
    answered = [(numbers[entry], synonyms.stems(text)) for entry, text in answers if entry in numbers]
    # Of a large bank the wordings are known well enough by the linear model, and would cost time here.
    in_text = zip(index.entries, stems, strict=True) if len(texts) <= MANY_WORDINGS else ()
    given = ((numbers[entry], fold(text)) for entry, text in answers if entry in numbers)
    return Parts(
        texts,
        synonyms,
        index,
        EntryModel(index, texts, language),
        NaiveBayes(words, count, least),
        NaiveBayes(letters, count, least),
        Logistic(examples, count),
        EntryText(answered, in_text, language.filler_stems, count),
        EntryRequests(language, asked, given, count),
        mixture,
    )


def _examples(index: Index, expanded: Sequence[Sequence[str]]) -> list[Example]:
    """The wordings to learn from, in an order that follows from their texts alone and mixes the entries."""

    def place(wording: tuple[int, Sequence[str]]) -> tuple[int, Sequence[str], str]:
        entry, words = wording
        return crc32(" ".join(words).encode()), words, index.names[entry]

    ordered = sorted(zip(index.entries, expanded, strict=True), key=place)
    return [Example(entry, words) for entry, words in ordered]


def parts_to_sections(parts: Parts) -> dict[str, Any]:
    """The parts by name, everything computed, as JSON data and arrays; without texts and language."""
    return {
        "synonyms": parts.synonyms.tables(),
        **parts.inverted_index.to_sections(),
        **parts.entry_model.to_sections(),
        **parts.words.to_sections("words"),
        **parts.letters.to_sections("letters"),
        **parts.trained.to_sections(),
        **parts.entry_text.to_sections(),
        **parts.requests.to_sections(),
        "mixture": list(parts.mixture),
    }


def parts_from_sections(sections: Mapping[str, Any], texts: Sequence[str], language: Language) -> Parts:
    """The parts that gave these sections."""
    analyzer = Analyzer(language, Corrector.from_sections(language, sections))
    synonyms = Synonyms.from_tables(analyzer, sections["synonyms"])
    index = Index.from_sections(sections, language.filler_stems)
    entry_model = EntryModel(index, texts, language)
    entry_model.restore(sections)
    return Parts(
        texts,
        synonyms,
        index,
        entry_model,
        NaiveBayes.from_sections("words", sections),
        NaiveBayes.from_sections("letters", sections),
        Logistic.from_sections(sections),
        EntryText.from_sections(sections, language.filler_stems),
        EntryRequests.from_sections(sections, language),
        Mixture(*sections["mixture"]),
    )
