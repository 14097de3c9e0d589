"""Advice on what a bank can never answer, since its language takes it."""

from __future__ import annotations

from pathlib import Path

from paths import DATA

from footnote.bank import parse
from footnote.evaluation import check_taken


def test_questions_and_wordings_that_the_language_takes(tmp_path: Path) -> None:
    """A crisis, and small talk; not what the bank wins, as it has it itself."""
    for name in ("gardenish.yaml", "gardenish-safety.yaml"):
        (tmp_path / name).write_bytes((DATA / name).read_bytes())
    text = (DATA / "garden" / "bank.yaml").read_text(encoding="utf-8")
    marker = "wordings: [watering the roses,"
    assert marker in text
    (tmp_path / "garden").mkdir()
    file = tmp_path / "garden" / "bank.yaml"
    file.write_text(text, encoding="utf-8")
    before = check_taken(parse(file))
    assert before == []
    added = f"{marker} my roses want to die, good morning, should i buy roses,"
    file.write_text(text.replace(marker, added), encoding="utf-8")
    crisis, greeting = [problem.message for problem in check_taken(parse(file))]
    assert crisis == (
        "advice: this is read as crisis, by “want to die”, and never answered; write it in other words"
    )
    assert greeting.startswith("advice: “good morning” of greeting takes this")
