"""`footnote score` as its users meet it: streams, files and the exit status."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from command_line import Run
from paths import copy_garden

from footnote.cli import reports
from footnote.cli.reports import score_html
from footnote.cli.reports.pages import NOT_A_REPORT
from footnote.runtime import compile_bank

QUESTIONS = """\
schema: 1
answered:
  - {ask: "roses, when do they need any water", entry: roses}
  - {ask: "<b>mowing my roses</b> & more", entry: roses}
unanswered:
  - {ask: "who is the president", reason: off-topic}
small_talk:
  - {ask: "hello", kind: greeting}
talks:
  - - {ask: "do roses need water", entry: roses}
    - {ask: "why", entry: why-water}
"""


def needs(name: str, *, found: object) -> pytest.MarkDecorator:
    """Skips where something is not installed, but never in CI, which has to have it."""
    return pytest.mark.skipif(not found and os.environ.get("CI") != "true", reason=f"{name} is not installed")


needs_matplotlib = needs("matplotlib", found=importlib.util.find_spec("matplotlib"))
needs_git = needs("git", found=shutil.which("git"))


@pytest.fixture(name="bank")
def _bank(tmp_path: Path) -> Path:
    """A copy of the garden bank with labelled questions."""
    folder = copy_garden(tmp_path)
    (folder / "questions.yaml").write_text(QUESTIONS, encoding="utf-8")
    return folder


@pytest.fixture(name="score")
def _score(bank: Path, footnote: Run) -> Run:
    """Runs `footnote score` on that garden."""
    return lambda *arguments: footnote("score", *arguments, "--bank", bank)


def test_the_report_has_misses_and_figures(score: Run) -> None:
    """Where each question stands, what was said and wanted; nothing on standard error, no bar in a pipe."""
    status, out, err = score()
    assert (status, err) == (0, "")
    assert "questions.yaml:4: offered: <b>mowing my roses</b> & more\n" in out
    assert "  wanted  roses\n" in out
    assert "Questions that the bank answers: 2\n  right         1   50.0 %" in out
    assert re.search(r"^  right +0\.500  questions the bank answers: answered rightly$", out, re.MULTILINE)


def test_figures_of_questions_that_nobody_wrote_are_left_out(score: Run, bank: Path, tmp_path: Path) -> None:
    """A figure of 0 would look like a fault of the bank."""
    (bank / "questions.yaml").write_text(
        "schema: 1\nanswered:\n  - {ask: mowing my roses & more, entry: roses}\n", encoding="utf-8"
    )
    out = score("--html", tmp_path / "score.html").out
    page = (tmp_path / "score.html").read_text(encoding="utf-8")
    for report in (out, page):
        assert "right_or_offered" in report
        assert "small_talk_recognised" not in report
        assert "later_turns_right" not in report
        assert "reason_right" not in report
    assert json.loads(score("--json").out)["figures"]["later_turns_right"] == 0


def test_json_has_everything(score: Run) -> None:
    """One object, for scripts."""
    status, out, _ = score("--json", "--choose", "--aim", "answered=.1")
    found = json.loads(out)
    assert status == 0
    assert found["questions"] == 6
    assert found["table"]["answered"] == {
        "right": 1, "clarified": 0, "offered": 1, "declined": 0, "wrong": 0,
    }  # fmt: skip
    assert found["figures"]["right"] == 0.5
    assert found["figures"]["right_or_offered"] == found["figures"]["right_or_clarified"] == 1
    assert [miss["line"] for miss in found["misses"]] == [4]
    assert found["choice"]["aim"] == {"answered": 0.1, "wrong": 0.03, "asked_back": 0.1}
    assert list(found["choice"]["policy"]) == ["careful"]
    assert found["choice"]["few_questions"] is True
    assert all(0 <= least <= most <= 1 for least, most in found["choice"]["intervals"].values())
    assert found["changes"] is None
    assert found["learning_curve"] is None


@pytest.mark.parametrize(
    ("required", "status", "says"),
    [
        ("right=.5,answered=0", 0, ""),
        ("right=.6", 2, "footnote: right is 0.5000, and at least 0.6 is required\n"),
        (
            "later_turns_right=1,wrong=0,right_passages=1",
            2,
            "footnote: right_passages is 0.5000, and at least 1 is",
        ),
        ("right_or_offered=1,right_or_clarified=1", 0, ""),
    ],
)
def test_a_figure_that_falls_short_is_an_error(score: Run, required: str, status: int, says: str) -> None:
    """So that a change which makes the bank worse does not pass unseen."""
    done = score("--require", required)
    assert (done[0], done[2][: len(says)]) == (status, says)
    assert bool(done[2]) == bool(says)


def test_a_copied_question_is_left_out_and_named(score: Run, bank: Path) -> None:
    """It would be measured against itself; the others count all the same."""
    file = bank / "questions.yaml"
    file.write_text(QUESTIONS.replace("who is the president", "how do I mow the grass").replace(
        "off-topic", "not-in-source"), encoding="utf-8")  # fmt: skip
    status, out, err = score()
    assert status == 0
    assert err.startswith(f"{file}:6:5: this is nearly the wording “how do I mow the grass” of lawn; ask it")
    assert err.endswith(" (left out)\n")
    assert "Questions that it does not answer" not in out


def test_a_bank_without_questions_says_where_to_write_them(score: Run, bank: Path) -> None:
    """And in which form; what is shown is a file that can be read."""
    (bank / "questions.yaml").unlink()
    status, out, err = score()
    assert (status, out) == (2, "")
    start = f"footnote: garden has no labelled questions; write some into {bank}/questions.yaml, such as\n"
    assert err.startswith(start)
    example = (
        err.removeprefix(start).partition("More: ")[0].replace("the-id-of-the-entry-that-answers-it", "roses")
    )
    (bank / "questions.yaml").write_text(example, encoding="utf-8")
    assert score().status == 0


def test_a_bank_in_place_of_questions_is_an_error(footnote: Run, bank: Path) -> None:
    """It says how a bank is given."""
    status, out, err = footnote("score", bank)
    assert (status, out) == (2, "")
    assert f"{bank} is a folder; give files of labelled questions, and a bank with --bank {bank}\n" in err


def test_a_file_without_questions_is_an_error(score: Run, tmp_path: Path) -> None:
    """There would be nothing to measure."""
    (tmp_path / "none.yaml").write_text("schema: 1\nanswered: []\n", encoding="utf-8")
    status, _, err = score(tmp_path / "none.yaml")
    assert status == 2
    assert f"no questions in {tmp_path}/none.yaml; write some, such as\nschema: 1\n" in err


def test_a_named_file_that_is_not_there_is_an_error(score: Run, tmp_path: Path) -> None:
    """As any file."""
    assert score(tmp_path / "x.yaml") == (2, "", f"{tmp_path}/x.yaml:1:1: no such file or directory\n")


def test_what_is_to_be_pasted_is_a_policy(score: Run, bank: Path) -> None:
    """Its key, its number, and comments; pasted, the bank can be used."""
    out = score("--choose")[1]
    pasted = out[out.index("# How sure the bot must be") :].split("\n\n")[0]
    policy = yaml.safe_load(pasted)["policy"]
    assert list(policy) == ["careful"]
    text = (bank / "bank.yaml").read_text("utf-8")
    (bank / "bank.yaml").write_text(text[: text.index("policy:")] + pasted, encoding="utf-8")
    assert score()[0] == 0


def test_a_proposal_says_how_unsure_it_is_and_warns_of_few_questions(score: Run) -> None:
    """In lines of a terminal; with 95 % certainty, of three questions a share may be nearly anything."""
    out = score("--choose")[1]
    proposed = out[out.index("How careful to be") :].split("\n\n")[0].splitlines()
    assert "These are few questions" in proposed[1]
    assert all(len(line) <= 80 for line in proposed[: proposed.index("Paste this into the bank:")])
    certain = next(line for line in proposed if line.startswith("  95 % certain"))
    assert re.findall(r"\d\.\d\d", certain)[-4:-2] == ["0.00", "0.79"]


# The learning curve

PLANTS = ("ash", "birch", "cedar", "elm", "fir", "hazel", "larch")


@pytest.fixture(name="wordy")
def _wordy(bank: Path) -> Path:
    """The garden with seven more wordings for its roses, and a question that needs one of them."""
    wordings = ", ".join(f"roses under my {plant}" for plant in PLANTS)
    (bank / "wordings.yaml").write_text(f"schema: 1\nwordings:\n  roses: [{wordings}]\n", encoding="utf-8")
    with (bank / "questions.yaml").open("a", encoding="utf-8") as file:
        file.write("  - - {ask: hello, kind: greeting}\n    - {ask: roses under my larch, entry: roses}\n")
    return bank


@pytest.mark.usefixtures("wordy")
def test_the_curve_is_a_table_and_a_plot(score: Run) -> None:
    """The plot is ASCII, fits 80 columns, and has a line for each line of the table."""
    status, out, err = score("--curve")
    assert (status, err) == (0, "")
    table, plot = out[out.index("Learning curve:") :].split("\n\n")[:2]
    assert [line.split()[0] for line in table.splitlines()[2:]] == ["1", "2", "5", "all"]
    assert re.search(r"^ +all +\d+  0\.500 .* 0\.000     0\.000$", table, re.MULTILINE)
    head, axis, *lines = plot.splitlines()
    assert "r right, w wrong, a answered, * several of them" in head
    assert [line.split()[0] for line in lines] == ["1", "2", "5", "all"]
    assert plot.isascii()
    assert all(len(line) <= 80 for line in (*table.splitlines(), axis, *lines))
    # Half of the questions are right, none is wrong or answered: the marks stand under their shares.
    assert (lines[-1].index("r"), lines[-1].index("*")) == (42, axis.index("0"))


@pytest.mark.usefixtures("wordy")
def test_the_curve_in_json_ends_with_the_whole_bank(score: Run) -> None:
    found = json.loads(score("--curve", "--json").out)
    curve = found["learning_curve"]
    assert [point["wordings"] for point in curve] == [1, 2, 5, None]
    assert all(curve[-1][name] == found["figures"][name] for name in ("right", "wrong", "answered"))


@needs_matplotlib
@pytest.mark.usefixtures("wordy")
def test_the_curve_is_drawn_on_the_page(score: Run, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    score("--curve", "--html", str(file))
    text, reader = read(file)
    assert text.count("<svg") == 3
    assert '<figure role="group" aria-label="Learning curve">' in text
    assert not re.search("#0[1-4]0[1-4]0[1-4]", text)
    assert all("fill: var(--ink)" in tag for tag in re.findall("<text[^>]*>", text))
    assert len(reader.ids) == len(set(reader.ids))


@pytest.mark.usefixtures("wordy")
def test_without_matplotlib_the_page_has_the_table_of_the_curve(
    score: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "footnote.cli.reports.plots", None)
    monkeypatch.delattr(reports, "plots", raising=False)
    file = tmp_path / "report.html"
    _, _, err = score("--curve", "--html", str(file))
    text = read(file)[0]
    assert err == f"footnote: {score_html.MISSING_CURVES}\n"
    assert "<svg" not in text
    assert '<td class="number">all</td>' in text


# Against another bank


def test_against_another_bank(score: Run, bank: Path) -> None:
    """Which questions change reply, from what to what."""
    other = bank.parent / "other"
    shutil.copytree(bank, other)
    text = (other / "bank.yaml").read_text("utf-8")
    (other / "bank.yaml").write_text(text.replace("do roses need water]", "roses]"), encoding="utf-8")
    (bank / "bank.yaml").write_text(text.replace("[mowing the lawn", "[trimming the lawn").replace(
        "[watering the roses", "[mowing my roses and more"), encoding="utf-8")  # fmt: skip
    out = score("--against", str(other))[1]
    assert f"Got better since {other}: 1\n  questions.yaml:4: <b>mowing my roses</b> & more\n" in out
    assert re.search(r"\n    from offered: decline: .*\n    to   right: roses\n", out)
    assert f"Against {bank}: no question changes reply\n" in score("--against", str(bank))[1]


def test_the_difference_comes_first(score: Run, bank: Path) -> None:
    """How many replies changed and which figures did, before any miss; in brief, nearly nothing else."""
    other = bank.parent / "other"
    shutil.copytree(bank, other)
    file = other / "bank.yaml"
    file.write_text(
        file.read_text("utf-8").replace("[watering the roses", "[mowing my roses and more"), "utf-8"
    )
    says = f"Against {other}: 1 worse\n  right: 1.000 → 0.500\n"
    out = score("--against", str(other))[1]
    assert out.startswith(says)
    assert out.index("Got worse since") < out.index("Misses: ") < out.index("small_talk_recognised")
    brief = score("--against", str(other), "--brief")[1]
    assert brief.startswith(says)
    assert "  worse: questions.yaml:4: <b>mowing my roses</b> & more\n    roses → decline: " in brief
    assert "    2 the bank answers: right 0.500, right_or_offered 1.000, wrong 0.000\n" in brief
    assert len(brief.splitlines()) <= 10


def test_against_a_compiled_bank_asks_for_its_yaml_files(score: Run, bank: Path, tmp_path: Path) -> None:
    compiled = tmp_path / "garden.footnote"
    compiled.write_bytes(compile_bank(str(bank)))
    says = f"footnote: {compiled} is a compiled bank; give the folder of its YAML files\n"
    assert score("--against", str(compiled)) == (2, "", says)


@needs_git
def test_against_a_revision(score: Run, bank: Path) -> None:
    """The bank's own files as they were, its language too; the files on the disk stay as they are."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        subprocess.run(["git", "-C", str(bank.parent), *who, *words], check=True, capture_output=True)
    for file in (bank / "bank.yaml", bank.parent / "gardenish.yaml"):
        text = file.read_text("utf-8")
        file.write_text(
            text.replace("Every morning [1].", "At dawn [1].").replace("text: Hello.", "text: Hi."), "utf-8"
        )
    status, out, err = score("--against", "HEAD")
    assert (status, err) == (0, "")
    assert "The same reply in other words since HEAD: 3\n" in out
    assert "questions.yaml:8: hello" in out
    assert "At dawn" in (bank / "bank.yaml").read_text("utf-8")


@needs_git
def test_against_a_revision_with_wordings_of_its_own(score: Run, bank: Path) -> None:
    """The bank's own questions are read from the revision, too."""
    (bank / "wordings.yaml").write_text(
        "schema: 1\nwordings:\n  roses: [mowing my roses and more]\n", "utf-8"
    )
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        subprocess.run(["git", "-C", str(bank.parent), *who, *words], check=True, capture_output=True)
    assert "Against HEAD: no question changes reply\n" in score("--against", "HEAD")[1]
    (bank / "wordings.yaml").unlink()
    out = score("--against", "HEAD")[1]
    assert "Got worse since HEAD: 1\n  questions.yaml:4: <b>mowing my roses</b> & more\n" in out


@needs_git
def test_against_a_revision_with_the_words_of_its_language(score: Run, bank: Path) -> None:
    """The lexicon comes along with the language file that names it; a link in the folder above does not."""
    language = bank.parent / "gardenish.yaml"
    language.write_text(language.read_text("utf-8") + "lexicon: gardenish.lexicon\n", "utf-8")
    (bank.parent / "gardenish.lexicon").write_text("7.5: roses water\n9: lawn\n", "utf-8")
    (bank.parent / "other.yaml").symlink_to("gardenish.yaml")
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for words in (("init", "-q"), ("add", "."), ("commit", "-qm", "one")):
        subprocess.run(["git", "-C", str(bank.parent), *who, *words], check=True, capture_output=True)
    status, out, err = score("--against", "HEAD")
    assert (status, err) == (0, "")
    assert "Against HEAD: no question changes reply\n" in out


@needs_git
def test_an_unknown_bank_or_revision_is_an_error(score: Run, bank: Path) -> None:
    subprocess.run(["git", "-C", str(bank.parent), "init", "-q"], check=True, capture_output=True)
    says = "no bank and no git revision is called v0.0.0; write a bank's path, or such as HEAD~1"
    assert score("--against", "v0.0.0") == (2, "", f"footnote: {says}\n")


@needs_git
def test_a_bank_outside_of_a_repository_has_no_revisions(score: Run, bank: Path) -> None:
    says = f"no bank is called HEAD, and {bank} has no git revisions: it is not in a git repository"
    assert score("--against", "HEAD") == (2, "", f"footnote: {says}\n")


def test_without_git_there_are_no_revisions(
    score: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    says = "no bank is called HEAD, and for a git revision git is needed, which is not installed"
    assert score("--against", "HEAD") == (2, "", f"footnote: {says}\n")


# The page


class _Reader(HTMLParser):
    """Takes note of what a page would load or run, and of what is left open."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attributes:
            if name in ("src", "href", "xlink:href", "action"):
                self.addresses.append(value or "")
            if name == "id":
                self.ids.append(value or "")
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(file: Path) -> tuple[str, _Reader]:
    text = file.read_text("utf-8")
    reader = _Reader()
    reader.feed(text)
    assert reader.open == []
    return text, reader


@needs_matplotlib
def test_the_page_fetches_nothing(score: Run, tmp_path: Path) -> None:
    """No address to load from, no script, two drawings in the page's own colours, no id twice."""
    file = tmp_path / "report.html"
    status, _, err = score("--html", str(file), "--choose")
    text, reader = read(file)
    assert (status, err) == (0, "")
    assert [address for address in reader.addresses if not address.startswith("#")] == []
    assert "script" not in reader.tags
    assert text.count("<svg") == 2
    assert "var(--line)" in text
    assert not re.search("#0[1-4]0[1-4]0[1-4]", text)
    assert len(reader.ids) == len(set(reader.ids))
    assert "prefers-color-scheme: dark" in text
    again = tmp_path / "again.html"
    score("--html", str(again), "--choose")
    assert again.read_text("utf-8") == text


def test_every_text_on_the_page_is_escaped(score: Run, tmp_path: Path) -> None:
    """The words of a question are shown, never run."""
    file = tmp_path / "report.html"
    score("--html", str(file))
    text, reader = read(file)
    assert "&lt;b&gt;mowing my roses&lt;/b&gt; &amp; more" in text
    assert "b" not in reader.tags


def test_without_matplotlib_the_page_has_all_but_its_curves(
    score: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it is said how to get them."""
    monkeypatch.setattr(score_html, "_plots", lambda _score: None)
    file = tmp_path / "report.html"
    status, _, err = score("--html", str(file))
    assert (status, err) == (0, f"footnote: {score_html.MISSING_CURVES}\n")
    assert "pip install &#39;footnote-bot[report]&#39;" in read(file)[0]


def test_another_file_is_not_overwritten(score: Run, bank: Path) -> None:
    """The report is on the screen all the same."""
    before = (bank / "bank.yaml").read_bytes()
    status, out, err = score("--html", str(bank / "bank.yaml"))
    assert (status, out[:5]) == (2, score()[1][:5])
    assert err.endswith(f"footnote: cannot write {bank / 'bank.yaml'}: {NOT_A_REPORT}\n")
    assert (bank / "bank.yaml").read_bytes() == before


def test_a_page_that_cannot_be_written_is_an_error(score: Run, tmp_path: Path) -> None:
    """After the text, which nobody has to wait for twice."""
    status, out, err = score("--html", str(tmp_path))
    assert status == 2
    assert "  right " in out
    assert err == f"footnote: cannot write {tmp_path}: Is a directory\n"
