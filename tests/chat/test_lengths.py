"""No answer of the shipped bank, with what stands under it, is so long that its beginning scrolls away."""

from __future__ import annotations

import pytest

import footnote
from footnote.chat.messages import Turn, turn_message
from footnote.chat.questions.following import invites_more, next_question
from footnote.console import Terminal
from footnote.dialogue import State
from footnote.dialogue.policy import Answer
from footnote.dialogue.responses import respond

WITHOUT_LINKS = Terminal(tty=True)
"""A terminal that shows the address of each source, too."""


@pytest.mark.parametrize(("columns", "most"), [(80, 14), (40, 30)])
def test_an_answer_and_what_stands_under_it_fit_the_window(
    shipped: footnote.Bot, columns: int, most: int
) -> None:
    bank, terminal = shipped.bank, WITHOUT_LINKS._replace(width=columns)
    lines = {}
    for id, entry in bank.entries.items():
        reply = respond(bank, entry.question, State(), Answer(entry, 1.0))
        following = next_question(shipped, entry, {id}) if invites_more(reply) else None
        turn = Turn("", reply, State(), "", following.question if following else "")
        lines[id] = turn_message(turn, bank.language).render(terminal).count("\n") + 1
    assert {id: count for id, count in lines.items() if count > most} == {}
