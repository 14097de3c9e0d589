"""Conversations that are mailed to the people who had them."""

from .endpoints import TranscriptEndpoints, Transcripts

__all__ = ["TranscriptEndpoints", "Transcripts"]
