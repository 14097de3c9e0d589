"""Compares the passages of a bank with the text of its source, which may have changed since it was written.

A passage is found by its first and last words, and recognized by the fingerprint of all its text. `blocks`
splits the text, `findings` looks for passages in it.
"""

from .blocks import (
    END_OF_PAGE as END_OF_PAGE,
    INTRODUCTION as INTRODUCTION,
    Block as Block,
    Cut as Cut,
    Span as Span,
    addresses as addresses,
    blocks_of as blocks_of,
    cut_source as cut_source,
    fingerprint as fingerprint,
    sentences_of as sentences_of,
)
from .findings import (
    Finding as Finding,
    State as State,
    Uncovered as Uncovered,
    compare_source as compare_source,
    is_found as is_found,
    locate as locate,
    passage_texts as passage_texts,
    uncovered_texts as uncovered_texts,
)
