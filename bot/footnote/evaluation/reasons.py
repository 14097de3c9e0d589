"""Why a reply is what it is, in a sentence for the author of a bank, and what to write for another reply.

Everything is read from the trace. What the sentences name stands in the bank's files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.dialogue import Decline

from .signs import weighed_signs
from .word_matches import MAX_NAMED_WORDS, heaviest, lacking, match_words, words_of, words_that_say_something

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from footnote.dialogue import Basis, Bot, Finding, Lookup, Recognised, Reply, Trace
    from footnote.matching import Candidate

_WRITE = "If {who} answers the question, add it, in other words, to the wordings there."
_LOOK = "Check whether the wording “{wording}” belongs to `{id}`."
_UNKNOWN = (
    "No wording of the bank has {words}. If another word of the bank means the same, put both in one group"
    " under `same`. If not, add a wording with {words} to the entry or silent topic that it belongs to, or"
    " add a silent topic; without `near`, it offers nothing."
)
_ELSEWHERE = (
    "No wording of `{entry}` has {words}. If `{entry}` answers the question, add a wording with {words}"
    " there; if not, add it where it belongs."
)
_ADD = "If `{entry}` answers the question, add a wording with {words} there."
_NOWHERE = (
    "No entry is close. If the bank should know {words}, add a wording with {words} to the silent topic that"
    " it belongs to, or add a silent topic; without `near`, it offers nothing."
)
_SCATTERED = "The wordings of `{entry}` have its words, but no single one has them all. " + _WRITE


_BASIS_SENTENCES: Mapping[Basis, str] = {
    "handover": "This conversation was handed over to a person, so the bot says nothing.",
    "selection": "The user picked from the options offered before.",
    "size": "After `{last}`, a size alone is enough: it leads to `{entry}`.",
    "language": "Most words are of another language, as `other_languages` of the language's file lists them.",
    "statement": "Nothing was asked: the words are of `facts` or `sizes` of the bank.",
    "unexplained": "Only the meaning of a word was asked that is under `unexplained` of a silent topic.",
    "number": "A number alone is no question, and no options were offered before that it could pick from.",
}


class Reason(NamedTuple):
    """Why, in a sentence, and what to change, in a few; an empty one says nothing."""

    because: str
    change: tuple[str, ...] = ()


def explain(bot: Bot, reply: Reply, trace: Trace) -> Reason:
    """Why the bot gave this reply, by its trace."""
    if trace.basis in _BASIS_SENTENCES:
        return Reason(_BASIS_SENTENCES[trace.basis].format(last=trace.state.entry, entry=reply.entry))
    if trace.basis == "danger" and trace.danger:
        return _endangered(bot, trace.danger)
    if trace.basis == "several":
        return Reason(f"There is more than one question: {_ids(reply.entries)} answer one each.")
    if trace.follow_up:
        return _followed(trace, trace.follow_up)
    if trace.recognised:
        return _recognised(bot, trace.recognised)
    return _looked_up(bot, reply, trace)


def figure(confidence: float) -> str:
    """A confidence in as many digits as it needs: the surer, the more.

    >>> figure(0.891), figure(0.9741), figure(0.9987)
    ('0.89', '0.974', '0.9987')
    """
    return f"{confidence:.{2 + (confidence >= 0.9) + (confidence >= 0.99)}f}"


# What did not come from the bank


def _recognised(bot: Bot, recognised: Recognised) -> Reason:
    small_talk, wording = recognised
    file = f"{bot.bank.language.id}.yaml"
    return Reason(
        f"The question was read as “{wording}”, a wording of `{small_talk.id}` in {file}, which comes before"
        " any entry.",
        (f"If an entry should answer it, make that wording longer, or delete it from {file}.",),
    )


def _endangered(bot: Bot, danger: Finding) -> Reason:
    signs = "; ".join(
        f"“{signal.words}” ({signal.sign.name}: `{signal.phrase}`, weight {signal.weight})"
        for signal in danger.signals[:3]
    )
    return Reason(
        f"It was read as {danger.danger}, which comes before any entry: {signs}.",
        (f"If it is none, write why in the safety file that {bot.bank.language.id}.yaml names.",),
    )


def _followed(trace: Trace, follow_up: Candidate) -> Reason:
    last, to, wording = trace.state.entry, follow_up.entry, follow_up.wording
    return Reason(
        f"After `{last}`, the question was read as “{wording}”, which under `follow` there leads to `{to}`.",
        (f"If it asks for something else, add another wording under `follow` of `{last}`.",),
    )


# What was looked up


def _looked_up(bot: Bot, reply: Reply, trace: Trace) -> Reason:
    lookup = trace.lookup
    if lookup is None or not lookup.hits:
        return Reason("No wording of the bank has any of these words.", (_WRITE.format(who="an entry"),))
    best = lookup.judgement.best
    if reply.kind == "clarify":
        return _clarified(bot, reply, lookup)
    if reply.kind == "answer" and best:
        return _answered(bot, reply, lookup, best)
    return _declined(bot, trace, lookup)


def _answered(bot: Bot, reply: Reply, lookup: Lookup, best: Candidate) -> Reason:
    sized = (
        f" The size in the question leads from there to `{reply.entry}`." if best.entry != reply.entry else ""
    )
    second = next((hit for hit in lookup.hits if hit.entry != best.entry), None)
    after = f" Next is `{second.entry}` ({figure(second.confidence)})." if second else ""
    right = f"the right one, such as `{second.entry}`" if second else "the right entry or silent topic"
    words = _quoted(heaviest(lacking(bot.matcher, lookup, best.entry)))
    missing = f"no wording of `{best.entry}` has {words}, so add one with {words} to {right}."
    other_words = _quoted(_words_for_second(bot, lookup, best, second)) if second else ""
    with_words = f", with {other_words}," if other_words else ""
    other = f"add the question in other words{with_words} to the wordings of {right}."
    return Reason(
        f"{_sure(bot, best)}.{after}{sized}",
        (
            f"If this is wrong: {missing if words else other}",
            _LOOK.format(wording=best.wording, id=best.entry) if best.wording else "",
        ),
    )


def _words_for_second(bot: Bot, lookup: Lookup, best: Candidate, second: Candidate) -> list[str]:
    """The words that speak most for the candidate that came second, as against the best entry."""
    pairs = zip(match_words(bot.matcher, lookup, best), match_words(bot.matcher, lookup, second), strict=True)
    more = {one.words: other.evidence - one.evidence for one, other in pairs}
    specific = words_that_say_something(lookup)
    return sorted((w for w in more if more[w] > 0 and w in specific), key=lambda w: -more[w])[
        :MAX_NAMED_WORDS
    ]


def _clarified(bot: Bot, reply: Reply, lookup: Lookup) -> Reason:
    offered = [option.entry for option in reply.options]
    return Reason(
        f"{_ids(offered)} fit about as well. The best has {figure(lookup.confidence)}: an answer needs"
        f" {_needed(bot)}, and less is enough to ask back.",
        (
            "If one is meant, add the question, reworded, to its wordings; if none is, to a silent topic's.",
            *_differences(lookup, offered),
        ),
    )


def _differences(lookup: Lookup, offered: Sequence[str]) -> Iterator[str]:
    """Which words of the question only one of the entries offered has."""
    has = {entry: words_of(lookup, entry) for entry in offered}
    parts = []
    for entry, words in has.items():
        others = frozenset[str]().union(*(has[other] for other in offered if other != entry))
        if own := sorted(words - others):
            parts.append(f"`{entry}` has {_quoted(own)}")
    if parts:
        yield f"What tells them apart: {'; '.join(parts)}."


def _declined(bot: Bot, trace: Trace, lookup: Lookup) -> Reason:
    best, first = lookup.judgement.best, lookup.hits[0]
    is_named = isinstance(trace.decision, Decline) and trace.decision.topic is not None
    if first.entry in bot.bank.silent and (is_named or lookup.judgement.is_near):
        return _silent(bot, lookup, first)
    if best is None or not lookup.judgement.is_near:
        return _far(bot, lookup, best or first)
    against = next((sign for sign in weighed_signs(lookup.judgement) if sign.adds < 0), None)
    why = f" Most against it: {against.meaning}." if against else ""
    return Reason(f"{_sure(bot, best)}.{why}", _advice(bot, lookup, best.entry))


def _far(bot: Bot, lookup: Lookup, best: Candidate) -> Reason:
    """Nothing shows that the question is of the bank's subject."""
    small_talk = f"If it is small talk, add it as a wording in {bot.bank.language.id}.yaml."
    return Reason(
        f"Nothing is near: `{best.entry}` fits best, with {figure(best.confidence)}.",
        (*_advice(bot, lookup, best.entry), small_talk),
    )


def _silent(bot: Bot, lookup: Lookup, topic: Candidate) -> Reason:
    """A silent topic is nearest, and no entry is sure enough."""
    best = lookup.judgement.best
    look = _LOOK.format(wording=topic.wording, id=topic.entry) if topic.wording else ""
    nearest = f"The silent topic `{topic.entry}` is nearest: the source says nothing about it."
    if best is None:
        return Reason(nearest, (_WRITE.format(who="an entry"), look))
    has = words_of(lookup, topic.entry)
    lacked = [match.words for match in lacking(bot.matcher, lookup, best.entry) if match.words in has]
    words = _quoted(lacked[:MAX_NAMED_WORDS])
    lacks = f" It lacks {words}, which the topic has." if words else ""
    add = _ADD.format(words=words, entry=best.entry) if words else _WRITE.format(who=f"`{best.entry}`")
    return Reason(f"{nearest} {_sure(bot, best)}.{lacks}", (add, look))


def _sure(bot: Bot, best: Candidate) -> str:
    """How sure the best entry is, and how sure it must be."""
    return f"`{best.entry}` fits best ({figure(best.confidence)}; an answer needs {_needed(bot)})"


def _needed(bot: Bot) -> str:
    return f"{bot.bank.policy.careful:.2f}"


def _advice(bot: Bot, lookup: Lookup, entry: str) -> tuple[str, ...]:
    """What to do about the words that an entry lacks; it may lack none and still be far."""
    missing = lacking(bot.matcher, lookup, entry)
    unknown = heaviest(match for match in missing if not match.known)
    elsewhere = heaviest(match for match in missing if match.known)
    advice = tuple(
        template.format(words=_quoted(words), entry=entry)
        for words, template in (
            (unknown, _UNKNOWN),
            (elsewhere, _ELSEWHERE if lookup.judgement.is_near else _NOWHERE),
        )
        if words
    )
    return advice or (_SCATTERED.format(entry=entry, who=f"`{entry}`"),)


def _quoted(words: Iterable[str]) -> str:
    return _joined([f"“{word}”" for word in words])


def _ids(ids: Iterable[str]) -> str:
    return _joined([f"`{id}`" for id in ids])


def _joined(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
