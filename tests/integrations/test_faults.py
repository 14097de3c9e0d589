"""Faults: a broken bot costs no ticket; a killed process loses no message and answers none twice."""

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
from desk_project.desk import ANN, Desk, answers, bank_file, bot_settings, fresh_database, notes, turn
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone
from helpdesk.models import FollowUp, Queue, Ticket
from hypothesis import HealthCheck, given, settings as hypothesis_settings, strategies as st

from footnote.integrations.django_helpdesk import outbox
from footnote.integrations.django_helpdesk.incoming import messages
from footnote.integrations.django_helpdesk.models import Turn
from footnote.integrations.django_helpdesk.settings import read_settings
from footnote.settings import SettingsError

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


def skip_delays() -> None:
    """Make every message due: the delays between tries, and before mails are sent again, are over."""
    Turn.objects.update(due=timezone.now() - timedelta(hours=1))


def test_nothing_is_answered_while_the_customer_waits(desk: Desk) -> None:
    """The request only stores a row."""
    ticket = desk.submit(SIZE)
    assert turn(ticket).outcome == "waiting"
    assert not answers(ticket) + notes(ticket)


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
    """An error later in the request rolls it back, and no thread is started."""
    wakes: list[int] = []
    monkeypatch.setattr(outbox.background, "wake", lambda: wakes.append(1))
    monkeypatch.setattr("helpdesk.webhooks.send_new_ticket_webhook", lambda _: 1 / 0)
    desk.customer.raise_request_exception = False
    with bot_settings(thread=True):
        form = {"queue": desk.queue.pk, "title": "x", "body": SIZE, "priority": 3, "submitter_email": ANN}
        assert desk.customer.post("/tickets/submit/", form).status_code == 500
    assert (Ticket.objects.count(), Turn.objects.count(), wakes) == (0, 0, [])


@pytest.mark.usefixtures("_atomic")
def test_a_ticket_in_a_transaction_is_answered_after_its_commit(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Earlier no other process could see it."""
    seen: list[bool] = []
    monkeypatch.setattr(outbox.background, "wake", lambda: seen.append(connection.in_atomic_block))
    with bot_settings(thread=True):
        ticket = desk.ask(SIZE)
    assert seen == [False]
    assert len(answers(ticket)) == 1


def test_a_failing_webhook_does_not_keep_a_ticket_from_the_bot(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk shows the customer an error page; the ticket exists, and is answered."""
    monkeypatch.setattr("helpdesk.webhooks.send_new_ticket_webhook", lambda _: 1 / 0)
    desk.customer.raise_request_exception = False
    form = {"queue": desk.queue.pk, "title": "x", "body": SIZE, "priority": 3, "submitter_email": ANN}
    assert desk.customer.post("/tickets/submit/", form).status_code == 500
    desk.process()
    assert len(answers(Ticket.objects.get())) == 1


def test_a_failing_webhook_does_not_undo_the_answer(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is called once, after the answer is saved."""
    called: list[int] = []

    def fail(followup: FollowUp) -> None:
        called.append(followup.pk)
        raise ConnectionRefusedError

    monkeypatch.setattr("helpdesk.webhooks.notify_followup_webhooks", fail)
    ticket = desk.ask(SIZE)
    assert called == [answers(ticket)[0].pk]
    assert turn(ticket).told


def test_a_broken_bank_is_tried_again_and_then_left_to_people(desk: Desk, tmp_path: Path) -> None:
    """After longer and longer delays; the row has the error."""
    (tmp_path / "bad.yaml").write_text("schema: 1\n")
    with bot_settings(queues={"support": str(tmp_path / "bad.yaml")}):
        ticket = desk.ask(SIZE)
        for _ in range(9):
            skip_delays()
            desk.process()
    assert turn(ticket).outcome == "failed"
    assert "BankError" in turn(ticket).why


def test_a_repaired_bank_answers_waiting_messages(desk: Desk, tmp_path: Path) -> None:
    """Without a restart."""
    bank = Path(bank_file(tmp_path, "roses", "When do roses need water?", "watering roses", "Daily [1]."))
    good = bank.read_text()
    bank.write_text("schema: 1\n")
    with bot_settings(queues={"support": str(bank)}):
        ticket = desk.ask("when do roses need water?")
        bank.write_text(good)
        skip_delays()
        desk.process()
    assert answers(ticket)[0].comment.startswith("Daily [1].")


def test_the_last_good_version_of_a_broken_bank_answers(desk: Desk, tmp_path: Path) -> None:
    """A bank is reloaded completely or not at all."""
    bank = Path(bank_file(tmp_path, "roses", "When do roses need water?", "watering roses", "Daily [1]."))
    with bot_settings(queues={"support": str(bank)}):
        desk.ask("when do roses need water?")
        good = bank.read_text()
        bank.write_text("schema: 1\n# half of an ed")
        assert answers(desk.ask("when do roses need water?"))[0].comment.startswith("Daily [1].")
        bank.write_text(good.replace("Daily", "Weekly"))
        assert answers(desk.ask("when do roses need water?"))[0].comment.startswith("Weekly [1].")


def test_a_changed_file_of_wordings_reloads_its_bank(desk: Desk, tmp_path: Path) -> None:
    """Without a restart."""
    bank = Path(bank_file(tmp_path, "roses", "When do roses need water?", "watering roses", "Daily [1]."))
    with bot_settings(queues={"support": str(bank)}):
        assert not answers(desk.ask("quenching shrubs"))
        bank.with_name("wordings.yaml").write_text("schema: 1\nwordings:\n  one: [quenching shrubs]\n")
        assert answers(desk.ask("quenching shrubs"))[0].comment.startswith("Daily [1].")


def test_a_message_that_fails_does_not_hold_up_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """But the next one of the same ticket waits for it, as it may refer to it."""
    bad, good = desk.submit("x" * 50), desk.submit(SIZE)
    real, opening = messages.parse_message, bad.followup_set.get()
    monkeypatch.setattr(outbox, "parse_message", lambda f: 1 / 0 if f.pk == opening.pk else real(f))
    desk.process()
    desk.follow_up(bad, SIZE)
    assert (len(answers(good)), answers(bad)) == (1, [])
    monkeypatch.setattr(outbox, "parse_message", real)
    skip_delays()
    desk.process()
    assert len(answers(bad)) == 1


def test_a_ticket_may_be_deleted_while_it_is_processed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The others are answered."""
    gone, other = desk.submit(SIZE), desk.submit(SIZE)
    real = outbox.load_bot

    def delete(bank: str) -> footnote.Bot:
        Ticket.objects.filter(pk=gone.pk).delete()
        return real(bank)

    monkeypatch.setattr(outbox, "load_bot", delete)
    desk.process()
    assert (Ticket.objects.count(), len(answers(other))) == (1, 1)


def test_a_failure_while_posting_leaves_nothing_behind(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not half an answer; the next try gives one answer."""
    monkeypatch.setattr("footnote.integrations.django_helpdesk.posting._save_state", lambda *_, **__: 1 / 0)
    ticket = desk.ask(SIZE)
    assert not answers(ticket)
    monkeypatch.undo()
    with bot_settings():
        skip_delays()
        desk.process()
    assert len(answers(ticket)) == 1


class DeadMail(EmailBackend):
    """A mail server that refuses connections: an OSError, which the desk does not expect."""

    def send_messages(self, messages: Any) -> int:
        """Refuse."""
        if any("comment was added" in message.body for message in messages):
            raise ConnectionRefusedError("no mail today")
        return int(super().send_messages(messages))


def test_an_unreachable_mail_server_costs_no_answer(desk: Desk) -> None:
    """The answer is on the page, and is mailed once when the server is back."""
    with override_settings(EMAIL_BACKEND=f"{__name__}.DeadMail"):
        ticket = desk.ask(SIZE)
    assert len(answers(ticket)) == 1
    for _ in range(3):
        skip_delays()
        desk.process()
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
        desk.process()
    skip_delays()
    desk.process()
    assert [message.to for message in mail.outbox] == [[ANN], ["chief@desk.example"]]


def test_a_queue_without_mail_templates_works(desk: Desk) -> None:
    """The desk then mails nothing at all."""
    from helpdesk.models import EmailTemplate

    EmailTemplate.objects.all().delete()
    assert len(answers(desk.ask(SIZE))) == 1
    assert not mail.outbox


def python_path(folder: Path) -> str:
    """PYTHONPATH with a folder in front."""
    return os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])


def run(folder: Path, *arguments: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """The desk's `manage.py` in a process of its own, with `code` run in it first."""
    main = f"import runpy\nrunpy.run_path({str(MANAGE)!r}, run_name='__main__')"
    start = f"import sys\nsys.argv[1:] = {list(arguments)!r}\n{code}\n{main}"
    env = {
        **os.environ,
        "DESK_DATABASE": str(folder / "desk.db"),
        "PYTHONPATH": python_path(MANAGE.parent.parent),
    }
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


def answer_counts(folder: Path) -> list[int]:
    """The number of public follow-ups of each ticket after its first, in a database on disk."""
    import sqlite3

    with sqlite3.connect(folder / "desk.db") as database:
        rows = database.execute(
            "SELECT count(*) - 1 FROM helpdesk_followup WHERE public GROUP BY ticket_id"
        ).fetchall()
    database.close()
    return [count for (count,) in rows]


KILLED_AT = {
    "asking": "footnote.integrations.django_helpdesk.outbox:reply_to",
    "posting": "footnote.integrations.django_helpdesk.posting:_save_state",
    "mailing": "footnote.integrations.django_helpdesk.mail:_send",
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
def test_a_process_killed_anywhere_answers_no_ticket_twice(waiting: Path, place: str) -> None:
    """SIGKILL while it asks, posts or mails: in the end each ticket has one answer."""
    module, _, name = KILLED_AT[place].partition(":")
    first = run(waiting, "footnote_answer", code=KILL.format(module=module, name=name))
    assert first.returncode == -signal.SIGKILL, first.stderr
    assert 0 < sum(answer_counts(waiting)) < 6
    second = run(waiting, "footnote_answer")
    assert second.returncode == 0, second.stderr
    assert answer_counts(waiting) == [1] * 6


def test_a_message_that_another_process_has_answered_is_left_alone(desk: Desk) -> None:
    """Both saw it waiting."""
    ticket = desk.submit(SIZE)
    seen = turn(ticket)
    assert [outbox.process(seen), outbox.process(seen)] == ["answered", ""]
    assert len(answers(ticket)) == 1


def test_two_processes_share_the_work(waiting: Path) -> None:
    """Both at once on one database, and each ticket has one answer."""
    env = {**os.environ, "DESK_DATABASE": str(waiting / "desk.db")}
    command = [sys.executable, str(MANAGE), "footnote_answer"]
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    output = "".join(process.communicate(timeout=60)[0] for process in both)
    assert sum(int(number) for number in re.findall(r"(\d+) answered", output)) == 6
    assert answer_counts(waiting) == [1] * 6


def test_follow_answers_until_it_is_stopped(waiting: Path) -> None:
    """`footnote_answer --follow` exits with 0 on SIGTERM."""
    env = {**os.environ, "DESK_DATABASE": str(waiting / "desk.db"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, str(MANAGE), "footnote_answer", "--follow", "--every", "0.2"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        assert service.stdout.readline() == "6 answered\n"
        service.send_signal(signal.SIGTERM)
        assert service.wait(20) == 0


def test_the_command_prints_the_outcomes(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Or that nothing waits."""
    desk.submit(SIZE)
    desk.submit("who is the president")
    call_command("footnote_answer")
    call_command("footnote_answer")
    assert capsys.readouterr().out == "1 answered, 1 noted\nnothing waits\n"


def test_one_thread_processes_all_messages_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """Woken while it works, it does another round; woken later, it starts again."""
    background, rounds = outbox.BackgroundThread(), []

    def process_all() -> None:
        rounds.append(1)
        if len(rounds) == 1:
            background.wake()
            raise RuntimeError("a lost database")

    monkeypatch.setattr(outbox, "process_all", process_all)
    background.wake()
    background.join(10)
    assert len(rounds) == 2
    background.wake()
    background.join(10)
    assert len(rounds) == 3


@pytest.mark.parametrize(
    ("setting", "problem"),
    [
        ([], "FOOTNOTE: write a dictionary"),
        ({}, "queues: is missing; write a name or path of a bank"),
        ({"queues": {}, "quiet": 1}, 'FOOTNOTE["quiet"]: there is no such setting'),
        ({"queue": {}}, 'FOOTNOTE["queue"]: there is no such setting; write queues'),
        ({"queues": {"support": None}}, 'FOOTNOTE["queues"]: write a name or path of a bank for each queue'),
        ({"queues": {}, "user": ""}, 'FOOTNOTE["user"]: write the user name'),
        ({"queues": {}, "thread": "no"}, 'FOOTNOTE["thread"]: write True'),
        ({"queues": {}, "closing": 1}, 'FOOTNOTE["closing"]: write the text'),
        ({"queues": {}, "patience": 0}, 'FOOTNOTE["patience"]: write a number of hours above 0'),
        ({"queues": {}, "patience": True}, 'FOOTNOTE["patience"]: write a number of hours above 0'),
    ],
)
def test_a_wrong_setting_is_a_problem(setting: Any, problem: str) -> None:
    """It says where, and what to write."""
    with pytest.raises(SettingsError) as caught:
        read_settings(setting)
    assert any(problem in each for each in caught.value.problems)


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("changed", "id"),
    [
        ({"FOOTNOTE": {"queues": {}}}, "footnote.W003"),
        ({"FOOTNOTE": {"queues": {"support": "no-such-bank"}}}, "footnote.W002"),
        ({"FOOTNOTE": {"queue": {}}}, "footnote.E002"),
    ],
)
def test_manage_check_reports_wrong_settings_and_banks(changed: dict[str, Any], id: str) -> None:
    """A bank may break at any time, so it is a warning: an error would stop `get_email`."""
    from django.core.checks import run_checks

    assert not [message for message in run_checks() if message.id.startswith("footnote")]
    with override_settings(**changed):
        assert [message.id for message in run_checks() if message.id.startswith("footnote")][:1] == [id]


def test_manage_check_reports_a_missing_setting_and_the_wrong_order(tmp_path: Path) -> None:
    """Mistakes of a new user."""
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
    env = {**os.environ, "PYTHONPATH": python_path(tmp_path)}
    command = [sys.executable, str(tmp_path / "desk_project" / "manage.py"), "check"]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "footnote.E001" in done.stderr
    assert 'Put "footnote.integrations.django_helpdesk" above "helpdesk" in INSTALLED_APPS.' in done.stderr


@given(body=st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=300))
@hypothesis_settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_ticket_is_processed(desk: Desk, body: str) -> None:
    """Whatever a customer writes has an outcome, and raises no error."""
    with transaction.atomic():
        ticket = desk.submit(body) if body.strip() else desk.submit("-")
    desk.process()
    assert turn(ticket).outcome in ("answered", "noted", "silent")
