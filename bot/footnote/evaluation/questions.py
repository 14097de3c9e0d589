"""Labelled questions: what people might type, and the right reply according to the author of the bank.

They are in `questions.yaml` next to the bank, and measure it. A question that is also a wording measures
nothing, and is a problem of the file.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from rapidfuzz import fuzz, process

from footnote.bank import (
    QUESTIONS_FILE,
    SCHEMA_NUMBER,
    Items,
    Keys,
    Pairs,
    clip,
    line_of,
    matching,
    open_document,
    question_files,
    suggest,
)
from footnote.errors import BankError, Problem
from footnote.record import Record
from footnote.text import DANGERS, fold, plain, words

if TYPE_CHECKING:
    from footnote.bank import Bank, Document, Fields, Node

ALIKE = 90
"""Of 100, by `fuzz.token_sort_ratio`: a question that is this near to a wording has been written from it."""

FEWEST_WORDS = 4
"""Shorter questions are alike by chance: there are not many ways to ask "what is a micromet"."""

Category: TypeAlias = Literal["answered", "unanswered", "small_talk"]
"""What the right reply to a question is: an answer, "that is not in the source", or small talk."""


class Question(NamedTuple):
    """What somebody types, and the right reply.

    `entries`: any of them answers it. `reason`: why it is declined. `kind`: the id of the small talk it is.
    Exactly one of the three is given. `file`, `line` and `column`, from 1, are where it stands.
    """

    ask: str
    entries: tuple[str, ...] = ()
    reason: str = ""
    kind: str = ""
    file: str = ""
    line: int = 0
    column: int = 0

    @property
    def category(self) -> Category:
        """What the right reply is."""
        return "answered" if self.entries else "unanswered" if self.reason else "small_talk"

    @property
    def label(self) -> str:
        """The right reply in words: entries by their ids, a reason, or a kind of small talk."""
        return " or ".join(self.entries) or self.reason or self.kind


class Questions(Record):
    """Single questions, and conversations, whose later turns only make sense after the earlier ones."""

    single: tuple[Question, ...] = ()
    conversations: tuple[tuple[Question, ...], ...] = ()

    def __len__(self) -> int:
        return len(self.single) + sum(map(len, self.conversations))

    def __add__(self, other: Questions) -> Questions:
        return Questions(self.single + other.single, self.conversations + other.conversations)


def question_paths(bank: str | Path) -> list[Path]:
    """The files of a bank's questions, given its folder or file; where there are none, the usual one."""
    folder = bank if os.path.isdir(bank) else os.path.dirname(bank)
    return list(map(Path, question_files(bank))) or [Path(folder, QUESTIONS_FILE)]


def read_own_questions(path: str | Path, bank: Bank) -> Questions:
    """The questions in all files of a bank, given its folder or file; none where it has no file of them.
    Raises BankError as `read_questions` does.
    """
    files = (file for file in question_paths(path) if file.exists())
    return sum((read_questions(file, bank) for file in files), Questions())


def read_questions(file: Path, bank: Bank) -> Questions:
    """The questions in a file. Raises BankError with every problem but those of `copies`."""
    draft = open_document(file)
    questions = _Parser(draft, bank, {}).questions()
    if draft.problems:
        raise BankError(sorted(draft.problems))
    return questions


def check_questions(file: Path, bank: Bank, known: dict[str, Node] | None = None) -> list[Problem]:
    """All that is wrong with a file of questions, in its order, copies of wordings with the rest.

    `known` has the questions of the bank's other files, and gets those of this one.
    """
    draft = open_document(file)
    questions = _Parser(draft, bank, {} if known is None else known).questions()
    return sorted([*draft.problems, *find_copies(questions, bank)])


def check_bank_questions(path: str | Path, bank: Bank) -> list[Problem]:
    """All that is wrong with the questions of a bank, given its path; nothing where it has none."""
    known: dict[str, Node] = {}
    return [problem for file in question_files(path) for problem in check_questions(Path(file), bank, known)]


def find_copies(questions: Questions, bank: Bank) -> list[Problem]:
    """A problem for each question that is nearly a wording of what it asks for: it would measure nothing.

    It may resemble a wording of something else: it measures whether the two are kept apart. The turns of a
    conversation are no copies either: there are not many ways to ask "what does that depend on".
    """
    wordings = {_sorted_words(wording): (id, wording) for id, wording in bank.wordings()}
    problems = []
    for question in questions.single:
        sorted_words = _sorted_words(question.ask)
        if sorted_words.count(" ") + 1 < FEWEST_WORDS:
            continue
        near = process.extract(sorted_words, wordings.keys(), scorer=fuzz.ratio, score_cutoff=ALIKE)
        asks_for = question.entries or (bank.silent if question.reason == "not-in-source" else ())
        for id, wording in [wordings[text] for text, *_ in near if wordings[text][0] in asks_for][:1]:
            message = f"this is nearly the wording {clip(wording)} of {id}; ask it in another way"
            problems.append(Problem(question.file, question.line, question.column, message))
    return problems


_FILE = Keys(
    "a file of questions", ("schema",), ("answered", "unanswered", "small_talk", "conversations", "talks")
)
_GROUPS = (
    ("answered", "a question that is answered", "entry"),
    ("unanswered", "a question that is not answered", "reason"),
    ("small_talk", "small talk", "kind"),
)
_LABELS = ("entry", "reason", "kind")
_TURN = Keys("a turn", ("ask",), _LABELS)
_REASON = matching(
    "not-in-source|off-topic|unclear|personal",
    "write one of not-in-source, off-topic, unclear, personal",
)


class _Parser:
    """Reads the questions of one file; `known` has those read so far, by their words."""

    def __init__(self, draft: Document, bank: Bank, known: dict[str, Node]) -> None:
        self._draft = draft
        self._bank = bank
        self._kinds = [*(small_talk.id for small_talk in bank.language.small_talk), *DANGERS]
        self._known = known

    def questions(self) -> Questions:
        fields = self._draft.top(_FILE)
        fields.text("schema", SCHEMA_NUMBER)
        alone = [
            self._alone(node, Keys(what, ("ask", label)))
            for group, what, label in _GROUPS
            for node in fields.items(group)
        ]
        nodes = [*fields.items("conversations"), *fields.items("talks")]  # the second is the earlier name
        return Questions(tuple(alone), tuple(map(self._conversation, nodes)))

    def _alone(self, node: Node, keys: Keys) -> Question:
        fields = self._draft.fields(node, keys)
        question = self._question(fields, node)
        self._report_copy(fields, question.ask, node)
        return question

    def _conversation(self, node: Node) -> tuple[Question, ...]:
        return tuple(self._turn(turn) for turn in self._draft.items(node, at_least=2))

    def _turn(self, node: Node) -> Question:
        fields = self._draft.fields(node, _TURN)
        if isinstance(node, Pairs) and sum(bool(fields.node(label)) for label in _LABELS) != 1:
            self._draft.report(node, "a turn has one right reply; write one of entry, reason and kind")
        return self._question(fields, node)

    def _question(self, fields: Fields, node: Node) -> Question:
        return Question(
            ask=fields.text("ask"),
            entries=self._entries(fields.node("entry")),
            reason=fields.text("reason", _REASON),
            kind=self._kind(fields),
            file=self._draft.file,
            line=node.mark.line + 1,
            column=node.mark.column + 1,
        )

    def _entries(self, node: Node | None) -> tuple[str, ...]:
        if node is None:
            return ()
        named = self._draft.items(node, at_least=1) if isinstance(node, Items) else [node]
        ids = [(each, self._draft.text(each)) for each in named]
        for each, id in ids:
            if id and id not in self._bank.entries:
                cure = suggest(id, self._bank.entries)
                self._draft.report(each, f"{clip(id)} is not the id of an entry; {cure}")
        return tuple(id for _, id in ids)

    def _kind(self, fields: Fields) -> str:
        kind = fields.text("kind")
        if kind and kind not in self._kinds:
            fields.report(
                "kind", f"{clip(kind)} is no small talk of the language; {suggest(kind, self._kinds)}"
            )
        return kind

    def _report_copy(self, fields: Fields, ask: str, node: Node) -> None:
        """Report a question that is there already, by its words, or by its text where it has none (emoji)."""
        first = self._known.setdefault(plain(ask) or ask, node) if ask else node
        if first is not node:
            where = line_of(first, seen_from=node)
            fields.report("ask", f"this is asked on {where} already; delete one of the two")


def _sorted_words(text: str) -> str:
    """The words of a text in the order of the alphabet, as `token_sort_ratio` compares them."""
    return " ".join(sorted(words(fold(text))))
