"""Stored files, handed out by number: always as an attachment, never by a path."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from openntm.office.access import files_visible_to, today
from openntm.office.files import content
from openntm.office.files import public_copy as copy_of
from openntm.office.files.serve import attachment, copy_attachment
from openntm.office.models import StoredFile
from openntm.office.roles import Action


@require_safe
@login_required
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole file, for who may read the figures of its place."""
    stored = get_object_or_404(files_visible_to(request.user, today(), Action.READ_FIGURES), pk=pk)
    return attachment(content(stored), stored.media_type, stored.original_name)


@require_safe
def public_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The picture without metadata, for everybody once an office has published it."""
    stored = get_object_or_404(StoredFile, pk=pk, is_public=True)
    copy = copy_of(stored)
    if copy is None:
        raise Http404
    return copy_attachment(copy, str(stored.pk))
