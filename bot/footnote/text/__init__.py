"""Text as people type it: normalised, split into words and stems, and parsed into an `Utterance`.

Knows no bank. Everything that belongs to one language comes in a `Language`.
"""

from . import language as language, language_parts as language_parts, safety as safety
from .analyzer import MAX_UTTERANCE_LENGTH as MAX_UTTERANCE_LENGTH, Analyzer as Analyzer
from .announcements import (
    announced as announced,
    announced_subject as announced_subject,
    asks_to_confirm as asks_to_confirm,
    without_tag as without_tag,
)
from .conversation_words import Act as Act, lengths_at as lengths_at
from .language import (
    Language as Language,
    stemmer_version as stemmer_version,
    stemmers as stemmers,
)
from .language_parts import (
    Kind as Kind,
    OtherLanguage as OtherLanguage,
    Reason as Reason,
    SmallTalk as SmallTalk,
)
from .lexicon import NO_LEXICON as NO_LEXICON, Lexicon as Lexicon
from .measurements import Measurement as Measurement
from .message import closes as closes
from .normalization import (
    LIST_ITEM as LIST_ITEM,
    as_typed as as_typed,
    fold as fold,
    plain as plain,
    printable as printable,
    sentences as sentences,
    words as words,
)
from .safety import (
    BORDER as BORDER,
    DANGERS as DANGERS,
    GAP as GAP,
    MAX_GAP as MAX_GAP,
    NO_SAFETY as NO_SAFETY,
    ORDINARY as ORDINARY,
    Danger as Danger,
    Reach as Reach,
    Safety as Safety,
    Sign as Sign,
    alternatives_of as alternatives_of,
    is_group as is_group,
    is_searchable as is_searchable,
    unknown_groups as unknown_groups,
)
from .spelling import (
    MIN_CORRECTED_LENGTH as MIN_CORRECTED_LENGTH,
    Correction as Correction,
    Corrector as Corrector,
    nearest as nearest,
    similarity as similarity,
)
from .synonyms import Stems as Stems, Synonyms as Synonyms
from .utterance import (
    EMPTY_SPAN as EMPTY_SPAN,
    Span as Span,
    Token as Token,
    Utterance as Utterance,
    Word as Word,
)
