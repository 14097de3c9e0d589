"""Compiled banks: all that the first question needs, in one portable file that loads in milliseconds.

A compiled bank is used only while nothing has changed that it was made from: the bank's files, this
program's code, and the stemmer. Spelling is compared when a question is asked, so that the version of that
library does not matter.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from footnote.bank import file_stamp, files_in, source_stamps
from footnote.dialogue import Bot, SafetyIndex, SmallTalkIndex
from footnote.matching import dump_matcher, restore_matcher
from footnote.text import Lexicon, stemmer_version

from .container import Container, InvalidContainer, Texts, pack, pack_texts
from .records import decode_bank, encode_bank

try:
    from _blake2 import blake2b  # `hashlib` gives the same, and takes 5 ms to import OpenSSL with it
except ImportError:  # pragma: no cover  (a Python that has it elsewhere)
    from hashlib import blake2b

if TYPE_CHECKING:
    from footnote.bank import Stamps

MAX_SOURCE_BYTES = 16 * 2**20
"""Bytes of a source that are looked at: no bank's file may have more (see `footnote.bank.loader`)."""

_READ_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)

_CODE = (
    "text",
    "text/spelling",
    "bank",
    "bank/sections",
    "matching",
    "matching/answerability",
    "dialogue",
    "dialogue/conversation",
    "dialogue/safety",
    "runtime",
)
"""The packages whose code decides what is in a compiled bank."""


def compile_bot(bot: Bot, sources: str) -> bytes:
    """The compiled bank of a bot made from files with this fingerprint (see `source_fingerprint`).

    Raises TypeError for a bank that no file can give.
    """
    texts, ends = pack_texts([wording for _, wording in bot.bank.wordings()])
    sections = {
        "bank": encode_bank(bot.bank),
        "texts": texts,
        "text_ends": ends,
        "small_talk": bot.small_talk.expanded,
        **bot.bank.language.lexicon.to_sections(),
        "safety": bot.safety.places,
        "line_weights": bot.safety.line_model.buckets,
        **dump_matcher(bot.matcher),
    }
    return pack({"bank": bot.bank.id, "sources": sources, "program": program_fingerprint()}, sections)


def restore_bot(data: bytes, sources: str | None) -> Bot:
    """The bot of a compiled bank, if its sources have this fingerprint; None stands for any.

    Raises InvalidContainer where the file is damaged, outdated, or no compiled bank.
    """
    container = Container(data)
    if sources is not None and container.header.get("sources") != sources:
        raise InvalidContainer("the bank was edited since it was compiled")
    if container.header.get("program") != program_fingerprint():
        raise InvalidContainer("it was compiled by another version of this program")
    try:
        return _bot(container)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise InvalidContainer("its content does not fit together") from error


def _bot(sections: Container) -> Bot:
    texts = Texts(sections["texts"], sections["text_ends"])
    bank = decode_bank(sections["bank"], texts, Lexicon.from_sections(sections))
    small_talk = SmallTalkIndex(bank.language, sections["small_talk"])
    safety = SafetyIndex(bank.language, sections["safety"], sections["line_weights"])
    return Bot(bank, restore_matcher(sections, texts, bank.language), small_talk, safety)


def source_fingerprint(path: str) -> str:
    """A hash of all files that a bank, given by its folder or file, may be made from; wherever they are."""
    return stamps_fingerprint(source_stamps(path))


@cache
def program_fingerprint() -> str:
    """A hash of the code, and the version of the stemmer, that decide what is in a compiled bank."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    files = [
        name
        for part in _CODE
        for ending in (".py", ".json", ".yaml", ".txt")
        for name in files_in(os.path.join(package, part), ending)
    ]
    return f"{stamps_fingerprint({name: file_stamp(name) for name in files})} stemmer {stemmer_version()}"


def stamps_fingerprint(files: Stamps) -> str:
    """A hash of the files' names and contents. Folders are left out: it is the same in another place."""
    digest = blake2b(digest_size=16)
    for name, status in files.items():
        if status:
            content = _content(name, min(status[1], MAX_SOURCE_BYTES))
            title = f"{os.path.basename(name)}\0{len(content)}\0"
            digest.update(title.encode("utf-8", "surrogateescape"))
            digest.update(content)
    return digest.hexdigest()


def _content(name: str, size: int) -> bytes:
    """What a file contains, up to a byte more than this size; nothing where a pipe has to be waited for.

    A bank may have hundreds of files: this takes a third of the time of `open`.
    """
    try:
        descriptor = os.open(name, _READ_FLAGS)
    except (OSError, ValueError):  # ValueError: a NUL in the path
        return b""
    try:
        return os.read(descriptor, size + 1)
    except OSError:
        return b""
    finally:
        os.close(descriptor)
