"""Stored files, handed out by number: always as an attachment, never by a path."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from openntm.office.access import files_visible_to, today
from openntm.office.files import content
from openntm.office.files import public_copy as copy_of
from openntm.office.models import StoredFile
from openntm.office.roles import Action

COPY_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff\xe0": "image/jpeg"}


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
    media_type = COPY_TYPES.get(copy[:4], "application/octet-stream")
    return attachment(copy, media_type, f"{stored.pk}.{media_type.rpartition('/')[2]}")


def attachment(body: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(body, content_type=media_type, headers=headers)
