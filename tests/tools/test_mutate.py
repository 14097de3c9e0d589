"""The script that changes a package and runs its tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("mutmut")
pytest.importorskip("pytest_cov")

from tools import mutate

CODE = '''\
from __future__ import annotations

LIMIT: int


def is_long(size: int | None) -> bool:
    """Whether it is."""
    return size > 3
'''

TESTS = """\
from footnote import toy

def test_four_is_long_and_two_is_not():
    assert toy.is_long(4)
    assert not toy.is_long(2)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The root of a project with one package, whose tests leave out what happens at 3."""
    files = {
        "bot/footnote/__init__.py": "",
        "bot/footnote/toy/__init__.py": CODE,
        "tests/toy/test_toy.py": TESTS,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_mutants_that_no_test_notices_are_printed(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mutate.py", "toy", "--root", str(project), "--jobs", "2"])
    mutate.main()
    printed = capsys.readouterr().out
    assert "survived: bot/footnote/toy/__init__.py:8: return size > 3 → return size >= 3\n" in printed
    assert "2 killed, 1 survived, 0 timed out: 66.7% noticed" in printed
    assert (project / "bot/footnote/toy/__init__.py").read_text(encoding="utf-8") == CODE


@pytest.mark.parametrize(
    ("line", "mutants"),
    [
        ("if size: pass", ["if (size) and False: pass", "if (size) or True: pass"]),
        ("size += 1", ["size += 2", "size -= 1", "size = 1", "pass"]),
        ("use(size)", ["use(None)", "pass"]),
        ("size: int | None = 1", ["size: int | None = 2", "size: int | None = None"]),
        ("Size: TypeAlias = 1", []),
        ("from size import size", []),
        ('"""Sizes."""', []),
    ],
)
def test_conditions_are_forced_and_statements_removed(project: Path, line: str, mutants: list[str]) -> None:
    """But nothing is changed that only a type checker or a reader sees."""
    (project / "bot/footnote/toy/__init__.py").write_text(line, encoding="utf-8")
    assert sorted(mutant.new for mutant in mutate.mutants(project, ["toy"], None, 0)) == sorted(mutants)


def test_a_seed_always_gives_the_same_sample(project: Path) -> None:
    (project / "bot/footnote/toy/__init__.py").write_text(
        "sizes = [1, 2, 3, 4, 5, 6, 7, 8]", encoding="utf-8"
    )
    one, again, other = (mutate.mutants(project, ["toy"], 3, seed) for seed in (1, 1, 2))
    assert one == again != other
    assert len(one) == 3


@pytest.mark.parametrize(("part", "whole", "low", "high"), [(9, 10, 0.596, 0.982), (225, 250, 0.857, 0.931)])
def test_the_share_comes_with_its_confidence_interval(part: int, whole: int, low: float, high: float) -> None:
    assert mutate.interval(part, whole) == pytest.approx((low, high), abs=0.001)
