"""What a bank is asked: wordings that something else wins, and records whose words are too near."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from footnote.bank import clip, line_of
from footnote.review.tree import asked, items, records, text, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from footnote.bank import Scalar
    from footnote.dialogue import Bot, Reply, Trace
    from footnote.matching import Query
    from footnote.review.context import Findings, Review
    from footnote.text import Stems

CLEAR_LEAD = 1.55
"""How far another entry is ahead of a wording's own, in powers of e, if the wording is misplaced: 1.57 to 2.8
of those planted in `tests/data/planted`."""


def won(review: Review) -> Findings:
    """Questions and wordings that are answered by another entry, a silent topic, small talk or danger."""
    bot = review.bot
    texts = [*asked(review.parsed, "entries"), *asked(review.parsed, "silent")]
    for id, node in review.track(texts, len(texts), "asking every wording"):
        if message := _winner(bot, id, node.text.strip(), is_entry=id in review.bank.entries):
            yield node, message


def _winner(bot: Bot, id: str, asked_text: str, *, is_entry: bool) -> str:
    """What wins a text and what to do; "" where its own record does, or nothing is near enough.

    Nearly all are won by their own, which the ranking alone shows: the whole turn takes twice as long.
    """
    turn = bot.parse(asked_text)
    is_taken = turn.danger or turn.small_talk.anywhere or turn.small_talk.alone
    query = bot.matcher.query(turn.utterance.whole)
    best = next(iter(bot.matcher.candidates(query)), None)
    if not is_taken and best and best.entry == id:
        return _clearly_of_another(bot, query, id) if is_entry else ""
    reply, trace = bot.explain(asked_text)
    taken = _taken(trace) if is_entry else ""
    return taken or _other_record(id, reply, trace)


def _clearly_of_another(bot: Bot, query: Query, id: str) -> str:
    """What to do about a wording that its entry only wins because it stands there, and was learnt: all else
    speaks for another entry, or for a silent topic.
    """
    candidates = bot.matcher.candidates(query, exact=False)
    best = max(candidates, key=lambda each: each.untrained)
    own = next((each.untrained for each in candidates if each.entry == id), 0.0)
    if best.entry != id and best.untrained - own >= CLEAR_LEAD:
        return _won_by(best.entry, id, best.wording)
    return ""


def _won_by(winner: str, id: str, wording: str) -> str:
    by = f" by {clip(wording)}" if wording else ""
    return f"{winner} wins this wording of {id}{by}; move it there, or write what tells the two apart"


def _taken(trace: Trace) -> str:
    if trace.basis == "danger" and trace.danger:
        phrase = trace.danger.signals[0].phrase
        danger = trace.danger.danger
        return f"this is read as {danger}, by “{phrase}”, and never answered; write it in other words"
    if trace.basis == "small_talk" and trace.recognised:
        small_talk, wording = trace.recognised
        return (
            f"this is read as small talk, {small_talk.id}, by “{wording}”, and never answered; write it in "
            "other words"
        )
    return ""


def _other_record(id: str, reply: Reply, trace: Trace) -> str:
    """The entry or silent topic that answers instead, with its nearest wording."""
    if reply.kind == "answer" and id not in reply.entries and reply.entry:
        winner = reply.entry
    elif reply.kind == "decline" and reply.state.silent and reply.state.silent[-1] != id:
        winner = reply.state.silent[-1]
    else:
        return ""
    hits = trace.lookup.hits if trace.lookup else ()
    return _won_by(winner, id, next((hit.wording for hit in hits if hit.entry == winner), ""))


def duplicates(review: Review) -> Findings:
    """Wordings of different records that are read alike: the same words but for those that say little."""
    seen: dict[Stems, tuple[str, Scalar]] = {}
    texts = [*asked(review.parsed, "entries"), *asked(review.parsed, "silent")]
    for id, node in texts:
        key = _key(node.text, review)
        if not key:
            continue
        other, first = seen.setdefault(key, (id, node))
        if other != id:
            where = line_of(first, seen_from=node)
            yield (
                node,
                (
                    f"this is read like {clip(first.text)} of {other}, on {where}; delete one, or write what "
                    "tells the two apart"
                ),
            )


def _key(asked_text: str, review: Review) -> Stems:
    """What a text is read as, word by word, without articles. Empty where it says nothing of a subject."""
    reader, language = review.reader, review.language
    stems = tuple(stem for stem in reader.synonyms.stems(asked_text) if stem not in reader.light)
    return stems if set(stems) - language.filler_stems else ()


def silent_subjects(review: Review) -> Findings:
    """Silent topics with a wording that is nothing but the bank's own subject, or about what an entry
    answers.
    """
    reader, bank = review.reader, review.bank
    title = reader.telling(bank.title)
    subjects = {id: reader.content(entry.question) for id, entry in bank.entries.items()}
    for _, node in records(review.parsed, "silent"):
        about = reader.telling(text(value(node, "about"))) - reader.language.question_stems
        answered = next(
            (entry for entry, words in subjects.items() if about and about == words and len(about) > 1), ""
        )
        if answered and (place := value(node, "about")):
            yield place, f"this is what {answered} answers; write what exactly the source does not say"
    for id, node in asked(review.parsed, "silent"):
        words = reader.telling(node.text) - reader.language.question_stems
        if words and words <= title:
            yield (
                node,
                (
                    f"this is what the bank is about, and {id} would decline it; write what exactly "
                    "the source does not say"
                ),
            )


class _Use(NamedTuple):
    """How often an entry is asked with each term of a group of synonyms, and whether its question has it."""

    counts: Mapping[int, int]
    in_question: frozenset[int]


FEWEST_USES = 2
"""Wordings with a term, besides the question, from which an entry is asked with it."""


def merged(review: Review) -> Findings:
    """Synonyms of which one is in the question of one entry, and another in that of another entry."""
    nodes = items(review.parsed.fields.node("same"))
    phrases = _phrases(review)
    uses = {id: _uses(id, phrases, review) for id in review.bank.entries}
    for group, node in enumerate(nodes[: len(review.bank.same)]):
        terms = [phrase for phrase, place in phrases.items() if place[0] == group]
        own = {phrases[phrase][1] for phrase in terms}
        owners = {
            term: [id for id, use in uses.items() if (group, term) in use and _is_own(use, group, term)]
            for term in own
        }
        pair = _apart(owners, uses, group)
        if pair:
            (one, first), (two, second) = pair
            names = review.bank.same[group]
            yield (
                node,
                (
                    f"“{names[one]}” and “{names[two]}” are read as one here, but {first} is asked with the "
                    f"one and {second} with the other; delete one of them"
                ),
            )


def _phrases(review: Review) -> dict[Stems, tuple[int, int]]:
    """The terms of all groups as stems, with the numbers of their group and of themselves in it."""
    analyzer = review.reader.synonyms.analyzer
    return {
        tuple(analyzer.stems(term, review.reader.synonyms.size)): (group, number)
        for group, terms in enumerate(review.bank.same)
        for number, term in enumerate(terms)
    }


def _uses(id: str, phrases: Mapping[Stems, tuple[int, int]], review: Review) -> dict[tuple[int, int], int]:
    """How many texts of an entry have each term, longer terms first; its question counts many times."""
    entry = review.bank.entries[id]
    found: dict[tuple[int, int], int] = {}
    for weight, asked_text in ((QUESTION, entry.question), *((1, each) for each in entry.wordings)):
        for place in set(_terms_in(asked_text, phrases, review)):
            found[place] = found.get(place, 0) + weight
    return found


QUESTION = 1000
"""What the question of an entry counts besides its wordings, of which there are fewer."""


def _terms_in(
    asked_text: str, phrases: Mapping[Stems, tuple[int, int]], review: Review
) -> Iterator[tuple[int, int]]:
    synonyms = review.reader.synonyms
    stems = tuple(synonyms.analyzer.stems(asked_text, synonyms.size))
    longest = max(map(len, phrases), default=0)
    at = 0
    while at < len(stems):
        for length in range(longest, 0, -1):
            if place := phrases.get(stems[at : at + length]):
                yield place
                at += length - 1
                break
        at += 1


def _is_own(use: Mapping[tuple[int, int], int], group: int, term: int) -> bool:
    return use[group, term] >= QUESTION + FEWEST_USES


def _apart(
    owners: Mapping[int, list[str]], uses: Mapping[str, Mapping[tuple[int, int], int]], group: int
) -> tuple[tuple[int, str], tuple[int, str]] | None:
    """Two terms and the entries that are asked with one of them and never with the other."""
    for one, firsts in owners.items():
        for two, seconds in owners.items():
            for first in firsts:
                for second in seconds:
                    if one < two and not uses[first].get((group, two)) and not uses[second].get((group, one)):
                        return (one, first), (two, second)
    return None
