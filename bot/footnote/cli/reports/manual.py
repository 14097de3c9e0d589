"""The questions that messages of the command line name: the bank `footnote` answers them.

A question is written as the bank offers it, so that its answer is certain.
"""

from __future__ import annotations

GAPS = "How do I find the questions that a bank could not answer?"
JOURNAL = "How do I record what people ask?"
LABELLED_QUESTIONS = "How do I label questions to measure a bank?"
OTHER_BANK = "How do I use another bank?"
REPLAY = "How do I ask the questions of a saved chat again?"
SERVE = "How do I start the web service?"

ENTRIES = {
    GAPS: "gaps",
    JOURNAL: "journal-on",
    LABELLED_QUESTIONS: "labelled-questions",
    OTHER_BANK: "other-bank",
    REPLAY: "replay",
    SERVE: "serve",
}
"""Each question with the id of the entry that answers it."""

_ABOUT = {
    "NoJournal": JOURNAL,
    "NoQuestions": LABELLED_QUESTIONS,
    "UnknownBank": OTHER_BANK,
}
"""Names of exceptions: importing their classes would slow down every start."""


def more(question: str) -> str:
    """The line under a message that says where to read more."""
    return f'More: footnote ask --bank footnote "{question}"'


def about(error: Exception) -> str:
    """The question that is answered with what to do about an error; an empty text where none is."""
    return _ABOUT.get(type(error).__name__, "")
