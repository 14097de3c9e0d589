"""Questions and answers as schema.org's FAQPage: JSON-LD, by itself or in an HTML page."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING, Any

from footnote.authoring.readers import json_ld_of, read_html
from footnote.text import LIST_ITEM

from .items import CitedPassage, Faq, Item, paragraphs
from .markdown_format import answer_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

_STYLE = "body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 sans-serif}ol{font-size:.85rem}"


def to_json_ld(faq: Faq) -> str:
    """The items as the JSON-LD of a FAQPage."""
    data = {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "name": faq.title,
        **({"inLanguage": faq.language} if faq.language else {}),
        "mainEntity": [_question(item) for item in faq.items],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _question(item: Item) -> dict[str, Any]:
    answer: dict[str, Any] = {"@type": "Answer", "text": "".join(_html_answer(item.answer))}
    if item.citations:
        answer["citation"] = [_citation(cited) for cited in item.citations]
    question = {
        "@type": "Question",
        "@id": f"#{item.id}",
        "identifier": item.id,
        "name": _kept(item.question),
    }
    if item.about:
        question["about"] = item.about
    if item.wordings:
        return {**question, "alternateName": list(map(_kept, item.wordings)), "acceptedAnswer": answer}
    return {**question, "acceptedAnswer": answer}


def _kept(text: str) -> str:
    """A text that is read as it is, though it looks like HTML: "&#0" is no sign here."""
    return text if html.unescape(text) == text else html.escape(text, quote=False)


def _citation(cited: CitedPassage) -> dict[str, Any]:
    return {
        "@type": "CreativeWork",
        "identifier": cited.id,
        "name": cited.name,
        "publisher": {"@type": "Organization", "name": cited.publisher},
        "url": cited.url,
    }


def _html_answer(answer: str) -> Iterator[str]:
    for part in paragraphs(answer):
        if part[0].startswith(LIST_ITEM):
            yield f"<ul>{''.join(f'<li>{html.escape(line[2:], quote=False)}</li>' for line in part)}</ul>"
        else:
            yield f"<p>{html.escape(part[0], quote=False)}</p>"


def to_html(faq: Faq) -> str:
    """The items as an HTML page which reads as an FAQ, with the JSON-LD in it."""
    language = html.escape(faq.language or "en")
    title = html.escape(faq.title)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n<title>{title}</title>\n'
        f'<style>{_STYLE}</style>\n<script type="application/ld+json">\n{_in_script(to_json_ld(faq))}\n'
        f"</script>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n{''.join(map(_section, faq.items))}</main>\n</body>\n</html>\n"
    )


def _in_script(data: str) -> str:
    """JSON that no text in it can end a script with."""
    return data.replace("<", "\\u003c")


def _section(item: Item) -> str:
    links = (
        f'<li><a href="{html.escape(cited.url)}">{html.escape(cited.name)}</a></li>'
        for cited in item.citations
    )
    sources = f"<ol>{''.join(links)}</ol>\n" if item.citations else ""
    answer = "".join(_html_answer(item.answer))
    head = f'<section id="{html.escape(item.id)}">\n<h2>{html.escape(item.question)}</h2>\n'
    return f"{head}{answer}\n{sources}</section>\n"


def from_html(text: str) -> Faq:
    """The items of an HTML page: those of its FAQPage, or else its headings that ask with the text under
    them.
    """
    page = read_html(text)
    items = tuple(item for data in json_ld_of(text) for item in _page_items(data))
    about = Faq(page.title, items, "", page.publisher, page.url, page.updated)
    if items:
        return about
    found: list[tuple[str, list[str]]] = []
    for block in page.blocks:
        if block.kind == "heading":
            found.append((block.text, []))
        elif found:
            found[-1][1].extend(answer_lines([block]))
    asked = (
        Item("", heading, "\n".join(lines)) for heading, lines in found if heading.endswith("?") and lines
    )
    return about._replace(items=tuple(asked))


def from_json_ld(text: str) -> Faq:
    """The items of a FAQPage in JSON-LD. Raises ValueError where it is no JSON."""
    data = json.loads(text.removeprefix("\ufeff"))
    pages = data if isinstance(data, list) else [data]
    title = next((str(page.get("name") or "") for page in pages if isinstance(page, dict)), "")
    return Faq(title, tuple(item for page in pages if isinstance(page, dict) for item in _items(page)))


def _items(data: dict[str, Any]) -> Iterator[Item]:
    """The items of an object, if it is a FAQPage, or a graph with one in it."""
    for part in _list(data.get("@graph")):
        yield from _items(part)
    yield from _page_items(data)


def _page_items(data: dict[str, Any]) -> Iterator[Item]:
    """The items of an object itself, if it is a FAQPage."""
    kinds = data.get("@type")
    if kinds == "FAQPage" or (isinstance(kinds, list) and "FAQPage" in kinds):
        for question in _list(data.get("mainEntity")):
            if item := _item(question):
                yield item


def _item(question: dict[str, Any]) -> Item | None:
    answers = _list(question.get("acceptedAnswer")) or _list(question.get("suggestedAnswer"))
    name, text = _text(question.get("name")), str(answers[0].get("text") or "") if answers else ""
    lines = list(_lines_of(text))
    if not name or not lines:
        return None
    cites = tuple(_text(each.get("identifier")) for each in _list(answers[0].get("citation")))
    names = question.get("alternateName")
    wordings = names if isinstance(names, list) else [names]
    return Item(
        _text(question.get("identifier")) or _text(question.get("@id")).rpartition("#")[2],
        name,
        "\n".join(lines),
        _text(question.get("about")),
        tuple(wording for each in wordings if (wording := _text(each))),
        cites if all(cites) else (),
    )


def _lines_of(text: str) -> Iterator[str]:
    """The lines of an answer, which is HTML or plain text."""
    if "<" in text:
        return answer_lines(read_html(f"<body>{text}</body>").blocks)
    return (" ".join(line.split()) for line in html.unescape(text).split("\n") if line.strip())


def _list(value: Any) -> list[dict[str, Any]]:
    values = value if isinstance(value, list) else [value]
    return [each for each in values if isinstance(each, dict)]


def _text(value: Any) -> str:
    """A text of one line; HTML in it is read as a page shows it."""
    return " ".join(html.unescape(value).split()) if isinstance(value, str) else ""
