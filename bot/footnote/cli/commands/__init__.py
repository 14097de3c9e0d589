"""The commands, one module each: `add_options(command)` says what it takes, `run(arguments)` does it.

`run` returns a `Status`. A BotError that it raises is printed, and the command ends with status 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "ask": "Answer one question, or one a line from standard input.",
    "topics": "List the questions that the bank answers.",
    "help": "Explain a command, the chat, its config file, or what a script needs.",
    "check": "Find what is wrong with a bank, or changed in its source.",
    "compile": "Write one portable file of a bank, which loads in milliseconds.",
    "score": "Measure a bank's replies on labelled questions.",
    "why": "Explain a reply: its words, what came near, what to change.",
    "gaps": "Show what people asked that the bank could not answer.",
    "notes": "Show what readers of this computer noted with /wrong.",
    "journal": "Look after the journal of replies.",
    "serve": "Answer over HTTP, and serve the widget for a page.",
    "completion": "Print a script that completes commands and options in a shell.",
}
"""Each command by the name of its module, and what it does in a sentence. `--help` lists them in this
order."""
