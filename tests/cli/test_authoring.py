"""`new`, `fmt`, `import`, `export` as an author uses them: from a page to a bank that answers."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from command_line import Run, run_shell
from paths import copy_garden
from pdf_files import LEAFLET, pdf

pytest.importorskip("selectolax")
pytest.importorskip("pypdf")

PAGE = """<title>Shipping | Lamp Shop</title><meta property="og:site_name" content="Lamp Shop">
<link rel="canonical" href="https://lamps.example/shipping"><main><h1>Shipping</h1>
<h2>How long does delivery take?</h2><p>Parcels arrive in three days.
If your parcel is lost, we send a new one.</p>
<h2>Return a lamp</h2><p>You can return a lamp within 30 days.</p></main>"""


@pytest.fixture(name="page")
def _page(tmp_path: Path) -> Path:
    path = tmp_path / "shipping.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_from_a_page_to_a_bank_that_answers(footnote: Run, page: Path, tmp_path: Path) -> None:
    """Drafts fail the check; one that is written, finished and checked is an answer with its source."""
    bank, entries = tmp_path / "faq" / "lamps", tmp_path / "faq" / "lamps" / "entries.yaml"
    made = footnote("new", page, "--out", bank, "--starter", "shop")
    assert (made.status, made.err) == (0, "")
    assert "3 passages" in made.out
    assert (tmp_path / "faq" / "sources" / "lamps" / "shipping.md").is_file()
    unfinished = footnote("check", "--quick", bank)
    assert unfinished.status == 2
    assert "TO BE WRITTEN" in unfinished.out
    assert "advice:" not in unfinished.out  # which would only be about drafts
    assert unfinished.out.endswith(
        f"texts are to be written; footnote fmt --finish {bank} puts the other drafts aside\n"
    )

    text = entries.read_text(encoding="utf-8")
    assert "#> S1: Parcels arrive in three days." in text
    answer = "A parcel needs three days. You get another if it is lost."
    entries.write_text(text.replace("  TO BE WRITTEN", f"  {answer}", 1), encoding="utf-8")
    assert footnote("fmt", "--finish", bank).status == 0
    text = entries.read_text(encoding="utf-8")
    assert "three days [1]. You get another if it is lost [2]." in text
    assert "#>" not in text
    assert "return" in (bank / "notes-drafts.yaml").read_text(encoding="utf-8")

    checked = footnote("check", "--quick", bank)
    errors = [
        line for line in checked.out.splitlines() if "advice:" not in line and re.search(r":\d+:\d+:", line)
    ]
    assert (errors, checked.status) == ([], 0)
    asked = footnote("--bank", bank, "ask", "How long does delivery take?")
    assert "three days [1]" in asked.out
    assert "https://lamps.example/shipping" in asked.out
    assert footnote("fmt", "--check", bank).status == 0


def test_a_new_bank_begins_with_few_drafts(footnote: Run, page: Path, tmp_path: Path) -> None:
    """As many as are asked for; the others wait where `footnote check` does not read them."""
    bank = tmp_path / "faq" / "lamps"
    made = footnote("new", page, "--out", bank, "--drafts", "1")
    assert "1 drafts; 1 more in notes-drafts.yaml" in made.out
    drafts = [(bank / name).read_text(encoding="utf-8") for name in ("entries.yaml", "notes-drafts.yaml")]
    assert [text.count("TO BE WRITTEN\n    cites") for text in drafts] == [1, 1]
    assert footnote("new", page, "--out", tmp_path / "x", "--drafts", "0").status == 2


def test_nothing_is_overwritten(footnote: Run, page: Path, tmp_path: Path) -> None:
    assert footnote("new", page, "--out", tmp_path / "lamps").status == 0
    again = footnote("new", page, "--out", tmp_path / "lamps")
    assert again.status == 2
    assert "is there already" in again.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.html", "--out", "x"], "nowhere.html"),
        (["nowhere.html"], "--out DIR"),
        (["--out", "x"], "a SOURCE"),
        ([], "a SOURCE"),
    ],
)
def test_what_is_missing_is_said_in_one_line(footnote: Run, arguments: list[str], says: str) -> None:
    done = footnote("new", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert says in done.err


def test_a_folder_that_is_no_id_is_refused(footnote: Run, page: Path, tmp_path: Path) -> None:
    done = footnote("new", page, "--out", tmp_path / "my lamps")
    assert done.status == 2
    assert "my-lamps" in done.err


def test_a_table_becomes_a_bank_and_goes_back(footnote: Run, tmp_path: Path) -> None:
    """A new bank of a spreadsheet; exported, edited there and imported again."""
    table, bank = tmp_path / "faq.csv", tmp_path / "faq" / "shop"
    table.write_text(
        "\ufeffid;question;answer\r\nhours;When are you open?;We open at nine.\r\n", encoding="utf-8"
    )
    made = footnote(
        "import",
        table,
        "--out",
        bank,
        "--publisher",
        "Shop",
        "--url",
        "https://s.example/faq",
        "--contact",
        "us",
    )
    assert (made.status, made.err) == (0, "")
    assert "We open at nine [1]." in footnote("--bank", bank, "ask", "When are you open?").out

    assert footnote("export", bank, "--semicolons", "-o", table).status == 0
    before = {path: path.read_bytes() for path in bank.rglob("*.yaml")}
    assert "0 entries changed, 0 new" in footnote("import", table, "--out", bank).out
    assert {path: path.read_bytes() for path in bank.rglob("*.yaml")} == before

    edited = table.read_text(encoding="utf-8").replace("open at nine", "open at ten")
    table.write_text(edited, encoding="utf-8")
    assert "1 entries changed" in footnote("import", table, "--out", bank).out
    assert "open at ten" in (bank / "entries.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "begins"), [("csv", "\ufeffid,"), ("markdown", "# "), ("html", "<!DOCTYPE html>"), ("json", "{")]
)
def test_every_format_is_printed(footnote: Run, tmp_path: Path, form: str, begins: str) -> None:
    bank = copy_garden(tmp_path)
    done = footnote("export", bank, "--format", form)
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(begins)


def test_fmt_check_changes_nothing(footnote: Run, tmp_path: Path) -> None:
    bank = copy_garden(tmp_path) / "bank.yaml"
    text = bank.read_text(encoding="utf-8")
    bank.write_text(
        text.replace("id: garden\ntitle: Our garden", "title: Our garden\nid: garden"), encoding="utf-8"
    )
    before = bank.read_bytes()
    done = footnote("fmt", "--check", bank)
    assert (done.status, bank.read_bytes()) == (2, before)
    assert f"{bank}: would be formatted" in done.out
    assert footnote("fmt", bank).status == 0
    assert bank.read_bytes() != before
    assert footnote("fmt", "--check", bank).status == 0


@pytest.mark.parametrize("names", [(), ("micrometastases",), ("--bank", "footnote")])
def test_fmt_does_not_change_the_banks_of_the_program(
    footnote: Run, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    monkeypatch.setattr("footnote.authoring.write_formatted", lambda files: pytest.fail(f"wrote {files}"))
    done = footnote("fmt", *names)
    assert (done.status, done.out) == (2, "")
    assert "give the path" in done.err


def test_a_bank_is_made_of_a_pdf(footnote: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lamps.pdf").write_bytes(pdf(LEAFLET, ["Returns", "Care of lamps"]))
    options = ("--publisher", "The shop", "--url", "https://x.example/", "--contact", "the shop")
    assert footnote("new", "lamps.pdf", "--out", "faq/lamps", *options).status == 0
    entries = tmp_path / "faq" / "lamps" / "entries.yaml"
    text = entries.read_text(encoding="utf-8")
    assert "  #> S4: If your lamp is broken, then we send another at our expense." in text
    assert "question: What does the page say about returns?" in text
    before, draft, after = text.partition("question: What does the page say about returns?")
    after = after.replace("TO BE WRITTEN", "Send it back within 30 days.", 1)
    entries.write_text(before + draft + after, encoding="utf-8")
    assert footnote("fmt", "--finish", "faq/lamps").status == 0
    assert footnote("check", "faq/lamps").status == 0
    assert "within 30 days [1]." in footnote("ask", "--bank", "faq/lamps", "returns").out


@pytest.mark.skipif(os.name == "nt", reason="Windows has no named pipes")
@pytest.mark.parametrize("make", ["mkfifo {}", "ln -s /dev/zero {}"])
def test_what_has_no_end_is_not_formatted(footnote: Run, tmp_path: Path, make: str) -> None:
    """As it is not checked."""
    bank = copy_garden(tmp_path)
    (bank / "entries.yaml").unlink(missing_ok=True)
    subprocess.run([*make.format(bank / "entries.yaml").split()], check=True)
    done = footnote("fmt", bank)
    assert done.status == 2
    assert "entries.yaml cannot be read: this is not a file" in done.err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no ulimit")
def test_a_full_disk_leaves_no_draft(tmp_path: Path) -> None:
    """Of an export; the message says what was not written."""
    folder = tmp_path / "out"
    bank, compiled = copy_garden(tmp_path), "PYTHONDONTWRITEBYTECODE=1"  # or those of this package suffer
    script = f"export {compiled}; ulimit -f 1; {{0}} export {bank} --wordings -o {folder}/e.csv"
    done = run_shell(tmp_path, script)
    assert done.returncode == 2
    assert b"cannot write" in done.stderr
    assert list(folder.iterdir()) == []
