"""What people asked in vain: counted, sorted by what to do about it, and drafted for the author."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_drafts import UNSURE, finished, garden_with_wordings, pasted
from hypothesis import given, settings, strategies as st
from paths import DATA, GARDEN

import footnote
from footnote.bank import Bank, Policy
from footnote.bank.locations import WORDINGS_FILE, Layout
from footnote.insights import Drafter, Gap, LoggedQuestion, find_gaps
from footnote.record import replace


def gaps(bot: footnote.Bot, *questions: str) -> list[Gap]:
    return list(find_gaps(bot, map(LoggedQuestion, questions)).gaps)


@pytest.fixture
def careful(garden: Bank) -> footnote.Bot:
    """The garden's bot, answering only what it is quite sure of."""
    return footnote.Bot(replace(garden, policy=Policy(careful=0.999)))


def test_a_wording_is_missing_where_an_entry_is_near(careful: footnote.Bot) -> None:
    """The bot was not sure; the author sees which entry it nearly gave."""
    (gap,) = gaps(careful, UNSURE)
    assert (gap.kind, gap.near, gap.times) == ("wording missing", "roses", 1)
    assert 0 < gap.confidence < 0.999


def test_an_entry_is_missing_where_a_passage_fits(gardener: footnote.Bot) -> None:
    """The source says it and the bank does not; with the source's text, sentences in no passage count too."""
    asked = [LoggedQuestion("do orchids grow in moss")]
    (without,) = find_gaps(gardener, asked).gaps
    (gap,) = find_gaps(
        gardener, asked, {"P1": "Roses.", "Soil: paragraph 1": "Orchids grow best in moss."}
    ).gaps
    assert without.kind == "source is silent"
    assert (gap.kind, gap.passage) == ("entry missing", "Soil: paragraph 1")
    assert gap.fit > 0.9


@pytest.mark.parametrize(
    ("source", "passage", "kind"),
    [
        ("Orchids grow in moss under trees.", "P2", "entry missing"),
        ("Orchids.", "P2", "source is silent"),
        ("Pots.", None, "source is silent"),
    ],
)
def test_a_passage_that_nearly_fits_is_shown(
    gardener: footnote.Bot, source: str, passage: str | None, kind: str
) -> None:
    """Half of a question makes it an entry; a quarter is worth a look."""
    asked = [LoggedQuestion("do orchids grow in moss")]
    (gap,) = find_gaps(gardener, asked, {"P2": source}).gaps
    assert (gap.passage, gap.kind) == (passage, kind)


def test_a_passage_that_no_entry_cites_outweighs_an_entry_nearby(careful: footnote.Bot) -> None:
    """The near entry stands on other words; nobody has written the one that is asked for."""
    asked = [LoggedQuestion(UNSURE)]
    (cited,) = find_gaps(careful, asked, {"P1": "Watering roses at night."}).gaps
    (uncited,) = find_gaps(careful, asked, {"Night: paragraph 1": "Watering roses at night."}).gaps
    assert (cited.kind, uncited.kind) == ("wording missing", "entry missing")


def test_the_source_is_silent_where_nothing_fits(gardener: footnote.Bot) -> None:
    """Or where the bank itself says that it is."""
    president, lawn = gaps(gardener, "who is the president", "mowing the lawn on sundays")
    assert {president.kind, lawn.kind} == {"source is silent"}
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
        (LoggedQuestion("who sells pots"), True),
        (LoggedQuestion("who sells pots", "decline", "off-topic"), True),
        (LoggedQuestion("who sells pots", "clarify"), True),
        (LoggedQuestion("who sells pots", "clarify", taken="roses"), False),
        (LoggedQuestion("who sells pots", "answer", entry="roses"), False),
        (LoggedQuestion("who sells pots", "answer", entry="roses", feedback="not what I asked"), True),
        (LoggedQuestion("who sells pots", "answer", entry="roses", feedback="helpful"), False),
        (LoggedQuestion("do roses need water?", "decline", feedback="should have answered"), False),
        (LoggedQuestion("do roses need water?", "answer", entry="roses", feedback="not what I asked"), True),
        (LoggedQuestion("do roses need water?", "decline", "off-topic"), False),
        (LoggedQuestion("hello"), False),
        (LoggedQuestion("i am so scared"), False),
        (LoggedQuestion("should i really buy roses"), False),
        (LoggedQuestion("xkcd qwrtz"), False),
        (LoggedQuestion(None, "decline", "off-topic"), False),
    ],
)
def test_what_is_a_gap(gardener: footnote.Bot, asked: LoggedQuestion, *, is_gap: bool) -> None:
    """What was declined, asked back in vain, or called wrong, and what the bank does not answer today."""
    assert bool(find_gaps(gardener, [asked]).gaps) == is_gap


def test_what_is_no_gap_is_counted(gardener: footnote.Bot) -> None:
    """Nothing that was asked goes missing from the sums."""
    asked = [
        LoggedQuestion("do roses need water?", "decline"),
        LoggedQuestion("should i really buy roses"),
        LoggedQuestion("hello"),
        LoggedQuestion(None, "decline"),
        LoggedQuestion("who sells pots"),
        LoggedQuestion("do tulips need water", "answer", entry="tulips"),
        LoggedQuestion("x", "answer", entry="tulips", feedback="link dead"),
    ]
    found = find_gaps(gardener, asked)
    assert (found.asked, found.settled, found.unread, len(found.gaps)) == (7, 1, 1, 1)
    assert found.out_of_scope == {"personal": 1, "small talk": 1}
    assert found.complaints == {("tulips", "link dead"): 1}


def test_a_missing_wording_is_pasted_and_makes_the_bot_surer(careful: footnote.Bot, tmp_path: Path) -> None:
    """Under the wordings of its entry, as the comment says."""
    (gap,) = gaps(careful, UNSURE)
    text = (GARDEN / "bank.yaml").read_text(encoding="utf-8")
    inline = "    wordings: [watering the roses, do roses need water]"
    block = "    wordings:\n      - watering the roses\n      - do roses need water"
    assert inline in text
    assert gap.draft.startswith("# entries, under roses (When do roses need water?)")
    (tmp_path / "garden").mkdir()
    for language in DATA.glob("gardenish*.yaml"):
        (tmp_path / language.name).write_bytes(language.read_bytes())
    (tmp_path / "garden" / "bank.yaml").write_text(
        text.replace(inline, f"{block}\n{gap.draft}"), encoding="utf-8"
    )
    completed = footnote.load(tmp_path / "garden")
    assert completed.bank.entries["roses"].wordings[-1] == UNSURE
    assert completed.ask(UNSURE).entry == "roses"
    assert completed.candidates(UNSURE)[0].confidence > gap.confidence


def test_a_missing_entry_is_pasted_and_cites_its_passage(gardener: footnote.Bot, tmp_path: Path) -> None:
    """A bank that can be used at once, but for the answer, which is to be written."""
    asked = 'my orchids "really" love moss: yes or no?'
    (gap,) = find_gaps(
        gardener,
        [LoggedQuestion(asked)] * 2 + [LoggedQuestion("my orchids love moss")],
        {"P2": "Orchids love moss."},
    ).gaps
    reply = pasted(tmp_path, gap, "entries:").ask("my orchids love moss")
    assert (reply.kind, reply.entry, reply.text) == ("answer", "orchids-love-moss", "new 1 [1].")
    assert [citation.passage for citation in reply.citations] == ["P2"]


def test_a_silent_topic_is_pasted_and_declined(gardener: footnote.Bot, tmp_path: Path) -> None:
    """So that the bot says that the source does not say."""
    (gap,) = gaps(gardener, "who sells flower pots")
    reply = pasted(tmp_path, gap, "silent:").ask("who sells flower pots")
    assert (reply.kind, reply.reason, reply.text) == (
        "decline",
        "not-in-source",
        "The source does not say new 1.",
    )


def test_with_a_file_of_wordings_a_draft_goes_there(careful: footnote.Bot, tmp_path: Path) -> None:
    """Under the entry's id, indented as the file is."""
    (gap,) = find_gaps(
        careful, [LoggedQuestion(UNSURE)], drafter=Drafter(careful.bank, Layout(wordings=WORDINGS_FILE))
    ).gaps
    where = "# wordings.yaml, under roses (When do roses need water?), if this is what it answers: add to its"
    assert gap.draft.startswith(where)
    completed = garden_with_wordings(tmp_path, f"  roses:\n    - wetting roses\n{gap.draft}")
    assert completed.bank.entries["roses"].wordings[-2:] == ("wetting roses", UNSURE)


@pytest.mark.parametrize(
    ("asked", "source", "id"),
    [
        (
            ["can my orchids love moss", "my orchids love moss"],
            "Orchids love moss.",
            "orchids-love-moss",
        ),
        (["who sells flower pots"], None, "sells-flower-pots"),
    ],
)
def test_with_a_file_of_wordings_a_new_id_has_two_drafts(
    gardener: footnote.Bot, tmp_path: Path, asked: list[str], source: str | None, id: str
) -> None:
    """One to paste into each file."""
    passages = {"P2": source} if source else None
    (gap,) = find_gaps(
        gardener, map(LoggedQuestion, asked), passages, Drafter(gardener.bank, Layout(wordings=WORDINGS_FILE))
    ).gaps
    entry, wordings = gap.draft.split("# wordings.yaml: add\n")
    assert "wordings" not in entry
    bank = garden_with_wordings(tmp_path, wordings, finished(entry)).bank
    assert list(bank.wordings()).count((id, asked[-1])) == 1


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=200))
def test_no_question_breaks_the_yaml(
    gardener: footnote.Bot, tmp_path_factory: pytest.TempPathFactory, question: str
) -> None:
    """Whatever somebody typed, a bank with the draft in it loads."""
    for gap in gaps(gardener, question):
        if gap.kind == "source is silent" and gap.near is None and any(map(str.isalnum, question)):
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


def test_a_gap_reads_the_trace(gardener: footnote.Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is near an open question was found as it was asked again: the matcher ranks nothing twice."""
    line = "mowing the lawn on sundays"
    expected = max(lookup.hits[0].confidence for lookup in gardener.explain(line)[1].lookups)
    monkeypatch.delattr(footnote.Bot, "candidates")
    (gap,) = gaps(gardener, line)
    assert gap.confidence == expected
