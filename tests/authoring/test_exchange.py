"""Questions and answers to other formats and back: nothing is lost, and a round trip changes no file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, strategies as st
from paths import copy_garden

from footnote.authoring import FORMATS, export_bank, read_faq, update_bank
from footnote.authoring.exchange.csv_format import from_csv, to_csv
from footnote.authoring.exchange.faqpage import from_html, from_json_ld, to_html, to_json_ld
from footnote.authoring.exchange.items import Faq, Item
from footnote.authoring.exchange.markdown_format import from_markdown, to_markdown
from footnote.bank import read_bank
from footnote.errors import SourceError

ENDINGS = {"csv": "csv", "markdown": "md", "html": "html", "json": "json"}

words = st.text("abcXYZ äß.,;:!?'\"<>&*_#|\\`~@=+-()/0123456789", min_size=1, max_size=30).map(
    lambda text: " ".join(text.split())
)
lines = words.map(lambda text: f"A {text}".strip())
items = st.builds(
    Item,
    id=st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5})?", fullmatch=True),
    question=lines,
    answer=lines,
    about=st.just(""),
    wordings=st.just(()),
    cites=st.just(()),
    citations=st.just(()),
)
faqs = st.lists(items, min_size=1, max_size=4, unique_by=lambda item: item.id)


def spreadsheet(faq: Faq) -> list[Item]:
    """As Excel saves it where commas are decimal signs."""
    return list(from_csv(to_csv(faq, ";")).items)


@given(faq=faqs.map(lambda found: Faq("Title", tuple(found))))
def test_a_table_has_what_was_written_into_it(faq: Faq) -> None:
    assert spreadsheet(faq) == list(faq.items) == list(from_csv(to_csv(faq)).items)


@given(faq=faqs.map(lambda found: Faq("Title", tuple(found))))
@example(faq=Faq("Title", (Item("a", "What is &#0?", "A &#0", "", ("A &amp;",), (), ()),)))
def test_markdown_and_json_ld_have_what_was_written_into_them(faq: Faq) -> None:
    for found in (
        from_markdown(to_markdown(faq)),
        from_json_ld(to_json_ld(faq)),
        from_html(to_html(faq)),
    ):
        assert [item.id for item in found.items] == [item.id for item in faq.items]
        assert [item.question for item in found.items] == [item.question for item in faq.items]
        assert [item.answer for item in found.items] == [item.answer for item in faq.items]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("wordings", [False, True])
def test_a_round_trip_changes_no_file(tmp_path: Path, form: str, *, wordings: bool) -> None:
    folder = copy_garden(tmp_path)
    path = tmp_path / f"faq.{ENDINGS[form]}"
    path.write_text(export_bank(read_bank(folder), form, wordings=wordings), encoding="utf-8", newline="")
    update = update_bank(str(folder), read_faq(str(path)))
    assert (update.files, update.changed, update.new, update.missing) == ({}, [], [], [])


def test_what_was_edited_in_a_spreadsheet_is_changed_and_nothing_else(tmp_path: Path) -> None:
    folder = copy_garden(tmp_path)
    bank = read_bank(folder)
    entry = next(iter(bank.entries.values()))
    text = export_bank(bank, "csv", ";").replace(entry.question, "Is it edited?")
    path = tmp_path / "faq.csv"
    path.write_bytes((text + "new-one;Who is new?;It is.;;;;\r\n").encode())
    update = update_bank(str(folder), read_faq(str(path)))
    assert (update.changed, update.new, update.missing) == ([entry.id], ["new-one"], [])
    (after,) = update.files.values()
    before = (folder / "bank.yaml").read_text(encoding="utf-8")
    gone = set(before.splitlines()) - set(after.splitlines())
    assert {line.strip() for line in gone} == {f"question: {entry.question}"}
    assert "question: Is it edited?" in after
    assert "TO BE WRITTEN" in after  # a new answer cites nothing yet


@pytest.mark.parametrize(
    "text",
    [
        "question,answer\nWhy?,Because.\n",
        "\ufeffQuestion;Answer\r\nWhy?;Because.\r\n",
        "Answer\tQuestion\nBecause.\tWhy?\n",
        'question,answer,other\n"Why?","Because.",x\n',
    ],
)
def test_tables_of_other_programs_are_read(text: str) -> None:
    assert [(item.question, item.answer) for item in from_csv(text).items] == [("Why?", "Because.")]


def test_no_cell_is_a_formula() -> None:
    faq = Faq("", (Item("a", "=1+1?", "-2 it is."),))
    assert "'=1+1?" in to_csv(faq)
    assert spreadsheet(faq) == list(faq.items)


def test_a_faqpage_of_another_site_is_read() -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "name": "x"},
            {
                "@type": ["WebPage", "FAQPage"],
                "mainEntity": {
                    "@type": "Question",
                    "name": "Why &amp; how?",
                    "acceptedAnswer": {"@type": "Answer", "text": "<p>So.</p><ul><li>One</li></ul>"},
                },
            },
        ],
    }
    page = f'<title>Help</title><script type="application/ld+json">{json.dumps(data)}</script>'
    assert [(item.question, item.answer) for item in from_html(page).items] == [("Why & how?", "So.\n- One")]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("a.csv", "x,y\n1,2\n", "names no column question"),
        ("a.csv", "question,answer\n", "has no question"),
        ("a.csv", 'question,answer\n"open', "cannot be read as CSV"),
        ("a.json", "{", "cannot be read as JSON"),
        ("a.json", "[1, null]", "FAQPage"),
        ("a.html", "<p>x", "headings that ask"),
        ("a.md", "text", "as a heading"),
        ("a.xlsx", "x", "no format that is imported"),
    ],
)
def test_what_has_no_questions_is_refused(tmp_path: Path, name: str, text: str, says: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=says):
        read_faq(str(path))
