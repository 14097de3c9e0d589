"""Text as people type it: normalised, split into words and stems, and parsed into an `Utterance`.

Knows no bank. Everything that belongs to one language comes in a `Language`.
"""

from . import language as language
from .analyzer import MAX_UTTERANCE_LENGTH as MAX_UTTERANCE_LENGTH, Analyzer as Analyzer
from .conversation_words import Act as Act
from .language import (
    GAP as GAP,
    Kind as Kind,
    Language as Language,
    OtherLanguage as OtherLanguage,
    Reason as Reason,
    SmallTalk as SmallTalk,
    stemmer_version as stemmer_version,
    stemmers as stemmers,
)
from .measurements import Measurement as Measurement
from .normalization import (
    as_typed as as_typed,
    fold as fold,
    plain as plain,
    printable as printable,
    sentences as sentences,
    words as words,
)
from .spelling import MIN_CORRECTED_LENGTH as MIN_CORRECTED_LENGTH, nearest as nearest, similar as similar
from .synonyms import Stems as Stems, Synonyms as Synonyms
from .utterance import (
    EMPTY_SPAN as EMPTY_SPAN,
    Span as Span,
    Token as Token,
    Utterance as Utterance,
    Word as Word,
)
