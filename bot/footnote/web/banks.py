"""The banks that the service answers from: reloaded when their files change, replies cached.

Short questions are answered in the event loop, long ones in a worker thread.
"""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, NamedTuple, ParamSpec, TypeVar

from footnote.runtime import Reload, Reloader, for_today

from .logs import log
from .responses import HTTPProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from footnote.bank import Bank
    from footnote.dialogue import Bot, Reply, State

P = ParamSpec("P")
T = TypeVar("T")

MAX_INLINE_LENGTH = 200
"""Characters of a question that is answered in the event loop, which takes 1 to 3 ms. A longer one goes to
the worker thread: 2,000 characters took up to 0.5 s."""

MAX_CACHED_REPLIES = 4_096
"""Replies cached for each bank: many people ask the same thing. One takes some 4 kB (shipped bank)."""


class Worker:
    """One thread with a time limit, in seconds, that counts from submission.

    One thread is enough: Python runs one at a time, and the event loop needs its share.
    """

    def __init__(self, timeout: float) -> None:
        self._timeout = timeout
        self._pool = ThreadPoolExecutor(1, "footnote-worker")

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """The function's result. Raises HTTPProblem (503) after the time limit; a call that has not begun
        by then never runs.
        """
        future = self._pool.submit(function, *args, **kwargs)
        try:
            async with asyncio.timeout(self._timeout):
                return await asyncio.wrap_future(future)
        except TimeoutError:
            detail = "The answer took too long; send a shorter question"
            raise HTTPProblem(503, "too-long", detail, {"Retry-After": "5"}) from None

    def close(self) -> None:
        """Cancel what has not begun, and wait for the rest."""
        self._pool.shutdown(cancel_futures=True)


class CachedReply(NamedTuple):
    """A reply, and the same as a JSON object."""

    reply: Reply
    content: dict[str, Any]


class ActiveBank:
    """One version of a bank, and the cache of its replies. A changed bank becomes a new ActiveBank."""

    def __init__(self, bot: Bot, worker: Worker) -> None:
        self.bank = bot.bank
        self._bot = bot
        self._worker = worker
        self._cache: dict[tuple[str, State], CachedReply] = {}

    async def reply(self, question: str, state: State) -> CachedReply:
        """The reply. Raises HTTPProblem (503) for a long question that takes longer than the time limit."""
        bot = for_today(self._bot)
        if bot.day != self._bot.day:  # a new day, on which other reviews are overdue
            self._bot = bot
            self._cache.clear()
        cached = self._cache.get((question, state))
        if cached is not None:
            return cached
        if len(question) <= MAX_INLINE_LENGTH:
            return self._new_reply(question, state)
        return await self._worker.run(self._new_reply, question, state)

    def _new_reply(self, question: str, state: State) -> CachedReply:
        reply = self._bot.ask(question, state)
        cached = CachedReply(reply, reply.as_dict())
        if len(self._cache) >= MAX_CACHED_REPLIES:
            self._cache.clear()  # frequent questions are soon back, and a lookup stays a single step
        self._cache[question, state] = cached
        return cached


class Banks:
    """Banks by name. `paths` maps names to the paths of bank folders or files; the first is the default.
    `timeout` is the time limit for a long question, in seconds.

    `reloads` and `failed_reloads` count by name since the start, the first load included.
    """

    def __init__(self, paths: Mapping[str, str], timeout: float = 10.0) -> None:
        self._worker = Worker(timeout)
        self.paths = dict(paths)
        self.names = tuple(paths)
        self.reloads = dict.fromkeys(paths, 0)
        self.failed_reloads = dict.fromkeys(paths, 0)
        self._active: dict[str, ActiveBank] = {}
        self._reloaders = {name: Reloader(path, settle=True, optional=True) for name, path in paths.items()}
        for name, reloader in self._reloaders.items():
            bot = reloader.bot if reloader.usable else None
            self._take(name, Reload(bot, reloader.error))

    def get(self, name: str | None) -> ActiveBank:
        """The bank of a name, or the default. Raises HTTPProblem: 404 for an unknown name, 503 for a bank
        that has never loaded.
        """
        name = name or self.names[0]
        active = self._active.get(name)
        if active:
            return active
        if name in self.paths:
            detail = "This bank cannot be used right now; the server's log says why"
            raise HTTPProblem(503, "bank-unusable", detail)
        detail = f"There is no bank with this name; send one of: {', '.join(self.names)}"
        raise HTTPProblem(404, "unknown-bank", detail)

    def loaded(self) -> list[Bank]:
        """The banks that can answer."""
        return [each.bank for each in self._active.values()]

    def usable(self) -> dict[str, bool]:
        """Whether each bank can answer, by name."""
        return {name: name in self._active for name in self.names}

    def reload_changed(self) -> None:
        """Reload each bank whose files changed and then stayed the same since the last call.

        Blocks for some hundred milliseconds per changed bank: call it in a thread. A bank that cannot be
        read is logged, and the version in use goes on answering.
        """
        for name, reloader in self._reloaders.items():
            change = reloader.check()
            if change:
                self._take(name, change)

    def close(self) -> None:
        """Cancel the questions that wait for the worker thread, and wait for the one in progress."""
        self._worker.close()

    def _take(self, name: str, change: Reload) -> None:
        """Use a version of a bank that was loaded; log why one cannot be used."""
        if change.bot:
            self._active[name] = ActiveBank(change.bot, self._worker)
            self.reloads[name] += 1
            log("bank in use", bank=name, version=change.bot.bank.version)
        if change.error:
            self.failed_reloads[name] += 1
            problems = [str(problem) for problem in change.error.problems]
            log("bank cannot be used", level="error", bank=name, problems=problems)
