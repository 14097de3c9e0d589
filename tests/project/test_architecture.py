"""The architecture: which package may import which, which library lives where, and how long things get."""

from __future__ import annotations

import ast
import re
from collections import Counter
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

import pytest
from documents import text_of
from imports import MODULES, PACKAGE, imports_of, name_of, package_of
from interpreters import printed
from paths import ROOT

if TYPE_CHECKING:
    from collections.abc import Container
    from pathlib import Path

LAYERS = (
    ("__main__",),
    ("cli",),
    ("chat", "web", "integrations"),
    ("desks",),
    ("authoring", "console", "evaluation", "insights", "journal", "mail", "review"),
    ("runtime",),
    ("dialogue",),
    ("matching",),
    ("bank",),
    ("text", "settings"),
    ("errors", "lazy", "record", "remembering"),
)
"""The packages from the top down. Each imports only what stands on a lower line."""

HOMES = {
    "yaml": {"authoring", "bank", "review"},
    "docutils": {"authoring"},
    "markdown_it": {"authoring"},
    "mdit_py_plugins": {"authoring"},
    "pypdf": {"authoring"},
    "selectolax": {"authoring"},
    "rapidfuzz": {"text", "evaluation"},
    "Stemmer": {"text"},
    "prompt_toolkit": {"chat", "cli"},
    "wcwidth": {"console", "cli"},
    "django": {"integrations"},
    "helpdesk": {"integrations"},
    "bs4": {"mail"},
    "sqlalchemy": {"journal", "desks"},
    "starlette": {"web"},
    "msgspec": {"web"},
    "uvicorn": {"web"},
    "httpx2": {"desks"},
    "prometheus_client": {"web"},
    "matplotlib": {"cli"},
    "jinja2": {"cli"},
    "markupsafe": {"cli"},
}
"""The one package, or the two, that may import a library."""

LEVEL = {package: level for level, line in enumerate(reversed(LAYERS)) for package in line}
"""The height of each package: a package may import those below it."""

MAX_MODULES, MAX_LINES, MAX_FUNCTION_LINES = 13, 300, 40
"""In a package, its sub-packages counted on their own; in a module; in a function without its docstring."""

FOLDERS_OF_COMMANDS = {"cli/commands", "chat/commands", "cli/reports"}
"""Folders that may have more modules: one for each command or report, which a reader finds by its name."""

each_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))


@each_module
def test_a_package_imports_only_packages_below_it(path: Path) -> None:
    """Packages on one line are siblings, and never import each other."""
    mine = package_of(path)
    for line, name in imports_of(path):
        top, _, rest = name.partition(".")
        target = rest.partition(".")[0]
        if top == "footnote" and target in LEVEL and target != mine:
            assert LEVEL[target] < LEVEL[mine], f"{path}:{line}: {mine} may not import {name}"


def test_no_modules_import_each_other() -> None:
    """Imports in a function or for types count too: they only put off the cycle."""
    modules = {name_of(path): path for path in MODULES}
    graph = {name: imported_modules(path, modules) - {name} for name, path in modules.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))


def imported_modules(path: Path, modules: Container[str]) -> set[str]:
    """The modules that a module imports, or imports names from."""
    names = [name for _, name in imports_of(path)]
    return {
        module
        for name in names
        if (module := name if name in modules else name.rpartition(".")[0]) in modules
    }


@each_module
def test_a_library_is_imported_by_one_package(path: Path) -> None:
    """To replace a library, one package is changed."""
    for line, name in imports_of(path):
        homes = HOMES.get(name.partition(".")[0])
        assert homes is None or package_of(path) in homes, f"{path}:{line}: {name} belongs in {homes}"


def test_every_package_has_its_place() -> None:
    """A new package says what it may import before anything imports it."""
    assert {package_of(path) for path in MODULES} == set(LEVEL)


def test_a_package_has_about_a_dozen_modules() -> None:
    """A package of more is two packages, unless it only grows with the commands there are."""
    sizes = Counter(
        path.parent.relative_to(PACKAGE).as_posix() for path in MODULES if path.stem != "__init__"
    )
    assert sizes.keys() >= FOLDERS_OF_COMMANDS
    large = {folder for folder, size in sizes.items() if size > MAX_MODULES}
    assert large <= FOLDERS_OF_COMMANDS


@each_module
def test_a_module_is_short(path: Path) -> None:
    """A longer module is two modules."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_LINES


@each_module
def test_a_function_is_short(path: Path) -> None:
    """Its docstring not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node) is not None
            body = node.body[1 if documented and len(node.body) > 1 else 0 :]
            assert (body[-1].end_lineno or 0) - body[0].lineno < MAX_FUNCTION_LINES, (
                f"{path}:{node.lineno}: {node.name}"
            )


def test_asking_imports_no_channel_and_nothing_slow() -> None:
    """A program that embeds the bot waits for matching alone."""
    code = (
        "import sys, footnote; footnote.load('micrometastases').ask('how big is it?')\n"
        "unwanted = {'prompt_toolkit', 'asyncio', 'argparse', 'footnote.cli', 'footnote.chat'}\n"
        "unwanted |= {'dataclasses', 'inspect'}\n"
        "print(*sorted(unwanted & set(sys.modules)))"
    )
    assert printed(code) == [""]


def test_the_version_needs_neither_yaml_nor_matching() -> None:
    """`footnote --version` answers at once."""
    code = (
        "import sys\nfrom footnote.cli.main import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        "print(*sorted({'yaml', 'rapidfuzz', 'prompt_toolkit', 'dataclasses'} & set(sys.modules)))"
    )
    assert printed(code)[1:] == [""]


PAGE = ROOT / "bot" / "README.md"


def test_every_path_on_the_architecture_page_exists() -> None:
    """A newcomer finds the file that the page names."""
    paths = set(re.findall(r"`((?:footnote|faq|tests)/[\w./-]*)`", text_of(PAGE)))
    assert len(paths) > 30
    places = (PAGE.parent, ROOT)
    assert sorted(path for path in paths if not any((place / path).exists() for place in places)) == []


def test_the_architecture_page_lists_the_packages_from_the_top_down() -> None:
    """Its table has the lines of LAYERS."""
    rows = [line.split("|")[1] for line in text_of(PAGE).splitlines() if line.startswith("| `footnote/")]
    listed = [tuple(re.findall(r"`footnote/(\w+)[/.]", row)) for row in rows]
    assert tuple(row for row in listed if row) == LAYERS[1:]
