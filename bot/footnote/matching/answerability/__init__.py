"""Whether the best entry answers this very question: one calibrated judgement from weighed signs."""

from .judge import KNOWN as KNOWN, Answerability as Answerability
from .signs import Judgement as Judgement, Signs as Signs
