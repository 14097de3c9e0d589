"""Writes new banks as YAML that people read and edit.

`scalars` writes texts, `bank_text` the files of a bank, and `new_bank` makes one of sources.
"""

from .bank_text import QUOTE as QUOTE
from .new_bank import About as About, NewBank as NewBank, as_id as as_id, bank_id as bank_id, make_bank as make_bank
