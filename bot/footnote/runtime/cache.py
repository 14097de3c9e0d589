"""Bots kept ready between runs, as Python keeps compiled modules.

Reading a bank and indexing its wordings takes most of a cold start, and comes out the same each time. So a
command keeps what came out, in the user's own cache folder, and takes it again while neither the bank nor
this program has changed. Without such a folder everything works, only later. Programs that embed the bot
start once: `load` of this package keeps nothing.

As with compiled modules, what is kept is trusted: it is read only where nobody else could have written it.
"""

from __future__ import annotations

import copyreg
import gc
import os
import pickle
import sys
from contextlib import suppress
from types import MappingProxyType
from typing import IO, TYPE_CHECKING
from zlib import crc32

from footnote.bank.locations import find, home, listed, stamp, stamps

if TYPE_CHECKING:
    from footnote.bank.locations import Stamps
    from footnote.dialogue.engine import Bot

OFF = "FOOTNOTE_CACHE"
"""Set this variable to `off` and nothing is kept, nor taken."""


def _frozen(mapping: dict[str, object]) -> MappingProxyType[str, object]:
    return MappingProxyType(mapping)


copyreg.pickle(MappingProxyType, lambda mapping: (_frozen, (dict(mapping),)))


def load(bank: str, *, private: bool = False) -> Bot:
    """The bot of a bank, as `loading.load` makes it; kept for the next run, but in `private` leaving no file.

    Raises UnknownBank and BankError as that does.
    """
    path = find(bank)
    kept = None  # rebuilt by the compiled format
    ready = _taken(kept, path) if kept else None
    if ready is None:
        from .loading import load as make

        before = _stamps(path)  # before reading: a change while we read must not pass for read
        ready = make(bank)
        if kept and not private:
            ready.matcher.warm()
            for entry in ready.bank.entries.values():  # what is worked out when first asked for is kept too
                ready.hits(entry.question)
            with suppress(OSError, pickle.PicklingError):
                _keep(kept, before, ready)
    return ready


def _kept(path: str) -> str | None:
    """The file for what is kept of this bank, or None where there is no place for it."""
    whole = os.path.abspath(path)
    name = f"{os.path.basename(whole)}-{crc32(os.fsencode(whole)):08x}.{sys.implementation.cache_tag}.bot"
    folder = _folder()
    return os.path.join(folder, name) if folder else None


def _folder() -> str | None:
    base = os.environ.get("LOCALAPPDATA" if os.name == "nt" else "XDG_CACHE_HOME")
    if not base:
        base = os.path.join(os.path.expanduser("~"), ".cache")
    return os.path.join(base, "footnote") if os.path.isabs(base) else None


def _taken(kept: str, path: str) -> Bot | None:
    """What was kept, if it is ours, whole, and of the files as they are now."""
    try:
        with open(kept, "rb") as stream:
            if not _ours(os.fstat(stream.fileno())):
                return None
            if pickle.load(stream) != _stamps(path):  # noqa: S301  (ours: see above)
                return None
            return _unpickled(stream)
    except Exception:  # noqa: BLE001  (whatever is wrong with it, the bank itself is still there)
        return None


def _unpickled(stream: IO[bytes]) -> Bot:
    """What was pickled. Collecting garbage meanwhile would look at all of it again and again, for nothing."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        ready: Bot = pickle.load(stream)  # noqa: S301
    finally:
        if collecting:
            gc.enable()
    return ready


def _ours(status: os.stat_result) -> bool:
    """Whether nobody else could have written the file."""
    return os.name == "nt" or (status.st_uid == os.getuid() and not status.st_mode & 0o022)


def _keep(kept: str, stamped: Stamps, ready: Bot) -> None:
    """Write it whole or not at all: another run may be reading."""
    os.makedirs(os.path.dirname(kept), mode=0o700, exist_ok=True)
    draft = f"{kept}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with open(descriptor, "wb") as stream:
            pickle.dump(stamped, stream, pickle.HIGHEST_PROTOCOL)
            pickle.dump(ready, stream, pickle.HIGHEST_PROTOCOL)
        os.replace(draft, kept)
    except BaseException:
        os.unlink(draft)
        raise


def _stamps(path: str) -> Stamps:
    """What changes when a bot would come out otherwise: its bank, the shipped languages, or this program."""
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    others = *listed(home(), ".yaml"), *listed(package, ".py")
    return {**stamps(path), **{name: stamp(name) for name in others}}
