"""Finding what is stored of a person, by what is known of them."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from footnote.errors import JournalError

if TYPE_CHECKING:
    from collections.abc import Iterable


class Search:
    """What is known of a person: a name, an address, words they wrote, a receipt, the number of a ticket.

    Each is looked for as whole words, whatever its case, its width and the spaces in it.

    >>> Search(["ann lee"]).finds("I'm ANN  LEE, do roses need water?")
    True
    >>> Search(["ann"]).finds("planning", None)
    False
    """

    def __init__(self, texts: Iterable[str]) -> None:
        """Raises JournalError where one of the texts is blank: everything has that."""
        folded = [_folded(text) for text in texts]
        if not all(folded) or not folded:
            raise JournalError(
                "write a name, an address, words somebody wrote, a receipt or a ticket's number"
            )
        self._pattern = re.compile("|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in folded))

    def finds(self, *stored: str | None) -> bool:
        """Whether one of the stored texts has something of it."""
        return any(text is not None and self._pattern.search(_folded(text)) for text in stored)


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
