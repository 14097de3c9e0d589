"""The mail that the desk is receiving: the desk keeps its text only, and the bot needs its headers."""

from __future__ import annotations

import logging
from contextvars import ContextVar
from functools import wraps
from typing import TYPE_CHECKING, Any

from helpdesk import email as desk_email

from footnote.mail import Mail, read_mail

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger("footnote")

FUNCTION = "create_object_from_email_message"
"""The function of the desk that makes a ticket or a follow-up of a mail, and sends the signals of it."""

_received: ContextVar[Mail | None] = ContextVar("footnote_received", default=None)


def received() -> Mail | None:
    """The mail of which the desk is making a follow-up; None where it is making one of something else."""
    return _received.get()


def watch() -> None:
    """Have `received` give the mails that the desk fetches from now on."""
    function = getattr(desk_email, FUNCTION, None)
    if function is None:
        log.warning("this version of the desk has no %s: automatic mail is answered too", FUNCTION)
    elif not hasattr(function, "footnote"):
        setattr(desk_email, FUNCTION, _watched(function))


def _watched(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def wrapper(message: Any, *args: Any, **kwargs: Any) -> Any:
        token = _received.set(_read(message))
        try:
            return function(message, *args, **kwargs)
        finally:
            _received.reset(token)

    wrapper.footnote = True  # type: ignore[attr-defined]
    return wrapper


def _read(message: Any) -> Mail | None:
    """The mail, or None for one that cannot be read: it costs no ticket."""
    try:
        return read_mail(message)
    except Exception:
        log.exception("a mail could not be read; the bot takes the text that the desk has of it")
        return None
