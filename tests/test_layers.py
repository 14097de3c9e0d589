"""The house is one way up: who may import whom, and which heavy library lives where."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "bot"

ORDER = """
    text bank errors shelf english quantity reading spelling letters rows index query profile
    nodes draft links language wordings schema bankfile questions check drift
    match talk guard reply message decide choice followup phrase dialogue loading cache render
    rehearsal calibration score misses changes thresholds because why
    turns handoff likeness drafting gaps journal surfaces desks __main__
""".split()
"""Rooms from the ground up; a module imports only what stands before it."""

PACKAGES = {"surfaces", "journal", "desks"}

HOMES = {
    "yaml": {"nodes"},
    "rapidfuzz": {"questions", "spelling", "match"},
    "Stemmer": {"reading"},
    "prompt_toolkit": {"surfaces"},
    "wcwidth": {"surfaces"},
    "django": {"desks"},
    "helpdesk": {"desks"},
    "bs4": {"desks"},
    "email_reply_parser": {"desks"},
    "sqlalchemy": {"journal"},
    "starlette": {"surfaces"},
    "msgspec": {"surfaces"},
    "uvicorn": {"surfaces"},
    "prometheus_client": {"surfaces"},
    "matplotlib": {"surfaces"},
}

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> list[tuple[int, str]]:
    """The line and dotted name of every import; our own modules as `bot.…`."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            package = list(path.relative_to(PACKAGE.parent).parent.parts) if node.level else []
            package = package[: len(package) - node.level + 1] if node.level else []
            name = ".".join([*package, *([node.module] if node.module else [])])
            found += [(node.lineno, name)] if name.count(".") or not node.level else [
                (node.lineno, f"{name}.{alias.name}") for alias in node.names
            ]  # fmt: skip
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_lies_below_it(path: Path) -> None:
    """Modules of one package may import one another; nothing else may import its equals or its betters."""
    for line, name in imports(path):
        top, _, rest = name.partition(".")
        target = rest.split(".")[0]
        if top != "bot" or target not in ORDER:
            continue
        mine = room(path)
        assert target == mine in PACKAGES or ORDER.index(target) < ORDER.index(mine), f"{path}:{line}: {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_heavy_library_has_one_home(path: Path) -> None:
    """Who swaps a library opens one door."""
    for line, name in imports(path):
        homes = HOMES.get(name.split(".")[0])
        assert homes is None or room(path) in homes, f"{path}:{line}: {name} lives in {homes}"


def test_every_room_is_in_the_order() -> None:
    """A new module says where it stands before anything imports it."""
    assert {room(path) for path in MODULES} <= set(ORDER)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_short(path: Path) -> None:
    """What does not fit in 300 lines is two things."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_function_is_short(path: Path) -> None:
    """40 lines are the ceiling, documentation not counted."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            documented = ast.get_docstring(node) is not None
            body = node.body[1 if documented and len(node.body) > 1 else 0 :]
            assert (body[-1].end_lineno or 0) - body[0].lineno < 40, f"{path}:{node.lineno}: {node.name}"


def test_asking_imports_no_surface() -> None:
    """A program that embeds the bot pays for matching alone."""
    code = (
        "import sys, bot; bot.load('micrometastases').ask('how big is it?');"
        "print(*sorted({'prompt_toolkit', 'asyncio', 'argparse', 'bot.surfaces'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_version_waits_for_nothing() -> None:
    """`footnote --version` imports neither YAML nor matching."""
    code = (
        "import sys\nfrom bot.surfaces.cli import main\n"
        "try: main(['--version'])\nexcept SystemExit: pass\n"
        "print(*sorted({'yaml', 'rapidfuzz', 'prompt_toolkit', 'dataclasses'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1:] == [""]
