"""Whether the tests of a package notice when its code changes: a sample of mutants, each put to them.

    python tests/tools/mutate.py text matching --sample 250 --seed 1 --jobs 2

A mutant is the package with one small change: another operator, number or text, an argument left out, a
condition forced, a statement removed. It is killed if a test of the package fails or takes far too long,
and survives otherwise. Most changes are mutmut's; its runner is not used, as it leaves out whatever has a
decorator. The tests that execute the changed line run first and the others after them, as what is cached
or imported is executed by the first test that needs it. All happens in copies of the tree. Ctrl-C ends
early and reports on the mutants so far.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from difflib import SequenceMatcher
from math import sqrt
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import libcst as cst
from coverage import CoverageData
from libcst import matchers
from mutmut.mutation.mutators import mutation_operators

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROOT = Path(__file__).parents[2]

NOT_COPIED = shutil.ignore_patterns(".git", ".venv", "venv", "__pycache__", ".*_cache", ".hypothesis", "dist")

MIN_SECONDS, SLOWER = 30.0, 5.0
"""A mutant times out after SLOWER times as long as the unchanged tests took, and MIN_SECONDS at least."""

Outcome = Literal["killed", "survived", "timed out"]
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


class Mutant(NamedTuple):
    """One change of one file, whose path is relative to the root; `code` is the whole changed file."""

    package: str
    file: str
    line: int
    old: str
    new: str
    code: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.old} → {self.new}"


class TestMap(NamedTuple):
    """Which tests execute each line of each file, and after how many seconds a mutant times out."""

    tests: dict[tuple[str, int], set[str]]
    time_limit: float


class Changes(cst.CSTVisitor):
    """Collects what may be changed in a module, and into what: nothing that only a type checker reads."""

    def __init__(self) -> None:
        super().__init__()
        self.pairs: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Whether to look inside a node."""
        if isinstance(node, cst.Annotation | cst.Decorator | cst.ImportFrom) or _is_for_readers(node):
            return False
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                self.pairs += [(node, changed) for changed in operator(node)]
        self.pairs += [(node, changed) for changed in _forced(node)]
        return True


def _is_for_readers(node: cst.CSTNode) -> bool:
    """Whether a node is a docstring, a type alias, or for type checkers only."""
    alias = matchers.AnnAssign(annotation=matchers.Annotation(matchers.Name("TypeAlias")))
    typing = matchers.If(test=matchers.Name("TYPE_CHECKING"))
    text = matchers.Expr(matchers.SimpleString() | matchers.ConcatenatedString())
    return matchers.matches(node, alias | typing | text)


def _forced(node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """A node with its condition forced either way, or with its statement removed."""
    if isinstance(node, cst.If | cst.While | cst.CompIf):
        test = node.test.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
        yield node.with_changes(test=cst.BooleanOperation(test, cst.And(), cst.Name("False")))
        if not isinstance(node, cst.While):
            yield node.with_changes(test=cst.BooleanOperation(test, cst.Or(), cst.Name("True")))
    elif isinstance(node, cst.Expr | cst.Raise | cst.AugAssign | cst.Return | cst.Continue | cst.Break):
        yield cst.Pass()


def mutants(root: Path, packages: Sequence[str], sample: int | None, seed: int) -> list[Mutant]:
    """A random sample of the mutants of some packages; all of them where no size is given."""
    changes = []
    for package in packages:
        for path in sorted((root / "bot" / "footnote" / package).rglob("*.py")):
            module, visitor = cst.parse_module(path.read_text(encoding="utf-8")), Changes()
            module.visit(visitor)
            changes += [(package, path.relative_to(root).as_posix(), module, pair) for pair in visitor.pairs]
    print(f"{len(changes)} mutants of {' and '.join(packages)}", flush=True)
    random.Random(seed).shuffle(changes)  # noqa: S311
    return [_mutant(*change) for change in changes[:sample]]


def _mutant(package: str, file: str, module: cst.Module, pair: tuple[cst.CSTNode, cst.CSTNode]) -> Mutant:
    changed = module.deep_replace(*pair)
    code = changed.code if isinstance(changed, cst.Module) else ""
    before, after = module.code.splitlines(), code.splitlines()
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    _, at, end, new_at, new_end = next(change for change in changes if change[0] != "equal")
    old, new = (" ".join(map(str.strip, lines)) for lines in (before[at:end], after[new_at:new_end]))
    return Mutant(package, file, at + 1, old, new, code)


class Workshop:
    """Copies of the tree, in which mutants are put to the tests."""

    def __init__(self, root: Path, folder: Path, jobs: int) -> None:
        self._copies: SimpleQueue[Path] = SimpleQueue()
        self._maps: dict[str, TestMap] = {}
        for number in range(jobs):
            copy = folder / str(number)
            shutil.copytree(root, copy, ignore=NOT_COPIED)
            self._copies.put(copy)

    def learn(self, package: str) -> None:
        """Run the tests of an unchanged package, to know which of them executes what."""
        copy = self._copies.get()
        data = copy / "coverage.data"
        options = [f"--cov=bot/footnote/{package}", "--cov-context=test", "--cov-report="]
        started = os.times().elapsed
        if _pytest(copy, [f"tests/{package}", *options, "--cov-fail-under=0"], None, COVERAGE_FILE=str(data)):
            sys.exit(f"The tests of {package} fail before anything is changed.")
        limit = max(MIN_SECONDS, SLOWER * (os.times().elapsed - started))
        self._maps[package] = TestMap(_tests_by_line(copy, data), limit)
        self._copies.put(copy)

    def outcome(self, mutant: Mutant) -> Outcome:
        """What became of a mutant."""
        copy = self._copies.get()
        file = copy / mutant.file
        original = file.read_text(encoding="utf-8")
        try:
            _write(file, mutant.code)
            return self._put_to_tests(mutant, copy, original)
        finally:
            _write(file, original)
            self._copies.put(copy)

    def _put_to_tests(self, mutant: Mutant, copy: Path, original: str) -> Outcome:
        tests, limit = self._maps[mutant.package]
        lines = _lines_of_statement(original, mutant.line)
        executing = set().union(*(tests.get((mutant.file, line), ()) for line in lines))
        if not executing:
            return "survived"
        first = executing - {""}
        others = set().union(*tests.values()) - first - {""}
        try:
            for selected in (first, others):
                if selected and _pytest(copy, sorted(selected), limit):
                    return "killed"
        except subprocess.TimeoutExpired:
            return "timed out"
        return "survived"


def _pytest(copy: Path, arguments: list[str], limit: float | None, **variables: str) -> int:
    """The exit code of the tests, run in a copy of the tree."""
    # Schemathesis takes as long to import as all the rest.
    options = "-x -q -p no:cacheprovider -p no:schemathesis -p no:xdist --hypothesis-seed=0".split()
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, *arguments],
        cwd=copy,
        env={**os.environ, "PYTHONPATH": str(copy / "bot"), **variables},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=limit,
        check=False,
    ).returncode


def _write(file: Path, code: str) -> None:
    """Write a file with a time that it never had, so that no compiled file of another mutant is taken."""
    moment = int(file.stat().st_mtime) + 2
    file.write_text(code, encoding="utf-8")
    os.utime(file, (moment, moment))


def _tests_by_line(copy: Path, data: Path) -> dict[tuple[str, int], set[str]]:
    """The tests, without their parameters, by the lines that they execute; "" is the import of a module."""
    coverage = CoverageData(str(data))
    coverage.read()
    tests: dict[tuple[str, int], set[str]] = {}
    for file in coverage.measured_files():
        name = Path(file).relative_to(copy.resolve()).as_posix()
        for line, contexts in coverage.contexts_by_lineno(file).items():
            tests[name, line] = {context.partition("|")[0].partition("[")[0] for context in contexts}
    return tests


def _lines_of_statement(code: str, line: int) -> range:
    """The lines of the innermost statement around a line; of one with a body, those of its head."""
    around = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    if not around:
        return range(line, line + 1)
    inner = min(around, key=lambda node: (node.end_lineno or node.lineno) - node.lineno)
    body: list[ast.stmt] = getattr(inner, "body", [])
    return range(inner.lineno, max(line, body[0].lineno - 1 if body else inner.end_lineno or line) + 1)


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's 95 % confidence interval of a share."""
    square = 1.96**2
    share = part / whole
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    reach = 1.96 * sqrt(share * (1 - share) / whole + square / (4 * whole**2)) / (1 + square / whole)
    return middle - reach, middle + reach


def report(outcomes: Sequence[tuple[Mutant, Outcome]]) -> str:
    """The counts and the share of mutants that were killed or timed out."""
    counts = {each: sum(outcome == each for _, outcome in outcomes) for each in OUTCOMES}
    noticed = counts["killed"] + counts["timed out"]
    low, high = interval(noticed, len(outcomes))
    listed = ", ".join(f"{count} {outcome}" for outcome, count in counts.items())
    share = noticed / len(outcomes)
    return f"{listed}: {share:.1%} noticed (95 % confidence: {low:.1%} to {high:.1%})"


def main() -> None:
    """Print each survivor as `file:line: old → new`, then the share that the tests noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("packages", nargs="+", metavar="PACKAGE", help="a package of footnote: text")
    parser.add_argument("--sample", type=int, metavar="N", help="how many mutants; all if left out")
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="another seed, another sample")
    parser.add_argument("--jobs", type=int, default=1, metavar="J", help="how many mutants at a time")
    parser.add_argument("--root", type=Path, default=ROOT, help=argparse.SUPPRESS)
    options = parser.parse_args()
    chosen = mutants(options.root, options.packages, options.sample, options.seed)
    with TemporaryDirectory(prefix="mutants-") as folder, ThreadPoolExecutor(options.jobs) as pool:
        workshop = Workshop(options.root, Path(folder), options.jobs)
        for package in options.packages:
            workshop.learn(package)
        outcomes = []
        try:
            for mutant, outcome in zip(chosen, pool.map(workshop.outcome, chosen), strict=True):
                outcomes.append((mutant, outcome))
                if outcome != "killed":
                    print(f"{outcome}: {mutant}", flush=True)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
    if outcomes:
        print(report(outcomes))


if __name__ == "__main__":
    main()
