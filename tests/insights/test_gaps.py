"""What people asked in vain: counted together, sorted by its cure, and drafted for the author."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from postgres import missing

import footnote
from footnote.bank.models import Bank, Policy
from footnote.cli.reports.gaps_page import page
from footnote.insights.clustering import groups
from footnote.insights.gaps import Asked, Gap, Report, report
from footnote.text.analyzer import Reader

DATA = Path(__file__).parents[1] / "data"
UNSURE = "watering my roses at night"


def need_database() -> None:
    if find_spec("sqlalchemy") is None:
        missing("the journal needs its database library: pip install '.[serve]'")


def gaps(gardener: footnote.Bot, *questions: str, **parts: str) -> list[Gap]:
    return list(report(gardener, [Asked(question, **parts) for question in questions]).gaps)


def run_cli(*arguments: object, text: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "footnote", *map(str, arguments)]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=False, encoding="utf-8")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("how long do roses live", "how long does a rose live?", True),
        ("how long do roses live", "how long do roses liv", True),
        ("can my dog eat tulips", "can a dog eat tulips please", True),
        ("is [name] allowed to pick roses", "is my aunt allowed to pick roses", True),
        ("how long do roses live", "how tall do roses grow", False),
        ("who sells roses", "who sells noses", False),
        ("can you paint fresh roses on silk paper", "can you paint fresh noses on silk paper", False),
        ("who is the president", "what is the weather", False),
        ("化疗", "手术", False),
        ("🌹", "🌷", False),
    ],
)
def test_questions_are_counted_together_if_they_ask_the_same(
    gardener: footnote.Bot, one: str, other: str, *, same: bool
) -> None:
    """In other words, mistyped, with a name taken out; but not what the bank says must be kept apart."""
    reader = Reader(gardener.bank.same, gardener.bank.apart)
    assert (len(groups([one, other, "how do I mow the lawn"], reader)) == 2) == same


@settings(max_examples=100)
@given(st.lists(st.text(max_size=40), max_size=12))
def test_every_question_is_in_one_group(questions: list[str]) -> None:
    """Whatever was typed."""
    found = groups(questions, Reader())
    assert sorted(index for group in found for index in group) == list(range(len(questions)))


@pytest.fixture
def careful(garden: Bank) -> footnote.Bot:
    """The garden's bot, answering only what it is quite sure of."""
    return footnote.Bot(replace(garden, policy=Policy(answer=0.999, clarify=0.3, margin=0.0)))


def test_a_wording_is_missing_where_an_entry_is_near(careful: footnote.Bot) -> None:
    """The bot was not sure; the author sees which entry it nearly gave."""
    (gap,) = gaps(careful, UNSURE)
    assert (gap.sort, gap.near, gap.times) == ("wording missing", "roses", 1)
    assert 0.3 <= gap.confidence < 0.999


def test_an_entry_is_missing_where_a_passage_fits(gardener: footnote.Bot) -> None:
    """The source says it and the bank does not; with the source's text, what no passage holds counts too."""
    asked = [Asked("do orchids grow in moss")]
    (without,) = report(gardener, asked).gaps
    (gap,) = report(gardener, asked, {"P1": "Roses.", "Soil: paragraph 1": "Orchids grow best in moss."}).gaps
    assert without.sort == "source is silent"
    assert (gap.sort, gap.passage) == ("entry missing", "Soil: paragraph 1")
    assert gap.fit > 0.9


def test_a_passage_that_no_entry_cites_outdoes_an_entry_nearby(careful: footnote.Bot) -> None:
    """The near entry stands on other words; nobody has written the one that is asked for."""
    asked = [Asked(UNSURE)]
    (cited,) = report(careful, asked, {"P1": "Watering roses at night."}).gaps
    (uncited,) = report(careful, asked, {"Night: paragraph 1": "Watering roses at night."}).gaps
    assert (cited.sort, uncited.sort) == ("wording missing", "entry missing")


def test_the_source_is_silent_where_nothing_fits(gardener: footnote.Bot) -> None:
    """Or where the bank itself says that it is."""
    president, lawn = gaps(gardener, "who is the president", "mowing the lawn on sundays")
    assert {president.sort, lawn.sort} == {"source is silent"}
    assert {president.near, lawn.near} == {None, "lawn"}


def test_the_most_asked_come_first_in_the_words_most_used(gardener: footnote.Bot) -> None:
    """Case and punctuation make no second question."""
    asked = ["who sells pots", "Who sells pots?", "is moss a weed", "who sells a pot", "who sells pots"]
    first, second = gaps(gardener, *asked)
    assert (first.times, second.times) == (4, 1)
    assert [times for _, times in first.questions] == [3, 1]
    assert first.questions[0][0].casefold().startswith("who sells pots")


@pytest.mark.parametrize(
    ("asked", "is_gap"),
    [
        (Asked("who sells pots"), True),
        (Asked("who sells pots", "decline", "off-topic"), True),
        (Asked("who sells pots", "clarify"), True),
        (Asked("who sells pots", "clarify", taken="roses"), False),
        (Asked("who sells pots", "answer", entry="roses"), False),
        (Asked("who sells pots", "answer", entry="roses", verdict="not what I asked"), True),
        (Asked("who sells pots", "answer", entry="roses", verdict="helpful"), False),
        (Asked("do roses need water?", "decline", verdict="should have answered"), False),
        (Asked("do roses need water?", "answer", entry="roses", verdict="not what I asked"), True),
        (Asked("do roses need water?", "decline", "off-topic"), False),
        (Asked("hello"), False),
        (Asked("i am so scared"), False),
        (Asked("should i really buy roses"), False),
        (Asked("xkcd qwrtz"), False),
        (Asked(None, "decline", "off-topic"), False),
    ],
)
def test_what_is_a_gap(gardener: footnote.Bot, asked: Asked, *, is_gap: bool) -> None:
    """What was declined, asked back in vain, or called wrong, and what the bank does not answer today."""
    assert bool(report(gardener, [asked]).gaps) == is_gap


def test_what_is_no_gap_is_counted(gardener: footnote.Bot) -> None:
    """Nothing that was asked goes missing from the sums."""
    asked = [
        Asked("do roses need water?", "decline"),
        Asked("should i really buy roses"),
        Asked("hello"),
        Asked(None, "decline"),
        Asked("who sells pots"),
        Asked("do tulips need water", "answer", entry="tulips"),
        Asked("x", "answer", entry="tulips", verdict="link dead"),
    ]
    found = report(gardener, asked)
    assert (found.asked, found.settled, found.unread, len(found.gaps)) == (7, 1, 1, 1)
    assert found.aside == {"personal": 1, "small talk": 1}
    assert found.complaints == {("tulips", "link dead"): 1}


def pasted(tmp_path: Path, gap: Gap, after: str) -> footnote.Bot:
    """The garden with a gap's draft pasted in after a line of it, and what is to be written written."""
    text = (DATA / "garden" / "bank.yaml").read_text(encoding="utf-8")
    assert text.count(after) == 1
    (tmp_path / "garden").mkdir(exist_ok=True)
    (tmp_path / "gardenish.yaml").write_bytes((DATA / "gardenish.yaml").read_bytes())
    (tmp_path / "garden" / "bank.yaml").write_text(
        text.replace(after, f"{after}\n{gap.draft}\n"), encoding="utf-8"
    )
    return footnote.load(tmp_path / "garden")


def test_a_missing_wording_is_pasted_and_makes_the_bot_surer(careful: footnote.Bot, tmp_path: Path) -> None:
    """Under the wordings of its entry, as the comment says."""
    (gap,) = gaps(careful, UNSURE)
    text = (DATA / "garden" / "bank.yaml").read_text(encoding="utf-8")
    inline = "    wordings: [watering the roses, do roses need water]"
    block = "    wordings:\n      - watering the roses\n      - do roses need water"
    assert inline in text
    assert gap.draft.startswith("# entries, under roses (When do roses need water?)")
    (tmp_path / "garden").mkdir()
    (tmp_path / "gardenish.yaml").write_bytes((DATA / "gardenish.yaml").read_bytes())
    (tmp_path / "garden" / "bank.yaml").write_text(
        text.replace(inline, f"{block}\n{gap.draft}"), encoding="utf-8"
    )
    mended = footnote.load(tmp_path / "garden")
    assert mended.bank.entries["roses"].wordings[-1] == UNSURE
    assert mended.ask(UNSURE).entry == "roses"
    assert mended.hits(UNSURE)[0].confidence > gap.confidence


def test_a_missing_entry_is_pasted_and_cites_its_passage(gardener: footnote.Bot, tmp_path: Path) -> None:
    """A bank that can be used at once, but for the answer, which is to be written."""
    asked = 'do orchids "really" grow in moss: yes or no?'
    (gap,) = report(
        gardener, [Asked(asked)] * 2 + [Asked("do orchids grow in the moss")], {"P2": "Orchids grow in moss."}
    ).gaps
    reply = pasted(tmp_path, gap, "entries:").ask("do orchids grow in the moss")
    assert (reply.kind, reply.entry, reply.text) == ("answer", "orchids-grow-moss", "TO BE WRITTEN [1].")
    assert [citation.passage for citation in reply.citations] == ["P2"]


def test_a_silent_topic_is_pasted_and_declined(gardener: footnote.Bot, tmp_path: Path) -> None:
    """So that the bot says that the source does not say."""
    (gap,) = gaps(gardener, "who sells flower pots")
    reply = pasted(tmp_path, gap, "silent:").ask("who sells flower pots")
    assert (reply.kind, reply.reason, reply.text) == (
        "decline",
        "not-in-source",
        "The source does not say TO BE WRITTEN.",
    )


def beside(tmp_path: Path, wordings: str, entries: str = "") -> footnote.Bot:
    """The garden with these wordings in a file beside it, and with more entries or silent topics on top."""
    folder = tmp_path / "garden"
    folder.mkdir()
    (tmp_path / "gardenish.yaml").write_bytes((DATA / "gardenish.yaml").read_bytes())
    text = (DATA / "garden" / "bank.yaml").read_text(encoding="utf-8")
    key = "silent:" if "about:" in entries else "entries:"
    (folder / "bank.yaml").write_text(text.replace(key, f"{key}\n{entries}"), encoding="utf-8")
    (folder / "wordings.yaml").write_text(f"schema: 1\nwordings:\n{wordings}\n", encoding="utf-8")
    return footnote.load(folder)


def test_where_wordings_stand_beside_the_bank_a_draft_goes_there(
    careful: footnote.Bot, tmp_path: Path
) -> None:
    """Under the entry's id, indented as the file is."""
    (gap,) = report(careful, [Asked(UNSURE)], beside=True).gaps
    where = "# wordings.yaml, under roses (When do roses need water?), if this is what it answers: add to its"
    assert gap.draft.startswith(where)
    mended = beside(tmp_path, f"  roses:\n    - wetting roses\n{gap.draft}")
    assert mended.bank.entries["roses"].wordings[-2:] == ("wetting roses", UNSURE)


@pytest.mark.parametrize(
    ("asked", "source", "id"),
    [
        (
            ["can orchids grow in the moss", "do orchids grow in moss"],
            "Orchids grow in moss.",
            "orchids-grow-moss",
        ),
        (["who sells flower pots"], None, "sells-flower-pots"),
    ],
)
def test_where_wordings_stand_beside_the_bank_a_new_id_has_two_drafts(
    gardener: footnote.Bot, tmp_path: Path, asked: list[str], source: str | None, id: str
) -> None:
    """One to paste into each file."""
    passages = {"P2": source} if source else None
    (gap,) = report(gardener, map(Asked, asked), passages, beside=True).gaps
    entry, wordings = gap.draft.split("# wordings.yaml: add\n")
    assert "wordings" not in entry
    mended = beside(tmp_path, wordings, entry)
    assert list(mended.bank.wordings()).count((id, asked[-1])) == 1


def test_the_command_sees_where_wordings_stand(tmp_path: Path) -> None:
    """And drafts for that file."""
    beside(tmp_path, "  roses: [wetting roses]")
    for name in ("garden", "garden/bank.yaml"):
        done = run_cli("gaps", "-", "--bank", tmp_path / name, text="mowing the lawn in april\n")
        assert "# wordings.yaml, under lawn: it is declined already: add to its wordings" in done.stdout


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=200))
def test_no_question_breaks_the_yaml(
    gardener: footnote.Bot, tmp_path_factory: pytest.TempPathFactory, question: str
) -> None:
    """Whatever somebody typed, a bank with the draft in it loads."""
    for gap in gaps(gardener, question):
        if gap.sort == "source is silent" and gap.near is None and any(map(str.isalnum, question)):
            pasted(tmp_path_factory.mktemp("bank"), gap, "silent:")


def test_a_wording_that_the_bank_has_is_not_drafted_again(gardener: footnote.Bot) -> None:
    """The bank would be refused with it."""
    asked = ["Mowing the lawn?", "mowing the lawn in april", "Mowing the lawn in April!"]
    drafted = [
        line
        for gap in gaps(gardener, *asked)
        for line in gap.draft.splitlines()
        if line.startswith("      - ")
    ]
    assert drafted == ['      - "Mowing the lawn in April!"']


def test_names_and_long_stories_are_not_drafted(gardener: footnote.Bot) -> None:
    """An author would have to take them out again."""
    (gap,) = gaps(gardener, "may [name] pick pots", "may aunt [name] pick pots " + "and so on " * 30)
    assert "[name]" not in "".join(line for line in gap.draft.splitlines() if line.startswith("      - "))


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


def test_the_page_shows_words_as_words_and_fetches_nothing(gardener: footnote.Bot) -> None:
    """No script, no image, no address but the source's, both light and dark; and every question is there."""
    hostile = (
        '</pre></style><script>alert(1)</script><img src=x onerror=alert(1)> who sells pots "&amp;\x1b[2J'
    )
    found = report(gardener, [Asked(hostile), Asked("who sells roses")])
    seen = Seen()
    html = page(found, gardener.bank)
    seen.feed(html)
    assert not seen.tags & {"script", "img", "link", "iframe", "object"}
    assert all(address.startswith("https://garden.example/guide#") for address in seen.addresses)
    assert "<script>alert(1)</script>" in seen.text
    assert "\x1b" not in html
    assert "prefers-color-scheme: dark" in html
    assert "default-src 'none'" in html


def test_an_empty_page_says_so(gardener: footnote.Bot) -> None:
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
def test_questions_are_read_from_wherever_they_are_kept(tmp_path: Path, form: str) -> None:
    """Plain lines, `ask --jsonl`, `journal export`, `notes --json`; the rest is left out and counted."""
    file = tmp_path / "asked"
    file.write_text("\n".join(LINES[form]), encoding="utf-8")
    done = run_cli("gaps", file, "--bank", DATA / "garden", "--json")
    found = json.loads(done.stdout)
    assert [gap["questions"] for gap in found["gaps"]] == [[{"question": "who sells pots", "times": 1}]], (
        done.stderr
    )
    assert ("2 lines" in done.stderr) == (form == "odd")
    piped = run_cli("gaps", "-", "--bank", DATA / "garden", "--json", text="\n".join(LINES[form]))
    assert json.loads(piped.stdout) == found


def test_the_report_reads_like_this(tmp_path: Path) -> None:
    """In a terminal: the sums, then each gap with its draft, which begins at the margin."""
    file = tmp_path / "asked"
    file.write_text("who sells pots\nwho sells the pots\nshould i really buy roses\n", encoding="utf-8")
    done = run_cli("gaps", file, "--bank", DATA / "garden")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "3 questions asked; 2 without an answer, in 1 gap.",
        "Not for a bank: personal 1.",
        "",
        "2 × source is silent",
        "    who sells pots",
        "    who sells the pots",
        "# silent: add, if the source does not say; `about` completes “The source does not say …”",
        "  - id: sells-pots",
        '    about: "TO BE WRITTEN"',
        "    wordings:",
        '      - "who sells pots"',
        '      - "who sells the pots"',
    ]


def test_a_page_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    """And its path printed, for whoever opens it."""
    (tmp_path / "asked").write_text("who sells pots", encoding="utf-8")
    done = run_cli("gaps", tmp_path / "asked", "--html", tmp_path / "gaps.html", "--bank", DATA / "garden")
    assert done.stdout == f"{tmp_path / 'gaps.html'}\n"
    assert "who sells pots" in (tmp_path / "gaps.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["gaps"], "no questions: name a file"),
        (["gaps", "nowhere"], "cannot read nowhere: No such file"),
        (["gaps", "."], "cannot read .: Is a directory"),
        (["gaps", "--journal", "nowhere"], "no journal at nowhere"),
        (["gaps", "{asked}", "--html", "no/where"], "cannot write no/where"),
        (["gaps", "{asked}", "--source", "nowhere"], "cannot read nowhere"),
        (["gaps", "--journal", "{asked}"], "file is not a database"),
        (["journal", "stats"], "no journal: name it with --journal"),
        (["journal", "stats", "--journal", "nowhere"], "no journal at nowhere"),
        (["journal", "export", "--journal", "mysql://x"], "a journal is a path or postgresql://"),
        (["journal", "prune", "--journal", "nowhere"], "no journal at nowhere"),
        (["journal", "prune", "--journal", "x", "--keep-days", "0"], "from 1"),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(tmp_path: Path, arguments: list[str], words: str) -> None:
    """On standard error, with status 2 and no traceback."""
    if "journal" in " ".join(arguments):
        need_database()
    (tmp_path / "asked").write_text("who sells pots, and more than a few words about pots", encoding="utf-8")
    done = run_cli(*(argument.format(asked=tmp_path / "asked") for argument in arguments))
    assert (done.returncode, done.stdout) == (2, ""), done.stdout
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_a_journal_is_counted_exported_pruned_and_read_for_gaps(
    gardener: footnote.Bot, tmp_path: Path
) -> None:
    """The commands of a desk, one after the other."""
    need_database()
    from footnote.journal import Journal, Settings, open_store, timestamp as stamp

    path = tmp_path / "journal"
    with Journal(Settings(str(path), text="redacted"), frozenset(["pots"])) as journal:
        receipt = journal.note(gardener.ask("who sells pots? I'm Ann Smith"))
        journal.note(gardener.ask("do roses need water?"))
        journal.feedback(receipt, "should have answered")
    assert run_cli("journal", "stats", "--journal", path).stdout.splitlines() == [
        "2\tlines",
        "1\tgarden\tanswer\t-\t-",
        "1\tgarden\tdecline\toff-topic\tshould have answered",
    ]
    exported = run_cli("journal", "export", "--journal", path).stdout
    assert [json.loads(line)["question"] for line in exported.splitlines()] == [
        "who sells pots? I'm [name]",
        "do roses need water?",
    ]
    found = json.loads(run_cli("gaps", "--journal", path, "--json", "--bank", DATA / "garden").stdout)
    assert found["gaps"][0]["questions"] == [{"question": "who sells pots? I'm [name]", "times": 1}]
    store = open_store(str(path))
    old = next(store.lines())._replace(receipt="old", time=stamp(datetime.now(UTC) - timedelta(days=10)))
    store.write([old])
    pruned = run_cli("journal", "prune", "--journal", path, "--keep-days", 9)
    assert pruned.stdout == "1 lines older than 9 days are gone\n"
    assert {line.receipt for line in store.lines()} >= {receipt}
    assert "old" not in {line.receipt for line in store.lines()}
