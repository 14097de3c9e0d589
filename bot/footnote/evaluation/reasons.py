"""Why a reply is what it is, in a sentence for the author of a bank, and what to write for another reply.

Everything is read from the trace. What the sentences name stands in the bank's files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .word_matches import MAX_NAMED_WORDS, heaviest, lacking, match_words, words_of, words_that_say_something

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from footnote.dialogue import Basis, Bot, Lookup, Recognised, Reply, Trace
    from footnote.matching import Candidate

FAR = 0.1
"""Confidence under which advice does not send the question to an entry: its words say something else."""

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
_NOWHERE = (
    "No entry is close. If the bank should know {words}, add a wording with {words} to the silent topic that"
    " it belongs to, or add a silent topic; without `near`, it offers nothing."
)
_SCATTERED = "The wordings of `{entry}` have its words, but no single one has them all. " + _WRITE


_BASIS_SENTENCES: Mapping[Basis, str] = {
    "handover": "A person has taken this conversation over, so the bot says nothing.",
    "selection": "The user picked from the options offered before.",
    "size": "After `{last}`, a size alone is enough: it leads to `{entry}`.",
    "language": "Most words are of another language, as `other_languages` of the language's file lists them.",
    "statement": "Nothing was asked: the words are of `facts` or `sizes` of the bank.",
    "number": "A number alone is no question, and no options were offered before that it could pick from.",
}


class Reason(NamedTuple):
    """Why, in a sentence, and what to change, in a few."""

    because: str
    change: tuple[str, ...] = ()


def explain(bot: Bot, reply: Reply, trace: Trace) -> Reason:
    """Why the bot gave this reply, by its trace."""
    if trace.basis in _BASIS_SENTENCES:
        return Reason(_BASIS_SENTENCES[trace.basis].format(last=trace.state.entry, entry=reply.entry))
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


def _followed(trace: Trace, follow_up: Candidate) -> Reason:
    last, (to, _, wording) = trace.state.entry, follow_up
    return Reason(
        f"After `{last}`, the question was read as “{wording}”, which under `follow` there leads to `{to}`.",
        (f"If it asks for something else, add another wording under `follow` of `{last}`.",),
    )


# What was looked up


def _looked_up(bot: Bot, reply: Reply, trace: Trace) -> Reason:
    lookup = trace.lookup
    if lookup is None or not lookup.hits:
        return Reason("No wording of the bank has any of these words.", (_WRITE.format(who="an entry"),))
    if lookup.scope.foreign:
        return _foreign(bot, lookup)
    if lookup.scope.topic:
        return _overruled(bot, lookup, lookup.scope.topic)
    if reply.kind == "answer":
        return _answered(bot, reply, lookup)
    if reply.kind == "clarify":
        return _clarified(bot, reply, lookup)
    return _declined(bot, lookup)


def _foreign(bot: Bot, lookup: Lookup) -> Reason:
    """A word that the bank does not know showed that the question is about something else."""
    nearest = lookup.hits[0].entry
    words = _quoted(lookup.scope.foreign[:MAX_NAMED_WORDS])
    unknown = [match.words for match in lacking(bot.matcher, lookup, nearest) if not match.known]
    elsewhere = _ELSEWHERE.format(words=words, entry=nearest)
    new = _quoted(unknown[:MAX_NAMED_WORDS])
    return Reason(
        f"No entry has {words}, and no other word of the question belongs to the bank's subject.",
        (_UNKNOWN.format(words=new) if new else elsewhere,),
    )


def _overruled(bot: Bot, lookup: Lookup, topic: str) -> Reason:
    """A word of its own put a silent topic before the nearest entry."""
    nearest = lookup.hits[0].entry
    has = words_of(lookup, topic)
    words = [match.words for match in lacking(bot.matcher, lookup, nearest) if match.words in has]
    quoted = _quoted(words[:MAX_NAMED_WORDS])
    return Reason(
        f"`{nearest}` fits best, but none of its wordings has {quoted}, and silent topics such as `{topic}`"
        " do.",
        (f"If `{nearest}` answers the question, add a wording with {quoted} there.",),
    )


def _answered(bot: Bot, reply: Reply, lookup: Lookup) -> Reason:
    accepted = lookup.scope.accepted
    best, needed = accepted[0], bot.bank.policy.answer
    without = " Silent topics do not count here, because the question only names the subject."
    bare = without if len(accepted) < len(lookup.hits) else ""
    sized = (
        f" The size in the question leads from there to `{reply.entry}`." if best.entry != reply.entry else ""
    )
    rival, right = _rival(bot, lookup)
    words = _quoted(heaviest(lacking(bot.matcher, lookup, best.entry)))
    missing = f"no wording of `{best.entry}` has {words}, so add one with {words} to {right}."
    other_words = _quoted(_words_for_second(bot, lookup))
    with_words = f", with {other_words}," if other_words else ""
    other = f"add the question in other words{with_words} to the wordings of {right}."
    return Reason(
        f"`{best.entry}` fits best ({figure(best.confidence)}; an answer needs {needed:.2f})."
        f"{rival}{bare}{sized}",
        (
            f"If this is wrong: {missing if words else other}",
            _LOOK.format(wording=best.wording, id=best.entry),
        ),
    )


def _rival(bot: Bot, lookup: Lookup) -> tuple[str, str]:
    """The sentence on the entry or topic that came second, and how the right one is called: maybe that."""
    accepted = lookup.scope.accepted
    close = bot.bank.policy.reach(accepted[0].confidence)
    second = next(iter(accepted[1:]), None)
    if not second or not bot.bank.policy.clarify <= second.confidence <= close:
        return "", "the right entry or silent topic"
    sentence = (
        f" Next is `{second.entry}` ({figure(second.confidence)}); above {figure(close)} it is too close"
        " for an answer."
    )
    return sentence, f"the right one, such as `{second.entry}`"


def _words_for_second(bot: Bot, lookup: Lookup) -> list[str]:
    """The words that speak most for the candidate that came second, as against the first."""
    if len(lookup.hits) < 2:
        return []
    first, second = (match_words(bot.matcher, lookup, hit) for hit in lookup.hits[:2])
    more = {one.words: other.evidence - one.evidence for one, other in zip(first, second, strict=True)}
    specific = words_that_say_something(lookup)
    return sorted((w for w in more if more[w] > 0 and w in specific), key=lambda w: -more[w])[
        :MAX_NAMED_WORDS
    ]


def _clarified(bot: Bot, reply: Reply, lookup: Lookup) -> Reason:
    offered = [option.entry for option in reply.options]
    sure = max(hit.confidence for hit in lookup.scope.accepted if hit.entry in offered)
    return Reason(
        f"{_ids(offered)} are too close to choose from: the best has {figure(sure)}, and whatever has more"
        f" than {figure(bot.bank.policy.reach(sure))} is offered too.",
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


def _declined(bot: Bot, lookup: Lookup) -> Reason:
    best, policy = lookup.scope.accepted[0], bot.bank.policy
    if best.confidence < policy.clarify:
        small_talk = f"If it is small talk, add it as a wording in {bot.bank.language.id}.yaml."
        return Reason(
            f"Nothing is close: `{best.entry}` fits best, but only with {figure(best.confidence)}; an offer"
            f" needs {policy.clarify:.2f}.",
            (*_advice(bot, lookup), small_talk),
        )
    if best.entry in bot.bank.silent:
        return _silent(bot, lookup)
    if best.confidence >= policy.answer:
        return _too_close(bot, lookup)
    return Reason(
        f"`{best.entry}` fits best, but only with {figure(best.confidence)}; an answer needs"
        f" {policy.answer:.2f}.",
        _advice(bot, lookup),
    )


def _silent(bot: Bot, lookup: Lookup) -> Reason:
    best = lookup.scope.accepted[0]
    entry = next((hit.entry for hit in lookup.hits if hit.entry in bot.bank.entries), None)
    return Reason(
        f"The silent topic `{best.entry}` fits best ({figure(best.confidence)}): the source says nothing"
        " about it.",
        (
            _WRITE.format(who=f"`{entry}`" if entry else "an entry"),
            _LOOK.format(wording=best.wording, id=best.entry),
        ),
    )


def _too_close(bot: Bot, lookup: Lookup) -> Reason:
    best = lookup.scope.accepted[0]
    topic = next(hit for hit in lookup.scope.accepted if hit.entry in bot.bank.silent)
    close = figure(bot.bank.policy.reach(best.confidence))
    return Reason(
        f"`{best.entry}` fits best ({figure(best.confidence)}), but the silent topic `{topic.entry}`"
        f" ({figure(topic.confidence)}) is too close for an answer: it has more than {close}.",
        (_WRITE.format(who=f"`{best.entry}`"), _LOOK.format(wording=topic.wording, id=topic.entry)),
    )


def _advice(bot: Bot, lookup: Lookup) -> tuple[str, ...]:
    """What to do about the words that the nearest entry lacks; it may lack none and still be far."""
    entry = next((hit.entry for hit in lookup.hits if hit.entry in bot.bank.entries), lookup.hits[0].entry)
    sure = max((hit.confidence for hit in lookup.hits if hit.entry == entry), default=0.0)
    missing = lacking(bot.matcher, lookup, entry)
    unknown = heaviest(match for match in missing if not match.known)
    elsewhere = heaviest(match for match in missing if match.known)
    advice = tuple(
        template.format(words=_quoted(words), entry=entry)
        for words, template in ((unknown, _UNKNOWN), (elsewhere, _ELSEWHERE if sure >= FAR else _NOWHERE))
        if words
    )
    return advice or (_SCATTERED.format(entry=entry, who=f"`{entry}`"),)


def _quoted(words: Iterable[str]) -> str:
    return _joined([f"“{word}”" for word in words])


def _ids(ids: Iterable[str]) -> str:
    return _joined([f"`{id}`" for id in ids])


def _joined(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
