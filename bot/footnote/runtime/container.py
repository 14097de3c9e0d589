"""A portable file of named sections: JSON data, texts and arrays of numbers.

The file is, in order: 8 bytes that say what it is; the version of the format, and the CRC-32 of everything
after it (two unsigned 32-bit numbers); the length of the header (another one); the header (JSON: what the
file was made from, and the kind, place and size of each section); and the sections. Numbers are
little-endian, JSON is compressed by zlib. A section is decoded when it is first asked for.
"""

from __future__ import annotations

import json
import struct
import sys
from array import array
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple
from zlib import compress, crc32, decompress, error as zlib_error

if TYPE_CHECKING:
    from collections.abc import Iterator

MAGIC = b"\x89FTNOTE\n"
"""No text begins so: the first byte is no UTF-8, and a transfer as text changes the last."""

FORMAT = 7
"""The version of the format, of the sections and of what is in them. Raise it with every change of these."""

_PREAMBLE = struct.Struct("<8s2I")
_LENGTH = struct.Struct("<I")
_ARRAYS = {"B": 1, "h": 2, "H": 2, "I": 4, "Q": 8, "f": 4, "d": 8}
_SWAP = sys.byteorder == "big"


class InvalidContainer(ValueError):
    """Not such a file, one of another format, or a damaged one. The message says which."""


class Container(Mapping[str, Any]):
    """The sections of a file. `header` is what `pack` was given. Threads may share it."""

    def __init__(self, data: bytes) -> None:
        """Raises InvalidContainer unless every byte is as it was written. The data is not kept as a whole: of
        each section there is either what was read or what it was decoded to.
        """
        self.header, places, begin = _read_header(data)
        self._sections: dict[str, Any] = {
            name: _Encoded(kind, data[begin + start : begin + start + size])
            for name, (kind, start, size) in places.items()
        }

    def __getitem__(self, name: str) -> Any:
        section = self._sections[name]
        if isinstance(section, _Encoded):
            section = self._sections[name] = _decode(*section)
        return section

    def __iter__(self) -> Iterator[str]:
        return iter(self._sections)

    def __len__(self) -> int:
        return len(self._sections)


class _Encoded(NamedTuple):
    """A section as it is in the file."""

    kind: str
    data: bytes


class Texts(Sequence[str]):
    """Texts in one piece, each decoded when it is asked for. Equal to a tuple of the same texts."""

    def __init__(self, data: bytes, ends: Sequence[int], start: int = 0, stop: int | None = None) -> None:
        self._data = data
        self._ends = ends
        self._start = start
        self._stop = len(ends) - 1 if stop is None else stop

    def part(self, start: int, stop: int) -> Texts:
        """The texts from one number up to another, without decoding them."""
        return Texts(self._data, self._ends, self._start + start, self._start + stop)

    def __len__(self) -> int:
        return self._stop - self._start

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return tuple(map(self._text, range(self._start, self._stop)[number]))
        return self._text(range(self._start, self._stop)[number])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, tuple | Texts) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def _text(self, place: int) -> str:
        return str(self._data[self._ends[place] : self._ends[place + 1]], "utf-8", "surrogatepass")


def pack(header: Mapping[str, Any], sections: Mapping[str, Any]) -> bytes:
    """The file with this header and these sections: JSON, arrays (of type B, h, H, I, Q, f or d), or `bytes`.

    The same sections give the same bytes, on every machine that has the same zlib.
    """
    places: dict[str, tuple[str, int, int]] = {}
    pieces: list[bytes] = []
    start = 0
    for name, value in sections.items():
        kind, piece = _encode(value)
        places[name] = kind, start, len(piece)
        pieces.append(piece)
        start += len(piece)
    head = _json({**header, "sections": places})
    body = b"".join([_LENGTH.pack(len(head)), head, *pieces])
    return _PREAMBLE.pack(MAGIC, FORMAT, crc32(body)) + body


def pack_texts(texts: Sequence[str]) -> tuple[bytes, array[int]]:
    """Texts as one piece, and where each begins and the last ends: what `Texts` is made from."""
    encoded = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = array("I", [0])
    for piece in encoded:
        ends.append(ends[-1] + len(piece))
    return b"".join(encoded), ends


def _read_header(data: bytes) -> tuple[dict[str, Any], dict[str, tuple[str, int, int]], int]:
    """The header, the kind, place and size of each section, and where the sections begin."""
    try:
        magic, version, checksum = _PREAMBLE.unpack_from(data)
    except struct.error as error:
        raise InvalidContainer("it is too short") from error
    if magic != MAGIC:
        raise InvalidContainer("it is no compiled bank")
    if version != FORMAT:
        raise InvalidContainer(f"it is of format {version}, and this program reads format {FORMAT}")
    body = memoryview(data)[_PREAMBLE.size :]
    if crc32(body) != checksum:
        raise InvalidContainer("it is damaged")
    try:
        start = _LENGTH.size + _LENGTH.unpack_from(body)[0]
        header = json.loads(bytes(body[_LENGTH.size : start]))
        places = {name: (kind, begin, size) for name, (kind, begin, size) in header.pop("sections").items()}
    except (struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise InvalidContainer("its header cannot be read") from error
    return header, places, _PREAMBLE.size + start


def _encode(value: object) -> tuple[str, bytes]:
    if isinstance(value, bytes):
        return "bytes", value
    if isinstance(value, array):
        if _ARRAYS.get(value.typecode) != value.itemsize:
            raise TypeError(f"no section can be an array of {value.typecode!r}")
        return value.typecode, _swapped(value).tobytes()
    return "json", compress(_json(value))


def _decode(kind: str, data: bytes) -> Any:
    if kind == "json":
        try:
            return json.loads(decompress(data))
        except zlib_error as error:
            raise InvalidContainer("a section cannot be decompressed") from error
    return _swapped(array(kind, data)) if kind in _ARRAYS else data


def _swapped(values: array[Any]) -> array[Any]:
    if _SWAP:
        values = values[:]
        values.byteswap()
    return values


def _json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()
