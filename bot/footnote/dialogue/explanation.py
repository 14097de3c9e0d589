"""A decision explained to the author of a bank: the reason in a sentence, and what to write for another one.

Each function knows one way in which a reply comes about. What they name stands in the bank's files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.matching.scope import unfamiliar

from .small_talk import Phrasebook

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank.models import SmallTalk
    from footnote.matching.matcher import Match

    from .reply import Reply, State
    from .tracing import Reading, Rehearsal

HEAVY = 0.08
"""Share of a question's weight from which a word is worth telling of: what one word of twelve has."""

TOLD = 2
"""Words told of at most: who mends the heaviest has mended the question."""

FAR = 0.1
"""Confidence under which an entry is no place for a question: its words say something else."""

_WRITE = "If {who} answers it, write it in other words as a wording there."
_LOOK = "See whether “{wording}” belongs to `{id}`."
_STRANGE = (
    "No wording of the bank has {words}. Where a word of the bank means the same, put both in one group under"
    " `same`; else write a wording with {words} for the entry or silent topic that it belongs to, or make a"
    " new topic under `silent`: one without `near` offers nothing."
)
_ELSEWHERE = (
    "No wording of `{entry}` has {words}: if `{entry}` answers it, write one with {words} there, and if not,"
    " where it belongs."
)
_NOWHERE = (
    "No entry is near. If the bank is to know {words}, write a wording with {words} for the silent topic that"
    " it belongs to, or make a new one: one without `near` offers nothing."
)
_SCATTERED = "The wordings of `{entry}` have its words, but no one has them together. " + _WRITE


class Because(NamedTuple):
    """Why, in a sentence, and what to change, in a few."""

    because: str
    change: tuple[str, ...] = ()


def explain(bot: Rehearsal, reply: Reply, before: State, reading: Reading | None) -> Because:
    """Why the bot gave this reply in the state `before`, having read the line in this way, if in any."""
    if before.handed and not reply.text:
        return Because("A person has this talk, so the bot says nothing.")
    rests_on_it = reading is not None and (reply.kind != "answer" or reading.confidence == reply.confidence)
    heard = reply.kind in ("smalltalk", "handoff") or reply.reason == "personal"
    if reading is None or not rests_on_it or heard:
        return _unread(bot, reply, before)
    if not reading.hits:
        return Because("No wording of the bank has a word of it.", (_WRITE.format(who="an entry"),))
    if not reading.believed or _owns(bot, reading):
        return _overruled(bot, reading)
    explainers = {"answer": _answered, "clarify": _clarified}
    return explainers.get(reply.kind, _declined)(bot, reply, reading)


def figure(confidence: float) -> str:
    """A confidence in as many digits as tell it from others: the surer, the more.

    >>> figure(0.891), figure(0.9741), figure(0.9987)
    ('0.89', '0.974', '0.9987')
    """
    return f"{confidence:.{2 + (confidence >= 0.9) + (confidence >= 0.99)}f}"


# What did not come from looking the line up


def _unread(bot: Rehearsal, reply: Reply, before: State) -> Because:
    """An entry that was picked of those offered, a line that only follows up, or small talk."""
    if reply.reason == "not-in-source" and before.entry and not before.options:
        return _followed(bot, reply, before)
    picked = reply.kind == "clarify" or reply.confidence == 1 or reply.reason == "not-in-source"
    if before.options and picked:
        return Because("It was taken to pick from what had been offered before.")
    if reply.kind == "answer":
        return _followed(bot, reply, before)
    found = next(_hearing(bot, reply), None)
    if not found:
        return Because("It was heard as small talk, which comes before any entry.")
    talk, wording = found
    file = f"{bot.bank.language.id}.yaml"
    return Because(
        f"It was heard as “{wording}”, a wording of `{talk.id}` in {file}, which comes before any entry.",
        (f"If an entry should answer it, make that wording longer, or take it out of {file}.",),
    )


def _hearing(bot: Rehearsal, reply: Reply) -> Iterator[tuple[SmallTalk, str]]:
    """The small talk of this reply's kind, and those of its wordings that are heard in the line."""
    for talk in bot.bank.language.small_talk:
        if (talk.kind, talk.reason) == (reply.kind, reply.reason):
            for wording in talk.wordings:
                book = Phrasebook([talk._replace(wordings=(wording,))])
                heard = book.anywhere if talk.anywhere else book.alone
                if heard(reply.question) or book.distressed(reply.question):
                    yield talk, wording


def _followed(bot: Rehearsal, reply: Reply, before: State) -> Because:
    if reply.confidence == 1:
        return Because(f"After `{before.entry}`, a size is enough: it leads to `{reply.entry}`.")
    last = bot.bank.entries[before.entry or ""]
    hits = bot.followers.hits(last, reply.question)
    wording, to = (hits[0].wording, hits[0].entry) if hits else ("", reply.entry)
    return Because(
        f"After `{last.id}` it was read as “{wording}”, which under `follow` there leads to `{to}`.",
        (f"If it asks for something else, write another wording under `follow` of `{last.id}`.",),
    )


# What was looked up


def _owns(bot: Rehearsal, reading: Reading) -> bool:
    """Whether a silent topic was put before the nearest entry, for a word of its own."""
    first = reading.believed[0].entry
    return first in bot.bank.silent and first != reading.hits[0].entry


def _overruled(bot: Rehearsal, reading: Reading) -> Because:
    """A single word told that the question is about something else than its nearest entry."""
    nearest = reading.hits[0].entry
    lacking = _lacking(bot, reading, nearest)
    if not reading.believed:
        said = bot.matcher.words(reading.text)
        strange = _quoted([word.words for word in unfamiliar(bot.bank, said, reading.hits[0])][:TOLD])
        new = _quoted([match.words for match in lacking if not match.known][:TOLD])
        elsewhere = _ELSEWHERE.format(words=strange, entry=nearest)
        return Because(
            f"No entry knows {strange}, and no other word of it belongs to the bank's subject.",
            (_STRANGE.format(words=new) if new else elsewhere,),
        )
    topic = reading.believed[0].entry
    has = bot.words_of(reading.text, topic)
    words = _quoted([match.words for match in lacking if match.words in has][:TOLD])
    return Because(
        f"`{nearest}` is nearest, but no wording of it has {words}, as silent topics such as `{topic}` do.",
        (f"If `{nearest}` answers it, write a wording with {words} there.",),
    )


def _answered(bot: Rehearsal, reply: Reply, reading: Reading) -> Because:
    best, takes = reading.believed[0], bot.bank.policy.answer
    left_out = " Topics on which the source is silent do not count, for only its subject was typed."
    bare = left_out if len(reading.believed) < len(reading.hits) else ""
    sized = f" The size that is typed leads from it to `{reply.entry}`." if best.entry != reply.entry else ""
    sure, (beaten, right) = figure(best.confidence), _beaten(bot, reading)
    lacking = _quoted(_heavy(_lacking(bot, reading, best.entry)))
    missing = f"no wording of `{best.entry}` has {lacking}, so write one with {lacking} for {right}."
    words = _quoted(_against(bot, reading))
    other = f"write it in other words{f', with {words},' if words else ''} as a wording of {right}."
    cure = f"If it is wrong: {missing if lacking else other}"
    return Because(
        f"`{best.entry}` is {sure} sure, and to answer takes {takes:.2f}.{beaten}{bare}{sized}",
        (cure, _LOOK.format(wording=best.wording, id=best.entry)),
    )


def _beaten(bot: Rehearsal, reading: Reading) -> tuple[str, str]:
    """What is said of the entry or topic that came second, and what the right one is called: maybe that."""
    close = bot.bank.policy.reach(reading.believed[0].confidence)
    second = next(iter(reading.believed[1:]), None)
    if not second or not bot.bank.policy.clarify <= second.confidence <= close:
        return "", "the right entry or silent topic"
    said = f" `{second.entry}`, {figure(second.confidence)}, would keep it back from {figure(close)} on."
    return said, f"the right one, such as `{second.entry}`"


def _against(bot: Rehearsal, reading: Reading) -> list[str]:
    """The words that speak most for the entry or topic that came second, as against the first."""
    if len(reading.hits) < 2:
        return []
    first, second = (bot.matches(reading, hit) for hit in reading.hits[:2])
    more = {one.words: other.tells - one.tells for one, other in zip(first, second, strict=True)}
    telling = bot.says_something(reading.text)
    return sorted((w for w in more if more[w] > 0 and w in telling), key=lambda w: -more[w])[:TOLD]


def _clarified(bot: Rehearsal, reply: Reply, reading: Reading) -> Because:
    offered = [option.entry for option in reply.options]
    if reply.text == bot.bank.language.texts.get("two_questions"):
        return Because(f"It asks more than one thing: {_ids(offered)} answer one each.")
    sure = max(hit.confidence for hit in reading.believed if hit.entry in offered)
    return Because(
        f"{_ids(offered)} are close: beside {figure(sure)}, all is asked about that is over"
        f" {figure(bot.bank.policy.reach(sure))} sure.",
        (
            "If one is meant, write it in other words as a wording there; if none, as one of a silent topic.",
            *_telling(bot, reading, offered),
        ),
    )


def _telling(bot: Rehearsal, reading: Reading, offered: Sequence[str]) -> Iterator[str]:
    """Which words of the question only one of the entries offered has."""
    has = {entry: bot.words_of(reading.text, entry) for entry in offered}
    parts = []
    for entry, words in has.items():
        others = frozenset[str]().union(*(has[other] for other in offered if other != entry))
        if own := sorted(words - others):
            parts.append(f"`{entry}` has {_quoted(own)}")
    if parts:
        yield f"What tells them apart: {'; '.join(parts)}."


def _declined(bot: Rehearsal, _reply: Reply, reading: Reading) -> Because:
    best, policy = reading.believed[0], bot.bank.policy
    if best.confidence < policy.clarify:
        small_talk = f"If it is small talk, write it as a wording in {bot.bank.language.id}.yaml."
        return Because(
            f"Nothing is near: `{best.entry}` is {figure(best.confidence)} sure, and to offer it takes"
            f" {policy.clarify:.2f}.",
            (*_cures(bot, reading), small_talk),
        )
    if best.entry in bot.bank.silent:
        entry = next((hit.entry for hit in reading.hits if hit.entry in bot.bank.entries), None)
        return Because(
            f"`{best.entry}` is nearest, {figure(best.confidence)} sure:"
            " a topic on which the source is silent.",
            (
                _WRITE.format(who=f"`{entry}`" if entry else "an entry"),
                _LOOK.format(wording=best.wording, id=best.entry),
            ),
        )
    if best.confidence >= policy.answer:
        return _too_close(bot, reading)
    return Because(
        f"`{best.entry}` is nearest, but only {figure(best.confidence)} sure, and to answer takes"
        f" {policy.answer:.2f}.",
        _cures(bot, reading),
    )


def _too_close(bot: Rehearsal, reading: Reading) -> Because:
    best = reading.believed[0]
    topic = next(hit for hit in reading.believed if hit.entry in bot.bank.silent)
    close = figure(bot.bank.policy.reach(best.confidence))
    return Because(
        f"`{best.entry}` is {figure(best.confidence)} sure, but the silent topic `{topic.entry}`,"
        f" {figure(topic.confidence)}, is close: over {close} it keeps an answer back.",
        (_WRITE.format(who=f"`{best.entry}`"), _LOOK.format(wording=topic.wording, id=topic.entry)),
    )


# Words


def _lacking(bot: Rehearsal, reading: Reading, entry: str) -> list[Match]:
    """The words of a reading that no wording of an entry has, the heaviest first; small words left out."""
    told = bot.says_something(reading.text) - bot.words_of(reading.text, entry)
    lacking = (match for match in bot.matches(reading, reading.hits[0]) if match.words in told)
    return sorted(lacking, key=lambda match: -match.share)


def _heavy(matches: Iterable[Match]) -> list[str]:
    return [match.words for match in matches if match.share >= HEAVY][:TOLD]


def _cures(bot: Rehearsal, reading: Reading) -> tuple[str, ...]:
    """What to do about the words that the nearest entry lacks; it may lack none and still be far."""
    entry = next((hit.entry for hit in reading.hits if hit.entry in bot.bank.entries), reading.hits[0].entry)
    sure = max((hit.confidence for hit in reading.hits if hit.entry == entry), default=0.0)
    lacking = _lacking(bot, reading, entry)
    strange = _heavy(match for match in lacking if not match.known)
    elsewhere = _heavy(match for match in lacking if match.known)
    found = [
        cure.format(words=_quoted(words), entry=entry)
        for words, cure in ((strange, _STRANGE), (elsewhere, _ELSEWHERE if sure >= FAR else _NOWHERE))
        if words
    ]
    return tuple(found) or (_SCATTERED.format(entry=entry, who=f"`{entry}`"),)


def _quoted(words: Iterable[str]) -> str:
    return _joined([f"“{word}”" for word in words])


def _ids(ids: Iterable[str]) -> str:
    return _joined([f"`{id}`" for id in ids])


def _joined(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)
