"""Writes new banks as YAML that people read and edit.

`scalars` writes texts, `bank_text` the files of a bank, and `new_bank` makes one of sources.
"""

from .bank_text import (
    ENTRIES_HEAD as ENTRIES_HEAD,
    QUOTE as QUOTE,
    EntryText as EntryText,
    entry_lines as entry_lines,
)
from .new_bank import (
    About as About,
    NewBank as NewBank,
    as_id as as_id,
    bank_id as bank_id,
    make_bank as make_bank,
    source_text as source_text,
    write_bank as write_bank,
)
from .scalars import folded as folded, scalar as scalar, wrapped_list as wrapped_list
