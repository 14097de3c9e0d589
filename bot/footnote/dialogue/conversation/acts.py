"""What people want of the conversation itself: the answer again, shorter, or where the source says it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from footnote.dialogue.policy import Answer, Clarify, Respond, Several, Statement
from footnote.dialogue.rendering import place_in
from footnote.dialogue.reply import MAX_ANSWERS, MAX_OPTIONS
from footnote.dialogue.responses import fill

from .composing import MARK, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from footnote.bank import Bank, Entry
    from footnote.dialogue.lookup import Search
    from footnote.dialogue.policy import Decision
    from footnote.dialogue.reply import State
    from footnote.matching import Matcher
    from footnote.text import SmallTalk

    from .glossary import Glossary

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")


class Acts:
    """What the bot does on request with the answers of one bank."""

    def __init__(self, bank: Bank, matcher: Matcher, glossary: Glossary) -> None:
        self._bank = bank
        self._matcher = matcher
        self._glossary = glossary

    def decide(self, small_talk: SmallTalk, state: State, search: Search) -> Decision:
        """What to do; the small talk's own text where there is nothing to do it with."""
        entries = [self._bank.entries[id] for id in state.entries if id in self._bank.entries]
        decision: Decision | None
        match small_talk.does:
            case "repeat":
                decision = self._again(entries, state)
            case "shorten":
                decision = self._several(map(self._short, entries))
            case "simplify" | "meaning":
                decision = self._several(map(self._plain, entries))
            case "place":
                decision = self._several(map(self._place, entries))
            case "more":
                decision = self._offer("more", self._going_on(entries, state))
            case "other":
                decision = Respond(small_talk, tuple(self._unanswered(state))[:MAX_OPTIONS])
            case "dispute":
                decision = self._offer("misunderstood", self._other_readings(state, search))
            case _:
                decision = self._looking_back(small_talk, state)
        return decision or Respond(small_talk)

    def _looking_back(self, small_talk: SmallTalk, state: State) -> Decision | None:
        """What is about the whole conversation."""
        match small_talk.does:
            case "summary":
                answered = [self._bank.entries[id] for id in state.answered if id in self._bank.entries]
                return self._several(Answer(entry, 1.0) for entry in answered[-MAX_ANSWERS:])
            case "asked":
                return self._asked(small_talk, state)
            case "questions":
                return self._to_ask(small_talk, state)
        return None

    # Answers in other words

    def _again(self, entries: Iterable[Entry], state: State) -> Decision | None:
        if state.options:
            options = tuple(self._bank.entries[id] for id in state.options if id in self._bank.entries)
            if len(options) > 1:
                return Clarify(options, 1.0)
        return self._several(Answer(entry, 1.0, self._text("repeated")) for entry in entries)

    def _several(self, answers: Iterable[Answer]) -> Decision | None:
        parts = tuple(answers)
        if len(parts) < 2:
            return parts[0] if parts else None
        return Several(parts)

    def _short(self, entry: Entry) -> Answer:
        """The first sentence of an answer that cites something."""
        short = self._first_sentence(entry)
        preface = "" if len(short.text) < len(entry.answer) else self._text("shortest")
        return Answer(entry, 1.0, preface, (short,))

    def _plain(self, entry: Entry) -> Answer:
        """The first sentence of an answer, with the words in it explained that it does not explain itself; a
        list comes last.
        """
        short = self._first_sentence(entry)
        said = without_marks(short.text)
        explained = [
            Statement(term.means, term.cites)
            for term in self._glossary.used_in(short.text.partition("\n")[0])
            if without_marks(term.means) not in said
        ]
        says = (*explained, short) if "\n" in short.text else (short, *explained)
        return Answer(entry, 1.0, self._text("simpler"), says)

    def _first_sentence(self, entry: Entry) -> Statement:
        """The first sentence that cites something, with the list that it leads to, if any."""
        kept: list[str] = []
        for sentence in _SENTENCE_END.split(entry.answer):
            kept.append(sentence)
            if MARK.search(sentence):
                break
        text = " ".join(kept)
        return _cited(entry.answer if text.endswith(":") else text, entry.cites)

    def _place(self, entry: Entry) -> Answer:
        """Where the sources say what an answer says, one after the other."""
        passages = [self._bank.passages[id] for id in entry.cites]
        by_source = {each.source: [one for one in passages if one.source == each.source] for each in passages}
        template = self._bank.language.texts.get("place", "{about}")
        statements = []
        for source, cited in by_source.items():
            places = "; ".join(
                f"{place_in(passage.section, passage.place)} [{number}]"
                for number, passage in enumerate(cited, start=1)
            )
            text = fill(self._bank, template, about=places, source=self._bank.sources[source])
            statements.append(Statement(text, tuple(each.id for each in cited)))
        return Answer(entry, 1.0, "", tuple(statements))

    # What else there is

    def _offer(self, text: str, entries: Iterable[Entry]) -> Decision | None:
        offered = tuple(entries)[:MAX_OPTIONS]
        if len(offered) < 2:
            return None
        return Clarify(offered, 1.0, text if text in self._bank.language.texts else "clarify")

    def _going_on(self, entries: Iterable[Entry], state: State) -> Iterator[Entry]:
        """The entries that may follow the last answer, and then the others, without those answered."""
        following = (id for entry in entries for id in entry.follow if id in self._bank.entries)
        ids = dict.fromkeys([*following, *self._bank.entries])
        return (self._bank.entries[id] for id in ids if id not in state.answered)

    def _unanswered(self, state: State) -> Iterator[Entry]:
        return self._going_on((), state)

    def _other_readings(self, state: State, search: Search) -> Iterator[Entry]:
        """The entries that the last question may have asked for, without those answered then."""
        if not state.question:
            return iter(())
        hits = search.look_up_text(self._matcher.analyzer.span(state.question)).hits
        ids = (hit.entry for hit in hits if hit.entry in self._bank.entries)
        return (self._bank.entries[id] for id in ids if id not in state.entries)

    def _asked(self, small_talk: SmallTalk, state: State) -> Decision:
        """The questions that were answered, from the first on."""
        entries = [self._bank.entries[id] for id in state.answered if id in self._bank.entries]
        text = self._bank.language.texts.get("asked", "")
        if not entries or not text:
            return Respond(small_talk)
        about = " ".join(entry.question for entry in entries[:MAX_ANSWERS])
        return Respond(small_talk._replace(text=text), about=about)

    def _to_ask(self, small_talk: SmallTalk, state: State) -> Decision:
        """The topics that the source is silent on, as questions for a person."""
        topics = [self._bank.silent[id].about for id in state.silent if id in self._bank.silent]
        text = self._bank.language.texts.get("questions_to_ask", "")
        if not topics or not text:
            return Respond(small_talk)
        return Respond(small_talk._replace(text=text), about="; ".join(topics))

    def _text(self, key: str) -> str:
        return fill(self._bank, self._bank.language.texts.get(key, ""))


def _cited(text: str, cites: tuple[str, ...]) -> Statement:
    """A part of an answer with its marks numbered anew, and the passages that are left."""
    used = list(dict.fromkeys(int(mark) for mark in MARK.findall(text)))
    numbers = {mark: number for number, mark in enumerate(used, start=1)}
    renumbered = MARK.sub(lambda mark: f"[{numbers[int(mark[1])]}]", text)
    return Statement(renumbered, tuple(cites[mark - 1] for mark in used))
