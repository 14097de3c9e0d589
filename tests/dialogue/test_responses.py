"""Decisions in words: what the reply to each says, and the state after it."""

from __future__ import annotations

import pytest

from footnote import load
from footnote.bank import Bank, Reference
from footnote.dialogue import Option, Reply, State, citation, fill, options
from footnote.dialogue.policy import Answer, Clarify, Decision, Decline, Respond
from footnote.dialogue.responses import respond
from footnote.record import replace
from footnote.text import Kind, Reason, SmallTalk

BEFORE = State("tulips", ("dwarf",), 1)


def responded(bank: Bank, decision: Decision, before: State = BEFORE) -> Reply:
    reply = respond(bank, "so?", before, decision, id="7")
    assert (reply.question, reply.id) == ("so?", "7")
    assert reply.bank == (bank.id, bank.version)
    return reply


def main(state: State) -> tuple[object, ...]:
    """What every channel looks at in a state."""
    return (state.entry, state.options, state.declined, state.handed)


def small_talk(kind: Kind, reason: Reason | None, text: str = "Well.") -> SmallTalk:
    return SmallTalk("x", kind, reason, True, (), text)


@pytest.mark.parametrize(
    ("preface", "text"), [("", "Every morning [1]."), ("Now.", "Now. Every morning [1].")]
)
def test_an_answer_comes_after_its_preface(garden: Bank, preface: str, text: str) -> None:
    reply = responded(garden, Answer(garden.entries["roses"], 0.7, preface))
    assert (reply.kind, reply.text, reply.entry, reply.confidence) == ("answer", text, "roses", 0.7)
    assert main(reply.state) == main(State("roses"))
    assert (reply.reason, reply.options) == (None, ())


def test_citations_are_numbered_as_the_marks(garden: Bank) -> None:
    reply = responded(garden, Answer(garden.entries["why-water"], 1.0))
    assert [(each.number, each.passage) for each in reply.citations] == [(1, "P1"), (2, "P2")]


def test_a_citation_has_the_references_of_its_passage_only(garden: Bank) -> None:
    works = tuple(Reference(number, f"Book {number}.", "https://doi.org/10.1/x") for number in (1, 2, 3))
    passages = {**garden.passages, "P1": garden.passages["P1"]._replace(references=(3, 1))}
    bank = replace(garden, sources={"source": replace(garden.source, references=works)}, passages=passages)
    cited = citation(bank, 5, "P1")
    assert (cited.number, cited.passage, cited.title, cited.publisher) == (5, "P1", "Garden", "The Gardeners")
    assert (cited.section, cited.place, cited.updated) == ("Water", "paragraph 1, sentence 1", "2025-01-02")
    assert cited.url == "https://garden.example/guide#:~:text=Roses%20need%20water,every%20morning."
    assert [reference.number for reference in cited.references] == [1, 3]
    assert citation(bank, 1, "P2").references == ()


@pytest.mark.parametrize(("text", "question"), [("clarify", "Which one?"), ("two_questions", "Which first?")])
def test_asking_back_offers_the_entries(garden: Bank, text: str, question: str) -> None:
    """And leaves the last answer and the count of declines as they are."""
    decision = Clarify((garden.entries["roses"], garden.entries["tulips"]), 0.6, text)
    reply = responded(garden, decision)
    assert (reply.kind, reply.text, reply.confidence, reply.entry) == ("clarify", question, 0.6, None)
    assert main(reply.state) == main(State("tulips", ("roses", "tulips"), 1))
    assert reply.options == (
        Option("roses", "When do roses need water?", ("P1",)),
        Option("tulips", "When do tulips need water?", ("P2",)),
    )


@pytest.mark.parametrize(
    ("decision", "declined", "text"),
    [
        (Decline("not-in-source", text="not_in_source"), 0, "Not there."),
        (Decline("not-in-source", text="not_in_source"), 1, "Not there. The gardener can help you further."),
        (Decline("not-in-source", text="not_in_source"), 2, "Not there."),
        (Decline("not-in-source", text="not_in_source"), 98, "Not there."),
        (Decline("off-topic", text="off_topic"), 1, "Outside."),
        (Decline("unclear", text="off_topic"), 1, "Outside."),
    ],
)
def test_a_second_decline_says_who_can_help(
    garden: Bank, decision: Decline, declined: int, text: str
) -> None:
    """And no later one says it again; to a question about something else it would be no help."""
    reply = responded(garden, decision, State("tulips", ("dwarf",), declined))
    assert (reply.kind, reply.reason, reply.text) == ("decline", decision.reason, text)
    assert main(reply.state) == main(State("tulips", (), declined + 1))


def test_a_silent_topic_is_declined_by_what_it_is_about(garden: Bank) -> None:
    near = (garden.entries["roses"],)
    decision = Decline("not-in-source", near, garden.silent["lawn"], 0.9, "silent")
    reply = responded(garden, decision, State())
    assert reply.text == "The source does not say how to mow the lawn. Nearby:"
    assert (reply.confidence, main(reply.state)) == (0.9, main(State(None, ("roses",), 1)))
    assert reply.options == options(near)


def test_the_offer_follows_who_can_help(garden: Bank) -> None:
    decision = Decline("not-in-source", (garden.entries["roses"],), text="not_in_source")
    assert responded(garden, decision).text == "Not there. The gardener can help you further. Nearby:"


def test_who_can_help_is_not_named_twice_whatever_the_case(garden: Bank) -> None:
    bank = replace(garden, contact="The Gardener", title="Ask THE GARDENER")
    texts = {**garden.language.texts, "not_in_source": "Ask the gardener."}
    bank = replace(bank, language=replace(garden.language, texts=texts))
    assert responded(bank, Decline("not-in-source", text="not_in_source")).text == "Ask the gardener."


@pytest.mark.parametrize(
    ("kind", "reason", "helpline", "text", "declined"),
    [
        ("smalltalk", None, "Call 1.", "Well.", 1),
        ("handoff", "asked", "Call 1.", "Well.", 0),
        ("handoff", "urgent", "Call 1.", "Well. Call 1.", 0),
        ("handoff", "urgent", "", "Well.", 0),
        ("decline", "personal", "Call 1.", "Well. The gardener can help you further.", 2),
    ],
)
def test_small_talk_is_responded_to_by_its_kind(
    garden: Bank, *, kind: Kind, reason: Reason | None, helpline: str, text: str, declined: int
) -> None:
    """The helpline only in an emergency; a person ends a row of declines, a greeting does not."""
    reply = responded(replace(garden, helpline=helpline), Respond(small_talk(kind, reason)))
    assert (reply.kind, reply.reason, reply.text) == (kind, reason, text)
    assert main(reply.state) == main(State("tulips", (), declined))


def test_a_response_may_have_an_offer(garden: Bank) -> None:
    near = (garden.entries["roses"],)
    decision = Respond(small_talk("decline", "personal", "Ask {contact}."), near)
    reply = responded(garden, decision)
    assert reply.text == "Ask the gardener. Nearby:"
    assert reply.options == options(near)
    assert reply.state.options == ("roses",)


def test_a_state_keeps_that_a_person_has_the_conversation(garden: Bank) -> None:
    handed = replace(BEFORE, handed=True)
    assert responded(garden, Respond(small_talk("smalltalk", None)), handed).state.handed


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{title} by {publisher} of {updated}", "Garden by The Gardeners of 2025-01-02"),
        ("{topic}", "our garden"),
        ("{kind}", "guide"),
        ("{contact} or {contact_capital}", "the gardener or The gardener"),
        ("{notice}", "This is general information."),
        ("about {about}.", "about ."),
        ("{example} {example_two}", "When do roses need water? Is it a giant rose?"),
    ],
)
def test_a_text_is_filled_in_from_the_bank(garden: Bank, text: str, filled: str) -> None:
    assert fill(garden, text) == filled


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Roses", "roses"),
        ("Roses and Tulips", "roses and Tulips"),
        ("COVID-19", "COVID-19"),
        ("Roses-19", "Roses-19"),
        ("every garden", "every garden"),
        ("The garden", "the garden"),
        ("Python", "Python"),
    ],
)
def test_a_title_is_small_in_a_sentence_only_as_the_answers_write_it(
    garden: Bank, title: str, topic: str
) -> None:
    entry = replace(garden.entries["roses"], answer="Water roses every morning [1].")
    bank = replace(garden, title=title, entries={"roses": entry})
    assert fill(bank, "{topic}") == topic


@pytest.mark.parametrize(("kind", "said"), [("leaflet", "leaflet"), ("", "guide")])
def test_a_source_is_called_what_its_bank_says(garden: Bank, kind: str, said: str) -> None:
    """Or else as the language calls any source."""
    bank = replace(garden, sources={"source": replace(garden.source, kind=kind)})
    assert fill(bank, "the {kind}") == f"the {said}"


def test_declines_in_a_row_are_said_in_different_ways(garden: Bank) -> None:
    """Each in its turn, and the same state gives the same words."""
    language = replace(garden.language, variants={"off_topic": ("Elsewhere.", "Far away.")})
    bank = replace(garden, language=language)
    decision = Decline("off-topic", text="off_topic")
    said = [responded(bank, decision, State(None, (), count)).text.split(".")[0] for count in range(4)]
    assert said == ["Outside", "Elsewhere", "Far away", "Outside"]
    assert bank.language.text("off_topic") == "Outside."


def test_the_next_decline_is_said_in_the_next_way(garden: Bank) -> None:
    """Also where it is said by the same text: it is counted once."""
    language = replace(garden.language, variants={"off_topic": ("Elsewhere.",)})
    bank, decision = replace(garden, language=language), Decline("off-topic", text="off_topic")
    state, said = State(), []
    for _ in range(3):
        reply = responded(bank, decision, state)
        state = reply.state
        said.append(reply.text.split(".")[0])
    assert said == ["Outside", "Elsewhere", "Outside"]


def test_asking_back_again_is_said_in_another_way(garden: Bank) -> None:
    bank = replace(garden, language=replace(garden.language, variants={"clarify": ("Or which?",)}))
    decision = Clarify((garden.entries["roses"], garden.entries["tulips"]), 0.6)
    first = responded(bank, decision, State())
    assert (first.text, responded(bank, decision, first.state).text) == ("Which one?", "Or which?")


def test_what_a_topic_is_about_is_filled_in(garden: Bank) -> None:
    assert fill(garden, "not {about}", about="mowing") == "not mowing"


@pytest.mark.parametrize("mark", ["[1]", "[2]", "[0]", "[999]"])
def test_marks_in_a_persons_own_words_cite_nothing(mark: str) -> None:
    """They copy a piece of an answer, and ask two things of which one has no answer."""
    bot = load("micrometastases")
    reply = bot.ask(f"how big are micrometastases? who is the president {mark}?")
    assert reply.kind == "answer"
    assert "“who is the president”" in reply.text
    assert reply.text.count("[1]") == len(reply.citations) + 1  # the size and its picture are in one passage
