"""The same questions give the same entry, text and citations, whatever they are asked through."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from paths import ROOT
from postgres import missing
from service import needs, running, service

import footnote
from footnote.bank import find_bank, question_files

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2", "playwright")


@pytest.fixture(scope="module")
def questions() -> list[str]:
    """Fifty that people might type, from all over the shipped bank's own list."""
    listed = [
        yaml.safe_load(Path(file).read_text("utf-8")) for file in question_files(find_bank("micrometastases"))
    ]
    every = [
        str(item["ask"] if isinstance(item, dict) else item).strip()
        for each in listed
        for part in each.values()
        if isinstance(part, list)
        for item in part
    ]
    return every[:: max(1, len(every) // 50)][:50]


@pytest.fixture(scope="module")
def replies(questions: list[str]) -> list[dict[str, Any]]:
    """What `Bot.ask` says."""
    assert len(questions) == 50
    asked = footnote.load()
    return [asked.ask(question).as_dict() for question in questions]


def test_by_lines_of_json(questions: list[str], replies: list[dict[str, Any]]) -> None:
    """`footnote ask --jsonl`."""
    lines = "".join(json.dumps({"question": question}) + "\n" for question in questions)
    command = [sys.executable, "-m", "footnote", "ask", "--jsonl"]
    done = subprocess.run(
        command, input=lines, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=True
    )
    assert [json.loads(line) for line in done.stdout.splitlines()] == replies


def test_by_http(questions: list[str], replies: list[dict[str, Any]]) -> None:
    """`POST /v1/ask`."""
    with service(banks={"micrometastases": "micrometastases"}) as client:
        got = [client.post("/v1/ask", json={"question": question}).json() for question in questions]
    assert got == replies


def test_by_the_widget(questions: list[str], replies: list[dict[str, Any]], tmp_path: Path) -> None:
    """What a person sees: the text with its marks, the citations as links."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium")
    if found is None:
        missing("no browser: apt-get install chromium")
    with running(tmp_path) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(server.address)
        page.get_by_role("textbox").wait_for()
        seen = [page.evaluate(SEEN, question) for question in questions]
        browser.close()
    for shown, reply in zip(seen, replies, strict=True):
        marks = [citation["url"] for citation in reply["citations"]]
        references = [each["url"] for citation in reply["citations"] for each in citation["references"]]
        assert shown["entry"] == reply["entry"]
        assert shown["text"] == reply["text"]
        assert set(shown["links"]) == {*marks, *references}
        assert shown["options"] == [option["question"] for option in reply["options"]]


SEEN = """async (question) => {
    const chat = document.querySelector("footnote-chat");
    chat.forget();
    let reply;
    chat.addEventListener("footnote:reply", (event) => { reply = event.detail; }, { once: true });
    await chat.ask(question);
    const article = chat.shadowRoot.querySelector("article");
    for (const hidden of article.querySelectorAll(".hear")) hidden.remove();
    return {
        entry: reply.entry,
        text: article.querySelector("p").textContent,
        links: [...article.querySelectorAll("a")].map((link) => link.getAttribute("href")),
        options: [...article.querySelectorAll("button")].map((button) => button.textContent),
    };
}"""
