"""Passages that no answer cites: they stand beside the bank, and come back when an answer has their id."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from . import finishing

if TYPE_CHECKING:
    from collections.abc import Collection

PASSAGES_FILE = "notes-passages.yaml"
"""Where such passages are. Files whose names begin with `notes` are no part of a bank."""

_HEAD = "# Passages that no answer cites. `footnote fmt` takes one back as soon as an answer has its id.\n\n"
_KEY = "passages:\n"


class Parted(NamedTuple):
    """The texts of a bank file and of the file of its spare passages; "" where there is none."""

    bank: str
    spare: str


def put_aside(texts: Parted, used: Collection[str]) -> Parted:
    """The texts with passages that are not `used` moved from the bank to the spare ones."""
    parted = finishing.part_passages(texts.bank, used)
    if not parted.out:
        return texts
    if finishing.passage_ids(texts.spare):
        return Parted(parted.kept, finishing.with_passages(texts.spare, parted.out))
    return Parted(parted.kept, f"{_HEAD}{_KEY}{parted.out}")


def take_back(texts: Parted, wanted: Collection[str]) -> Parted:
    """The texts with those of the `wanted` passages that are spare moved into the bank."""
    own, spare = finishing.passage_ids(texts.bank), finishing.passage_ids(texts.spare)
    back = spare.intersection(wanted) - own
    if not back or not own:
        return texts
    parted = finishing.part_passages(texts.spare, spare - back)
    return Parted(finishing.with_passages(texts.bank, parted.out), parted.kept)
