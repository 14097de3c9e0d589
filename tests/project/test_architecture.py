"""The architecture: which package may import which, which library lives where, and how long things get."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "bot" / "footnote"

LAYERS = (
    ("__main__",),
    ("cli",),
    ("chat", "web", "integrations"),
    ("console", "evaluation", "insights", "journal"),
    ("runtime",),
    ("dialogue",),
    ("matching",),
    ("bank",),
    ("text", "settings"),
    ("errors",),
)
"""The packages from the top down. Each imports only what stands on a lower line."""

HOMES = {
    "yaml": {"bank"},
    "rapidfuzz": {"text", "evaluation"},
    "Stemmer": {"text"},
    "prompt_toolkit": {"chat", "cli"},
    "wcwidth": {"console", "cli"},
    "django": {"integrations"},
    "helpdesk": {"integrations"},
    "bs4": {"integrations"},
    "email_reply_parser": {"integrations"},
    "sqlalchemy": {"journal"},
    "starlette": {"web"},
    "msgspec": {"web"},
    "uvicorn": {"web"},
    "httpx2": {"web"},
    "prometheus_client": {"web"},
    "matplotlib": {"cli"},
}
"""The one package, or the two, that may import a library."""

LEVEL = {package: level for level, line in enumerate(reversed(LAYERS)) for package in line}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem != "__init__")
each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))


def package_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> list[tuple[int, str]]:
    """The line and the absolute dotted name of everything a module imports."""
    names: list[tuple[int, str]] = []
    here = ("footnote", *path.relative_to(PACKAGE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level + 1] if node.level else ()
            module = ".".join([*start, *([node.module] if node.module else [])])
            names += [(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return names


@each_module
def test_a_package_imports_only_packages_below_it(path: Path) -> None:
    """Packages on one line are siblings, and never import each other."""
    mine = package_of(path)
    for line, name in imported(path):
        top, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if top == "footnote" and target in LEVEL and target != mine:
            assert LEVEL[target] < LEVEL[mine], f"{path}:{line}: {mine} may not import {name}"


@each_module
def test_a_library_is_imported_by_one_package(path: Path) -> None:
    """To replace a library, one package is changed."""
    for line, name in imported(path):
        homes = HOMES.get(name.partition(".")[0])
        assert homes is None or package_of(path) in homes, f"{path}:{line}: {name} belongs in {homes}"


def test_every_package_has_its_place() -> None:
    """A new package says what it may import before anything imports it."""
    assert {package_of(path) for path in MODULES} == set(LEVEL)


@each_module
def test_a_module_is_short(path: Path) -> None:
    """A module of more than 300 lines is two modules."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@each_module
def test_a_function_is_short(path: Path) -> None:
    """A function has at most 40 lines, its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node) is not None
            body = node.body[1 if documented and len(node.body) > 1 else 0 :]
            assert (body[-1].end_lineno or 0) - body[0].lineno < 40, f"{path}:{node.lineno}: {node.name}"


def test_asking_imports_no_channel() -> None:
    """A program that embeds the bot pays for matching alone."""
    code = (
        "import sys, footnote; footnote.load('micrometastases').ask('how big is it?')\n"
        "unwanted = {'prompt_toolkit', 'asyncio', 'argparse', 'footnote.cli', 'footnote.chat'}\n"
        "print(*sorted(unwanted & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_version_needs_neither_yaml_nor_matching() -> None:
    """`footnote --version` answers at once."""
    code = (
        "import sys\nfrom footnote.cli.main import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        "print(*sorted({'yaml', 'rapidfuzz', 'prompt_toolkit', 'dataclasses'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1:] == [""]
