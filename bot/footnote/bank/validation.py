"""A file as its author left it: what it says, taken out piece by piece, and all that is wrong with it.

A `Draft` collects problems and goes on with something harmless, so that one run finds them all. It
knows texts, lists and keys; what they are for is `schema`'s business.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from footnote.errors import Problem
from footnote.text import printable

from .yaml_nodes import Items, Pairs, Scalar, compose

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from .yaml_nodes import Node

Word = TypeVar("Word", bound=str)


class Keys(NamedTuple):
    """What is kept under a thing's keys: those it must have and those it may have."""

    what: str
    required: tuple[str, ...]
    optional: tuple[str, ...] = ()


class Form(NamedTuple):
    """A text of one form: whether it fits, and what to write if not."""

    fits: Callable[[str], object]
    write: str


class Draft:
    """One file under examination. `problems` grows with each look."""

    def __init__(self, data: bytes, file: str) -> None:
        self.data = data
        self.file = file
        self.root, self.problems = compose(data, file)

    def top(self, keys: Keys) -> Fields:
        """What stands under the keys of the file as a whole."""
        if self.root is not None:
            return self.fields(self.root, keys)
        if not self.problems:
            message = f"this file is empty; write the keys of {keys.what}, beginning with `schema: 1`"
            self.problems.append(Problem(self.file, 1, 1, message))
        return Fields(self, {})

    def wrong(self, node: Node, message: str) -> None:
        """Note what is wrong here, and what to write."""
        self.problems.append(Problem(self.file, node.mark.line + 1, node.mark.column + 1, message))

    def text(self, node: Node, form: Form | None = None) -> str:
        """The text of a node, or an empty one where there is none fit to use."""
        if not isinstance(node, Scalar):
            self.wrong(node, _NO_TEXT[type(node)])
            return ""
        text = node.text.strip()
        if not text:
            self.wrong(node, "nothing is written here; write a text")
        elif not text.isprintable() and (printable(text) != text or "\t" in text):
            self.wrong(
                node, "a \\ in this text makes a tab or an invisible character; write a space, or nothing"
            )
        elif form and not form.fits(text):
            self.wrong(node, f"{clip(text)} does not fit here; {form.write}")
            return ""
        return text

    def items(self, node: Node, least: int = 0, most: int | None = None) -> list[Node]:
        """The items of a list; none where it is no list."""
        if not isinstance(node, Items):
            self.wrong(node, "a list is wanted here; write [first, second], or one item a line after a dash")
            return []
        count = len(node.nodes)
        if count < least:
            self.wrong(node, f"this list holds {count or 'nothing'}; write at least {least}")
        if most is not None and count > most:
            self.wrong(
                node, f"this list holds {count}; write {most} at most, and quotes around a text with a comma"
            )
        return node.nodes

    def pairs(self, node: Node, least: int = 0) -> list[tuple[Scalar, Node]]:
        """The keys and values of a mapping, each key once; none where it is no mapping."""
        if not isinstance(node, Pairs):
            self.wrong(
                node, "keys with values are wanted here; write each on a line of its own, as `key: value`"
            )
            return []
        if len(node.nodes) < 2 * least:
            self.wrong(node, "nothing is written here; write one key with its value, or more")
        found: dict[str, tuple[Scalar, Node]] = {}
        for key, value in node.items():
            if not isinstance(key, Scalar) or not key.text.strip():
                self.wrong(key, "a key is a short text; put it in quotes if it starts with [ or {")
            elif key.text in found:
                first = found[key.text][0].mark.line + 1
                self.wrong(key, f"{clip(key.text)} is given twice, first on line {first}; keep one")
            else:
                found[key.text] = key, value
        return list(found.values())

    def blanks(self, node: Node, text: str, known: Collection[str] = ()) -> None:
        """Note each `{…}` in a text that nothing fills in."""
        cure = "write " + " or ".join(f"{{{name}}}" for name in sorted(known)) if known else "take it out"
        for found in _BLANK.findall(text):
            if found[1:-1] not in known:
                self.wrong(node, f"nothing is filled in at {clip(found)}; {cure}")

    def fields(self, node: Node, keys: Keys) -> Fields:
        """The values under a thing's keys, with a problem for each key that is missing or unknown."""
        known = (*keys.required, *keys.optional)
        values: dict[str, Node] = {}
        for key, value in self.pairs(node):
            if key.text in known:
                values[key.text] = value
            else:
                self.wrong(key, f"{keys.what} has no key {clip(key.text)}; {suggest(key.text, known)}")
        if isinstance(node, Pairs):
            for name in keys.required:
                if name not in values:
                    self.wrong(node, f"{keys.what} needs the key {name}, which is missing; write `{name}: …`")
        return Fields(self, values)


class Fields:
    """The values under the keys of one thing. What is missing reads as empty: its problem is noted."""

    def __init__(self, draft: Draft, values: dict[str, Node]) -> None:
        self._draft = draft
        self._values = values

    def node(self, key: str) -> Node | None:
        """Where the value under this key stands."""
        return self._values.get(key)

    def wrong(self, key: str, message: str) -> None:
        """Note what is wrong with the value under this key."""
        if node := self._values.get(key):
            self._draft.wrong(node, message)

    def blanks(self, key: str, text: str, known: Collection[str] = ()) -> None:
        """Note each `{…}` in the text under this key that nothing fills in."""
        if node := self._values.get(key):
            self._draft.blanks(node, text, known)

    def text(self, key: str, form: Form | None = None) -> str:
        """The text under this key."""
        node = self._values.get(key)
        return self._draft.text(node, form) if node else ""

    def one_of(self, key: str, known: Sequence[Word]) -> Word | None:
        """The one of these words that stands under this key, if one does."""
        text = self.text(key)
        word = next((word for word in known if word == text), None)
        if text and not word:
            self.wrong(key, f"{clip(text)} does not fit here; {suggest(text, known)}")
        return word

    def items(self, key: str, least: int = 0, most: int | None = None) -> list[Node]:
        """The items of the list under this key."""
        node = self._values.get(key)
        return self._draft.items(node, least, most) if node else []

    def texts(self, key: str, least: int = 0, most: int | None = None) -> tuple[str, ...]:
        """The texts of the list under this key."""
        return tuple(map(self._draft.text, self.items(key, least, most)))

    def pairs(self, key: str, least: int = 0) -> list[tuple[Scalar, Node]]:
        """The keys and values of the mapping under this key."""
        node = self._values.get(key)
        return self._draft.pairs(node, least) if node else []


_BLANK = re.compile(r"\{[^{}]*\}|[{}]")
_NO_TEXT = {
    Items: "one text is wanted here, not a list; put the text in quotes if it starts with [ or a dash",
    Pairs: "one text is wanted here, and the colon makes a key of its start; put all of it in quotes",
}


def matching(pattern: str, write: str) -> Form:
    """The form of text that a regular expression describes."""
    return Form(re.compile(pattern).fullmatch, write)


def suggest(name: str, known: Iterable[str]) -> str:
    """What to write instead of a name nobody knows: the nearest of those there are, or the first few.

    >>> suggest("wordngs", ["wordings", "answer"]), suggest("x", ["S1", "S2"])
    ('write wordings', 'write one of S1, S2')
    """
    from difflib import get_close_matches  # 2 ms that only a faulty bank has to pay

    known = list(known)
    shown = get_close_matches(name[:80], known, n=3) or known[:12]
    if len(shown) == 1:
        return f"write {shown[0]}"
    return f"write one of {', '.join(shown)}" + (" …" if len(shown) < len(known) else "")


def clip(text: str, width: int = 40) -> str:
    """A text as it is shown in a message: on one line, in quotes, not too long, safe to print."""
    text = printable(" ".join(text.split()))
    return f"“{text if len(text) <= width else text[: width - 1] + '…'}”"
