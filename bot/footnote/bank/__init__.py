"""A bank: questions and answers written from a source, and where in the source each answer stands.

The records, the YAML files they are read from, and the checks of both.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .loader import (
        default_language as default_language,
        examine as examine,
        find as find,
        opened as opened,
        read as read,
        shipped as shipped,
    )
    from .models import (
        Bank as Bank,
        Entry as Entry,
        Passage as Passage,
        Policy as Policy,
        Reference as Reference,
        Silent as Silent,
        SizeRange as SizeRange,
        Source as Source,
    )

_LOADER = ("default_language", "examine", "find", "opened", "read", "shipped")  # these need YAML


def __getattr__(name: str) -> object:
    return getattr(import_module(f".{'loader' if name in _LOADER else 'models'}", __name__), name)
