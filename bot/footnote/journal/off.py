"""A journal that is off."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING

from .records import LOST, new_receipt

if TYPE_CHECKING:
    from footnote.dialogue import Reply


class _Off:
    """A journal that is off: it records nothing, and its receipts refer to nothing."""

    written = lost = unmatched = waiting = 0
    failing = False

    def note(self, reply: Reply, *, follows: str | None = None, surface: str = "") -> str:  # noqa: ARG002
        return new_receipt()

    def feedback(self, receipt: str, feedback: str) -> bool:  # noqa: ARG002
        return False

    def confirmed_feedback(self, receipt: str, feedback: str) -> Future[bool]:  # noqa: ARG002
        outcome: Future[bool] = Future()
        outcome.set_exception(LOST)
        return outcome

    def flush(self, timeout: float = 5.0) -> bool:  # noqa: ARG002
        return True

    def close(self, timeout: float = 5.0) -> bool:  # noqa: ARG002
        return True


OFF = _Off()
