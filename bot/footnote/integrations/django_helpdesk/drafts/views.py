"""The page on which a worker sends, changes or rejects a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods
from helpdesk.decorators import helpdesk_staff_member_required
from helpdesk.user import HelpdeskUser

from footnote.integrations.django_helpdesk.models import Turn

from .deciding import reject, send

if TYPE_CHECKING:
    from django.http import HttpRequest

DECIDED_BEFORE = "This draft has been decided already."


@helpdesk_staff_member_required
@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Show a draft; or send or reject it, as the pressed button says."""
    turn = get_object_or_404(Turn.objects.select_related("talk__ticket__queue"), pk=number)
    ticket = turn.talk.ticket
    if not HelpdeskUser(request.user).can_access_queue(ticket.queue):
        raise PermissionDenied
    if request.method == "POST":
        is_rejected = "reject" in request.POST
        text = request.POST.get("text", "")
        if not is_rejected and not text.strip():
            messages.error(request, "There is nothing to send.")
        elif not (reject(turn) if is_rejected else send(turn, request.user, text)):
            messages.error(request, DECIDED_BEFORE)
        return redirect(ticket.get_absolute_url())
    page: HttpResponse = render(request, "footnote/draft.html", {"turn": turn, "ticket": ticket})
    return page
