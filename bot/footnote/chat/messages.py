"""What the chat shows in answer to a line, before it is laid out for a terminal; and a turn of the chat."""

from __future__ import annotations

import re
from string import ascii_lowercase
from typing import TYPE_CHECKING, NamedTuple

from footnote.console import EMPTY, citation_links, render_blocks
from footnote.dialogue import Block, blocks
from footnote.text import plain, printable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from footnote.console import Terminal
    from footnote.dialogue import Reply, State
    from footnote.text import Language

_POSITION = re.compile(r":\d+:\d+: ")
_NO_LINKS: Mapping[str, str] = {}


class Turn(NamedTuple):
    """What a person typed, the reply, and the state of the conversation before it.

    `asked` is what the bot was asked: the number of an option for its letter, else what was typed.
    `following` is the question suggested after the reply, "" where there is none.
    """

    typed: str
    reply: Reply
    before: State
    asked: str
    following: str = ""


class Message(NamedTuple):
    """Paragraphs, and the addresses of their labels.

    `pageable` says that a pager may show them; `escape` is a control sequence for the terminal, not text.
    """

    blocks: tuple[Block, ...]
    links: Mapping[str, str] = _NO_LINKS
    pageable: bool = False
    escape: str = ""

    def render(self, terminal: Terminal) -> str:
        """The paragraphs as lines for this terminal."""
        return render_blocks(self.blocks, terminal, self.links)


NO_MESSAGE = Message(())


class Choice(NamedTuple):
    """A question of the chat itself that the next line may answer. `then` takes the option's index.

    The options are shown as a, b and c; those of a longer list, which is `numbered`, as 1, 2 and 3.
    """

    options: tuple[str, ...]
    then: Callable[[int], Message]
    numbered: bool = False

    def pick(self, line: str) -> int | None:
        """The index of the option that a line names by letter, number or words, None if it names none."""
        if line.isascii() and line.isdigit():
            number = int(line) if len(line) < 4 else 0
            return number - 1 if 1 <= number <= len(self.options) else None
        text = plain(line)
        matches = [at for at, option in enumerate(self.options) if plain(option) == text]
        if not matches and not self.numbered:
            matches = letter_index(line, len(self.options))
        if not matches and len(text) == 1:
            matches = [at for at, option in enumerate(self.options) if plain(option)[:1] == text]
        return matches[0] if len(matches) == 1 else None

    @property
    def how_to_pick(self) -> str:
        """What to say to a number or a letter that is none of the options."""
        if self.numbered:
            return f"Type a number from 1 to {len(self.options)}, or ask something else."
        return f"Type {letters_of(len(self.options))}, or ask something else."


_LETTER = re.compile(r"\(?([a-z])[.)]?", re.IGNORECASE)


def letter_index(line: str, count: int) -> list[int]:
    """The index of the option whose letter a line is (`b`, `B.`, `(b)`), in a list; empty for no option."""
    letter = _LETTER.fullmatch(line)
    index = ascii_lowercase.index(letter[1].lower()) if letter else count
    return [index] if index < count else []


def is_letter(line: str) -> bool:
    """Whether a line is a single letter, as options have them."""
    return _LETTER.fullmatch(line) is not None


def letters_of(count: int) -> str:
    """The letters of this many options, as one would say them: `a, b or c`."""
    return any_of(list(ascii_lowercase[:count]))


def any_of(names: Sequence[str]) -> str:
    """The names as a choice: `a, b or c`."""
    return " or ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def text_message(text: str) -> Message:
    """A paragraph of the chat itself. Control characters in it are shown as U+FFFD."""
    return Message((Block("", printable(text)),))


def reply_message(reply: Reply, language: Language) -> Message:
    """A reply of the bot, its options as a, b and c: in the chat, a number is that of a source."""
    return Message(tuple(blocks(reply, language, letters=True)), citation_links(reply))


def turn_message(turn: Turn, language: Language) -> Message:
    """A reply of the bot, and the question that may come next."""
    message = reply_message(turn.reply, language)
    if not turn.following:
        return message
    following = Block("", printable(f"You could ask next: {turn.following}"))
    return message._replace(blocks=(*message.blocks, EMPTY, following))


def choice_message(question: str, options: Sequence[str]) -> Message:
    """A question and its options, a line each after its letter."""
    rows = (Block(f"{letter}.", option) for letter, option in zip(ascii_lowercase, options, strict=False))
    return Message((Block("", printable(question)), *rows))


def problem_message(text: str, details: Sequence[str]) -> Message:
    """What went wrong, and the details. A detail that begins with `file:line:column:` is never wrapped."""
    lines = (Block("", printable(line), keep=bool(_POSITION.search(line))) for line in details)
    return Message((Block("", printable(text)), *lines))
