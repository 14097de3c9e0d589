"""Pages of HTML from the templates in `templates/`, by Jinja2, which escapes every value.

Imported only for a page: Jinja2 takes 36 ms.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from footnote.text import printable

if TYPE_CHECKING:
    from jinja2 import Template


def page(template: str, **values: object) -> str:
    """The template of this name, filled in."""
    return _template(f"{template}.html.jinja").render(values)


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


__all__ = ["Markup", "escape", "page"]
