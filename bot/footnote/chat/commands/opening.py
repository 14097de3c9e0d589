"""`/open`: a source of the last answer, in the reader's browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

from footnote.chat.messages import Message, text_message
from footnote.dialogue import Block, page
from footnote.text import printable

if TYPE_CHECKING:
    from footnote.chat.session import ChatSession
    from footnote.dialogue import Citation

MAX_SHOWN_NUMBER_LENGTH = 9
"""Digits of a number that fits no source and is repeated."""


def open_source(session: ChatSession, argument: str) -> Message:
    """Open the source with this number at the passage that was cited; the only one needs no number."""
    cited = next((turn.reply.citations for turn in reversed(session.turns) if turn.reply.citations), ())
    if not cited:
        return text_message("There is no source to open yet: ask something first.")
    number = argument.strip("[]")
    by_number = {str(each.number): each for each in cited}
    if not number and len(cited) == 1:
        return _open(session, cited[0])
    if number in by_number:
        return _open(session, by_number[number])
    return text_message(_no_such_source(number, list(by_number)))


def _open(session: ChatSession, cited: Citation) -> Message:
    if session.open_address(cited.url):
        return text_message(f"I opened source [{cited.number}] in your browser: {page(cited.url)}")
    text = f"I found no browser to open here. Source [{cited.number}] is at:"
    return Message((Block("", text), Block("", printable(cited.url), keep=True)))


def _no_such_source(number: str, numbers: list[str]) -> str:
    which = f"[{numbers[0]}]" if len(numbers) == 1 else f"[{numbers[0]}] to [{numbers[-1]}]"
    has = f"The last answer has {'source' if len(numbers) == 1 else 'sources'} {which}"
    if number.isdecimal():
        return f"{has}, and no [{number[:MAX_SHOWN_NUMBER_LENGTH]}]."
    return f"{has}. Type the number after /open, such as /open {numbers[0]}"


def open_in_browser(address: str) -> bool:
    """Open a web address in the reader's browser. Returns whether there is one that took it."""
    import webbrowser  # 8 ms, and few readers open a source

    if not address.startswith(("https://", "http://")):
        return False
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
