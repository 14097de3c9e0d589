"""Conversations with a bank: utterances in, replies out.

`Bot` answers; `Reply` is the shape of what it says, `Trace` how that came about; `handoff` gives a
conversation to a person.

Names are imported when they are first used: not every channel needs all of them.
"""

from typing import TYPE_CHECKING

from footnote.lazy import lazy_names

if TYPE_CHECKING:
    from . import handoff as handoff
    from .conversation.composing import citation as citation
    from .engine import Bot as Bot
    from .lookup import Cache as Cache
    from .policy import Clarify as Clarify, Decline as Decline
    from .rendering import (
        Block as Block,
        blocks as blocks,
        date as date,
        dates as dates,
        footnote as footnote,
        page as page,
        plain as plain,
        sources as sources,
        where as where,
        works as works,
    )
    from .reply import (
        MAX_ANSWERS as MAX_ANSWERS,
        MAX_COUNTED as MAX_COUNTED,
        MAX_FACTS as MAX_FACTS,
        MAX_OPTIONS as MAX_OPTIONS,
        MAX_QUESTION_KEPT as MAX_QUESTION_KEPT,
        MAX_REMEMBERED as MAX_REMEMBERED,
        MAX_SIZE_KEPT as MAX_SIZE_KEPT,
        BankStamp as BankStamp,
        Citation as Citation,
        Option as Option,
        Reply as Reply,
        State as State,
        Tone as Tone,
    )
    from .responses import fill as fill, options as options
    from .safety import Finding as Finding, SafetyIndex as SafetyIndex
    from .sizes import cut_points as cut_points
    from .small_talk import Recognised as Recognised, SmallTalkIndex as SmallTalkIndex
    from .topics import section_of as section_of, sections as sections, starters as starters
    from .trace import Basis as Basis, Lookup as Lookup, Trace as Trace

__getattr__ = lazy_names(
    __name__,
    engine="Bot",
    handoff="handoff",
    lookup="Cache",
    policy="Clarify Decline",
    rendering="Block blocks date dates footnote page plain sources where works",
    reply="MAX_ANSWERS MAX_COUNTED MAX_FACTS MAX_OPTIONS MAX_QUESTION_KEPT MAX_REMEMBERED MAX_SIZE_KEPT "
    "BankStamp Citation Option Reply State Tone",
    responses="fill options",
    safety="Finding SafetyIndex",
    sizes="cut_points",
    small_talk="Recognised SmallTalkIndex",
    topics="section_of sections starters",
    trace="Basis Lookup Trace",
    **{"conversation.composing": "citation"},
)
