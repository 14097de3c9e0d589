"""The command run in this process, in a home of nobody's."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Done, Run

from footnote.cli.main import main


@pytest.fixture(name="footnote")
def _footnote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `footnote` with these arguments: its status, and what it printed on either stream."""
    monkeypatch.setenv("FOOTNOTE_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("FOOTNOTE_JOURNAL", raising=False)

    def run(*arguments: object) -> Done:
        return Done(main(list(map(str, arguments))), *capfd.readouterr())

    return run
