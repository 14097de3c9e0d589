"""`footnote check --source`, `--write` and `--accept`, `footnote due` and `footnote coverage`, in use."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from command_line import Run, json_lines, run_shell
from several_sources import GUIDE, RULES, garden_of_two

from footnote.bank import read_bank, upkeep
from footnote.cli.reports import sheet_text

CHANGED = GUIDE.replace("every morning", "every evening")


@pytest.fixture(name="bank")
def _bank(tmp_path: Path) -> Path:
    return garden_of_two(tmp_path)


def write(folder: Path, **texts: str) -> Path:
    """A folder with new texts, by the names of their files without `.md`."""
    new = folder / "new"
    new.mkdir(exist_ok=True)
    for name, text in texts.items():
        (new / f"{name}.md").write_text(text, encoding="utf-8")
    return new


def test_texts_in_a_folder_are_compared_with_their_sources(footnote: Run, bank: Path, tmp_path: Path) -> None:
    """By the names of the files, or what is in them. What was in no passage before is not new."""
    done = footnote("check", bank, "--source", write(tmp_path, guide=GUIDE, page=RULES))
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "P1   unchanged Water: paragraph 1, sentence 1\n"
        "P2   unchanged Water: paragraph 1, sentence 2\n"
        "guide: 2 unchanged\n"
        "P3   unchanged Size: paragraph 1, sentence 1\n"
        "rules: 1 unchanged\n"
    )


def test_what_changed_is_shown_word_by_word_with_the_entries_it_touches(
    footnote: Run, bank: Path, tmp_path: Path
) -> None:
    before = (bank / "bank.yaml").read_text(encoding="utf-8")
    done = footnote("check", bank, "--source", write(tmp_path, guide=CHANGED))
    assert done.status == 2
    assert (
        "     Roses need water every [-morning.-] {+evening.+}\n     cited by roses, why-water\n" in done.out
    )
    assert done.out.endswith("guide: 1 unchanged, 1 changed\n")
    assert (bank / "bank.yaml").read_text(encoding="utf-8") == before


def test_a_page_shows_old_beside_new(footnote: Run, bank: Path, tmp_path: Path) -> None:
    page = tmp_path / "sheet.html"
    gone = CHANGED.replace(" Tulips need none in winter.", " <b>Dahlias</b> want a lot of it & more.")
    done = footnote("check", bank, "--source", write(tmp_path, guide=gone), "--html", page)
    assert f"wrote {page}\n" in done.out
    html = page.read_text(encoding="utf-8")
    assert re.search(r"<del>morning\.</del>", html)
    assert re.search(r"<ins>evening\.</ins>", html)
    assert "not there any more" in html
    assert "&lt;b&gt;Dahlias&lt;/b&gt; want a lot of it &amp; more." in html
    (tmp_path / "other.html").write_text("mine", encoding="utf-8")
    refused = footnote("check", bank, "--source", tmp_path / "new", "--html", tmp_path / "other.html")
    assert (refused.status, "no report" in refused.err) == (2, True)


def test_a_change_goes_from_the_source_to_the_answers_and_is_settled(
    footnote: Run, bank: Path, tmp_path: Path
) -> None:
    """Written, warned of, listed as due, said with the answer, settled, and then no more of it."""
    done = footnote("check", bank, "--source", write(tmp_path, guide=CHANGED), "--write")
    copy = tmp_path / "sources" / "garden" / "guide.md"
    assert done.status == 0
    assert done.out.endswith(f"wrote {bank}/bank.yaml\nwrote {copy}\n")
    assert copy.read_text(encoding="utf-8") == CHANGED
    assert footnote("check", bank, "--source", copy).status == 0
    checked = footnote("check", bank)
    assert checked.status == 0
    assert (
        "advice: P1 changed under the answer of roses; read it again, then run `footnote check --accept P1"
        in (checked.out)
    )
    due = footnote("due", bank)
    assert (due.status, due.out.splitlines()) == (
        1, ["garden: due now, P1 changed: roses", "garden: due now, P1 changed: why-water"]
    )  # fmt: skip
    reply = json.loads(footnote("ask", "--bank", bank, "--json", "do roses need water").out)
    assert (reply["kind"], reply["review"]) == ("answer", "changed")
    settled = footnote("check", bank, "--accept", "P1", "--by", "Ann")
    assert (settled.status, settled.out) == (0, f"{bank}/bank.yaml: roses, why-water reviewed by Ann\n")
    assert "changed under" not in footnote("check", bank).out
    reply = json.loads(footnote("ask", "--bank", bank, "--json", "do roses need water").out)
    assert reply["review"] is None
    assert reply["citations"][0]["checked"] == read_bank(bank).entries["roses"].clock.reviewed != ""
    again = footnote("check", bank, "--accept", "P1", "--by", "Ann")
    assert (again.status, again.out) == (
        1, "no entry is to be reviewed for P1; footnote due lists those that are\n"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--write",), "--write belongs to --source; see footnote check --help"),
        (("--html", "x.html"), "--html belongs to --source; see footnote check --help"),
        (("--by", "Ann"), "--by belongs to --accept; see footnote check --help"),
        (("--accept", "P1"), "--accept needs the name of who looked at the answers: write --by NAME"),
        (("--source", "empty"), "has no texts of sources; give a file, or a folder of .md or .txt"),
        (("--source", "other.md"), "may be any source of garden; name the file after its id, one of guide,"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said(
    footnote: Run, bank: Path, tmp_path: Path, arguments: tuple[str, ...], message: str
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "other.md").write_text("Other\n\nNothing of it.\n", encoding="utf-8")
    given = [tmp_path / each if each in ("empty", "other.md") else each for each in arguments]
    done = footnote("check", bank, *given)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_check_and_its_review_read_the_same_copy(footnote: Run, bank: Path, tmp_path: Path) -> None:
    """Of two, and with a byte order mark, as Windows editors write it."""
    copies = tmp_path / "sources" / "garden"
    (copies / "guide.txt").write_text(CHANGED, encoding="utf-8")
    (copies / "guide.md").write_text(GUIDE, encoding="utf-8-sig")
    assert "P1" not in footnote("check", bank, "--quick").out
    done = footnote("check", bank, "--source", write(tmp_path, guide=CHANGED))
    assert "[-morning.-] {+evening.+}" in done.out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no /dev/zero")
@pytest.mark.parametrize("given", ["--source /dev/zero", "--source /dev/stdin"])
def test_a_source_without_an_end_is_not_read_to_it(tmp_path: Path, bank: Path, given: str) -> None:
    """One sentence says so, in 900 MB of address space."""
    shell = f"yes a line | (ulimit -v 900000; timeout 60 {{0}} check {bank} {given})"
    done = run_shell(tmp_path, shell)
    assert done.returncode == 2
    assert done.stderr.endswith(b"it is larger than 16 MB\n")
    assert done.stderr.count(b"\n") == 1


def test_two_texts_of_one_source_are_one_too_many(footnote: Run, bank: Path, tmp_path: Path) -> None:
    done = footnote("check", bank, "--source", write(tmp_path, guide=GUIDE, page=GUIDE))
    assert done.status == 2
    assert "are both of the source guide; give one of them" in done.err


@pytest.mark.parametrize("name", [("garden",), ("--bank", "garden"), ()])
@pytest.mark.parametrize("option", [("--write", "--source", "new.md"), ("--accept", "P1", "--by", "Ann")])
def test_a_bank_of_the_program_is_changed_only_by_its_path(
    footnote: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: tuple[str, ...],
    option: tuple[str, ...],
) -> None:
    """Its name would mean the installed copy, which the next update replaces."""
    bank = garden_of_two(tmp_path / "faq")
    monkeypatch.setattr("footnote.bank.locations.banks_folder", lambda: str(tmp_path / "faq"))
    text = write(tmp_path, guide=CHANGED) / "guide.md"
    given = [text if each == "new.md" else each for each in option]
    before = (bank / "bank.yaml").read_bytes()
    done = footnote("check", *name, *given)
    assert (done.status, done.out) == (2, "")
    assert "copy" in done.err
    assert not name or str(bank) in done.err
    assert (bank / "bank.yaml").read_bytes() == before
    assert "1 changed" in footnote("check", "garden", "--source", text).out  # that only reads
    footnote("check", bank, "--source", text, "--write")
    assert (bank / "bank.yaml").read_bytes() != before


@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_sheet_fits_the_window(bank: Path, width: int) -> None:
    """Fingerprints stay whole, to be copied. In a pipe nothing is wrapped."""
    changed = CHANGED.replace(
        "winter.", "winter, nor in the cold weeks of early spring, when it rains enough."
    )
    text = f"{changed} More of it follows here in a sentence that no passage of the bank has.\n"
    read = read_bank(bank)
    sheet = upkeep.review_sheet(read, "guide", text, GUIDE)
    shown = list(sheet_text.lines(read, sheet, text, width=width))
    piped = list(sheet_text.lines(read, sheet, text))
    assert not [line for line in shown if len(line) > width and len(line.split()) > 1]
    assert " ".join(" ".join(shown).split()) == " ".join(" ".join(piped).split())
    assert sum(line.startswith(("P1", "P2")) for line in piped) == 2


def test_a_page_keeps_the_lines_of_a_list(footnote: Run, bank: Path, tmp_path: Path) -> None:
    file = bank / "entries.yaml" if (bank / "entries.yaml").exists() else bank / "bank.yaml"
    text = file.read_text(encoding="utf-8")
    listed = re.sub(
        r"(- id: roses\n(?:.*\n)*?    )answer: .*\n",
        r"\1answer: |-\n      Water:\n      - daily [1]\n",
        text,
        count=1,
    )
    assert listed != text
    file.write_text(listed, encoding="utf-8")
    page = tmp_path / "sheet.html"
    footnote("check", bank, "--source", write(tmp_path, guide=CHANGED), "--html", page)
    html = page.read_text(encoding="utf-8")
    assert re.search(r'class="[^"]*answer[^"]*">Water:\n- daily \[1\]<', html)
    assert re.search(r"\.answer \{[^}]*white-space: pre-line", html)


def test_no_day_is_no_day(footnote: Run) -> None:
    done = footnote("due", "--on", "")
    assert (done.status, done.out) == (2, "")
    assert "write the year, month and day, such as 2026-12-31" in done.err


NOT_PLANNED = 0, "no review is planned; write `review_every: 12 months` in bank.yaml to plan one"
OVERDUE = 1, "overdue since 2 November 2027, checked 2 November 2026: all entries, by Jane Roe"
CLOCK = "owner: Jane Roe\nreviewed: 2026-11-02\nreview_every: 1 year\n"


@pytest.mark.parametrize(
    ("head", "day", "expected"),
    [
        ("", "2026-12-01", NOT_PLANNED),
        (CLOCK, "2027-11-01", (0, "due 2 November 2027, checked 2 November 2026: all entries, by Jane Roe")),
        (CLOCK, "2027-11-02", (1, "due today, checked 2 November 2026: all entries, by Jane Roe")),
        (CLOCK, "2027-11-03", OVERDUE),
        ("review_every: 1 year\n", "2027-11-03", (1, "due now, never checked: all entries")),
    ],
)  # fmt: skip
def test_due_lists_reviews_with_day_and_owner(
    footnote: Run, tmp_path: Path, head: str, day: str, expected: tuple[int, str]
) -> None:
    status, line = expected
    done = footnote("due", garden_of_two(tmp_path, head), "--on", day)
    assert done == (status, f"garden: {line}\n", "")


def test_due_prints_objects_for_other_programs(footnote: Run, tmp_path: Path) -> None:
    done = footnote("due", garden_of_two(tmp_path, CLOCK), "--on", "2027-11-03", "--json")
    (line,) = json_lines(done.out)
    assert {name: line[name] for name in ("bank", "due", "day", "reason", "owner", "reviewed")} == {
        "bank": "garden", "due": True, "day": "2027-11-02", "reason": "overdue", "owner": "Jane Roe",
        "reviewed": "2026-11-02",
    }  # fmt: skip
    wrong = footnote("due", "--on", "tomorrow")
    assert (wrong.status, "is not a date; write the year, month and day" in wrong.err) == (2, True)


def test_an_overdue_review_is_advice_of_check(footnote: Run, tmp_path: Path) -> None:
    """Once for the whole bank, where its clock is."""
    bank = garden_of_two(tmp_path, "review_every: 1 day\nreviewed: 2020-01-01\n")
    lines = [line for line in footnote("check", bank).out.splitlines() if "was due" in line]
    assert len(lines) == 1
    assert lines[0].startswith(f"{bank}/bank.yaml:")
    assert lines[0].endswith(
        "was due on 2020-01-02; compare the answers with their sources, then write the day at `reviewed`"
    )


def test_coverage_maps_each_source(footnote: Run, bank: Path, tmp_path: Path) -> None:
    (bank / "questions.yaml").write_text(
        'schema: 1\nanswered:\n  - {ask: "roses thirsty?", entry: roses}\n', encoding="utf-8"
    )
    done = footnote("coverage", bank)
    assert (done.status, done.err) == (0, "")
    assert (
        "rules: Garden rules, The Town\n2 parts: 1 cited by several (+), 1 in no passage (-).\n    +-\n"
        in done.out
    )
    assert "- Size: paragraph 1, sentence 2: No tree may be taller than the wall.\n" in done.out
    assert "P1" not in done.out
    everything = footnote("coverage", bank, "--all").out
    assert (
        "+ P1 Water: paragraph 1, sentence 1, cited by roses, why-water: Roses need water every morning.\n"
        in (everything)
    )
    assert "    asked once: roses thirsty?\n" in everything
    objects = json_lines(footnote("coverage", bank, "--json").out)
    assert [(each["source"], each["passage"], each["use"]) for each in objects] == [
        ("guide", "P1", "cited often"), ("guide", "P2", "cited often"), ("rules", "P3", "cited often"),
        ("rules", "", "no passage"),
    ]  # fmt: skip
    page = tmp_path / "map.html"
    assert footnote("coverage", bank, "--html", page).out == f"{page}\n"
    assert "No tree may be taller than the wall." in page.read_text(encoding="utf-8")
