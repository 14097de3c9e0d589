"""Which wording a question is close to: slips of the finger, meanings kept apart, and what nobody knows."""

from __future__ import annotations

import math
import random
import threading

import pytest
from hypothesis import example, given, strategies as st

import footnote
from footnote.bank import default_language
from footnote.matching import Candidate, Matcher
from footnote.matching.entry_model import EntryModel
from footnote.matching.index import Index
from footnote.matching.nearest import MAX_SCORED_WORDINGS
from footnote.matching.query import QueryTerm
from footnote.text import Analyzer, Synonyms

SHOP = [
    ("delivery", "when will my parcel arrive"),
    ("delivery", "how long does delivery take"),
    ("delivery", "is delivery free of charge"),
    ("returns", "how do I send something back"),
    ("returns", "can I return the parcel without a receipt"),
    ("returns", "what does a return cost"),
    ("opening", "when does the shop open on Saturday"),
    ("opening", "opening hours of the pharmacy counter"),
    ("battery", "the battery does not charge"),
    ("battery", "the battery is empty after a day"),
]


@pytest.fixture(scope="module")
def shop() -> Matcher:
    return Matcher(SHOP)


def best(matcher: Matcher, question: str) -> Candidate:
    return matcher.rank(question, limit=1)[0]


def stems_of(matcher: Matcher, question: str) -> list[str]:
    """The stems of a question as the bank reads it."""
    return list(matcher.query(question).stems)


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("how long does delivery take", "delivery"),
        ("HOW LONG DOES DELIVERY TAKE???", "delivery"),
        ("take delivery long how", "delivery"),
        ("how lng does delivry tkae", "delivery"),
        ("hwo long does dleivery takee", "delivery"),
        ("delivering takes how long", "delivery"),
        ("wen wil my parsel arive", "delivery"),
        ("wot does returning cost", "returns"),
        ("can i return it w out reciept", "returns"),
        ("re turn with no receipt", "returns"),
        ("farmacy openning ours", "opening"),
        ("saturday opening", "opening"),
        ("battery doesnt charge", "battery"),
        ("the batterydoes not charge", "battery"),
        ("my battery won’t charge", "battery"),
    ],
)
def test_slips_of_the_finger_and_the_ear_find_the_entry(shop: Matcher, typed: str, entry: str) -> None:
    """Letters dropped, doubled, swapped; words split, joined, inflected, spelled by ear; in other order."""
    assert best(shop, typed).entry == entry


@pytest.mark.parametrize("wording", [wording for _, wording in SHOP])
def test_a_wording_as_it_stands_is_a_sure_hit(shop: Matcher, wording: str) -> None:
    """Nothing can be surer than what the author wrote."""
    hit = best(shop, wording)
    assert hit.wording == wording
    assert hit.confidence > 0.9


@pytest.mark.parametrize(
    ("inside", "outside"),
    [
        ("how long does delivery take", "how long does chemotherapy take"),
        ("when does the shop open on Saturday", "when does the volcano erupt on Saturday"),
        ("what does a return cost", "what does a yacht cost"),
        ("the battery is empty after a day", "the fountain is dry after a day"),
    ],
)
def test_a_word_that_nobody_knows_outweighs_the_frame_around_it(
    shop: Matcher, inside: str, outside: str
) -> None:
    """Anything is asked in the frame "how long does … take"."""
    assert best(shop, outside).confidence < best(shop, inside).confidence - 0.3


@pytest.mark.parametrize(
    "around",
    [
        "please {}",
        "hello, my mum wants to know {}",
        "sorry to ask, but my partner and I wondered {}",
        "{} thanks so much",
    ],
)
def test_courtesies_and_company_change_little(shop: Matcher, around: str) -> None:
    """Who asks, and how nicely, says nothing about what is asked."""
    hit = best(shop, around.format("how long does delivery take"))
    assert hit.entry == "delivery"
    assert hit.confidence > 0.6


@pytest.mark.parametrize("typed", ["", " \n\t", "???", "🙃🙃", "xqzvw", "12345", "明日の天気", "\ud800\x00"])
def test_where_no_word_is_known_nothing_is_hit(shop: Matcher, typed: str) -> None:
    """No guess is made from nothing."""
    assert shop.rank(typed) == []


def test_not_is_a_word_that_counts() -> None:
    """A negation on one side only makes a match less sure, either way."""
    plain, negated = (
        Matcher([("a", "the battery does charge")]),
        Matcher([("a", "the battery does not charge")]),
    )
    assert (
        best(plain, "the battery does not charge").confidence
        < best(plain, "the battery does charge").confidence
    )
    assert (
        best(negated, "the battery does charge").confidence
        < best(negated, "the battery doesn't charge").confidence
    )


def test_asking_with_a_negation_is_still_asking(shop: Matcher) -> None:
    """People say "can't I" and "isn't it"."""
    assert best(shop, "can't I return the parcel without a receipt?").confidence > 0.9
    assert best(shop, "isn't delivery free of charge?").confidence > 0.9


SAME = [["chemotherapy", "chemo", "drug treatment"], ["lymph nodes", "nodes", "glands", "lymph glands"]]


@pytest.mark.parametrize(
    "typed", ["chemo for glands", "drug treatment nodes", "chemotherpy lymph glnads", "nodes: chemo?"]
)
def test_what_the_bank_calls_the_same_is_the_same(typed: str) -> None:
    """On both sides, the longest phrase first, and mistyped too."""
    matcher = Matcher([("a", "chemo and the lymph nodes"), ("b", "surgery and the armpit")], same=SAME)
    assert best(matcher, typed).entry == "a"
    assert best(matcher, typed).confidence > 0.5


@pytest.mark.parametrize(
    ("typed", "stems"),
    [
        ("The Glands?", "the lymph node"),
        ("lymph glnads", "lymph node"),
        ("chemotherpy", "chemotherapi"),
        ("drug treatmnt at 9", "chemotherapi at 9"),
        ("surgry", "surgeri"),
        ("drug treatment", "chemotherapi"),
        ("chemonodes", "chemotherapi lymph node"),
        ("arm pit surgeries", "armpit surgeri"),
        ("wots it 4", "what is it 4"),
        ("", ""),
    ],
)
def test_a_text_is_read_as_the_bank_would_have_written_it(typed: str, stems: str) -> None:
    """Slips mended where the word is a term, words joined and split, synonyms made one."""
    matcher = Matcher([("a", "chemo and the lymph nodes"), ("b", "surgery and the armpit")], same=SAME)
    assert stems_of(matcher, typed) == stems.split()


@pytest.mark.parametrize(
    ("typed", "telling"),
    [("wat happens 2 my parcel", ["parcel"]), ("parcel 4 me", ["parcel"]), ("parcel 7", ["parcel", "7"])],
)
def test_the_figures_typed_for_to_and_for_say_little(shop: Matcher, typed: str, telling: list[str]) -> None:
    """No other figure does: nobody types 7 for a word."""
    assert [word.words for word in shop.query(typed).words] == telling


@pytest.mark.parametrize(
    ("typed", "stems"),
    [
        ("what are they calld", "what is they call"),
        ("is it ALND", "is it axillari clearanc"),
        ("is it calnd", "is it axillari clearanc"),
        ("is it calnnd", "is it axillari clearanc"),
    ],
)
def test_a_slip_is_no_term_where_another_word_is_as_near(typed: str, stems: str) -> None:
    """Short forms are an edit away from many words."""
    same = [["axillary clearance", "ALND", "cALND"]]
    matcher = Matcher([("a", "what are they called"), ("b", "is it axillary clearance")], same=same)
    assert stems_of(matcher, typed) == stems.split()
    assert best(matcher, "what are they calld").entry == "a"


@pytest.mark.parametrize("typed", ["sentinel op", "SLNB", "sentinel surgery", "the sentinel operation"])
def test_what_is_made_of_words_that_say_the_same_is_the_same(typed: str) -> None:
    """Where an op is a surgery, and a sentinel surgery the biopsy, nobody need write "sentinel op" too."""
    same = [["surgery", "op", "operation"], ["sentinel biopsy", "sentinel surgery", "SLNB"]]
    matcher = Matcher([("a", "after the sentinel biopsy")], same=same)
    assert stems_of(matcher, typed)[-2:] == ["sentinel", "biopsi"]


def test_of_phrases_that_begin_alike_the_longest_counts() -> None:
    """Wherever it stands in `same`."""
    same = [["medicine", "drug"], ["chemotherapy", "drug treatment"], ["dose", "drug treatment plan"]]
    matcher = Matcher([("a", "medicine"), ("b", "chemotherapy"), ("c", "dose")], same=same)
    assert stems_of(matcher, "drug, drug treatment") == ["medicin", "chemotherapi"]
    assert stems_of(matcher, "drug treatment plan drug") == ["dose", "medicin"]


APART = [["hypertension", "hypotension"], ["radiation", "radiology"]]


@pytest.mark.parametrize("typed", ["what is hypotension", "what is hypotention", "is hypotensoin a risk"])
def test_look_alikes_never_match(typed: str) -> None:
    """Not even where the one of the two that was meant is in no wording, or mistyped."""
    matcher = Matcher([("high", "what is hypertension"), ("high", "risk of hypertension")], apart=APART)
    assert matcher.rank(typed) == []
    assert [hit.entry for hit in Matcher([("high", "what is hypertension")]).rank(typed)] == ["high"]


def test_a_wording_with_both_look_alikes_may_be_hit() -> None:
    """Who wrote "hypertension or hypotension" answers for either."""
    matcher = Matcher([("both", "hypertension or hypotension"), ("high", "hypertension")], apart=APART)
    assert [hit.entry for hit in matcher.rank("hypotension")] == ["both"]


def test_a_phrase_is_found_where_its_words_stood_before() -> None:
    """Who types "ER positive or ER negative" asks for both, though `er` is sought once."""
    both = [["er positive", "er negative"]]
    matcher = Matcher([("plus", "is it ER positive"), ("minus", "is it ER negative")], apart=both)
    assert [hit.entry for hit in matcher.rank("is it ER negative")] == ["minus"]
    assert {hit.entry for hit in matcher.rank("is it ER positive or ER negative")} == {"plus", "minus"}


def test_only_whole_phrases_are_kept_apart() -> None:
    """A wording that has a word of one may be hit."""
    apart = [["er positive", "er negative"]]
    wordings = [("er", "is it ER negative"), ("er", "ER"), ("er", "the ER"), ("pr", "parcel, PR negative")]
    matcher = Matcher(wordings, apart=apart)
    hits = matcher.rank("parcel ER positive")
    assert {hit.entry: hit.wording for hit in hits} == {"er": "ER", "pr": "parcel, PR negative"}


def test_apart_knows_the_other_names_of_its_members() -> None:
    """`same` is read before `apart`."""
    matcher = Matcher(
        [("high", "what is high pressure")], same=[["hypertension", "high pressure"]], apart=APART
    )
    assert matcher.rank("what is hypotension") == []
    assert best(matcher, "hypertension").entry == "high"


SIZES = [("small", "is 0.1 mm a worry"), ("middle", "is 1 mm a worry"), ("large", "is 3 mm a worry")]


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("0.05mm", "small"),
        ("150 microns", "small"),
        ("less than 0.2 mm", "small"),
        ("0.2 mm", "middle"),
        ("1,5 mm", "middle"),
        ("half a millimetre", "middle"),
        ("between 0.2 and 2 mm", "middle"),
        ("2 mm", "middle"),
        ("over 2mm", "large"),
        ("is 0.4 cm a worry", "large"),
        ("two and a half millimeters", "large"),
    ],
)
def test_a_size_is_read_as_the_band_it_falls_into(typed: str, entry: str) -> None:
    """However it is written; the upper bound belongs to the band below it here."""
    matcher = Matcher(SIZES, sizes=(0.2, math.nextafter(2.0, math.inf)))
    assert best(matcher, typed).entry == entry


def test_without_bands_a_size_matches_itself_only() -> None:
    """0.2 mm is not 2 mm, whatever the letters say."""
    matcher = Matcher(SIZES)
    assert best(matcher, "is one millimetre a worry").entry == "middle"
    assert best(matcher, "1000 microns").entry == "middle"
    assert matcher.rank("10 mm") == []


def test_why_says_what_became_of_each_word(shop: Matcher) -> None:
    """Which words decided, which were mended, and which nobody knows."""
    question = "how long does delivry to Mars take"
    hit = best(shop, question)
    found = {match.words: match for match in shop.why(shop.query(question), hit)}
    assert found["long"].matched == "long"
    assert found["delivry"].matched == "deliveri"
    assert not found["mars"].known
    assert found["mars"].share > found["how"].share
    assert (
        found["delivry"].evidence
        > 0.0
        == found["mars"].evidence
        > shop.why(shop.query("battery"), hit)[0].evidence
    )
    assert math.isclose(sum(match.share for match in found.values()), 1.0)


def test_hits_are_few_distinct_and_best_first(shop: Matcher) -> None:
    """One hit an entry, however many of its wordings are near."""
    hits = shop.rank("does the parcel charge return delivery", limit=10)
    assert len({hit.entry for hit in hits}) == len(hits) > 2
    assert [hit.confidence for hit in hits] == sorted((hit.confidence for hit in hits), reverse=True)
    assert shop.rank("parcel", limit=0) == []
    assert len(shop.rank("parcel", limit=1)) == 1


def test_a_bank_of_nothing_or_of_one_entry_works() -> None:
    """The entries that may follow an answer are matched alone, and may be few."""
    assert Matcher([]).rank("anything") == []
    assert best(Matcher([("only", "why")]), "why?").confidence > 0.9


def test_many_threads_get_the_same_hits() -> None:
    """What is worked out on first use is the same whoever comes first."""
    matcher = Matcher(SHOP)
    asked = [wording for _, wording in SHOP] * 5
    wanted = [Matcher(SHOP).rank(question) for question in asked]
    got: list[list[list[Candidate]]] = []
    threads = [
        threading.Thread(target=lambda: got.append([matcher.rank(q) for q in asked])) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [wanted] * 8


WORDS = st.sampled_from(
    "when will parcel arrive delivery return battery charge how mars not 3 mm 0.2 chemo parcle charbe".split()
)
TEXTS = st.lists(WORDS, max_size=7).map(" ".join)
BANKS = st.lists(st.tuples(st.sampled_from("abcdefghi"), TEXTS), max_size=12)


@given(st.text(max_size=60))
def test_no_text_raises_and_confidence_is_a_probability(text: str) -> None:
    """Whatever is typed."""
    for hit in Matcher(SHOP, same=SAME, apart=APART, sizes=(0.2, 2.0)).rank(text):
        assert 0.0 <= hit.confidence <= 1.0
    Matcher([("a", text)], same=[[text, text]], apart=[[text, "a"]]).rank(text)


@given(BANKS, TEXTS)
def test_the_order_of_wordings_makes_no_difference(bank: list[tuple[str, str]], question: str) -> None:
    """Entries and their confidence are the same from whichever end a bank is read."""
    forward, backward = Matcher(bank).rank(question, 9), Matcher(bank[::-1]).rank(question, 9)
    assert [hit[:2] for hit in forward] == [hit[:2] for hit in backward]


@given(BANKS, TEXTS, st.integers(1, 6))
def test_fewer_hits_are_the_first_of_more(bank: list[tuple[str, str]], question: str, limit: int) -> None:
    """Whoever asks for one hit gets the best."""
    matcher = Matcher(bank)
    assert matcher.rank(question, limit) == matcher.rank(question, 6)[:limit]


def test_of_wordings_as_near_the_first_is_shown() -> None:
    """As its author wrote them."""
    matcher = Matcher([("a", "parcel red"), ("a", "red parcel"), ("b", "battery")])
    assert best(matcher, "red parcel").wording == "parcel red"


def test_as_many_hits_as_are_asked_for() -> None:
    """Of equals the first by their ids, whatever the order of the bank."""
    ids = "abcdefghij"
    for order in (ids, ids[::-1]):
        matcher = Matcher([(id, "parcel") for id in order])
        for limit in (2, 6, 8, 10):
            assert [hit.entry for hit in matcher.rank("parcel", limit)] == list(ids[:limit])


def test_a_sibling_reads_as_the_bank_does_but_for_sizes() -> None:
    """Where a size may follow an answer, it is that size and no band."""
    matcher = Matcher(SIZES, same=[["fast", "quick"]], sizes=(0.2, 2.0))
    sibling = matcher.sibling([("one", "and 1 mm"), ("half", "and 0.5 mm"), ("fast", "is it quick")])
    assert [hit.entry for hit in sibling.rank("500 microns")] == ["half"]
    assert best(sibling, "is it fast").entry == "fast"
    assert best(matcher, "is 0.5 mm a worry").entry == "middle"


@given(BANKS, TEXTS)
@example([("a", "bell belt"), ("b", "bell"), ("c", "belt"), ("d", "drum")], "bellt")
@example([("a", "bell belt drum"), ("b", "bell drum"), ("c", "drum")], "bellt drum")
def test_the_index_finds_what_comparing_with_every_wording_finds(
    bank: list[tuple[str, str]], question: str
) -> None:
    """The oracle: no postings, no order, no shortcuts but the one that is part of the score (MIN_SHARED)."""
    assert len(bank) < MAX_SCORED_WORDINGS
    hits = Matcher(bank).rank(question, len(bank))
    assert {hit.entry: hit.confidence for hit in hits} == pytest.approx(slow_rank(bank, question), abs=1e-3)


def slow_rank(bank: list[tuple[str, str]], question: str) -> dict[str, float]:
    """How sure each entry is for a question, its wordings compared with it one by one."""
    language = default_language()
    synonyms = Synonyms(Analyzer(language))
    texts = [synonyms.stems(wording) for _, wording in bank]
    index = Index([entry for entry, _ in bank], texts, language.filler_stems)
    query = Matcher(bank).query(question)
    shared = [sum(slow_share(term, text, index) for term in query.terms) for text in texts]
    whole = sum(term.weight for term in query.terms) ** 0.3
    sums: dict[str, float] = {}
    for (entry, _), text, weight in zip(bank, texts, shared, strict=True):
        if weight and weight >= 0.3 * max(shared):
            length = sum(index.terms.statistics(stem).weight for stem in set(text)) ** 0.7
            sums[entry] = sums.get(entry, 0.0) + (weight / (whole * length)) ** 9
    model = EntryModel(index, [wording for _, wording in bank], language)
    features = model.features(query)
    scores = {
        entry: model.score(features, index.names.index(entry), total ** (1 / 9))
        for entry, total in sums.items()
    }
    return {entry: 1 / (1 + math.exp(8 * (0.48 - score))) for entry, score in scores.items()}


def slow_share(term: QueryTerm, text: tuple[str, ...], index: Index) -> float:
    """The weight that one stem of a question shares with a wording: that of the nearest stem in it."""
    for stem, similarity in term.stems:
        if stem in text:
            return similarity * index.terms.statistics(stem).weight
    return 0.0


REPAIRS = [
    f"{verb} {thing}" for verb in ("paint", "polish", "repair") for thing in ("bell", "drum", "whistle")
]


@pytest.mark.parametrize("enough", [1, 2, 3])
@pytest.mark.parametrize("pair", REPAIRS)
def test_where_enough_share_a_rare_stem_the_first_hit_stays(
    monkeypatch: pytest.MonkeyPatch, pair: str, enough: int
) -> None:
    """Whatever has all words has the rarest too: only what shares common ones is passed over."""
    matcher = Matcher([(pair, f"how do you {pair}".replace(" ", " the ", 1)) for pair in REPAIRS])
    verb, thing = pair.split()
    question = f"how do you {verb} the {thing}"
    every = matcher.rank(question, len(REPAIRS))
    monkeypatch.setattr("footnote.matching.nearest.MAX_SCORED_WORDINGS", enough)
    few = matcher.rank(question, len(REPAIRS))
    assert every[0].entry == pair
    assert few == [hit for hit in every if hit in few]
    assert few[0] == every[0]
    assert len(few) < len(every)


def test_confidence_is_near_one_where_the_question_is_a_wording() -> None:
    """Nearness and trigrams reach their most; association is small for an entry of a single wording."""
    assert best(Matcher([("a", "parcel"), ("b", "battery")]), "parcel").confidence > 0.98


def test_three_hits_are_given_if_no_other_number_is_asked_for() -> None:
    matcher = Matcher([(id, "parcel") for id in "abcdef"])
    assert [hit.entry for hit in matcher.rank("parcel")] == ["a", "b", "c"]
    assert matcher.rank("parcel", -1) == []


@given(st.lists(st.sampled_from([wording for _, wording in SHOP]), min_size=1, max_size=3), st.integers(0, 6))
def test_how_many_are_asked_for_changes_none_of_them(shop: Matcher, asked: list[str], limit: int) -> None:
    """The best of many are the best of few, as sure as they are."""
    question = " ".join(asked)
    assert shop.rank(question, limit) == shop.rank(question, 99)[:limit]


@pytest.mark.parametrize(("wordings", "entries"), [(599, {"a", "b"}), (600, {"a"})])
def test_common_words_find_nothing_new_once_a_rarer_one_is_in_600_wordings(
    wordings: int, entries: set[str]
) -> None:
    matcher = Matcher([*[("a", "bell")] * wordings, *[("b", "drum")] * 601])
    assert {hit.entry for hit in matcher.rank("drum bell")} == entries


def test_a_matcher_reads_the_language_that_it_is_given(hail: footnote.Bot) -> None:
    german = Matcher([("katze", "die Katzen")], language=hail.bank.language)
    assert german.query("Katze").stems == ("katz",)
    assert Matcher([("katze", "die Katzen")]).query("Katzen").stems == ("katzen",)
    assert german.analyzer.language == hail.bank.language


def test_confidence_has_four_digits(shop: Matcher) -> None:
    confidences = [hit.confidence for _, wording in SHOP for hit in shop.rank(wording)]
    assert [round(confidence, 4) for confidence in confidences] == confidences
    assert [round(confidence, 3) for confidence in confidences] != confidences


def test_why_names_the_stem_of_the_wording_that_was_matched() -> None:
    """The nearest that the wording has; of a word that it has not, none."""
    matcher = Matcher([("a", "the belt is off"), ("b", "the bell is on"), ("c", "drum")])
    hits = {hit.entry: hit for hit in matcher.rank("bellt drum umbrella")}
    query = matcher.query("bellt drum umbrella")
    met = {
        entry: [
            (match.words, match.matched, round(match.similarity, 3), match.known)
            for match in matcher.why(query, hit)
        ]
        for entry, hit in hits.items()
    }
    assert met == {
        "a": [("bellt", "belt", 0.95, True), ("drum", None, 0.0, True), ("umbrella", None, 0.0, False)],
        "b": [("bellt", "bell", 0.8, True), ("drum", None, 0.0, True), ("umbrella", None, 0.0, False)],
        "c": [("bellt", None, 0.0, True), ("drum", "drum", 1.0, True), ("umbrella", None, 0.0, False)],
    }


def test_phrases_of_several_words_are_kept_apart_from_one_word() -> None:
    """Wherever they stand in a wording."""
    matcher = Matcher(
        [("front", "the ER negative node"), ("end", "node, not ER negative"), ("word", "node, negative ER")],
        apart=[["ER negative", "benign"]],
    )
    assert [hit.entry for hit in matcher.rank("benign node", 9)] == ["word"]
    assert {hit.entry for hit in matcher.rank("node", 9)} == {"front", "end", "word"}
    assert {hit.entry for hit in matcher.rank("benign ER negative node", 9)} == {"front", "end", "word"}


@pytest.mark.parametrize("seed", range(10))
def test_a_wording_is_ranked_with_its_own_entry(seed: int) -> None:
    """Whatever else speaks for another entry: its author decided that."""
    chosen = random.Random(seed)  # noqa: S311  (nothing secret)
    words = "roses tulips water sun shade soil pot seed leaf root prune cut feed spring frost lawn".split()
    names = [f"entry {number}" for number in range(6) for _ in range(chosen.randint(1, 12))]
    own = {frozenset(chosen.sample(words, chosen.randint(1, 5))): name for name in names}
    pairs = [(name, " ".join(sorted(wording))) for wording, name in own.items()]
    matcher = Matcher(pairs)
    assert [matcher.rank(wording)[0].entry for _, wording in pairs] == [name for name, _ in pairs]


def test_of_many_entries_that_are_alike_the_same_are_compared_whatever_their_order() -> None:
    """More than are compared as a whole: their ids decide which."""
    wordings = [(f"entry-{number:02}", "where is the parcel") for number in range(60)]
    ranked = [
        [hit.entry for hit in Matcher(given).rank("where is the parcel", 60)]
        for given in (wordings, wordings[::-1], wordings[30:] + wordings[:30])
    ]
    assert ranked[0] == ranked[1] == ranked[2]


def test_a_word_that_is_typed_twice_counts_once() -> None:
    """So that nobody makes an entry surer by saying a word again."""
    matcher = Matcher([("sent", "how are parcels sent"), ("opened", "who opens parcels at the border")])
    once, twice = (matcher.query(f"how are {text} sent").terms for text in ("parcels", "parcels parcels"))
    assert [term.token.stem for term in once] == [term.token.stem for term in twice]
