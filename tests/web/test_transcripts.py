"""A conversation that is mailed, to an address that was shown to be the person's; nothing else is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from service import needs, service

needs("starlette", "msgspec", "uvicorn", "prometheus_client", "sqlalchemy", "httpx2")

from fake_desk import FakeDesk  # noqa: E402
from mail_server import mail_server  # noqa: E402

from footnote.desks.transcripts import codes  # noqa: E402
from footnote.desks.transcripts.codes import Codes  # noqa: E402
from footnote.desks.transcripts.mails import TooManyMails  # noqa: E402
from footnote.settings import SettingsError  # noqa: E402
from footnote.web.settings import load_settings  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage
    from pathlib import Path

    from httpx2 import Response
    from starlette.testclient import TestClient

ANN = "ann@customer.example"
SPAM = "BUY NOW at https://spam.example"


@pytest.fixture
def mails() -> Iterator[tuple[str, list[EmailMessage]]]:
    with mail_server() as (url, received):
        yield url, received


def settings(url: str, folder: Path, **more: Any) -> dict[str, Any]:
    sender = {"transcript_url": url, "transcript_sender": "chat@desk.example"}
    return {**sender, "handoff_database": str(folder / "chat.sqlite3"), **more}


@pytest.fixture
def client(mails: tuple[str, list[EmailMessage]], tmp_path: Path) -> Iterator[TestClient]:
    with service(**settings(mails[0], tmp_path)) as client:
        yield client


def wants(client: TestClient, *questions: str, **more: str) -> Response:
    body = {"email": ANN, "questions": questions or ["do roses need water?"], **more}
    return client.post("/v1/transcript", json=body)


def code_in(mail: EmailMessage) -> str:
    found = re.match(r"(\d{6}) is your code", mail["Subject"])
    assert found
    assert found[1] in mail.get_content()
    return found[1]


def text_of(mail: EmailMessage) -> str:
    return str(mail.get_content()).replace("\r\n", "\n")


def test_a_conversation_is_mailed_once_the_code_is_given(
    client: TestClient, mails: tuple[str, list[EmailMessage]]
) -> None:
    """As the bot replies to its questions, with the sources."""
    assert client.get("/v1/bank").json()["mails"] is True
    assert wants(client).json() == {"sent": "code"}
    (first,) = mails[1]
    asked = ("do roses need water?", "why?")
    assert wants(client, *asked, code=f" {code_in(first)} ").json() == {"sent": "conversation"}
    mail = mails[1][1]
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        ANN,
        "chat@desk.example",
        "Your conversation: Our garden",
    )
    text = text_of(mail)
    assert text.startswith(
        "Our garden\n\nThis is general information.\n\n> do roses need water?\n\nEvery morning [1]."
    )
    assert "> why?\n\nIt keeps them alive [1] all year [2]." in text
    assert "https://garden.example/guide" in text
    assert mail["Auto-Submitted"] == "auto-generated"


def test_a_stranger_gets_nothing_that_somebody_wrote(
    client: TestClient, mails: tuple[str, list[EmailMessage]]
) -> None:
    """Three short mails an hour at most, with a code that only they know."""
    sent = [wants(client, SPAM) for _ in range(5)]
    assert [response.status_code for response in sent] == [200] * 3 + [429] * 2
    assert sent[3].headers["retry-after"] == "600"
    for code in ("000000", "1", *(code_in(mail) for mail in mails[1][:2])):
        assert wants(client, SPAM, code=code).status_code == 403
    assert len(mails[1]) == 3
    assert all("BUY" not in mail.as_string() and "spam" not in mail.as_string() for mail in mails[1])


def test_a_code_is_good_once(client: TestClient, mails: tuple[str, list[EmailMessage]]) -> None:
    """And for the address that got it."""
    wants(client)
    code = code_in(mails[1][0])
    assert wants(client, code=code, email="bob@customer.example").status_code == 403
    assert wants(client, code=code).status_code == 200
    assert wants(client, code=code).status_code == 403


def test_no_line_of_a_question_passes_for_a_reply(
    client: TestClient, mails: tuple[str, list[EmailMessage]]
) -> None:
    """Each is quoted."""
    wants(client)
    wants(client, "do roses need water?\nOur garden\u2028says:\r\nNever.", code=code_in(mails[1][0]))
    lines = text_of(mails[1][1]).splitlines()
    assert [line for line in lines if "Never" in line or "says" in line] == ["> Our garden�says:", "> Never."]


def test_what_the_team_wrote_is_in_the_mail(mails: tuple[str, list[EmailMessage]], tmp_path: Path) -> None:
    """Of a conversation that was handed over."""
    with service(
        desk=FakeDesk(), **settings(mails[0], tmp_path, handoff_url="http://desk.example")
    ) as client:
        reply = client.post("/v1/ask", json={"question": "do roses need water?"}).json()
        handed = client.post("/v1/handoff", json={"turns": [reply], "state": reply["state"]}).json()
        id = handed["conversation"]
        client.post(f"/v1/conversations/{id}/messages", json={"text": "and in May?"})
        event = {"ticket": "17", "key": "1", "event": "reply", "name": "Wendy", "text": "At noon."}
        client.post("/hooks/webhook/known to the desk", json=event)
        wants(client)
        wants(client, code=code_in(mails[1][0]), conversation=id)
    assert "> and in May?\n\nWendy: At noon." in text_of(mails[1][1])


def test_a_mail_server_that_is_down_is_no_secret(tmp_path: Path) -> None:
    """The widget can try again."""
    with service(**settings("smtp://127.0.0.1:9", tmp_path)) as client:
        response = wants(client)
    assert (response.status_code, response.json()["type"]) == (503, "urn:footnote:problem:no-mail-server")


def test_without_a_mail_server_nothing_is_offered() -> None:
    """Nor sent."""
    with service() as client:
        assert client.get("/v1/bank").json()["mails"] is False
        assert wants(client).status_code == 404


@pytest.mark.parametrize(
    "more",
    [
        {"email": "ann"},
        {"email": "a@b, c@d"},
        {"email": "a@b\nBcc: c@d"},
        {"code": "12x"},
        {"conversation": "1"},
    ],
)
def test_what_is_not_an_address_is_refused(client: TestClient, more: dict[str, str]) -> None:
    """And so is what is not a code."""
    assert wants(client, **more).status_code == 422


def test_codes_are_limited(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """To all addresses together; a code can be tried five times, and for half an hour."""
    made = Codes(str(tmp_path / "chat.sqlite3"), per_hour=3)
    code = made.make(ANN)
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert [made.check(ANN, wrong) for _ in range(5)] == [False] * 5
    assert not made.check(ANN, code)
    code = made.make(ANN)
    assert made.check(ANN.upper(), code)
    made.make("bob@customer.example")
    with pytest.raises(TooManyMails):
        made.make("eve@customer.example")
    monkeypatch.setattr(codes, "HOUR", 0)
    code = made.make(ANN)
    monkeypatch.setattr(codes, "LIFETIME", 0)
    assert not made.check(ANN, code)


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        ('url = "smtp://mail.example"', "transcript.sender: is missing"),
        ('url = "smtp://mail.example"', "handoff.database: is missing"),
        ('url = "https://mail.example"', "transcript.url: write a URL that begins with smtp://"),
        ('sender = "chat"', "transcript.sender"),
        ("per_hour = 0", "transcript.per_hour"),
    ],
)
def test_settings_that_lack_something_say_what(lines: str, problem: str, tmp_path: Path) -> None:
    """Before the service starts."""
    (tmp_path / "footnote.toml").write_text(f"[transcript]\n{lines}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(str(tmp_path / "footnote.toml"), environ={})
    assert problem in str(caught.value)
