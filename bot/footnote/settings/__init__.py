"""Settings: raw values from a TOML table, the environment or a dictionary, made into one frozen record.

The record is a NamedTuple or a dataclass. Its annotations say what each setting may be, and `Annotated` adds
what the setting does, limits and checks:

    class ChatSettings(NamedTuple):
        color: Annotated[Literal["auto", "always", "never"], "When to use colour."] = "auto"
        port: Annotated[int, Range(0, 65_535), "The port."] = 8000

    settings, problems = read(ChatSettings, from_table(ChatSettings, table, "config.toml: {}".format))

Values of several places are merged as dictionaries, the strongest last. Every problem is found in one go and
reads `where: what is wrong, and what to write`. No problem shows a value: it may be a secret.
"""

from .errors import SettingsError
from .reading import load, read
from .schema import Key, Range, Setting, Write, describe
from .sources import (
    Value,
    from_environment,
    from_options,
    from_table,
    misspelled_variables,
    nearest_name,
    toml_table,
)

__all__ = [
    "Key",
    "Range",
    "Setting",
    "SettingsError",
    "Value",
    "Write",
    "describe",
    "from_environment",
    "from_options",
    "from_table",
    "load",
    "misspelled_variables",
    "nearest_name",
    "read",
    "toml_table",
]
