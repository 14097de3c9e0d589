"""The settings in the page about destinations can be used as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from documents import blocks
from paths import ROOT
from service import needs

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

from footnote.desks import make_desk  # noqa: E402
from footnote.desks.answering.making import make_answering_desk  # noqa: E402
from footnote.settings import SettingsError  # noqa: E402
from footnote.web.settings import load_settings  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

EXAMPLES = blocks(ROOT / "bot" / "footnote" / "desks" / "README.md", "toml")
ANSWERING = blocks(ROOT / "bot" / "footnote" / "integrations" / "README.md", "toml")


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_desk(example: str, tmp_path: Path) -> None:
    """Each has all that its desk needs."""
    file = tmp_path / "footnote.toml"
    file.write_text(example, encoding="utf-8")
    desk = make_desk(load_settings(str(file), environ={}))
    assert desk is not None
    assert desk.answers_here == ("secret" in example)


@pytest.mark.parametrize("example", ANSWERING)
def test_an_example_is_a_desk_that_the_bot_works_in(example: str, tmp_path: Path) -> None:
    """Each has all that it needs."""
    file = tmp_path / "footnote.toml"
    file.write_text(example, encoding="utf-8")
    settings = load_settings(str(file), environ={})
    desk = make_answering_desk(settings)
    assert desk
    assert desk.name == settings.answering_desk


@pytest.mark.parametrize(
    ("desk", "problem"),
    [
        ({"desk": "email", "url": "https://a.example", "to": "a@b.c"}, "handoff.sender: is missing"),
        ({"desk": "email", "url": "https://a.example", "to": "a@b.c"}, "smtp:// or smtps://"),
        ({"desk": "zammad", "url": "smtp://a.example"}, "https:// or http://"),
        ({"desk": "request-tracker"}, "handoff.queue: is missing"),
        ({"desk": "django-helpdesk", "url": "https://a", "token": "t", "queue": "support"}, "the number"),
        ({"url": "https://a.example"}, "handoff.database: is missing"),
        ({"hours": "9 to 5"}, "Mo-Fr 09:00-17:00"),
        ({"time_zone": "Berlin"}, "Europe/Berlin"),
    ],
)
def test_a_desk_that_lacks_something_says_what(desk: dict[str, str], problem: str, tmp_path: Path) -> None:
    """Before the service starts, all at once."""
    lines = "\n".join(f'{key} = "{value}"' for key, value in desk.items())
    (tmp_path / "footnote.toml").write_text(f"[handoff]\n{lines}\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=problem):
        load_settings(str(tmp_path / "footnote.toml"), environ={})
