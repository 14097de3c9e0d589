"""The banks that the service answers from: reloaded when their files change, replies cached.

Cheap questions are answered in the event loop, dear ones in a thread.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.bank import problem_lines
from footnote.runtime import Reload, Reloader, for_today

from .limits.reply_cache import CachedReply, ReplyCache
from .limits.turns import Turns
from .logs import log
from .responses import HTTPProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from footnote.bank import Bank
    from footnote.dialogue import Bot, Reply, State

MAX_EFFORT = 8.0
"""Milliseconds that a question may be expected to take in the event loop. One that takes longer goes to the
thread: see `Analyzer.effort`."""

MAX_CHEAP_LENGTH = 400
"""Characters of a question that is looked at for what it takes: a longer one takes too long anyway."""


class ActiveBank:
    """One version of a bank, and the cache of its replies. A changed bank becomes a new ActiveBank."""

    def __init__(self, bot: Bot, turns: Turns) -> None:
        self.bank = bot.bank
        self._bot = bot
        self._turns = turns
        self._cache = ReplyCache()

    @property
    def bot(self) -> Bot:
        """The bot of today, for a thread that asks it by itself."""
        return for_today(self._bot)

    async def reply(self, question: str, state: State) -> CachedReply:
        """The reply. Raises HTTPProblem (503) where its turn does not come, or where it takes too long."""
        bot = for_today(self._bot)
        if bot.day != self._bot.day:  # a new day, on which other reviews are overdue
            self._bot = bot
            self._cache.clear()
        cached = self._cache.get(question, state)
        if cached is not None:
            return cached
        run = self._turns.run if self._is_cheap(question) else self._turns.run_dear
        return await run(self._new_reply, bot, question, state)

    def _is_cheap(self, question: str) -> bool:
        return len(question) <= MAX_CHEAP_LENGTH and self._bot.matcher.analyzer.effort(question) <= MAX_EFFORT

    def _new_reply(self, bot: Bot, question: str, state: State) -> CachedReply:
        reply: Reply = bot.ask(question, state)
        cached = CachedReply(reply, reply.as_dict())
        if bot.day == self._bot.day:
            self._cache.put(question, state, cached)
        return cached


class Banks:
    """Banks by name. `paths` maps names to the paths of bank folders or files; the first is the default.
    `timeout` is the time limit of a dear question, `wait` how long any may wait for its turn, in seconds.
    With `apart` another process compiles them; `after_reload` is called, in the thread of the reload, when a
    bank was replaced.

    `reloads` and `failed_reloads` count by name since the start, the first load included.
    """

    def __init__(
        self,
        paths: Mapping[str, str],
        timeout: float = 10.0,
        wait: float = 1.0,
        *,
        apart: bool = False,
        after_reload: Callable[[], object] = lambda: None,
    ) -> None:
        self.turns = Turns(wait, timeout)
        self._after_reload = after_reload
        self.paths = dict(paths)
        self.names = tuple(paths)
        self.reloads = dict.fromkeys(paths, 0)
        self.failed_reloads = dict.fromkeys(paths, 0)
        self._active: dict[str, ActiveBank] = {}
        self._reloaders = {
            name: Reloader(path, settle=True, optional=True, apart=apart) for name, path in paths.items()
        }
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
            if change and change.bot:
                self._after_reload()

    def _take(self, name: str, change: Reload) -> None:
        """Use a version of a bank that was loaded; log why one cannot be used."""
        if change.bot:
            change.bot.explain(next(iter(change.bot.bank.entries.values())).question)  # tables are made now
            change.bot.matcher.prepare()
            change.bot.safety.prepare()
            self._active[name] = ActiveBank(change.bot, self.turns)
            self.reloads[name] += 1
            log("bank in use", bank=name, version=change.bot.bank.version)
        if change.error:
            self.failed_reloads[name] += 1
            problems = list(problem_lines(change.error.problems))
            log("bank cannot be used", level="error", bank=name, problems=problems)
