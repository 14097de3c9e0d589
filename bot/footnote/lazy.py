"""Names of a package that are imported when they are first used.

Most runs of a command need few of the modules: a greeting does not wait for YAML, nor an answer for the
evaluation.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def lazy_names(package: str, **modules: str) -> Callable[[str], object]:
    """The `__getattr__` of a package. `modules` has the names of each module, with spaces between.

    A name that stands for a module of the package itself is given as that module.
    """
    module_of = {name: module for module, names in modules.items() for name in names.split()}

    def get(name: str) -> object:
        if name not in module_of:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        module = import_module(f".{module_of[name]}", package)
        return module if module_of[name] == name else getattr(module, name)

    return get
