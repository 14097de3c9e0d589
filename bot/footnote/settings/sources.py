"""Raw values of settings, by where they are set: a table, a TOML file, the environment, the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from footnote.errors import error_reason

from .errors import SettingsError
from .schema import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

MAX_SETTINGS_BYTES = 2**16


class Value(NamedTuple):
    """A raw value, and where it is set, as a problem names it.

    `text` says that it comes as text, as from the environment, and is converted; a TOML table has types.
    """

    raw: object
    where: str
    text: bool = False


def from_table(record: type[Any], table: Mapping[str, Any], where: Callable[[str], str]) -> dict[str, Value]:
    """The values of a TOML table or a dictionary. `where` turns a key into the start of a problem."""
    keys = {setting.key for setting in describe(record)}
    return {key: Value(raw, where(key)) for key, raw in _flat(table, keys)}


def from_environment(
    record: type[Any], environ: Mapping[str, str], prefix: str = "FOOTNOTE_"
) -> dict[str, Value]:
    """The values of environment variables: `FOOTNOTE_PORT` for `port`, unless a `Key` says otherwise."""
    return {
        setting.key: Value(environ[setting.variable], setting.variable, text=True)
        for setting in describe(record, prefix)
        if setting.variable in environ
    }


def from_options(record: type[Any], options: Mapping[str, object]) -> dict[str, Value]:
    """The values of command line options, by the names of the record's fields; None is not given."""
    return {
        setting.key: Value(options[setting.name], f"--{setting.name.replace('_', '-')}", text=True)
        for setting in describe(record)
        if options.get(setting.name) is not None
    }


def misspelled_variables(
    record: type[Any], environ: Mapping[str, str], prefix: str = "FOOTNOTE_", *, known: tuple[str, ...] = ()
) -> list[str]:
    """A problem for each variable whose name is almost one of ours: a misspelled key must not be ignored.

    `known` are variables that other parts of the program read.
    """
    names = [*(setting.variable for setting in describe(record, prefix)), *known]
    return [
        f"{name}: there is no such setting; write {near}"
        for name in environ
        if name.startswith(prefix) and name not in names and (near := nearest_name(name, names, cutoff=0.9))
    ]


def toml_table(path: str) -> dict[str, Any]:
    """The table in a TOML file. Raises SettingsError where it cannot be read."""
    import tomllib

    try:
        with open(path, "rb") as file:
            text = file.read(MAX_SETTINGS_BYTES + 1).decode("utf-8-sig")
    except (OSError, ValueError) as error:  # ValueError: not UTF-8, a NUL in the path
        raise SettingsError([f"{path}: {error_reason(error)}"]) from error
    if len(text) > MAX_SETTINGS_BYTES:
        raise SettingsError([f"{path}: longer than {MAX_SETTINGS_BYTES} bytes; write only settings into it"])
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise SettingsError([f"{path}: nested too deeply; write only settings into it"]) from error
    except ValueError as error:
        raise SettingsError([f"{path}: not TOML: {error}"]) from error


def _flat(table: Mapping[str, Any], keys: set[str], above: str = "") -> Iterator[tuple[str, object]]:
    """`{"journal": {"text": "none"}}` as `journal.text`; a table that is a setting itself stays whole."""
    for name, raw in table.items():
        key = above + str(name)
        if isinstance(raw, dict) and key not in keys and any(known.startswith(key + ".") for known in keys):
            yield from _flat(raw, keys, key + ".")
        else:
            yield key, raw


def nearest_name(name: str, names: Iterable[str], *, cutoff: float = 0.6) -> str:
    """The name that was probably meant, or an empty text."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(name, list(names), 1, cutoff)), "")
