"""Keys and short texts read from a terminal, with prompt_toolkit."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import FuzzyCompleter, WordCompleter
from prompt_toolkit.key_binding import KeyBindings

from .decisions import NEW, OTHER, Act

if TYPE_CHECKING:
    from prompt_toolkit.key_binding import KeyPressEvent

    from footnote.bank import Bank
    from footnote.insights import Lesson


def read_key(lesson: Lesson) -> str:
    """One key that decides something. Ctrl-D is that for stopping; raises KeyboardInterrupt for Ctrl-C."""
    letters = ascii_lowercase[: len(lesson.proposals)]
    bindings = KeyBindings()

    @bindings.add("<any>")
    def _ignored(_event: KeyPressEvent) -> None:
        """No other key types anything."""

    for key in [*letters, OTHER, NEW, *(act.value for act in Act)]:
        bindings.add(key, eager=True)(_accepting(key))
        if key.isalpha():
            bindings.add(key.upper(), eager=True)(_accepting(key))
    return _read("> ", key_bindings=bindings) or Act.STOP.value


def read_entry(bank: Bank) -> str:
    """The id of an entry or topic, completed while it is typed, or words to search for; "" for nothing."""
    titles = {id: entry.question for id, entry in bank.entries.items()}
    titles |= {id: f"(silent) {topic.about}" for id, topic in bank.silent.items()}
    completer = FuzzyCompleter(WordCompleter(list(titles), meta_dict=titles, sentence=True))
    return _read("Which entry? ", completer=completer, complete_while_typing=True) or ""


def read_about() -> str:
    """What the source does not say; "" where nothing is typed."""
    return _read("The source does not say ") or ""


def _accepting(key: str):  # type: ignore[no-untyped-def]  # noqa: ANN202  (prompt_toolkit's handlers)
    def accept(event: KeyPressEvent) -> None:
        event.current_buffer.text = key
        event.app.exit(result=key)

    return accept


def _read(message: str, **options: object) -> str | None:
    """A line, or what a key gives; None at the end of the input."""
    try:
        line: str = PromptSession[str]().prompt(message, **options)  # type: ignore[arg-type]
    except EOFError:
        return None
    return " ".join(line.split())
