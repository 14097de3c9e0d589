"""`footnote why`: a reply explained."""

from __future__ import annotations

import json

import pytest
from command_line import Run
from paths import GARDEN


@pytest.fixture(name="why")
def _why(footnote: Run) -> Run:
    """Runs `footnote why` on the garden bank."""
    return lambda *arguments: footnote("why", *arguments, "--bank", GARDEN)


def test_why_prints_the_decision_and_what_to_change(why: Run) -> None:
    """Words of a question need no quotes."""
    status, out, _ = why("mowing", "my", "roses")
    assert status == 0
    assert out.startswith("mowing my roses\n→ declined: not-in-source; offered: roses")
    assert "\nTo change it: If `roses` answers the question, add a wording with “mowing”" in out


def test_why_prints_the_signs_and_their_weights(why: Run) -> None:
    """The strongest first, with what each adds; all of them in JSON."""
    out = why("do roses need water").out
    lines = [line for line in out.splitlines() if " × " in line and line[0] in " +-"]
    added = [abs(float(line.split()[0])) for line in lines]
    assert len(added) >= 3
    assert added == sorted(added, reverse=True)
    found = json.loads(why("--json", "do roses need water").out)
    assert (found["best"], found["decision"]["entry"]) == ("roses", "roses")
    assert found["confidence"] == found["decision"]["confidence"]
    for sign in found["signs"]:
        assert sign["adds"] == pytest.approx(sign["value"] * sign["weight"], abs=1e-3)
    assert len(found["signs"]) > len(lines)


def test_why_after_an_entry_explains_a_follow_up(why: Run) -> None:
    """As it is meant after that answer."""
    assert "→ answered with why-water" in why("--after", "roses", "why").out
    assert json.loads(why("--json", "why").out)["decision"]["kind"] == "decline"


def test_an_unknown_entry_is_an_error(why: Run) -> None:
    """With the one that was perhaps meant."""
    says = "footnote: there is no entry “rose” to ask after; write roses\n"
    assert why("--after", "rose", "why") == (2, "", says)
