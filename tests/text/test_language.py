"""What is known about English: short forms, contractions, two spellings, and what sounds alike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from footnote.record import replace
from footnote.text import Language, stemmer_version, stemmers

if TYPE_CHECKING:
    from collections.abc import Mapping


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("wot", "what"),
        ("whit's", "what is"),
        ("dinnae", "do not"),
        ("dem", "them"),
        ("r", "are"),
        ("dont", "do not"),
        ("don't", "do not"),
        ("can't", "can not"),
        ("won't", "will not"),
        ("they're", "they are"),
        ("doctor's", "doctor"),
        ("o'clock", "oclock"),
        ("she'll", "she will"),
        ("y'all", "you"),
        ("frm", "from"),
        ("nemore", "any more"),
        ("gunna", "going to"),
        ("node", "node"),
    ],
)
def test_a_word_is_expanded_to_what_it_stands_for(english: Language, typed: str, meant: str) -> None:
    """With its apostrophe or without."""
    assert english.expand(typed) == meant


@pytest.mark.parametrize(
    ("british", "other"),
    [
        ("tumour", "tumor"),
        ("millimetre", "millimeter"),
        ("oestrogen", "estrogen"),
        ("anaemia", "anemia"),
        ("organise", "organize"),
        ("diagnosis", "diagnoses"),
        ("litre", "liter"),
    ],
)
def test_two_spellings_are_one_word(english: Language, british: str, other: str) -> None:
    """Both come out alike, whatever they come out as."""
    assert english.canonical(british) == english.canonical(other)


@pytest.mark.parametrize(
    ("word", "other"), [("is", "are"), ("was", "were"), ("does", "do"), ("these", "this")]
)
def test_forms_that_only_agree_with_other_words_are_one_word(
    english: Language, word: str, other: str
) -> None:
    """Who asks for one and who asks for several ask the same."""
    assert english.canonical(word) == english.canonical(other)


@pytest.mark.parametrize("word", ["four", "hour", "node", "called", "aegis"])
def test_a_word_that_only_looks_like_another_spelling_stays(english: Language, word: str) -> None:
    """Where a rule would make another word."""
    assert english.canonical(word) == word


@pytest.mark.parametrize(
    ("one", "other"), [("lymf", "lymph"), ("simptom", "symptom"), ("kemo", "chemo"), ("swolen", "swollen")]
)
def test_words_spelled_by_ear_sound_alike(english: Language, one: str, other: str) -> None:
    """As somebody who only heard them writes them."""
    assert english.sounds.heard(one) == english.sounds.heard(other)


def test_words_that_negate_are_filler_whose_stems_say_something(english: Language) -> None:
    """They are no subject of a question, and yet turn it round."""
    negators = {"not", "no", "never", "without"}
    assert negators <= english.words.filler & english.words.negators
    assert english.filler_stems.isdisjoint(negators)


def test_words_of_a_grammar_may_be_written_as_readers_know_them(english: Language) -> None:
    """With capitals, accents and curly apostrophes: they are folded as what is typed is."""
    grammar = {
        **english.grammar,
        "words": {**english.grammar["words"], "filler": "Für ÜBER groß"},
        "short_forms": {"Café au lait": "Cafélait"},
        "contractions": {"D’où": "de Où"},
        "sounds": {"É": "Ê"},
    }
    language = replace(english, grammar=grammar)
    assert language.words.filler == {"fur", "uber", "gross"}
    assert language.expand("cafelait") == "cafe au lait"
    assert language.expand("d'ou") == "de ou"
    assert language.sounds.heard("e") == "e"


def test_a_language_may_lack_nearly_everything(english: Language) -> None:
    """What it lacks is empty, and changes no word and finds nothing."""
    language = replace(english, grammar={**_emptied(english.grammar), "stemmer": "english"})
    assert language.expand("don't") == "dont"
    assert language.canonical("tumour") == "tumour"
    assert language.sounds.heard("lymph") == "lymph"
    assert language.sounds.consonants("lymph") == "lymph"
    assert language.vowels == frozenset()
    assert language.confused == {}
    assert language.measurements.find("half a mm or 2 mm, less than one and a half mm") == []
    assert not language.refusal.fullmatch("no thanks")
    assert language.choices.numbers == {}


def _emptied(grammar: Mapping[str, Any]) -> dict[str, Any]:
    """The same keys with empty texts, lists and mappings; a mapping of names becomes one of empty values."""
    fixed = ("words", "letters", "messages", "choices", "measurements", "spelling")
    return {
        key: _emptied(value) if key in fixed else "5" if key == "shortest" else type(value)()
        for key, value in grammar.items()
    }


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("aegis", "aegis"),
        ("oedema", "edema"),
        ("caesoed", "cesed"),
        ("haemorising", "hemorizing"),
        ("flour", "flor"),
        ("colours", "colors"),
        ("four", "four"),
        ("basis", "bases"),
        ("node", "node"),
    ],
)
def test_a_rule_of_spelling_counts_from_a_length_on(english: Language, word: str, spelled: str) -> None:
    """Endings from five letters, everything else from six; several rules may change one word."""
    assert english.canonical(word) == spelled


@pytest.mark.parametrize(
    ("word", "sounds"),
    [
        ("knee", "ni"),
        ("swollen", "swolen"),
        ("quick", "kwik"),
        ("cheese", "kise"),
        ("ada", "ata"),
        ("aa", "a"),
    ],
)
def test_a_word_sounds_as_its_letters_do(english: Language, word: str, sounds: str) -> None:
    """One rule after another; a doubled letter sounds like one."""
    assert english.sounds.heard(word) == sounds


@pytest.mark.parametrize(
    ("typed", "stems"),
    [("nodes", ("node",)), ("don't", ("do", "not")), ("dont", ("do", "not")), ("tumours", ("tumor",))],
)
def test_a_typed_word_has_the_stems_of_what_it_stands_for(
    english: Language, typed: str, stems: tuple[str, ...]
) -> None:
    assert english.stems_of(typed) == stems


def test_a_text_is_written_out_as_it_is_spoken(english: Language) -> None:
    assert english.spoken("I'm HERE, dont go!") == ["i", "am", "here", "do", "not", "go"]


@pytest.mark.parametrize(
    ("typed", "refuses"),
    [
        ("no", True),
        ("none of these", True),
        ("none of the above thanks", True),
        ("no thank you", True),
        ("nope not those", True),
        ("nobody", False),
        ("of these", False),
        ("none of these parcels", False),
        ("one no", False),
        ("", False),
    ],
)
def test_a_refusal_says_no_and_nothing_else(english: Language, typed: str, *, refuses: bool) -> None:
    assert bool(english.refusal.fullmatch(typed)) == refuses


def test_options_are_chosen_by_number_and_by_agreeing(english: Language) -> None:
    choices = english.choices
    assert {word: choices.numbers[word] for word in ("one", "2nd", "latter", "c")} == {
        "one": 1,
        "2nd": 2,
        "latter": 2,
        "c": 3,
    }
    assert choices.single == "one"
    assert {"option", "please", "that's"} <= choices.around
    assert {"yes", "okay"} <= choices.agreeing
    assert "yes" not in choices.around


def test_words_are_listed_by_what_they_do(english: Language) -> None:
    assert english.question_stems == {"who", "what", "which", "where", "when", "whi", "how"}
    assert {"it", "these"} <= english.words.pronouns
    assert {"and", "about"} <= english.words.openers
    assert {"book", "citi"} <= english.common_stems
    assert {"the", "pleas", "daughter"} <= english.filler_stems
    assert "node" not in english.common_stems | english.filler_stems


def test_a_language_has_a_stemmer_of_some_version() -> None:
    assert {"english", "german"} <= set(stemmers())
    assert re.fullmatch(r"[0-9]+([.][0-9]+)+", stemmer_version())
    german = Language(
        "german",
        grammar={"stemmer": "german", "spelling": {"forms": {}, "shortest": 9, "inside": {}, "endings": {}}},
    )
    assert german.stem("katzen") == "katz"
