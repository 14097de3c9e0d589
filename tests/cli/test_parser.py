"""What may be written on the command line, and what is printed where it cannot be understood."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run, environment
from paths import GARDEN

import footnote as package
from footnote.cli.commands import COMMANDS
from footnote.cli.parser import parser


def every_parser(top: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """A parser and those of its commands."""
    parsers = [top]
    for action in top._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            parsers += [each for child in action.choices.values() for each in every_parser(child)]
    return parsers


@pytest.mark.parametrize("each", every_parser(parser()), ids=lambda each: each.prog)
def test_every_help_text_is_a_sentence(each: argparse.ArgumentParser) -> None:
    """What a command does, and each of its options."""
    texts = [each.description or ""]
    for action in each._actions:  # noqa: SLF001
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001
            texts += [choice.help or "" for choice in action._choices_actions]  # noqa: SLF001
        else:
            texts.append(action.help or "")
    for text in texts:
        assert text.endswith("."), text
        assert text[0].isupper() or text.startswith(("bash", "chat")), text


def test_help_lists_every_command(footnote: Run) -> None:
    """With what it does; the words are those of the table."""
    done = footnote("--help")
    listed = " ".join(done.out.split())
    assert done.status == 0
    assert all(f"{name} {does}" in listed for name, does in COMMANDS.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_help(footnote: Run, name: str) -> None:
    """It says what the command does, also where options stand before it."""
    done = footnote("--bank", GARDEN, name, "--help")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(f"usage: footnote {name} ")
    assert COMMANDS[name] in " ".join(done.out.split())


@pytest.mark.parametrize("option", ["-V", "--version"])
@pytest.mark.parametrize("before", [[], ["--plain"]])
def test_the_version_is_one_line(footnote: Run, option: str, before: list[str]) -> None:
    """Alone or after other options."""
    assert footnote(*before, option) == (0, f"footnote {package.__version__}\n", "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["how big is it"],
            'there is no command “how big is it”; did you mean: footnote ask "how big is it"\n',
        ),
        (["how", "big", "is", "it", "--json"], 'did you mean: footnote ask "how big is it"\n'),
        (["radiation"], 'did you mean: footnote ask "radiation"\n'),
        (["scroe"], "there is no command “scroe”; did you mean: footnote score\n"),
        (["Topcis", "water"], 'did you mean: footnote topics water or footnote ask "Topcis water"\n'),
        (["whyy", "how big is it"], "did you mean: footnote why 'how big is it' or footnote ask"),
        (["x" * 100_000], "did you mean: footnote ask"),
        (["\x1b[2J", "x"], "there is no command “\ufffd[2J”"),
        (["--colour"], "there is no option --colour; did you mean --color?\n"),
        (["--colour=never", "ask", "x"], "there is no option --colour=never; did you mean --color?\n"),
        (["--color", "sometimes"], "--color takes auto, always, never, not 'sometimes'\n"),
        (["--bank"], "--bank needs a value after it\n"),
        (["ask", "--zzz"], "there is no option --zzz\n"),
        (["ask", "--json=1", "x"], "--json takes no value\n"),
        (["ask", "--json", "--jsonl"], "write --jsonl or --json, not both\n"),
        (["ask", "--jso"], "--jso may be --json, --jsonl; write it out\n"),
        (["serve", " "], "“” is one word too many\n"),
        (["serve", "now"], "“now” is one word too many\n"),
        (["journal"], "COMMAND is missing\n"),
        (["journal", "stat"], "takes stats, export, prune, erase, backup, restore, not 'stat'\n"),
        (["journal", "prune", "--keep-days", "x"], "--keep-days takes a whole number, not 'x'\n"),
        (["completion", "tcsh"], "SHELL takes bash, zsh, fish, not 'tcsh'\n"),
        (
            ["score", "--require", "rihgt=.9"],
            "--require: 'rihgt' is unknown; write right, right_or_offered, right_or_clarified, wrong, ",
        ),
        (["score", "--require", "right=90"], "'90' is not a share; write a number from 0 to 1, such as .9\n"),
        (["score", "--require", "right=nan"], "'nan' is not a share"),
        (["aks", "how", "big"], "did you mean: footnote ask how big"),
        (["score", "--aim", "right=.9"], "'right' is unknown; write answered, wrong, asked_back"),
    ],
)
def test_wrong_usage_says_what_to_write(footnote: Run, arguments: list[str], says: str) -> None:
    """Status 2, one sentence, and where to read on; nothing on standard output."""
    done = footnote(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("footnote: ")
    assert says in done.err
    assert done.err.endswith("--help shows the usage\n")
    assert len(done.err) < 500


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask"], "no question: write it after"),
        (["ask", " "], "no question"),
        (
            ["--bank", "nowhere", "ask", "x"],
            "no bank 'nowhere': give a path, or one of footnote, micrometastases",
        ),
        (["help", "cooking"], "there is no topic 'cooking'; did you mean config? write one of chat"),
        (["--replay", "/no/such.chat"], "cannot read /no/such.chat: No such file"),
        (["--replay", "/"], "cannot read /: Is a directory"),
        (["--replay", "a\0b"], "cannot read"),
        (["why"], 'no question: write it after `why`, as in footnote why "how big is it?"'),
        (["gaps"], "no questions: name a file"),
        (["journal", "stats"], "no journal; name one with --journal or FOOTNOTE_JOURNAL"),
    ],
)
def test_what_is_missing_is_named(
    footnote: Run, monkeypatch: pytest.MonkeyPatch, arguments: list[str], says: str
) -> None:
    """Status 2, and what to write instead; no traceback."""
    monkeypatch.setattr("sys.stdin", None)
    done = footnote(*arguments)
    assert (done.status, done.out) == (2, "")
    assert says in done.err


def test_options_may_stand_before_the_command_or_after(footnote: Run) -> None:
    """The last word counts."""
    before = footnote("--bank", GARDEN, "--color", "always", "ask", "do roses need water")
    after = footnote("--bank", "nowhere", "ask", "do roses need water", "--bank", GARDEN, "--color", "always")
    assert before == after
    assert "\x1b[36m[1]\x1b[0m" in after.out


@pytest.mark.parametrize(
    "words", [["ask", "--", "--json"], ["--", "ask", "--", "--json"], ["ask", "--", "-x"]]
)
def test_after_two_dashes_options_are_words(footnote: Run, words: list[str]) -> None:
    """A question may begin with a dash."""
    done = footnote("--bank", GARDEN, *words)
    assert (done.status, done.err) == (1, "")
    assert not done.out.startswith("{")


@pytest.mark.parametrize("topic", ["chat", "config", "environment", "exit-codes"])
def test_help_explains_a_topic(footnote: Run, topic: str) -> None:
    """In lines; without a topic, the topics are listed."""
    assert topic in footnote("help").out
    done = footnote("help", topic)
    assert done.status == 0
    assert done.out.count("\n") > 3


def loaded(home: Path, *arguments: str) -> set[str]:
    """The modules that are imported after the command has run."""
    code = (
        "import sys; from footnote.cli.main import main; main(sys.argv[1:]); "
        "print(*sys.modules, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, cwd=home,
        env=environment(home), check=True,
    )  # fmt: skip
    return set(done.stderr.split())


def test_asking_imports_no_other_command(tmp_path: Path) -> None:
    """Neither the commands that were not typed, nor the chat, nor what makes pages."""
    modules = loaded(tmp_path, "--bank", str(GARDEN), "ask", "do roses need water")
    commands = {name.rpartition(".")[2] for name in modules if name.startswith("footnote.cli.commands.")}
    assert commands == {"ask", "chat"}  # the chat's options may stand before a command
    heavy = {"prompt_toolkit", "jinja2", "matplotlib", "sqlalchemy", "difflib", "footnote.cli.hints"}
    assert not modules & heavy
    assert not [name for name in modules if name.startswith(("footnote.chat", "footnote.insights"))]


def test_the_version_imports_no_parser(tmp_path: Path) -> None:
    """Nor YAML, nor matching."""
    assert not loaded(tmp_path, "-V") & {"argparse", "yaml", "rapidfuzz", "json", "prompt_toolkit"}


def test_another_bot_module_is_not_in_the_way(tmp_path: Path) -> None:
    """A folder may have a bot.py and a footnote.yaml of somebody else's."""
    (tmp_path / "bot.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    (tmp_path / "footnote.yaml").write_text("{", encoding="utf-8")
    shutil.copytree(GARDEN, tmp_path / "garden")
    shutil.copy(GARDEN.parent / "gardenish.yaml", tmp_path)
    assert "footnote.cli.commands.ask" in loaded(tmp_path, "--bank", "garden", "ask", "hello")
