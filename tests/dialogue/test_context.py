"""What an utterance refers to: the last answer, or the sentence before it."""

from __future__ import annotations

import pytest

import footnote
from footnote import Bot
from footnote.bank import Bank, Entry, SizeRange
from footnote.dialogue.context import FollowUps, References
from footnote.dialogue.sizes import Sizes, cut_points
from footnote.record import replace
from footnote.text import Analyzer

# A post office: two subjects that are asked about in the same words, one that is part of another, and a size.
ENTRIES = [
    ("sent", "P1", "parcels", ["how are parcels sent", "sending parcels", "who sends the parcels"]),
    ("wrapped", "P1", "parcels", ["how are parcels wrapped", "who wraps parcels", "batteries in a wrapping"]),
    ("batteries", "P2", "batteries", ["how are batteries sent", "sending a battery", "who sends batteries"]),
    ("abroad", "P3", "parcels abroad", ["what do parcels abroad cost", "price of parcels abroad"]),
    ("customs", "P2", "customs", ["what do customs open", "customs"]),
    ("foreign", "P2", "foreign customs", ["what do foreign customs open", "foreign customs"]),
    ("meaning", "P1", "", ["what is small", "what does small mean", "is it small or large"]),
    ("small", "P3", "", ["is a parcel of 1 mm small", "the parcel has 1 mm", "is it small with 1 mm"]),
    ("large", "P3", "", ["is a parcel of 5 mm small", "the parcel has 5 mm", "is it small with 5 mm"]),
]
SIZES = (
    SizeRange(2.0, True, "small", "{size} is small."),
    SizeRange(None, False, "large", "{size} is large."),
)


@pytest.fixture(scope="module")
def post(garden: Bank) -> Bot:
    """The bot of the post office."""
    entries = {
        id: Entry(id, question, tuple(wordings), "Yes [1].", (passage,), about)
        for id, passage, about, [question, *wordings] in ENTRIES
    }
    same = (("parcels", "packets"),)
    return Bot(replace(garden, entries=entries, silent={}, same=same, apart=(), sizes=SIZES))


@pytest.fixture(scope="module")
def references(post: Bot) -> References:
    return References(post.bank, post.matcher)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("I sent parcels", "parcels"),
        ("I bought batteries, then parcels", "parcels"),
        ("I sent parcels, then BATTERIES.", "batteries"),
        ("parcels, batteries, one more parcel and a letter", "parcels"),
        ("my packets are here", "parcels"),
        ("my packtes and the batterys", "batteries"),
        ("parcels abroad", "parcels abroad"),
        ("I went abroad with parcels", "parcels"),
        ("parcels for aunts abroad", "parcels"),
        ("foreign customs", "foreign customs"),
        ("customs, the foreign ones", "customs"),
        ("I wrote a letter", None),
        ("", None),
    ],
)
def test_the_last_subject_is_found(
    analyzer: Analyzer, references: References, text: str, subject: str | None
) -> None:
    """By any of its names, and mistyped; of two that end in one place the longer, its words in a row."""
    assert references.last_subject(analyzer.span(text)) == subject


@pytest.mark.parametrize(
    ("line", "about", "others"),
    [
        ("and batteries?", "parcels", True),
        ("and the battery, how is it sent", "parcels", True),
        ("is it sent with batteries", "batteries", False),
        ("how are parcels sent with batteries", "batteries", True),
        ("how is it sent", "parcels", False),
        ("and packets", "parcels", False),
        ("and packets", "batteries", True),
        ("and parcels abroad", "parcels", True),
        ("and abroad", "parcels", False),
        ("and these parcels", "parcels abroad", False),
        ("and the umbrella", "parcels", False),
        ("and parcels", "", True),
        ("", "parcels", False),
    ],
)
def test_an_utterance_may_name_another_subject(
    analyzer: Analyzer,
    references: References,
    line: str,
    about: str,
    others: bool,  # noqa: FBT001
) -> None:
    """Another than the last answer's, all of its words: one that is part of that answer's is no other."""
    assert references.names_another(analyzer.span(line), about) == others


@pytest.mark.parametrize(
    ("line", "resolved"),
    [
        ("How big are they?", "how big are parcels"),
        ("wot do these cost 2 send", "what do parcels cost 2 send"),
        ("and abroad", "and abroad parcels"),
        ("is it small with 3 mm", "is parcels small with 3 mm"),
        ("what do they say of that", "what do they say of parcels"),
        ("how do they usually send these", "how do they usually send parcels"),
        ("are they sent at noon", "are parcels sent at noon"),
        ("must one look at them", "must one look at parcels"),
        ("is it sent in one crate", "is parcels sent in one crate"),
        ("is that one big", "is parcels parcels big"),
        ("how big is one", "how big is parcels"),
    ],
)
def test_what_an_utterance_refers_to_is_put_into_words(
    analyzer: Analyzer, references: References, line: str, resolved: str
) -> None:
    """In place of the pronoun; at the end where there is none. Who does something is no parcel."""
    assert references.resolve(analyzer.span(line), "parcels").text == resolved


@pytest.mark.parametrize(
    ("line", "depends"),
    [
        ("", False),
        ("parcels", True),
        ("price of parcels", True),
        ("price of foreign parcels", False),
        ("and the price of foreign parcels", True),
        ("price of it in foreign parcels", True),
        ("the price of the foreign and large one today", True),
        ("the price of the foreign and large one of today", False),
        ("and it's what they cost from there to here", False),
        ("and it's what they cost there today", True),
    ],
)
def test_short_utterances_may_need_the_last_answer(
    analyzer: Analyzer,
    references: References,
    line: str,
    depends: bool,  # noqa: FBT001
) -> None:
    """Up to three words any, up to nine those that refer back or begin as if cut off: "it's" is two words."""
    assert references.depends(analyzer.span(line)) == depends


@pytest.mark.parametrize(
    ("mail", "entry"),
    [
        ("They found parcels in the cellar of the old house last week. How are they sent?", "sent"),
        ("They found batteries in the cellar of the old house last week. How are they sent?", "batteries"),
        ("There were parcels, and in them batteries. How are they sent?", "batteries"),
        ("There were batteries, and with them parcels. How are they sent?", "sent"),
        ("I have asked about the price abroad. Could you tell me that?", "abroad"),
        ("I bought batteries. Who sends?", "batteries"),
        ("Hello,\nI bought a battery in the market hall.\nWho sends it?\nThanks, Ann", "batteries"),
    ],
)
def test_a_question_is_about_the_subject_named_before_it(post: Bot, mail: str, entry: str) -> None:
    """However much else stands there; and about all that stands there, if it names none."""
    assert post.ask(mail).entry == entry


def test_the_subject_takes_the_place_of_the_pronoun(post: Bot) -> None:
    """As if it had been asked in so many words: what else stands there makes it hardly less sure."""
    mail = "They found parcels in the cellar of the old house last week. How are they sent?"
    asked = post.ask("how are parcels sent").confidence
    assert post.ask(mail).confidence == pytest.approx(asked, abs=0.005)
    assert asked > 0.9


@pytest.mark.parametrize(
    ("mail", "entry"),
    [
        ("I have a battery. How are parcels wrapped?", "wrapped"),
        ("The parcel has 3 mm. What does small mean?", "meaning"),
    ],
)
def test_a_question_that_refers_to_nothing_is_read_alone(post: Bot, mail: str, entry: str) -> None:
    """What stands before it may be there in passing, a subject or a size."""
    assert post.ask(mail).entry == entry


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("Is it small?", "meaning"),
        ("The parcel has 3 mm. Is it small?", "large"),
        ("The parcel has 0.5 mm. Is it small?", "small"),
        ("The parcel has over 2 mm. What is it, small?", "large"),
    ],
)
def test_a_question_that_refers_to_a_size_is_read_with_it(post: Bot, line: str, entry: str) -> None:
    """Alone it would ask something else, and be surer of it."""
    assert post.ask(line).entry == entry


AFTER_PARCELS = footnote.State(entry="sent")


@pytest.mark.parametrize(
    ("last", "line", "entry"),
    [
        ("sent", "and how is it wrapped", "wrapped"),
        ("wrapped", "how is it sent", "sent"),
        ("batteries", "how is it sent", "batteries"),
        ("batteries", "and who sends them", "batteries"),
    ],
)
def test_a_pronoun_refers_to_the_last_answer(post: Bot, last: str, line: str, entry: str) -> None:
    """Who read about parcels and writes "it" asks about parcels."""
    assert post.ask(line, footnote.State(entry=last)).entry == entry


@pytest.mark.parametrize(
    "line",
    [
        "and batteries, who wraps them",
        "and batteries, how are they wrapped",
        "how is a battery like that wrapped",
    ],
)
def test_an_utterance_that_names_another_subject_is_not_about_the_last(post: Bot, line: str) -> None:
    """It is read alone, and no surer: that the last answer was about parcels says nothing of batteries."""
    after, alone = post.ask(line, AFTER_PARCELS), post.ask(line)
    assert (after.kind, after.entry, after.confidence) == (alone.kind, alone.entry, alone.confidence)
    assert post.ask(line.replace("batteries", "").replace("battery", ""), AFTER_PARCELS).entry == "wrapped"


def test_an_utterance_that_is_surer_alone_is_not_about_the_last(post: Bot) -> None:
    """Not every "it" refers to the last answer."""
    after, alone = post.ask("is it small or large", AFTER_PARCELS), post.ask("is it small or large")
    assert (after.entry, after.confidence) == (alone.entry, alone.confidence) == ("meaning", alone.confidence)


@pytest.mark.parametrize("line", ["sends", "what is small"])
def test_a_sure_answer_to_an_utterance_without_a_pronoun_stays(post: Bot, line: str) -> None:
    """However sure the same would be of the last answer's subject."""
    reply, trace = post.explain(line, footnote.State(entry="batteries"))
    assert (reply.entry, trace.basis) == (post.ask(line).entry, "lookup")
    assert reply.entry != "batteries"


@pytest.mark.parametrize(
    ("line", "last", "entry"),
    [
        ("with wrap where price it", "sent", None),
        ("wraps umbrella they price with", "batteries", None),
        ("umbrella they", "abroad", "abroad"),
        ("price seding", "sent", "abroad"),
    ],
)
def test_an_answer_about_the_last_subject_uses_every_known_word(
    post: Bot, line: str, last: str, entry: str | None
) -> None:
    """One that only others use asks for something else; an unknown one may be a slip."""
    assert post.ask(line, footnote.State(entry=last)).entry == entry


def test_another_subject_is_answered_as_at_the_start(post: Bot) -> None:
    """The pronoun means what the utterance itself names."""
    line = "and the battery, how is it sent"
    assert post.ask(line, AFTER_PARCELS).entry == post.ask(line).entry == "batteries"


@pytest.mark.parametrize(
    ("line", "size"),
    [
        ("0.1?", "0.1 mm"),
        ("and 3", "3 mm"),
        ("0.1 then?", "0.1 mm"),
        ("mine is 1.4 so yes?", "1.4 mm"),
        ("2,3 also no?", "2,3 mm"),
        ("mine says .08, so thats one?", ".08 mm"),
        ("and 2 cm?", "2 cm"),
        ("is it 0.5 or 1.5", None),
        ("is it 3 mm or 5 mm", None),
        ("see page 1.2.3", None),
        ("what do i do 2 sleep", None),
        ("and parcels of 0.1 then?", None),
        ("yes", None),
        ("is it a", None),
        ("a? a? a?", None),
        ("", None),
    ],
)
def test_a_size_needs_no_unit_after_an_answer_about_sizes(post: Bot, line: str, size: str | None) -> None:
    """Wherever a decimal stands; a whole number only at the end, as "2" is typed for "to"."""
    analyzer = post.matcher.analyzer
    measurement = Sizes(post.bank, analyzer).only(analyzer.span(line))
    assert (measurement.text if measurement else None) == size


@pytest.mark.parametrize(
    ("inclusive", "typed", "entry"),
    [
        (True, "2 mm", "small"),
        (False, "2 mm", "large"),
        (True, "1.99 mm", "small"),
        (False, "1.99 mm", "small"),
        (True, "2.01 mm", "large"),
        (True, "over 2 mm", "large"),
        (False, "under 2 mm", "small"),
    ],
)
def test_a_bound_belongs_to_the_range_that_says_so(
    post: Bot,
    inclusive: bool,  # noqa: FBT001
    typed: str,
    entry: str,
) -> None:
    """Both for what is typed after an answer, and in a question that is matched."""
    sizes = (SIZES[0]._replace(inclusive=inclusive), SIZES[1])
    bot = Bot(replace(post.bank, sizes=sizes))
    assert bot.ask(typed, footnote.State(entry="small")).entry == entry
    assert bot.ask(f"is a parcel of {typed} small").entry == entry
    assert bot.candidates(f"is a parcel of {typed} small")[0].entry == entry


def test_a_size_is_enough_where_an_answer_leads_on_to_sizes(post: Bot) -> None:
    """Not only after the sizes themselves."""
    sized = replace(post.bank.entries["meaning"], follow={"small": ("and smaller",)})
    entries = {**post.bank.entries, "meaning": sized}
    bot = Bot(replace(post.bank, entries=entries))
    after = footnote.State(entry="meaning")
    assert [bot.ask(line, after).entry for line in ("and 5", "mine is 0.5 so yes?")] == ["large", "small"]
    assert post.ask("mine is 0.5 so yes?", after).kind == "decline"


@pytest.mark.parametrize(
    ("line", "entries"),
    [
        ("how do they decide", ["wrapped"]),
        ("umbrellas, how do they decide", []),
        ("batteries, how do they decide", []),
        ("batterys, how do they decide", []),
        ("barreries, how do they decide", []),
        ("how do they decide about parcels", []),
        ("batteries", []),
    ],
)
def test_a_follow_up_has_all_words_that_say_something(post: Bot, line: str, entries: list[str]) -> None:
    """Whoever names something else asks about that, whatever was answered last."""
    last = replace(post.bank.entries["sent"], follow={"wrapped": ("how do they decide",)})
    span = post.matcher.analyzer.span(line)
    hits = FollowUps(post.bank, post.matcher).candidates(last, span, post.matcher.query(span))
    assert [hit.entry for hit in hits] == entries


def test_a_follow_up_may_lead_to_a_silent_topic(gardener: Bot) -> None:
    """Declined as that topic, and not answered with the nearest entry."""
    roses = replace(gardener.bank.entries["roses"], follow={"lawn": ("and who mows it",)})
    garden = Bot(replace(gardener.bank, entries={**gardener.bank.entries, "roses": roses}))
    after = footnote.State(entry="roses")
    reply = garden.ask("and who mows it", after)
    assert (reply.kind, reply.reason, [each.entry for each in reply.options]) == (
        "decline",
        "not-in-source",
        ["roses"],
    )
    assert "how to mow the lawn" in reply.text


@pytest.mark.parametrize(
    ("last", "entry"),
    [("small", "large"), ("large", "large"), ("meaning", None), ("sent", None), (None, None)],
)
def test_a_length_alone_leads_to_a_size_after_an_answer_about_sizes(
    post: Bot, last: str | None, entry: str | None
) -> None:
    """To the first of them in the alphabet, from which the length leads on."""
    sizes = Sizes(post.bank, post.matcher.analyzer)
    assert sizes.entries == {"small", "large"}
    after = sizes.entry_after(post.bank.entries.get(last or ""))
    assert (after and after.id) == (entry if entry is None else last)


@pytest.mark.parametrize(
    ("line", "entry", "found", "size", "sentence"),
    [
        ("is a parcel of 3 mm small", "small", "large", "3 mm", "3 mm is large."),
        ("3", "small", "large", "3 mm", "3 mm is large."),
        ("under 2 mm", "large", "small", "under 2 mm", ""),
        ("is it 1 mm or 5 mm", "large", "small", "1 mm", "1 mm is small."),
        ("is it small", "large", "large", None, ""),
        ("is it 1 mm", "sent", "sent", None, ""),
    ],
)
def test_the_entry_for_a_length_and_what_is_said_about_it(
    post: Bot, *, line: str, entry: str, found: str, size: str | None, sentence: str
) -> None:
    sizes = Sizes(post.bank, post.matcher.analyzer)
    answered, measurement = sizes.find(post.matcher.analyzer.span(line), post.bank.entries[entry])
    assert answered.id == found
    assert (measurement and measurement.text) == size
    assert sizes.sentence(measurement, line) == sentence


@pytest.mark.parametrize(
    ("ranges", "value", "entry"),
    [
        ([(1, False), (3, True), (None, False)], "0.9", "a"),
        ([(1, False), (3, True), (None, False)], "1", "b"),
        ([(1, False), (3, True), (None, False)], "3", "b"),
        ([(1, False), (3, True), (None, False)], "3.1", "c"),
        ([(1, False), (3, True), (5, True)], "9", "c"),
        ([(None, False)], "9", "a"),
    ],
)
def test_the_first_range_that_a_length_falls_into_counts(
    post: Bot, ranges: list[tuple[float | None, bool]], value: str, entry: str
) -> None:
    """The last one has whatever is larger."""
    ids = "abc"[: len(ranges)]
    entries = {id: replace(post.bank.entries["small"], id=id) for id in ids}
    sizes = tuple(
        SizeRange(bound, inclusive, id, "") for id, (bound, inclusive) in zip(ids, ranges, strict=True)
    )
    bank = replace(post.bank, entries=entries, sizes=sizes)
    span = post.matcher.analyzer.span(f"{value} mm")
    assert Sizes(bank, post.matcher.analyzer).find(span, entries["a"])[0].id == entry


@pytest.mark.parametrize(
    ("ranges", "points"),
    [
        ([], None),
        ([(None, False)], None),
        ([(2.0, False), (None, False)], (2.0,)),
        ([(2.0, True), (5.0, False), (None, False)], (pytest.approx(2.0), 5.0)),
    ],
)
def test_cut_points_are_the_bounds_between_ranges(
    garden: Bank, ranges: list[tuple[float | None, bool]], points: tuple[float, ...] | None
) -> None:
    """One that belongs to the range below it lies just above itself."""
    sizes = tuple(SizeRange(bound, inclusive, "dwarf", "") for bound, inclusive in ranges)
    found = cut_points(replace(garden, sizes=sizes))
    assert found == points
    if found and ranges[0][1]:
        assert found[0] > 2.0


def test_a_follow_up_is_the_best_of_those_after_that_entry(post: Bot) -> None:
    """And nothing where the entry has none; what was built for one entry is kept for it alone."""
    follow = {"wrapped": ("how do they decide", "who decides"), "abroad": ("what does it cost",)}
    last = replace(post.bank.entries["sent"], follow=follow)
    other = replace(post.bank.entries["customs"], follow={"foreign": ("who decides",)})
    follow_ups = FollowUps(post.bank, post.matcher)

    def entries(entry: Entry, line: str) -> list[str]:
        span = post.matcher.analyzer.span(line)
        return [hit.entry for hit in follow_ups.candidates(entry, span, post.matcher.query(span))]

    assert entries(last, "what does it cost")[0] == "abroad"
    assert entries(last, "who decides")[0] == "wrapped"
    assert entries(other, "who decides") == ["foreign"]
    assert entries(last, "who decides")[0] == "wrapped"
    assert entries(post.bank.entries["sent"], "who decides") == []


def test_a_length_stays_as_it_is_where_a_pronoun_is_resolved(
    analyzer: Analyzer, references: References
) -> None:
    """With the length that it has; every pronoun is resolved, and each word keeps its stem."""
    span = references.resolve(analyzer.span("is it, with 3 mm, as they're sent"), "parcels abroad")
    assert span.text == "is parcels abroad with 3 mm as parcels abroad are sent"
    assert [word.measurement.value for word in span.words if word.measurement] == [3.0]
    assert analyzer.span("sent").words[0].stems == span.words[-1].stems


@pytest.mark.parametrize(
    ("before", "is_main"), [("", True), ("so " * 15, True), ("such a thing " * 7, False)]
)
def test_it_is_what_the_bank_is_about_only_in_a_question_that_is_not_long(
    shipped: Bot, before: str, *, is_main: bool
) -> None:
    """A long one says itself what "it" is, which may be a lump somewhere else."""
    _, trace = shipped.explain(f"{before}how big is it?")
    assert any("micrometastases" in lookup.text for lookup in trace.lookups) == is_main
