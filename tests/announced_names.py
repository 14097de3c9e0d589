"""The names that a package announces to type checkers, and gives when they are first used."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path


def announced_names(package: str) -> list[tuple[str, str]]:
    """Each name that the `__init__` of a package imports for type checkers, and its module."""
    tree = ast.parse(Path(str(import_module(package).__file__)).read_text(encoding="utf-8"))
    imports = [
        node
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
    ]
    return [(alias.name, node.module or "") for node in imports for alias in node.names]


def is_given(package: str, name: str, module: str) -> bool:
    """Whether a package gives what the module has under this name; without a module, the module `name`."""
    given = getattr(import_module(package), name)
    if not module:
        return given is import_module(f"{package}.{name}")
    return given is getattr(import_module(f"{package}.{module}"), name)
