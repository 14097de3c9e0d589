"""Pages of every format are read into the same blocks; what cannot be read is refused with a cure."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from footnote.authoring import read_source, read_sources
from footnote.errors import SourceError

HTML = """<title>Lamps | Shop</title><nav>Home</nav><main><h1>Lamps</h1><p>We sell <b>lamps</b>.</p>
<h2>Care</h2><ul><li>Dust it.<li>Dry it.</ul>
<table><tr><th>Lamp<th>Price<tr><td>Red<td>5 euros</table></main>"""
MARKDOWN = """# Lamps

We sell **lamps**.

## Care

- Dust it.
- Dry it.

| Lamp | Price |
|---|---|
| Red | 5 euros |
"""
RESTRUCTURED = """Lamps
=====

We sell **lamps**.

Care
----

- Dust it.
- Dry it.

==== =======
Lamp Price
==== =======
Red  5 euros
==== =======
"""
BLOCKS = [
    ("paragraph", "We sell lamps."),
    ("heading", "Care"),
    ("item", "Dust it."),
    ("item", "Dry it."),
    ("row", "Lamp | Price"),
    ("row", "Red | 5 euros"),
]


@pytest.mark.parametrize(
    ("name", "text", "blocks"),
    [
        ("lamps.html", HTML, BLOCKS),
        ("lamps.md", MARKDOWN, BLOCKS),
        ("lamps.rst", RESTRUCTURED, BLOCKS),
        ("lamps.txt", "Lamps\n\nWe sell lamps.\n\nCare\n\n- Dust it.\n- Dry it.\n", BLOCKS[:4]),
    ],
)
def test_a_page_reads_alike_in_every_format(
    tmp_path: Path, name: str, text: str, blocks: list[tuple[str, str]]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    page = read_source(str(path))
    assert page.title == "Lamps"
    assert [(block.kind, block.text) for block in page.blocks] == blocks


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        ("<p>One<p>Two", ["One", "Two"]),
        ("<nav>Home</nav><p>Text</p><footer>Imprint</footer>", ["Text"]),
        ("<p>One<br><br>Two</p>", ["One", "Two"]),
        ("<p hidden>No</p><p>Yes</p><script>no()</script>", ["Yes"]),
        ("<ul><li><a href='#a'>A</a><li><a href='#b'>B</a></ul><p>Text</p>", ["Text"]),
        ("<dl><dt>Lamp<dd>A light.</dl>", ["Lamp | A light."]),
        ("<p>soft&shy;hyphen</p>", ["softhyphen"]),
    ],
)
def test_what_a_reader_sees_of_html(tmp_path: Path, html: str, texts: list[str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<body>{html}</body>", encoding="utf-8")
    assert [block.text for block in read_source(str(path)).blocks] == texts


def test_links_code_and_lists_survive_in_the_markup(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        "See [the shop](https://x.example/) and `lamp --on`.\n\n```\nlamp  --off\n```\n", encoding="utf-8"
    )
    first, code = read_source(str(path)).blocks
    assert first.markup == "See [the shop](https://x.example/) and `lamp --on`."
    assert (code.kind, code.markup) == ("code", "lamp  --off")


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "is empty"),
        ("a.docx", b"PK\3\4", "save it as HTML or as text"),
        ("a.gz", b"\x1f\x8b", "unpack it"),
        ("a.csv", b"q,a", "footnote import"),
        ("a.txt", b"a\0b", "binary"),
        ("a.md", b"caf\xe9", "save it as UTF-8"),
        ("a.html", b"<html><body><img src=x></body>", "has no text in it"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_cure(
    tmp_path: Path, name: str, data: bytes, says: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(SourceError, match=says) as refused:
        read_source(str(path))
    assert str(path) in str(refused.value)


def test_a_folder_is_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.md", "a.txt", ".hidden.md", "picture.png"):
        (tmp_path / name).write_text("Some text here.", encoding="utf-8")
    assert [Path(file.path).name for file in read_sources([str(tmp_path)])] == ["a.txt", "b.md"]


@given(data=st.binary(max_size=300), ending=st.sampled_from(["txt", "md", "rst", "html", "pdf"]))
def test_no_file_crashes_a_reader(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"any.{ending}"
    path.write_bytes(data)
    with suppress(SourceError):
        assert read_source(str(path)).blocks


@given(
    text=st.text("ab<>#*-=_`|[]()\\:. \n", max_size=120), ending=st.sampled_from(["txt", "md", "rst", "html"])
)
def test_no_markup_crashes_a_reader(tmp_path_factory: pytest.TempPathFactory, text: str, ending: str) -> None:
    path = tmp_path_factory.mktemp("any") / f"any.{ending}"
    path.write_text(text, encoding="utf-8")
    with suppress(SourceError):
        assert read_source(str(path)).blocks


ASKED = [
    ("heading", "Free? I ask."),
    ("paragraph", "Yes. So far."),
    ("heading", "Red?"),
    ("paragraph", "Maybe."),
]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("faq.txt", "Lamps\n\nQ:  Free?\n    I ask.\n\nA:  Yes.\n    So far.\nQ: Red?\nA: Maybe.\n"),
        ("faq.txt", "Lamps\n\nQ1. Free? I ask.\nA1. Yes. So far.\n\nQ2. Red?\nA2. Maybe.\n"),
        ("faq.txt", "Lamps\n\nQuestion: Free? I ask.\nAnswer: Yes. So far.\n\nQuestion 2: Red?\nA: Maybe.\n"),
        ("faq.md", "# Lamps\n\n**Q: Free? I ask.**\n\n**A:** Yes. So far.\n\n**Q:** Red?\n**A:** Maybe.\n"),
        ("faq.md", "# Lamps\n\n## Q: Free? I ask.\n\nA: Yes. So far.\n\n## Q: Red?\n\nMaybe.\n"),
        (
            "faq.html",
            "<h1>Lamps</h1><dl><dt>Q: Free? I ask.<dd>A: Yes. So far.</dl><p>Q: Red?<p>A: Maybe.",
        ),
    ],
)  # fmt: skip
def test_questions_and_answers_with_marks_are_headings_and_text(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    page = read_source(str(path))
    assert page.title == "Lamps"
    assert [(block.kind, block.text) for block in page.blocks] == ASKED


def test_a_single_mark_is_text(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text(
        "Lamps\n\nThe plans are these.\n\nA. Smith drew them, and I like them.\n\nQ: none of it.\n",
        encoding="utf-8",
    )
    assert [block.kind for block in read_source(str(path)).blocks] == ["paragraph"] * 3


def test_marks_keep_the_markup_of_an_answer(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text(
        "**Q:** Red?\n\n**A:** *Yes*.\n\n**Q:** Free? **A:** See [it](http://x.example).\n", encoding="utf-8"
    )
    markups = [block.markup for block in read_source(str(path)).blocks if block.kind == "paragraph"]
    assert markups == ["*Yes*.", "See [it](http://x.example)."]
