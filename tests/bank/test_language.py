"""Reading a language file: its small talk, its texts, and its grammar where it has one."""

from __future__ import annotations

from pathlib import Path

import pytest
from bank_files import BANK, LANGUAGE, problems, write_bank
from paths import DATA

from footnote.bank import default_language, loader, locations, read_bank
from footnote.errors import BankError
from footnote.text import Language, SmallTalk

GERMAN = (DATA / "deutsch.yaml").read_text(encoding="utf-8")
GRAMMAR = GERMAN[GERMAN.index("\ngrammar:") + 1 :]


def language(folder: Path, text: str) -> Language:
    return read_bank(write_bank(folder, BANK, text)).language


def test_every_part_of_the_file_is_in_the_language(tmp_path: Path) -> None:
    text = LANGUAGE.replace("id: plainish\n", "id: plainish\ntag: de-AT\n")
    read = language(tmp_path, text)
    assert (read.id, read.tag) == ("plainish", "de-AT")
    assert read.small_talk == (
        SmallTalk("greeting", "smalltalk", None, False, ("hello",), "Hello. Ask me about {topic}."),
        SmallTalk("crisis", "handoff", "urgent", True, ("can't … go on",), "Call now."),
    )
    assert read.texts["unclear"] == "Pardon?"
    assert read.texts["person"] == "{contact} can help."


def test_a_language_without_a_grammar_has_that_of_the_shipped_banks(tmp_path: Path) -> None:
    """And their words for citations, unless it has its own."""
    default = default_language()
    read = language(tmp_path, LANGUAGE + '  date: "{year}, {month} {day}"\n')
    assert read.grammar == default.grammar
    assert read.tag == ""
    assert read.texts["months"] == default.texts["months"]
    assert read.texts["updated"] == default.texts["updated"] == "updated {date}"
    assert read.texts["reference"] == "Reference {number}: {text}"
    assert read.texts["date"] == "{year}, {month} {day}"


def test_a_text_may_have_several_ways_to_say_it(tmp_path: Path) -> None:
    """In a list; a number picks one, whatever it is."""
    read = language(
        tmp_path, LANGUAGE.replace("off_topic: Outside.", 'off_topic: [Outside., "Far from {topic}."]')
    )
    assert read.texts["off_topic"] == read.text("off_topic") == "Outside."
    assert [read.text("off_topic", turn) for turn in (1, 2, 99)] == [
        "Far from {topic}.",
        "Outside.",
        "Far from {topic}.",
    ]
    assert read.text("clarify", 7) == "Which of these?"
    assert read.texts["kind"] == default_language().texts["kind"]


def test_a_shipped_language_that_cannot_be_used_raises(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With all that is wrong with it, in the order of its lines."""
    (tmp_path / "english.yaml").write_text("schema: 2\nid: dutch\n", encoding="utf-8")
    monkeypatch.setattr(locations, "banks_folder", lambda: str(tmp_path))
    with pytest.raises(BankError) as caught:
        loader.default_language.__wrapped__()  # not the one that is kept
    assert [(problem.line, problem.message.partition(",")[0]) for problem in caught.value.problems] == [
        (1, "a language file needs the key small_talk"),
        (1, "a language file needs the key texts"),
        (1, "“2” does not fit here; write 1"),
        (2, "the id of a language is the name of its file; write english"),
    ]


def test_the_texts_of_a_language_cannot_be_changed(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        language(tmp_path, LANGUAGE).texts["unclear"] = "What?"  # type: ignore[index]


def test_small_talk_counts_anywhere_only_if_the_file_says_so(tmp_path: Path) -> None:
    read = language(tmp_path, LANGUAGE.replace("anywhere: true", "anywhere: false"))
    assert [each.anywhere for each in read.small_talk] == [False, False]


def test_a_grammar_is_read_as_texts_lists_and_mappings(tmp_path: Path) -> None:
    grammar = language(tmp_path, LANGUAGE + GRAMMAR).grammar
    assert grammar["stemmer"] == "german"
    assert grammar["words"]["negators"] == "nicht kein keine keinen nie niemals ohne"
    assert grammar["short_forms"]["nicht"] == "nich net"
    assert grammar["spelling"] == {
        "forms": {"ist": "sind bin"},
        "shortest": "5",
        "inside": {"ph": "f"},
        "endings": {"tion": "zion"},
    }
    assert grammar["choices"]["after_refusing"] == ("danke", "davon", "von denen", "das nicht")
    assert grammar["choices"]["numbers"]["zweite"] == "2"
    assert grammar["measurements"]["units"] == {
        "1": "mm millimeter millimetern",
        "10": "cm zentimeter zentimetern",
    }
    assert grammar["measurements"]["fractions"]["drittel"] == "1/3"
    assert grammar["measurements"]["bounds"] == "höchstens, mindestens, bis zu"
    assert set(grammar) == {
        "stemmer", "words", "short_forms", "contractions", "contraction_endings", "dropped_endings",
        "spelling", "sounds", "requests", "letters", "confused", "messages", "choices", "measurements",
        "redaction",
    }  # fmt: skip


PROBLEMS = [
    (
        "stemmer: german",
        "stemmer: klingon",
        (
            "“klingon” does not fit here; "
            "write the name of a Snowball stemmer, such as english, german or spanish"
        ),
    ),
    ("  stemmer: german\n", "", "`grammar` needs the key stemmer, which is missing; write `stemmer: …`"),
    ("    openers:", "    opners:", "`words` has no key “opners”; write openers"),
    (
        "    joining:",
        "    glue:",
        "`messages` needs the key joining, which is missing; write `joining: …`",
    ),
    ("    single:", "    one:", "`choices` needs the key single, which is missing; write `single: …`"),
    ("    the: den", "    def: den", "`measurements` needs the key the, which is missing; write `the: …`"),
    (
        "    shortest: 5",
        "    least: 5",
        "`spelling` needs the key shortest, which is missing; write `shortest: …`",
    ),
    ("shortest: 5", "shortest: five", "“five” does not fit here; write a whole number, such as 5"),
    ("shortest: 5", "shortest: 100", "“100” does not fit here; write a whole number, such as 5"),
    ("{eins: 1,", "{eins: one,", "“one” does not fit here; write a whole number, such as 5"),
    ("      10: cm", "      ten: cm", "“ten” does not fit here; write a number, such as 0.5 or 1/3"),
    ("drittel: 1/3", "drittel: 1/0", "“1/0” does not fit here; write a number, such as 0.5 or 1/3"),
    ("halb: 0.5", "halb: half", "“half” does not fit here; write a number, such as 0.5 or 1/3"),
    ("alike: {b: p,", "alike: {b: pp,", "“pp” does not fit here; write one letter"),
    ("    weak:", "    silent:", "`letters` needs the key weak, which is missing; write `weak: …`"),
    (
        "inside: {ph: f}",
        "inside: ph",
        "keys with values are expected here; write each on a line of its own, as `key: value`",
    ),
    (
        "[danke, davon, von denen, das nicht]",
        "danke",
        "a list is expected here; write [first, second], or one item a line after a dash",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), PROBLEMS)
def test_a_problem_of_a_grammar_is_reported(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert GRAMMAR.count(old) == 1
    found = problems(write_bank(tmp_path, BANK, LANGUAGE + GRAMMAR.replace(old, new)))
    assert message in [line.split(": ", 1)[1] for line in found]


FILE_PROBLEMS = [
    ("schema: 1", "schema: 3", "“3” does not fit here; write 1"),
    (
        "id: plainish",
        "id: plainish\ntag: German",
        "“German” does not fit here; write a language tag, such as en or pt-BR",
    ),
    ("id: plainish", "id: plainish\ntags: de", "a language file has no key “tags”; write tag"),
    ("  unclear: Pardon?\n", "", "`texts` needs the key unclear, which is missing; write `unclear: …`"),
    ("  unclear:", "  unclera:", "`texts` has no key “unclera”; write unclear"),
    ("wordings: [hello]", "wordings: []", "this list has no items; write at least 1"),
    (
        "    wordings: [hello]\n",
        "",
        "small talk needs the key wordings, which is missing; write `wordings: …`",
    ),
    (
        "  unclear: Pardon?",
        '  unclear: Pardon?\n  updated: "{day}"',
        "“{day}” is not filled in by the bot; write {date}",
    ),
    (
        "  unclear: Pardon?",
        '  unclear: Pardon?\n  reference: "{n}"',
        "“{n}” is not filled in by the bot; write {number} or {text}",
    ),
    (
        "  unclear: Pardon?",
        '  unclear: Pardon?\n  date: "{date}"',
        "“{date}” is not filled in by the bot; write {day} or {month} or {year}",
    ),
    (
        "  unclear: Pardon?",
        '  unclear: Pardon?\n  months: "{month}"',
        "“{month}” is not filled in by the bot; delete it",
    ),
]


@pytest.mark.parametrize(("old", "new", "message"), FILE_PROBLEMS)
def test_a_problem_of_a_language_file_is_reported(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert LANGUAGE.count(old) == 1
    found = problems(write_bank(tmp_path, BANK, LANGUAGE.replace(old, new)))
    assert message in [line.split(": ", 1)[1] for line in found]
