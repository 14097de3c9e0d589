"""Banks that change while the service runs."""

from __future__ import annotations

import gc
import json
import time
import weakref
from typing import TYPE_CHECKING

import pytest
from paths import GARDEN, copy_garden
from service import ask, needs, service

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

from footnote.web.banks import Banks  # noqa: E402
from footnote.web.limits.memory import settle  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.testclient import TestClient


@pytest.fixture
def bank_file(tmp_path: Path) -> Path:
    """A copy of the garden bank that a test may change."""
    return copy_garden(tmp_path) / "bank.yaml"


def until(client: TestClient, question: str, text: str) -> bool:
    """Whether the answer contains this text within ten seconds."""
    for _ in range(100):
        if text in ask(client, question).json()["text"]:
            return True
        time.sleep(0.1)
    return False


def test_a_changed_bank_is_reloaded_completely_or_not_at_all(bank_file: Path) -> None:
    """With a problem in it nothing changes; without it everything does, and replies name the new version."""
    good = bank_file.read_text(encoding="utf-8")
    with service(banks={"garden": str(bank_file.parent)}) as client:
        before = ask(client, "do roses need water?").json()
        bank_file.write_text(good.replace("cites: [P1]", "cites: [P9]"), encoding="utf-8")
        for _ in range(100):
            assert ask(client, "do roses need water?").json() == before
            if (
                'footnote_bank_changes_total{bank="garden",outcome="left-alone"} 1.0'
                in client.get("/metrics").text
            ):
                break
            time.sleep(0.1)
        else:
            pytest.fail("the broken bank was never read")
        assert client.get("/readyz").status_code == 200
        bank_file.write_text(good.replace("Every morning", "Every evening"), encoding="utf-8")
        assert until(client, "do roses need water?", "Every evening")
        after = ask(client, "do roses need water?").json()
    assert before["bank"]["version"] != after["bank"]["version"]


def test_a_changed_file_of_wordings_reloads_its_bank(bank_file: Path) -> None:
    """Not only the bank's main file is watched."""
    with service(banks={"garden": str(bank_file)}) as client:
        assert "Every morning" not in ask(client, "quenching shrubs").json()["text"]
        text = "schema: 1\nwordings:\n  roses: [quenching shrubs]\n"
        bank_file.with_name("wordings.yaml").write_text(text, encoding="utf-8")
        assert until(client, "quenching shrubs", "Every morning")


def test_a_service_with_a_broken_bank_is_not_ready_until_it_is_repaired(bank_file: Path) -> None:
    """The other banks answer."""
    good = bank_file.read_text(encoding="utf-8")
    bank_file.write_text(good.replace("cites: [P1]", "cites: [P9]"), encoding="utf-8")
    with service(banks={"garden": str(bank_file.parent), "other": str(GARDEN)}) as client:
        assert client.get("/readyz").json() == {
            "status": "not ready",
            "banks": {"garden": False, "other": True},
        }
        assert client.get("/readyz").status_code == 503
        assert (client.get("/healthz").status_code, ask(client, "hello").status_code) == (200, 503)
        assert ask(client, "hello", bank="other").status_code == 200
        bank_file.write_text(good, encoding="utf-8")
        for _ in range(100):
            if client.get("/readyz").status_code == 200:
                break
            time.sleep(0.1)
        assert ask(client, "hello").status_code == 200


def test_of_thousands_of_problems_ten_are_logged(bank_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And the number of the rest."""
    entry = "  - {{id: e{0}, question: Where is {0}?, cites: [P9], wordings: [a{0}], answer: Here}}\n"
    good = bank_file.read_text(encoding="utf-8")
    entries = "".join(entry.format(number) for number in range(2_000))
    bank_file.write_text(good.replace("entries:\n", f"entries:\n{entries}", 1), encoding="utf-8")
    with service(banks={"garden": str(bank_file.parent)}):
        pass
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    (problems,) = [line["problems"] for line in lines if line["event"] == "bank cannot be used"]
    assert 10 < len(problems) < 40
    assert any("more like these" in problem for problem in problems)


def test_a_file_that_is_still_changing_is_not_read(bank_file: Path) -> None:
    """Only once it is the same in two rounds: an editor may be writing it."""
    from footnote.web.banks import Banks

    banks = Banks({"garden": str(bank_file)})
    good = bank_file.read_text(encoding="utf-8")
    for text in ("Every evening", "Every single night"):
        bank_file.write_text(good.replace("Every morning", text), encoding="utf-8")
        banks.reload_changed()
        assert banks.reloads == {"garden": 1}
    banks.reload_changed()
    assert banks.reloads == {"garden": 2}


def test_a_bank_is_asked_before_it_is_in_use(bank_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is made when a question is first asked is there then: a probe does not wait for it."""
    from footnote.web.banks import Banks

    asked: list[str] = []
    monkeypatch.setattr("footnote.dialogue.engine.Bot.explain", lambda _, question: asked.append(question))
    Banks({"garden": str(bank_file)})
    assert asked == ["When do roses need water?"]


def test_of_a_bank_that_was_replaced_nothing_stays(bank_file: Path) -> None:
    """The banks are kept from the garbage collector, and parts of one refer to each other."""
    banks = Banks({"garden": str(bank_file.parent)}, after_reload=settle)
    try:
        settle()
        before = weakref.ref(banks.get(None)._bot.matcher.parts.inverted_index)  # noqa: SLF001
        good = bank_file.read_text(encoding="utf-8")
        bank_file.write_text(good.replace("Every morning", "Every evening"), encoding="utf-8")
        banks.reload_changed()  # sees the change
        banks.reload_changed()  # nothing has changed since
        assert banks.reloads == {"garden": 2}
        assert before() is None
    finally:
        gc.unfreeze()


def test_a_bank_is_decoded_as_a_whole_before_it_is_in_use(bank_file: Path) -> None:
    """Else the memory of a service would grow for an hour, as questions need more and more of it."""
    bot = Banks({"garden": str(bank_file)}).get(None)._bot  # noqa: SLF001
    index, safety = bot.matcher.parts.inverted_index, bot.safety

    def decoded() -> tuple[int, int, int]:
        return len(index.terms._statistics), len(safety._ready), safety._by_first.cache_info().currsize  # noqa: SLF001

    before = decoded()
    assert before[0] == len(index.terms.postings)
    for question in ("I took forty pills and want to die", "do roses need water?", "my mum has a stroke"):
        bot.ask(question)
    assert decoded() == before
