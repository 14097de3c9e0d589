"""Pages of HTML from the templates in `templates/`, by Jinja2, which escapes every value.

Imported only for a page: Jinja2 takes 36 ms.
"""

from __future__ import annotations

from errno import EEXIST
from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from footnote.text import printable

if TYPE_CHECKING:
    from pathlib import Path

    from jinja2 import Template

HEAD_LINE = (
    b"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""
)
"""A line of `templates/page.html.jinja`, by which a page is recognised: earlier versions wrote it too."""

MAX_HEAD_BYTES = 1024
"""Bytes of a page in which that line is."""

NOT_A_REPORT = "there is another file of this name, no report; delete it or choose another name"


def page(template: str, **values: object) -> str:
    """The template of this name, filled in."""
    return _template(f"{template}.html.jinja").render(values)


def write_page(file: Path, text: str) -> None:
    """Write a page, also over an older one. Raises OSError where that fails or another file is there."""
    if file.is_file() and not _is_page(file):
        raise OSError(EEXIST, NOT_A_REPORT, str(file))
    file.write_text(text, encoding="utf-8", newline="\n")


def _is_page(file: Path) -> bool:
    """Whether a file is empty, or a page that says in its head that it was made here."""
    with file.open("rb") as stream:
        head = stream.read(MAX_HEAD_BYTES)
    return not head or HEAD_LINE in head


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=PackageLoader(__package__ or "", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    return environment.get_template(name)


def _shown(value: object) -> object:
    """What a template prints: texts without control characters, all else as it is."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


__all__ = ["Markup", "escape", "page", "write_page"]
