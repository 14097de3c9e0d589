"""Whether two versions of the program give the same replies, byte for byte.

    python tests/tools/compare_replies.py record before.jsonl --command "old/bin/footnote" QUESTIONS...
    python tests/tools/compare_replies.py record after.jsonl --command "new/bin/footnote" QUESTIONS...
    python tests/tools/compare_replies.py compare before.jsonl after.jsonl

QUESTIONS are files of labelled questions, as YAML (`ask`) or as JSON lines (`q`). Every question is asked
alone, every conversation turn by turn, and then as many lines again as `--made` says, which are made of the
questions by slips of the finger and by mixing halves of them. The version of the bank is left out, as it
changes with every edit of its files.
"""

from __future__ import annotations

import argparse
import json
import random
import shlex
import string
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

SEED = 20_261_128


def asked(tree: Any) -> Iterator[str | list[str]]:
    """Every question in a tree of YAML or JSON; the turns of a conversation as a list."""
    if isinstance(tree, dict):
        text = tree.get("ask") or tree.get("q")
        if isinstance(text, str):
            yield text
        for value in tree.values():
            yield from asked(value)
    elif isinstance(tree, list):
        turns = [turn for turn in tree if isinstance(turn, dict) and ("q" in turn or "ask" in turn)]
        conversation = [str(turn.get("ask") or turn.get("q")) for turn in turns]
        if len(conversation) == len(tree) > 1:
            yield conversation
        for value in tree:
            yield from asked(value)


def read(path: Path) -> Iterator[str | list[str]]:
    """Every question and every conversation of a file of labelled questions."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        for line in text.splitlines():
            row = json.loads(line)
            yield from asked(row.get("turns", row))
    else:
        yield from asked(yaml.load(text, yaml.CSafeLoader))


def slipped(question: str, chance: random.Random) -> str:
    """The question with one to three letters left out, doubled, swapped or mistyped."""
    letters = list(question)
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(max(1, len(letters) - 1))
        slip = chance.choice(("drop", "double", "swap", "change"))
        if slip == "drop":
            del letters[at : at + 1]
        elif slip == "double":
            letters[at:at] = letters[at : at + 1]
        elif slip == "swap":
            letters[at : at + 2] = letters[at : at + 2][::-1]
        else:
            letters[at : at + 1] = chance.choice(string.ascii_lowercase + " ")
    return "".join(letters)


def mixed(one: str, other: str, chance: random.Random) -> str:
    """The beginning of one question and the end of another, or both as one message."""
    if chance.random() < 0.3:
        return f"{one}{chance.choice((' ', '. ', '? ', chr(10)))}{other}"
    first, second = one.split(), other.split()
    return " ".join(first[: len(first) // 2 + 1] + second[len(second) // 2 :])


def made(questions: list[str], count: int) -> Iterator[str]:
    """Lines made of the questions, the same ones each time."""
    chance = random.Random(SEED)  # noqa: S311  (a sample, not a secret)
    for _ in range(count):
        one, other = chance.choice(questions), chance.choice(questions)
        yield slipped(one, chance) if chance.random() < 0.5 else mixed(one, other, chance)


def lines(files: list[Path], count: int) -> Iterator[dict[str, Any]]:
    """What `footnote ask --jsonl` reads."""
    found = list(dict.fromkeys(tuple(q) if isinstance(q, list) else q for path in files for q in read(path)))
    alone = [question for question in found if isinstance(question, str)]
    for number, question in enumerate([*alone, *made(alone, count)]):
        yield {"id": f"line {number}", "question": question, "conversation": None}
    for number, turns in enumerate(each for each in found if isinstance(each, tuple)):
        for at, turn in enumerate(turns):
            yield {"id": f"conversation {number}.{at}", "question": turn, "conversation": f"c{number}"}


def record(arguments: argparse.Namespace) -> int:
    """Ask everything, and write the replies to a file."""
    typed = "".join(json.dumps(line) + "\n" for line in lines(arguments.questions, arguments.made))
    command = [*shlex.split(arguments.command), "ask", "--jsonl"]
    done = subprocess.run(command, input=typed, capture_output=True, text=True, check=False, encoding="utf-8")
    sys.stderr.write(done.stderr)
    replies = [json.loads(line) for line in done.stdout.splitlines()]
    for reply in replies:
        reply.get("bank", {}).pop("version", None)
    arguments.file.write_text("".join(json.dumps(reply) + "\n" for reply in replies), encoding="utf-8")
    print(f"{len(replies)} replies in {arguments.file}")
    return 0 if len(replies) == typed.count("\n") else 1


def compare(arguments: argparse.Namespace) -> int:
    """Print how many replies differ, and the first of them."""
    before, after = (path.read_text(encoding="utf-8").splitlines() for path in (arguments.one, arguments.two))
    differing = [
        (json.loads(one), json.loads(two)) for one, two in zip(before, after, strict=True) if one != two
    ]
    for one, two in differing[: arguments.show]:
        print(f"{one['id']}: {one['question']!r}")
        keys = [key for key in {**one, **two} if one.get(key) != two.get(key)]
        print("".join(f"  {key}: {one.get(key)!r}\n  {' ' * len(key)}  {two.get(key)!r}\n" for key in keys))
    print(f"{len(before)} replies, {len(differing)} differ")
    return 1 if differing else 0


def main() -> int:
    """Record or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    actions = parser.add_subparsers(required=True)
    recording = actions.add_parser("record", help="Ask everything, and write the replies to a file.")
    recording.add_argument("file", type=Path)
    recording.add_argument("questions", type=Path, nargs="+")
    recording.add_argument("--command", default="footnote")
    recording.add_argument("--made", type=int, default=1000)
    recording.set_defaults(run=record)
    comparing = actions.add_parser("compare", help="Say which replies differ.")
    comparing.add_argument("one", type=Path)
    comparing.add_argument("two", type=Path)
    comparing.add_argument("--show", type=int, default=10)
    comparing.set_defaults(run=compare)
    arguments = parser.parse_args()
    status: int = arguments.run(arguments)
    return status


if __name__ == "__main__":
    sys.exit(main())
