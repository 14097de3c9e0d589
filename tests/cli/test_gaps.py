"""`footnote gaps`: where it reads from, what it prints, and the page that it writes."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bank_drafts import garden_with_wordings
from command_line import Run, run_cli, run_shell
from paths import GARDEN

import footnote as package
from footnote.cli.reports.gaps_html import page
from footnote.cli.reports.pages import NOT_A_REPORT
from footnote.insights import Gap, LoggedQuestion, Report, find_gaps
from footnote.record import replace


@pytest.fixture(name="gaps")
def _gaps(footnote: Run) -> Run:
    """Runs `footnote gaps` on the garden bank."""
    return lambda *arguments: footnote("gaps", *arguments, "--bank", GARDEN)


class Seen(HTMLParser):
    """Which tags and addresses a page has, and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_shows_words_as_words_and_fetches_nothing(gardener: package.Bot) -> None:
    """No script, no image, no address but the source's, both light and dark; and every question is there."""
    hostile = (
        '</pre></style><script>alert(1)</script><img src=x onerror=alert(1)> who sells pots "&amp;\x1b[2J'
    )
    found = find_gaps(gardener, [LoggedQuestion(hostile), LoggedQuestion("who sells roses")])
    seen = Seen()
    html = page(found, gardener.bank)
    seen.feed(html)
    assert not seen.tags & {"script", "img", "link", "iframe", "object"}
    assert all(address.startswith("https://garden.example/guide#") for address in seen.addresses)
    assert "<script>alert(1)</script>" in seen.text
    assert "\x1b" not in html
    assert "prefers-color-scheme: dark" in html
    assert "default-src 'none'" in html


def test_no_control_character_is_on_the_page(gardener: package.Bot) -> None:
    """Wherever it comes from: a question, a draft, a bank's own text."""
    gap = Gap(
        "source is silent", 1, (("a\x1b[2Jb", 1), ("c\x9bd\u202e", 1)), "e\x07", 0.5, "f\x00", 0.5, "g\x1b"
    )
    bank = replace(gardener.bank, title="Our \x1b]0;garden\x07")
    html = page(Report(1, (gap,), complaints={("h\x1b", "i\x1b"): 1}), bank)
    assert not set(html) & set("\x00\x07\x1b\x9b\u202e")


def test_an_empty_page_says_so(gardener: package.Bot) -> None:
    """Nothing asked, or nothing missing."""
    assert "There are no gaps." in page(Report(0, ()), gardener.bank)


def kept(question: str, **parts: object) -> str:
    return json.dumps({"question": question, "bank": {"id": "garden"}, **parts})


LINES = {
    "plain": ["who sells pots", "", "do roses need water?"],
    "asked": [json.dumps({"id": 1, "question": "who sells pots"})],
    "replies": [
        kept("who sells pots", kind="decline", reason="off-topic"),
        kept("roses or tulips", kind="clarify", options=[{"entry": "roses"}]),
        kept("1", kind="answer", entry="roses"),
    ],
    "journal": [kept("who sells pots", bank="garden", receipt="x", kind="decline")],
    "notes": [kept("who sells pots", bank="garden", kind="answer", entry="roses", wrong="not what I asked")],
    "odd": ["\ufeffwho sells pots\r", '{"error": "no"}', '{"question": "x", "bank": {"id": "shed"}}'],
}


@pytest.mark.parametrize("form", LINES)
def test_questions_are_read_from_wherever_they_are_kept(gaps: Run, tmp_path: Path, form: str) -> None:
    """Plain lines, `ask --jsonl`, `journal export`, `notes --json`; the rest is left out and counted."""
    file = tmp_path / "asked"
    file.write_text("\n".join(LINES[form]), encoding="utf-8")
    done = gaps(file, "--json")
    report = json.loads(done.out)
    assert [gap["questions"] for gap in report["gaps"]] == [[{"question": "who sells pots", "times": 1}]]
    assert ("2 lines" in done.err) == (form == "odd")
    piped = run_cli(tmp_path, "gaps", "-", "--bank", GARDEN, "--json", typed=file.read_bytes())
    assert json.loads(piped.stdout) == report


@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_an_empty_file_has_no_gaps(gaps: Run, tmp_path: Path, content: str, form: list[str]) -> None:
    """And is no failure: nobody has asked anything yet."""
    (tmp_path / "asked").write_text(content, encoding="utf-8")
    done = gaps(tmp_path / "asked", *form)
    assert (done.status, done.err) == (0, "")
    if form:
        assert json.loads(done.out)["asked"] == 0
    else:
        assert done.out == "0 questions asked; 0 without an answer, in 0 gaps.\n"


def test_an_empty_pipe_has_no_gaps(tmp_path: Path) -> None:
    """As an empty file."""
    done = run_cli(tmp_path, "gaps", "-", "--bank", GARDEN)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no shell that closes one")
def test_a_closed_input_has_no_gaps(tmp_path: Path) -> None:
    """A service manager may start a program without one."""
    done = run_shell(tmp_path, f"{{0}} gaps - --bank {GARDEN} <&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"0 questions asked")


def test_the_report_reads_like_this(gaps: Run, tmp_path: Path) -> None:
    """In a terminal: the sums, then each gap with its draft, which begins at the margin."""
    (tmp_path / "asked").write_text(
        "who sells pots\nwho sells pots now\nshould i really buy roses\n", "utf-8"
    )
    done = gaps(tmp_path / "asked")
    assert done.status == 0
    sums, not_for_a_bank, empty, gap, *rest = done.out.splitlines()
    assert sums == "3 questions asked; 2 without an answer, in 1 gap."
    assert (not_for_a_bank, empty) == ("Not for a bank: personal 1.", "")
    assert gap == "2 × source is silent"
    assert rest[:2] == ["    who sells pots", "    who sells pots now"]
    assert rest[2].startswith("# silent: add")
    assert rest[3:] == [
        "  - id: sells-pots",
        '    about: "TO BE WRITTEN"',
        "    wordings:",
        '      - "who sells pots"',
        '      - "who sells pots now"',
    ]


def test_six_questions_of_a_gap_are_shown_and_the_rest_counted(gaps: Run, tmp_path: Path) -> None:
    """In the text and on the page."""
    before = ("", "so ", "and ", "please ", "but ", "now ", "then ")
    asked = "".join(f"{word}who sells pots\n" for word in before)
    (tmp_path / "asked").write_text(asked, encoding="utf-8")
    out = gaps(tmp_path / "asked").out
    assert "7 × source is silent" in out
    assert out.count("who sells pots\n    ") == 6
    assert "\n    and 1 more like these\n" in out
    gaps(tmp_path / "asked", "--html", tmp_path / "gaps.html")
    html = (tmp_path / "gaps.html").read_text(encoding="utf-8")
    assert (html.count("<li>"), html.count("and 1 more like these")) == (5, 1)


def test_a_page_replaces_an_older_one_and_no_other_file(gaps: Run, tmp_path: Path) -> None:
    """A README or a bank whose name was typed by mistake stays as it is."""
    asked, page_file = tmp_path / "asked", tmp_path / "README.md"
    asked.write_text("who sells pots\n", encoding="utf-8")
    page_file.write_text("# Mine\n", encoding="utf-8")
    status, out, err = gaps(asked, "--html", page_file)
    assert (status, out) == (2, "")
    assert err == f"footnote: cannot write {page_file}: {NOT_A_REPORT}\n"
    assert page_file.read_text(encoding="utf-8") == "# Mine\n"
    page_file.write_text("", encoding="utf-8")  # as mktemp makes one
    assert gaps(asked, "--html", page_file).status == 0
    asked.write_text("who buys pans\n", encoding="utf-8")
    assert gaps(asked, "--html", page_file).status == 0
    assert "who buys pans" in page_file.read_text(encoding="utf-8")


def test_a_page_is_written_where_it_is_wanted(gaps: Run, tmp_path: Path) -> None:
    """And its path printed, for whoever opens it."""
    (tmp_path / "asked").write_text("who sells pots", encoding="utf-8")
    assert gaps(tmp_path / "asked", "--html", tmp_path / "gaps.html").out == f"{tmp_path / 'gaps.html'}\n"
    assert "who sells pots" in (tmp_path / "gaps.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["garden", "garden/bank.yaml"])
def test_drafts_are_for_the_files_of_the_bank(footnote: Run, tmp_path: Path, name: str) -> None:
    """Where a bank has its wordings apart, that is where they go."""
    garden_with_wordings(tmp_path, "  roses: [wetting roses]")
    (tmp_path / "asked").write_text("mowing the lawn in april\n", encoding="utf-8")
    done = footnote("gaps", tmp_path / "asked", "--bank", tmp_path / name)
    assert "# wordings.yaml, under lawn: it is declined already: add to its wordings" in done.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere"], "cannot read nowhere: No such file"),
        (["."], "cannot read .: Is a directory"),
        (["a\0b"], "cannot read a"),
        (["{asked}", "--html", "no/where"], "cannot write no/where: No such file"),
        (["{asked}", "--source", "nowhere"], "cannot read nowhere"),
    ],
)
def test_what_cannot_be_read_or_written_is_an_error(
    gaps: Run, tmp_path: Path, arguments: list[str], says: str
) -> None:
    """Status 2, in a sentence."""
    (tmp_path / "asked").write_text("who sells pots", encoding="utf-8")
    done = gaps(*(argument.format(asked=tmp_path / "asked") for argument in arguments))
    assert (done.status, done.out) == (2, "")
    assert says in done.err


def test_a_file_that_is_too_large_is_refused(gaps: Run, tmp_path: Path) -> None:
    """With what to do about it."""
    with (tmp_path / "asked").open("wb") as file:
        file.truncate(64 * 2**20 + 1)
    assert gaps(tmp_path / "asked") == (2, "", f"footnote: {tmp_path}/asked is larger than 64 MB: split it\n")


def test_the_source_finds_the_passage_that_fits(gaps: Run, tmp_path: Path) -> None:
    """Also where no passage of the bank has it."""
    (tmp_path / "asked").write_text("do orchids grow in moss", encoding="utf-8")
    (tmp_path / "source").write_text("The garden\n\nOrchids grow best in moss.\n", encoding="utf-8")
    assert "1 × source is silent\n" in gaps(tmp_path / "asked").out
    out = gaps(tmp_path / "asked", "--source", tmp_path / "source").out
    assert "1 × entry missing, passage (introduction): paragraph 1, sentence 1, has 100% of it\n" in out
