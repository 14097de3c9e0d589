"""The file format of compiled banks: it gives back what was packed, and nothing at all of a damaged file."""

from __future__ import annotations

import struct
import sys
from array import array
from typing import Any
from zlib import crc32

import pytest
from hypothesis import given, strategies as st

from footnote.runtime.container import FORMAT, Container, InvalidContainer, Texts, pack, pack_texts

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
ARRAYS = (
    st.lists(st.integers(-(2**15), 2**15 - 1)).map(lambda values: array("h", values))
    | st.lists(st.integers(0, 2**16 - 1)).map(lambda values: array("H", values))
    | st.lists(st.integers(0, 2**32 - 1)).map(lambda values: array("I", values))
    | st.lists(st.floats(allow_nan=False)).map(lambda values: array("d", values))
)
SECTIONS = st.dictionaries(st.text(max_size=5), JSON | ARRAYS | st.binary(), max_size=5)
SAMPLE = pack({"bank": "garden"}, {"names": ["a", "é"], "numbers": array("H", [1, 513]), "raw": b"\x00\xff"})


@given(SECTIONS)
def test_sections_come_back_as_they_were_packed(sections: dict[str, Any]) -> None:
    """In any order, and as often as they are asked for."""
    container = Container(pack({"bank": "garden"}, sections))
    assert container.header == {"bank": "garden"}
    assert list(container) == list(sections)
    for name in [*reversed(sections), *sections]:
        assert container[name] == sections[name]
        assert type(container[name]) is type(sections[name])


def test_the_file_is_not_kept_beside_what_is_read_of_it() -> None:
    """A large bank has 8 MB; its sections are decoded one by one."""
    data = pack({"bank": "garden"}, {"numbers": array("I", range(1_000))})
    before = sys.getrefcount(data)
    container = Container(data)
    assert container["numbers"][999] == 999
    assert sys.getrefcount(data) == before


def test_numbers_are_little_endian_on_every_machine() -> None:
    assert b"\x01\x00\x01\x02" in SAMPLE


def test_the_same_sections_make_the_same_bytes() -> None:
    sections = {"names": ["a", "é"], "numbers": array("H", [1, 513]), "raw": b"\x00\xff"}
    assert pack({"bank": "garden"}, sections) == SAMPLE


@given(st.integers(0, len(SAMPLE) - 1), st.integers(0, 7))
def test_a_flipped_bit_is_found(place: int, bit: int) -> None:
    damaged = bytearray(SAMPLE)
    damaged[place] ^= 1 << bit
    with pytest.raises(InvalidContainer):
        Container(bytes(damaged))


@given(st.integers(0, len(SAMPLE) - 1))
def test_a_truncated_file_is_found(length: int) -> None:
    with pytest.raises(InvalidContainer):
        Container(SAMPLE[:length])


@given(st.binary(min_size=1))
def test_bytes_after_the_end_are_found(more: bytes) -> None:
    with pytest.raises(InvalidContainer):
        Container(SAMPLE + more)


@given(st.binary())
def test_a_foreign_file_is_found(data: bytes) -> None:
    with pytest.raises(InvalidContainer):
        Container(data)


def test_another_format_is_named() -> None:
    """The magic and the checksum are right: it is of a later version of this program."""
    later = SAMPLE[:8] + struct.pack("<I", FORMAT + 1) + SAMPLE[12:]
    with pytest.raises(
        InvalidContainer, match=f"format {FORMAT + 1}, and this program reads format {FORMAT}"
    ):
        Container(later)


@pytest.mark.parametrize(
    "header", [b"", b"[]", b"{}", b"{", b"\xff", b'{"sections": []}', b'{"sections": {"a": 1}}']
)
def test_a_header_that_is_none_is_found(header: bytes) -> None:
    """Written by another program that took the same magic: the checksum is right."""
    body = struct.pack("<I", len(header)) + header + b"more"
    data = struct.pack("<8s2I", SAMPLE[:8], FORMAT, crc32(body)) + body
    with pytest.raises(InvalidContainer):
        Container(data)


def test_a_section_that_cannot_be_decompressed_is_found() -> None:
    """Written by another program: the checksum is right."""
    head = b'{"sections": {"a": ["json", 0, 4]}}'
    body = struct.pack("<I", len(head)) + head + b"more"
    container = Container(struct.pack("<8s2I", SAMPLE[:8], FORMAT, crc32(body)) + body)
    with pytest.raises(InvalidContainer, match="decompressed"):
        container["a"]


@pytest.mark.parametrize("value", [array("i", [1]), array("b", [1]), {1, 2}, object()])
def test_what_has_no_portable_form_is_not_packed(value: object) -> None:
    with pytest.raises(TypeError):
        pack({}, {"a": value})


@given(st.lists(st.text(alphabet=st.characters())))
def test_texts_are_a_sequence_of_the_texts_they_were_packed_from(texts: list[str]) -> None:
    """Also of half a surrogate pair, which no file has but a program may."""
    packed = Texts(*pack_texts(texts))
    assert packed == tuple(texts)
    assert list(packed) == texts
    assert len(packed) == len(texts)
    assert hash(packed) == hash(tuple(texts))
    assert repr(packed) == repr(tuple(texts))


@given(st.lists(st.text(max_size=3), min_size=3), st.data())
def test_a_part_of_texts_is_cut_like_a_tuple(texts: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(texts)))
    stop = data.draw(st.integers(start, len(texts)))
    part = Texts(*pack_texts(texts)).part(start, stop)
    again = data.draw(st.integers(0, stop - start))
    assert part == tuple(texts[start:stop])
    assert part.part(again, stop - start) == tuple(texts[start:stop][again:])
    assert part[:2] == tuple(texts[start:stop][:2])
    assert part[::-1] == tuple(texts[start:stop][::-1])
    if part:
        assert (part[0], part[-1]) == (texts[start], texts[stop - 1])
    with pytest.raises(IndexError):
        part[len(part)]


def test_texts_are_equal_to_no_list() -> None:
    """As a tuple is not: records compare their fields."""
    assert Texts(*pack_texts(["a"])) != ["a"]
    assert Texts(*pack_texts(["a"])) != ("b",)
