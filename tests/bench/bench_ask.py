"""How long whole questions take, mistyped ones and the worst line that a search finds.

    python tests/bench/bench_ask.py [--bank micrometastases] [--questions FILE …] [--search SECONDS]

Asks the labelled questions of a bank (or of files of them), with one letter of each left out, and prints the
milliseconds under which half and 95 % of them stay: of each question the least of three times, warm. Beside
them stands what rapidfuzz takes to compare the same questions with each of the bank's wordings.

`--search` looks for the slowest line of 2,000 characters for so many seconds: lines of many kinds are put
together, and the slowest are changed in part again and again. What a line takes is the least of three times,
so that a busy machine is not taken for a slow line, by a bot that has not looked the line up before.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

from fit_effort import kinds
from rapidfuzz import fuzz, process

from footnote import load
from footnote.bank import default_language, find_bank
from footnote.evaluation import read_own_questions, read_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from footnote import Bot

TIMES = 3
LENGTH = 2_000
KEPT = 8
"""Lines that the search goes on from."""


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--bank", default="micrometastases")
    parser.add_argument("--questions", nargs="*", type=Path, default=[])
    parser.add_argument("--search", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    bot, chance = load(given.bank), random.Random(given.seed)  # noqa: S311
    if given.search:
        print_slowest(bot, chance, given.search)
    else:
        print_times(bot, [without_a_letter(each, chance) for each in asked(bot, given.bank, given.questions)])


def asked(bot: Bot, bank: str, files: Sequence[Path]) -> list[str]:
    """The questions of the files, or those of the bank."""
    given = [read_questions(file, bot.bank) for file in files] or [
        read_own_questions(find_bank(bank), bot.bank)
    ]
    return [question.ask for questions in given for question in questions.single]


def without_a_letter(question: str, chance: random.Random) -> str:
    """The question with one letter left out."""
    letters = [at for at, character in enumerate(question) if character.isalpha()]
    at = chance.choice(letters or [0])
    return question[:at] + question[at + 1 :]


def took(ask: Callable[[str], object], question: str) -> float:
    """Milliseconds of a question, the least of some times."""
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - began) * 1e3)
    return min(times)


def print_times(bot: Bot, questions: Sequence[str]) -> None:
    """Print what the questions take."""
    texts = [wording for _, wording in bot.bank.wordings()]
    for question in questions:
        bot.ask(question)  # what is worked out once is not what a question costs
    ours = sorted(took(bot.ask, question) for question in questions)
    few = questions[:: max(1, len(questions) // 20)]
    theirs = sorted(
        took(lambda text: process.extractOne(text, texts, scorer=fuzz.WRatio), each) for each in few
    )
    half, most = ours[len(ours) // 2], ours[int(0.95 * len(ours))]
    print(f"{len(ours)} questions: half under {half:.1f} ms, 95 % under {most:.1f} ms  [at most 6]")
    compared = theirs[len(theirs) // 2]
    print(f"extractOne(WRatio): half under {compared:.1f} ms, a ratio of {half / compared:.3f}")


def print_slowest(bot: Bot, chance: random.Random, seconds: float) -> None:
    """Search for so long, and print the slowest lines."""
    best: list[tuple[float, str]] = []
    tried, until = 0, time.monotonic() + seconds
    for line in lines(bot, chance, best):
        if time.monotonic() > until:
            break
        tried += 1
        best.append((took(lambda text: bot.with_policy(bot.bank.policy).ask(text), line), line))
        best.sort(reverse=True)
        del best[KEPT:]
    print(f"{tried} lines of {LENGTH:,} characters; the slowest [at most 150 ms]:")
    for milliseconds, line in best:
        print(f"  {milliseconds:.0f} ms  {line!r}")


def lines(bot: Bot, chance: random.Random, best: Sequence[tuple[float, str]]) -> Iterator[str]:
    """One line of each kind, then without end the best of them with a part of another in it, or of itself."""
    making = list({**kinds(bot, chance), **more_kinds(chance)}.values())
    for make in making:
        yield make()[:LENGTH]
    while True:
        _, line = chance.choice(best)
        other = chance.choice((chance.choice(making)(), chance.choice(best)[1], line))
        start, end = sorted(chance.choices(range(LENGTH), k=2))
        at = chance.randrange(max(1, len(other)))
        yield (line[:start] + other[at : at + chance.randrange(1, LENGTH)] + line[end:])[:LENGTH].ljust(
            LENGTH, "?"
        )


def more_kinds(chance: random.Random) -> dict[str, Callable[[], str]]:
    """Ways to make a long text of what else a bot looks for: danger, small talk, lengths, marks."""
    language = default_language()  # a compiled bank has not kept the lines
    told = [line for group in language.safety.lines.values() for line in group.splitlines()]
    said = [wording for each in language.small_talk for wording in each.wordings]
    marks = "?!.,;:-\n'\"()…\u0301\u200b0123456789 "

    def many(texts: Sequence[str], end: str) -> Callable[[], str]:
        return lambda: end.join(chance.choices(texts, k=120))

    return {
        "danger": many(told, ". "),
        "danger, no end": many(told, " "),
        "small talk": many(said, "? "),
        "small talk, no end": many(said, " and "),
        "marks": lambda: "".join(chance.choices(marks, k=LENGTH)),
        "two letters": lambda: " ".join("".join(chance.choices("abeit", k=2)) for _ in range(700)),
        "one long word": lambda: "".join(chance.choices("abeit", k=LENGTH)),
    }


if __name__ == "__main__":
    main()
