"""A package is used through the names that its `__init__` lists, so that its modules can be moved freely."""

from __future__ import annotations

import ast
from pkgutil import iter_modules
from typing import TYPE_CHECKING

import pytest
from imports import MODULES, PACKAGE, imports_of, package_of

if TYPE_CHECKING:
    from pathlib import Path


PACKAGES = sorted(module.name for module in iter_modules([str(PACKAGE)]) if module.ispkg)
"""Those with an `__init__`; `footnote.errors` is one module, and all of it is its interface."""


def listed(package: str) -> set[str]:
    """The names that a package's `__init__` offers: those it defines or imports, and those of `__all__`.

    Read from its source, because a channel may need a library that is not installed. A name that is imported
    for types only is loaded lazily.
    """
    tree = ast.parse((PACKAGE / package / "__init__.py").read_text(encoding="utf-8"))
    names: set[str] = set()
    for node in [*tree.body, *lazily_imported(tree)]:
        match node:
            case ast.ImportFrom():
                names |= {alias.asname or alias.name for alias in node.names}
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Assign(targets=[ast.Name(id="__all__")], value=value):
                names |= strings(value)
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                names.add(name)
            case _:
                pass
    return {name for name in names if not name.startswith("_")} - {"annotations", "TYPE_CHECKING"}


def lazily_imported(tree: ast.Module) -> list[ast.stmt]:
    """The package's own imports under `if TYPE_CHECKING:`."""
    return [
        inner
        for node in tree.body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in node.body
        if isinstance(inner, ast.ImportFrom) and inner.level == 1
    ]


def strings(value: ast.expr) -> set[str]:
    """Every string in a literal, such as the names in `__all__`."""
    return {
        node.value
        for node in ast.walk(value)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_another_package_is_used_through_its_interface(path: Path) -> None:
    """`from footnote.text import fold`, and not `from footnote.text.normalization import fold`."""
    offered = {package: listed(package) for package in PACKAGES}
    wrong = []
    for line, name in imports_of(path):
        _, _, rest = name.partition("footnote.")
        package, _, target = rest.partition(".")
        inside = package == package_of(path) or package not in offered
        listed_name = target.partition(".")[0]  # or a listed module, with all its names
        if name.startswith("footnote.") and not inside and target and listed_name not in offered[package]:
            wrong.append(f"{path}:{line}: {package} does not list {target} in its __init__")
    assert wrong == []


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_says_what_it_is_for(package: str) -> None:
    """In the docstring of its `__init__`."""
    tree = ast.parse((PACKAGE / package / "__init__.py").read_text(encoding="utf-8"))
    assert len(ast.get_docstring(tree) or "") > 40


@pytest.mark.parametrize(
    "package", ["text", "bank", "matching", "dialogue", "runtime", "evaluation", "insights"]
)
def test_what_a_package_lists_can_be_imported(package: str) -> None:
    """The packages that need no optional part; a name loaded lazily may be misspelt."""
    for name in sorted(listed(package)):
        exec(f"from footnote.{package} import {name}", {})  # noqa: S102
