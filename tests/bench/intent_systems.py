"""What can rank the entries of a bank for a question: our matcher, and what others would take.

Each is built from the wordings of a task and used as its documentation shows.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, TypeAlias

import bm25s
from rapidfuzz import fuzz, process, utils
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline, make_union
from sklearn.svm import LinearSVC
from Stemmer import Stemmer

from footnote.matching import Matcher

if TYPE_CHECKING:
    from collections.abc import Mapping

    from intent_sets import Task

Ranked: TypeAlias = list[tuple[str, float]]
"""Entries with a confidence on a scale of the system's own, best first, no entry twice."""

Rank: TypeAlias = "Callable[[str, int], Ranked]"
"""From a question to at most so many entries."""

REFERENCE = "rapidfuzz WRatio"
"""The system whose time the others are a multiple of: what `process.extractOne` takes by default."""


def footnote_matcher(task: Task) -> Rank:
    """Our matcher. It alone is given the answers: the others have no use for them beside wordings."""
    matcher = Matcher(task.wordings, answers=task.answers)

    def rank(question: str, limit: int) -> Ranked:
        return [(hit.entry, hit.confidence) for hit in matcher.rank(question, limit=limit)]

    return rank


def rapidfuzz_nearest(scorer: Callable[..., float]) -> Callable[[Task], Rank]:
    """The entry of the wording that is nearest by one of rapidfuzz's scorers."""

    def build(task: Task) -> Rank:
        wordings = task.wordings
        texts = [utils.default_process(text) for _, text in wordings]

        def rank(question: str, limit: int) -> Ranked:
            question = utils.default_process(question)
            if limit == 1:
                _, score, number = process.extractOne(question, texts, scorer=scorer)
                return [(wordings[number][0], score)]
            scored = process.extract(question, texts, scorer=scorer, limit=None)
            return _distinct(((wordings[number][0], score) for _, score, number in scored), limit)

        return rank

    return build


def bm25(task: Task) -> Rank:
    """The entry of the wording with the best BM25 score, words stemmed and stop words left out."""
    wordings, stemmer = task.wordings, Stemmer("english")

    def tokenize(texts: list[str], *, as_ids: bool) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=stemmer, return_ids=as_ids, show_progress=False)

    index = bm25s.BM25()
    index.index(tokenize([text for _, text in wordings], as_ids=True), show_progress=False)

    def rank(question: str, limit: int) -> Ranked:
        tokens = tokenize([question], as_ids=False)
        # An entry's wordings may fill the first places: all are fetched where more than one entry is wanted.
        count = 1 if limit == 1 else len(wordings)
        numbers, scores = index.retrieve(tokens, k=count, show_progress=False)
        found = zip(numbers[0].tolist(), scores[0].tolist(), strict=True)
        return _distinct(((wordings[number][0], score) for number, score in found if score > 0), limit)

    return rank


def linear_svm(task: Task) -> Rank:
    """A linear SVM on TF-IDF of words (1 to 2 together) and of character n-grams (2 to 5)."""
    features = make_union(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True),
    )
    model = make_pipeline(features, LinearSVC())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # few wordings an entry look like no classification
        model.fit([text for _, text in task.wordings], [entry for entry, _ in task.wordings])

    def rank(question: str, limit: int) -> Ranked:
        margins = model.decision_function([question])[0]
        best = margins.argsort()[::-1][:limit]
        return [(str(model.classes_[number]), float(margins[number])) for number in best]

    return rank


SYSTEMS: Mapping[str, Callable[[Task], Rank]] = {
    "footnote Matcher": footnote_matcher,
    "TF-IDF, linear SVM": linear_svm,
    "BM25": bm25,
    REFERENCE: rapidfuzz_nearest(fuzz.WRatio),
    "rapidfuzz token_set_ratio": rapidfuzz_nearest(fuzz.token_set_ratio),
    "rapidfuzz token_sort_ratio": rapidfuzz_nearest(fuzz.token_sort_ratio),
    "rapidfuzz ratio": rapidfuzz_nearest(fuzz.ratio),
}


def _distinct(ranked: Iterable[tuple[str, float]], limit: int) -> Ranked:
    best: dict[str, float] = {}
    for entry, score in ranked:
        best.setdefault(entry, score)
        if len(best) == limit:
            break
    return list(best.items())
