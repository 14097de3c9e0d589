"""Lines in, lines out: for scripts, and for other programs by way of JSON lines.

Nothing is wrapped, coloured or prompted for, so that what comes out is the same wherever it goes.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from footnote.console import render_reply
from footnote.dialogue.rendering import plain
from footnote.dialogue.reply import State
from footnote.runtime.cache import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote import Bot
    from footnote.console import Terminal

ANSWERED = ("answer", "smalltalk")


def lines() -> Iterator[str]:
    """The lines of standard input. What is not UTF-8 becomes U+FFFD; a byte order mark is dropped."""
    for number, line in enumerate(sys.stdin.buffer if sys.stdin else ()):
        text = line.decode("utf-8", errors="replace").rstrip("\r\n")
        yield text.removeprefix("\ufeff") if number == 0 else text


def run(bank: str) -> bool | None:
    """A talk: one question a line, one answer each, an empty line after it.

    Whether all of them were answered; None where there was no question.
    """
    talker, state, answered = load(bank), State(), None
    for line in lines():
        if line.strip():
            reply = talker.ask(line, state)
            state = reply.state
            answered = answered is not False and reply.kind in ANSWERED
            print(plain(reply), end="\n\n", flush=True)
    return answered


def ask(bank: str, questions: Iterable[str], terminal: Terminal, *, as_json: bool = False) -> bool:
    """Answer each question by itself. Whether all of them were answered."""
    asked = load(bank)
    answered = True
    for number, question in enumerate(questions):
        reply = asked.ask(question)
        answered = answered and reply.kind in ANSWERED
        if not as_json and number:
            print()
        print(_dump(reply.as_dict()) if as_json else render_reply(reply, terminal))
    return answered


def jsonl(bank: str) -> bool:
    """Answer JSON lines; turns of one conversation share its state. Whether every line was a question."""
    asked = load(bank)
    states: dict[str, State] = {}
    good = True
    for line in sys.stdin.buffer if sys.stdin else ():
        if not line.strip():
            continue
        reply = _answer_line(asked, line, states)
        good = good and "error" not in reply
        print(_dump(reply), flush=True)
    return good


def _answer_line(asked: Bot, line: bytes, states: dict[str, State]) -> dict[str, Any]:
    try:
        request = json.loads(line)
    except (ValueError, RecursionError) as error:
        return {"id": None, "error": f"not a line of JSON: {error}"}
    id = request.get("id") if isinstance(request, dict) else None
    problem = _problem(request)
    if problem:
        return {"id": id if isinstance(id, str | int) else None, "error": problem}
    name = request.get("conversation")
    reply = asked.ask(request["question"], states.get(name) if name else None, id=id)
    if name:
        states[name] = reply.state
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


def _dump(reply: dict[str, Any]) -> str:
    return json.dumps(reply, ensure_ascii=False, separators=(",", ":"))
