"""A bot that is down, slow or wrong costs no ticket; a killed process loses no message and doubles none."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from desk_project.desk import ANN, Desk, bank_file, bot_settings, fresh_database, notes, said, turn
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from helpdesk.models import FollowUp, Queue, Ticket
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from footnote.integrations.django_helpdesk import message_text as words, outbox, thread
from footnote.integrations.django_helpdesk.models import Turn
from footnote.integrations.django_helpdesk.settings import problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    import footnote

pytestmark = pytest.mark.filterwarnings(
    "ignore:The EMAIL_BACKEND setting is deprecated"
)  # Django 6.1, of the test

SIZE = "how big are micromets?"
MANAGE = Path(__file__).parents[1] / "desk_project" / "manage.py"


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An empty desk whose queue `support` has the shipped bank."""
    fresh_database()
    with bot_settings():
        yield Desk()


def sooner() -> None:
    """Let the pauses between tries, and before mails are sent again, be over."""
    Turn.objects.update(due=timezone.now() - timedelta(hours=1))


def test_nothing_is_said_while_the_customer_waits(desk: Desk) -> None:
    """The request ends with a row, and no bank is even read."""
    ticket = desk.submit(SIZE)
    assert turn(ticket).outcome == "waiting"
    assert not said(ticket) + notes(ticket)


@pytest.mark.parametrize(
    "setting", [{"queues": "support"}, {"que": {}}, None, {"queues": {"support": "nothing.yaml"}}]
)
def test_wrong_settings_cost_no_ticket(desk: Desk, setting: Any) -> None:
    """The customer sees their ticket, whatever is wrong with the bot."""
    with override_settings(FOOTNOTE=setting):
        assert desk.submit(SIZE)


def test_a_database_without_the_bots_tables_costs_no_ticket(desk: Desk) -> None:
    """As between an upgrade and its `migrate`; inside the request's transaction too."""
    with connection.schema_editor() as editor:
        editor.delete_model(Turn)
    connection.settings_dict["ATOMIC_REQUESTS"] = True
    try:
        assert desk.submit(SIZE)
    finally:
        connection.settings_dict["ATOMIC_REQUESTS"] = False


@pytest.fixture
def _atomic() -> Iterator[None]:
    """Every request in one transaction."""
    connection.settings_dict["ATOMIC_REQUESTS"] = True
    yield
    connection.settings_dict["ATOMIC_REQUESTS"] = False


@pytest.mark.usefixtures("_atomic")
def test_a_ticket_that_is_rolled_back_is_not_answered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes after the ticket fails, and takes it back: nobody is woken for it."""
    woken: list[int] = []
    monkeypatch.setattr(thread.settler, "wake", lambda: woken.append(1))
    monkeypatch.setattr("helpdesk.webhooks.send_new_ticket_webhook", lambda _: 1 / 0)
    desk.customer.raise_request_exception = False
    with bot_settings(thread=True):
        form = {"queue": desk.queue.pk, "title": "x", "body": SIZE, "priority": 3, "submitter_email": ANN}
        assert desk.customer.post("/tickets/submit/", form).status_code == 500
    assert (Ticket.objects.count(), Turn.objects.count(), woken) == (0, 0, [])


@pytest.mark.usefixtures("_atomic")
def test_a_ticket_in_a_transaction_is_answered_after_its_commit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a moment sooner: before, no other process could see it."""
    seen: list[bool] = []
    monkeypatch.setattr(thread.settler, "wake", lambda: seen.append(connection.in_atomic_block))
    with bot_settings(thread=True):
        ticket = desk.ask(SIZE)
    assert seen == [False]
    assert len(said(ticket)) == 1


def test_a_webhook_that_fails_does_not_keep_the_bot_from_hearing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk lets a refused connection through to the customer; the ticket is there, and is answered."""
    monkeypatch.setattr("helpdesk.webhooks.send_new_ticket_webhook", lambda _: 1 / 0)
    desk.customer.raise_request_exception = False
    form = {"queue": desk.queue.pk, "title": "x", "body": SIZE, "priority": 3, "submitter_email": ANN}
    assert desk.customer.post("/tickets/submit/", form).status_code == 500
    desk.settle()
    assert len(said(Ticket.objects.get())) == 1


def test_a_webhook_that_fails_does_not_take_the_answer_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is called after the answer is saved, once."""
    called: list[int] = []

    def fail(followup: FollowUp) -> None:
        called.append(followup.pk)
        raise ConnectionRefusedError

    monkeypatch.setattr("helpdesk.webhooks.notify_followup_webhooks", fail)
    ticket = desk.ask(SIZE)
    assert called == [said(ticket)[0].pk]
    assert turn(ticket).told


def test_a_broken_bank_is_tried_again_and_then_left_to_people(desk: Desk, tmp_path: Path) -> None:
    """With longer and longer pauses; the row says what was wrong."""
    (tmp_path / "bad.yaml").write_text("schema: 1\n")
    with bot_settings(queues={"support": str(tmp_path / "bad.yaml")}):
        ticket = desk.ask(SIZE)
        for _ in range(9):
            sooner()
            desk.settle()
    assert turn(ticket).outcome == "failed"
    assert "BankError" in turn(ticket).why


def test_a_bank_that_is_mended_answers_what_waits(desk: Desk, tmp_path: Path) -> None:
    """Without a restart."""
    bank = Path(bank_file(tmp_path, "roses", "When do roses need water?", "watering roses", "Daily [1]."))
    good = bank.read_text()
    bank.write_text("schema: 1\n")
    with bot_settings(queues={"support": str(bank)}):
        ticket = desk.ask("when do roses need water?")
        bank.write_text(good)
        sooner()
        desk.settle()
    assert said(ticket)[0].comment.startswith("Daily [1].")


def test_a_bank_that_breaks_answers_as_before(desk: Desk, tmp_path: Path) -> None:
    """A change is taken up whole or not at all."""
    bank = Path(bank_file(tmp_path, "roses", "When do roses need water?", "watering roses", "Daily [1]."))
    with bot_settings(queues={"support": str(bank)}):
        desk.ask("when do roses need water?")
        good = bank.read_text()
        bank.write_text("schema: 1\n# half of an ed")
        assert said(desk.ask("when do roses need water?"))[0].comment.startswith("Daily [1].")
        bank.write_text(good.replace("Daily", "Weekly"))
        assert said(desk.ask("when do roses need water?"))[0].comment.startswith("Weekly [1].")


def test_wordings_changed_beside_a_bank_answer_the_next(desk: Desk, tmp_path: Path) -> None:
    """Without a restart."""
    bank = Path(bank_file(tmp_path, "roses", "When do roses need water?", "watering roses", "Daily [1]."))
    with bot_settings(queues={"support": str(bank)}):
        assert not said(desk.ask("quenching shrubs"))
        bank.with_name("wordings.yaml").write_text("schema: 1\nwordings:\n  one: [quenching shrubs]\n")
        assert said(desk.ask("quenching shrubs"))[0].comment.startswith("Daily [1].")


def test_a_message_that_fails_does_not_hold_up_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """But the next of the same ticket waits for it, as it may lean on it."""
    bad, good = desk.submit("x" * 50), desk.submit(SIZE)
    real, opening = words.words, bad.followup_set.get()
    monkeypatch.setattr(outbox, "words", lambda f: 1 / 0 if f.pk == opening.pk else real(f))
    desk.settle()
    desk.follow_up(bad, SIZE)
    assert (len(said(good)), said(bad)) == (1, [])
    monkeypatch.setattr(outbox, "words", real)
    sooner()
    desk.settle()
    assert len(said(bad)) == 1


def test_a_ticket_deleted_while_the_bot_thinks_is_no_failure(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The others are settled all the same."""
    gone, other = desk.submit(SIZE), desk.submit(SIZE)
    real = outbox._bot  # noqa: SLF001

    def delete(turn: Turn) -> footnote.Bot | None:
        Ticket.objects.filter(pk=gone.pk).delete()
        return real(turn)

    monkeypatch.setattr(outbox, "_bot", delete)
    desk.settle()
    assert (Ticket.objects.count(), len(said(other))) == (1, 1)


def test_a_failure_while_posting_leaves_nothing_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """No half of an answer, and the next try gives one answer."""
    monkeypatch.setattr("footnote.integrations.django_helpdesk.posting._keep", lambda *_, **__: 1 / 0)
    ticket = desk.ask(SIZE)
    assert not said(ticket)
    monkeypatch.undo()
    with bot_settings():
        sooner()
        desk.settle()
    assert len(said(ticket)) == 1


class DeadMail(EmailBackend):
    """A mail server that refuses connections: an OSError, which the desk does not expect."""

    def send_messages(self, messages: Any) -> int:
        """Refuse."""
        if any("comment was added" in message.body for message in messages):
            raise ConnectionRefusedError("no mail today")
        return int(super().send_messages(messages))


def test_a_dead_mail_server_costs_no_answer(desk: Desk) -> None:
    """It stands on the page, and is mailed once the server is back: once."""
    with override_settings(EMAIL_BACKEND=f"{__name__}.DeadMail"):
        ticket = desk.ask(SIZE)
    assert len(said(ticket)) == 1
    for _ in range(3):
        sooner()
        desk.settle()
    assert [message.to for message in mail.outbox] == [[ANN], [ANN]], "that it came, and the answer"


class HalfDeadMail(EmailBackend):
    """A mail server that takes mails to customers, and none to the desk."""

    def send_messages(self, messages: Any) -> int:
        """Refuse some."""
        if any("desk.example" in address for message in messages for address in message.to):
            raise ConnectionRefusedError("no mail today")
        return int(super().send_messages(messages))


def test_who_has_been_mailed_is_not_mailed_again(desk: Desk) -> None:
    """The second try is for the others."""
    desk.submit(SIZE)
    Queue.objects.update(updated_ticket_cc="chief@desk.example")
    mail.outbox.clear()
    with override_settings(EMAIL_BACKEND=f"{__name__}.HalfDeadMail"):
        desk.settle()
    sooner()
    desk.settle()
    assert [message.to for message in mail.outbox] == [[ANN], ["chief@desk.example"]]


def test_a_queue_without_mail_templates_works(desk: Desk) -> None:
    """The desk then mails nothing at all."""
    from helpdesk.models import EmailTemplate

    EmailTemplate.objects.all().delete()
    assert len(said(desk.ask(SIZE))) == 1
    assert not mail.outbox


def run(folder: Path, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """The desk's `manage.py` in a process of its own, with `code` run in it first."""
    main = f"import runpy\nrunpy.run_path({str(MANAGE)!r}, run_name='__main__')"
    start = f"import sys\nsys.argv[1:] = {list(arguments)!r}\n{code}\n{main}"
    env = {**os.environ, "DESK_DATABASE": str(folder / "desk.db"), "PYTHONPATH": str(MANAGE.parent.parent)}
    command = [sys.executable, "-c", start]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture
def waiting(desk: Desk, tmp_path: Path) -> Path:
    """A folder with the database of a desk where six tickets wait."""
    for _ in range(6):
        desk.submit(SIZE)
    path = tmp_path / "desk.db"
    import sqlite3

    with sqlite3.connect(path) as copy:
        connection.connection.backup(copy)
    copy.close()
    return tmp_path


def answers(folder: Path) -> list[int]:
    """How many public follow-ups each ticket has beside its own first, in a database on disk."""
    import sqlite3

    with sqlite3.connect(folder / "desk.db") as database:
        rows = database.execute(
            "SELECT count(*) - 1 FROM helpdesk_followup WHERE public GROUP BY ticket_id"
        ).fetchall()
    database.close()
    return [count for (count,) in rows]


KILLED_AT = {
    "thinking": "footnote.integrations.django_helpdesk.outbox:ask",
    "writing": "footnote.integrations.django_helpdesk.posting:_keep",
    "mailing": "footnote.integrations.django_helpdesk.mails:_mail",
}

KILL = """
import importlib, os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "desk_project.settings"
django.setup()
place = importlib.import_module({module!r})
real, calls = place.{name}, []
def killed(*arguments, **named):
    calls.append(1)
    if len(calls) == 3:
        os.kill(os.getpid(), 9)
    return real(*arguments, **named)
place.{name} = killed
"""


@pytest.mark.parametrize("place", KILLED_AT)
def test_a_process_killed_anywhere_doubles_no_answer(waiting: Path, place: str) -> None:
    """SIGKILL as it thinks, as it writes, as it mails: each ticket has one answer in the end."""
    module, _, name = KILLED_AT[place].partition(":")
    first = run(waiting, "footnote_answer", code=KILL.format(module=module, name=name))
    assert first.returncode == -signal.SIGKILL, first.stderr
    assert 0 < sum(answers(waiting)) < 6
    second = run(waiting, "footnote_answer")
    assert second.returncode == 0, second.stderr
    assert answers(waiting) == [1] * 6


def test_what_another_process_has_settled_meanwhile_is_left_alone(desk: Desk) -> None:
    """Both had seen it waiting."""
    ticket = desk.submit(SIZE)
    seen = turn(ticket)
    assert [outbox.settle(seen), outbox.settle(seen)] == ["answered", ""]
    assert len(said(ticket)) == 1


def test_two_processes_share_the_work(waiting: Path) -> None:
    """Both at once on one database, and each ticket has one answer."""
    env = {**os.environ, "DESK_DATABASE": str(waiting / "desk.db")}
    command = [sys.executable, str(MANAGE), "footnote_answer"]
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    told = "".join(process.communicate(timeout=60)[0] for process in both)
    assert sum(int(number) for number in re.findall(r"(\d+) answered", told)) == 6
    assert answers(waiting) == [1] * 6


def test_the_service_answers_until_it_is_stopped(waiting: Path) -> None:
    """`footnote_answer --follow` ends on SIGTERM, with the message in hand settled."""
    env = {**os.environ, "DESK_DATABASE": str(waiting / "desk.db"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(MANAGE), "footnote_answer", "--follow", "--every", "0.2"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "6 answered\n"
        service.send_signal(signal.SIGTERM)
        assert service.wait(20) == 0


def test_the_command_says_what_it_did(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Also that there was nothing to do."""
    desk.submit(SIZE)
    desk.submit("who is the president")
    call_command("footnote_answer")
    call_command("footnote_answer")
    assert capsys.readouterr().out == "1 answered, 1 noted\nnothing waits\n"


def test_one_thread_settles_all_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Woken again while it works, it works on; woken after, it starts anew."""
    settler, rounds = thread.Settler(), []

    def settle() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            settler.wake()
            raise RuntimeError("a lost database")

    monkeypatch.setattr(outbox, "settle_all", settle)
    settler.wake()
    first = settler._thread  # noqa: SLF001
    assert first is not None
    first.join(10)
    assert len(rounds) == 2
    settler.wake()
    while settler._thread is not None:  # noqa: SLF001
        pass
    assert len(rounds) == 3


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ([], "FOOTNOTE must be a dictionary"),
        ({}, 'FOOTNOTE names no "queues"'),
        ({"queues": {}, "quiet": 1}, "FOOTNOTE has an unknown key 'quiet'"),
        ({"queue": {}}, "did you mean 'queues'?"),
        ({"queues": {"support": None}}, 'FOOTNOTE["queues"] must give queue slugs'),
        ({"queues": {}, "user": ""}, 'FOOTNOTE["user"] must be the user name'),
        ({"queues": {}, "thread": "no"}, 'FOOTNOTE["thread"] must be True'),
        ({"queues": {}, "closing": 1}, 'FOOTNOTE["closing"] must be the text'),
        ({"queues": {}, "patience": True}, 'FOOTNOTE["patience"] must be a number of hours'),
    ],
)
def test_a_wrong_setting_is_told(setting: Any, told: str) -> None:
    """What is wrong, and what to write."""
    assert any(told in problem for problem in problems(setting))


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("changed", "id"),
    [
        ({"FOOTNOTE": {"queues": {}}}, "footnote.W003"),
        ({"FOOTNOTE": {"queues": {"support": "no-such-bank"}}}, "footnote.W002"),
        ({"FOOTNOTE": {"queue": {}}}, "footnote.E002"),
    ],
)
def test_manage_check_tells_it(changed: dict[str, Any], id: str) -> None:
    """What may break at any time is a warning: an error would stop `get_email`."""
    from django.core.checks import run_checks

    assert not [message for message in run_checks() if message.id.startswith("footnote")]
    with override_settings(**changed):
        assert [message.id for message in run_checks() if message.id.startswith("footnote")][:1] == [id]


def test_a_missing_setting_and_the_wrong_order_are_told(tmp_path: Path) -> None:
    """As a new user makes them."""
    shutil.copytree(MANAGE.parent, tmp_path / "desk_project")
    settings = tmp_path / "desk_project" / "settings.py"
    text = (
        settings.read_text()
        .replace('    "footnote.integrations.django_helpdesk",\n', "")
        .replace("FOOTNOTE = ", "OTHER = ")
    )
    settings.write_text(
        text.replace('    "helpdesk",\n', '    "helpdesk",\n    "footnote.integrations.django_helpdesk",\n')
    )
    env = {**os.environ, "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, str(tmp_path / "desk_project" / "manage.py"), "check"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "footnote.E001" in done.stderr
    assert 'Put "footnote.integrations.django_helpdesk" above "helpdesk" in INSTALLED_APPS.' in done.stderr


@given(body=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300))
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_ticket_is_settled(desk: Desk, body: str) -> None:
    """Whatever a customer writes comes to an end, without an error."""
    with transaction.atomic():
        ticket = desk.submit(body) if body.strip() else desk.submit("-")
    desk.settle()
    assert turn(ticket).outcome in ("answered", "noted", "silent")
