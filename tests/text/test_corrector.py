"""What a person meant to type."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import footnote
from footnote.matching import Matcher
from footnote.text import Analyzer, Corrector, Language, fold
from footnote.text.normalization import is_like_a_name
from footnote.text.spelling.slips import slips

READ = [
    ("the limp notes", "the lymph nodes"),
    ("witch study", "which study"),
    ("what dose a pathologist do", "what does a pathologist do"),
    ("mass deck to me", "mastectomy"),
    ("path ologist", "pathologist"),
    ("my crow mets", "micromets"),
    ("mny nodes", "many nodes"),
    ("wat sise is a mircomet", "wat size is a micromet"),
    ("is radiashun allways dun", "is radiation always dun"),
    ("axilary disection", "axillary dissection"),
    ("lumpectamy or lump ectomy", "lumpectomy or lumpectomy"),
    ("prognossis for triple negitive", "prognosis for triple negative"),
    ("isthere a treatment", "is there a treatment"),
    ("sent null node biopsy", "sentinel node biopsy"),
    ("isolted tumer cels", "isolated tumor cells"),
    ("i wnat to knwo about treatmetn", "i want to know about treatment"),
    ("what is lim fedema", "what is lymphedema"),
    ("thnaks", "thanks"),
    ("i dont trust my self", "i dont trust myself"),
    ("how big is a micromestasis", "how big is a micrometastasis"),
]

KEPT = [
    "what is a kidney",
    "what dose of chemo",
    "how big is a tennis court",
    "cancer of the nose",
    "is my hair going to fall out",
    "can I get a refund on my ticket",
    "idc",
    "slns",
    "rf for my treatment",
    "macrometastases",
    "what are macromets",
    "is it hypoechoic or inoperable",
    "is it a carcinoid or a perioperative adenoma",
    "had micrometastasic a year ago",
    "oligometastatic and extranodal disease after letrozole",
    "hypocalcemia or hypercalcemia",
    "z0011 and amaros and osna",
    "I have IDC, ILC and DCIS",
    "0.2mm or 2 m m or 0,2 mm",
    "er+ pr- her2- her2 pn1mi",
    "does Dr Nodwell work in Lymm",
    "was it Adenbrook or Marsdem",
    "cuanto mide una micrometastasis en la mama",
    "czy mikroprzerzuty sa grozne",
    "",
    "?!",
]


@pytest.fixture(scope="module")
def corrector(shipped: footnote.Bot) -> Corrector:
    return shipped.matcher.corrector


@pytest.mark.parametrize(("typed", "read"), READ)
def test_a_line_is_read_as_it_was_meant(corrector: Corrector, typed: str, read: str) -> None:
    """Slips of fingers, ears and dictation; real words in a wrong place; words split and joined."""
    assert corrector.read(typed).text == read


@pytest.mark.parametrize("line", KEPT)
def test_what_is_meant_stays(corrector: Corrector, line: str) -> None:
    """Words that the bank lacks, medical terms and abbreviations, names, sizes, other languages."""
    folded = fold(line)
    assert corrector.read(folded, lambda word: is_like_a_name(word, line)) == (folded, (), ())


@pytest.mark.parametrize("line", [line for line, _ in READ] + KEPT)
def test_reading_a_reading_changes_nothing(corrector: Corrector, line: str) -> None:
    read = corrector.read(fold(line), lambda word: is_like_a_name(word, line)).text
    assert corrector.read(read).text == read


def test_a_correction_says_whether_real_words_were_typed(corrector: Corrector) -> None:
    found = corrector.read("witch nodse by the limp notes").corrections
    assert [tuple(each) for each in found] == [
        ("witch", "which", True),
        ("nodse", "nodes", False),
        ("limp notes", "lymph nodes", True),
    ]


def test_each_word_has_what_was_typed_for_it(shipped: footnote.Bot) -> None:
    """Word for word where they are as many, else all of it; nothing for a word as typed."""
    span = shipped.matcher.analyzer.read("The limp notes, and mass deck to me?")
    assert span.text == "the lymph nodes, and mastectomy?"
    assert [(word.text, word.typed) for word in span.words] == [
        ("the", ""), ("lymph", "limp"), ("nodes", "notes"), ("and", ""), ("mastectomy", "mass deck to me"),
    ]  # fmt: skip
    assert [span.text[word.start :].startswith(word.text) for word in span.words] == [True] * 5


def test_an_utterance_is_corrected_once(shipped: footnote.Bot) -> None:
    """Its spans are read as corrected; the line stays as typed."""
    utterance = shipped.matcher.analyzer.parse("Mastectamy. Wat are lymf nodse?")
    assert utterance.text == "Mastectamy. Wat are lymf nodse?"
    assert [span.text for span in utterance.questions] == ["wat are lymph nodes?"]
    assert [(each.typed, each.read) for each in utterance.corrections] == [
        ("mastectamy", "mastectomy"), ("lymf nodse", "lymph nodes"),
    ]  # fmt: skip


def test_without_a_corrector_nothing_is_corrected(english: Language) -> None:
    utterance = Analyzer(english).parse("lymf nodse")
    assert (utterance.whole.text, utterance.corrections) == ("lymf nodse", ())


WORDS = " ".join(line for line, _ in READ).split()


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_no_line_is_too_strange(shipped: footnote.Bot, line: str) -> None:
    """Whatever was typed stands in the line, and what is read in the reading; twice the same."""
    folded = fold(line)
    corrector = shipped.matcher.corrector
    text, words, corrections = corrector.read(folded, lambda word: is_like_a_name(word, line))
    assert all(each.typed in folded and each.read in text for each in corrections)
    assert all(text[each.start : each.end] and each.typed for each in words)
    assert corrector.read(folded, lambda word: is_like_a_name(word, line)) == (text, words, corrections)


def test_a_restored_corrector_reads_the_same(english: Language) -> None:
    made = Corrector.of(english, ["the lymph nodes", "a mastectomy"], ["biopsy"])
    restored = Corrector.from_sections(english, made.to_sections())
    for line in ("lymph nodse", "mastectamy", "biopsey"):
        assert made.read(line) == restored.read(line)
        assert made.read(line).corrections


def test_a_language_without_a_lexicon_corrects_by_the_bank(hail: footnote.Bot) -> None:
    """And leaves what is like nothing in it."""
    corrector = hail.matcher.corrector
    assert corrector.read("woher kommt der hagl").text == "woher kommt der hagel"
    assert corrector.read("wer ist der papst").text == "wer ist der papst"


def test_what_stands_in_answers_is_known() -> None:
    matcher = Matcher([("a", "how is it found")], answers=[("a", "by a mammogram")])
    assert matcher.corrector.read("mamogram").text == "mammogram"


@pytest.mark.parametrize(
    ("typed", "meant", "count"),
    [
        ("nodes", "nodes", 0.0),
        ("ndoes", "nodes", 0.85),
        ("nods", "nodes", 0.6),
        ("limf", "lymph", 1.35),
        ("kemo", "chemo", 1.6),
        ("surgary", "surgery", 0.85),
        ("hurgery", "surgery", 1.4),
    ],
)
def test_slips_are_of_the_fingers_or_of_the_ear(
    english: Language, typed: str, meant: str, count: float
) -> None:
    """Vowels left out and another spelling of the same sound count less than their letters."""
    assert slips(typed, meant, english) == pytest.approx(count)


LONG = ["\ufdfa" * 2_000, "qzx " * 500, "limp notes " * 180, "a" * 2_000, "nodse, " * 280, "Zz. " * 500]


@pytest.mark.parametrize("line", LONG)
def test_no_line_takes_long(shipped: footnote.Bot, line: str) -> None:
    """What normalisation makes eighteen characters of counts as eighteen."""
    utterance = shipped.matcher.analyzer.parse(line)
    assert len(utterance.whole.text) <= 9_000
