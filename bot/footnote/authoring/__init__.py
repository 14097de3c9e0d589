"""For the authors of banks: a new bank from pages, the canonical form of its files, and exchange with other
formats.

`readers` reads pages, `drafting` cuts them and drafts entries, `writing` writes the bank,
`formatting` brings its files into one form,
`exchange` reads and writes other formats.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from .drafting import STARTERS as STARTERS, starter_contact as starter_contact
    from .exchange import (
        FORMATS as FORMATS,
        Update as Update,
        export_bank as export_bank,
        found_bank as found_bank,
        read_faq as read_faq,
        update_bank as update_bank,
    )
    from .formatting import (
        Formatted as Formatted,
        Outcome as Outcome,
        format_paths as format_paths,
        format_text as format_text,
        write_formatted as write_formatted,
        write_text as write_text,
    )
    from .readers import (
        Page as Page,
        SourceFile as SourceFile,
        read_source as read_source,
        read_sources as read_sources,
    )
    from .writing import (
        About as About,
        NewBank as NewBank,
        as_id as as_id,
        bank_id as bank_id,
        make_bank as make_bank,
    )

__getattr__ = lazy_names(
    __name__,
    drafting="STARTERS starter_contact",
    exchange="FORMATS Update export_bank found_bank read_faq update_bank",
    formatting="Formatted Outcome format_paths format_text write_formatted write_text",
    readers="Page SourceFile read_source read_sources",
    writing="About NewBank as_id bank_id make_bank",
)
