"""Which parts of its sources a bank answers from, and what people asked about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from several_sources import GUIDE, RULES, garden_of_two

from footnote.bank import read_bank
from footnote.insights import Asked, cover

if TYPE_CHECKING:
    from pathlib import Path


def test_parts_are_in_the_order_of_the_page(tmp_path: Path) -> None:
    bank = read_bank(garden_of_two(tmp_path))
    text = GUIDE.replace("Roses", "Grass grows. Roses").replace(
        " Tulips need none", " Rain falls. Tulips need none"
    )
    guide, rules = cover(bank, {"guide": text})
    assert [(piece.passage, piece.text.split()[0]) for piece in guide.pieces] == [
        ("", "Grass"), ("P1", "Roses"), ("", "Rain"), ("P2", "Tulips")
    ]  # fmt: skip
    assert (guide.has_copy, rules.has_copy) == (True, False)
    assert [(piece.passage, piece.text) for piece in rules.pieces] == [("P3", "")]


def test_a_passage_that_is_gone_is_listed_at_the_end(tmp_path: Path) -> None:
    bank = read_bank(garden_of_two(tmp_path))
    guide = cover(bank, {"guide": "Garden\n\nWater\n\nTulips need none in winter.\n"})[0]
    assert [piece.passage for piece in guide.pieces] == ["P2", "P1"]


def test_questions_are_counted_where_they_are_answered(tmp_path: Path) -> None:
    """Those without an answer where most of what they ask is said, if anywhere."""
    bank = read_bank(garden_of_two(tmp_path))
    asked = [
        Asked("roses?", ("roses",)),
        Asked("roses?", ("roses",)),
        Asked("gone", ("no-such-entry",)),
        Asked("how tall may a tree be by the wall"),
        Asked("what about the moon"),
    ]
    guide, rules = cover(bank, {"guide": GUIDE, "rules": RULES}, asked)
    assert guide.pieces[0].answered == (("roses?", 2),)
    assert [piece.answered for piece in rules.pieces] == [(), ()]
    assert rules.pieces[1].open == (("how tall may a tree be by the wall", 1),)
    assert not any(piece.open for piece in guide.pieces)
