"""Sections of a bank with a schema of their own: its sources and passages, its sizes, what serves a
conversation, and the safety files of its language.

A parser of a section reports what is wrong and goes on, as `schema` does.
"""

from .conversation import ConversationParser as ConversationParser
from .marks import Ids as Ids, check_marks as check_marks
from .several import of_several_sources as of_several_sources
from .sizes import SizesParser as SizesParser
from .sources import SourcesParser as SourcesParser
