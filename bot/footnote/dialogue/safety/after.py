"""What is said after a reply to a crisis or an emergency: that help is needed still, or not any more."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, TypeAlias

from footnote.record import replace
from footnote.text import Sign

from .heard import Finding, Signal
from .index import SafetyIndex

if TYPE_CHECKING:
    from footnote.text import Danger, Language, Utterance

After: TypeAlias = Literal["needs", "unsure", "better"]
"""That help is needed still, that somebody does not know what to do, or that the danger is over."""


class AfterDanger:
    """Recognises what somebody says after a reply to danger, in one language. Threads may share it."""

    def __init__(self, language: Language) -> None:
        kinds: tuple[After, ...] = ("better", "unsure", "needs")
        self._signs = {
            Sign(kind, "crisis", weight, language.safety.after[kind]): kind
            for weight, kind in enumerate(kinds, 3)
            if kind in language.safety.after
        }
        safety = language.safety._replace(signs=tuple(self._signs), lines=MappingProxyType({}))
        self._index = SafetyIndex(replace(language, safety=safety))

    def find(self, utterance: Utterance) -> After | None:
        """What an utterance says of a danger that the conversation was about; None where it says nothing.
        Who needs help and is better at once needs help.
        """
        finding = self._index.find(utterance.whole)
        return self._signs[finding.signals[0].sign] if finding else None


def again(name: str) -> Finding:
    """The danger of the reply of this name, which the conversation was about before."""
    danger: Danger = "crisis" if name in ("crisis", "clinician") else "emergency"
    sign = Sign("asks for help again", danger, 3, ("after",), reply=name)
    return Finding(danger, (Signal(sign, "after", "", 3),))
