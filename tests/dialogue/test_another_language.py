"""Conversations in German, with a language file and a bank of their own: no English anywhere."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings, strategies as st

import footnote
from footnote import Bot, Reply, State
from footnote.text import Language, fold, words

ENTSTEHUNG, SOMMER = "Wie entsteht Hagel?", "Wann hagelt es?"

ALONE = [
    (ENTSTEHUNG, "answer", "entstehung"),
    ("woher komt der hagl", "answer", "entstehung"),
    ("Wie bilden sich Hagel?", "answer", "entstehung"),
    ("gibt's im Januar Hagel", "answer", "winter"),
    ("hagelt es nich im Winter", "answer", "winter"),
    ("warum schmilzt Hagel nicht", "answer", "schmilzt"),
    ("ist ein Hagelkorn kleiner als 2 cm klein?", "answer", "klein"),
    ("ist ein Hagelkorn größer als 2 cm groß?", "answer", "gross"),
    ("eine Schlosse mit einem halben Zentimeter", "answer", "klein"),
    ("Hagelkorn mit zwei Komma fünf Zentimetern", "answer", "gross"),
    ("Hagelkorn mit höchstens 2 cm", "answer", "klein"),
    ("kundin schreibt: wie bildet sich Hagel", "answer", "entstehung"),
    (f"Hallo Leute,\nich habe ein Haus. {ENTSTEHUNG}\nViele Grüße\nAnna Maier", "answer", "entstehung"),
    ("wer bezahlt den Hagelschaden", "decline", "not-in-source"),
    ("wer gewann gestern", "decline", "off-topic"),
    ("was ist Nebel", "decline", "off-topic"),
    ("xkcd qwrtz", "decline", "unclear"),
    ("1", "decline", "unclear"),
    ("soll ich mein Auto versichern", "decline", "personal"),
    ("hallo", "smalltalk", None),
    ("wie geht's dir", "smalltalk", None),
    ("Danke schön", "smalltalk", None),
    ("Tschüß!", "smalltalk", None),
    ("ich habe solche Angst", "smalltalk", None),
    ("ich will nich mehr leben", "handoff", "urgent"),
    ("ich möchte mit einem Menschen sprechen", "handoff", "asked"),
    (f"{ENTSTEHUNG} {SOMMER}", "answer", "entstehung"),
]  # fmt: skip

CONVERSATIONS = [
    ([SOMMER, "und im Winter?"], "winter", "follow_up"),
    ([ENTSTEHUNG, "wann?"], "sommer", "follow_up"),
    ([ENTSTEHUNG, "und warum schmilzt er nicht"], "schmilzt", "reference"),
    (["ist ein Hagelkorn mit 5 mm klein", "und 30?"], "gross", "size"),
    (["ist ein Hagelkorn mit 5 mm klein", "mehr als 2 cm?"], "gross", "size"),
    (["wer bezahlt den Hagelschaden", "das erste bitte"], "gross", "selection"),
    (["wer bezahlt den Hagelschaden", "ja gern"], "gross", "selection"),
    ([f"{ENTSTEHUNG} {SOMMER}", "das zweite bitte"], "sommer", "selection"),
    (["wer bezahlt den Hagelschaden", "nein danke"], None, "selection"),
    (["wer ist der Papst", "wer ist der Kaiser"], None, "lookup"),
]

LINES = [line for line, *_ in ALONE] + [line for lines, *_ in CONVERSATIONS for line in lines]


MARKS = {"mm", "1", "2", "3", "4", "5", "6"}
"""The unit, and the numbers of citations."""


def conversation(bot: Bot, lines: list[str]) -> Iterator[Reply]:
    state = State()
    for line in lines:
        reply = bot.ask(line, state)
        state = reply.state
        yield reply


def own_words(bot: Bot) -> set[str]:
    """Every word that the bank and its language write themselves."""
    bank, language = bot.bank, bot.bank.language
    texts = [bank.title, bank.notice, bank.contact, bank.helpline, bank.source.title, bank.source.publisher]
    texts += [text for entry in bank.entries.values() for text in (entry.question, entry.answer)]
    texts += [topic.about for topic in bank.silent.values()] + [size.says for size in bank.sizes]
    texts += [*language.texts.values(), *(small_talk.text for small_talk in language.small_talk)]
    texts += language.safety.general.values()
    return {word for text in texts for word in words(fold(text))}


@pytest.mark.parametrize(("line", "kind", "what"), ALONE)
def test_kinds_and_reasons(hail: Bot, line: str, kind: str, what: str | None) -> None:
    """Each kind of reply, and each reason not to answer, by the words of the language file alone."""
    reply = hail.ask(line)
    assert (reply.kind, reply.entry if kind == "answer" else reply.reason) == (kind, what)


@pytest.mark.parametrize(("lines", "entry", "basis"), CONVERSATIONS)
def test_later_turns(hail: Bot, lines: list[str], entry: str | None, basis: str) -> None:
    """Follow-ups, pronouns, sizes without a unit, and options picked and refused."""
    *_, before, last = [None, *conversation(hail, lines)]
    assert last is not None
    assert last.entry == entry
    assert hail.explain(lines[-1], before.state if before else None)[1].basis == basis


@pytest.mark.parametrize("lines", [[line] for line, *_ in ALONE] + [lines for lines, *_ in CONVERSATIONS])
def test_replies_have_no_words_but_the_banks_and_the_languages_own(hail: Bot, lines: list[str]) -> None:
    """Nothing in English is said for whatever a language file may lack; a length comes back as typed."""
    typed = {word for line in lines for word in words(fold(line))}
    for reply in conversation(hail, lines):
        sizes = typed if reply.entry in ("klein", "gross") else set()
        assert set(words(fold(reply.text))) <= own_words(hail) | sizes | MARKS


@settings(max_examples=100)
@given(st.lists(st.sampled_from([word for line in LINES for word in line.split()]), max_size=9))
def test_any_words_are_replied_to_in_the_language(hail: Bot, typed: list[str]) -> None:
    """Whatever is typed."""
    reply = hail.ask(" ".join(typed))
    assert set(words(fold(reply.text))) <= own_words(hail) | set(words(fold(" ".join(typed)))) | MARKS


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("ist ein Hagelkorn mit 5 mm klein", "5 mm ist klein."),
        ("ist ein Hagelkorn von 30 mm groß", "30 mm ist groß."),
        ("ist ein Hagelkorn unter 2 cm klein", "Solche"),
    ],
)
def test_a_size_is_named_in_the_banks_words(hail: Bot, line: str, sentence: str) -> None:
    """A range is not named: "under 2 cm is small" helps nobody."""
    assert hail.ask(line).text.startswith(sentence)


def test_distress_next_to_a_question_is_met_with_comfort(hail: Bot) -> None:
    """In the language's own words."""
    reply = hail.ask(f"{ENTSTEHUNG} ich habe solche Angst")
    assert reply.text.startswith(hail.bank.language.safety.general["fear"])
    assert reply.entry == "entstehung"


def test_english_is_not_understood(hail: Bot) -> None:
    """Small talk, distress and refusals of English banks mean nothing here."""
    for line in ("goodbye", "thanks", "kill myself", "none of these", "talk to someone"):
        assert hail.ask(line).reason in ("off-topic", "unclear")


@pytest.mark.parametrize(
    ("typed", "expanded"),
    [
        ("geht's", ["geht", "es"]),
        ("sag's", ["sag", "es"]),
        ("nich", ["nicht"]),
        ("Hans'", ["hans"]),
        ("zb", ["zum", "beispiel"]),
    ],
)
def test_short_forms_and_contractions_are_the_languages_own(
    hail: Bot, typed: str, expanded: list[str]
) -> None:
    """As its file has them."""
    assert hail.bank.language.spoken(typed) == expanded


@pytest.mark.parametrize(
    ("one", "other"), [("Häuser", "Haus"), ("Telephon", "Telefon"), ("Hagelkörner", "Hagelkörnern")]
)
def test_words_are_stemmed_and_spelled_as_in_german(hail: Bot, one: str, other: str) -> None:
    """By the stemmer that its file names."""
    language: Language = hail.bank.language
    assert language.stem(fold(one)) == language.stem(fold(other))


def test_two_languages_live_next_to_each_other(hail: Bot, gardener: Bot) -> None:
    """No language is anybody's default once a bank has named its own."""
    assert footnote.Matcher([("a", "die Häuser")], language=hail.bank.language).rank("das Haus")
    assert hail.ask(ENTSTEHUNG).kind == "answer"
    assert gardener.ask("do roses need water").kind == "answer"
    assert hail.ask(ENTSTEHUNG).kind == "answer"


def test_a_person_who_has_the_conversation_is_not_called_again(hail: Bot) -> None:
    """The bot is silent, unless it is an emergency."""
    handed = State(handed=True)
    assert hail.ask("ich möchte mit einem Menschen sprechen", handed).text == ""
    assert hail.ask(ENTSTEHUNG, handed).text == ""
    assert hail.ask("ich will nicht mehr leben", handed).reason == "urgent"
