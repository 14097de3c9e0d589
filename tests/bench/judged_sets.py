"""Questions with what judges them: what `fit_answerability` is fitted on.

A set is some questions, a bot or a bare matcher that they are put to, and for each question the ids that
answer it (none where nothing does). The shipped bank is measured by its own labelled questions, by wordings
of its own, and with wordings and topics held out of it; the banks in `banks/` by theirs. Questions of more
banks, and public sets, are read from the folders and files that are named on the command line.
"""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from intent_sets import read_tasks

from footnote.bank import find_bank, question_files, read_bank
from footnote.dialogue import Bot
from footnote.dialogue.sizes import cut_points
from footnote.evaluation.questions import read_questions
from footnote.matching import Matcher
from footnote.record import replace

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from footnote.bank import Bank

    Pair = tuple[str, str]

BANKS = Path(__file__).parent / "banks"

SEED = 5

MAX_OF_ONE_SET = 250
"""Held-out wordings that are asked of one set: more would make one bank's manner count most."""

SHOTS = (9, 30)
"""Wordings an entry of the shipped bank has in sets that show what few wordings are worth."""


class Labelled(NamedTuple):
    """A question, and the ids of the entries that answer it: none where nothing does."""

    ask: str
    right: frozenset[str]


class Judged(NamedTuple):
    """Questions, and what they are put to: a bot, or a matcher without a bank. Of one `group` are sets that
    say the same of a judgement: they are left out together.
    """

    group: str
    target: Bot | Matcher
    questions: Sequence[Labelled]


def shipped(bank: Bank, folders: Iterable[Path]) -> Iterator[Judged]:
    """The shipped bank with its labelled questions, those of other folders, and its own wordings."""
    bot = Bot(bank)
    yield Judged("own questions", bot, list(_of_bank(bank, question_files(find_bank("micrometastases")))))
    rng = random.Random(SEED)  # noqa: S311
    wordings = rng.sample(list(bank.wordings()), 2 * MAX_OF_ONE_SET)
    yield Judged("own wordings", bot, [_labelled(bank, text, id) for id, text in wordings])
    for folder in folders:
        yield Judged(folder.name, bot, list(by_passages(bank, folder)))


def held_out(bank: Bank) -> Iterator[Judged]:
    """The shipped bank without a third of its silent topics and a tenth of its wordings, which are asked; and
    with only a few wordings of each entry and no topics.
    """
    rng = random.Random(SEED)  # noqa: S311
    gone = set(rng.sample(sorted(bank.silent), len(bank.silent) // 3))
    pairs = [pair for pair in bank.wordings() if pair[0] not in gone]
    rng.shuffle(pairs)
    cut = len(pairs) // 10
    asked = [pair for pair in pairs[:cut] if pair[0] in bank.entries][:MAX_OF_ONE_SET]
    asked += rng.sample([pair for pair in bank.wordings() if pair[0] in gone], MAX_OF_ONE_SET)
    fewer = replace(bank, silent={id: topic for id, topic in bank.silent.items() if id not in gone})
    yield Judged("held out", _bot(fewer, pairs[cut:]), [_labelled(bank, text, id) for id, text in asked])
    for shots in SHOTS:
        yield _with_few(bank, shots, rng)


def _with_few(bank: Bank, shots: int, rng: random.Random) -> Judged:
    kept: list[Pair] = []
    spare: list[Pair] = []
    for entry in bank.entries.values():
        texts = list(dict.fromkeys([entry.question, *entry.wordings]))
        rng.shuffle(texts)
        kept += [(entry.id, text) for text in texts[:shots]]
        spare += [(entry.id, text) for text in texts[shots:]]
    asked = rng.sample(spare, MAX_OF_ONE_SET)
    asked += [(topic.id, rng.choice(topic.wordings)) for topic in bank.silent.values()]
    bot = _bot(replace(bank, silent={}), kept)
    return Judged("few wordings", bot, [_labelled(bank, text, id) for id, text in asked])


def small_banks(folders: Iterable[Path]) -> Iterator[Judged]:
    """Banks of other subjects with their questions, and with questions put to the others."""
    banks = {folder: read_bank(folder) for folder in folders}
    asked = {folder: list(_of_bank(bank, question_files(folder))) for folder, bank in banks.items()}
    for folder, bank in banks.items():
        others = [each.ask for other, rows in asked.items() if other != folder for each in rows]
        foreign = random.Random(SEED).sample(others, min(len(others), 30))  # noqa: S311
        rows = [*asked[folder], *(Labelled(ask, frozenset()) for ask in foreign)]
        yield Judged(folder.name, Bot(bank), rows)


def public(files: Iterable[Path]) -> Iterator[Judged]:
    """Public FAQ sets with answers; of each one task for every number of shots."""
    for file in files:
        for _, tasks in read_tasks(file, (0, 3)):
            task = tasks[0]
            matcher = Matcher(task.wordings, answers=task.answers)
            rows = [Labelled(ask, frozenset([id] if id else [])) for ask, id in task.questions]
            yield Judged(file.stem, matcher, rows)


def _bot(bank: Bank, pairs: Iterable[Pair]) -> Bot:
    matcher = Matcher(
        pairs,
        answers=bank.answers(),
        same=bank.same,
        apart=bank.apart,
        sizes=cut_points(bank),
        language=bank.language,
    )
    return Bot(bank, matcher)


def _labelled(bank: Bank, text: str, id: str) -> Labelled:
    return Labelled(text, frozenset([id]) & bank.entries.keys())


def _of_bank(bank: Bank, files: Iterable[str | Path]) -> Iterator[Labelled]:
    for file in files:
        for question in read_questions(Path(file), bank).single:
            if question.category in ("answered", "unanswered"):
                yield Labelled(question.ask, frozenset(question.entries))


def by_passages(bank: Bank, folder: Path) -> Iterator[Labelled]:
    """Questions labelled with the passages that answer them: `ok`, of which one must be cited, and `also`."""
    for row in _rows(folder / "in_scope.jsonl"):
        ok, also = set(row["ok"]), set(row["also"])
        entries = (e.id for e in bank.entries.values() if ok & {*e.cites} and len({*e.cites} - ok - also) < 2)
        yield Labelled(row["q"], frozenset(entries))
    for row in _rows(folder / "out_of_scope.jsonl"):
        yield Labelled(row["q"], frozenset())


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, filter(str.strip, file.read_text(encoding="utf-8").splitlines()))
