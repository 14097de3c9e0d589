"""The records of a bank and its language as JSON data, and back.

A record is `{"Name": [its fields, in order]}`; a tuple is a list, a list `{"[]": […]}`, a dictionary
`{"{}": {…}}`, and any other mapping, which comes back read-only, `{"": {…}}`. Only the records of these
modules can be restored. The wordings of entries and silent topics are left out: their place among all
wordings of the bank stands for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from footnote.bank import models
from footnote.record import replace
from footnote.text import Lexicon, language, language_parts, safety

if TYPE_CHECKING:
    from .container import Texts

    Record = Any

WORDINGS = "wordings"
_MAPPING, _DICT, _LIST = "", "{}", "[]"
_OWNERS = (models.Entry, models.SilentTopic)


def stored(bank: models.Bank) -> models.Bank:
    """The bank as it is stored: without the lines that the weights of its line model were made from."""
    safety = bank.language.safety._replace(lines=MappingProxyType({}))
    return replace(bank, language=replace(bank.language, safety=safety))


def encode_bank(bank: models.Bank) -> Any:
    """The bank as JSON data, as it is `stored` and without the texts of `bank.wordings()`.

    Raises TypeError for a value that no bank file can give.
    """
    return _Encoder().encode(stored(bank))


def decode_bank(data: Any, texts: Texts, lexicon: Lexicon) -> models.Bank:
    """The bank of `encode_bank`; `texts` are its wordings, in the order of `bank.wordings()`, and `lexicon`
    that of its language.
    """
    bank: models.Bank = _decode(data, texts)
    vars(bank.language).update(lexicon=lexicon)  # nobody has seen the record yet
    return bank


class _Encoder:
    def __init__(self) -> None:
        self._place = 0

    def encode(self, value: object) -> Any:
        name = type(value).__name__
        fields = _FIELDS.get(name)
        if fields and isinstance(value, _RECORDS[name]):
            return {name: [self._field(value, field) for field in fields]}
        if isinstance(value, tuple):
            return [self.encode(item) for item in value]
        if isinstance(value, list):
            return {_LIST: [self.encode(item) for item in value]}
        if isinstance(value, Mapping):
            kind = _DICT if isinstance(value, dict) else _MAPPING
            return {kind: {str(key): self.encode(item) for key, item in value.items()}}
        if value is None or isinstance(value, str | int | float | bool):
            return value
        raise TypeError(f"a compiled bank cannot store {name}")

    def _field(self, record: object, field: str) -> Any:
        value = getattr(record, field)
        if isinstance(value, Lexicon):
            return None  # stored in sections of its own
        if field != WORDINGS or not isinstance(record, _OWNERS):
            return self.encode(value)
        start = self._place + isinstance(
            record, models.Entry
        )  # an entry's question is the first of its wordings
        self._place = start + len(value)
        return [start, self._place]


def _decode(value: Any, texts: Texts) -> Any:
    if isinstance(value, list):
        return tuple([_decode(item, texts) for item in value])
    if not isinstance(value, dict):
        return value
    ((name, content),) = value.items()
    if name == _LIST:
        return [_decode(item, texts) for item in content]
    if name in (_DICT, _MAPPING):
        mapping = {key: _decode(item, texts) for key, item in content.items()}
        return MappingProxyType(mapping) if name == _MAPPING else mapping
    record = _RECORDS.get(name)
    if record is None:
        raise TypeError(f"a bank has no record {name!r}")
    values = dict(zip(_FIELDS[name], content, strict=True))
    if record in _OWNERS:
        start, stop = values.pop(WORDINGS)
        return record(
            **{WORDINGS: texts.part(start, stop)},
            **{field: _decode(item, texts) for field, item in values.items()},
        )
    return record(*[_decode(item, texts) for item in content])


def _fields(record: Record) -> tuple[str, ...] | None:
    return getattr(record, "_fields", None)


_RECORDS: dict[str, Any] = {
    name: record
    for module in (models, language, language_parts, safety)
    for name, record in vars(module).items()
    if isinstance(record, type) and record.__module__ == module.__name__ and _fields(record)
}
"""The records by name."""

_FIELDS = {name: _fields(record) or () for name, record in _RECORDS.items()}
"""The names of the fields of each record, in order."""
