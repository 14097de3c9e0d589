"""What is true of every utterance in every state."""

from __future__ import annotations

import json

from hypothesis import given, settings, strategies as st

from footnote import Bot, State
from footnote.dialogue.reply import MAX_COUNTED
from footnote.record import replace

ENTRIES = st.sampled_from(["roses", "tulips", "why-water", "dwarf", "giant", "gone", "lawn", ""])
STATES = st.builds(
    State,
    entry=st.none() | ENTRIES,
    options=st.lists(ENTRIES, max_size=3).map(tuple),
    declined=st.integers(0, MAX_COUNTED),
    handed=st.booleans(),
)
WORDS = (
    "do roses need water tulips and why is it that the 1 2 3 mm 30 0.5 cm over under hello bye yes no none"
    " of these scared i am so should buy want to die mow lawn dwarf giant ? . \n first one please how"
).split(" ")
LINES = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join) | st.text(max_size=80)


@given(STATES)
def test_a_state_comes_back_from_json_as_it_went(state: State) -> None:
    """And what one lacks is as at the start of a conversation."""
    data = json.loads(json.dumps(state.as_dict()))
    assert State.from_dict(data) == state
    del data["declined"], data["handed"]
    assert State.from_dict(data) == replace(state, declined=0, handed=False)


@settings(max_examples=300)
@given(LINES, STATES)
def test_every_utterance_in_every_state_gets_a_reply(gardener: Bot, line: str, state: State) -> None:
    """The same from `ask` and `explain`; its next state is one that it takes again."""
    reply, trace = gardener.explain(line, state)
    assert reply == gardener.ask(line, state) == gardener.ask(line, state.as_dict())
    assert json.loads(json.dumps(reply.as_dict())) == reply.as_dict()
    assert State.from_dict(reply.state.as_dict()) == reply.state
    assert reply.question == trace.utterance.text
    assert reply.state.handed == state.handed
    assert reply.state.declined <= MAX_COUNTED
    if reply.kind == "answer":
        assert reply.state.entry == reply.entries[-1]
        assert reply.state.entries == reply.entries
        assert not reply.options
    else:
        assert reply.state.entry in (state.entry, None)
    assert reply.state.options == tuple(option.entry for option in reply.options)


@settings(max_examples=100)
@given(LINES, STATES)
def test_a_reply_rests_on_what_its_trace_says(gardener: Bot, line: str, state: State) -> None:
    """Each basis with what belongs to it, and nothing that does not."""
    reply, trace = gardener.explain(line, state)
    assert (trace.recognised is not None) == (trace.basis == "small_talk")
    assert (trace.follow_up is not None) == (trace.basis == "follow_up")
    assert (trace.lookup is not None) >= (trace.basis in ("lookup", "reference"))
    assert trace.lookup is None or trace.lookup in trace.lookups
    assert trace.measurement is None or reply.kind == "answer"
    assert (trace.basis == "handover") <= state.handed


@settings(max_examples=100)
@given(st.lists(LINES, min_size=1, max_size=5))
def test_a_conversation_is_the_same_each_time(gardener: Bot, lines: list[str]) -> None:
    """The same bank, state and utterance give the same reply, for another bot of the same bank too."""
    other = Bot(gardener.bank)
    state = State()
    for line in lines:
        reply = gardener.ask(line, state)
        assert other.ask(line, state) == reply
        state = reply.state
