"""Reads what banks on a subject have in common: notice, contact, synonyms, and topics that pages seldom
answer.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import Keys, SilentTopic, open_document
from footnote.errors import BankError
from footnote.text import fold, words

if TYPE_CHECKING:
    from footnote.bank import Document, Fields, Node

STARTERS = ("health", "shop", "software", "public")

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "starters")
_STARTER = Keys("a starter", ("notice", "contact", "kind", "same", "silent"), ("subject",))
_TOPIC = Keys("a silent topic", ("id", "about", "unless", "wordings"))


class Starter(NamedTuple):
    """What a bank on a subject begins with. `subject` is empty where nothing depends on it."""

    notice: str
    contact: str
    kind: str
    subject: str
    same: tuple[tuple[str, ...], ...]
    silent: tuple[SilentTopic, ...]


PLAIN = Starter("This is general information.", "", "page", "", (), ())
"""Where no subject is named."""


def read_starter(name: str, text: str) -> Starter:
    """The starter of a subject, or PLAIN for "", without what does not fit a source with this text.

    Synonyms stay where the source uses one of them, and silent topics where it has none of their words.
    """
    if not name:
        return PLAIN
    document = open_document(os.path.join(_FOLDER, f"{name}.yaml"))
    fields = document.top(_STARTER)
    used = f" {' '.join(words(fold(text)))} "
    groups = (tuple(map(document.text, document.items(node))) for node in fields.items("same"))
    topics = (_topic(document, node, used) for node in fields.items("silent"))
    starter = Starter(
        fields.text("notice"),
        fields.text("contact"),
        fields.text("kind"),
        fields.text("subject"),
        tuple(group for group in groups if any(_is_in(term, used) for term in group)),
        tuple(topic for topic in topics if topic),
    )
    if document.problems:
        raise BankError(document.problems)
    return starter


def starter_contact(name: str) -> str:
    """Whom banks on a subject name as contact; "" for no subject."""
    return read_starter(name, "").contact


def _topic(document: Document, node: Node, used: str) -> SilentTopic | None:
    fields: Fields = document.fields(node, _TOPIC)
    topic = SilentTopic(id=fields.text("id"), about=fields.text("about"), wordings=fields.texts("wordings"))
    return None if any(_is_in(word, used) for word in fields.texts("unless")) else topic


def _is_in(term: str, used: str) -> bool:
    """Whether words of the source begin with a term's: refund in refunds."""
    return bool(re.search(rf"(?<= ){re.escape(' '.join(words(fold(term))))}(?:s|es|ed|ing)? ", used))
