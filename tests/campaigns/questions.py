"""Questions and states that nobody asks: every one gets a reply that keeps its promises.

`python tests/campaigns/questions.py --seconds 60 --bank micrometastases`; a case is a conversation of up to
four questions. A turn begins with the state of the one before it.
"""

from __future__ import annotations

import json
import re
import string
import sys
from typing import TYPE_CHECKING, Any

from campaign import Broken, main

from footnote import State, load
from footnote.errors import StateError
from footnote.text import printable

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

    from footnote import Bot, Reply

MAX_STATE_BYTES = 16 * 2**10
"""Bytes of a state in JSON: the HTTP service takes no larger request."""

ODD = [
    *"\ufdfa\u202e\u200b\u0301\u00ad\ud800\x00\x1b\x9b\ufeff😀ﬁ½²∞٣３一ß\u2028",
    *("\r\n", "'\"`", "[1]", "{}", "%s", "<b>"),
]
"""What no keyboard writes into a question, or what means something elsewhere."""

STATE_VALUES: list[object] = [
    *(None, True, -1, 0, 99, 100, 1.5, "", "x", "x" * 201, "\ud800"),
    *([], ["x"] * 4, ["x"] * 21, [None], [["x"]], {}),
]


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(string.ascii_lowercase, k=chance.randrange(1, 14)))


def _slip(text: str, chance: random.Random) -> str:
    letters = list(text)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(letters) + 1)
        letters[at : at + chance.randrange(2)] = chance.choice(
            ["", _word(chance), chance.choice(ODD), " ", "?"]
        )
    return "".join(letters)


class Fuzzer:
    """Makes turns for one bot, and checks what it replies."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot
        self.ids = [*bot.bank.entries, *bot.bank.silent, "gone", ""]
        self.texts = [wording for _, wording in bot.bank.wordings()]
        self.texts += [text for small_talk in bot.bank.language.small_talk for text in small_talk.wordings]
        self.marks = re.compile(r"\[(\d+)\]")
        self.asked = 0

    def __call__(self, chance: random.Random) -> str:
        """One conversation of a few turns; its last reply's kind."""
        state: Any = self._state(chance)
        reply = None
        for _ in range(chance.choice([1, 1, 2, 4])):
            question = self._question(chance)
            self.asked += 1
            try:
                reply = self.bot.ask(question, state)
            except StateError:
                return "StateError"
            self._check(reply, question, state)
            self._check_state(reply, question, state)
            if chance.random() < 0.05 and self.bot.ask(question, state) != reply:
                raise Broken(f"another reply now: {question!r} in {state!r}")
            state = reply.state if chance.random() < 0.9 else reply.state.as_dict()
        return reply.kind if reply else "none"

    def _question(self, chance: random.Random) -> str:
        texts = self.texts
        joint = chance.choice(["? ", " and ", "\n", ", ", ". "])
        size = f"{chance.uniform(0, 30):.{chance.randrange(4)}f} {chance.choice(['mm', 'cm', 'µm', ''])}"
        makers: list[Callable[[], str]] = [
            lambda: chance.choice(texts),
            lambda: _slip(chance.choice(texts), chance),
            lambda: joint.join(chance.choices(texts, k=chance.randrange(2, 9))),
            lambda: " ".join(_word(chance) for _ in range(chance.randrange(1, 40))),
            lambda: "".join(chance.choices([*string.printable, *ODD], k=chance.randrange(60))),
            lambda: f"{chance.choice(texts)} {size}",
            lambda: chance.choice(["1", "the second one", "why", "no", "yes", "shorter", "0.2?", ""]),
            lambda: chance.choice(ODD) * chance.choice([1, 50, 3_000]) + chance.choice(texts),
            lambda: "".join(chance.choice(texts).split()),
        ]
        question = chance.choice(makers)()
        if chance.random() < 0.2:  # one odd question beside another, in one message
            question += chance.choice(["? ", " [1]? ", "\n", ", ", " {0} "]) + chance.choice(makers)()
        return question.upper() if chance.random() < 0.05 else question

    def _state(self, chance: random.Random) -> object:
        if chance.random() < 0.5:
            return None

        def ids(most: int) -> tuple[str, ...]:
            return tuple(chance.choices(self.ids, k=chance.randrange(most + 1)))

        state = State(
            entry=chance.choice([None, *self.ids]),
            options=ids(3),
            declined=chance.randrange(100),
            handed=chance.random() < 0.1,
            entries=ids(6),
            earlier=ids(3),
            question=chance.choice(["", *self.texts])[:300],
            said=chance.choice(["", "answer", "gone"]),
            size=chance.choice(["", "0.2 mm", "3 cm", "mm", "9" * 40]),
            facts=ids(10),
            answered=ids(20),
            silent=ids(20),
        )
        if chance.random() < 0.7:
            return state
        data = state.as_dict()
        data[chance.choice([*data, "unknown"])] = chance.choice(STATE_VALUES)
        return data

    def _check(self, reply: Reply, question: str, state: object) -> None:
        """Raises Broken where a reply is none that any channel could show."""
        known = {citation.number for citation in reply.citations}
        marks = {int(mark) for mark in self.marks.findall(reply.text)}
        if reply.citations and not known <= marks:
            raise Broken(f"a citation has no mark: {question!r} in {state!r}")
        if reply.kind == "answer" and marks - known:
            raise Broken(f"a mark has no citation: {question!r} in {state!r}")
        if reply.text != printable(reply.text) or reply.question != printable(question):
            raise Broken(f"not printable: {question!r} in {state!r}")
        if not (reply.text.strip() or reply.state.handed):
            raise Broken(f"no text: {question!r} in {state!r}")
        if (
            not 0 <= reply.confidence <= 1
            or not {option.entry for option in reply.options} <= self.bot.bank.entries.keys()
        ):
            raise Broken(f"confidence or options: {question!r} in {state!r}")

    @staticmethod
    def _check_state(reply: Reply, question: str, state: object) -> None:
        """Raises Broken where a state is larger than the service takes, or does not come back from JSON."""
        data = json.dumps(reply.state.as_dict())
        if len(data) > MAX_STATE_BYTES or State.from_dict(json.loads(data)) != reply.state:
            raise Broken(f"the state does not come back: {question!r} in {state!r}")


if __name__ == "__main__":
    name = "garden"
    if "--bank" in sys.argv:
        at = sys.argv.index("--bank")
        name = sys.argv[at + 1]
        del sys.argv[at : at + 2]
    from paths import GARDEN

    fuzzer = Fuzzer(load(GARDEN if name == "garden" else name))
    try:
        main(f"conversations with {name}", fuzzer, __doc__ or "")
    finally:
        print(f"  {fuzzer.asked:9,}  questions")
