"""The hooks for pre-commit: they run commands that exist, on the files of banks and on no others."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml
from command_line import Run
from paths import ROOT

HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
OF_A_BANK = [
    *("faq/shop/bank.yaml", "bank.yaml", "faq/shop/entries.yaml", "faq/shop/silent.yaml"),
    *("faq/shop/synonyms.yaml", "faq/shop/wordings.yaml", "faq/shop/questions.yaml"),
    *("faq/shop/wordings/red.journal.yaml", "faq/shop/questions/a.yaml", "faq/shop/passages/a.yaml"),
]
OF_NONE = [
    *("faq/english.yaml", "faq/shop/notes-drafts.yaml", "faq/shop/notes-passages.yaml", "faq/README.md"),
    *(".github/workflows/test.yaml", "mkdocs.yaml", "faq/shop/mybank.yaml", "faq/shop/bank.yaml.orig"),
]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_sees_the_files_of_banks_only(hook: dict[str, Any]) -> None:
    assert [name for name in OF_A_BANK if not re.search(hook["files"], name)] == []
    assert [name for name in OF_NONE if re.search(hook["files"], name)] == []
    shipped = [path.relative_to(ROOT) for path in (ROOT / "faq").glob("*/**/*.yaml")]
    assert [str(path) for path in shipped if not re.search(hook["files"], str(PurePosixPath(path)))] == []


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_a_command_one_at_a_time(hook: dict[str, Any], footnote: Run) -> None:
    program, command = hook["entry"].split()
    assert program == "footnote"
    assert footnote("help", command).status == 0
    assert hook["require_serial"]  # the files of a bank belong together
