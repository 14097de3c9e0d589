"""Answers that deny what their passages say, or name what they do not, and those that only seem to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from footnote.bank import fingerprint, parse
from footnote.review import Need, copies_of, review_bank

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """# Rules

## Visits

Visitors must not:

- Take photographs of the exhibits in the hall.
- Touch the paintings on the walls.

Bags should not be carried into the hall, or a guard could search them at the exit.

No PDFs are sent to visitors by mail.

Guards can open the doors of the hall at noon.
"""
PASSAGES = {
    "S1": ("list item 1, sentence 1", "Take photographs of the exhibits in the hall."),
    "S2": (
        "paragraph 2, sentence 1",
        "Bags should not be carried into the hall, or a guard could search them at the exit.",
    ),
    "S3": ("paragraph 3, sentence 1", "No PDFs are sent to visitors by mail."),
    "S4": ("paragraph 4, sentence 1", "Guards can open the doors of the hall at noon."),
}


def found(folder: Path, answer: str, cite: str, check: str) -> list[str]:
    """What one check says of a bank that has this answer, beside the text of its source."""
    bank = folder / "museum" / "bank.yaml"
    bank.parent.mkdir(exist_ok=True)
    place, sentence = PASSAGES[cite]
    first, last = sentence.split()[:3], sentence.split()[-3:]
    bank.write_text(
        "schema: 1\nid: museum\ntitle: the museum\nlanguage: english\nnotice: This is about the museum.\n"
        "contact: the guards\nsource:\n  title: Rules\n  publisher: The museum\n  url: https://x.example/\n"
        f"  updated: 2026-01-02\npassages:\n  {cite}:\n    section: Visits\n    place: {place}\n"
        f"    fragment: ['{' '.join(first)}', '{' '.join(last)}']\n    sha256: {fingerprint(sentence)}\n"
        "entries:\n  - id: visits\n    question: What about visits?\n    wordings: [visits]\n"
        f"    answer: >-\n      {answer}\n    cites: [{cite}]\n",
        encoding="utf-8",
    )
    parsed = parse(str(bank))
    assert parsed.problems == []
    needs: tuple[Need, ...] = ("copy",)
    problems = review_bank(parsed, copies_of(parsed.bank, {"source": TEXT}), needs)
    return [each.message for each in problems if each.check == check]


@pytest.mark.parametrize(
    ("answer", "cite", "is_right"),
    [
        (
            "Visitors must not take photographs of the exhibits in the hall [1].",
            "S1",
            True,
        ),  # as the list says
        ("Guards cannot open the doors of the hall at noon [1].", "S4", False),
        ("Bags should be carried into the hall, a guard could search them at the exit [1].", "S2", False),
        ("That is not wise. A guard could search bags carried into the hall at the exit [1].", "S2", True),
    ],
)
def test_a_denial_may_stand_before_the_claim_or_the_list(
    tmp_path: Path, answer: str, cite: str, *, is_right: bool
) -> None:
    assert bool(found(tmp_path, answer, cite, "negations")) is not is_right


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("No PDF is sent to visitors by mail [1].", []),
        ("No PDFs are sent to visitors by mail [1].", []),
        ("No GIF is sent to visitors by mail [1].", ["GIF"]),
    ],
)
def test_an_abbreviation_in_the_plural_is_the_same(tmp_path: Path, answer: str, names: list[str]) -> None:
    messages = found(tmp_path, answer, "S3", "names")
    assert [message.split("“")[1].split("”")[0] for message in messages] == names
