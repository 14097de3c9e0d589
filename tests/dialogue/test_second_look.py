"""What an utterance may be if the shipped bank does not answer it as it stands."""

from __future__ import annotations

import pytest

from footnote import Bot, load
from footnote.bank import Bank
from footnote.dialogue import State
from footnote.dialogue.second_look.asides import without_asides
from footnote.record import replace
from footnote.text import Analyzer


@pytest.fixture(scope="module")
def shipped() -> Bot:
    return load("micrometastases")


def entries(bot: Bot, *lines: str) -> tuple[str, ...]:
    state = State()
    for line in lines:
        reply = bot.ask(line, state)
        state = reply.state
    return tuple(reply.entries)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("So micromets never come back, right?", "recurrence"),
        ("there's no need to treat them, is there?", "treatment"),
        ("I don't need hormone therapy then?", "hormonal-therapy"),
    ],
)
def test_a_question_that_denies_something_is_about_the_fact(shipped: Bot, line: str, entry: str) -> None:
    assert entries(shipped, line) == (entry,)
    assert not shipped.ask(line).text.startswith(("Yes", "No"))


def test_a_denial_of_what_the_source_leaves_out_stays_without_answer(shipped: Bot) -> None:
    assert entries(shipped, "micromets can't be cured, can they?") == ()


def test_what_is_announced_may_join_two_questions(shipped: Bot) -> None:
    line = (
        "could you tell me whether she will need more nodes taken out and whether hormone tablets are usual?"
    )
    assert entries(shipped, line)[-1] == "hormonal-therapy"
    assert len(entries(shipped, line)) == 2


def test_a_part_of_a_sentence_does_not_stand_for_the_whole(shipped: Bot) -> None:
    line = "can you tell me what a micrometastasis is and also whether i need radiation"
    assert entries(shipped, line) == ("what", "radiation-depends")


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("sorry, typo, i mean how is it found", "how-found"),
        ("oh never mind, what about chemotherapy", "chemotherapy"),
    ],
)
def test_a_correction_may_be_about_the_main_subject_again(shipped: Bot, line: str, entry: str) -> None:
    assert entries(shipped, "how is it treated?", line) == (entry,)


def test_an_exchange_of_greetings_is_no_question(shipped: Bot) -> None:
    assert shipped.ask("hello. how are you? fine").kind == "smalltalk"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a) size limits, b) any symptoms", ("size", "symptoms")),
        ("f) ER+ g) HER2+", ("hormonal-therapy", "her2")),
        ("is it on a scan or what", ("scans",)),
        ("ER+ w/ micromets: usual treatment?", ("hormonal-therapy",)),
        ("hi, where do the cells come from and can they be anywhere", ("origin", "where-in-body")),
        ("Node out, deposit of 0.9 mm. Micromet?", ("size-within",)),
        ("Is it cancer, and what can be done?", ("are-they-cancer", "treatment")),
        ("can you tell me something about the hormone stuff", ("hormonal-therapy",)),
        ("Hers names micrometastases in one lymph node. Where did those come from?", ("origin",)),
        ("It came back HER2-positive. What do they suggest for it?", ("her2",)),
        ("is this old or what, when was it updated", ("last-updated",)),
        ("HER2-positive - treatment?", ("her2",)),
        ("hubby drives lorries, how are micrometastases found?", ("how-found",)),
        ("the roof leaks - what does recurrence mean", ("recurrence-meaning",)),
        ("I'm so scared. what's a recurrence", ("recurrence-meaning",)),
        ("what would you call 0.3 mm then? Thanks so much!", ("size-within",)),
        ("We were told hers is oestrogen driven. What would one give for that?", ("hormonal-therapy",)),
    ],
)
def test_a_message_is_cut_where_its_questions_are(shipped: Bot, line: str, expected: tuple[str, ...]) -> None:
    assert entries(shipped, line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "My laptop has lost its network since Monday. How do I fix it?",
        "My arm is thick since the operation. Is this lymphedema and what can be done?",
        "Could you ring her surgeon and find out what he meant?",
        "what does HER2 mean",
        "my dog is ill, how are micrometastases treated?",
        "the printer is broken, how is it fixed?",
        "Does a tumor board decide about radiation to my nodes?",  # as its silent topic lists it
    ],
)
def test_what_is_about_something_else_is_not_answered(shipped: Bot, line: str) -> None:
    assert entries(shipped, line) == ()


@pytest.mark.parametrize(
    ("line", "is_noted"),
    [
        ("My cancer is HER2-negative.", True),
        ("ER+ HER2- 1.2 mm", True),
        ("my hormone test came back positive", True),
        ("they said it is HER2-negative", True),
        ("I had a mastectomy last week", True),
        ("radiation after mastectomy", False),
        ("my arm is swollen since the axillary dissection", False),
        ("HER2-negative treatment", False),
        ("drain how many days after axillary dissection", False),
        ("after a sentinel biopsy do they take out more nodes", False),
        ("if it is HER2-positive they leave out chemo", False),
        ("completion axillary dissection after a positive sentinel", False),
    ],
)
def test_only_what_reports_of_somebody_is_noted(shipped: Bot, line: str, *, is_noted: bool) -> None:
    assert (shipped.explain(line)[1].basis == "statement") == is_noted


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("what does HER2 mean", "decline"),
        ("what does hormone receptor-positive mean?", "decline"),
        ("what does recurrence mean", "answer"),
        ("what does it all mean", "smalltalk"),
        ("what does that big word mean", "smalltalk"),
    ],
)
def test_who_says_which_word_is_not_clear_is_not_asked_which(shipped: Bot, line: str, kind: str) -> None:
    """It is explained, or the source does not explain it."""
    assert shipped.ask(line).kind == kind


def test_who_is_off_topic_gets_no_medical_words(shipped: Bot) -> None:
    assert shipped.ask("how do I reset my outlook password").reason == "off-topic"
    assert shipped.ask("Should I let her?").reason == "personal"


@pytest.mark.parametrize(
    ("subject", "reply"), [("other", ("answer", "tulips")), ("health", ("decline", "personal"))]
)
def test_what_sounds_personal_is_so_about_health_alone(
    garden: Bank, subject: str, reply: tuple[str, str]
) -> None:
    """Of tulips, "should I" is a question like any other, where the bank is sure of it."""
    said = Bot(replace(garden, subject=subject)).ask("should i buy something when i am watering the tulips")
    assert (said.kind, said.reason or said.entry) == reply


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Should my mother have chemo at all?", "decline"),
        ("so should we have the radiation", "decline"),
        ("should I be able to feel micromets?", "answer"),
        ("should i have been able to feel micromets", "answer"),
        ("what should she expect to be offered for micromets", "answer"),
    ],
)
def test_whether_to_do_something_only_a_person_can_say(shipped: Bot, line: str, kind: str) -> None:
    """What the source says in general follows, with its citations."""
    reply = shipped.ask(line)
    assert (reply.kind, bool(reply.citations)) == (kind, True)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("The sentinel node shows micromets: is ALND on the table?", "after-sentinel"),
        ("My node had a 1 mm deposit; does that mean I need chemo?", "chemotherapy"),
        ("My sister reckons micromets can be felt as a lump. Is she wrong?", "symptoms"),
        ("They say chemo is always needed. True?", "chemotherapy"),
        ("Why were my nodes taken out to find out about micromets?", "when-found"),
    ],
)
def test_what_stands_before_a_question_counts(shipped: Bot, line: str, entry: str) -> None:
    assert entries(shipped, line)[:1] == (entry,)


def test_what_a_mail_says_of_the_weather_is_left_out(shipped: Bot) -> None:
    mail = (
        "It rained all week. The dog will not go out. My nodes have micromets. We had soup. "
        "Which therapies are usual in that case? The toner is low."
    )
    assert shipped.ask(mail).entry == "treatment"


def test_a_question_about_a_lump_is_not_about_micromets(shipped: Bot) -> None:
    reply = shipped.ask("There is a new lump in my scar since Tuesday. Is it the cancer?")
    assert (reply.kind, reply.reason) == ("decline", "not-in-source")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("is a tumor of 1 mm a micromet",), ("size",)),
        (("my tumor was 14 mm and the deposit 0.4 mm, is that a micromet",), ("size-within",)),
        (("12 mm tumor, 1.4 mm deposit in the node. is that micro?",), ("size-within",)),
        (("axillary dissection after sentinel dissection",), ("after-sentinel",)),
        (("I had sentinel dissection and axillary dissection",), ()),
        (("it's not 3 mm it's 1 mm",), ("size-within",)),
        (("the report says 3 mm, sorry 1 mm",), ("size-within",)),
        (("is 1 mm, not 3 mm, one?",), ("size-within",)),
        (("it's 0.5 not 5 mm. is that a micromet?",), ("size-within",)),
        (("0.5 mm, not 5 mm. is that a micromet?",), ("size-within",)),
        (("it isn't 5 mm, it's 0.1 mm. what is it called?",), ("size-under",)),
        (("my nodes came back clear, do I need chemo",), ()),
        (("My nodes are clear.", "how are they treated"), ()),
        (("I have isolated tumor cells", "how is that treated"), ()),
        (("is it false that they are between 0.2 and 2 mm",), ("size",)),
    ],
)
def test_an_answer_is_about_what_the_person_has(
    shipped: Bot, lines: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert entries(shipped, *lines) == expected


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            "They found a 1.7 mm deposit and another cluster of 0.1 mm. What are they called?",
            ("1.7 mm is between 0.2 and 2 millimeters.", "0.1 mm is smaller than 0.2 millimeters."),
        ),
        (
            "my deposit was 3 mm, corrected to 1.2 mm. is that a micrometastasis?",
            ("3 mm is larger than 2 millimeters.", "1.2 mm is between 0.2 and 2 millimeters."),
        ),
    ],
)
def test_no_length_stands_for_one_in_another_range(shipped: Bot, line: str, said: tuple[str, ...]) -> None:
    reply = shipped.ask(line)
    assert reply.entries == ("size",)
    assert reply.text.startswith(" ".join(said))


def test_other_words_for_a_list_keep_it_whole(shipped: Bot) -> None:
    state = shipped.ask("how are they treated").state
    for line in ("shorter", "simpler"):
        reply = shipped.ask(line, state)
        assert reply.text.count("\n- ") == shipped.ask("how are they treated").text.count("\n- ")


def test_nothing_is_explained_twice(shipped: Bot) -> None:
    text = shipped.ask("simpler", shipped.ask("what are micrometastases").state).text
    assert text.count("cancer cells") == 1


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("how small is it according to your article", "how small is it"),
        ("in the text, how small is it", "how small is it"),
        ("what does the page say about surgery", "what surgery"),
        ("which operations does the article mention", "which operations"),
        ("who wrote the article", None),
        ("what is in the article", None),
        ("is it small", None),
    ],
)
def test_words_that_only_name_the_source_are_left_out(shipped: Bot, line: str, rest: str | None) -> None:
    language = shipped.bank.language
    assert without_asides(Analyzer(language).parse(line).whole, language) == rest


@pytest.mark.parametrize(
    "line", ["Should I have an axillary dissection now?", "Could I put my radiation off until spring?"]
)
def test_a_decision_for_one_person_is_not_taken(shipped: Bot, line: str) -> None:
    """Though the entry has wordings that sound personal in other words; what holds in general is said."""
    reply = shipped.ask(line)
    assert (reply.kind, reply.reason) == ("decline", "personal")
    assert reply.citations
