"""A stored file as an answer: always an attachment, never shown in place."""

from collections.abc import Callable

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from openntm.office.files.store import content
from openntm.office.models import PrintOut

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


def print_out_answer(ending: str | None, make: Callable[[], PrintOut]) -> HttpResponse:
    """The Word or the PDF file of what `make` prints or finds."""
    if ending not in ("docx", "pdf"):
        raise Http404
    print_out = make()
    file = print_out.docx if ending == "docx" else print_out.pdf
    return attachment(content(file), file.media_type, file.original_name)
