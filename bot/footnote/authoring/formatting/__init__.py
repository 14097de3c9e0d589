"""The canonical form of a bank's files: order, layout, and marks of citations; comments are kept.

`layout` moves lines, `canonical` knows the order of keys, `edits` and `finishing` change texts, `answers`
completes what authors type, `bank_files` opens and writes files.
"""

from .bank_files import (
    Formatted as Formatted,
    Outcome as Outcome,
    format_paths as format_paths,
    write_formatted as write_formatted,
    write_text as write_text,
)
from .canonical import format_text as format_text
from .edits import (
    Edit as Edit,
    apply_edits as apply_edits,
    insert_items as insert_items,
    items as items,
    span as span,
    value as value,
)
from .finishing import DRAFTS_FILE as DRAFTS_FILE, DRAFTS_HEAD as DRAFTS_HEAD
from .layout import composed as composed, is_flow as is_flow
