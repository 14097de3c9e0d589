"""The imports of the package's modules, read from their source, for the tests of the architecture."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).parents[1] / "bot" / "footnote"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent != PACKAGE or path.stem != "__init__")
"""Every module but `footnote/__init__.py`, whose names come from everywhere below it."""


class Import(NamedTuple):
    """A line of a module, and the absolute dotted name that it imports."""

    line: int
    name: str


def package_of(path: Path) -> str:
    """The package of a module: the folder below `footnote`, or the module itself."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    """The dotted name of a module, `footnote.bank.loader`; a package is named by its folder."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(["footnote", *(parts[:-1] if parts[-1] == "__init__" else parts)])


def imports_of(path: Path) -> list[Import]:
    """Everything that a module imports, in functions and under TYPE_CHECKING too."""
    found: list[Import] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [Import(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            module = _module(path, node)
            found += [Import(node.lineno, f"{module}.{alias.name}") for alias in node.names]
    return found


def _module(path: Path, node: ast.ImportFrom) -> str:
    """The absolute name of the module that a `from … import` names."""
    folders = ("footnote", *path.relative_to(PACKAGE).parent.parts)
    base = folders[: len(folders) - node.level + 1] if node.level else ()
    return ".".join([*base, *([node.module] if node.module else [])])
