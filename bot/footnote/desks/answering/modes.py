"""What becomes of an answer: it is sent, or left to a worker as a draft."""

from __future__ import annotations

import re

SURE = 0.9
"""The confidence from which `answer-when-sure` answers where the mode names none."""

_MODE = re.compile(r"answer|draft|answer-when-sure(?: (?:0(?:\.\d+)?|1(?:\.0+)?))?")


def is_mode(text: str) -> bool:
    """Whether a text is a mode: `answer`, `draft`, `answer-when-sure` or `answer-when-sure 0.9`."""
    return _MODE.fullmatch(text) is not None


def answers(mode: str, confidence: float) -> bool:
    """Whether an answer of so much confidence is sent in a mode, and not left to a worker.

    >>> answers("answer-when-sure 0.8", 0.85), answers("draft", 1.0)
    (True, False)
    """
    name, _, least = mode.partition(" ")
    return name == "answer" or (name == "answer-when-sure" and confidence >= float(least or SURE))
