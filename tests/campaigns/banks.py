"""Banks that something has gone wrong with: every one is read, refused in words, or answers.

`python tests/campaigns/banks.py --seconds 60`; a case is one bank, changed in up to four places. No case may
end in an exception, have a problem outside of its file, or leave a trace on the disk.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from campaign import Broken, main
from paths import DATA, GARDEN, ROOT

from footnote.bank import check_parsed, loader, parse
from footnote.dialogue import Bot
from footnote.dialogue.safety import SafetyIndex
from footnote.runtime.compiled import compile_bot, restore_bot
from footnote.runtime.container import InvalidContainer

if TYPE_CHECKING:
    import random
    from os import PathLike

    from footnote.bank import Bank, ParsedBank
    from footnote.bank.validation import Document
    from footnote.errors import Problem
    from footnote.text import Language

SOURCES = [
    GARDEN / "bank.yaml",
    DATA / "hagel" / "bank.yaml",
    *sorted((ROOT / "tests/bench/banks").glob("*/bank.yaml")),
]

VALUES = [
    *(
        "",
        "~",
        "[]",
        "{}",
        "null",
        "yes",
        "1e999",
        "-0",
        "0x10",
        "2025-13-45",
        "'",
        '"',
        "|",
        ">",
        "\t",
        "...",
    ),
    *("*a", "&a [*a]", "<<: *a", "[[[[[[[[[[", "{{{{{{{{", "? ", "- - -", "---", "# x", "a: b: c", "%TAG"),
    *(
        "!!python/object/apply:os.mkdir ['MARK']",
        "!!binary x",
        "!!set {a}",
        "!x y",
        "schema: 3",
        "TO BE WRITTEN",
    ),
    *("\u202e", "\ufdfa", "x" * 3_000, "9" * 400, "[1]", "[P1] [P99]", "(a+)+$", "(", "../../etc/passwd"),
    *("javascript:alert(1)", "http://"),
]
"""What is written where something else belongs. MARK is the path of a folder that must never be there."""

LETTERS = [":", "-", "[", "", "\x00", "\ud800", "é"]


def _deleted(lines: list[str], at: int, chance: random.Random) -> None:
    del lines[at : at + chance.randrange(1, 4)]


def _repeated(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at:at] = lines[at : at + chance.randrange(1, 20)] * chance.choice([1, 1, 30])


def _swapped(lines: list[str], at: int, chance: random.Random) -> None:
    other = chance.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _moved(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at] = " " * chance.randrange(9) + lines[at].lstrip()


def _another_value(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at] = f"{lines[at].partition(':')[0]}: {chance.choice(VALUES)}\n"


def _new_line(lines: list[str], at: int, chance: random.Random) -> None:
    lines.insert(at, chance.choice(VALUES) + "\n")


def _inside(lines: list[str], at: int, chance: random.Random) -> None:
    place = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + chance.choice(VALUES) + lines[at][place:]


def _cut(lines: list[str], at: int, chance: random.Random) -> None:
    if chance.random() < 0.2:
        del lines[at + 1 :]


def _another_letter(lines: list[str], at: int, chance: random.Random) -> None:
    lines[at] = lines[at].replace(chance.choice(lines[at]), chance.choice(LETTERS))


CHANGES = (_deleted, _repeated, _swapped, _moved, _another_value, _new_line, _inside, _cut, _another_letter)


def changed(text: str, chance: random.Random, mark: str) -> bytes:
    """The text of a bank with something wrong in it."""
    lines = text.splitlines(keepends=True)
    for _ in range(chance.choice([1, 1, 1, 2, 4])):
        filled = [at for at, line in enumerate(lines) if line]
        if filled:
            chance.choice(CHANGES)(lines, chance.choice(filled), chance)
    data = bytearray("".join(lines).replace("MARK", mark).encode("utf-8", "surrogatepass"))
    if data and chance.random() < 0.15:
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data)


class Shared:
    """Reads the files of languages once: no case changes them, and they took nine tenths of the time."""

    def __init__(self, changed: Path) -> None:
        """`changed` is the folder of the bank that changes."""
        self._changed = str(changed)
        self._documents: dict[str, Document] = {}
        self._languages: dict[str, tuple[Language, list[Document]]] = {}
        self._safety: dict[str, tuple[Language, SafetyIndex]] = {}
        self._open, self._read = loader.open_document, loader._language  # noqa: SLF001  (what this replaces)

    def open_document(self, file: str | PathLike[str], problems: list[Problem] | None = None) -> Document:
        """As that of the loader."""
        name = str(file)
        if name.startswith(self._changed) or not Path(name).is_file():
            return self._open(file, problems)
        if name not in self._documents:
            self._documents[name] = self._open(name, [])
        return self._documents[name]

    def language(self, shared: list[Document], problems: list[Problem]) -> Language:
        """As that of the loader."""
        if not shared:
            return self._read(shared, problems)
        name = shared[0].file
        if name not in self._languages:
            self._languages[name] = self._read(shared, []), shared[1:]
        language, more = self._languages[name]
        shared[1:] = more
        return language

    def bot(self, bank: Bank) -> Bot:
        """The bot of a bank."""
        language, known = bank.language, self._safety.get(bank.language.id)
        if known is None or known[0] is not language:
            known = self._safety[language.id] = language, SafetyIndex(language)
        return Bot(bank, safety=known[1])


class Mutator:
    """Changes banks, and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bank = folder / "bank"
        self.bank.mkdir()
        for path in DATA.glob("*.yaml"):
            (folder / path.name).write_bytes(path.read_bytes())
        self.mark = folder / "mark"
        self.texts = [path.read_text(encoding="utf-8") for path in SOURCES]
        self.before = sorted(path.name for path in folder.rglob("*"))
        self.shared = Shared(self.bank)
        loader.open_document = self.shared.open_document
        loader._language = self.shared.language  # noqa: SLF001

    def __call__(self, chance: random.Random) -> str:
        """One bank: whether it was refused, or answers."""
        data = changed(chance.choice(self.texts), chance, str(self.mark))
        (self.bank / "bank.yaml").write_bytes(data)
        parsed = parse(self.bank)
        problems = [*parsed.problems, *(() if parsed.problems else check_parsed(parsed))]
        for problem in problems:
            _check(problem, data)
        if self.mark.exists() or len(list(self.folder.rglob("*"))) > len(self.before) + 1:
            raise Broken("something was written")
        if parsed.problems:
            return "refused"
        return _asked(parsed, chance, self.shared)


def _check(problem: Problem, data: bytes) -> None:
    lines = data.count(b"\n") + data.count(b"\r") + data.count(b"\xe2\x80") + data.count(b"\xc2\x85") + 2
    if not (0 < problem.line <= lines and problem.column > 0 and problem.message.strip()):
        raise Broken(f"no place: {problem!r}")


def _asked(parsed: ParsedBank, chance: random.Random, shared: Shared) -> str:
    """What becomes of a bank that can be used: it answers its own questions, and can be compiled."""
    if chance.random() < 0.8:
        return "read"
    bot = shared.bot(parsed.bank)
    for entry in list(parsed.bank.entries.values())[:3]:
        reply = bot.ask(entry.question)
        if reply.kind == "answer" and not reply.citations:
            raise Broken(f"no citation: {entry.question!r}")
    if chance.random() < 0.3:
        compiled = bytearray(compile_bot(bot, "x"))
        if restore_bot(bytes(compiled), "x").bank != restore_bot(bytes(compiled), None).bank:
            raise Broken("two banks of one file")
        compiled[chance.randrange(len(compiled))] ^= 1 << chance.randrange(8)
        try:
            restore_bot(bytes(compiled), "x")
        except InvalidContainer:
            return "answers, and a flipped bit was found"
        raise Broken("a flipped bit was not found")
    return "answers"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        main("banks", Mutator(Path(folder)), __doc__ or "")
