"""The commands, one module for each: `add_options(command)` says what it takes, `run(arguments)` does it.

`run` returns a `Status`. A BotError that it raises is printed, and the command ends with status 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMANDS: Mapping[str, str] = {
    "ask": "Answer one question, or each line of standard input.",
    "topics": "List the questions that the bank answers.",
    "help": "Explain a command, the chat, its settings, the environment or the exit status.",
    "new": "Make a bank of drafts from pages: text, Markdown, reStructuredText, HTML or PDF.",
    "check": "Find mistakes in a bank, or changes in its source.",
    "due": "List the answers that are to be checked against their sources, and when.",
    "fmt": "Bring the files of a bank into one form: order, layout, numbers of citations.",
    "schema": "Print a JSON Schema, with which an editor checks the files of a bank.",
    "import": "Take questions and answers from CSV, Markdown or HTML into a bank.",
    "export": "Write a bank as CSV, Markdown or a FAQPage, with its citations.",
    "compile": "Compile a bank to one portable file that loads in milliseconds.",
    "score": "Measure a bank's replies on labelled questions.",
    "preview": "Show which replies an edit of a bank changes, the worst first, and why.",
    "why": "Explain a reply: the words that decided, what was near, what to change.",
    "gaps": "Show what people asked that the bank could not answer.",
    "learn": "Sort questions without an answer to the entries they belong to, one key each.",
    "coverage": "Show which parts of its sources a bank answers from, and what was asked about them.",
    "notes": "Show what readers reported with /wrong on this computer.",
    "journal": "Count, export or delete the lines of the journal.",
    "serve": "Answer over HTTP, and serve the widget for web pages.",
    "completion": "Print a script that completes commands and options in a shell.",
}
"""Each command by the name of its module, and what it does in a sentence. `--help` lists them in this
order."""
