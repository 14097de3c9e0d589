"""`footnote topics`: the questions that a bank answers."""

from __future__ import annotations

import sys

import pytest
from command_line import Run, json_lines
from paths import GARDEN

import footnote as package


def test_topics_lists_every_entry(footnote: Run, gardener: package.Bot) -> None:
    """With its id, in the bank's order; on a terminal, the question alone."""
    done = footnote("topics", "--bank", GARDEN)
    entries = gardener.bank.entries.values()
    assert done == (0, "".join(f"{entry.id}\t{entry.question}\n" for entry in entries), "")


def test_a_terminal_gets_the_questions_alone(
    footnote: Run, gardener: package.Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ids say nothing to a reader."""
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    out = footnote("topics", "--bank", GARDEN).out
    assert out.splitlines() == [entry.question for entry in gardener.bank.entries.values()]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["roses"], ["roses"]),
        (["ROSES", "water"], ["roses"]),
        (["rose wat"], ["roses"]),
        (["why-water"], ["why-water"]),
        (["oses"], []),
    ],
)
def test_words_filter_the_topics(footnote: Run, words: list[str], ids: list[str]) -> None:
    """All of them must be there, in any order, as the beginning of words of the question or the id."""
    done = footnote("topics", *words, "--bank", GARDEN)
    assert [line.split("\t")[0] for line in done.out.splitlines()] == ids
    assert done.status == (0 if ids else 1)
    assert ("no question has oses" in done.err) == (not ids)


def test_json_has_the_topics_as_options_of_a_reply(footnote: Run, gardener: package.Bot) -> None:
    """The same keys: entry, question and the passages that it cites."""
    listed = json_lines(footnote("topics", "--json", "water", "roses", "--bank", GARDEN).out)
    entry = gardener.bank.entries["roses"]
    assert listed == [{"entry": "roses", "question": entry.question, "passages": list(entry.cites)}]
