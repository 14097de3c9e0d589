"""Questions and replies as JSON lines, for other programs: `footnote ask --jsonl`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from footnote.dialogue import State
from footnote.runtime import for_today

from .bank_paths import load_bot
from .batch import dumped
from .standard_input import MAX_LINE_BYTES, Line, lines

if TYPE_CHECKING:
    from footnote import Bot

MAX_CONVERSATIONS = 100_000
"""Conversations whose state is kept; after that the one is forgotten that went longest without a turn."""


def answer_lines(bank: str) -> bool:
    """Answer the JSON lines of standard input; turns of one conversation share its state.

    Whether every line was a question. One that is not gets a reply with the key `error`.
    """
    bot = load_bot(bank)
    states: dict[str, State] = {}
    all_read = True
    for line in lines():
        if line.data.strip():
            reply = _reply(bot, line, states)
            all_read = all_read and "error" not in reply
            print(dumped(reply), flush=True)
    return all_read


def _reply(bot: Bot, line: Line, states: dict[str, State]) -> dict[str, Any]:
    if line.is_cut:
        return {"id": None, "error": f"the line is longer than {MAX_LINE_BYTES} bytes; write a shorter one"}
    try:
        request = json.loads(line.data)
    except RecursionError:
        return {"id": None, "error": "not a line of JSON: it is nested too deeply; write one object"}
    except ValueError as error:
        return {"id": None, "error": f"not a line of JSON: {error}"}
    id = request.get("id") if isinstance(request, dict) else None
    problem = _problem(request)
    if problem:
        return {"id": id if isinstance(id, str | int) else None, "error": problem}
    return _turn(bot, request, states)


def _turn(bot: Bot, request: dict[str, Any], states: dict[str, State]) -> dict[str, Any]:
    """The reply to a request, whose state is kept where it belongs to a conversation."""
    name = request.get("conversation")
    reply = for_today(bot).ask(
        request["question"], states.pop(name, None) if name else None, id=request.get("id")
    )
    if name:
        states[name] = reply.state  # the last in the dict's order
        if len(states) > MAX_CONVERSATIONS:
            del states[next(iter(states))]
    return reply.as_dict()


def _problem(request: object) -> str | None:
    """What is wrong with a request, and what to write; None where nothing is."""
    if not isinstance(request, dict):
        return 'write an object: {"id": "1", "question": "…", "conversation": null}'
    if not isinstance(request.get("question"), str):
        return "`question` must be a text"
    if not isinstance(request.get("conversation"), str | None):
        return "`conversation` must be a text or null"
    if not isinstance(request.get("id"), str | int | None):
        return "`id` must be a text, a whole number or null"
    return None
