"""Reading a bank: every part of its files is in the `Bank`, as it was typed."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from bank_files import BANK, LANGUAGE, SHORT, WORDINGS, problems, write_bank

from footnote.bank import Helpline, Passage, Policy, Reference, SilentTopic, SizeRange, Source, loader
from footnote.bank.formats import PLACEHOLDERS
from footnote.bank.locations import find_bank, question_files, shipped_banks, source_files
from footnote.dialogue import Bot, fill
from footnote.errors import BankError

BARE_GRAMMAR = """\
grammar:
  stemmer: english
  words: {filler: is it, common: '', negators: '', question_words: '', focusing: '',
          classifiers: '', pronouns: '', openers: '', ages: ''}
  requests: {particular: {}, manner: {}, personal: {}, contrast: {}, given: {}}
  short_forms: {}
  contractions: {}
  contraction_endings: {}
  dropped_endings: ''
  spelling: {forms: {}, shortest: 5, inside: {}, endings: {}}
  sounds: {}
  letters: {alike: {}, weak: '', vowels: ''}
  confused: []
  messages:
    {greetings: '', closings: '', closing_words: '', forwarding: '', headers: '', third_persons: '',
     reporting: '', leading: '', joining: '', asking: ''}
  choices: {numbers: {}, around: '', single: '', agreeing: '', refusing: '', after_refusing: []}
  measurements:
    {default_unit: '', units: {}, endings: '', numbers: '', articles: '', fractions: {}, fraction_of: '',
     fraction_and: '', point: '', larger: '', smaller: '', than: '', above: '', below: '', also_above: '',
     also_below: '', not: '', bounds: '', from: '', to: '', the: ''}
"""
"""A grammar without any words but some that say little."""


def test_every_part_of_the_file_is_in_the_bank(tmp_path: Path) -> None:
    bank = loader.read_bank(write_bank(tmp_path))
    assert (bank.id, bank.title, bank.notice, bank.contact) == ("pond", "Ponds", "No advice.", "the keeper")
    assert bank.helpline == "Call 1."
    reference = Reference(1, "A book.", "https://doi.org/10.1/x")
    assert bank.source == Source(
        "The pond", "The keepers", "https://pond.example/guide", "2025-01-02", (reference,)
    )
    place, ends = "paragraph 1, sentence 1", ("Frogs sleep", "in winter.")
    assert bank.passages["P1"] == Passage("P1", "Frogs", place, ends, "0" * 63 + "1", (1,))
    assert bank.same == (("frog", "toad"),)
    assert bank.apart == (("frog", "fog"),)
    assert bank.sizes[:2] == (
        SizeRange(2.0, False, "sleep", "{size} is small."),
        SizeRange(5.0, True, "wake", "{size} is large."),
    )
    assert bank.sizes[2].bound is None
    assert bank.silent["fish"] == SilentTopic("fish", "what fish do", ("about fish",), ("sleep",))
    assert bank.policy == Policy(careful=0.7)


@pytest.mark.parametrize(
    ("policy", "read"),
    [
        ("{answer: 0.7, clarify: 0.3, margin: 0.1}", Policy()),
        ("{answer: 0.7, careful: 0.2}", Policy(0.2)),
        ("{}", Policy()),
    ],
)
def test_thresholds_of_an_older_version_have_no_effect(tmp_path: Path, policy: str, read: Policy) -> None:
    """A bank that has them can still be used."""
    bank = loader.read_bank(write_bank(tmp_path, BANK.replace("{careful: 0.7}", policy)))
    assert bank.policy == read


def test_a_text_stays_as_typed(tmp_path: Path) -> None:
    """Words that YAML reads as booleans, times and numbers are texts in a bank."""
    entry = loader.read_bank(write_bank(tmp_path)).entries["sleep"]
    assert entry.wordings == ("no", "12:30", "007", "yes: no")
    assert entry.answer == "In winter they sleep [1]."
    assert entry.follow == {"wake": ("and then",)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    follow:\n      wake: [and then]\n", "    follow: {}\n"),
        ("    references: [1]\n", "    references: []\n"),
        ("near: [sleep]", "near: []"),
        ("near: [sleep]", "near: [sleep, wake]"),
        ("policy: {careful: 0.7}", "policy: {careful: 0.5}"),
        ("same:\n  - [frog, toad]", "same: []"),
        ("apart:\n  - [frog, fog]", "apart: []"),
    ],
)
def test_what_is_optional_may_be_empty(tmp_path: Path, old: str, new: str) -> None:
    assert old in BANK
    assert loader.read_bank(write_bank(tmp_path, BANK.replace(old, new)))


def test_a_bank_lists_helplines_by_country(tmp_path: Path) -> None:
    lines = "subject: health\nhelplines:\n  - {country: Pondland, name: Talk, contact: 12 3, for: crisis}\n"
    bank = loader.read_bank(write_bank(tmp_path, BANK + lines))
    assert bank.subject == "health"
    assert bank.helplines == (Helpline("Pondland", "Talk", "12 3", "crisis"),)
    other = loader.read_bank(write_bank(tmp_path, BANK))
    assert (other.subject, other.helplines) == ("other", ())


def test_keys_that_are_left_out_have_defaults(tmp_path: Path) -> None:
    text = BANK
    for part in (
        "same:\n  - [frog, toad]\n",
        "apart:\n  - [frog, fog]\n",
        "policy: {careful: 0.7}\n",
        "helpline: Call 1.\n",
        "    about: sleep\n",
        "    follow:\n      wake: [and then]\n",
        "silent:\n  - {id: fish, about: what fish do, near: [sleep], wordings: [about fish]}\n",
        text[text.index("sizes:") : text.index("entries:")],
    ):
        assert part in text
        text = text.replace(part, "")
    bank = loader.read_bank(write_bank(tmp_path, text))
    assert (bank.same, bank.apart, bank.sizes, bank.helpline) == ((), (), (), "")
    assert (dict(bank.silent), bank.policy) == ({}, Policy())
    assert (bank.entries["sleep"].about, dict(bank.entries["sleep"].follow)) == ("", {})


def test_a_silent_topic_may_follow_an_entry(tmp_path: Path) -> None:
    text = BANK.replace("      wake: [and then]", "      wake: [and then]\n      fish: [and fish]")
    entry = loader.read_bank(write_bank(tmp_path, text)).entries["sleep"]
    assert entry.follow == {"wake": ("and then",), "fish": ("and fish",)}


def test_the_language_comes_from_the_file_above_the_folder(tmp_path: Path) -> None:
    language = loader.read_bank(write_bank(tmp_path)).language
    assert language.texts["clarify"] == "Which of these?"
    greeting, crisis = language.small_talk
    assert (greeting.kind, greeting.reason, greeting.anywhere) == ("smalltalk", None, False)
    assert (crisis.kind, crisis.reason, crisis.anywhere) == ("handoff", "urgent", True)


def test_a_language_need_not_invent_words_that_it_lacks(tmp_path: Path) -> None:
    """Texts, lists and mappings of its grammar may be empty, but not the words that say little."""
    bot = Bot(loader.read_bank(write_bank(tmp_path, language=LANGUAGE + BARE_GRAMMAR)))
    assert bot.ask("when do frogs wake").kind == "answer"
    assert bot.ask("is it 2 mm? and ½ of that?").kind == "decline"
    without_filler = BARE_GRAMMAR.replace("filler: is it", "filler: ''")
    (problem,) = problems(write_bank(tmp_path, language=LANGUAGE + without_filler))
    assert "there is no text here; write one" in problem


def test_a_bank_cannot_be_changed(tmp_path: Path) -> None:
    """Threads may share one."""
    bank = loader.read_bank(write_bank(tmp_path))
    with pytest.raises(TypeError):
        bank.entries["more"] = bank.entries["wake"]  # type: ignore[index]
    with pytest.raises(AttributeError, match="frozen"):
        bank.title = "Lakes"  # type: ignore[misc]


def test_wordings_may_be_in_a_file_of_their_own(tmp_path: Path) -> None:
    """Those in the bank come first, then those of the file; everything else stays the same."""
    inline = loader.read_bank(write_bank(tmp_path))
    apart = loader.read_bank(write_bank(tmp_path, SHORT, wordings=WORDINGS))
    assert apart.entries["wake"].wordings == ("waking up", "up already")
    assert apart.entries["sleep"] == inline.entries["sleep"]
    assert (apart.silent, apart.sizes) == (inline.silent, inline.sizes)
    assert loader.read_bank(tmp_path / "pond" / "bank.yaml") == apart


def test_a_file_that_cannot_be_opened_is_a_problem(tmp_path: Path) -> None:
    """No folder, no file, no bank in the folder, too large: never a traceback."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "large.yaml").write_bytes(b"#" * (loader.MAX_BANK_FILE_BYTES + 1))
    (tmp_path / "loop.yaml").symlink_to("loop.yaml")
    assert problems(tmp_path / "none.yaml") == ["none.yaml:1:1: no such file or directory"]
    assert problems(tmp_path / "empty") == ["bank.yaml:1:1: no such file or directory"]
    assert problems(tmp_path / "large.yaml") == ["large.yaml:1:1: this file is larger than 16 MB; split it"]
    assert problems(tmp_path / "loop.yaml")[0].startswith("loop.yaml:1:1: too many levels of symbolic links")
    (write_bank(tmp_path) / "wordings.yaml").write_bytes(b"#" * (loader.MAX_BANK_FILE_BYTES + 1))
    assert problems(tmp_path / "pond")[0].startswith("wordings.yaml:1:1: this file is larger than 16 MB")
    assert problems(Path(os.devnull))[0].startswith("null:1:1: this is not a file")
    assert "embedded null" in problems(tmp_path / "nul\0")[0]  # Python 3.13 words it differently


def test_problems_name_files_relative_to_the_given_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An editor can open what the message says from the current folder."""
    home = write_bank(
        tmp_path,
        *(text.replace("schema: 1", "schema: 7") for text in (SHORT, LANGUAGE, WORDINGS)),
    )
    for where, given_as, *files in (
        (tmp_path, "pond", "pond/bank.yaml", "pond/wordings.yaml", "plainish.yaml"),
        (home, ".", "bank.yaml", "wordings.yaml", "../plainish.yaml"),
        (home, "bank.yaml", "bank.yaml", "wordings.yaml", "../plainish.yaml"),
    ):
        monkeypatch.chdir(where)
        with pytest.raises(BankError) as caught:
            loader.read_bank(Path(given_as))
        assert [problem.file for problem in caught.value.problems] == files


def test_the_version_is_a_hash_of_the_content(tmp_path: Path) -> None:
    """Without line ends, which git may change."""
    versions = [
        loader.read_bank(write_bank(tmp_path, *texts)).version
        for texts in (
            (BANK, LANGUAGE),
            (BANK.replace("\n", "\r\n"), LANGUAGE.replace("\n", "\r\n")),
            (BANK.replace("Ponds", "Lakes"), LANGUAGE),
            (BANK, LANGUAGE.replace("Which", "What")),
            (SHORT, LANGUAGE, WORDINGS),
            (SHORT, LANGUAGE, WORDINGS.replace("\n", "\r\n")),
            (SHORT, LANGUAGE, WORDINGS.replace("up already", "up now")),
        )
    ]
    assert re.fullmatch("sha256:[0-9a-f]{64}", versions[0])
    assert versions[0] == versions[1]
    assert versions[4] == versions[5]
    assert len(set(versions)) == 5


def test_the_version_depends_on_which_file_a_line_is_in(tmp_path: Path) -> None:
    one = loader.read_bank(write_bank(tmp_path, BANK + "# a comment\n", LANGUAGE))
    other = loader.read_bank(write_bank(tmp_path, BANK, "# a comment\n" + LANGUAGE))
    assert one.version != other.version


def test_every_allowed_placeholder_is_filled_in(tmp_path: Path) -> None:
    """What the loader accepts must not fail in a conversation."""
    bank = loader.read_bank(write_bank(tmp_path))
    text = fill(bank, " ".join(f"{{{placeholder}}}" for placeholder in sorted(PLACEHOLDERS)))
    assert "{" not in text


@pytest.mark.parametrize("name", shipped_banks())
def test_a_shipped_bank_has_no_problem(name: str) -> None:
    bank = loader.read_bank(find_bank(name))
    assert bank.id == name
    assert bank.entries
    assert all(entry.cites for entry in bank.entries.values())


@pytest.mark.parametrize("name", shipped_banks())
def test_no_file_of_a_shipped_bank_is_too_long_to_edit(name: str) -> None:
    """But for a file that only lists what people type, a line each: it has no structure to get lost in."""
    for file in (*source_files(find_bank(name)), *question_files(find_bank(name))):
        with open(file, encoding="utf-8") as lines:
            assert file.endswith("-lines.yaml") or sum(1 for _ in lines) <= 1800, file


def test_a_file_of_the_largest_size_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And one of a byte more is not."""
    file = tmp_path / "file.yaml"
    file.write_text("key: value\n", encoding="utf-8")
    monkeypatch.setattr(loader, "MAX_BANK_FILE_BYTES", 11)
    assert loader.open_document(file).problems == []
    monkeypatch.setattr(loader, "MAX_BANK_FILE_BYTES", 10)
    assert "is larger than" in loader.open_document(file).problems[0].message
