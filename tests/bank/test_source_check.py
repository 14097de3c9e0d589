"""Comparing the passages of a bank with the text of its source after it has changed."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from footnote.bank import Bank, Passage, Source
from footnote.bank.source_check import (
    Finding,
    Uncovered,
    compare_source,
    fingerprint,
    passage_texts,
    uncovered_texts,
)
from footnote.record import replace
from footnote.text import Language

SOURCE = """\
The pond

Frogs like ponds (and ditches).  They don’t like
 roads. 1

\u00a0

Winter

Frogs sleep in winter. They wake when it is warm.

Toads do as well:

  • Some toads dig a hole. Others find one.

  • Some toads sleep under logs.

References
  1. Reed B. Ponds and their frogs. Pond J. 2020;1(2):3.

— Last updated on May 1, 2025"""


def passage(id: str, section: str, place: str, text: str) -> Passage:
    """A passage as an author writes it: three words at each end, and the fingerprint."""
    words = text.split()
    return Passage(id, section, place, (" ".join(words[:3]), " ".join(words[-3:])), fingerprint(text))


PASSAGES = [
    passage("S1", "(introduction)", "paragraph 1, sentence 1", "Frogs like ponds (and ditches)."),
    passage("S2", "(introduction)", "paragraph 1, sentence 2", "They don't like roads."),
    passage("S3", "Winter", "paragraph 1, sentence 1", "Frogs sleep in winter."),
    passage("S4", "Winter", "paragraph 1, sentence 2", "They wake when it is warm."),
    passage("S5", "Winter", "paragraph 2, sentence 1", "Toads do as well:"),
    passage("S6", "Winter", "list item 1, sentence 1", "Some toads dig a hole."),
    passage("S7", "Winter", "list item 1, sentence 2", "Others find one."),
    passage("S8", "Winter", "list item 2, sentence 1", "Some toads sleep under logs."),
    passage("R1", "References", "list item 1", "Reed B. Ponds and their frogs. Pond J. 2020;1(2):3."),
    passage("U1", "(end of page)", "last line", "Last updated on May 1, 2025"),
]


def bank(*passages: Passage) -> Bank:
    """A bank of these passages; nothing else of it matters here."""
    return Bank(
        id="pond",
        version="",
        title="Ponds",
        notice="",
        contact="",
        sources={"source": Source("The pond", "", "", "")},
        passages={each.id: each for each in passages},
        entries={},
        silent={},
        language=Language("", (), {}),
    )


POND = bank(*PASSAGES)


def differing(text: str) -> dict[str, str]:
    """The states of the passages that are not unchanged, by id."""
    return {found.id: found.state for found in compare_source(POND, text) if found.state != "unchanged"}


def test_all_passages_of_the_same_source_are_unchanged() -> None:
    """And every sentence is in a passage."""
    assert [(found.id, found.state) for found in compare_source(POND, SOURCE)] == [
        (p.id, "unchanged") for p in PASSAGES
    ]
    assert uncovered_texts(POND, SOURCE) == []


@pytest.mark.parametrize(
    "text",
    [
        SOURCE.replace("’", "'"),
        SOURCE.replace("\n", "\r\n"),
        SOURCE.replace("  ", "\u00a0 "),
        SOURCE.replace("in winter. They", "in\nwinter.\n   They"),
        SOURCE.replace("•", "-"),
        SOURCE.replace("1. Reed", "1) Reed"),
        "\n\n" + SOURCE + "\n\n",
    ],
)
def test_typography_makes_no_difference(text: str) -> None:
    """Quotation marks, spaces, line ends and bullets."""
    assert differing(text) == {}


def test_a_passage_with_zeros_as_its_fingerprint_gets_the_right_one() -> None:
    """Nothing has changed, so that there is nothing to read again."""
    new = PASSAGES[0]._replace(sha256="0" * 64)
    assert compare_source(bank(new), SOURCE) == [
        Finding(
            "S1",
            "changed",
            "(introduction): paragraph 1, sentence 1",
            f"it has no fingerprint yet; write sha256: {PASSAGES[0].sha256}",
        )
    ]


def test_other_words_inside_a_passage_change_it() -> None:
    found = compare_source(POND, SOURCE.replace("their frogs", "our frogs"))[8]
    where = "References: list item 1, sentence 1"
    new = fingerprint("Reed B. Ponds and our frogs. Pond J. 2020;1(2):3.")
    detail = f"{where}: read it again and correct the entries that cite it; then write sha256: {new}"
    assert found == Finding("R1", "changed", where, detail)


def test_a_passage_is_found_by_either_end() -> None:
    """The message says which words are missing."""
    found = compare_source(POND, SOURCE.replace("it is warm", "spring comes"))[3]
    assert (found.state, found.where) == ("changed", "Winter: paragraph 1, sentence 2")
    assert "“it is warm.” is not there any more" in found.detail
    assert found.detail.endswith(fingerprint("They wake when spring comes."))


def test_the_same_text_in_another_place_is_moved() -> None:
    swapped = SOURCE.replace(
        "Frogs sleep in winter. They wake when it is warm.",
        "They wake when it is warm. Frogs sleep in winter.",
    )
    assert differing(swapped) == {"S3": "moved", "S4": "moved"}
    found = compare_source(POND, swapped)[2]
    assert found.where == "Winter: paragraph 1, sentence 2"
    assert found.detail == "write section: Winter, place: paragraph 1, sentence 2"


def test_a_new_paragraph_moves_what_follows_it_in_its_section() -> None:
    """And its sentences are in no passage."""
    text = SOURCE.replace("Winter\n", "Winter\n\nWinters are long. Very long.\n")
    assert differing(text) == {"S3": "moved", "S4": "moved", "S5": "moved"}
    assert uncovered_texts(POND, text) == [
        Uncovered("Winter: paragraph 1, sentence 1", "Winters are long."),
        Uncovered("Winter: paragraph 1, sentence 2", "Very long."),
    ]


def test_the_words_of_a_passage_are_no_part_of_longer_words() -> None:
    frog = passage("F", "(introduction)", "paragraph 1, sentence 1", "frog sleeps here")
    for text, state in (("A frog sleeps here", "unchanged"), ("A bullfrog sleeps here", "gone")):
        assert [found.state for found in compare_source(bank(frog), f"{text}.\n\nThe end.")] == [state]
    assert compare_source(bank(frog), "A frog sleeps hereabouts.\n\nThe end.")[0].state == "gone"


def test_a_new_sentence_after_a_passage_is_in_no_passage() -> None:
    text = SOURCE.replace("it is warm.", "it is warm. They eat then.")
    assert uncovered_texts(POND, text) == [Uncovered("Winter: paragraph 1, sentence 3", "They eat then.")]


def test_a_passage_without_its_first_and_last_words_is_gone() -> None:
    assert differing(SOURCE.replace(" Others find one.", "")) == {"S7": "gone"}
    assert compare_source(POND, SOURCE.replace(" Others find one.", ""))[6].where == ""


def test_a_renamed_heading_moves_its_passages() -> None:
    text = SOURCE.replace("Winter\n", "The cold months\n")
    assert differing(text) == dict.fromkeys(("S3", "S4", "S5", "S6", "S7", "S8"), "moved")
    assert uncovered_texts(POND, text) == [
        Uncovered("(introduction): paragraph 2, sentence 1", "The cold months")
    ]


def test_another_date_on_the_last_line_is_a_change() -> None:
    assert differing(SOURCE.replace("May 1", "May 2")) == {"U1": "changed"}


def test_of_two_equal_sentences_the_one_at_the_noted_place_counts() -> None:
    assert differing(SOURCE + "\n\nFrogs sleep in winter.").keys() == {"U1"}
    assert differing(SOURCE.replace("The pond\n", "The pond\n\nFrogs sleep in winter.\n")) == {
        "S1": "moved",
        "S2": "moved",
    }


def test_a_text_without_a_title_loses_no_sentence() -> None:
    """A first line that ends with a full stop is a sentence."""
    assert (
        differing(
            SOURCE.removeprefix("The pond\n\n").replace("roads. 1", "roads.").replace("like\n", "like ")
        )
        == {}
    )


def test_in_an_empty_source_every_passage_is_gone() -> None:
    assert set(differing("").values()) == {"gone"}
    assert uncovered_texts(POND, "") == []


def test_a_fingerprint_may_leave_out_the_full_stop() -> None:
    """Whether the last words of the fragment have it or not."""
    bare = replace(POND, passages={"S3": PASSAGES[2]._replace(fragment=("Frogs sleep", "in winter"))})
    assert compare_source(bare, SOURCE)[0].state == "unchanged"
    stop = bare.passages["S3"]._replace(sha256=fingerprint("Frogs sleep in winter"))
    assert compare_source(replace(POND, passages={"S3": stop}), SOURCE)[0].state == "unchanged"


def test_a_fingerprint_is_the_sha256_of_the_normalised_text() -> None:
    """With straight quotation marks and single spaces; everything else counts."""
    wild = " “It’s\u00a0here”,\n‘he’ ‚said‛ „to\tus‟ \ufb01rst."
    plain = "\"It's here\", 'he' 'said' \"to us\" first."
    assert fingerprint(wild) == fingerprint(plain)
    assert fingerprint("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert fingerprint("A") != fingerprint("a") != fingerprint("a.")


def test_the_texts_of_passages_are_those_of_the_source() -> None:
    """Without those that are gone."""
    texts = passage_texts(POND, SOURCE.replace(" Others find one.", ""))
    assert texts["S1"] == "Frogs like ponds (and ditches)."
    assert texts["S2"] == "They don't like roads."
    assert texts["R1"] == "Reed B. Ponds and their frogs. Pond J. 2020;1(2):3."
    assert list(texts) == ["S1", "S2", "S3", "S4", "S5", "S6", "S8", "R1", "U1"]


GONE = "its first and last words are not there any more; correct the entries that cite it"
READ_AGAIN = "read it again and correct the entries that cite it; then write sha256: "
ADVICE = [
    ("S3", "", "", "unchanged", "Winter: paragraph 1, sentence 1", ""),
    ("S7", " Others find one.", "", "gone", "", GONE),
    (
        "S4",
        "They wake when",
        "All wake when",
        "changed",
        "Winter: paragraph 1, sentence 2",
        (
            "Winter: paragraph 1, sentence 2: “They wake when” is not there any more, write other words in "
            f"fragment; {READ_AGAIN}{fingerprint('All wake when it is warm.')}"
        ),
    ),
    (
        "S4",
        "it is warm",
        "it is hot",
        "changed",
        "Winter: paragraph 1, sentence 2",
        (
            "Winter: paragraph 1, sentence 2: “it is warm.” is not there any more, write other words in "
            f"fragment; {READ_AGAIN}{fingerprint('They wake when it is hot.')}"
        ),
    ),
    (
        "S8",
        "Some toads sleep",
        "Toads eat. Some toads sleep",
        "moved",
        "Winter: list item 2, sentence 2",
        "write section: Winter, place: list item 2, sentence 2",
    ),
    (
        "U1",
        "Last updated",
        "All rights reserved. Last updated",
        "unchanged",
        "References: paragraph 1, sentence 2",
        "",
    ),
]


@pytest.mark.parametrize(("id", "old", "new", "state", "where", "detail"), ADVICE)
def test_a_finding_says_where_and_what_to_write(
    *, id: str, old: str, new: str, state: str, where: str, detail: str
) -> None:
    [found] = [each for each in compare_source(POND, SOURCE.replace(old, new)) if each.id == id]
    assert found == (id, state, where, detail)


ITEMS = ["• ", "◦ ", "▪ ", "‣ ", "* ", "· ", "- ", "1. ", "12) ", "123.  "]


@pytest.mark.parametrize("mark", ITEMS)
def test_an_item_of_a_list_begins_with_a_mark(mark: str) -> None:
    """Which is no part of its text; items need no empty line between them."""
    source = f"Pond\n\nFrogs eat:\n{mark}flies\nand worms.\n{mark}slugs.\n\nThe end."
    assert uncovered_texts(bank(), source) == [
        Uncovered("(introduction): paragraph 1, sentence 1", "Frogs eat:"),
        Uncovered("(introduction): list item 1, sentence 1", "flies and worms."),
        Uncovered("(introduction): list item 2, sentence 1", "slugs."),
        Uncovered("(introduction): paragraph 2, sentence 1", "The end."),
    ]


@pytest.mark.parametrize("line", ["1234. frogs", "-frogs", "1.5 frogs", "a) frogs", "+ frogs"])
def test_other_lines_are_no_items(line: str) -> None:
    assert uncovered_texts(bank(), f"Pond\n\nSee\n{line}")[0].text.startswith("See ")


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Frogs sleep. 1", ["Frogs sleep."]),
        ("Frogs sleep. 1, 2 [3], 14", ["Frogs sleep."]),
        ("Frogs sleep.1", ["Frogs sleep.1"]),
        ("Frogs sleep. 2020", ["Frogs sleep.", "2020"]),
        ("Frogs sleep 12", ["Frogs sleep 12"]),
        ("Frogs sleep. Frogs sleep.", ["Frogs sleep.", "Frogs sleep."]),
    ],
)
def test_numbers_of_references_after_a_sentence_are_no_part_of_it(text: str, sentences: list[str]) -> None:
    found = uncovered_texts(bank(), f"Pond\n\n{text}")
    assert [each.text for each in found] == sentences
    assert [each.where[-1] for each in found] == [str(n) for n in range(1, len(sentences) + 1)]


def test_a_section_counts_its_paragraphs_anew() -> None:
    """A heading needs no empty line around it, and may be written with other quotation marks."""
    heading = passage("W", "Winter’s end", "paragraph 1", "Frogs wake in spring.")
    source = "Pond\n\nOne.\n\nTwo.\nWinter's  end\nFrogs wake in spring.\n\nThree."
    assert compare_source(bank(heading), source)[0].state == "unchanged"
    assert [each.where for each in uncovered_texts(bank(heading), source)] == [
        "(introduction): paragraph 1, sentence 1",
        "(introduction): paragraph 2, sentence 1",
        "Winter’s end: paragraph 2, sentence 1",
    ]


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("A title\n\nText.", ["Text."]),
        ("A title\nText.", ["Text."]),
        ("\n\n A title\nText.", ["Text."]),
        ("No title.\nText.", ["No title.", "Text."]),
        ("\n\nNo title.", ["No title."]),
        ("A title", []),
        ("", []),
    ],
)
def test_the_first_line_is_a_title_unless_it_ends_with_a_full_stop(source: str, texts: list[str]) -> None:
    assert [each.text for each in uncovered_texts(bank(), source)] == texts


@pytest.mark.parametrize("place", ["paragraph 1, sentence 1", "paragraph 1"])
def test_a_first_sentence_may_be_named_by_its_paragraph(place: str) -> None:
    first = passage("S3", "Winter", place, "Frogs sleep in winter.")
    assert compare_source(bank(first), SOURCE)[0].state == "unchanged"
    second = passage("S4", "Winter", "paragraph 1", "They wake when it is warm.")
    assert compare_source(bank(second), SOURCE)[0].state == "moved"


def test_only_the_last_paragraph_is_the_end_of_the_page() -> None:
    early = passage("U1", "(end of page)", "last line", "Frogs sleep in winter.")
    assert compare_source(bank(early), SOURCE)[0].state == "moved"


def test_of_changed_places_the_noted_one_counts() -> None:
    """Even if another comes first."""
    noted = passage("X", "(introduction)", "paragraph 2, sentence 1", "Some toads dig a hole.")
    source = "Pond\n\nSome toads dig the sand.\n\nSome toads dig the mud."
    found = compare_source(bank(noted), source)[0]
    assert (found.state, found.where) == ("changed", "(introduction): paragraph 2, sentence 1")


def test_the_last_words_of_a_passage_are_none_of_its_first() -> None:
    """Where they are the same words, it goes on to where they stand again."""
    last = Passage(
        "L",
        "(introduction)",
        "paragraph 1",
        ("frogs like pond", "frogs"),
        fingerprint("frogs like pond frogs"),
    )
    assert compare_source(bank(last), "Pond\n\nfrogs like pond frogs here.")[0].state == "unchanged"
    changed = last._replace(sha256="0" * 64)
    detail = compare_source(bank(changed), "Pond\n\nfrogs like pond frogs here.")[0].detail
    assert detail.endswith(fingerprint("frogs like pond frogs"))


def test_a_passage_may_span_sentences() -> None:
    """All of them are covered then, and only those that it touches."""
    both = passage(
        "X", "Winter", "paragraph 1, sentence 1", "Frogs sleep in winter. They wake when it is warm."
    )
    assert compare_source(bank(both), SOURCE)[0].state == "unchanged"
    winter = [each.text for each in uncovered_texts(bank(both), SOURCE) if each.where.startswith("Winter")]
    assert winter[:2] == ["Toads do as well:", "Some toads dig a hole."]


@given(st.text())
def test_any_text_can_be_compared(text: str) -> None:
    """There is one finding for each passage."""
    assert len(compare_source(POND, text)) == len(PASSAGES)
    uncovered_texts(POND, text)


@given(st.text(), st.text())
def test_white_space_makes_no_difference_to_a_fingerprint(text: str, other: str) -> None:
    assert fingerprint(f" {text}\n\n{other}\t") == fingerprint(f"{text} {other}")
