"""What many tests share: the shipped bank, and a small one that a test can see at a glance."""

from __future__ import annotations

import os
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from paths import DATA, GARDEN

import footnote
from footnote.bank import Bank, default_language
from footnote.record import replace
from footnote.text import Analyzer, Language

# A busy machine is slow, and no property is about speed.
settings.register_profile("footnote", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# For runs that repeat what another run has tried at length: `pytest --hypothesis-profile brief`.
settings.register_profile("brief", settings.get_profile("footnote"), max_examples=20)
settings.load_profile("footnote")


def pytest_configure(config: pytest.Config) -> None:
    """Compiled banks are kept for this session only, and not with the user's: $FOOTNOTE_TESTS_CACHE names a
    folder that several sessions share, since compiling the shipped bank takes half a minute.

    Warnings are errors only where it is asked for: another version of a library may warn of what is to come.
    """
    if config.getoption("--strict-warnings"):
        config.getini("filterwarnings").insert(0, "error")
    folder = TemporaryDirectory(prefix="footnote-tests-", ignore_cleanup_errors=True)
    config.add_cleanup(folder.cleanup)
    os.environ["XDG_CACHE_HOME"] = os.environ.get("FOOTNOTE_TESTS_CACHE") or folder.name


def pytest_addoption(parser: pytest.Parser) -> None:
    """`pytest --regen` writes golden chats anew from what the bot says today."""
    parser.addoption("--strict-warnings", action="store_true", help="Let warnings fail a test.")
    parser.addoption("--regen", action="store_true", help="Write the golden chats anew.")


@pytest.fixture(scope="session")
def shipped() -> footnote.Bot:
    """The bot of the shipped bank."""
    return footnote.load("micrometastases")


@pytest.fixture(scope="session")
def gardener() -> footnote.Bot:
    """The bot of the garden bank: data/garden/bank.yaml."""
    return footnote.load(GARDEN)


@pytest.fixture(scope="session")
def garden(gardener: footnote.Bot) -> Bank:
    """The garden bank itself."""
    return gardener.bank


@pytest.fixture(scope="session")
def shop(garden: Bank, english: Language) -> footnote.Bot:
    """The bot of a small bank in English about no medical matter: that of the garden, kept by a shop."""
    return footnote.Bot(replace(garden, language=english, subject="other", contact="the shop"))


@pytest.fixture(scope="session")
def hail() -> footnote.Bot:
    """The bot of a bank in German: data/hagel/bank.yaml, with data/deutsch.yaml as its language."""
    return footnote.load(DATA / "hagel")


@pytest.fixture(scope="session")
def english() -> Language:
    """The language of the shipped banks."""
    return default_language()


@pytest.fixture(scope="session")
def analyzer(english: Language) -> Analyzer:
    """An analyzer of English."""
    return Analyzer(english)
