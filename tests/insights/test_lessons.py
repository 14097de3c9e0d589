"""Questions to learn from: which they are, how they are grouped, what they may belong to, what is written."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

import footnote
from footnote.insights import (
    Lesson,
    Lessons,
    LoggedQuestion,
    OpenQuestion,
    distinct_wordings,
    find_lessons,
    split,
)
from footnote.insights.new_wordings import wording_of
from footnote.insights.question_stems import QuestionStems
from footnote.journal import Redactor
from footnote.record import replace
from footnote.text import printable


def as_typed(text: str) -> str:
    return text


def lessons(bot: footnote.Bot, *questions: LoggedQuestion) -> Lessons:
    """What there is to learn from these, with nothing taken out."""
    return find_lessons(bot, questions, as_typed)


def asked(lesson: Lesson) -> list[tuple[str, int]]:
    """The questions of a lesson, and how often each was asked."""
    return [(one.question, one.times) for one in lesson.asked]


@pytest.mark.parametrize(
    ("question", "count"),
    [
        (LoggedQuestion("bulbs in vases"), (1, 0)),
        (LoggedQuestion("bulbs in vases", "decline"), (1, 0)),
        (LoggedQuestion("bulbs in vases", "clarify"), (1, 0)),
        (LoggedQuestion("bulbs in vases", "clarify", taken="tulips"), (1, 0)),
        (LoggedQuestion("bulbs in vases", "answer", entry="roses"), (0, 0)),
        (LoggedQuestion("bulbs in vases", "answer", None, "roses", None, "not what I asked"), (1, 0)),
        (LoggedQuestion("bulbs in vases", "answer", None, "roses", None, "too short", "tulips"), (1, 0)),
        (LoggedQuestion("do roses need water", "decline"), (0, 1)),
        (LoggedQuestion("do roses need water", "answer", None, "roses", None, "not what I asked"), (1, 0)),
        (LoggedQuestion("do roses need water", "clarify", taken="roses"), (0, 1)),
        (LoggedQuestion("do roses need water", "clarify", taken="tulips"), (1, 0)),
    ],
)
def test_what_is_learned_from(
    gardener: footnote.Bot, question: LoggedQuestion, count: tuple[int, int]
) -> None:
    """What had no answer, a wrong one, or one that was chosen; unless the bank answers it rightly by now."""
    found = lessons(gardener, question)
    assert (len(found.lessons), found.settled) == count


def test_the_rest_is_counted(gardener: footnote.Bot) -> None:
    """Small talk, and questions of which the journal kept no words."""
    found = lessons(gardener, LoggedQuestion("hello"), LoggedQuestion(None, "decline"), LoggedQuestion(" "))
    assert (found.lessons, found.out_of_scope, found.unread) == ((), 1, 2)


def test_what_sounds_personal_may_be_for_a_bank(gardener: footnote.Bot) -> None:
    """Whether to prune is no decision for a doctor; in a bank about health, a person decides."""
    question = LoggedQuestion("should I prune them")
    decline = gardener.bank.language.small_talk[0]._replace(
        id="personal", kind="decline", reason="personal", wordings=("should I prune them",)
    )
    language = replace(gardener.bank.language, small_talk=(decline,))
    bank = replace(gardener.bank, language=language)
    assert len(lessons(footnote.Bot(bank), question).lessons) == 1
    assert lessons(footnote.Bot(replace(bank, subject="health")), question).out_of_scope == 1


def test_questions_that_ask_the_same_are_one_lesson(gardener: footnote.Bot) -> None:
    """The most asked first; those that differ in punctuation alone are one question."""
    texts = ("bulbs in vases", "Bulbs in vases?", "vases with bulbs", "pruning in spring")
    first, second = lessons(gardener, *map(LoggedQuestion, texts)).lessons
    assert asked(first) == [("bulbs in vases", 2), ("vases with bulbs", 1)]
    assert (asked(second), first.times) == ([("pruning in spring", 1)], 3)
    assert [asked(one) for one in split(first)] == [[("bulbs in vases", 2)], [("vases with bulbs", 1)]]


def test_what_people_chose_is_proposed_first(gardener: footnote.Bot) -> None:
    """And such a lesson comes before others, however often they were asked."""
    chosen = LoggedQuestion("water in spring, roses", "clarify", taken="tulips")
    found = lessons(gardener, *[LoggedQuestion("pruning in winter")] * 3, chosen, chosen).lessons
    assert asked(found[0]) == [("water in spring, roses", 2)]
    assert found[0].proposals[0] == ("tulips", False, 2)
    assert "roses" in [proposal.id for proposal in found[0].proposals]


def test_different_choices_are_different_lessons(gardener: footnote.Bot) -> None:
    """However alike the questions are."""
    one = LoggedQuestion("water in spring", "clarify", taken="tulips")
    other = LoggedQuestion("water in the spring", "clarify", taken="roses")
    found = lessons(gardener, one, other).lessons
    assert sorted(lesson.proposals[0].id for lesson in found) == ["roses", "tulips"]


def test_what_was_called_wrong_is_not_proposed(gardener: footnote.Bot) -> None:
    (lesson,) = lessons(
        gardener, LoggedQuestion("do roses need water", "answer", None, "roses", None, "not what I asked")
    ).lessons
    assert "roses" not in [proposal.id for proposal in lesson.proposals]


def test_an_entry_that_is_gone_is_not_proposed(gardener: footnote.Bot) -> None:
    (lesson,) = lessons(gardener, LoggedQuestion("bulbs in vases", "clarify", taken="gone")).lessons
    assert all(proposal.id in gardener.bank.entries or proposal.is_silent for proposal in lesson.proposals)


def test_personal_data_is_taken_out(gardener: footnote.Bot) -> None:
    """By the words of the bank, and what a journal put in its place too."""
    redact = Redactor([gardener.bank]).redact
    question = LoggedQuestion("bulbs for ann@example.org in [name] vases")
    (lesson,) = find_lessons(gardener, [question], redact).lessons
    assert [(one.question, one.wording) for one in lesson.asked] == [("bulbs for in vases",) * 2]


def test_known_questions_are_left_out(gardener: footnote.Bot) -> None:
    questions = [LoggedQuestion("bulbs in vases"), LoggedQuestion("pruning in spring")]
    found = find_lessons(gardener, questions, as_typed, "bulbs in vases".__eq__)
    assert [asked(lesson) for lesson in found.lessons] == [[("pruning in spring", 1)]]


@pytest.mark.parametrize(
    ("question", "wording"),
    [
        ("bulbs in vases", "bulbs in vases"),
        ("bulbs in vases, ", "bulbs in vases"),
        ("do rosess need wateer", "do roses need water"),
        ("!!!", ""),
        ("word " * 40 + "without end", ""),
        ("I have a garden. " * 10 + "Do roses need water?", "do roses need water?"),
    ],
)
def test_a_wording_is_what_was_asked(gardener: footnote.Bot, question: str, wording: str) -> None:
    """Without slips, which would become words of the bank; of a long message, the question in it."""
    assert wording_of(question, gardener.explain(question)[1]).rstrip("?") == wording.rstrip("?")


@pytest.mark.parametrize(
    ("asked", "wordings"),
    [
        (["bulbs in vases"], ["bulbs in vases"]),
        (["keep bulbs in cool vases", "please keep the bulbs in cool vases"], ["keep bulbs in cool vases"]),
        (["keep bulsb in cool vases", "keep bulbs in cool vases"], ["keep bulbs in cool vases"]),
        (["please keep bulsb in cool vases", "keep bulbs in cool vases"], ["keep bulbs in cool vases"]),
        (["keep bulsb in cool vases"] * 2, ["keep bulsb in cool vases"]),
        (["keep bulbs in cool vases", "keep bulbs in cold vases"], None),  # both are words
        (["keep bulbs in cool vases", "keep bulbs in xyz vases"], None),  # a name, as far as is known
        (["keep bulbs in cool vases", "keep bulbs in vases"], None),
        (["what is it", "and how is that"], None),  # nothing but small words
    ],
)
def test_of_questions_that_differ_in_typing_one_is_written(
    asked: list[str], wordings: list[str] | None
) -> None:
    """The one with fewest slips; None stands for all."""
    reader = QuestionStems()
    questions = [
        OpenQuestion(each, 1, each, frozenset(reader.stems(each)) - reader.filler, reader.slips(each))
        for each in asked
    ]
    assert sorted(distinct_wordings(questions)) == sorted(asked if wordings is None else wordings)


def test_the_most_asked_is_written_first() -> None:
    """And where none is mistyped, that is written of those that are alike."""
    times = {"bulbs in vases": 1, "the bulbs in vases": 3, "pruning": 2}
    questions = [
        OpenQuestion(each, count, each, frozenset(each.split()) - {"the"}) for each, count in times.items()
    ]
    assert distinct_wordings(questions) == ["the bulbs in vases", "pruning"]


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from([None, "roses", "gone"])), max_size=6))
def test_no_question_is_lost(gardener: footnote.Bot, lines: list[tuple[str, str | None]]) -> None:
    """Each is in a lesson as often as it was asked, or in one of the sums."""
    questions = [LoggedQuestion(text, "clarify", taken=taken) for text, taken in lines]
    found = lessons(gardener, *questions)
    total = sum(lesson.times for lesson in found.lessons) + found.settled + found.out_of_scope
    wordless = sum(1 for text, _ in lines if not lessons_of_words(text))
    assert total >= len(lines) - wordless - found.unread
    assert total <= len(lines)


def lessons_of_words(text: str) -> bool:
    """Whether a text has any letter or digit that can be asked for."""
    return any(character.isalnum() for character in printable(text))
