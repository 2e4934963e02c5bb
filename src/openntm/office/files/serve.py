"""A stored file as an answer: always an attachment, never shown in place."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

COPY_TYPES = {b"\x89PNG": "image/png", b"\xff\xd8\xff\xe0": "image/jpeg"}


def attachment(body: bytes, media_type: str, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }
    return HttpResponse(body, content_type=media_type, headers=headers)


def copy_attachment(copy: bytes, name: str) -> HttpResponse:
    """The copy of a picture without metadata, under a name that tells nothing."""
    media_type = COPY_TYPES.get(copy[:4], "application/octet-stream")
    return attachment(copy, media_type, f"{name}.{media_type.rpartition('/')[2]}")
