"""Tables in the pages that are made from tables in the program; `pytest --regen` writes them again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from documents import generated, regenerate
from paths import ROOT

from footnote.chat.commands.table import COMMANDS, KEYS
from footnote.settings import describe

if TYPE_CHECKING:
    from collections.abc import Iterable

PACKAGE = ROOT / "bot" / "footnote"


def table(*rows: Iterable[str]) -> str:
    """A Markdown table; the first row is its head."""
    cells = [[cell.replace("|", r"\|") for cell in row] for row in rows]
    lines = [f"| {' | '.join(row)} |" for row in cells]
    return "\n".join([lines[0], "|---" * len(cells[0]) + "|", *lines[1:]]) + "\n"


def chat_commands() -> str:
    """The commands of the chat, in the order of `/help`."""
    return table(
        ("command", "what it does"), *((f"`{command.usage}`", command.about) for command in COMMANDS)
    )


def chat_keys() -> str:
    """The keys of the chat, in the order of `/help`."""
    return table(("key, or what you type", "what it does"), *((key.name, key.about) for key in KEYS))


def service_settings() -> str:
    """The settings of the service with their defaults."""
    pytest.importorskip("starlette")
    from footnote.web.settings import ServiceSettings

    return table(
        ("in the file", "in the environment", "default", "meaning"),
        *(
            (f"`{each.key}`", f"`{each.variable}`", shown(each.default), each.about)
            for each in sorted(describe(ServiceSettings), key=lambda each: "." in each.key)
        ),
    )


def shown(default: Any) -> str:
    """A default as a reader would write it: banks and lists by their names."""
    if default in ("", (), {}):
        return "none"
    return f"`{', '.join(default) if isinstance(default, dict | tuple) else default}`"


@pytest.mark.parametrize(
    ("page", "name", "made"),
    [
        ("chat/README.md", "chat commands", chat_commands),
        ("chat/README.md", "chat keys", chat_keys),
        ("web/README.md", "service settings", service_settings),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_table_says_what_the_program_says(
    page: str, name: str, made: Any, pytestconfig: pytest.Config
) -> None:
    """Row by row, in the program's order."""
    if pytestconfig.getoption("--regen"):
        regenerate(PACKAGE / page, name, made())
    assert generated(PACKAGE / page, name) == made()
