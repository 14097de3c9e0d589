"""The page on which a worker sends, changes or rejects a draft. Its address is known to workers only."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from starlette.responses import Response

from footnote.web.responses import framed

if TYPE_CHECKING:
    from footnote.desks.answering.store import Draft

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
_HEADERS = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-store"}

_OPEN = """<p>The customer asked:</p>
<blockquote>{question}</blockquote>
<form method="post">
<p><label for="text">They get this text:</label></p>
<textarea id="text" name="text" rows="16" required>{text}</textarea>
<p><button name="send" type="submit">Send</button>
<button name="reject" type="submit" formnovalidate>Reject</button></p>
</form>"""
_DECIDED = {
    "sent": "This draft was sent.",
    "changed": "A worker sent a text of their own.",
    "rejected": "This draft was rejected; nothing was sent.",
}


def of_draft(draft: Draft | None) -> Response:
    """The page of a draft: a form while it is open, and then what became of it."""
    if draft is None:
        content, status = "<p>There is no such draft; it may be deleted.</p>", 404
    elif draft.decided == "open":
        content, status = _OPEN.format(question=escape(draft.question), text=f"\n{escape(draft.text)}"), 200
    else:
        shown = f"<p>{_DECIDED[draft.decided]}</p>\n<blockquote>{escape(draft.text)}</blockquote>"
        content, status = shown, 200
    return Response(framed("Draft of an answer", content, "../page.css"), status, _HEADERS, "text/html")
