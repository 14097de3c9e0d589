"""Office hours: when somebody is there."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from footnote.desks import Hours

BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("hours", "now", "opens"),
    [
        ("", "2026-11-29 12:00", None),  # nobody knows
        ("Mo-Fr 09:00-17:00", "2026-11-30 08:30", None),  # 09:30 in Berlin
        ("Mo-Fr 09:00-17:00", "2026-11-30 07:30", "2026-11-30 09:00"),
        ("Mo-Fr 09:00-17:00", "2026-11-30 16:00", "2026-12-01 09:00"),  # 17:00 is the end
        ("Mo-Fr 09:00-17:00", "2026-11-29 12:00", "2026-11-30 09:00"),  # a Sunday
        ("Mo-Fr 09:00-12:00,13:00-17:00", "2026-11-30 11:30", "2026-11-30 13:00"),
        ("Mo,We 10:00-11:00; Sa 10:00-12:00", "2026-11-30 10:30", "2026-12-02 10:00"),
        ("Mo 10:00-11:00", "2026-11-30 10:30", "2026-12-07 10:00"),
        ("Fr-Mo 10:00-11:00", "2026-12-01 10:30", "2026-12-04 10:00"),
        ("Mo-Su 00:00-24:00", "2026-11-29 23:59", None),
    ],
)
def test_when_somebody_is_there_next(hours: str, now: str, opens: str | None) -> None:
    """In the desk's own time."""
    found = Hours(hours, BERLIN).next_open(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert (f"{found:%Y-%m-%d %H:%M}" if found else None) == opens


@pytest.mark.parametrize(
    "wrong", ["9-17", "Mo-Fr", "Mo 9:00-17:00", "Mo 17:00-09:00", "Xx 09:00-17:00", "Mo 09:00-25:00"]
)
def test_hours_that_cannot_be_read_say_what_to_write(wrong: str) -> None:
    """With an example, or the days there are."""
    with pytest.raises(ValueError, match="Mo"):
        Hours(wrong)
