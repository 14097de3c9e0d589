"""All checks that a bank can be put to once it can be used, in the order in which they are listed."""

from __future__ import annotations

from .checks import comparing, links, markup, names, sources, style, wordings
from .checks.unsupported import unsupported
from .context import Check
from .silencers import CUT_OFF, NAME

CHECKS: tuple[Check, ...] = (
    # An answer beside the passages it cites
    Check("numbers", True, "copy", unsupported("numbers")),
    Check("units", True, "copy", unsupported("units")),
    Check("dates", True, "copy", unsupported("dates")),
    Check("prices", True, "copy", unsupported("prices")),
    Check("percentages", True, "copy", unsupported("percentages")),
    Check("mail", True, "copy", unsupported("mail")),
    Check("telephone", True, "copy", unsupported("telephone")),
    Check("web", True, "copy", unsupported("web")),
    Check("names", True, "copy", names.names),
    Check("terms", True, "copy", names.terms),
    Check("words", False, "copy", names.content_words),
    Check("citations", True, "copy", comparing.citations),
    Check("negations", True, "copy", comparing.negations),
    Check("copied", True, "copy", comparing.copied),
    Check("passages", True, "copy", sources.passages),
    Check("fingerprints", False, "nothing", sources.fingerprints),
    # An answer by itself
    Check("contradictions", True, "nothing", comparing.contradictions),
    Check("marks", False, "nothing", style.marks),
    Check("yes-no", False, "nothing", style.bare_replies),
    Check("length", False, "nothing", style.length),
    Check("reading-age", False, "nothing", style.reading_ages),
    Check("markup", True, "nothing", markup.markup),
    Check("about", True, "nothing", style.about),
    # What is asked
    Check("won", True, "asking", wordings.won),
    Check("duplicates", True, "nothing", wordings.duplicates),
    Check("silent", True, "nothing", wordings.silent_subjects),
    Check("synonyms", True, "nothing", wordings.merged),
    Check("links", True, "online", links.links),
)

KNOWN = frozenset(check.name for check in CHECKS) | {CUT_OFF, NAME}
"""The names of all checks, those of comments too."""
