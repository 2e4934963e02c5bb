"""Stored files, handed out by number: always as an attachment, never by a path."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from openntm.office.access import files_visible_to, today
from openntm.office.files import content
from openntm.office.files.serve import attachment
from openntm.office.roles import Action


@require_safe
@login_required
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole file, for who may read the figures of its place."""
    stored = get_object_or_404(files_visible_to(request.user, today(), Action.READ_FIGURES), pk=pk)
    return attachment(content(stored), stored.media_type, stored.original_name)
