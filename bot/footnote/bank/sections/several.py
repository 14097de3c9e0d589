"""What a language says of several sources: texts in place of those that speak of one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from footnote.bank.formats import PLACEHOLDERS
from footnote.bank.validation import Keys
from footnote.bank.yaml_nodes import Items
from footnote.record import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from footnote.bank.validation import Document
    from footnote.bank.yaml_nodes import Node
    from footnote.text import Language, SmallTalk


def read_ways(document: Document, node: Node, placeholders: Collection[str]) -> tuple[str, ...]:
    """The ways to say a text: one, or the items of a list."""
    nodes = document.items(node, at_least=1) if isinstance(node, Items) else [node]
    ways = tuple(map(document.text, nodes)) or ("",)
    for each, text in zip(nodes, ways, strict=False):
        document.check_placeholders(each, text, placeholders)
    return ways


def read_several(
    document: Document, node: Node | None, texts: Keys, small_talk: Iterable[SmallTalk]
) -> Mapping[str, tuple[str, ...]]:
    """The texts under `several_sources`, by the name of a text or the id of small talk."""
    if not node:
        return MappingProxyType({})
    names = (*texts.required, *texts.optional, *(each.id for each in small_talk))
    fields = document.fields(node, Keys("`several_sources`", (), tuple(dict.fromkeys(names))))
    given = ((name, fields.node(name)) for name in names)
    return MappingProxyType(
        {name: read_ways(document, ways, PLACEHOLDERS) for name, ways in given if ways is not None}
    )


def of_several_sources(language: Language) -> Language:
    """The language as a bank of several sources speaks it."""
    several = language.several
    texts = {**language.texts, **{name: ways[0] for name, ways in several.items()}}
    small_talk = (
        each._replace(text=several[each.id][0]) if each.id in several else each
        for each in language.small_talk
    )
    variants = {name: ways for name, ways in language.variants.items() if name not in several}
    variants |= {name: ways[1:] for name, ways in several.items() if len(ways) > 1}
    return replace(
        language,
        texts=MappingProxyType(texts),
        variants=MappingProxyType(variants),
        small_talk=tuple(small_talk),
    )
