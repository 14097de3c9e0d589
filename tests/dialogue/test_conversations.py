"""Conversations with the garden: the whole reply to their last line, and what it rests on."""

from __future__ import annotations

import pytest
from judgements import scripted_bot

from footnote import Bot, Reply, State
from footnote.dialogue import Cache, Trace
from footnote.record import replace

MOW = "how do I mow the lawn"
BOTH = "Do roses need water? Do tulips need water?"
MORNING, PERSON = "Every morning [1].", "The gardener can help you further."
AGAIN = "Say it again, such as “When do roses need water?”"


def last_turn(bot: Bot, lines: list[str]) -> tuple[Reply, Trace]:
    state = State()
    for line in lines[:-1]:
        state = bot.ask(line, state).state
    return bot.explain(lines[-1], state)


@pytest.mark.parametrize(
    ("lines", "basis", "text", "state"),
    [
        (["do roses need water"], "lookup", MORNING, State("roses")),
        ([MOW, "1"], "selection", MORNING, State("roses")),
        ([MOW, "yes"], "selection", MORNING, State("roses")),
        ([MOW, "7"], "number", AGAIN, State(declined=2)),
        ([MOW, "no"], "selection", f"None, then. {PERSON}", State(declined=2)),
        (["do roses need water", "no"], "selection", "None, then.", State("roses", declined=1)),
        (
            ["do roses need water", "why"],
            "follow_up",
            "It keeps them alive [1] all year [2].",
            State("why-water"),
        ),
        (["do roses need water", "why", "1"], "number", AGAIN, State("why-water", declined=1)),
        (["do roses need water", "how much water do they need"], "reference", MORNING, State("roses")),
        (["do roses need water", "and tulips?"], "reference", "Not in winter [1].", State("tulips")),
        (
            ["is 3 mm a dwarf rose", "and 30?"],
            "size",
            "30 mm is large. The guide has no name for that [1].",
            State("giant"),
        ),
        (
            ["is 3 mm a dwarf rose", "and over 20 mm?"],
            "size",
            "The guide has no name for that [1].",
            State("giant"),
        ),
        (["is 3 mm a dwarf rose", "hello"], "small_talk", "Hello.", State("dwarf")),
        ([BOTH], "several", "Every morning [1].\nNot in winter [2].", State("tulips")),
        ([BOTH, "2"], "selection", "Not in winter [1].", State("tulips")),
        ([BOTH, "7"], "number", AGAIN, State("tulips", (), 1)),
        (["i am so scared"], "danger", "I am sorry. Ask the gardener.", State()),
        (
            [f"i am so scared, {MOW}"],
            "lookup",
            "I am sorry. The source does not say how to mow the lawn. Nearby:",
            State(None, ("roses",), 1),
        ),
        (
            ["i am so scared, who calls tomorrow"],
            "danger",
            "I am sorry. Ask the gardener.",
            State(),
        ),
        (
            ["is 3 mm a dwarf rose, i am so scared"],
            "lookup",
            "I am sorry. 3 mm is small. A dwarf rose is small [1].",
            State("dwarf"),
        ),
        (["xkcd qwrtz"], "lookup", AGAIN, State(declined=1)),
        ([""], "lookup", AGAIN, State(declined=1)),
        (["1"], "number", AGAIN, State(declined=1)),
        (["ok 2"], "number", AGAIN, State(declined=1)),
        (["4"], "number", AGAIN, State(declined=1)),
    ],
)
def test_a_reply_its_basis_and_the_state_after_it(
    gardener: Bot, lines: list[str], basis: str, text: str, state: State
) -> None:
    reply, trace = last_turn(gardener, lines)
    assert (reply.text, trace.basis, main(reply.state)) == (text, basis, main(state))


@pytest.mark.parametrize(
    ("line", "comfort"),
    [
        ("i am so scared, should i buy roses", "I am sorry. "),
        ("should i really buy roses", ""),
    ],
)
@pytest.mark.parametrize(
    ("second", "offered"), [(0.02, ("roses", "dwarf")), (0.009, ("roses",)), (0.01, ("roses", "dwarf"))]
)
def test_a_personal_question_gets_what_is_near(
    gardener: Bot, *, line: str, comfort: str, second: float, offered: tuple[str, ...]
) -> None:
    """Of that, only what may be what was asked."""
    reply, trace = scripted_bot(gardener, {line: [("roses", 0.3), ("dwarf", second)]}).explain(line)
    assert reply.text == f"{comfort}Ask the gardener. This is general information. Nearby:"
    assert (trace.basis, main(reply.state)) == ("small_talk", main(State(None, offered, 1)))


def main(state: State) -> tuple[object, ...]:
    """What every channel looks at in a state."""
    return (state.entry, state.options, state.declined, state.handed)


@pytest.mark.parametrize(
    ("lines", "wording"),
    [
        (["hello"], "hello"),
        (["should i really buy roses"], "should i … buy"),
    ],
)
def test_a_trace_names_the_small_talk_that_was_recognised(
    gardener: Bot, lines: list[str], wording: str
) -> None:
    recognised = last_turn(gardener, lines)[1].recognised
    assert recognised
    assert recognised.wording == wording


@pytest.mark.parametrize(
    ("lines", "texts", "decisive"),
    [
        (["do roses need water"], ["do roses need water"], 0),
        ([BOTH], ["do roses need water?", "do tulips need water?"], 0),
        (
            ["do roses need water", "how much water do they need"],
            ["how much water do they need", "how much water do roses need"],
            1,
        ),
        (["should i really buy roses"], ["should i really buy roses"], 0),
        ([MOW, "1"], [], None),
        (["do roses need water", "why"], [], None),
    ],
)
def test_a_trace_has_every_lookup_and_the_decisive_one(
    gardener: Bot, lines: list[str], texts: list[str], decisive: int | None
) -> None:
    trace = last_turn(gardener, lines)[1]
    assert [lookup.text for lookup in trace.lookups] == texts
    assert trace.lookup == (None if decisive is None else trace.lookups[decisive])


def test_a_trace_names_the_length_and_the_follow_up_of_an_answer(gardener: Bot) -> None:
    sized = last_turn(gardener, ["is 3 mm a dwarf rose", "and 30?"])[1]
    assert sized.measurement
    assert sized.measurement.text == "30 mm"
    followed = last_turn(gardener, ["do roses need water", "why"])[1]
    assert followed.follow_up
    assert followed.follow_up.entry == "why-water"
    assert followed.measurement is None


def test_a_lookup_is_as_confident_as_its_best_candidate(gardener: Bot) -> None:
    reply, trace = last_turn(gardener, ["do roses need water"])
    assert trace.lookup
    assert trace.lookup.confidence == trace.lookup.hits[0].confidence == reply.confidence > 0.9
    nothing = last_turn(gardener, ["who won yesterday"])[1]
    assert nothing.lookup
    assert nothing.lookup.confidence == 0


def test_terms_kept_apart_do_not_stand_for_each_other(gardener: Bot) -> None:
    """However alike they are spelled."""
    line = "watering the noses"
    assert gardener.ask(line).kind == "decline"
    assert Bot(replace(gardener.bank, apart=())).ask(line).entry == "roses"


def test_a_policy_changes_decisions_and_not_the_bot_it_came_from(gardener: Bot) -> None:
    line = "watering my roses at night"
    wary = gardener.with_policy(gardener.bank.policy._replace(careful=1.0))
    assert gardener.ask(line).entry == "roses"
    assert wary.ask(line).kind != "answer"
    assert wary.bank.entries == gardener.bank.entries


def test_bots_with_one_cache_look_a_question_up_once(gardener: Bot) -> None:
    cache: Cache = {}
    first = gardener.with_policy(gardener.bank.policy, cache)
    assert first.ask("watering my roses at night") == gardener.ask("watering my roses at night")
    assert list(cache) == ["watering my roses at night"]
    kept = cache["watering my roses at night"]
    second = gardener.with_policy(gardener.bank.policy._replace(careful=1.0), cache)
    assert second.ask("watering my roses at night").kind != "answer"
    assert cache["watering my roses at night"] is kept


def test_what_is_in_a_cache_is_believed(gardener: Bot) -> None:
    cache: Cache = {}
    bot = gardener.with_policy(gardener.bank.policy, cache)
    bot.ask("do tulips need water")
    cache["do roses need water"] = cache["do tulips need water"]
    assert bot.ask("do roses need water").entry == "tulips"


def test_the_candidates_of_a_question_are_limited(gardener: Bot) -> None:
    assert [hit.entry for hit in gardener.candidates("do roses need water", 2)] == ["roses", "tulips"]
    assert len(gardener.candidates("is water good for a dwarf or giant rose on the lawn", 99)) > 2


@pytest.mark.parametrize(
    ("text", "entry", "expected"),
    [
        ("is 30 mm a dwarf rose", "dwarf", "giant"),
        ("is 3 mm a giant rose", "giant", "dwarf"),
        ("30", "dwarf", "giant"),
        ("is it a dwarf rose", "dwarf", "dwarf"),
        ("30 mm", "roses", "roses"),
    ],
)
def test_a_length_leads_from_one_entry_for_sizes_to_another(
    gardener: Bot, text: str, entry: str, expected: str
) -> None:
    utterance = gardener.parse(text).utterance
    assert gardener.entry_for_size(utterance, gardener.bank.entries[entry]).id == expected


def test_entries_that_the_bank_lost_are_forgotten(gardener: Bot) -> None:
    trace = gardener.explain("why", State("gone", ("gone", "roses", "lost"), 1))[1]
    assert main(trace.state) == (None, ("roses",), 1, False)


def test_a_bot_takes_a_matcher_that_was_made_before(gardener: Bot) -> None:
    assert Bot(gardener.bank, gardener.matcher).matcher is gardener.matcher
