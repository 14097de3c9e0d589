"""Turns of a talk, with a bank small enough to see through."""

from __future__ import annotations

import contextlib
import pickle
from copy import copy
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

import footnote
from footnote.record import replace
from footnote.text import printable

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)


def turns(gardener: footnote.Bot, *lines: str) -> list[footnote.Reply]:
    """The replies to lines typed one after another."""
    state, replies = footnote.State(), []
    for line in lines:
        replies.append(gardener.ask(line, state))
        state = replies[-1].state
    return replies


@pytest.mark.parametrize(
    ("typed", "kind", "what"),
    [
        ("do roses need water?", "answer", "roses"),
        ("do tulips need watr", "answer", "tulips"),
        ("how do I mow the lawn", "decline", "not-in-source"),
        ("who won yesterday", "decline", "off-topic"),
        ("hello", "smalltalk", None),
        ("i am so scared", "smalltalk", None),
        ("do roses need water? I want to die", "handoff", "urgent"),
        ("should i really buy roses", "decline", "personal"),
        ("", "decline", "unclear"),
        ("?????", "decline", "unclear"),
        ("化疗会让我掉头发吗", "decline", "unclear"),
        ("xkcd qwrtz pflmx", "decline", "unclear"),
    ],
)
def test_kinds_and_reasons(gardener: footnote.Bot, typed: str, kind: str, what: str | None) -> None:
    """Each kind of reply, and each reason not to answer."""
    reply = gardener.ask(typed)
    assert (reply.kind, reply.entry if kind == "answer" else reply.reason) == (kind, what)


def test_an_offer_is_taken_by_number(gardener: footnote.Bot) -> None:
    """What was declined nearby can be had by its number."""
    declined, answered = turns(gardener, "how do I mow the lawn", "1")
    assert [option.entry for option in declined.options] == ["roses"]
    assert answered.entry == "roses"


def test_who_is_frightened_is_comforted_before_a_personal_question_is_declined(
    gardener: footnote.Bot,
) -> None:
    """That nobody can say it is no reason to be curt."""
    plain, frightened = turns(gardener, "should i really buy roses", "i am so scared, should i buy roses")
    assert plain.reason == frightened.reason == "personal"
    assert frightened.text == f"{gardener.bank.language.safety.general['fear']} {plain.text}"


def test_a_follow_up_leans_on_the_last_answer(gardener: footnote.Bot) -> None:
    """A bare "why" asks nothing; after an answer its author said what it asks."""
    assert turns(gardener, "why")[-1].kind == "decline"
    assert turns(gardener, "do roses need water", "why")[-1].entry == "why-water"
    assert turns(gardener, "do roses need water", "and tulips?")[-1].entry == "tulips"


def test_a_full_question_is_read_alone(gardener: footnote.Bot) -> None:
    """Whatever came before."""
    assert turns(gardener, "do roses need water", "do tulips need water")[-1].entry == "tulips"


@pytest.mark.parametrize(
    ("typed", "entry", "said"),
    [
        ("is 3 mm a dwarf rose", "dwarf", "3 mm is small."),
        ("is 2.0 cm a dwarf rose?", "dwarf", "2.0 cm is small."),
        ("is 2.1 cm a dwarf rose?", "giant", "2.1 cm is large."),
        ("is 30 mm a giant rose", "giant", "30 mm is large."),
        ("is half a centimeter a dwarf rose", "dwarf", "Half a centimeter is small."),
    ],
)
def test_a_size_reaches_the_entry_for_it(gardener: footnote.Bot, typed: str, entry: str, said: str) -> None:
    """And the reply says which side of the bound it lies on."""
    reply = gardener.ask(typed)
    assert reply.entry == entry
    assert reply.text.startswith(said)


def test_worry_is_answered_with_a_word_of_comfort(gardener: footnote.Bot) -> None:
    """The question is answered all the same."""
    assert gardener.ask("do roses need water? i am so scared").text == "I am sorry. Every morning [1]."


@pytest.mark.parametrize("line", ["1", "ok 1", "1?", "the 3"])
def test_a_number_alone_asks_nothing(gardener: footnote.Bot, line: str) -> None:
    """Whoever picks where nothing was offered is asked for words."""
    assert gardener.ask(line).reason == "unclear"


@pytest.mark.parametrize(
    ("typed", "entries", "passages"),
    [
        ("Do roses need water? Do tulips need water?", ("roses", "tulips"), ["P1", "P2"]),
        ("Do tulips need water? Do roses need water?", ("tulips", "roses"), ["P2", "P1"]),
        ("do roses need water and do tulips need water", ("roses", "tulips"), ["P1", "P2"]),
        ("Do roses need water? Water is good for what?", ("roses", "why-water"), ["P1", "P2"]),
        ("Water is good for what? Do roses need water?", ("why-water",), ["P1", "P2"]),
        ("Do roses need water? When do roses need water?", ("roses",), ["P1"]),
    ],
)
def test_several_questions_are_all_answered_in_order(
    gardener: footnote.Bot, typed: str, entries: tuple[str, ...], passages: list[str]
) -> None:
    """Citations are numbered through; an answer that would cite nothing new is not given."""
    reply = gardener.ask(typed)
    assert (reply.kind, reply.entry, reply.entries) == ("answer", entries[0], entries)
    assert [citation.passage for citation in reply.citations] == passages
    assert [citation.number for citation in reply.citations] == [*range(1, len(passages) + 1)]


def test_a_question_without_an_answer_is_named_beside_one_that_has_one(gardener: footnote.Bot) -> None:
    reply = gardener.ask("Do roses need water? How do I mow the lawn?")
    assert (reply.kind, reply.entries) == ("answer", ("roses",))
    assert reply.text == "Every morning [1].\nThe source does not say how to mow the lawn."
    assert reply.state.silent == ("lawn",)


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("wat happens 2 tulips", "tulips"),
        ("r tulips 4 me", "tulips"),
        ("is it a dwarf 4 me", "dwarf"),
    ],
)
def test_figures_for_small_words_are_nothing_unknown(
    gardener: footnote.Bot, typed: str, entry: str | None
) -> None:
    """2 is typed for "to" and 4 for "for"."""
    assert gardener.ask(typed).entry == entry


def test_a_state_of_an_older_bank_is_forgiven(gardener: footnote.Bot) -> None:
    """Entries that are gone are forgotten, and the talk goes on."""
    reply = gardener.ask("do roses need water", {"entry": "gone", "options": ["gone", "roses"]})
    assert reply.entry == "roses"


@settings(max_examples=200)
@given(ANY_TEXT)
def test_no_line_raises_and_every_answer_cites(gardener: footnote.Bot, line: str) -> None:
    """Same line, same reply; citations that exist; nothing that drives a terminal."""
    reply = gardener.ask(line)
    assert reply == gardener.ask(line)
    assert printable(reply.question) == reply.question
    assert {citation.passage for citation in reply.citations} <= set(gardener.bank.passages)
    assert (reply.kind == "answer") == bool(reply.citations)


@settings(max_examples=100)
@given(
    ANY_TEXT,
    st.dictionaries(st.sampled_from(["entry", "options"]), st.text() | st.lists(st.text()) | st.none()),
)
def test_no_state_raises_anything_else(gardener: footnote.Bot, line: str, state: dict[str, Any]) -> None:
    """A state is one of ours, or a StateError."""
    with contextlib.suppress(footnote.StateError):
        gardener.ask(line, state)


def test_worry_is_noticed_where_nothing_can_be_answered(gardener: footnote.Bot) -> None:
    """Whoever is frightened and asks something else is not told that it is off topic."""
    reply = gardener.ask("i am so scared, who calls tomorrow")
    assert (reply.kind, reply.tone) == ("smalltalk", "comfort")


def test_a_bare_number_after_a_size_is_a_size(gardener: footnote.Bot) -> None:
    """Nobody says the unit twice."""
    assert turns(gardener, "is 3 mm a dwarf rose", "and 30?")[-1].text.startswith("30 mm is large.")


def test_worry_beside_something_near_is_comforted_and_offered_it(gardener: footnote.Bot) -> None:
    """Who did ask is not told to ask."""
    reply = gardener.ask("i am so scared, how do I mow the lawn")
    assert reply.kind == "decline"
    assert reply.text.startswith("I am sorry. The source does not say")
    assert [option.entry for option in reply.options] == ["roses"]


def test_no_is_taken_for_an_answer(gardener: footnote.Bot) -> None:
    """Whether or not anything was offered, it asks nothing."""
    assert turns(gardener, "do roses need water", "none of these")[-1].text == "None, then."
    assert turns(gardener, "how do I mow the lawn", "none of these")[-1].text.startswith("None, then.")


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("I have an umbrella. do tulips need water?", "answer"),
        ("I have tulips. do they need water?", "answer"),
    ],
)
def test_what_stands_around_a_question_counts_where_it_refers_to_it(
    gardener: footnote.Bot, message: str, kind: str
) -> None:
    """What is not asked about does not matter."""
    assert gardener.ask(message).kind == kind


def test_a_rival_that_says_something_else_is_found_among_many_that_say_the_same(
    gardener: footnote.Bot,
) -> None:
    """However many cite what the best one cites."""
    entry = replace(gardener.bank.entries["roses"], wordings=("price of a seed",), question="price of a seed")
    entries = {f"e{n}": replace(entry, id=f"e{n}") for n in range(7)}
    alone = footnote.Bot(replace(gardener.bank, entries=entries, silent={}, sizes=()))
    entries["rival"] = replace(entry, id="rival", cites=("P2",))
    rivalled = footnote.Bot(replace(gardener.bank, entries=entries, silent={}, sizes=()))
    line = "what is the price of a seed"
    sure, torn = (bot.explain(line)[1].lookups[0].confidence for bot in (alone, rivalled))
    assert sure > torn


@pytest.mark.parametrize("line", ["i want to talk to a person", "get me a human"])
def test_a_person_who_has_the_conversation_is_not_called_again(shipped: footnote.Bot, line: str) -> None:
    """The bot is silent from then on, unless it is an emergency."""
    assert shipped.ask(line).reason == "asked"
    assert shipped.explain(line, footnote.State(handed=True))[1].basis == "handover"
    assert shipped.ask(f"{line}, i want to die", footnote.State(handed=True)).reason == "urgent"


def test_many_questions_are_all_answered(gardener: footnote.Bot) -> None:
    """Each with an answer of its own."""
    subjects = ("seed", "spade", "fence", "bench")
    entry, passage = gardener.bank.entries["roses"], gardener.bank.passages["P1"]
    entries = {
        subject: replace(entry, id=subject, question=f"price of a {subject}", wordings=(), cites=(subject,))
        for subject in subjects
    }
    passages = {subject: passage._replace(id=subject) for subject in subjects}
    bot = footnote.Bot(replace(gardener.bank, entries=entries, passages=passages, silent={}, sizes=()))
    daring = bot.with_policy(bot.bank.policy._replace(careful=0.0))
    reply = daring.ask(" ".join(f"What is the price of a {subject}?" for subject in subjects))
    assert reply.entries == subjects
    assert [citation.number for citation in reply.citations] == [1, 2, 3, 4]


def test_a_personal_question_is_offered_what_is_near(gardener: footnote.Bot) -> None:
    """The source may say something about its subject."""
    bot = footnote.Bot(replace(gardener.bank, subject="health"))
    reply = bot.ask("should i really buy roses, and do roses need water")
    assert reply.reason == "personal"
    assert "roses" in [option.entry for option in reply.options]


def test_keywords_without_a_filler_word_are_no_gibberish(gardener: footnote.Bot) -> None:
    """Where something is near."""
    assert gardener.ask("mowing lawn").reason == "not-in-source"
    assert gardener.ask("qwrtz lkjh").reason == "unclear"


@pytest.mark.parametrize(
    ("line", "reason"),
    [("she asks", "off-topic"), ("he wonders if", "off-topic"), ("customer asks:", "unclear")],
)
def test_who_wants_to_know_is_not_answered(gardener: footnote.Bot, line: str, reason: str) -> None:
    """Nothing is offered either: there is no question yet."""
    reply = gardener.ask(line)
    assert (reply.kind, reply.reason, reply.options) == ("decline", reason, ())


@pytest.mark.parametrize("question", [None, b"x", 3])
def test_a_question_that_is_no_text_is_a_type_error(gardener: footnote.Bot, question: Any) -> None:
    """In one sentence, from whichever method."""
    for method in (gardener.ask, gardener.explain, gardener.parse, gardener.candidates):
        with pytest.raises(TypeError, match=rf"^a question is a str, not {type(question).__name__}$"):
            method(question)


def test_a_bot_is_copied_and_not_pickled(gardener: footnote.Bot) -> None:
    assert copy(gardener).ask("do roses need water") == gardener.ask("do roses need water")
    with pytest.raises(TypeError, match=r"^a Bot cannot be pickled; pass on the name or path of its bank"):
        pickle.dumps(gardener)


def test_a_message_that_is_read_in_part_says_so(shipped: footnote.Bot) -> None:
    """Its question may stand where nobody read on; whoever is in danger gets help, and nothing else."""
    told = "The neighbours went away for the whole of last week. "
    whole, cut = shipped.ask(told * 100), shipped.ask(told * 200 + "how big are micrometastases?")
    notice = shipped.bank.language.texts["cut_short"]
    assert cut.text == f"{whole.text}\n{notice}"
    assert notice not in shipped.ask("I want to die. " + told * 200).text
