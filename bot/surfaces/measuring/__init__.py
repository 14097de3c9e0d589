"""The commands that measure and explain the matching, for the authors of banks: `score` and `why`."""

from .commands import add_commands

__all__ = ["add_commands"]
