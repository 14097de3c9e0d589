"""A small bank as text, and helpers that write it to disk and collect what is wrong with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from footnote.bank.loader import read_bank
from footnote.errors import BankError

if TYPE_CHECKING:
    from pathlib import Path

LANGUAGE = """\
schema: 1
id: plainish
small_talk:
  - id: greeting
    kind: smalltalk
    text: Hello. Ask me about {topic}.
    wordings: [hello]
  - {id: crisis, kind: handoff, reason: urgent, anywhere: true, text: Call now., wordings: [can't … go on]}
texts:
  clarify: Which of these?
  greeting: Hello.
  two_questions: Which first?
  silent: It does not say {about}.
  not_in_source: Not there.
  off_topic: Outside.
  unclear: Pardon?
  none_of_these: None, then.
  no_such_option: No such number.
  nearby: "Nearby:"
  person: "{contact} can help."
"""

BANK = """\
schema: 1
id: pond
title: Ponds
language: plainish
notice: No advice.
contact: the keeper
source:
  title: The pond
  publisher: The keepers
  url: https://pond.example/guide
  updated: 2025-01-02
  references:
    - {number: 1, text: A book., url: https://doi.org/10.1/x}
passages:
  P1:
    section: Frogs
    place: paragraph 1, sentence 1
    fragment: [Frogs sleep, in winter.]
    sha256: {FINGERPRINT}
    references: [1]
  P2:
    section: Frogs
    place: paragraph 1, sentence 2
    fragment: [They wake, in spring.]
    sha256: {FINGERPRINT}
same:
  - [frog, toad]
apart:
  - [frog, fog]
sizes:
  unit: mm
  ranges:
    - {under: 2, entry: sleep, says: "{size} is small."}
    - {upto: 5, entry: wake, says: "{size} is large."}
    - {entry: wake, says: "{size} is very large."}
entries:
  - id: sleep
    question: When do frogs sleep?
    about: sleep
    wordings: [no, 12:30, 007, "yes: no"]
    answer: >-
      In winter
      they sleep [1].
    cites: [P1]
    follow:
      wake: [and then]
  - id: wake
    question: When do frogs wake?
    wordings: [waking up]
    answer: In spring [1], after winter [2].
    cites: [P2, P1]
silent:
  - {id: fish, about: what fish do, near: [sleep], wordings: [about fish]}
policy: {careful: 0.7}
helpline: Call 1.
""".replace("{FINGERPRINT}", "0" * 63 + "1")

SHORT = BANK.replace('    wordings: [no, 12:30, 007, "yes: no"]\n', "").replace(
    ", wordings: [about fish]", ""
)
"""The same bank, without most of its wordings."""

WORDINGS = """\
# How people ask.
schema: 1
wordings:
  sleep:
    - no
    - 12:30
    - 007
    - "yes: no"

  wake: [up already]

  fish:
    - about fish
"""


def _section(*keys: str) -> str:
    """These top-level keys of SHORT, as they are written there."""
    lines = iter(SHORT.splitlines(keepends=True))
    text, is_wanted = "", False
    for line in lines:
        if not line.startswith((" ", "-")):
            is_wanted = line.split(":")[0] in keys
        text += line if is_wanted else ""
    return text


FOLDER = {
    "bank": _section(
        "schema", "id", "title", "language", "notice", "contact", "source", "passages", "sizes", "policy",
        "helpline",
    ),
    "entries": "schema: 1\n" + _section("entries").replace("    wordings: [waking up]\n", ""),
    "silent": "schema: 1\n" + _section("silent"),
    "synonyms": "schema: 1\n" + _section("same", "apart"),
    "wordings__sleep": """\
schema: 1
wordings:
  written by hand: [no, 12:30]
  from mail: [007, "yes: no"]
""",
    "wordings__wake": "schema: 1\nwordings:\n  written by hand:\n    - waking up\n",
    "wordings__fish": "schema: 1\nwordings:\n  written by hand: [about fish]\n",
}  # fmt: skip
"""The bank of BANK in many files, by their names without `.yaml`; `__` separates a folder."""


def write_bank(
    folder: Path,
    bank: str | bytes = BANK,
    language: str | bytes = LANGUAGE,
    wordings: str | bytes | None = None,
) -> Path:
    """The folder of a bank with this text, its language above it, and its wordings in a file if given."""
    home = folder / "pond"
    home.mkdir(exist_ok=True)
    (home / "wordings.yaml").unlink(missing_ok=True)
    files = {home / "bank.yaml": bank, folder / "plainish.yaml": language, home / "wordings.yaml": wordings}
    for file, content in files.items():
        if content is not None:
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return home


def write_folder(folder: Path, **changes: str | None) -> Path:
    """The same bank in many files, written to `folder/pond`.

    `changes` replaces files: `entries` is entries.yaml, `wordings__wake` wordings/wake.yaml; None leaves
    one out.
    """
    home = folder / "pond"
    texts = {**FOLDER, **changes}
    for name, text in texts.items():
        file = home / f"{name.replace('__', '/')}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        if text is not None:
            file.write_text(text, encoding="utf-8")
    (folder / "plainish.yaml").write_text(LANGUAGE, encoding="utf-8")
    return home


def problems(path: Path) -> list[str]:
    """All problems of a bank, each as an author reads it; files by their last name."""
    with pytest.raises(BankError) as caught:
        read_bank(path)
    return [str(p._replace(file=os.path.basename(p.file))) for p in caught.value.problems]
