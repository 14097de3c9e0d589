"""What keeps one caller from using up what the others need."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from itertools import count, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings, strategies as st
from service import ask, needs, service

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

import footnote  # noqa: E402
from footnote.dialogue import State, handoff  # noqa: E402
from footnote.text import fold  # noqa: E402
from footnote.web.limits.reply_cache import CachedReply, ReplyCache  # noqa: E402
from footnote.web.limits.turns import Turns  # noqa: E402
from footnote.web.request_body import check_length  # noqa: E402
from footnote.web.responses import HTTPProblem  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def in_turns(work: Callable[[Turns], Awaitable[Any]], wait: float = 5.0, timeout: float = 5.0) -> Any:
    """What a coroutine that uses two queues returns."""

    async def run() -> Any:
        turns = Turns(wait, timeout)
        try:
            return await work(turns)
        finally:
            turns.close()

    return asyncio.run(run())


async def results(*pieces: Awaitable[Any]) -> list[Any]:
    return await asyncio.gather(*pieces, return_exceptions=True)


def test_cheap_work_is_done_in_order_and_the_loop_goes_on_in_between() -> None:
    """One piece between two rounds of the loop."""
    done: list[object] = []

    async def work(turns: Turns) -> None:
        pieces = [asyncio.ensure_future(turns.run(done.append, number)) for number in range(5)]
        while len(done) < 5:
            before = len(done)
            await asyncio.sleep(0)
            assert len(done) - before <= 1
        await asyncio.gather(*pieces)

    in_turns(work)
    assert done == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("step", "rounds"), [(0.00001, 1), (0.001, 10)])
def test_what_happens_meanwhile_is_seen_to_before_the_next_piece(
    monkeypatch: pytest.MonkeyPatch, step: float, rounds: int
) -> None:
    """As far as it does not take for ever: hundreds of connections that come at once wait for few pieces.

    Each look at the clock is a step later, so that a round takes long or is idle.
    """
    clock = count()
    monkeypatch.setattr("footnote.web.limits.turns.perf_counter", lambda: next(clock) * step)
    happened: list[int] = []

    async def happen() -> None:
        while True:
            happened.append(1)
            await asyncio.sleep(0)

    async def work(turns: Turns) -> list[int]:
        busy = asyncio.ensure_future(happen())
        seen = await asyncio.gather(*(turns.run(lambda: len(happened)) for _ in range(4)))
        busy.cancel()
        return seen

    seen = in_turns(work)
    assert all(abs(later - earlier - rounds) <= 1 for earlier, later in pairwise(seen)), seen


def test_work_whose_turn_does_not_come_is_refused() -> None:
    """With when to come back; whoever came in time gets the result."""
    go_on = threading.Event()

    async def work(turns: Turns) -> list[object]:
        first = asyncio.ensure_future(turns.run_dear(go_on.wait, 10))
        await asyncio.sleep(0)
        second = await results(turns.run_dear(int, "2"))
        cheap = await turns.run(int, "3")  # the other queue is free
        go_on.set()
        return [await first, *second, cheap]

    first, second, cheap = in_turns(work, wait=0.2)
    assert (first, cheap) == (True, 3)
    assert isinstance(second, HTTPProblem)
    assert (second.status, second.name, second.headers) == (503, "busy", {"Retry-After": "1"})


def test_refused_work_is_never_done() -> None:
    """Nobody waits for it any more; nor what was cancelled."""
    go_on = threading.Event()
    done: list[int] = []

    async def work(turns: Turns) -> None:
        first = asyncio.ensure_future(turns.run_dear(go_on.wait, 10))
        await asyncio.sleep(0)
        cancelled = asyncio.ensure_future(turns.run_dear(done.append, 1))
        await asyncio.sleep(0)
        cancelled.cancel()
        await results(turns.run_dear(done.append, 2))
        assert turns.waiting == 0
        go_on.set()
        await first
        await turns.run_dear(done.append, 3)

    in_turns(work, wait=0.1)
    assert done == [3]


def test_an_error_is_raised_where_the_work_was_asked_for() -> None:
    """The next piece is done all the same."""

    async def work(turns: Turns) -> list[object]:
        return await results(turns.run(int, "x"), turns.run(int, "1"), turns.run_dear(int, "y"))

    wrong, right, dear = in_turns(work)
    assert (type(wrong), right, type(dear)) == (ValueError, 1, ValueError)


def test_a_probe_is_answered_between_two_questions(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty questions wait, and it does not wait for them."""
    finished: list[str] = []
    really = footnote.Bot.ask

    def slow(self: footnote.Bot, question: str, *rest: object) -> footnote.Reply:
        time.sleep(0.01)
        finished.append(question)
        return really(self, question, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("footnote.dialogue.engine.Bot.ask", slow)
    with service(wait=30.0) as client:
        threads = [
            threading.Thread(target=ask, args=(client, f"do roses need water {number}?"))
            for number in range(60)
        ]
        for thread in threads:
            thread.start()
        while not finished:
            time.sleep(0.001)
        assert client.get("/healthz").status_code == 200
        unfinished = 60 - len(finished)
        for thread in threads:
            thread.join()
    assert unfinished > 10


def test_a_dear_line_does_not_delay_a_cheap_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """However short it is: what counts is what has to be read in it."""
    go_on = threading.Event()
    dear = "".join("\ufdfa" * 60)
    really = footnote.Bot.ask

    def slow(self: footnote.Bot, question: str, *rest: object) -> footnote.Reply:
        if question == dear:
            go_on.wait(10)
        return really(self, question, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("footnote.dialogue.engine.Bot.ask", slow)
    with service() as client:
        waiting = threading.Thread(target=ask, args=(client, dear))
        waiting.start()
        assert ask(client, "do roses need water?").status_code == 200
        go_on.set()
        waiting.join()


@pytest.mark.parametrize(
    ("dear", "cheap"),
    [
        ("waht coluor aer rosse adn tulpis? hwo oftne sholud I wtaer thme? " * 3, "what colour are roses?"),
        ("\ufdfa" * 100, "a" * 100),
        ("is it red? " * 18, "is it red"),
        ("x\n" * 100, "x" * 200),
    ],
)
def test_the_effort_of_a_text_is_that_of_its_words(gardener: footnote.Bot, dear: str, cheap: str) -> None:
    """Misspelt words, what normalisation makes many of, many sentences: not the length."""
    effort = gardener.matcher.analyzer.effort
    assert effort(dear) > 8 > effort(cheap)


def cached(bot: footnote.Bot, question: str) -> CachedReply:
    reply = bot.ask(question)
    return CachedReply(reply, reply.as_dict())


@settings(max_examples=20)
@given(st.lists(st.integers(0, 2_000), max_size=60))
def test_the_cache_has_a_bound_in_bytes(gardener: footnote.Bot, lengths: list[int]) -> None:
    """Whatever the questions are."""
    reply, cache = cached(gardener, "do roses need water?"), ReplyCache(600_000)
    for number, length in enumerate(lengths):
        cache.put(f"{number} {'x' * length}", State(), reply)
        assert cache.bytes <= 600_000
        assert len(cache) * 3_000 <= cache.bytes


def test_a_cached_reply_is_found_by_its_question_and_state(gardener: footnote.Bot) -> None:
    """When the cache is full, all are forgotten; what is too large alone is never kept."""
    reply, cache = cached(gardener, "do roses need water?"), ReplyCache(1_000_000)
    cache.put("a", State(), reply)
    assert cache.get("a", State()) is reply
    assert cache.get("a", State("roses")) is None
    cache.put("b" * 50_000, State(), reply)
    assert len(cache) == 1
    for number in range(1_000):
        cache.put(str(number), State(), reply)
    assert cache.get("999", State()) is reply
    assert cache.get("a", State()) is None


STATES = [
    {"options": ["r"] * 3_200},
    {"options": ["x" * 201]},
    {"entry": "x" * 201},
    {"answered": ["x"] * 21},
    {"size": "9" * 41},
    {"declined": True},
    {"declined": 1.5},
    {"declined": -1},
    {"question": None},
    {"options": [None]},
    {"unknown": 1},
    [],
    "x",
    7,
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: json.dumps(state)[:30])
def test_a_state_that_no_reply_had_is_refused(state: object) -> None:
    """With what to send instead."""
    with service() as client:
        got = ask(client, "do roses need water?", state=state)
    assert got.status_code == 422
    assert "state" in got.json()["detail"]


@pytest.mark.parametrize(
    ("question", "status"),
    [("\ufdfa" * 112, 422), ("\ufdfa" * 110, 200), ("ä" * 2_000, 200), ("x" * 2_000, 200)],
)
def test_a_question_is_as_long_as_it_is_once_it_is_written_out(question: str, status: int) -> None:
    """U+FDFA is a sentence of eighteen letters."""
    with service() as client:
        got = ask(client, question)
    assert got.status_code == status
    assert status == 200 or "2,000 characters" in got.json()["detail"]


@given(
    st.lists(
        st.sampled_from(
            ["\ufdfa", "é", "e\u0301", "\u1100", "\u1161", "\u11a8", "ß", "a", " ", "\n", "\u200b"]
        ).map(lambda letter: letter * 40)
        | st.text(max_size=60),
        min_size=20,
        max_size=50,
    ).map("".join)
)
def test_a_question_is_too_long_where_its_folded_form_is(question: str) -> None:
    """Whether it is folded as a whole or in parts."""
    try:
        check_length(question)
    except HTTPProblem:
        assert len(fold(question)) > 2_000
    else:
        assert len(fold(question)) <= 2_000


def test_of_a_question_that_is_far_too_long_only_the_beginning_is_folded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It would keep the event loop from its work."""
    folded: list[int] = []

    def counted(text: str) -> str:
        folded.append(len(fold(text)))
        return fold(text)

    monkeypatch.setattr("footnote.web.request_body.fold", counted)
    with pytest.raises(HTTPProblem):
        check_length("\ufdfa" * 2_000)
    assert sum(folded) < 4_000


def test_a_large_conversation_is_handed_over_while_others_are_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its packet is made in a thread, which is not that of dear questions."""
    go_on, began = threading.Event(), threading.Event()
    really = handoff.packet

    def slow(*rest: Any) -> handoff.Packet:
        began.set()
        assert go_on.wait(10)
        return really(*rest)

    monkeypatch.setattr("footnote.web.handover.endpoints.packet", slow)
    got: list[Any] = []
    with service() as client:
        turn = ask(client, "do roses need water?").json()
        turns = [{**turn, "text": "x" * 1_500} for _ in range(200)]

        def hand_over() -> None:
            got.append(client.post("/v1/handoff", json={"turns": turns}))

        waiting = threading.Thread(target=hand_over)
        waiting.start()
        assert began.wait(10)
        assert client.get("/healthz").status_code == 200
        assert ask(client, "\ufdfa" * 60).status_code == 200
        assert not got
        go_on.set()
        waiting.join()
    assert (got[0].status_code, len(got[0].json()["packet"]["turns"])) == (200, 200)
