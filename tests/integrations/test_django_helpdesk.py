"""Tickets of a real desk: which get an answer, a note, or nothing."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING, Any

import pytest
from desk_project.desk import ANN, Desk, answers, bot_settings, fresh_database, new_queue, notes, turn, worker
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.core.management import call_command
from django.db.models.signals import pre_init
from django.test import override_settings
from helpdesk.models import FollowUp, Queue, Ticket, get_markdown
from helpdesk.update_ticket import update_ticket
from paths import GARDEN

from footnote import load
from footnote.bank import find_bank
from footnote.desks.answering import asking, formatting, modes
from footnote.evaluation import question_paths, read_questions
from footnote.integrations.django_helpdesk.models import Talk, Turn
from footnote.integrations.django_helpdesk.participants import bot_user
from footnote.mail import own_text, words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType

    import footnote

pytestmark = pytest.mark.filterwarnings(
    "ignore:The default protocol will be changed"
)  # Django 6.1, of the desk

SIZE = "how big are micromets?"
OUTSIDE = "who is the president"


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An empty desk whose queue `support` has the shipped bank."""
    fresh_database()
    with bot_settings():
        yield Desk()


def questions() -> list[str]:
    """Fifty that people might type, from all over the shipped bank's own list."""
    bank = load("micrometastases").bank
    files = question_paths(find_bank("micrometastases"))
    every = [question.ask for file in files for question in read_questions(file, bank).single]
    return every[:: max(1, len(every) // 50)][:50]


def test_a_new_ticket_is_answered_with_its_sources(desk: Desk, shipped: footnote.Bot) -> None:
    """Publicly, in the bank's words, each mark with the place and the address it stands for."""
    ticket = desk.ask(SIZE)
    reply = shipped.ask(SIZE)
    [answer] = answers(ticket)
    assert answer.comment.startswith(reply.text)
    assert answer.comment.count(reply.citations[0].url.rstrip(".")) == 1
    assert shipped.bank.notice in answer.comment
    assert not notes(ticket)


def test_a_ticket_gets_the_reply_of_the_bot(desk: Desk, shipped: footnote.Bot) -> None:
    """The same 50 questions: the same entry, text and citations as `Bot.ask` gives."""
    asked = questions()
    assert len(asked) == 50
    for question in asked:
        reply = shipped.ask(question)
        ticket = desk.ask(question, title=" ".join(question.split())[:200])
        assert turn(ticket).reply == reply.as_dict(), question
        assert [reply.text in answer.comment for answer in answers(ticket)] == [True] * (
            reply.kind == "answer" or reply.reason == "urgent"
        )
        written = (answers(ticket) if reply.kind == "answer" else notes(ticket))[-1:]
        assert all(
            cited.url.rstrip(".") in follow_up.comment for follow_up in written for cited in reply.citations
        )


def test_the_customer_sees_the_answer_and_can_follow_its_source(desk: Desk) -> None:
    """On the page of the ticket, with the address as a link."""
    page = desk.page(desk.ask(SIZE))
    assert "between 0.2 and 2 millimeters [1]" in page
    assert 'href="https://www.breastcancer.org/types/micrometastases#:~:text=' in page


def test_the_customer_is_mailed_the_answer_as_it_stands(desk: Desk) -> None:
    """By a mail that says that a program sent it, so that no absence note comes back."""
    ticket = desk.ask(SIZE)
    sent = mail.outbox[-1]
    assert sent.to == [ANN]
    assert answers(ticket)[0].comment in sent.body.replace("\r\n", "\n")
    assert sent.extra_headers["Auto-Submitted"] == "auto-replied"
    assert answers(ticket)[0].email_recipients == [ANN]
    assert "<br>" in sent.alternatives[0][0]


def test_a_question_without_a_sure_answer_is_left_to_a_person(desk: Desk) -> None:
    """With the near entries in a note that the customer neither sees nor is mailed."""
    ticket = desk.ask("should I have chemo?")
    [note] = notes(ticket)
    assert not answers(ticket)
    assert "Is chemotherapy recommended for micrometastases?" in note.comment
    assert "chemotherapy" not in desk.page(ticket).casefold()
    assert "Chemotherapy" in desk.staff_page(ticket)
    assert len(mail.outbox) == 1, "the desk's own, that the ticket has come"


@override_settings(HELPDESK_NOTIFY_SUBMITTER_FOR_ALL_TICKET_CHANGES=True)
def test_a_note_is_mailed_to_the_owner_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not to people in copy, nor where the desk mails customers every change."""
    from helpdesk import settings

    monkeypatch.setattr(settings, "HELPDESK_NOTIFY_SUBMITTER_FOR_ALL_TICKET_CHANGES", True)
    Queue.objects.update(default_owner=desk.wendy, enable_notifications_on_email_events=True)
    ticket = desk.submit(OUTSIDE)
    ticket.ticketcc_set.create(email="friend@customer.example")
    mail.outbox.clear()
    desk.process()
    assert [message.to for message in mail.outbox] == [["wendy@desk.example"]]
    assert "a note for you on the ticket's page" in mail.outbox[0].body.replace("&#x27;", "'")


def test_a_follow_up_may_refer_to_the_last_answer(desk: Desk) -> None:
    """A short "and radiation?" is asked of what was answered before."""
    ticket = desk.ask("how are micromets treated?")
    desk.follow_up(ticket, "and radiation?")
    assert turn(ticket).reply["entry"] == "radiation"
    assert len(answers(ticket)) == 2


def test_a_follow_up_on_the_tickets_page_is_answered(desk: Desk) -> None:
    """As from a mail."""
    ticket = desk.ask(OUTSIDE)
    update_ticket(AnonymousUser(), ticket, comment=SIZE, public=True)
    desk.process()
    assert len(answers(ticket)) == 1


SILENT_WITH_OPTIONS = "what are the side effects of chemotherapy?"


def test_options_that_only_the_worker_saw_are_not_taken(desk: Desk, shipped: footnote.Bot) -> None:
    """A "1" after a note means nothing the customer could know."""
    assert shipped.ask(SILENT_WITH_OPTIONS).options
    ticket = desk.ask(SILENT_WITH_OPTIONS)
    desk.follow_up(ticket, "1")
    assert not answers(ticket)


def test_small_talk_gets_nothing(desk: Desk) -> None:
    """Neither an answer nor a note: "thank you" in a ticket asks for no mail."""
    ticket = desk.ask(SIZE)
    desk.follow_up(ticket, "Thank you so much!")
    assert (len(answers(ticket)), notes(ticket)) == (1, [])
    assert turn(ticket).outcome == "silent"


@pytest.mark.parametrize("public", [1, None], ids=["publicly", "in a note"])
def test_once_a_person_has_replied_the_bot_is_silent(desk: Desk, public: int | None) -> None:
    """Whether the customer could read it or not."""
    ticket = desk.submit(OUTSIDE)
    desk.work(ticket, "I will look into it.", public=public)
    desk.process()
    desk.follow_up(ticket, SIZE)
    assert not answers(ticket) + notes(ticket)
    assert turn(ticket).why == "a person has replied"


def test_a_person_who_was_faster_is_not_interrupted(desk: Desk) -> None:
    """A worker's answer between the ticket and the bot's turn counts."""
    ticket = desk.submit(SIZE)
    desk.work(ticket, "About a pinhead.")
    desk.process()
    assert not answers(ticket)


def test_a_ticket_that_a_person_has_taken_is_left_alone(desk: Desk) -> None:
    """Assigning it to oneself is enough; being a queue's default owner is not."""
    ticket = desk.submit(SIZE)
    desk.work(ticket, owner=desk.wendy.pk)
    desk.process()
    assert turn(ticket).why == "wendy has the ticket"
    Queue.objects.update(default_owner=worker("walt"))
    assert len(answers(desk.ask(SIZE))) == 1


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"status": Ticket.RESOLVED_STATUS}, "the ticket is not open"),
        ({"status": Ticket.CLOSED_STATUS}, "the ticket is not open"),
        ({"status": Ticket.DUPLICATE_STATUS}, "the ticket is not open"),
        ({"on_hold": True}, "the ticket is on hold"),
    ],
)
def test_a_ticket_that_is_not_open_is_left_alone(desk: Desk, change: dict[str, Any], why: str) -> None:
    """A person closed it, or put it on hold, for a reason."""
    ticket = desk.submit(SIZE)
    Ticket.objects.filter(pk=ticket.pk).update(**change)
    desk.process()
    assert (answers(ticket), turn(ticket).why) == ([], why)


def test_a_merged_ticket_is_left_alone(desk: Desk) -> None:
    """Its messages have moved to another ticket, by a person's hand."""
    kept, gone = desk.submit(OUTSIDE), desk.submit(SIZE)
    merge = {"chosen_ticket": kept.pk}
    desk.as_wendy().post(f"/tickets/merge?tickets={kept.pk}&tickets={gone.pk}", merge)
    gone.refresh_from_db()
    assert gone.merged_to == kept
    desk.process()
    assert not answers(kept) + answers(gone)
    assert Turn.objects.get(talk__ticket=gone).why == "the ticket was merged into another"


def test_a_customer_who_wants_a_person_gets_one(desk: Desk) -> None:
    """The worker gets all that was answers, once; the bot says nothing more."""
    ticket = desk.ask(SIZE)
    desk.follow_up(ticket, "I want to talk to a person")
    [note] = notes(ticket)
    assert SIZE in note.comment
    assert "the person asked for somebody to talk to" in note.comment
    desk.follow_up(ticket, SIZE)
    assert (len(answers(ticket)), len(notes(ticket))) == (1, 1)
    assert turn(ticket).why == "the ticket was handed over"


def test_two_declines_in_a_row_hand_the_ticket_over(desk: Desk) -> None:
    """The first gets a note; the second hands the ticket over, and then the bot is silent."""
    ticket = desk.ask(OUTSIDE)
    assert "Handed over" not in notes(ticket)[0].comment
    desk.follow_up(ticket, "and who was it before?")
    assert "Handed over" in notes(ticket)[1].comment
    desk.follow_up(ticket, SIZE)
    assert (answers(ticket), len(notes(ticket))) == ([], 2)


def test_distress_is_answered_at_once_and_shown_to_a_person(desk: Desk) -> None:
    """Nobody may be reading yet, also after the ticket was handed over."""
    ticket = desk.ask("I want to die", title="Results")
    assert "you need a person now" in answers(ticket)[0].comment
    assert "emergency or of distress" in notes(ticket)[0].comment
    desk.follow_up(ticket, "I can't go on, I want to die")
    assert len(answers(ticket)) == 2


def test_distress_in_the_title_is_recognised(desk: Desk) -> None:
    """Beside a question that the bank could answer."""
    assert turn(desk.ask(SIZE, title="I want to die")).reply["reason"] == "urgent"


def test_assigning_the_ticket_to_the_bot_hands_it_back(desk: Desk) -> None:
    """With a word to the bot or without; until a person speaks again."""
    ticket = desk.ask(OUTSIDE)
    desk.follow_up(ticket, OUTSIDE)
    desk.work(ticket, "Please take over again.", owner=bot_user().pk, public=None)
    desk.follow_up(ticket, SIZE)
    assert len(answers(ticket)) == 1
    desk.work(ticket, "Wendy here: it depends.")
    desk.follow_up(ticket, "how are micromets treated?")
    assert len(answers(ticket)) == 1


def test_a_ticket_handed_back_in_bulk_is_the_bots_again(desk: Desk) -> None:
    """The list of tickets assigns without a follow-up of the usual kind."""
    ticket = desk.ask(OUTSIDE)
    desk.work(ticket, "One moment.")
    desk.as_wendy().post("/tickets/update/", {"ticket_id": [ticket.pk], "action": f"assign_{bot_user().pk}"})
    desk.follow_up(ticket, SIZE)
    assert len(answers(ticket)) == 1


def test_a_ticket_handed_over_again_is_no_longer_assigned_to_the_bot(desk: Desk) -> None:
    """Else it would be the bot's for ever."""
    ticket = desk.ask(OUTSIDE)
    desk.work(ticket, owner=bot_user().pk)
    desk.follow_up(ticket, "I want to talk to a person")
    ticket.refresh_from_db()
    assert ticket.assigned_to is None
    desk.follow_up(ticket, SIZE)
    assert not answers(ticket)


def test_a_ticket_taken_from_the_bot_and_given_back_is_the_bots(desk: Desk) -> None:
    """What a person wrote between does not silence it."""
    ticket = desk.ask(OUTSIDE)
    desk.work(ticket, owner=bot_user().pk)
    desk.work(ticket, "Let me see.", owner=desk.wendy.pk)
    desk.work(ticket, owner=bot_user().pk)
    desk.follow_up(ticket, SIZE)
    assert len(answers(ticket)) == 1


def test_a_private_follow_up_is_never_answered(desk: Desk) -> None:
    """Nobody outside could see the question."""
    ticket = desk.ask(SIZE)
    update_ticket(AnonymousUser(), ticket, comment="how are micromets treated?", public=False)
    desk.process()
    assert len(answers(ticket)) == 1
    assert Turn.objects.count() == 1


def test_a_queue_without_a_bank_is_left_alone(desk: Desk) -> None:
    """The bot answers only in the queues of the settings."""
    assert not answers(desk.ask(SIZE, queue=new_queue("sales")))
    assert not Talk.objects.exists()


def test_each_queue_has_its_bank(desk: Desk) -> None:
    """The same question, answered from one bank and not from the other."""
    beds = new_queue("beds")
    with bot_settings(queues={"support": "micrometastases", "beds": str(GARDEN)}):
        watering = desk.ask("when do roses need water?", queue=beds)
        assert turn(watering).reply["bank"]["id"] == "garden"
        assert "Every morning" in answers(watering)[0].comment
        assert not answers(desk.ask("when do roses need water?"))
        assert not answers(desk.ask(SIZE, queue=beds))


def test_a_ticket_moved_to_another_queue_starts_anew(desk: Desk) -> None:
    """Nothing of the first bank is in mind, and no packet mixes two."""
    beds = new_queue("beds")
    with bot_settings(queues={"support": "micrometastases", "beds": str(GARDEN)}):
        ticket = desk.ask(SIZE)
        Ticket.objects.filter(pk=ticket.pk).update(queue=beds)
        desk.follow_up(ticket, "when do roses need water?")
        desk.follow_up(ticket, "I want to die")
    assert "roses" in notes(ticket)[0].comment
    assert SIZE not in notes(ticket)[0].comment


@pytest.mark.parametrize(
    ("title", "body", "entry"),
    [
        ("Help", SIZE, "size"),
        ("How big are micrometastases?", "Hello, please see the subject. Thank you, Ann", "size"),
        ("How big are micrometastases?", "see above", "size"),
        ("Re: [support-7] " + SIZE, SIZE, "size"),
        ("Micrometastases", "How are they treated?", "treatment"),
        ("Micrometastases", SIZE, "size"),
        ("How big are micrometastases?", "How are micrometastases treated?", None),
    ],
)
def test_the_title_of_a_new_ticket_counts(desk: Desk, title: str, body: str, entry: str | None) -> None:
    """People ask in it, or say in it what they ask about; two questions are left to a person."""
    assert turn(desk.ask(body, title)).reply["entry"] == entry


class FakeBot:
    """A bot with prepared replies."""

    def __init__(self, bot: footnote.Bot, **replies: footnote.Reply) -> None:
        self.bot = bot
        self.replies = replies

    def ask(self, question: str, _state: footnote.State) -> footnote.Reply:
        """The reply to the body alone, or to title and body."""
        return self.replies["both" if "\n\n" in question else "body"]

    def explain(self, question: str, state: footnote.State) -> tuple[footnote.Reply, footnote.dialogue.Trace]:
        """The reply, and how a real bot comes to its own."""
        return self.ask(question, state), self.bot.explain(question, state)[1]


def test_a_title_never_answers_a_personal_question(shipped: footnote.Bot) -> None:
    """Even if title and body together have an answer."""
    personal, answer = shipped.ask("should I have chemo?"), shipped.ask(SIZE)
    assert (personal.reason, answer.kind) == ("personal", "answer")
    bot: Any = FakeBot(shipped, body=personal, both=answer)
    message = asking.Question("Micromets", "should I have chemo?")
    assert asking.reply_to(bot, message, personal.state) is personal


def test_a_ticket_opened_for_a_customer_by_the_api_is_answered(desk: Desk) -> None:
    """Whoever typed it in, the words that open a ticket are the customer's."""
    form = {
        "queue": desk.queue.pk,
        "title": "Call",
        "description": SIZE,
        "submitter_email": ANN,
        "priority": 3,
    }
    answer = desk.as_wendy().post("/api/tickets/", form)
    assert answer.status_code == 201
    desk.process()
    assert len(answers(Ticket.objects.get())) == 1


def test_the_bot_does_not_answer_itself(desk: Desk) -> None:
    """Its follow-ups call the desk's hooks, and start nothing."""
    ticket = desk.ask(SIZE)
    desk.process()
    assert FollowUp.objects.filter(ticket=ticket).count() == 2
    assert Turn.objects.count() == 1


def test_a_message_is_processed_once(desk: Desk) -> None:
    """However often its signal arrives, and it is processed."""
    from footnote.integrations.django_helpdesk.signals import on_followup, on_new_ticket

    ticket = desk.ask(SIZE)
    on_new_ticket(ticket=ticket)
    on_followup(followup=ticket.followup_set.first())
    desk.process()
    assert len(answers(ticket)) == 1


def test_the_ticket_keeps_its_title_and_status(desk: Desk) -> None:
    """A person decides when it is done."""
    ticket = desk.ask(SIZE, title="My results")
    ticket.refresh_from_db()
    assert (ticket.title, ticket.status) == ("My results", Ticket.OPEN_STATUS)


def test_nobody_can_log_in_as_the_bot(desk: Desk) -> None:
    """Its user is made when first needed, without a password or an address."""
    desk.ask(SIZE)
    user = bot_user()
    assert (user.has_usable_password(), user.email, user.is_superuser) == (False, "", False)


@pytest.mark.usefixtures("desk")
def test_two_processes_create_the_bot_s_user_at_once() -> None:
    """The slower one takes the user that the faster one has just stored."""
    model = get_user_model()

    def store_it_first(**_: object) -> None:
        pre_init.disconnect(store_it_first, sender=model)
        model.objects.bulk_create([model(username="footnote", is_staff=True)])

    pre_init.connect(store_it_first, sender=model)
    user = bot_user()
    assert list(model.objects.filter(username="footnote")) == [user]


def test_template_syntax_is_not_rendered(desk: Desk) -> None:
    """The desk renders workers' comments as templates; nothing that the bot says is one."""
    braces = "Write {{ name }}, {{ a + b }}, {# that #} or {% if x %}."
    with bot_settings(closing=braces):
        ticket = desk.ask(SIZE)
    assert answers(ticket)[0].comment.endswith(braces)
    assert braces in mail.outbox[-1].body
    desk.follow_up(ticket, f"I want to talk to a person. {braces}")
    assert braces in notes(ticket)[0].comment


def test_a_customer_cannot_put_markup_into_a_note(desk: Desk) -> None:
    """Neither HTML nor Markdown, also where the whole conversation is handed over."""
    hostile = (
        "~~~\n<script>alert(1)</script> [click](javascript:alert(1)) ![](https://evil.example/x.png) ~~~~"
    )
    ticket = desk.ask(f"who is {hostile}")
    desk.follow_up(ticket, f"I want to talk to a person {hostile}")
    assert "evil.example" in notes(ticket)[-1].comment
    page = notes(ticket)[-1].get_markdown()
    assert "<script" not in page
    assert "<img" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize("hostile", ["~~~\n**x**", "~~~~~\n**x**\n~~~", "```\n**x**"])
def test_a_fence_cannot_be_closed_by_its_text(hostile: str) -> None:
    """Whatever a customer writes, it stays text in a worker's page."""
    assert "<strong>" not in get_markdown(formatting.fenced(hostile))


def test_an_answer_reads_the_same_to_the_worker(desk: Desk) -> None:
    """Markdown keeps its marks, and shows each source once."""
    page = answers(desk.ask(SIZE))[0].get_markdown()
    assert "2 millimeters [1]." in page
    assert page.count("[1] Micrometastases, Breastcancer.org, (introduction), paragraph 2") == 1


@pytest.mark.parametrize("size", [10_000, 1_000_000])
def test_a_huge_ticket_is_read_from_its_start(desk: Desk, size: int) -> None:
    """Somebody pasted a whole record below the question."""
    assert turn(desk.ask(f"{SIZE}\n\n{'x ' * (size // 2)}")).outcome in ("answered", "noted")


def test_a_message_that_waited_for_days_is_left_to_people(desk: Desk) -> None:
    """An answer out of nowhere would surprise."""
    ticket = desk.submit(SIZE)
    with bot_settings(patience=0.000001):
        desk.process()
    assert turn(ticket).why == "it waited too long"


def test_deleting_a_ticket_deletes_its_rows(desk: Desk) -> None:
    """Nothing of it stays in the bot's tables, and nothing keeps it from going."""
    desk.ask(SIZE).delete()
    assert not Talk.objects.exists()
    assert not Turn.objects.exists()


def test_a_message_whose_answer_was_deleted_is_not_answered_again(desk: Desk) -> None:
    """A worker took it back; it does not come again."""
    ticket = desk.ask(SIZE)
    answers(ticket)[0].delete()
    desk.process()
    assert not answers(ticket)


def test_outcomes_are_shown_in_the_admin(desk: Desk) -> None:
    """To be read, not edited."""
    desk.ask(SIZE)
    desk.wendy.is_superuser = True
    desk.wendy.save()
    page = desk.as_wendy().get("/admin/footnote/turn/").content.decode()
    assert "answered" in page
    assert "Add message" not in page


def test_the_models_need_no_new_migration() -> None:
    """`makemigrations` would add nothing."""
    fresh_database()
    call_command("makemigrations", "footnote", check=True, dry_run=True, verbosity=0)


@pytest.mark.parametrize("module", [formatting, modes, own_text, words], ids=lambda module: module.__name__)
def test_the_examples_in_docstrings_are_true(module: ModuleType) -> None:
    """Every `>>>` is run."""
    done = doctest.testmod(module)
    assert (done.failed, done.attempted > 0) == (0, True)
