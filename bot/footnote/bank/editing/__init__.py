"""Adds to the files of a bank, which keep every other byte: comments, order and spaces stay as they are.

`yaml_lists` adds items to lists in the text of a file, `additions` knows which file and which list new
wordings and silent topics belong to, and `files` replaces a file as a whole or not at all.
"""

from .additions import add_silent_topic as add_silent_topic, add_wordings as add_wordings
from .files import (
    Edit as Edit,
    apply_edits as apply_edits,
    replace_file as replace_file,
    revert_edits as revert_edits,
)
from .yaml_lists import CannotEdit as CannotEdit
