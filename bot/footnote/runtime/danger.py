"""What a language knows of danger, stored once for all banks of it: to fit its model takes seconds, which the
author of a bank would wait after every change.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from footnote.bank import language_files, source_stamps
from footnote.dialogue import SafetyIndex

from . import cache
from .compiled import program_fingerprint, stamps_fingerprint
from .container import Container, InvalidContainer, pack

if TYPE_CHECKING:
    from footnote.text import Language

_SECTION = "line_weights"


def safety_of(path: str, language: Language) -> SafetyIndex:
    """The index of danger for a bank, given by its path, with the model of its language from the cache; it is
    put there where it is missing or made of other files.
    """
    file = next(filter(os.path.isfile, language_files(path, language.id)), "")
    header = {"language": _fingerprint(path), "program": program_fingerprint()}
    for stored in cache.stored(file):
        with suppress(InvalidContainer, KeyError):
            container = Container(stored)
            if container.header == header:
                return SafetyIndex(language, line_weights=container[_SECTION])
    safety = SafetyIndex(language)
    with suppress(OSError):
        cache.store(file, pack(header, {_SECTION: safety.line_model.buckets}))
    return safety


def _fingerprint(path: str) -> str:
    """A hash of the files from which the language of a bank may be made: all but the bank's own."""
    home = os.path.abspath(path if os.path.isdir(path) else os.path.dirname(path))
    stamps = source_stamps(path)
    return stamps_fingerprint({name: stamps[name] for name in stamps if not name.startswith(home + os.sep)})
