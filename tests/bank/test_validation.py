"""Taking values out of YAML: what suggestions, places and quotations in messages look like."""

from __future__ import annotations

import pytest

from footnote.bank import Document, Keys, Pairs, clip, line_of, suggest
from footnote.bank.validation import matching
from footnote.errors import Problem

NAMES = [f"name{number}" for number in range(20)]


@pytest.mark.parametrize(
    ("text", "clipped"),
    [
        ("a", "“a”"),
        ("", "“”"),
        ("  a \n\t b  ", "“a b”"),
        ("x" * 40, f"“{'x' * 40}”"),
        ("x" * 41, f"“{'x' * 39}…”"),
        ("a\x1b[2J", "“a\ufffd[2J”"),
    ],
)
def test_a_quotation_is_short_on_one_line_and_safe(text: str, clipped: str) -> None:
    assert clip(text) == clipped


def test_a_quotation_may_have_another_width() -> None:
    assert clip("abcdef", 4) == "“abc…”"
    assert clip("abcd", 4) == "“abcd”"


@pytest.mark.parametrize(
    ("name", "known", "advice"),
    [
        ("wordngs", ["wordings", "answer"], "write wordings"),
        ("x", ["S1", "S2"], "write one of S1, S2"),
        ("x", ["S1", "S1"], "write S1"),
        ("zzz", ["abc"], "write abc"),
        ("zzz", NAMES, f"write one of {', '.join(NAMES[:12])} …"),
        ("zzz", NAMES[:12], f"write one of {', '.join(NAMES[:12])}"),
        ("name1", NAMES, "write one of name1, name19, name18 …"),
        ("wordings" * 50, ["wordings" * 10, "a"], f"write {'wordings' * 10}"),
    ],
)
def test_a_suggestion_has_the_likest_names_or_the_first_few(name: str, known: list[str], advice: str) -> None:
    assert suggest(name, known) == advice


def test_a_place_names_its_file_where_it_is_another() -> None:
    here, there = (Document(b"a: b\nc: d", f"folder/{name}.yaml").root for name in ("here", "there"))
    assert isinstance(here, Pairs)
    assert isinstance(there, Pairs)
    second = there.nodes[2]
    assert line_of(second) == "line 2"
    assert line_of(second, seen_from=there) == "line 2"
    assert line_of(second, seen_from=here) == "line 2 of there.yaml"


def test_a_format_matches_a_whole_text() -> None:
    letter = matching("[a-z]", "write a letter")
    assert letter.advice == "write a letter"
    assert [bool(letter.matches(text)) for text in ("a", "ab", "", "A")] == [True, False, False, False]


def test_a_text_that_does_not_fit_reads_as_empty() -> None:
    document = Document(b"a: '  x  '\nb: X\nc: [d]\n", "file.yaml")
    fields = document.top(Keys("a file", ("a", "b", "c"), ("d",)))
    letter = matching("[a-z]", "write a letter")
    assert [fields.text(key, letter) for key in "abcd"] == ["x", "", "", ""]
    assert document.problems == [
        Problem("file.yaml", 2, 4, "“X” does not fit here; write a letter"),
        Problem(
            "file.yaml",
            3,
            4,
            "a text is expected here, not a list; put it in quotes if it starts with [ or a dash",
        ),
    ]


def test_a_missing_value_reads_as_empty_and_is_not_reported_again() -> None:
    document = Document(b"a: b", "file.yaml")
    fields = document.top(Keys("a file", ("a",), ("b",)))
    assert (fields.text("b"), fields.items("b", 1), fields.pairs("b", 1)) == ("", [], [])
    assert (fields.texts("b", 1), fields.one_of("b", ["c"]), fields.node("b")) == ((), None, None)
    fields.report("b", "never shown")
    fields.check_placeholders("b", "{x}")
    assert document.problems == []
    assert fields.keys() == {"a"}


def test_of_two_values_of_a_key_the_first_stays() -> None:
    keys = Keys("a file", (), ("a", "b"))
    one, other = (Document(text, "file.yaml").top(keys) for text in (b"a: 1", b"a: 2\nb: 3"))
    merged = one.merge(other)
    assert (merged.text("a"), merged.text("b")) == ("1", "3")
    assert one.keys() == {"a"}


@pytest.mark.parametrize(
    ("text", "word", "problems"),
    [
        ("yes", "yes", []),
        ("no", "no", []),
        ("yse", None, [Problem("f", 1, 4, "“yse” does not fit here; write yes")]),
        ("''", None, [Problem("f", 1, 4, "there is no text here; write one")]),
    ],
)
def test_one_of_several_words(text: str, word: str | None, problems: list[Problem]) -> None:
    document = Document(f"a: {text}".encode(), "f")
    fields = document.top(Keys("a file", ("a",)))
    assert fields.one_of("a", ("yes", "no")) == word
    assert document.problems == problems


@pytest.mark.parametrize(
    ("at_least", "at_most", "message"),
    [
        (0, None, None),
        (2, None, None),
        (2, 2, None),
        (3, None, "this list has 2 items; write at least 3"),
        (0, 1, "this list has 2 items; write 1 at most, and quotes around a text with a comma"),
        (0, 0, "this list has 2 items; write 0 at most, and quotes around a text with a comma"),
    ],
)
def test_a_list_has_as_many_items_as_it_may(at_least: int, at_most: int | None, message: str | None) -> None:
    """They are taken all the same."""
    document = Document(b"a: [b, c]", "f")
    fields = document.top(Keys("a file", ("a",)))
    assert fields.texts("a", at_least, at_most) == ("b", "c")
    assert [problem.message for problem in document.problems] == ([message] if message else [])


@pytest.mark.parametrize(("at_least", "count"), [(0, 0), (1, 0), (2, 1)])
def test_a_mapping_has_as_many_keys_as_it_must(at_least: int, count: int) -> None:
    document = Document(b"a: {b: c}", "f")
    pairs = document.top(Keys("a file", ("a",))).pairs("a", at_least)
    assert [key.text for key, _ in pairs] == ["b"]
    assert len(document.problems) == count


@pytest.mark.parametrize(
    ("text", "known", "messages"),
    [
        ("no braces", ["a"], []),
        ("{a}", ["a"], []),
        ("{b} {a}", ["a"], ["“{b}” is not filled in by the bot; write {a}"]),
        ("{b}", ["c", "a"], ["“{b}” is not filled in by the bot; write {a} or {c}"]),
        ("{b}", [], ["“{b}” is not filled in by the bot; delete it"]),
        ("{ a}", ["a"], ["“{ a}” is not filled in by the bot; write {a}"]),
        ("}", ["a"], ["“}” is not filled in by the bot; write {a}"]),
        (
            "{{a}}",
            ["a"],
            ["“{” is not filled in by the bot; write {a}", "“}” is not filled in by the bot; write {a}"],
        ),
    ],
)
def test_a_placeholder_is_one_that_is_filled_in(text: str, known: list[str], messages: list[str]) -> None:
    document = Document(b"a: b", "f")
    document.top(Keys("a file", ("a",))).check_placeholders("a", text, known)
    assert [problem.message for problem in document.problems] == messages


def test_documents_of_one_bank_share_their_problems() -> None:
    problems: list[Problem] = []
    documents = [Document(b"&a b", "one", problems), Document(b"", "two", problems)]
    for document in documents:
        document.top(Keys("a file", ("a",)))
    assert [(problem.file, problem.line, problem.column) for problem in problems] == [
        ("one", 1, 1),
        ("one", 1, 1),
        ("two", 1, 1),
    ]
    assert [document.is_empty for document in documents] == [False, True]
    assert not Document(b"a: [", "three").is_empty
