"""What the person was told: their own messages, newest first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from openntm.office.access import signed_in
from openntm.office.access.colleagues import messages_to
from openntm.office.listing import page_of
from openntm.office.services import mark_read


@require_safe
@login_required
def notices(request: HttpRequest) -> HttpResponse:
    own = messages_to(signed_in(request)).prefetch_related("deliveries")
    page = page_of(request, own)
    unread = own.filter(read_at__isnull=True).count()
    return render(request, "office/notices.html", {"page": page, "unread": unread})


@require_POST
@login_required
def notice_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Marks it as read and leads to the page that it speaks of."""
    message = get_object_or_404(messages_to(signed_in(request)), pk=pk)
    mark_read(by=signed_in(request), pk=pk)
    return redirect(message.url or "office:notices")


@require_POST
@login_required
def notices_read(request: HttpRequest) -> HttpResponse:
    mark_read(by=signed_in(request))
    return redirect("office:notices")
