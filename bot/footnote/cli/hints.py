"""What to write instead of a command line that cannot be understood."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from .commands import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

NEAR = 0.7
"""How alike (`difflib`, 0..1) a mistyped word and a command or option are; "who" and "why" are .67."""

MAX_QUOTED = 60
"""Characters of what was written that a message repeats."""

_PLAIN_SENTENCES = (
    (r"argument (?P<name>.+?): expected (one|at least one) argument", "{name} needs a value after it"),
    (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "write {name} or {other}, not both"),
    (r"argument (?P<name>.+?): ignored explicit argument (?P<value>.+)", "{name} takes no value"),
    (
        r"argument (?P<name>.+?): invalid int value: (?P<value>.+)",
        "{name} takes a whole number, not {value}",
    ),
    (
        r"argument (?P<name>.+?): invalid choice: (?P<value>'.*?'|\".*?\") \(choose from (?P<choices>.+)\)",
        "{name} takes {choices}, not {value}",
    ),
    (r"ambiguous option: (?P<name>\S+) could match (?P<choices>.+)", "{name} may be {choices}; write it out"),
    (r"the following arguments are required: (?P<name>.+)", "{name} is missing"),
    (r"argument (?P<name>.+?): (?P<message>.+)", "{name}: {message}"),
)
"""What argparse says, and the plain sentence for it."""


def unknown_command(word: str, rest: Sequence[str]) -> str:
    """What to write instead of an unknown command: the nearest command, or `ask` and the words."""
    nearest = _same_letters(word) or _nearest(word, COMMANDS)
    instead = [shlex.join(["footnote", nearest, *rest])] if nearest else []
    if (rest or " " in word.strip() or not nearest) and nearest != "ask":
        words = " ".join([word, *(each for each in rest if not each.startswith("-"))])
        instead.append(f'footnote ask "{_clipped(words)}"')
    return f"there is no command “{_clipped(word)}”; did you mean: {' or '.join(instead)}"


def plain_sentence(message: str, options: Collection[str]) -> str:
    """A message of argparse in a plain sentence. `options` are those of the command, to find the one
    meant.
    """
    unknown = re.fullmatch(r"unrecognized arguments: (.+)", message, re.DOTALL)
    if unknown:
        return _unknown_words(unknown[1], options)
    for pattern, sentence in _PLAIN_SENTENCES:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            parts = {name: _clipped(value or "") for name, value in match.groupdict().items()}
            parts["choices"] = (match.groupdict().get("choices") or "").replace("'", "")
            parts["message"] = match.groupdict().get("message") or ""  # our own, which names what to write
            return sentence.format(**parts)
    return message


def _unknown_words(words: str, options: Collection[str]) -> str:
    first = next(iter(words.split(maxsplit=1)), "")
    if not first.startswith("-"):
        return f"“{_clipped(words)}” is one word too many"
    nearest = _nearest(first.partition("=")[0], options)
    return f"there is no option {_clipped(first)}" + (f"; did you mean {nearest}?" if nearest else "")


def _same_letters(word: str) -> str | None:
    """The command with the same letters in another order, such as ask for aks."""
    return next((name for name in COMMANDS if sorted(name) == sorted(word.lower())), None)


def _nearest(word: str, known: Collection[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(word.lower()[:MAX_QUOTED], known, n=1, cutoff=NEAR)), None)


def _clipped(text: str) -> str:
    from .reports.one_line import clipped

    return clipped(text, MAX_QUOTED)
