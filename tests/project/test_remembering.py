"""What is remembered of words."""

from __future__ import annotations

from footnote.remembering import remembered


def test_a_word_is_looked_up_once_and_rubbish_each_time() -> None:
    """So that what is remembered has a bound in bytes."""
    asked: list[str] = []
    look_up = remembered(lambda word: asked.append(word) or len(word))  # type: ignore[func-returns-value]
    for word in ("x" * 60, "x" * 61) * 2:
        assert look_up(word) == len(word)
    assert list(map(len, asked)) == [60, 61, 61]


def test_the_words_that_came_last_are_remembered() -> None:
    """There may be any number of words."""
    asked: list[str] = []
    look_up = remembered(asked.append)
    for number in range(5_000):
        look_up(str(number))
    look_up("4999")
    look_up("0")
    assert asked[5_000:] == ["0"]
