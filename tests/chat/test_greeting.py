"""The greeting before the bank is loaded."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from paths import GARDEN

import footnote
from footnote.bank.locations import bank_file, find_bank, shipped_banks
from footnote.chat.greeting import BankHead, greeting, read_head


def test_the_greeting_of_a_bank_is_what_a_yaml_parser_reads() -> None:
    for name in shipped_banks():
        bank = footnote.load(name).bank
        head = BankHead(bank.title, bank.notice, bank.source.publisher)
        several = len(bank.sources) > 1  # counting them takes a parser
        assert read_head(bank_file(find_bank(name))) == (None if several else head)
    assert read_head(str(GARDEN / "bank.yaml")) == BankHead(
        "Our garden", "This is general information.", "The Gardeners"
    )


@pytest.mark.parametrize(
    "line", ["title: >-\n  Folded", "title: 'Quoted'", "title: One\n  more", "title: &a Anchored", "title:"]
)
def test_a_head_that_is_not_plain_text_is_left_to_the_yaml_parser(tmp_path: Path, line: str) -> None:
    text = (GARDEN / "bank.yaml").read_text(encoding="utf-8").replace("title: Our garden", line)
    (tmp_path / "bank.yaml").write_text(text, encoding="utf-8")
    assert read_head(str(tmp_path / "bank.yaml")) is None


@given(st.binary(max_size=300))
def test_the_head_of_any_bytes_is_read(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    file = tmp_path_factory.mktemp("peek") / "bank.yaml"
    file.write_bytes(content)
    assert read_head(str(file)) is None or b"title" in content


def test_the_greeting_says_how_to_get_help_and_how_to_leave() -> None:
    head = BankHead("Garden", "No advice.", "The Gardeners")
    assert greeting(head, plain=False)[1:] == [
        "No advice.",
        "Ask in your own words. F1 for help, Ctrl-D to leave.",
    ]
    assert "/help" in greeting(head, plain=True)[-1]
