"""The campaigns: the same cases from the same seed, and a summary that says which of them failed."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import pytest
from paths import ROOT

sys.path.insert(0, str(Path(__file__).parent))

from campaign import Broken, Options, run

HERE = Path(__file__).parent


def started(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A campaign as a program."""
    command = [sys.executable, str(HERE / f"{name}.py"), *arguments]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "bot")}
    return subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=300)


@pytest.mark.parametrize("name", ["questions", "banks"])
def test_a_few_cases_keep_what_is_promised(name: str) -> None:
    """Of the bot and of the reader of banks: CI runs more of them."""
    done = started(name, "--cases", "12", "--seed", "5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ": 12 cases in " in done.stdout


def test_a_case_that_fails_is_named_with_what_repeats_it() -> None:
    """The others go on."""

    def case(chance: random.Random) -> str:
        if chance.randrange(10) == 0:
            raise Broken("a promise")
        return "kept"

    whole = run("some", case, Options(seed=3, seconds=60, cases=50))
    first = next(iter(whole.failures))
    assert whole.ends["kept"] + len(whole.failures) == 50
    again = run("some", case, Options(seed=3, seconds=60, cases=50, case=first))
    assert list(again.failures) == [first]
    text = "\n".join(again.lines(3))
    assert f"case {first} of seed 3:" in text
    assert "Broken: a promise" in text


def test_a_campaign_ends_when_its_time_is_over() -> None:
    """Or when enough has failed."""
    assert sum(run("some", lambda _: "kept", Options(1, 0, 10**6)).ends.values()) == 1

    def case(_: random.Random) -> str:
        raise ValueError

    assert len(run("some", case, Options(1, 60, 10**6)).failures) == 20


def test_a_campaign_that_is_interrupted_says_what_it_found() -> None:
    """It may have run for an hour."""
    numbers = iter(range(5))

    def case(_: random.Random) -> str:
        if next(numbers) == 3:
            raise KeyboardInterrupt
        return "kept"

    assert run("some", case, Options(1, 60, 10**6)).ends == {"kept": 3}
