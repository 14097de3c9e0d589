"""The one word that shows that a question is about something else."""

from __future__ import annotations

import pytest

import footnote
from footnote.bank import Bank
from footnote.matching import Candidate, KnownWord, Matcher, Query, Scope, check_scope
from footnote.record import replace
from footnote.text import Analyzer

# A bank in which two topics share the frame of an entry; "size" and "pebble" make up its subject.
WORDINGS = [
    ("size", "how big is a pebble"),
    ("size", "what size has a pebble"),
    ("size", "pebble size"),
    ("found", "how is a pebble found"),
    ("found", "who finds the pebble"),
    ("polish", "how do I polish a pebble"),
    ("polish", "polish for a pebble"),
    ("polish", "can a pebble be found after the polish"),
]


@pytest.fixture(scope="module")
def pebbles(garden: Bank) -> tuple[Bank, Matcher]:
    """A bank of two entries and a topic on which its source is silent."""
    entry = garden.entries["roses"]
    entries = {id: replace(entry, id=id) for id in ("size", "found")}
    return replace(garden, entries=entries, silent={"polish": garden.silent["lawn"]}), Matcher(WORDINGS)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("how big is a pebble", "size"),
        ("how big is it", "size"),
        ("how is the pebble found", "found"),
        ("is the pebble found before its polish", "polish"),
        ("how big is a tennis court", None),
        ("who finds the umbrella", None),
        ("how big is my gorgeous pebble", "size"),
    ],
)
def test_a_single_word_shows_what_a_question_is_about(
    pebbles: tuple[Bank, Matcher], question: str, first: str | None
) -> None:
    """A topic's own word makes it the topic's question; an unknown word without a known subject nobody's."""
    bank, matcher = pebbles
    query = matcher.query(question)
    assert check_scope(bank, query, matcher.rank(query, 5)).best == first


def test_a_keyword_alone_asks_for_the_entry() -> None:
    """Where an entry and a silent topic are as near, and nothing but keywords was typed."""
    reply = footnote.load("micrometastases").ask("hormonal therapy")
    assert (reply.kind, reply.entry) == ("answer", "hormonal-therapy")


# A table, with the words of a question as the bank knows them, whatever it would take to get there.

SUBJECT = KnownWord("petal", 1.0, 9, {"roses": 0.5, "tulips": 0.5})
MOWING = KnownWord("mowing", 1.0, 9, {"lawn": 1.0})
UNKNOWN = KnownWord("umbrella", 0.0, 0, {})


def scope(
    bank: Bank,
    *words: KnownWord,
    text: str = "",
    hits: tuple[tuple[str, float], ...] = (("roses", 0.5), ("lawn", 0.3)),
) -> Scope:
    """The scope of a question with these words; of a sentence, if no other text is given."""
    typed = text or f"and the {' '.join(word.words for word in words)}"
    query = Query(Analyzer(bank.language).span(typed), (), (), words)
    return check_scope(bank, query, [Candidate(*hit, "") for hit in hits])


@pytest.mark.parametrize(
    ("word", "topic"),
    [
        (MOWING, "lawn"),
        (MOWING._replace(used=2), "lawn"),
        (MOWING._replace(used=1), None),
        (MOWING._replace(similarity=0.8), "lawn"),
        (MOWING._replace(similarity=0.79), None),
        (MOWING._replace(shares={"lawn": 0.7, "tulips": 0.3}), "lawn"),
        (MOWING._replace(shares={"lawn": 0.69, "tulips": 0.31}), None),
        (MOWING._replace(shares={"lawn": 0.9, "roses": 0.1}), None),
        (MOWING._replace(words="never"), None),
        (MOWING._replace(words="can't"), None),
        (MOWING._replace(words="winters"), None),
    ],
)
def test_a_topics_own_word_overrules_the_best_entry(garden: Bank, word: KnownWord, topic: str | None) -> None:
    """Known, used twice at least, hardly by entries and not by the best; no negation, and of some subject."""
    found = scope(garden, SUBJECT, word)
    assert (found.topic, found.best) == (topic, topic or "roses")
    assert found.confidence == 0.5


@pytest.mark.parametrize(("confidence", "topic"), [(0.1, "lawn"), (0.09, None)])
def test_a_topic_that_is_far_overrules_nothing(garden: Bank, confidence: float, topic: str | None) -> None:
    """A fifth of the best confidence is enough."""
    assert scope(garden, SUBJECT, MOWING, hits=(("roses", 0.5), ("lawn", confidence))).topic == topic


def test_of_several_topics_the_surest_overrules(garden: Bank) -> None:
    """Whatever their ids."""
    topic = garden.silent["lawn"]
    bank = replace(garden, silent={id: replace(topic, id=id) for id in ("hedge", "lawn")})
    word = MOWING._replace(shares={"hedge": 0.5, "lawn": 0.5})
    for first, second in (("hedge", "lawn"), ("lawn", "hedge")):
        hits = (("roses", 0.5), (first, 0.4), (second, 0.3))
        assert scope(bank, SUBJECT, word, hits=hits).topic == first


@pytest.mark.parametrize(
    ("words", "foreign"),
    [
        ([UNKNOWN], ("umbrella",)),
        ([UNKNOWN, SUBJECT], ()),
        ([SUBJECT], ()),
        ([], ()),
        ([UNKNOWN._replace(similarity=0.79, shares={"roses": 1.0})], ("umbrella",)),
        ([UNKNOWN._replace(similarity=0.8, shares={"roses": 1.0})], ()),
        ([UNKNOWN._replace(similarity=0.7, shares=SUBJECT.shares)], ("umbrella",)),
        ([UNKNOWN, SUBJECT._replace(shares={"roses": 1.0})], ("umbrella",)),
        ([UNKNOWN, SUBJECT._replace(words="winter")], ("umbrella",)),
        ([UNKNOWN, SUBJECT._replace(words="never")], ("umbrella",)),
        ([MOWING._replace(used=1)], ("mowing",)),
        ([MOWING._replace(used=1, shares={"lawn": 0.5, "tulips": 0.5})], ()),
        ([MOWING._replace(used=1, shares={"lawn": 0.5, "roses": 0.5})], ()),
    ],
)
def test_an_unknown_word_without_a_word_of_the_subject_is_foreign(
    garden: Bank, words: list[KnownWord], foreign: tuple[str, ...]
) -> None:
    """The subject's words are used by two entries at least; what only a topic mentions is unknown too."""
    found = scope(garden, *words)
    assert found.foreign == foreign
    assert (found.best, found.confidence, found.accepted) == (
        (None, 0.0, ()) if foreign else ("roses", 0.5, found.candidates)
    )


@pytest.mark.parametrize(("users", "foreign"), [(5, ("umbrella",)), (6, ())])
def test_in_a_large_bank_more_entries_use_the_words_of_its_subject(
    garden: Bank, users: int, foreign: tuple[str, ...]
) -> None:
    """Some two in nine."""
    entries = {f"e{n}": replace(garden.entries["roses"], id=f"e{n}") for n in range(24)}
    word = SUBJECT._replace(shares={f"e{n}": 1 / users for n in range(users)})
    assert scope(replace(garden, entries=entries), UNKNOWN, word, hits=(("e0", 0.5),)).foreign == foreign


def test_in_a_small_bank_two_entries_use_the_words_of_its_subject(garden: Bank) -> None:
    """What one entry alone uses belongs to it."""
    bank = replace(garden, entries={id: garden.entries[id] for id in ("roses", "tulips")}, silent={})
    assert scope(bank, UNKNOWN, SUBJECT).foreign == ()
    assert scope(bank, UNKNOWN, SUBJECT._replace(shares={"roses": 1.0})).foreign == ("umbrella",)


def test_a_silent_topic_that_is_nearest_needs_no_check(garden: Bank) -> None:
    """Whatever else was typed."""
    found = scope(garden, UNKNOWN, hits=(("lawn", 0.5), ("roses", 0.4)))
    assert (found.best, found.foreign) == ("lawn", ())
    assert scope(garden, UNKNOWN, hits=()).best is None


KEYWORD = KnownWord("grass", 1.0, 9, {"roses": 0.5, "lawn": 0.5})


@pytest.mark.parametrize(
    ("text", "word", "behind", "best"),
    [
        ("grass", KEYWORD, 0.0, "roses"),
        ("the grass", KEYWORD, 0.0, "lawn"),
        ("grass", KEYWORD._replace(shares={"lawn": 1.0}), 0.0, "lawn"),
        ("grass", KEYWORD, 0.001, "lawn"),
    ],
)
def test_keywords_alone_ask_for_the_entry(
    garden: Bank, text: str, word: KnownWord, behind: float, best: str
) -> None:
    """Where it is as near as the topic, and has all of them."""
    near = garden.policy.reach(0.5)
    assert scope(garden, word, text=text, hits=(("lawn", 0.5), ("roses", near - behind))).best == best


def test_topics_that_are_not_near_stay_candidates(garden: Bank) -> None:
    """Only those that keep the entry from being answered are left out."""
    found = scope(garden, KEYWORD, text="grass", hits=(("roses", 0.5), ("lawn", 0.1)))
    assert [hit.entry for hit in found.candidates] == ["roses", "lawn"]


def test_of_topics_as_sure_the_last_by_id_overrules(garden: Bank) -> None:
    """So that the order of candidates makes no difference."""
    topic = garden.silent["lawn"]
    bank = replace(garden, silent={id: replace(topic, id=id) for id in ("hedge", "lawn")})
    word = MOWING._replace(shares={"hedge": 0.5, "lawn": 0.5})
    for first, second in (("hedge", "lawn"), ("lawn", "hedge")):
        assert scope(bank, SUBJECT, word, hits=(("roses", 0.5), (first, 0.3), (second, 0.3))).topic == "lawn"


def test_nothing_is_accepted_where_a_question_is_about_nothing_of_the_bank(garden: Bank) -> None:
    foreign = scope(garden, UNKNOWN)
    assert (foreign.accepted, foreign.confidence, foreign.best) == ((), 0.0, None)
    assert [hit.entry for hit in foreign.candidates] == ["roses", "lawn"]
    known = scope(garden, SUBJECT)
    assert (known.accepted, known.confidence, known.best) == (known.candidates, 0.5, "roses")


def test_keywords_are_all_that_was_typed(garden: Bank) -> None:
    """A word of another subject beside them, or a filler, makes a sentence of them; near topics all go."""
    near = garden.policy.reach(0.5)
    hits = (("lawn", 0.5), ("roses", near), ("tulips", near))
    assert [hit.entry for hit in scope(garden, KEYWORD, text="grass", hits=hits).candidates] == [
        "roses",
        "tulips",
    ]
    both = scope(garden, KEYWORD, SUBJECT, text="grass petal", hits=hits)
    assert [hit.entry for hit in both.candidates] == ["roses", "tulips"]
    other = scope(garden, KEYWORD, SUBJECT._replace(shares={"tulips": 1.0}), text="grass petal", hits=hits)
    assert [hit.entry for hit in other.candidates] == ["lawn", "roses", "tulips"]
