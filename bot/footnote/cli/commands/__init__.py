"""The commands of the command line."""

COMMANDS = {
    "ask": "Answer one question, or one a line from standard input.",
    "topics": "List the questions that the bank answers.",
    "help": "Explain a command, the chat, its config file, or what a script needs.",
    "check": "Find what is wrong with a bank, or changed in its source.",
    "notes": "Show what readers of this computer noted with /wrong.",
    "score": "Measure a bank's replies on labelled questions.",
    "why": "Explain a reply: its words, what came near, what to change.",
    "gaps": "Show what people asked that the bank could not answer.",
    "journal": "Look after the journal of replies.",
    "serve": "Answer over HTTP, and serve the widget for a page.",
}
"""Each command, and what it does in a sentence."""
