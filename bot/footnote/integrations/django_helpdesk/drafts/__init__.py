"""Drafts: answers that a worker sends, changes or rejects, and what becomes of them."""
